"""Word forms as other people make them: one plan a layout."""

from __future__ import annotations

from random import Random

from others.docx_paper import docx
from others.forms import Truth
from others.layout import Layout, Make
from others.paper import grey, para
from others.plans import Plan, laid_out, letterhead, several

PLANS = {
    "docx_twocolumns": Plan(
        why="label left, answer right; odd column order and extra columns",
        head="two_columns",
        roster="plain_table",
        ticks="tick_list",
    ),
    "docx_fourcolumns": Plan(
        why="label, answer, label, answer; merged title over the members",
        head="four_columns",
        roster="titled_table",
        ticks="crosses",
    ),
    "docx_samecell": Plan(
        why="label over answer in one cell; members in numbered blocks", head="label_over_answer", roster="numbered_blocks"
    ),
    "docx_boldlabel": Plan(
        why="bold label and answer on one line, no colon; a line a member",
        head="bold_then_answer",
        roster="lines",
        ticks="brackets",
    ),
    "docx_headings": Plan(
        why="headings as labels; the role as label", head="headings", roster="duties", ticks="in_words", adviser="adviser_prose"
    ),
    "docx_questions": Plan(
        why="numbered questions; agents named apart",
        head="questions",
        roster="agents_elsewhere",
        manner="question",
        ticks="yes_no_boxes",
    ),
    "docx_controls": Plan(
        why="content controls with tags that say nothing",
        head="controls",
        roster="plain_table",
        ticks="tick_controls",
        promise="promise_control",
    ),
    "docx_alias": Plan(
        why="content controls whose alias is the only label; prompts left",
        head="lone_controls",
        roster="grouped_heads",
        ticks="tick_controls",
    ),
    "docx_legacy": Plan(
        why="old form fields; a drop-down that keeps but a number",
        head="old_fields",
        roster="role_crosses",
        ticks="old_ticks",
        promise="promise_old_tick",
    ),
    "docx_transposed": Plan(why="a column a person", head="numbered_rows", roster="transposed"),
    "docx_nested": Plan(why="a table within a table; the head row typed twice", head="nested", roster="repeated_heads"),
    "docx_tracked": Plan(why="tracked changes", head="corrected", roster="titled_table"),
    "docx_textbox": Plan(why="answers in text boxes, which Word writes twice", head="text_boxes", roster="lines_in_a_cell"),
    "docx_grey": Plan(
        why="instructions in grey that are no answers; first and last name apart", head="examples_in_grey", roster="split_names"
    ),
    "docx_labelrow": Plan(
        why="a row of labels over a row of answers; two things in one column",
        head="label_row_over_answer_row",
        roster="joined_columns",
        adviser="adviser_head_row",
    ),
    "docx_tabs": Plan(why="label, tab, answer; title and profession in one", head="tabbed", roster="title_with_profession"),
    "docx_underscores": Plan(
        why="answers on lines of underscores; the name in the block's heading", head="underlined", roster="name_in_heading"
    ),
    "docx_blocktables": Plan(
        why="a small table a person, the last one empty", head="colon_lines", roster="block_tables", adviser="adviser_section"
    ),
    "docx_below": Plan(
        why="the answer below its label, all in one look; visiting cards", head="answer_below", roster="visiting_cards"
    ),
    "docx_rolesprinted": Plan(why="the roles are printed in the first column", head="two_columns", roster="roles_printed"),
    "docx_rolecrosses": Plan(why="a cross in a column for each role", head="four_columns", roster="role_crosses"),
    "docx_cards": Plan(why="two persons beside each other, labels in the cell", head="two_columns", roster="cards"),
    "docx_labelledlines": Plan(
        why="a line a person with a label before each answer", head="colon_lines", roster="labelled_lines"
    ),
    "docx_letter": Plan(
        why="a letter: the answers stand in sentences",
        head="letter",
        roster="duties",
        adviser="adviser_prose",
        ticks="in_words",
    ),
    "docx_adviserrow": Plan(
        why="the adviser is the last row of the members' table", head="two_columns", roster="adviser_in_table"
    ),
    "docx_struck": Plan(
        why="ja / nei with one of them struck out", head="tabbed", roster="plain_table", promise="promise_struck"
    ),
    "docx_hurry": Plan(why="a doctor in a hurry: short labels, abbreviations", manner="terse"),
    "docx_nynorsk": Plan(why="nynorsk", language="nn"),
    "docx_english": Plan(why="English", language="en"),
    "docx_heldout": Plan(why="wordings kept apart for measuring", manner="heldout"),
    "docx_heldoutnn": Plan(why="the same in nynorsk", language="nn", manner="heldout"),
    "docx_heldouten": Plan(why="the same in English", language="en", manner="heldout"),
    "docx_mix": Plan(why="every arrangement drawn"),
}
SEVERAL = {
    "docx_manytables": Plan(
        why="several teams in one file: tables", head="two_columns", roster="titled_table", ticks="tick_list"
    ),
    "docx_manylines": Plan(
        why="several teams in one file: lines", head="colon_lines", roster="lines", adviser="adviser_line", ticks="in_words"
    ),
}
FOOT = (para(grey("Side 1 av 2")),)


def _one(plan: Plan) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form, blocks = laid_out(rng, plan)
        return docx(rng, blocks, header=letterhead(form), footer=FOOT), [form.truth()]

    return make


def _several(plan: Plan) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        forms, blocks = several(rng, plan)
        return docx(rng, blocks, header=letterhead(forms[0]), footer=FOOT), [form.truth() for form in forms]

    return make


LAYOUTS = {
    **{name: Layout(why=plan.why, ending="docx", make=_one(plan)) for name, plan in PLANS.items()},
    **{name: Layout(why=plan.why, ending="docx", make=_several(plan)) for name, plan in SEVERAL.items()},
}
