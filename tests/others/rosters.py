"""How a form lists the members of the team: one function an arrangement, each a form → blocks."""

from __future__ import annotations

from collections.abc import Callable

from others.forms import ADVISER, Form
from others.paper import Block, Cell, Tick, bold, cell, para, table
from others.people import Person

ROLELESS = ("name", "profession", "email", "phone", "agent")
AGENT = {"nb": "utdannet forbedringsagent", "nn": "utdanna forbetringsagent", "en": "trained improvement agent"}
CORE = ("name", "role", "profession", "email", "phone", "agent")


def columns(form: Form) -> list[str]:
    """The six columns in an order of the writer's own, with columns that nobody asked for."""
    rest = list(CORE[1:])
    form.rng.shuffle(rest)
    chosen = ["name", *rest]
    for extra in form.rng.sample(("dept", "job"), form.rng.choice((0, 1, 1, 2))):
        chosen.insert(form.rng.randint(1, len(chosen)), extra)
    return ["number", *chosen] if form.rng.random() < 0.4 else chosen


def _rows(form: Form, chosen: list[str], *, blanks: int = 2) -> list[tuple[str, ...]]:
    """One row a member, and some that stayed empty (but for the number, where there is one)."""
    filled = [tuple(form.cell(person, column) for column in chosen) for person in form.members]
    count = len(filled)
    return filled + [tuple(str(count + i) if c == "number" else "" for c in chosen) for i in range(1, blanks + 1)]


def _heads(form: Form, chosen: list[str]) -> tuple[Cell, ...]:
    return tuple(cell(bold(form.word(c)), shaded=True) for c in chosen)


def plain_table(form: Form) -> list[Block]:
    """A heading, a head row, a row a member, empty rows."""
    chosen = columns(form)
    return [para(form.word("members"), level=2), table(_heads(form, chosen), *_rows(form, chosen))]


def titled_table(form: Form) -> list[Block]:
    """A merged row with the title above the head row."""
    chosen = columns(form)
    title = (cell(bold(form.word("members")), span=len(chosen), shaded=True),)
    return [table(title, _heads(form, chosen), *_rows(form, chosen, blanks=form.rng.randint(0, 4)))]


def repeated_heads(form: Form) -> list[Block]:
    """The head row typed again in the middle, where the page once broke."""
    chosen = columns(form)
    rows = _rows(form, chosen, blanks=1)
    middle = max(1, len(form.members) // 2)
    return [para(bold(form.word("members"))), table(_heads(form, chosen), *rows[:middle], _heads(form, chosen), *rows[middle:])]


def grouped_heads(form: Form) -> list[Block]:
    """Two head rows: a merged cell over mail and phone, and the words below; the other heads reach over both."""
    contact = {"nb": "Kontaktinformasjon", "nn": "Kontaktinformasjon", "en": "Contact details"}[form.hand.language]
    first = (
        *(cell(bold(form.word(c)), below=1, shaded=True) for c in CORE[:3]),
        cell(bold(contact), span=2, shaded=True),
        cell(bold(form.word("agent")), below=1, shaded=True),
    )
    second = tuple(cell(bold(form.word(c)), shaded=True) for c in ("email", "phone"))
    return [para(form.word("members"), level=2), table(first, second, *_rows(form, list(CORE)))]


def split_names(form: Form) -> list[Block]:
    """First and last name in columns of their own."""
    given, family = {"nb": ("Fornavn", "Etternavn"), "nn": ("Fornamn", "Etternamn"), "en": ("First name", "Surname")}[
        form.hand.language
    ]
    rest = list(CORE[1:])
    form.columns.add("name")
    heads = (cell(bold(given)), cell(bold(family)), *_heads(form, rest))
    rows = [(*_two_names(p), *(form.cell(p, c) for c in rest)) for p in form.members]
    return [para(form.word("members"), level=2), table(heads, *rows, ("",) * len(heads))]


def _two_names(person: Person) -> tuple[str, str]:
    """Given and family name; of several words the last is the family's."""
    first, _, last = person.name.rpartition(" ")
    return first, last


def joined_columns(form: Form) -> list[Block]:
    """Role and profession in one column, mail and phone in another."""
    rows = []
    for person in form.members:
        who = ", ".join(filter(None, (form.cell(person, "role"), form.cell(person, "profession"))))
        reach = form.rng.choice(("\n", " / ", ", ")).join(
            filter(None, (form.cell(person, "email"), form.cell(person, "phone")))
        )
        rows.append((form.cell(person, "name"), who, reach, form.cell(person, "agent")))
    heads = (
        form.word("name"),
        f"{form.word('role')} / {form.word('profession').lower()}",
        f"{form.word('email')} / {form.word('phone').lower()}",
        form.word("agent"),
    )
    return [para(form.word("members"), level=2), table(tuple(cell(bold(h)) for h in heads), *rows, widths=(4, 5, 6, 3))]


def title_with_profession(form: Form) -> list[Block]:
    """Title and profession in one column: «avdelingsleder (sykepleier)»; no column for the role."""
    chosen = ["name", "job", "email", "phone", "agent"]
    form.columns |= {"role", "profession", *chosen} - {"job"}
    rows = []
    for i, person in enumerate(form.members):
        known = person.role.means != "staff"
        job = f"{person.title} ({person.profession.written})" if known else person.profession.written
        form.unsure |= set() if known else {(i, "role")}
        rows.append(tuple(job if c == "job" else form.cell(person, c) for c in chosen))
    form.columns.discard("job")
    return [para(form.word("members"), level=2), table(_heads(form, chosen), *rows, ("",) * len(chosen))]


def roles_printed(form: Form) -> list[Block]:
    """The first column is printed: Leder, Tillitsvalgt, Medarbeider 1, Medarbeider 2, …; some rows stayed empty."""
    words = {
        "nb": {"leader": "Leder", "union_rep": "Tillitsvalgt", "staff": "Medarbeider"},
        "nn": {"leader": "Leiar", "union_rep": "Tillitsvald", "staff": "Medarbeidar"},
        "en": {"leader": "Leader", "union_rep": "Union representative", "staff": "Staff"},
    }[form.hand.language]
    form.columns.add("role")
    rows: list[tuple[Cell | str, ...]] = []
    for role, word in words.items():
        people = [p for p in form.members if p.role.means == role]
        shown: list[Person | None] = [*people, *([None] * (2 if role == "staff" else not people))]
        for i, person in enumerate(shown, 1):
            label = f"{word} {i}" if role == "staff" else word
            rows.append((cell(bold(label), shaded=True), *(form.cell(person, c) if person else "" for c in ROLELESS)))
    form.members.sort(key=lambda p: list(words).index(str(p.role.means)))
    return [para(form.word("members"), level=2), table((form.word("role"), *_heads(form, list(ROLELESS))), *rows)]


def role_crosses(form: Form) -> list[Block]:
    """A column for each role, and a cross in one of them; the agent is a tick box."""
    words = {
        "nb": ("Leder", "Tillitsvalgt", "Medarbeider"),
        "nn": ("Leiar", "Tillitsvald", "Medarbeidar"),
        "en": ("Leader", "Union rep.", "Staff"),
    }
    form.columns |= {"role", "agent"}
    rows: list[tuple[Cell | str, ...]] = []
    for person in form.members:
        marks = ("x" * (person.role.means == role) for role in ("leader", "union_rep", "staff"))
        rows.append(
            (
                *(form.cell(person, c) for c in ("name", "profession")),
                *marks,
                *(form.cell(person, c) for c in ("email", "phone")),
                cell(Tick(on=person.agent)),
            )
        )
    heads: tuple[Cell | str, ...] = (
        *_heads(form, ["name", "profession"]),
        *words[form.hand.language],
        *_heads(form, ["email", "phone", "agent"]),
    )
    blank: tuple[Cell | str, ...] = (*[""] * (len(heads) - 1), cell(Tick(on=False)))
    return [para(form.word("members"), level=2), table(heads, *rows, blank, widths=(4, 4, 2, 3, 3, 5, 4, 3))]


def cards(form: Form) -> list[Block]:
    """Two cards in a row, each with labels and answers of one person."""
    made = [cell(*(para(f"{form.word(c)}: {form.cell(p, c)}") for c in CORE)) for p in form.members]
    rows = [tuple(made[i : i + 2]) if i + 1 < len(made) else (made[i], "") for i in range(0, len(made), 2)]
    return [para(form.word("members"), level=2), table(*rows, widths=(1, 1))]


def visiting_cards(form: Form) -> list[Block]:
    """Three lines a person: name; profession and role; mail and phone; an empty line between."""
    blocks: list[Block] = [para(bold(form.word("members")))]
    for person in form.members:
        first, second, third = (("name",), ("profession", "role"), ("email", "phone"))
        lines_ = [_in_a_line(form, person, first, ", ") if not person.agent else f"{person.name} ({AGENT[form.hand.language]})"]
        form.columns |= {"name", *second, *third}
        lines_ += [", ".join(filter(None, (form.cell(person, c) for c in keys))) for keys in (second, third)]
        blocks += [*(para(t) for t in lines_), para("")]
    return blocks


def labelled_lines(form: Form) -> list[Block]:
    """A line a person, each answer after its label: «Navn: …, rolle: …, yrke: …»."""
    mark = form.rng.choice((", ", "; ", " | "))
    texts = [mark.join(f"{form.word(c)}: {t}" for c in CORE if (t := form.cell(p, c))) for p in form.members]
    return [para(form.word("members"), level=2), *(para(t) for t in texts)]


def adviser_in_table(form: Form) -> list[Block]:
    """The adviser stands as the last row of the members' table, and is no member."""
    name, mail, phone = (form.answer(k) for k in ADVISER)
    word = {"nb": "Forbedringsveileder", "nn": "Forbetringsrettleiar", "en": "Improvement adviser"}[form.hand.language]
    said = {"name": name, "role": word, "email": mail, "phone": phone}
    chosen = ["name", "role", "profession", "email", "phone", "agent"]
    rows = _rows(form, chosen, blanks=0)
    return [para(form.word("members"), level=2), table(_heads(form, chosen), *rows, tuple(said.get(c, "") for c in chosen))]


def transposed(form: Form) -> list[Block]:
    """A column a person, a row a question."""
    heads = ("", *(f"{form.word('member')} {i}" for i in range(1, len(form.members) + 1)))
    rows = [(form.word(c), *(form.cell(p, c) for p in form.members)) for c in CORE]
    return [para(form.word("members"), level=2), table(tuple(cell(bold(h)) for h in heads), *rows)]


def numbered_blocks(form: Form) -> list[Block]:
    """«Deltaker 2» and below it a line for each question."""
    blocks: list[Block] = [para(form.word("members"), level=2)]
    for i, person in enumerate(form.members, 1):
        blocks += [para(bold(f"{form.word('member')} {i}:")), *(para(f"{form.word(c)}: {form.cell(person, c)}") for c in CORE)]
    return blocks


def block_tables(form: Form) -> list[Block]:
    """A small table a person, two of them never filled in."""
    blocks: list[Block] = [para(form.word("members"), level=2)]
    for i, person in enumerate([*form.members, None], 1):
        rows = [(form.word(c), form.cell(person, c) if person else "") for c in CORE]
        blocks.append(table((cell(bold(f"{form.word('member')} {i}"), span=2, shaded=True),), *rows, widths=(2, 5)))
    return blocks


def name_in_heading(form: Form) -> list[Block]:
    """«Deltaker 2: Kari Nordmann» and the rest below."""
    blocks: list[Block] = [para(form.word("members"), level=2)]
    for i, person in enumerate(form.members, 1):
        rest = [para(f"{form.word(c)}: {form.cell(person, c)}", bullet=True) for c in CORE[1:]]
        blocks += [para(bold(f"{form.word('member')} {i}: {form.cell(person, 'name')}")), *rest]
    return blocks


def _in_a_line(form: Form, person: Person, keys: tuple[str, ...], mark: str) -> str:
    """A member's answers with `mark` between them, blanks left out; an agent is named as such at the end."""
    agent = AGENT[form.hand.language]
    form.columns.add("agent")
    parts = [text for key in keys if (text := form.cell(person, key))]
    return mark.join([*parts, *([agent] if person.agent else [])])


def lines(form: Form) -> list[Block]:
    """A line a person, with a mark between the answers, in an order of the writer's own."""
    rest = [*CORE[1:5]]
    form.rng.shuffle(rest)
    mark = form.rng.choice((", ", "; ", " – ", " / ", " | ", ", ", "\t"))
    numbered, bullet = form.rng.choice(((True, False), (False, True), (False, False)))
    texts = [_in_a_line(form, p, ("name", *rest), mark) for p in form.members]
    return [
        para(f"{form.word('members')}:"),
        *(para(f"{i}. {t}" if numbered else t, bullet=bullet) for i, t in enumerate(texts, 1)),
    ]


def lines_in_a_cell(form: Form) -> list[Block]:
    """The whole team in the cell to the right of one label, a paragraph each."""
    mark = form.rng.choice((", ", "; ", " – "))
    return [table((form.word("members"), cell(*(_in_a_line(form, p, CORE[:5], mark) for p in form.members))), widths=(1, 4))]


def duties(form: Form) -> list[Block]:
    """The role is the label: «Leder: …», «Tillitsvalgt: …», «Øvrige deltakere: …»."""
    labels = {
        "nb": {"leader": "Leder", "union_rep": "Tillitsvalgt", "staff": "Øvrige deltakere"},
        "nn": {"leader": "Leiar", "union_rep": "Tillitsvald", "staff": "Andre deltakarar"},
        "en": {"leader": "Leader", "union_rep": "Union representative", "staff": "Other members"},
    }[form.hand.language]
    form.members.sort(key=lambda p: ("leader", "union_rep", "staff").index(str(p.role.means)))
    form.columns.add("role")
    blocks: list[Block] = [para(form.word("members"), level=2)]
    for role, label in labels.items():
        who = [
            _in_a_line(form, p, ("name", "profession", "email", "phone"), ", ") for p in form.members if p.role.means == role
        ]
        if role == "staff":
            blocks += [para(bold(f"{label}:")), *(para(t, bullet=True) for t in who)]
        else:
            blocks += [para(bold(f"{label}: "), t) for t in who] or [para(bold(f"{label}:"))]
    return blocks


def agents_elsewhere(form: Form) -> list[Block]:
    """A table without a column for agents, and a line below that names them."""
    chosen = ["name", "profession", "role", "phone", "email"]
    form.columns.add("agent")
    nobody = {"nb": "Ingen", "nn": "Ingen", "en": "None"}[form.hand.language]
    join = {"nb": " og ", "nn": " og ", "en": " and "}[form.hand.language]
    names = [p.name for p in form.members if p.agent]
    said = join.join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else nobody
    label = form.word("agents")
    line = f"{label} {said}" if label.endswith("?") else f"{label}: {said}"
    return [para(form.word("members"), level=2), table(_heads(form, chosen), *_rows(form, chosen)), para(line)]


ROSTERS: dict[str, Callable[[Form], list[Block]]] = {
    f.__name__: f
    for f in (
        plain_table,
        titled_table,
        repeated_heads,
        grouped_heads,
        split_names,
        joined_columns,
        title_with_profession,
        roles_printed,
        role_crosses,
        cards,
        visiting_cards,
        labelled_lines,
        transposed,
        numbered_blocks,
        block_tables,
        name_in_heading,
        lines,
        lines_in_a_cell,
        duties,
        agents_elsewhere,
    )
}
TOGETHER = {
    "adviser_in_table": adviser_in_table
}  # rosters that take in the adviser, so that no arrangement of the adviser follows
