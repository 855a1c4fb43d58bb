"""Fillable forms of the third collection: what different programs and hands make of the same questions."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from others.forms import ADVISER, CHALLENGES, Form, Truth
from others.layout import Layout
from others.third import form_parts as part
from others.third.canvas import MULTILINE, READ_ONLY, Canvas, Habits
from others.third.team import GRID, HEAD, a_form

Draw = Callable[[Form, Random], bytes]
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


def named(key: str) -> tuple[str, str]:
    """A field's name in Norwegian, and the row that it stands in."""
    base = key.rstrip("0123456789")
    return NAMES.get(base, base), key.removeprefix(base)


STANDARD = ("name", "role", "profession", "email", "phone")


def made(draw: Draw, language: str = "nb", most: int = 6) -> Callable[[Random], tuple[bytes, list[Truth]]]:
    """A layout's maker: draws a team, lets `draw` print it, and asks the form what it has said."""

    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, language, most=most, plain=True)
        data = draw(form, rng)
        return data, [form.truth()]

    return make


def whole(c: Canvas, form: Form, columns: tuple[str, ...] = GRID) -> None:
    """The usual form: labels left, boxes, a grid of members, adviser and promise."""
    y = part.answers_left(c, form, HEAD, part.heading(c, form))
    y = part.challenges(c, form, y)
    y = part.members_grid(c, form, y, columns)
    y = part.adviser(c, form, y)
    part.binding(c, form, y)


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
        c.write(40, y + 10, part.short(form, column)[:14], 8)
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


DRAWN: dict[str, tuple[Draw, str, int]] = {
    "tekst": (tekst, "nb", 7),
    "felt": (felt, "nb", 5),
    "subform": (subform, "nb", 7),
    "captions": (captions, "nb", 5),
    "boxesafter": (boxes_after, "nb", 7),
    "radios": (radios, "nb", 6),
    "choices": (choices, "nb", 6),
    "combs": (combs, "nb", 5),
    "nolooks": (no_looks, "nb", 7),
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
    "nynorsk": (tekst, "nn", 6),
    "english": (subform, "en", 6),
}
LAYOUTS = {
    f"t_pdfform_{kind}": Layout(
        why=(draw.__doc__ or "") + {"nb": "", "nn": " In nynorsk.", "en": " In English."}[language],
        ending="pdf",
        make=made(draw, language, most),
    )
    for kind, (draw, language, most) in DRAWN.items()
}
