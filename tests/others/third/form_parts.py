"""How the fillable forms of the third collection ask: labels left of, above or under the fields, members in rows or blocks."""

from __future__ import annotations

from collections.abc import Sequence

from others.forms import CHALLENGES, Form
from others.people import Person
from others.third.canvas import MULTILINE, Canvas
from others.third.team import GRID, HEAD, LONG

NAMES = {
    "trust": "foretak",
    "unit": "enhet",
    "title": "prosjekt",
    "priority": "pri",
    "problem": "prob",
    "goal": "maal",
    "high_workload": "kryss_belastning",
    "high_turnover": "kryss_turnover",
    "limited_capacity": "kryss_kapasitet",
    "binding": "bindende",
    "adviser_name": "veil_navn",
    "adviser_email": "veil_epost",
    "adviser_phone": "veil_tlf",
    "name": "Navn",
    "role": "Rolle",
    "profession": "Yrke",
    "email": "Epost",
    "phone": "Telefon",
    "agent": "agent",
}
WIDTHS = {"name": 105, "role": 74, "profession": 84, "email": 138, "phone": 68, "agent": 30, "number": 22, "dept": 60}


def heading(c: Canvas, form: Form, *, size: float = 14, font: str = "F2", x: float = 40) -> float:
    """The form's name on top."""
    c.write(x, 50, form.word("heading"), size, font)
    return 76


def answers_left(
    c: Canvas, form: Form, keys: Sequence[str], y: float, *, x: float = 40, field: float = 190, end: float = 555
) -> float:
    """Labels left of their fields."""
    for key in keys:
        tall = 44 if key in LONG else 17
        c.wrapped(x, y + 11, form.word(key), field - x - 4, 9 if tall > 20 else 8.5)
        answer(c, form, key, (field, y, end - field, tall))
        y += tall + 5
    return y


def answers_above(
    c: Canvas, form: Form, keys: Sequence[str], y: float, *, x: float = 40, wide: float = 515, suffix: str = ":"
) -> float:
    """Labels above their fields."""
    for key in keys:
        tall = 44 if key in LONG else 17
        c.write(x, y + 8, form.word(key) + suffix, 8, "F2")
        answer(c, form, key, (x, y + 11, wide, tall))
        y += tall + 19
    return y


def answers_under(c: Canvas, form: Form, keys: Sequence[str], y: float, *, x: float = 40, wide: float = 515) -> float:
    """A line to write on, its label in small print under it."""
    for key in keys:
        tall = 32 if key in LONG else 16
        answer(c, form, key, (x, y, wide, tall))
        c.rule(x, y + tall, x + wide, y + tall)
        c.write(x, y + tall + 7, form.word(key), 6)
        y += tall + 18
    return y


def answer(c: Canvas, form: Form, key: str, spot: tuple[float, float, float, float]) -> None:
    """A field with a frame around it; long answers have several lines."""
    c.box(spot)
    c.text(key, spot, form.answer(key), form.word(key), flags=MULTILINE if key in LONG else 0)


def challenges(c: Canvas, form: Form, y: float, *, x: float = 40, after: bool = True, across: bool = False) -> float:
    """Boxes to tick, with their labels after or before them."""
    c.write(x, y + 9, form.word("challenges") + ":", 9, "F2")
    y += 16
    for i, key in enumerate(CHALLENGES):
        left = x + i * 170 if across else x
        tick(c, form, key, left, y, after=after)
        y += 0 if across else 16
    return y + (22 if across else 6)


def tick(c: Canvas, form: Form, key: str, x: float, y: float, *, after: bool = True) -> None:
    """One box with its label right (or left) of it."""
    c.box((x if after else x + 250, y, 11, 11))
    c.check(key, (x if after else x + 250, y, 11, 11), form.word(key), ticked=form.ticked(key))
    c.write(x + 16 if after else x, y + 9, form.word(key), 9)


def members_grid(
    c: Canvas, form: Form, y: float, columns: Sequence[str], *, rows: int = 8, title: bool = True, tall: float = 17
) -> float:
    """One row a member under printed column heads; rows left empty."""
    if title:
        c.write(40, y + 10, form.word("members"), 10, "F2")
        y += 18
    x = 40.0
    for column in columns:
        label = form.word(column)
        fits = label if len(label) * 4.2 < WIDTHS[column] + 30 else label.split(" (", maxsplit=1)[0].split()[-1].capitalize()
        c.write(x, y + 7, fits, 7 if column == "agent" else 8, "F2")
        x += WIDTHS[column]
    y += 11
    for i in range(rows):
        member_row(c, form, y, columns, form.members[i] if i < len(form.members) else None, i, tall)
        y += tall
    return y + 10


def member_row(
    c: Canvas, form: Form, y: float, columns: Sequence[str], person: Person | None, i: int, tall: float = 17
) -> None:
    """The fields of one member (or of nobody) beside each other."""
    x = 40.0
    for column in columns:
        spot = (x, y, WIDTHS[column] - 2, tall - 2)
        c.box(spot)
        if column == "agent":
            form.columns.add("agent")
            c.check(f"agent{i}", (x + 5, y + 2, 11, 11), form.word("agent"), ticked=bool(person and person.agent))
        else:
            c.text(f"{column}{i}", spot, form.cell(person, column) if person else "", form.word(column))
        x += WIDTHS[column]


def members_blocks(c: Canvas, form: Form, y: float, columns: Sequence[str], *, count: int = 6) -> float:
    """One block a member, two answers beside each other, under «Teammedlem 1», «Teammedlem 2» …"""
    for i in range(max(count, len(form.members))):
        person = form.members[i] if i < len(form.members) else None
        tall = 16 + 19 * ((len(columns) + 1) // 2)
        if y + tall > 800:
            c.page()
            y = 50
        c.write(40, y + 10, f"{form.word('member')} {i + 1}", 9, "F2")
        y += 16
        for j, column in enumerate(columns):
            x = 40 if j % 2 == 0 else 305
            c.write(x, y + 11, short(form, column), 8)
            spot = (x + 75, y, 170, 15)
            c.box(spot)
            c.text(f"{column}{i}", spot, form.cell(person, column) if person else "", form.word(column))
            y += 19 if j % 2 or j == len(columns) - 1 else 0
    return y + 8


def short(form: Form, column: str) -> str:
    """The label of a column without what stands in brackets."""
    return form.word(column).split(" (", maxsplit=1)[0]


def adviser(c: Canvas, form: Form, y: float, *, above: bool = False) -> float:
    """The adviser's name, address and phone under a heading of their own."""
    c.write(40, y + 10, form.word("adviser"), 10, "F2")
    y += 16
    for i, (key, label) in enumerate((("adviser_name", "name"), ("adviser_email", "email"), ("adviser_phone", "phone"))):
        if above:
            x = 40 + i * 172
            c.write(x, y + 8, form.word(label), 8)
            answer_named(c, form, key, (x, y + 11, 165, 16), form.word(label))
        else:
            c.write(40, y + 11, form.word(label), 9)
            answer_named(c, form, key, (190, y, 365, 16), form.word(label))
            y += 20
    return y + (38 if above else 6)


def answer_named(c: Canvas, form: Form, key: str, spot: tuple[float, float, float, float], label: str) -> None:
    """A framed field whose label is another than the key's own."""
    c.box(spot)
    c.text(key, spot, form.answer(key), label)


def binding(c: Canvas, form: Form, y: float) -> float:
    """The promise, as a box to tick."""
    tick(c, form, "binding", 40, y)
    return y + 20


def named(key: str) -> tuple[str, str]:
    """A field's name in Norwegian, and the row that it stands in."""
    base = key.rstrip("0123456789")
    return NAMES.get(base, base), key.removeprefix(base)


def whole(c: Canvas, form: Form, columns: tuple[str, ...] = GRID) -> None:
    """The usual form: labels left, boxes, a grid of members, adviser and promise."""
    y = answers_left(c, form, HEAD, heading(c, form))
    y = challenges(c, form, y)
    y = members_grid(c, form, y, columns)
    y = adviser(c, form, y)
    binding(c, form, y)
