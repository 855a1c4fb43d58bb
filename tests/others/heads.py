"""How a form asks for trust, unit, title, problem, goal and priority: one function an arrangement, each a form → blocks."""

from __future__ import annotations

from collections.abc import Callable

from others.forms import TEXTS, Form
from others.paper import Block, Changed, Control, Para, Tab, Table, Text, TextBox, Tick, bold, cell, grey, para, table
from others.people import some_names
from others.words import EXAMPLES, UNCHOSEN, UNTYPED

Rows = list[tuple[str, str]]


def order(form: Form) -> list[str]:
    """The keys in the order in which this form asks: where, what, why, or the rank somewhere else."""
    keys = [k for k in TEXTS if k != "priority"]
    keys.insert(form.rng.choice((0, 2, 3, 5)), "priority")
    return keys


def answers(form: Form) -> Rows:
    """Label and answer of each key, with a question or two that is none of ours in between."""
    rows = [(form.word(k), form.answer(k)) for k in order(form)]
    strangers = [("project_number", ""), ("staffing", str(form.rng.randint(12, 140))), ("contact", some_names(form.rng, 1)[0])]
    for thing, text in form.rng.sample(strangers, form.rng.choice((0, 0, 1, 2))):
        rows.insert(form.rng.randint(1, len(rows)), (form.word(thing), text))
    return rows


def two_columns(form: Form) -> list[Block]:
    """Label left, answer right."""
    return [table(*((cell(bold(label), shaded=True), text) for label, text in answers(form)), widths=(3, 5))]


def numbered_rows(form: Form) -> list[Block]:
    """Three columns: a number, the label, the answer."""
    return [table(*((f"{i}.", label, text) for i, (label, text) in enumerate(answers(form), 1)), widths=(1, 6, 10))]


def four_columns(form: Form) -> list[Block]:
    """Label, answer, label, answer; long answers over the whole width."""
    rows, short = [], []
    for label, text in answers(form):
        if len(text) + len(label) > 70:
            rows.append((label, cell(text, span=3)))
        else:
            short.append((label, text))
    pairs = [(*short[i], *(short[i + 1] if i + 1 < len(short) else ("", ""))) for i in range(0, len(short), 2)]
    return [table(*pairs, *rows, widths=(3, 4, 3, 4))]


def label_over_answer(form: Form) -> list[Block]:
    """Label and answer in one cell, with a line break between them; two cells a row where they are short."""
    cells = [cell(para(Text(text=f"{label}\n", bold=True), text)) for label, text in answers(form)]
    pairs = [tuple(cells[i : i + 2]) for i in range(0, len(cells) - 1, 2)]
    rest = [(cell(*cells[-1].blocks, span=2),)] if len(cells) % 2 else []
    return [table(*pairs, *rest, widths=(1, 1))]


def label_row_over_answer_row(form: Form) -> list[Block]:
    """A shaded row with labels, and the answers in the row below."""
    blocks: list[Block] = []
    rows = answers(form)
    for at in range(0, len(rows), 3):
        part = rows[at : at + 3]
        blocks.append(table(tuple(cell(bold(label), shaded=True) for label, _ in part), tuple(text for _, text in part)))
    return blocks


def colon_lines(form: Form) -> list[Block]:
    """«Label: answer», one paragraph each."""
    return [para(f"{label.rstrip(':')}{'' if label.endswith('?') else ':'} {text}") for label, text in answers(form)]


def bold_then_answer(form: Form) -> list[Block]:
    """The label in bold, the answer after it on the same line, nothing between them but a space or two."""
    return [para(bold(label), f"  {text}") for label, text in answers(form)]


def tabbed(form: Form) -> list[Block]:
    """Label, a jump to the tab stop, answer."""
    return [para(f"{label}:", Tab(), text) for label, text in answers(form)]


def underlined(form: Form) -> list[Block]:
    """Label and an answer written on a line of underscores."""
    return [para(f"{label}: ___{text}___" if text else f"{label}: ____________________") for label, text in answers(form)]


def headings(form: Form) -> list[Block]:
    """A heading for each question and the answer as paragraphs below."""
    return [b for label, text in answers(form) for b in (para(label, level=2), *(para(line) for line in text.split("\n")))]


def questions(form: Form) -> list[Block]:
    """Numbered questions, the answer on the next line."""
    return [b for i, (label, text) in enumerate(answers(form), 1) for b in (para(bold(f"{i}. {label}")), para(text))]


def examples_in_grey(form: Form) -> list[Block]:
    """Each answer stands below an instruction in grey, which is no answer."""
    hints = EXAMPLES[form.hand.language]
    return [table(*((form.word(k), cell(grey(hints[k]), form.answer(k))) for k in order(form)), widths=(3, 6))]


def controls(form: Form) -> list[Block]:
    """Content controls whose tags say nothing, the question in the cell to the left; prompts stand where nothing was typed."""
    rows = []
    for n, key in enumerate(order(form), 1):
        field = Control(
            text=form.answer(key),
            prompt=UNTYPED[form.hand.language],
            tag=f"Tekst{n}",
            alias=form.rng.choice(("", form.word(key))),
        )
        rows.append((form.word(key), cell(field)))
    return [table(*rows, widths=(3, 6))]


def lone_controls(form: Form) -> list[Block]:
    """Content controls with no text beside them: the alias is the only label. The rank is chosen from a list."""
    blocks: list[Block] = []
    for n, key in enumerate(order(form), 1):
        answer, ranked = form.answer(key), key == "priority"
        choices = (*map(str, range(1, 11)),) if ranked and answer.isdigit() else ()
        prompt = (UNCHOSEN if choices else UNTYPED)[form.hand.language]
        blocks.append(para(Control(text=answer, prompt=prompt, tag=f"felt_{n}", alias=form.word(key), choices=choices)))
    return blocks


def old_fields(form: Form) -> list[Block]:
    """Word's old form fields; the rank is chosen from a list, of which the file keeps but the number of the choice."""
    rows = []
    for key in order(form):
        answer = form.answer(key)
        ranks = (" ", *map(str, range(1, 11))) if key == "priority" and (answer.isdigit() or not answer) else ()
        rows.append((form.word(key), cell(Control(text=answer or " " * bool(ranks), prompt="", choices=ranks, legacy=True))))
    return [table(*rows, widths=(3, 6))]


def old_ticks(form: Form) -> list[Block]:
    """Word's old check boxes before their labels, on one line."""
    pieces = [p for k in CHALLENGES for p in (Tick(on=form.ticked(k), legacy=True), Text(text=f" {form.word(k)}   "))]
    return [para(f"{form.word('challenges')}: ", *pieces)]


def answer_below(form: Form) -> list[Block]:
    """Label and answer in paragraphs of the same look, an empty one between the pairs."""
    return [b for label, text in answers(form) for b in (para(f"{label.rstrip(':?')}:"), para(text), para(""))]


def letter(form: Form) -> list[Block]:
    """A letter, no form: the answers stand in sentences."""
    trust, unit, title, problem, goal, rank = (
        form.answer(k) for k in ("trust", "unit", "title", "problem", "goal", "priority")
    )
    at = {"nb": "ved", "nn": "ved", "en": "at"}[form.hand.language]
    rank = "".join(c for c in rank.split(" ")[-1 if rank.lower().startswith("nr") else 0] if c.isdigit())
    where = f" {at} {unit}" if unit else ""
    said = {
        "nb": (
            f"{trust} melder med dette på et team{where} til læringsnettverket.",
            f"Prosjektet heter «{title}»",
            f" og har prioritet {rank}",
        ),
        "nn": (
            f"{trust} melder med dette på eit team{where} til læringsnettverket.",
            f"Prosjektet heiter «{title}»",
            f" og har prioritet {rank}",
        ),
        "en": (
            f"{trust} hereby registers a team{where} for the network.",
            f"The project is called “{title}”",
            f" and has priority {rank}",
        ),
    }[form.hand.language]
    why = [para(f"{form.word(k).rstrip('?')}: {text}") for k, text in (("problem", problem), ("goal", goal))]
    return [para(said[0]), para(said[1] + said[2] * bool(rank) + "."), *why]


def corrected(form: Form) -> list[Block]:
    """Two columns with tracked changes: some answers were put right after a first draft."""
    rows = []
    for label, text in answers(form):
        first, _, last = text.rpartition(" ")
        edits = (
            (Changed(old=text[:1].swapcase() + "…" if text else "", new=text),),
            (Text(text=first + " " * bool(first)), Changed(old=form.rng.choice(("foreløpig", "???", "12")), new=last)),
            (Text(text=text), Changed(old=" (utkast)", new="")),
        )
        rows.append((label, cell(para(*form.rng.choice(edits))) if text and form.rng.random() < 0.6 else text))
    return [table(*rows, widths=(3, 5))]


def text_boxes(form: Form) -> list[Block]:
    """Each question in the text and its answer in a text box below."""
    return [b for label, text in answers(form) for b in (para(bold(label)), TextBox(blocks=(para(text),)))]


def nested(form: Form) -> list[Block]:
    """One big frame; in its second row a table with labels and answers within the cell."""
    inner: Table = table(*answers(form), widths=(2, 4))
    return [table((cell(bold(form.word("form")), shaded=True),), (cell(inner),))]


HEADS: dict[str, Callable[[Form], list[Block]]] = {
    f.__name__: f
    for f in (
        two_columns,
        numbered_rows,
        four_columns,
        label_over_answer,
        label_row_over_answer_row,
        colon_lines,
        bold_then_answer,
        tabbed,
        underlined,
        headings,
        questions,
        examples_in_grey,
        answer_below,
        old_fields,
        letter,
        controls,
        corrected,
        text_boxes,
        nested,
    )
}
ON_SCREEN = {"lone_controls": lone_controls}  # never drawn: on paper nothing would tell what the answers answer


# --- what is ticked ------------------------------------------------------------------------------------------------------

CHALLENGES = ("high_workload", "high_turnover", "limited_capacity")


def tick_list(form: Form) -> list[Block]:
    """One box a line."""
    return [para(bold(form.word("challenges"))), *(para(Tick(on=form.ticked(k)), f" {form.word(k)}") for k in CHALLENGES)]


def tick_row(form: Form) -> list[Block]:
    """All boxes on one line, each before its label."""
    pieces = [p for k in CHALLENGES for p in (Tick(on=form.ticked(k)), Text(text=f" {form.word(k)}     "))]
    return [para(f"{form.word('challenges')}: ", *pieces)]


def tick_row_after(form: Form) -> list[Block]:
    """A table with the labels in the first row and the boxes below them."""
    return [
        para(bold(form.word("challenges"))),
        table(tuple(map(form.word, CHALLENGES)), tuple(cell(Tick(on=form.ticked(k))) for k in CHALLENGES)),
    ]


def tick_controls(form: Form) -> list[Block]:
    """Real check-box controls."""
    return [
        para(bold(form.word("challenges"))),
        *(para(Tick(on=form.ticked(k), control=True), f" {form.word(k)}") for k in CHALLENGES),
    ]


def crosses(form: Form) -> list[Block]:
    """A table: label and an x or nothing."""
    mark = form.rng.choice(("x", "X", "✓", "✔", "☑"))
    title = (cell(bold(form.word("challenges")), span=2, shaded=True),)
    return [table(title, *((form.word(k), mark if form.ticked(k) else "") for k in CHALLENGES), widths=(6, 1))]


def brackets(form: Form) -> list[Block]:
    """(x) or ( ), [x] or [ ] typed before the label."""
    left, right = form.rng.choice(("()", "[]"))
    lines = [para(f"{left}{'x' if form.ticked(k) else ' '}{right} {form.word(k)}") for k in CHALLENGES]
    return [para(form.word("challenges")), *lines]


def yes_no_boxes(form: Form) -> list[Block]:
    """A pair of boxes for each: Ja ☒ Nei ☐."""
    yes, no = form.word("yes").capitalize().replace("X", "Ja"), form.word("no").capitalize().replace("-", "Nei")

    def pair(key: str) -> Para:
        return para(f"{yes} ", Tick(on=form.ticked(key)), f"  {no} ", Tick(on=not form.ticked(key)))

    return [para(bold(form.word("challenges"))), table(*((form.word(k), cell(pair(k))) for k in CHALLENGES), widths=(5, 3))]


def in_words(form: Form) -> list[Block]:
    """The ticked ones written out."""
    chosen = [form.word(k)[:1].lower() + form.word(k)[1:] for k in CHALLENGES if form.ticked(k)]
    return [para(f"{form.word('challenges')}: {', '.join(chosen)}")]


TICKS: dict[str, Callable[[Form], list[Block]]] = {
    f.__name__: f
    for f in (tick_list, tick_row, tick_row_after, tick_controls, old_ticks, crosses, brackets, yes_no_boxes, in_words)
}
