"""Fillable PDF forms as other people make them: names that say nothing, labels only printed, odd states, radio buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from others.forms import ADVISER, Form, Truth, a_form
from others.heads import CHALLENGES, answers
from others.layout import Layout, Make
from others.pdf_fields import LEFT, FillablePdf, Naming
from others.people import ROLES, Person
from others.rosters import CORE, columns
from others.words import PRIVACY, UNCHOSEN

WIDE = 495.0
ROWS = 8
COUNTED = Naming()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fillable:
    """How a fillable form is made. `states` are the names of the on states, drawn from box by box."""

    why: str
    head: str = "left"
    roster: str = "table"
    ticks: str = "check"
    naming: Naming = COUNTED
    states: tuple[str, ...] = ("Yes",)
    lists: bool = False
    shuffled: bool = False
    language: str = "nb"
    manner: str = ""


FORMS = {
    "pdfform_tooltips": Fillable(why="counted names; the tooltip tells what the field is", states=("On", "1")),
    "pdfform_left": Fillable(
        why="no tooltips; the label is printed to the left", naming=Naming(tooltips=False), roster="blocks"
    ),
    "pdfform_above": Fillable(
        why="no tooltips; the label is printed above", head="above", naming=Naming(tooltips=False, utf16=True), states=("Ja",)
    ),
    "pdfform_table": Fillable(
        why="a table of fields under printed heads; tab order shuffled", naming=Naming(tooltips=False), shuffled=True
    ),
    "pdfform_radio": Fillable(why="radio buttons ja/nei; roles and ranks chosen from lists", ticks="radio", lists=True),
    "pdfform_radiobare": Fillable(
        why="radio buttons and lists without tooltips",
        ticks="radio",
        lists=True,
        naming=Naming(tooltips=False),
        roster="blocks",
    ),
    "pdfform_words": Fillable(
        why="names taken from the words beside the fields: Navn, Navn_2, …",
        naming=Naming(style="words", tooltips=False),
        states=("Ja", "x", "Valg1"),
    ),
    "pdfform_subform": Fillable(
        why="names in XFA's manner, two levels deep", naming=Naming(style="subform", utf16=True), head="above", roster="blocks"
    ),
    "pdfform_hurry": Fillable(
        why="short labels and abbreviations", naming=Naming(tooltips=False), manner="terse", head="pairs"
    ),
    "pdfform_english": Fillable(why="English", language="en", states=("On",), head="above"),
    "pdfform_nynorsk": Fillable(why="nynorsk", language="nn", naming=Naming(tooltips=False), head="pairs", ticks="radio"),
}


def _heading(pdf: FillablePdf, text: str, size: float = 11) -> None:
    pdf.room(60)
    pdf.y -= size + 6
    pdf.write(LEFT, pdf.y, text, size=size, bold=True)
    pdf.y -= 8


def _question(
    pdf: FillablePdf,
    x: float,
    width: float,
    label: str,
    put: Callable[[tuple[float, float, float, float]], None],
    *,
    tall: float = 16,
) -> None:
    """A label printed above its field."""
    pdf.write(x, pdf.y - 9, label, size=8)
    put((x, pdf.y - 12 - tall, x + width - 8, pdf.y - 12))


def _put(
    pdf: FillablePdf, form: Form, how: Fillable, label: str, text: str
) -> Callable[[tuple[float, float, float, float]], None]:
    """What places the answer's field in a box: a list for a rank that was chosen, else a field to type in."""
    if how.lists and label == form.word("priority") and (not text or text.isdigit()):
        prompt = UNCHOSEN[form.hand.language]
        return lambda box: pdf.choice(box, text or prompt, label, (prompt, *map(str, range(1, 11))))
    return lambda box: pdf.text(box, text, label, long=len(text) > 60)


def _head(pdf: FillablePdf, form: Form, how: Fillable, rows: list[tuple[str, str]]) -> None:
    """The questions: label left, label above, or two above beside each other where the answers are short."""
    while rows:
        label, text = rows.pop(0)
        tall = 42 if len(text) > 60 else 16
        pdf.room(tall + 20)
        if how.head == "left":
            pdf.write(LEFT, pdf.y - 11, label if len(label) < 44 else label[: label.rindex(" ", 0, 44)])
            if len(label) >= 44:
                pdf.write(LEFT, pdf.y - 21, label[label.rindex(" ", 0, 44) + 1 :])
                tall = max(tall, 24)
            _put(pdf, form, how, label, text)((LEFT + 200, pdf.y - tall, LEFT + WIDE, pdf.y))
            pdf.y -= tall + 6
            continue
        half = how.head == "pairs" and rows and max(len(text), len(rows[0][1])) < 40
        _question(pdf, LEFT, WIDE / 2 if half else WIDE, label, _put(pdf, form, how, label, text), tall=tall)
        if half:
            label, text = rows.pop(0)
            _question(pdf, LEFT + WIDE / 2, WIDE / 2, label, _put(pdf, form, how, label, text), tall=tall)
        pdf.y -= tall + 18


def _yes_no(form: Form) -> tuple[str, str]:
    return ("Yes", "No") if form.hand.language == "en" else ("Ja", "Nei")


def _tick(pdf: FillablePdf, form: Form, how: Fillable, key: str) -> None:
    """One box before its label, or a pair of radio buttons after it."""
    pdf.room(20)
    pdf.y -= 14
    label, on = form.word(key), form.ticked(key)
    if how.ticks == "check":
        pdf.check(LEFT, pdf.y - 2, label, on=on, state=form.rng.choice(how.states))
        pdf.write(LEFT + 16, pdf.y, label)
        return
    yes, no = _yes_no(form)
    pdf.write(LEFT, pdf.y, label)
    places = {yes: (LEFT + 330.0, pdf.y - 2), no: (LEFT + 390.0, pdf.y - 2)}
    for word, (x, _) in places.items():
        pdf.write(x + 14, pdf.y, word)
    left_open = not on and key != "binding" and form.rng.random() < 0.5
    pdf.radio(places, label, None if left_open else yes if on else no)


def _member_field(
    pdf: FillablePdf, form: Form, how: Fillable, box: tuple[float, float, float, float], what: tuple[Person | None, int, str]
) -> None:
    """One field of a member: typed, chosen, or a box for the agent."""
    person, number, column = what
    label = f"{form.word(column)}, {form.word('member').lower()} {number}"
    if column == "agent" and how.ticks == "check":
        form.columns.add("agent")
        pdf.check(box[0] + 4, box[1] + 3, label, on=bool(person and person.agent), state=form.rng.choice(how.states))
    elif column == "role" and how.lists:
        prompt = UNCHOSEN[form.hand.language]
        said = form.cell(person, "role") if person else prompt
        known = [w for words in ROLES.values() for w in words[form.hand.language]]
        pdf.choice(box, said, label, (prompt, *known))
    else:
        pdf.text(box, form.cell(person, column) if person else (str(number) if column == "number" else ""), label)


def _table(pdf: FillablePdf, form: Form, how: Fillable) -> None:
    """Printed heads over a table of fields."""
    chosen = columns(form)
    wide = {c: {"number": 20.0, "agent": 84.0, "email": 110.0}.get(c, 80.0) for c in chosen}
    scale = WIDE / sum(wide.values())
    pdf.room(40 + ROWS * 18)
    x = LEFT
    for column in chosen:
        for down, word in enumerate(_wrapped(form.word(column), wide[column] * scale / 4.2)):
            pdf.write(x + 1, pdf.y - 8 - 9 * down, word, size=7.5, bold=True)
        x += wide[column] * scale
    pdf.y -= 34
    for number in range(1, ROWS + 1):
        person = form.members[number - 1] if number <= len(form.members) else None
        x = LEFT
        for column in chosen:
            _member_field(pdf, form, how, (x, pdf.y - 16, x + wide[column] * scale - 1, pdf.y), (person, number, column))
            x += wide[column] * scale
        pdf.y -= 18


def _wrapped(text: str, most: float) -> list[str]:
    """Words in lines of at most `most` letters, where words allow."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _blocks(pdf: FillablePdf, form: Form, how: Fillable) -> None:
    """A block a person with labels to the left, two blocks beside each other."""
    for start in range(0, ROWS, 2):
        pdf.room(len(CORE) * 20 + 20)
        for side in (0, 1):
            number = start + side + 1
            person = form.members[number - 1] if number <= len(form.members) else None
            x, y = LEFT + side * 255, pdf.y
            pdf.write(x, y - 10, f"{form.word('member')} {number}", bold=True)
            for down, column in enumerate(CORE):
                line = y - 18 - 18 * down
                for below, word in enumerate(_wrapped(form.word(column), 24)):
                    pdf.write(x, line - 9 - 8 * below, word, size=7.5)
                _member_field(pdf, form, how, (x + 105, line - 15, x + 240, line), (person, number, column))
        pdf.y -= len(CORE) * 18 + 26


def _made(how: Fillable) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, how.language, how.manner)
        pdf = FillablePdf(naming=how.naming)
        _heading(pdf, form.word("form"), 15)
        for line in _wrapped(rng.choice(PRIVACY[form.hand.language]), 110):
            pdf.y -= 11
            pdf.write(LEFT, pdf.y, line, size=8)
        pdf.y -= 10
        _head(pdf, form, how, answers(form))
        _heading(pdf, form.word("challenges"))
        for key in CHALLENGES:
            _tick(pdf, form, how, key)
        _heading(pdf, form.word("members"))
        {"table": _table, "blocks": _blocks}[how.roster](pdf, form, how)
        _heading(pdf, form.word("adviser"))
        _head(pdf, form, how, [(form.word(k), form.answer(k)) for k in ADVISER])
        _tick(pdf, form, how, "binding")
        if how.shuffled:
            rng.shuffle(pdf.fields)
        return pdf.saved(), [form.truth()]

    return make


LAYOUTS = {name: Layout(why=how.why, ending="pdf", make=_made(how)) for name, how in FORMS.items()}
