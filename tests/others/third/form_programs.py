"""Fillable forms of the third collection that differ in what programs did to them: copied, turned, flattened, locked."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.third import form_parts as part
from others.third.canvas import MULTILINE, READ_ONLY, Canvas, Habits
from others.third.form_parts import named, whole
from others.third.team import GRID, HEAD

STANDARD = ("name", "role", "profession", "email", "phone")


def copies(form: Form, _: Random) -> bytes:
    """Members' fields copied in Acrobat: Navn, Navn_2, Navn_3 …, in blocks; check boxes «Avmerkingsboks»."""
    seen: dict[str, int] = {}

    def name(key: str, _: int) -> str:
        base = named(key)[0]
        seen[base] = seen.get(base, 0) + 1
        return base if seen[base] == 1 else f"{base}_{seen[base]}"

    c = Canvas(habits=Habits(name=name))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    y = part.members_blocks(c, form, y, STANDARD, count=5)
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    return c.saved()


def rotated(form: Form, rng: Random) -> bytes:
    """A landscape form on a page that is turned when shown."""
    c = Canvas(habits=Habits(size=(842, 595), rotate=rng.choice((90, 270))))
    part.heading(c, form)
    part.answers_left(c, form, HEAD, 70, field=140, end=410)
    part.challenges(c, form, 70, x=440)
    c.write(440, 150, form.word("adviser"), 9, "F2")
    for i, (key, label) in enumerate((("adviser_name", "name"), ("adviser_email", "email"), ("adviser_phone", "phone"))):
        c.write(440, 171 + 20 * i, form.word(label), 9)
        part.answer_named(c, form, key, (570, 160 + 20 * i, 220, 16), form.word(label))
    part.tick(c, form, "binding", 440, 232)
    part.members_grid(c, form, 270, GRID)
    return c.saved()


def flattened(form: Form, _: Random) -> bytes:
    """Flattened: what was typed stands on the page as words."""
    c = Canvas(habits=Habits(flat="words"))
    whole(c, form)
    return c.saved()


def flat_objects(form: Form, _: Random) -> bytes:
    """Flattened into form objects that the page shows; labels above."""
    c = Canvas(habits=Habits(flat="objects"))
    y = part.answers_above(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y, across=True)
    y = part.members_grid(c, form, y, GRID, rows=7)
    y = part.adviser(c, form, y, above=True)
    part.binding(c, form, y)
    return c.saved()


def locked(form: Form, _: Random) -> bytes:
    """Locked after filling in; buttons to send and to clear; a hidden field of the program's own."""
    c = Canvas(habits=Habits(flags=READ_ONLY, name=lambda _, n: f"Text Field {n}", tooltip=lambda label: label or None))
    c.text("hidden", (0, 0, 0, 0), "v3.2 / 7f31c2", "")
    whole(c, form)
    c.button("send", (400, 800, 70, 18), "Send inn")
    c.button("clear", (480, 800, 70, 18), "Nullstill")
    return c.saved()


def columns(form: Form, _: Random) -> bytes:
    """Each member has a column, labels at the left."""
    c = Canvas()
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    c.write(40, y + 10, form.word("members"), 10, "F2")
    y += 18
    count, wide = 5, 92
    for i in range(count):
        c.write(100 + i * wide, y + 8, f"{form.word('member')} {i + 1}", 8, "F2")
    y += 12
    for column in STANDARD:
        c.write(40, y + 10, part.short(form, column), 6 if len(part.short(form, column)) > 12 else 8)
        for i in range(count):
            person = form.members[i] if i < len(form.members) else None
            spot = (100 + i * wide, y, wide - 3, 16)
            c.box(spot)
            c.text(f"{column}{i}", spot, form.cell(person, column) if person else "")
        y += 19
    y = part.adviser(c, form, y + 6)
    part.binding(c, form, y)
    return c.saved()


def typewriter(form: Form, _: Random) -> bytes:
    """A form without fields, filled in with text comments; crosses are comments too."""
    c = Canvas()
    y = part.heading(c, form)
    for key in HEAD:
        tall = 40 if key in ("problem", "goal") else 18
        c.write(40, y + 12, form.word(key), 9)
        c.box((180, y, 375, tall))
        if form.answer(key):
            c.note((183, y + 2, 369, tall - 3), form.answer(key))
        y += tall + 3
    c.write(40, y + 12, form.word("challenges"), 9, "F2")
    y += 18
    for key in (*CHALLENGES, "binding"):
        c.box((40, y, 10, 10))
        if form.ticked(key):
            c.note((39, y - 1, 12, 12), "X")
        c.write(56, y + 9, form.word(key), 9)
        y += 16
    y += 8
    x = 40.0
    for column in STANDARD:
        c.write(x, y + 8, part.short(form, column), 8, "F2")
        x += part.WIDTHS[column] + 6
    y += 12
    for person in [*form.members, None]:
        x = 40.0
        for column in STANDARD:
            spot = (x, y, part.WIDTHS[column] + 4, 17)
            c.box(spot)
            value = form.cell(person, column) if person else ""
            if value:
                c.note((x + 1, y + 2, part.WIDTHS[column] + 2, 14), value)
            x += part.WIDTHS[column] + 6
        y += 18
    return c.saved()


def one_field(form: Form, rng: Random) -> bytes:
    """The whole team in one field of many lines: name, role, profession, address and phone with commas."""
    c = Canvas(habits=Habits(tooltip=lambda label: label or None, name=lambda _, n: f"fill_{n}"))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    c.write(40, y + 9, form.word("members") + " (navn, rolle, yrke, e-post, telefon – én linje per person)", 9, "F2")
    mark = rng.choice((", ", "; ", " – "))
    lines = [mark.join(v for v in (form.cell(p, column) for column in STANDARD) if v) for p in form.members]
    c.box((40, y + 14, 515, 130))
    c.text("team", (40, y + 14, 515, 130), "\r".join(lines), form.word("members"), flags=MULTILINE)
    y = part.adviser(c, form, y + 155)
    part.binding(c, form, y)
    return c.saved()


def yes_and_no(form: Form, _: Random) -> bytes:
    """Each tick is a pair of boxes, Ja and Nei, of which one is ticked."""
    c = Canvas(habits=Habits(on="On", name=lambda key, n: f"Avkrysning {n}" if "?" in key else f"Tekst {n}"))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    c.write(40, y + 9, form.word("challenges"), 9, "F2")
    c.write(360, y + 9, "Ja", 8, "F2")
    c.write(400, y + 9, "Nei", 8, "F2")
    y += 14
    for key in (*CHALLENGES, "binding"):
        c.write(40, y + 9, form.word(key), 9)
        for x, right in ((360, True), (400, False)):
            c.box((x, y, 11, 11))
            c.check(f"{key}?{right}", (x, y, 11, 11), ticked=form.ticked(key) is right)
        y += 16
    y = part.members_grid(c, form, y + 8, STANDARD)
    part.adviser(c, form, y)
    return c.saved()


def in_cells(form: Form, _: Random) -> bytes:
    """Ruled boxes side by side, the label in small print at the top of each, as public forms have them."""
    c = Canvas(habits=Habits(name=lambda _, n: f"{n:02d}"))
    y = part.heading(c, form)
    for row in (
        ("trust", "unit"),
        ("title", "priority"),
        ("problem",),
        ("goal",),
        ("adviser_name", "adviser_email", "adviser_phone"),
    ):
        wide, tall = 515 / len(row), 56 if row[0] in ("problem", "goal") else 28
        for i, key in enumerate(row):
            x = 40 + i * wide
            c.box((x, y, wide, tall))
            c.write(x + 3, y + 8, form.word(key), 6)
            c.text(key, (x + 2, y + 10, wide - 4, tall - 11), form.answer(key), flags=MULTILINE if len(row) == 1 else 0)
        y += tall
    y = part.challenges(c, form, y + 8, across=True)
    for i in range(max(5, len(form.members))):
        person = form.members[i] if i < len(form.members) else None
        x = 40.0
        for column, wide in (("name", 125), ("role", 80), ("profession", 95), ("email", 140), ("phone", 75)):
            c.box((x, y, wide, 27))
            c.write(x + 3, y + 8, part.short(form, column), 6)
            c.text(f"{column}{i}", (x + 2, y + 10, wide - 4, 16), form.cell(person, column) if person else "")
            x += wide
        y += 27
    part.binding(c, form, y + 10)
    return c.saved()


def prompts(form: Form, _: Random) -> bytes:
    """Fields that say what to write until one does: what nobody replaced is no answer."""
    c = Canvas(habits=Habits(name=lambda _, n: f"Text{n}"))
    y = part.heading(c, form)
    for key in HEAD:
        c.write(40, y + 11, form.word(key), 9)
        tall = 44 if key in ("problem", "goal") else 17
        c.box((190, y, 365, tall))
        c.text(
            key,
            (190, y, 365, tall),
            form.answer(key) or "Klikk her for å skrive inn tekst",
            flags=MULTILINE if tall > 20 else 0,
        )
        y += tall + 5
    y = part.challenges(c, form, y)
    y = part.members_grid(c, form, y, GRID)
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    return c.saved()


DRAWN = {
    "copies": (copies, "nb", 5),
    "rotated": (rotated, "nb", 7),
    "flattened": (flattened, "nb", 7),
    "flatobjects": (flat_objects, "nb", 6),
    "locked": (locked, "nb", 7),
    "columns": (columns, "nb", 5),
    "typewriter": (typewriter, "nb", 6),
    "onefield": (one_field, "nb", 6),
    "yesandno": (yes_and_no, "nb", 6),
    "incells": (in_cells, "nb", 6),
    "prompts": (prompts, "nb", 6),
}
