"""Word forms with what misleads a machine and no human: examples, struck words, names alone, roles as boxes, split words."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, One, Team, a_team
from others.second.docx_tables import PLAIN
from others.second.phrases import BINDING, challenge_words, contact, role_words
from others.second.word import BY, Document, box, cell, deleted, head, line, p, t, table

Made = tuple[bytes, list[Truth]]
NO_AGENT = "name role profession email phone"
COLUMNS = ("Navn", "Rolle", "Yrke", "E-post", "Telefon")


def _project(team: Team) -> str:
    return table((label, team.say(key)) for label, key in PLAIN)


def _row(one: One, words: dict[str, str]) -> tuple[str, ...]:
    return (one.name, words[one.role], one.trade.written, one.mail, one.phone.written)


def _adviser(team: Team) -> str:
    a = team.adviser
    return line(f"Lokal forbedringsveileder: {a.name}, {contact(a)}" if a else "Lokal forbedringsveileder:")


def s_docx_example_row(rng: Random) -> Made:
    """The blank form's own example («Eksempel: Kari Nordmann …») still stands in grey as the first row of the members."""
    team, words = a_team(rng), role_words(rng)
    example = ("Eksempel: Kari Nordmann", "Leder", "Sykepleier", "kari.nordmann@eksempel.example", "900 00 000")
    grey = tuple(cell([line(part, italic=True, grey=True)]) for part in example)
    doc = Document(blocks=[head("Påmelding"), _project(team), p()])
    doc.add(table([COLUMNS, grey, *(_row(m, words) for m in team.members)]), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_struck(rng: Random) -> Made:
    """A member who withdrew is struck through and still stands in the table; so does an older title."""
    team, words = a_team(rng, whole=True, size=(4, 6)), role_words(rng)
    gone, team = team.members[-1], replace(team, members=team.members[:-1])
    rows = [[label, team.say(key)] for label, key in PLAIN]
    rows[2][1] = cell([p(t("Arbeidstittel kommer", struck=True), t(f" {team.title}"))])
    people: list[tuple[str, ...]] = [_row(m, words) for m in team.members]
    people.insert(rng.randint(1, len(people)), tuple(cell([line(part, struck=True)]) for part in _row(gone, words)))
    doc = Document(blocks=[head("Påmelding"), table(rows), p(), table([COLUMNS, *people]), _adviser(team)])
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_deleted_row(rng: Random) -> Made:
    """A member's row deleted with track changes on: Word keeps it in the file, and shows it as gone."""
    team, words = a_team(rng, whole=True, size=(4, 6)), role_words(rng)
    gone, team = team.members[-1], replace(team, members=team.members[:-1])
    row = "".join(cell([p(deleted(part))]) for part in _row(gone, words))
    marked = f'<w:tr><w:trPr><w:del w:id="31" {BY}/></w:trPr>{row}</w:tr>'
    drawn = table([COLUMNS, *(_row(m, words) for m in team.members)])
    doc = Document(
        blocks=[head("Påmelding"), _project(team), p(), drawn.replace("</w:tbl>", f"{marked}</w:tbl>"), _adviser(team)]
    )
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_adviser_row(rng: Random) -> Made:
    """The adviser is the last row of the members' table, by the role «Lokal forbedringsveileder»."""
    team, words = a_team(rng, whole=True), role_words(rng)
    words[""] = rng.choice(("Lokal forbedringsveileder", "Forbedringsveileder", "Veileder"))
    rows = [COLUMNS, *(_row(m, words) for m in (*team.members, team.adviser))]
    doc = Document(blocks=[head("Påmelding"), _project(team), p(), line("Team og veileder:"), table(rows)])
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_names_only(rng: Random) -> Made:
    """Names, each with a role or a profession in brackets, and nothing else: one sentence after a label."""
    team = a_team(rng, whole=True)
    post = {"leader": "leder", "union_rep": "tillitsvalgt"}
    named = ", ".join(f"{m.name} ({post.get(m.role) or m.trade.written})" for m in team.members)
    doc = Document(blocks=[line(f"{label}: {team.say(key)}") for label, key in PLAIN])
    doc.add(line(f"Teammedlemmer: {named}"), line(f"Forbedringsveileder: {team.adviser.name}"))
    truth = team.truth(MOST, "name", "name")
    for said, m in zip(truth["members"], team.members, strict=True):
        said.update({"role": m.role} if m.role in post else {"profession": m.trade.means})
    return doc.bytes(), [truth]


def s_docx_yes_no_boxes(rng: Random) -> Made:
    """Each yes-or-no question prints both words with a box, «☒ Ja ☐ Nei»: challenges, promise, each member's training."""
    team, words, hard = a_team(rng, size=(3, 5)), role_words(rng), challenge_words(rng)

    def both(yes: bool) -> str:
        return cell([p(box(yes), t(" Ja   "), box(not yes), t(" Nei"))])

    doc = Document(blocks=[head("Påmelding"), _project(team), p(), line("Er dette en utfordring i enheten?", bold=True)])
    doc.add(table([(hard[key], both(key in team.challenges)) for key in CHALLENGES]), p())
    rows = [(*COLUMNS, "Forbedringsagent"), *((*_row(m, words), both(m.agent)) for m in team.members)]
    doc.add(table(rows), _adviser(team), table([(rng.choice(BINDING["nb"]), both(team.binding))]))
    return doc.bytes(), [team.truth()]


def s_docx_role_boxes(rng: Random) -> Made:
    """The role's cell prints all three roles with a box each, one a line."""
    team = a_team(rng, size=(3, 5))
    roles = (("leader", "Leder"), ("union_rep", "Tillitsvalgt"), ("staff", "Medarbeider"))
    rows: list[tuple[str, ...]] = [("Navn", "Yrke/faggruppe", "Rolle (kryss av)", "E-post", "Mobil")]
    for m in team.members:
        ticks = cell([p(t(f"{'☒' if m.role == role else '☐'} {name}")) for role, name in roles])
        rows.append((m.name, m.trade.written, ticks, m.mail, m.phone.written))
    doc = Document(blocks=[head("Påmeldingsskjema"), _project(team), p(), table(rows), _adviser(team)])
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_split_runs(rng: Random) -> Made:
    """Words broken into runs in their midst, as Word leaves them after years of editing; line breaks instead of paragraphs."""
    team, words = a_team(rng), role_words(rng)

    def broken(text: str) -> str:
        cut = rng.randint(1, max(1, len(text) - 1))
        return t(text[:cut]) + t(text[cut:], bold=rng.random() < 0.3)

    pieces = [piece for label, key in PLAIN for piece in (broken(label), t(": "), broken(team.say(key) or " "), t("\n"))]
    doc = Document(blocks=[head("Påmelding"), p(*pieces)])
    rows = [tuple(cell([p(broken(part or " "))]) for part in row) for row in (COLUMNS, *(_row(m, words) for m in team.members))]
    doc.add(table(rows), _adviser(team))
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_role_rows(rng: Random) -> Made:
    """«Leders navn», «Leders e-post», «Tillitsvalgts navn» …, «Medarbeider 1, navn» …: a row for each."""
    team = a_team(rng, size=(3, 5))
    rows = [(label, team.say(key)) for label, key in PLAIN]
    for i, m in enumerate(team.members):
        owner = {"leader": "Leders", "union_rep": "Tillitsvalgts"}.get(m.role, f"Medarbeider {i - 1},")
        answers = (m.name, m.trade.written, m.mail, m.phone.written)
        rows += [
            (f"{owner} {what}", answer) for what, answer in zip(("navn", "yrke", "e-post", "telefon"), answers, strict=True)
        ]
    rows += [(f"Medarbeider {len(team.members) - 1}, {what}", "") for what in ("navn", "yrke", "e-post", "telefon")]
    a = team.adviser
    rows += [("Veileders navn", a.name if a else ""), ("Veileders e-post", a.mail if a else "")]
    rows += [("Veileders telefon", a.phone.written if a else "")]
    doc = Document(blocks=[head("Påmelding"), table(rows)])
    return doc.bytes(), [team.truth(MOST, NO_AGENT)]


def s_docx_several_headings(rng: Random) -> Made:
    """A trust's letter with «Prioritet 1: <title>» as headings, under each labelled lines and the people in lines."""
    first = a_team(rng, whole=True)
    doc = Document(blocks=[head(f"Påmelding fra {first.trust.written}")])
    doc.add(line("Foretaket melder på følgende team i prioritert rekkefølge."))
    truths = []
    for n in range(1, rng.randint(2, 3) + 1):
        team = replace(a_team(rng, whole=True, size=(3, 4), trust=first.trust), priority=n)
        words = role_words(rng)
        doc.add(head(f"Prioritet {n}: {team.title}", 2), line(f"Enhet: {team.unit}"))
        doc.add(line(f"Problem: {team.problem}"), line(f"Mål: {team.goal}"), line("Deltakere:"))
        doc.add(*(p(t(", ".join(_row(m, words))), number=1) for m in team.members), _adviser(team))
        truths.append(team.truth(MOST, NO_AGENT))
    return doc.bytes(), truths


FORMS = (
    s_docx_example_row,
    s_docx_struck,
    s_docx_deleted_row,
    s_docx_adviser_row,
    s_docx_names_only,
    s_docx_yes_no_boxes,
    s_docx_role_boxes,
    s_docx_split_runs,
    s_docx_role_rows,
    s_docx_several_headings,
)
