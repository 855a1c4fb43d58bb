"""Forms that were printed to PDF: words at places on pages, with lines around them or without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from others.forms import Truth
from others.html_paper import Look, html, printed
from others.layout import Layout, Make
from others.paper import Block, Table
from others.plans import Plan, laid_out

PLAIN = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A plan and how it is printed; `ruled` False takes the lines away, so that only the columns are left."""

    plan: Plan
    ruled: bool = True
    look: Look = PLAIN


PRINTS = {
    "pdfprint_ruled": Print(plan=Plan(why="tables with lines", head="two_columns", roster="plain_table", ticks="tick_list")),
    "pdfprint_columns": Print(
        plan=Plan(
            why="tables without lines: columns only",
            head="two_columns",
            roster="plain_table",
            ticks="tick_list",
            adviser="adviser_rows",
        ),
        ruled=False,
    ),
    "pdfprint_fourcolumns": Print(
        plan=Plan(why="label, answer, label, answer", head="four_columns", roster="titled_table", ticks="tick_row")
    ),
    "pdfprint_samecell": Print(plan=Plan(why="label over answer in one cell", head="label_over_answer", roster="block_tables")),
    "pdfprint_lines": Print(
        plan=Plan(
            why="colon lines, a line a person, wrapped",
            head="colon_lines",
            roster="lines",
            ticks="tick_row",
            adviser="adviser_line",
            promise="promise_yes_no",
        ),
        look=Look(size=12, margin="25mm 30mm"),
    ),
    "pdfprint_headings": Print(
        plan=Plan(why="headings as labels", head="headings", roster="duties", ticks="brackets"),
        look=Look(font="Liberation Serif"),
    ),
    "pdfprint_questions": Print(
        plan=Plan(why="numbered questions", head="questions", roster="agents_elsewhere", manner="question")
    ),
    "pdfprint_twocolumnpage": Print(
        plan=Plan(
            why="a page set in two columns",
            head="bold_then_answer",
            roster="numbered_blocks",
            ticks="tick_list",
            adviser="adviser_line",
            promise="promise_tick",
        ),
        look=Look(body="columns: 2; column-gap: 12mm", size=9.5),
    ),
    "pdfprint_pages": Print(
        plan=Plan(
            why="several pages, with page headers and footers, the table crosses the page",
            head="two_columns",
            roster="titled_table",
            ticks="yes_no_boxes",
        ),
        look=Look(size=14, header="Påmelding til læringsnettverk – foretakets eksemplar", footer="Side "),
    ),
    "pdfprint_narrow": Print(
        plan=Plan(
            why="narrow columns break addresses and professions", head="two_columns", roster="grouped_heads", ticks="crosses"
        ),
        look=Look(size=12, margin="20mm 28mm", font="Liberation Sans"),
    ),
    "pdfprint_labelrow": Print(
        plan=Plan(
            why="labels over answers", head="label_row_over_answer_row", roster="joined_columns", adviser="adviser_head_row"
        )
    ),
    "pdfprint_transposed": Print(
        plan=Plan(why="a column a person", head="numbered_rows", roster="transposed"), look=Look(size=9, margin="14mm")
    ),
    "pdfprint_underscores": Print(
        plan=Plan(why="answers on lines of underscores", head="underlined", roster="name_in_heading")
    ),
    "pdfprint_english": Print(plan=Plan(why="English", language="en")),
    "pdfprint_nynorsk": Print(plan=Plan(why="nynorsk", language="nn")),
    "pdfprint_heldout": Print(plan=Plan(why="wordings kept apart for measuring", manner="heldout")),
    "pdfprint_mix": Print(plan=Plan(why="every arrangement drawn")),
}


def _without_lines(block: Block) -> Block:
    return replace(block, ruled=False) if isinstance(block, Table) else block


def _printed(how: Print) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form, blocks = laid_out(rng, how.plan)
        shown = blocks if how.ruled else [_without_lines(b) for b in blocks]
        return printed(html(shown), how.look), [form.truth()]

    return make


LAYOUTS = {name: Layout(why=how.plan.why, ending="pdf", make=_printed(how)) for name, how in PRINTS.items()}
