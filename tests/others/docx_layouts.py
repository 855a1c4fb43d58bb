"""Word forms as other people make them: one plan a layout."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from others.docx_paper import docx
from others.forms import Truth
from others.paper import grey, para
from others.plans import Plan, laid_out, letterhead

PLANS = {
    "docx_twocolumns": Plan(why="label left, answer right; odd column order and extra columns", head="two_columns", roster="plain_table", ticks="tick_list"),
    "docx_fourcolumns": Plan(why="label, answer, label, answer; merged title row over the members", head="four_columns", roster="titled_table", ticks="crosses"),
    "docx_samecell": Plan(why="label over answer in one cell; members in numbered blocks", head="label_over_answer", roster="numbered_blocks", ticks="tick_row"),
    "docx_boldlabel": Plan(why="bold label, answer on the same line without a colon; a line a member", head="bold_then_answer", roster="lines", ticks="brackets"),
    "docx_headings": Plan(why="headings as labels; the role as label", head="headings", roster="duties", ticks="in_words", adviser="adviser_prose"),
    "docx_questions": Plan(why="numbered questions", head="questions", roster="agents_elsewhere", manner="question", ticks="yes_no_boxes"),
    "docx_controls": Plan(why="content controls with tags that say nothing", head="controls", roster="plain_table", ticks="tick_controls",
                          promise="promise_control"),
    "docx_alias": Plan(why="content controls whose alias is the only label; prompts left", head="lone_controls", roster="grouped_heads", ticks="tick_controls"),
    "docx_transposed": Plan(why="a column a person", head="numbered_rows", roster="transposed"),
    "docx_nested": Plan(why="a table within a table", head="nested", roster="repeated_heads"),
    "docx_tracked": Plan(why="tracked changes", head="corrected", roster="titled_table"),
    "docx_textbox": Plan(why="answers in text boxes, which Word writes twice", head="text_boxes", roster="lines_in_a_cell"),
    "docx_grey": Plan(why="instructions in grey that are no answers", head="examples_in_grey", roster="split_names"),
    "docx_labelrow": Plan(why="a row of labels over a row of answers", head="label_row_over_answer_row", roster="joined_columns", adviser="adviser_head_row"),
    "docx_tabs": Plan(why="label, tab, answer", head="tabbed", roster="title_with_profession"),
    "docx_underscores": Plan(why="answers typed onto lines of underscores", head="underlined", roster="name_in_heading"),
    "docx_blocktables": Plan(why="a small table a person, the last one empty", head="colon_lines", roster="block_tables", adviser="adviser_section"),
    "docx_hurry": Plan(why="a doctor in a hurry: short labels, abbreviations", manner="terse"),
    "docx_nynorsk": Plan(why="nynorsk", language="nn"),
    "docx_english": Plan(why="English", language="en"),
    "docx_mix": Plan(why="every arrangement drawn"),
}


def _word(plan: Plan) -> Callable[[Random], tuple[bytes, list[Truth]]]:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form, blocks = laid_out(rng, plan)
        return docx(rng, blocks, header=letterhead(form), footer=(para(grey("Side 1 av 2")),)), [form.truth()]

    return make


LAYOUTS = {name: _word(plan) for name, plan in PLANS.items()}
