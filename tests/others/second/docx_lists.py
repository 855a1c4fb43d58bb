"""Word forms without tables: lists of people under heads, blocks of lines, ticks in running text."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, One, Team, a_team
from others.second.docx_lines import SHORT
from others.second.phrases import BINDING, challenge_words, contact, role_words, ticked_lines, yes_no
from others.second.word import Document, head, line, p, t

Made = tuple[bytes, list[Truth]]


def s_docx_role_heads(rng: Random) -> Made:
    """«Leder: …», «Tillitsvalgt: …», «Øvrige medlemmer: …», professions in brackets; agents in an answer of their own."""
    team = a_team(rng, size=(4, 6))
    a = team.adviser

    def who(m: One) -> str:
        return f"{m.name} ({m.trade.written}), {contact(m)}".strip(", ")

    doc = Document(blocks=[head("Vårt team")])
    doc.add(line(f"Foretak: {team.say('trust')}"), line(f"Enhet: {team.say('unit')}"), line(f"Prosjekt: {team.say('title')}"))
    doc.add(
        line(f"Problem: {team.say('problem')}"),
        line(f"Mål: {team.say('goal')}"),
        line(f"Prioritet: {team.say('priority')}"),
        p(),
    )
    doc.add(line(f"Leder: {who(team.leader)}"), *(line(f"Tillitsvalgt: {who(m)}") for m in team.unions))
    doc.add(line("Øvrige medlemmer:"), *(line(f"- {who(m)}") for m in team.staff))
    agents = [_short(m.name) if rng.random() < 0.5 else m.name for m in team.members if m.agent]
    doc.add(line(f"Utdannet forbedringsagent: {' og '.join(agents) if agents else 'ingen i teamet'}"))
    doc.add(line(f"Lokal forbedringsveileder: {who(a)}" if a else "Lokal forbedringsveileder:"))
    return doc.bytes(), [team.truth(MOST)]


def _short(name: str) -> str:
    """«Kari N.» when the name has two words; else the whole name."""
    first, *others = name.split()
    return f"{first} {others[0][0]}." if len(others) == 1 else name


def s_docx_person_blocks(rng: Random) -> Made:
    """«Deltaker 1» with labelled lines below it, for each person; the adviser in the same manner."""
    team = a_team(rng)
    words = role_words(rng)
    doc = Document(blocks=[head("Påmelding"), *(line(f"{label}: {team.say(key)}") for label, key in SHORT)])
    for i, m in enumerate(team.members, 1):
        doc.add(p(), line(f"Deltaker {i}", bold=True), line(f"Navn: {m.name}"), line(f"Funksjon i teamet: {words[m.role]}"))
        doc.add(line(f"Fagbakgrunn: {m.trade.written}"), line(f"Mail: {m.mail}"), line(f"Mob.: {m.phone.written}"))
        doc.add(line(f"Forbedringsagent: {yes_no(m.agent)}"))
    a = team.adviser
    doc.add(p(), line("Forbedringsveileder", bold=True), line(f"Navn: {a.name if a else ''}"))
    doc.add(line(f"Mail: {a.mail if a else ''}"), line(f"Mob.: {a.phone.written if a else ''}"))
    return doc.bytes(), [team.truth(MOST)]


def s_docx_underlined(rng: Random) -> Made:
    """«Stryk det som ikke passer»: the challenges that are met are underlined in a printed sentence."""
    team = a_team(rng)
    hard, words = challenge_words(rng), role_words(rng)
    doc = Document(blocks=[*(p(t(f"{label}: ", bold=True), t(team.say(key))) for label, key in SHORT)])
    met: list[str] = []
    for key in CHALLENGES:
        met += [t(hard[key].lower(), under=key in team.challenges), t(" / ")]
    doc.add(p(t("Enheten har (understrek det som passer): "), *met[:-1]))
    _roster(doc, team, words)
    return doc.bytes(), [team.truth(MOST, "name role profession email phone")]


def _roster(doc: Document, team: Team, words: dict[str, str]) -> None:
    a = team.adviser
    doc.add(line("Deltakere:"))
    doc.add(
        *(
            line("; ".join(x for x in (m.name, words[m.role], m.trade.written, m.phone.written, m.mail) if x))
            for m in team.members
        )
    )
    doc.add(
        line(
            f"Forbedringsveileder: {'; '.join(x for x in (a.name, a.phone.written, a.mail) if x)}"
            if a
            else "Forbedringsveileder:"
        )
    )


def s_docx_nynorsk(rng: Random) -> Made:
    """A nynorsk writer's own form: labels and answers in lines, members with a dash."""
    team = a_team(rng, "nn")
    words = role_words(rng, "nn")
    a = team.adviser
    pairs = (
        ("Helseføretak", "trust"),
        ("Eining", "unit"),
        ("Namn på prosjektet", "title"),
        ("Kva er problemet?", "problem"),
        ("Kva vil de oppnå?", "goal"),
        ("Prioritet frå føretaket", "priority"),
    )
    doc = Document(
        blocks=[
            head("Påmelding til læringsnettverket"),
            *(
                p(t(f"{label} ", bold=True), t(team.say(key)))
                if label[-1] == "?"
                else p(t(f"{label}: ", bold=True), t(team.say(key)))
                for label, key in pairs
            ),
        ]
    )
    doc.add(line("Kryss av for det som gjeld eininga:"), *(line(one) for one in ticked_lines(team, "nn")))
    doc.add(line("Desse er med i laget:", bold=True))
    doc.add(*(line(f"{m.name} – {words[m.role]} – {m.trade.written} – {contact(m, ' – ')}") for m in team.members))
    doc.add(line(f"Lokal forbetringsrettleiar: {a.name} – {contact(a, ' – ')}" if a else "Lokal forbetringsrettleiar:"))
    doc.add(line(f"{rng.choice(BINDING['nn'])}: {yes_no(team.binding, 'nn')}"))
    return doc.bytes(), [team.truth(person="name role profession email phone")]


FORMS = (
    s_docx_role_heads,
    s_docx_person_blocks,
    s_docx_underlined,
    s_docx_nynorsk,
)
