"""Fillable forms of the third collection that differ in how labels, boxes and names of fields stand."""

from __future__ import annotations

from random import Random

from others.forms import ADVISER, CHALLENGES, Form
from others.third import form_parts as part
from others.third.canvas import Canvas, Habits
from others.third.form_parts import named, whole
from others.third.team import GRID, HEAD

STANDARD = ("name", "role", "profession", "email", "phone")


def tekst(form: Form, _: Random) -> bytes:
    """Fields called Tekst1, Tekst2 … without tooltips."""
    c = Canvas()
    whole(c, form)
    return c.saved()


def felt(form: Form, rng: Random) -> bytes:
    """Labels above; numbers for names that tell no order; members in blocks over two pages."""
    numbers = rng.sample(range(10, 400), 200)
    c = Canvas(habits=Habits(name=lambda _, n: f"felt_{numbers[n]}", on="On"))
    y = part.answers_above(c, form, HEAD, part.heading(c, form))
    part.challenges(c, form, y)
    c.page()
    y = part.members_blocks(c, form, 50, STANDARD)
    y = part.adviser(c, form, y, above=True)
    part.binding(c, form, y)
    return c.saved()


def subform(form: Form, _: Random) -> bytes:
    """Names in the manner of LiveCycle, with tooltips, in UTF-16, over two pages."""
    pages = {"page": 1}
    c = Canvas(
        habits=Habits(
            name=lambda key, _: f"topmostSubform[0].Page{pages['page']}[0].{named(key)[0].capitalize()}[{named(key)[1] or 0}]",
            tooltip=lambda label: label or None,
            coded="utf16",
            on="1",
        )
    )
    y = part.answers_left(c, form, HEAD, part.heading(c, form, font="F3"), field=220)
    part.challenges(c, form, y, across=True)
    c.write(40, 815, "Side 1 av 2", 7)
    c.page()
    pages["page"] = 2
    y = part.members_grid(c, form, 40, GRID, rows=10)
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    c.write(40, 815, "Side 2 av 2", 7)
    return c.saved()


def captions(form: Form, _: Random) -> bytes:
    """Lines to write on, with captions in small print under them."""
    c = Canvas()
    y = part.answers_under(c, form, HEAD, part.heading(c, form, font="F3"))
    y = part.challenges(c, form, y, across=True)
    y = part.members_grid(c, form, y, STANDARD, rows=6, tall=20)
    y = part.answers_under(c, form, ADVISER, y)
    part.binding(c, form, y)
    return c.saved()


def boxes_after(form: Form, _: Random) -> bytes:
    """Boxes stand right of their labels and are called /X when ticked; values stand in parents of the widgets."""
    c = Canvas(habits=Habits(on="X", parents=True, name=lambda key, n: f"Kryss{n}" if key in CHALLENGES else f"f{n}"))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y, after=False)
    y = part.members_grid(c, form, y, ("number", *STANDARD))
    y = part.adviser(c, form, y)
    part.tick(c, form, "binding", 40, y, after=False)
    return c.saved()


def radios(form: Form, _: Random) -> bytes:
    """Role as three buttons in each row, the promise as Ja and Nei, a tick of Ja for agents."""
    c = Canvas(habits=Habits(name=lambda key, _: "skjema." + "".join(named(key))))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    titles = ("Navn", "Leder", "Tillitsvalgt", "Medarbeider", "Yrke", "E-post", "Telefon")
    places = (40, 160, 200, 255, 315, 395, 500)
    for x, title in zip(places, titles, strict=True):
        c.write(x, y + 9, title, 8, "F2")
    y += 14
    form.columns.add("role")
    roles = ("leader", "union_rep", "staff")
    for i in range(8):
        person = form.members[i] if i < len(form.members) else None
        for column, x, wide in (("name", 40, 112), ("profession", 315, 76), ("email", 395, 102), ("phone", 500, 66)):
            c.box((x, y, wide, 15))
            c.text(f"{column}{i}", (x, y, wide, 15), form.cell(person, column) if person else "")
        spots = [(x, y + 2, 11.0, 11.0) for x in (168.0, 215.0, 275.0)]
        c.radio(f"role{i}", spots, ("Valg1", "Valg2", "Valg3"), roles.index(person.role.means or "") if person else None)
        y += 18
    y = part.adviser(c, form, y + 6)
    c.write(40, y + 9, form.word("binding"), 9)
    c.write(330, y + 9, "Ja", 9)
    c.write(380, y + 9, "Nei", 9)
    c.radio("binding", [(315, y, 11, 11), (365, y, 11, 11)], ("Ja", "Nei"), 0 if form.ticked("binding") else 1)
    return c.saved()


def choices(form: Form, _: Random) -> bytes:
    """Lists to choose from, whose values are codes; the texts stand in the options only."""
    c = Canvas(habits=Habits(name=lambda key, n: f"{'Rullegardin' if key.startswith('role') else 'Felt'}{n}"))
    y = part.heading(c, form)
    trusts = [(f"F{i}", name) for i, name in enumerate(("Velg foretak", form.answer("trust"), "Annet foretak"))]
    c.write(40, y + 11, form.word("trust"), 9)
    c.choice("trust", (190, y, 365, 16), form.answer("trust"), trusts)
    y = part.answers_left(c, form, ("unit", "title"), y + 21)
    ranks = [(f"P{i}", str(i)) for i in range(1, 10)]
    c.write(40, y + 11, form.word("priority"), 9)
    form.answer("priority")
    c.choice("priority", (190, y, 60, 16), form.said["priority"].means or "", ranks)
    y = part.answers_left(c, form, ("problem", "goal"), y + 21)
    y = part.challenges(c, form, y)
    for x, title in ((40, "name"), (150, "role"), (245, "profession"), (345, "email"), (490, "phone")):
        c.write(x, y + 9, part.short(form, title), 8, "F2")
    y += 13
    for i in range(8):
        person = form.members[i] if i < len(form.members) else None
        for column, x, wide in (("name", 40, 105), ("profession", 245, 95), ("email", 345, 140), ("phone", 490, 70)):
            c.box((x, y, wide, 15))
            c.text(f"{column}{i}", (x, y, wide, 15), form.cell(person, column) if person else "")
        words = dict.fromkeys(("Leder", "Tillitsvalgt", "Medarbeider", *([form.cell(person, "role")] if person else [])))
        options = [("0", " "), *((str(n), word) for n, word in enumerate(words, 1))]
        c.choice(f"role{i}", (150, y, 90, 15), form.cell(person, "role") if person else " ", options)
        y += 17
    y = part.adviser(c, form, y + 8)
    part.binding(c, form, y)
    return c.saved()


def combs(form: Form, _: Random) -> bytes:
    """Phones in combs of eight, members in blocks; phones thereby without blanks and country code."""
    c = Canvas(habits=Habits(name=lambda key, _: "_".join(named(key))))
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    form.columns |= {"phone"}
    for i in range(6):
        person = form.members[i] if i < len(form.members) else None
        c.write(40, y + 10, f"{i + 1}.", 9, "F2")
        for column, x in (("name", 125), ("role", 295), ("profession", 460)):
            c.write(x - 70, y + 10, part.short(form, column), 7)
            c.box((x, y, 95, 14))
            c.text(f"{column}{i}", (x, y, 95, 14), form.cell(person, column) if person else "")
        c.write(55, y + 27, part.short(form, "email"), 7)
        c.box((125, y + 17, 200, 14))
        c.text(f"email{i}", (125, y + 17, 200, 14), form.cell(person, "email") if person else "")
        c.write(345, y + 27, part.short(form, "phone"), 7)
        c.box((400, y + 17, 96, 14))
        digits = (person.phone.means or "").removeprefix("+47") if person else ""
        c.text(f"phone{i}", (400, y + 17, 96, 14), digits, flags=1 << 24, MaxLen=8)
        y += 40
    y = part.adviser(c, form, y)
    part.binding(c, form, y)
    return c.saved()


def no_looks(form: Form, _: Random) -> bytes:
    """Values without appearances (NeedAppearances), as programs fill in forms."""
    c = Canvas(habits=Habits(drawn=False, name=lambda key, n: f"{key[:3].upper()}{n:03d}", on="Ja"))
    whole(c, form)
    return c.saved(need_appearances=True)


DRAWN = {
    "tekst": (tekst, "nb", 7),
    "felt": (felt, "nb", 5),
    "subform": (subform, "nb", 7),
    "captions": (captions, "nb", 5),
    "boxesafter": (boxes_after, "nb", 7),
    "radios": (radios, "nb", 6),
    "choices": (choices, "nb", 6),
    "combs": (combs, "nb", 5),
    "nolooks": (no_looks, "nb", 7),
    "nynorsk": (tekst, "nn", 6),
    "english": (subform, "en", 6),
}
