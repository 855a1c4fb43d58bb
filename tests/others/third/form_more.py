"""More fillable forms of the third collection: described for the blind, in sentences, boxes for roles, off the page's corner."""

from __future__ import annotations

from random import Random

from others.forms import ADVISER, CHALLENGES, Form
from others.third import form_parts as part
from others.third.canvas import MULTILINE, Canvas, Habits
from others.third.team import GRID, HEAD

FIVE = ("name", "role", "profession", "email", "phone")
ROLES = ("leader", "union_rep", "staff")


def described(form: Form, _: Random) -> bytes:
    """Tooltips tell each field in full («Deltaker 2: e-post»), names are numbers; the grid has no heads of its own."""
    c = Canvas(habits=Habits(name=lambda _, n: f"Felt{n}", tooltip=lambda label: label or None))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    c.write(40, y + 10, f"{form.word('members')} (navn, rolle, yrke, e-post og telefon, én linje til hver)", 9, "F2")
    y += 16
    for i in range(7):
        person = form.members[i] if i < len(form.members) else None
        x = 40.0
        for column in FIVE:
            spot = (x, y, part.WIDTHS[column] + 4, 15)
            c.box(spot)
            c.text(
                column,
                spot,
                form.cell(person, column) if person else "",
                f"{form.word('member')} {i + 1}: {part.short(form, column).lower()}",
            )
            x += part.WIDTHS[column] + 7
        y += 18
    c.write(40, y + 14, form.word("adviser"), 9, "F2")
    for i, key in enumerate(ADVISER):
        spot = (40 + 175 * i, y + 19, 165, 16)
        c.box(spot)
        c.text(key, spot, form.answer(key), form.word(key))
    part.binding(c, form, y + 44)
    return c.saved()


def sentences(form: Form, _: Random) -> bytes:
    """Fields stand inside sentences, as on an old slip: «Vi melder på … fra …»."""
    c = Canvas(habits=Habits(name=lambda _, n: f"undefined_{n}"))
    y = part.heading(c, form)

    def gap(x: float, wide: float, key: str) -> None:
        c.text(key, (x, y - 11, wide, 14), form.answer(key))
        c.rule(x, y + 3, x + wide, y + 3)

    for pieces in (
        (("Helseforetak:", 40, None), ("", 115, ("trust", 180)), ("enhet:", 310, None), ("", 345, ("unit", 210))),
        (
            ("Prosjektets navn:", 40, None),
            ("", 125, ("title", 270)),
            ("prioritet nr.:", 405, None),
            ("", 465, ("priority", 60)),
        ),
    ):
        for words, x, field in pieces:
            c.write(x, y, words, 9)
            if field:
                gap(x, field[1], field[0])
        y += 24
    for key in ("problem", "goal"):
        c.write(40, y, form.word(key) + ":", 9)
        c.box((40, y + 5, 515, 40))
        c.text(key, (40, y + 5, 515, 40), form.answer(key), flags=MULTILINE)
        y += 62
    y = part.challenges(c, form, y, across=True)
    y = part.members_grid(c, form, y, GRID)
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    return c.saved()


def role_boxes(form: Form, _: Random) -> bytes:
    """Three boxes in each row for the role, of which one is ticked; boxes of different on-names."""
    c = Canvas(habits=Habits(name=lambda key, n: f"Avmerkingsboks{n}" if "?" in key else f"Tekstfelt{n}"))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    form.columns.add("role")
    places = (("Navn", 40), ("Leder", 170), ("Tillitsvalgt", 205), ("Medarb.", 258), (part.short(form, "profession"), 305))
    for title, x in (*places, (part.short(form, "email"), 395), (part.short(form, "phone"), 500)):
        c.write(x, y + 9, title, 8, "F2")
    y += 14
    for i in range(7):
        person = form.members[i] if i < len(form.members) else None
        for column, x, wide in (("name", 40, 122), ("profession", 305, 86), ("email", 395, 102), ("phone", 500, 66)):
            c.box((x, y, wide, 15))
            c.text(f"{column}{i}", (x, y, wide, 15), form.cell(person, column) if person else "")
        for role, x in zip(ROLES, (176, 222, 267), strict=True):
            c.box((x, y + 2, 11, 11))
            c.check(f"{role}?{i}", (x, y + 2, 11, 11), ticked=bool(person and person.role.means == role), on=f"ja_{i}")
        y += 18
    y = part.adviser(c, form, y + 6)
    part.binding(c, form, y)
    return c.saved()


def off_corner(form: Form, _: Random) -> bytes:
    """A page whose lower left corner is not at nought, as after cropping; long answers above, short ones left."""
    c = Canvas(habits=Habits(origin=(120, -340), name=lambda _, n: f"T{n}", on="Checked"))
    y = part.answers_left(c, form, HEAD[:4], part.heading(c, form))
    y = part.answers_above(c, form, HEAD[4:], y)
    y = part.challenges(c, form, y)
    y = part.members_grid(c, form, y, GRID, rows=7)
    y = part.adviser(c, form, y, above=True)
    part.binding(c, form, y)
    return c.saved()


def own_page(form: Form, _: Random) -> bytes:
    """A page of guidance first; then the form, with the trust once more at the head of the next page; values in parents."""
    c = Canvas(habits=Habits(parents=True, name=lambda key, n: "Foretak" if key == "trust" else f"Felt.{n}", on="1"))
    c.write(40, 60, "Veiledning", 14, "F2")
    guide = (
        "Teamet skal ha en leder, minst én tillitsvalgt og medarbeidere fra ulike faggrupper. Foretaket prioriterer sine prosjekter "
        "fra 1 og oppover. Send skjemaet til postmottak@regional.example innen 1. mai, eller ring 75 51 29 00 ved spørsmål."
    )
    c.wrapped(40, 84, guide, 500, 10, "F3")
    c.page()
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    part.challenges(c, form, y)
    c.page()
    y = part.answers_left(c, form, ("trust",), 50)
    y = part.members_grid(c, form, y + 8, ("number", *FIVE))
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    return c.saved()


def ticks_in_grid(form: Form, _: Random) -> bytes:
    """Ticks across as a small table: words on top, boxes below; members in rows with labels in front of each field."""
    c = Canvas(habits=Habits(name=lambda _, n: f"a{n:03d}", on="x"))
    y = part.answers_above(c, form, HEAD, part.heading(c, form), suffix="")
    c.write(40, y + 9, form.word("challenges"), 9, "F2")
    for i, key in enumerate(CHALLENGES):
        c.box((40 + i * 172, y + 14, 172, 16))
        c.box((40 + i * 172, y + 30, 172, 18))
        c.write(44 + i * 172, y + 25, form.word(key), 8)
        c.check(key, (120 + i * 172, y + 33, 12, 12), ticked=form.ticked(key))
    y += 62
    for i in range(6):
        person = form.members[i] if i < len(form.members) else None
        for column, x, label, wide in (("name", 40, 50, 110), ("role", 205, 28, 80), ("profession", 318, 50, 90)):
            c.write(x, y + 10, {"name": "Navn:", "role": "Rolle:", "profession": "Yrke:"}[column], 8)
            c.box((x + label, y, wide, 14))
            c.text(f"{column}{i}", (x + label, y, wide, 14), form.cell(person, column) if person else "")
        for column, x, label, wide in (("email", 40, 50, 193), ("phone", 318, 50, 90)):
            c.write(x, y + 27, {"email": "E-post:", "phone": "Mobil:"}[column], 8)
            c.box((x + label, y + 17, wide, 14))
            c.text(f"{column}{i}", (x + label, y + 17, wide, 14), form.cell(person, column) if person else "")
        y += 40
    y = part.adviser(c, form, y, above=True)
    part.binding(c, form, y)
    return c.saved()


DRAWN = {
    "described": (described, "nb", 6),
    "sentences": (sentences, "nb", 6),
    "roleboxes": (role_boxes, "nb", 6),
    "offcorner": (off_corner, "nb", 6),
    "ownpage": (own_page, "nb", 6),
    "ticksingrid": (ticks_in_grid, "nb", 5),
}
