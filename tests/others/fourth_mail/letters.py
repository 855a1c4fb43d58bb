"""Letters in Word: the team in one line of names, and a letter in nynorsk of another hand."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.fourth_mail.team import NAMED, TEXTS, WHO, a_team
from others.second.word import Document, head, line

Made = tuple[bytes, list[Truth]]


def h_docx_letter_names_in_line(rng: Random) -> Made:
    """The whole team in one line: names with trade and role in brackets or after commas, the last one from outside."""
    team = a_team(rng, least=3, most=4)
    lead, union, *staff = team.members
    a = team.adviser
    assert a is not None
    last = staff.pop()
    who = [
        rng.choice(
            (
                f"{lead.name} ({lead.trade.written}, leder)",
                f"{lead.name} (leder, {lead.trade.written})",
                f"{lead.name}, {lead.trade.written} og leder",
            )
        ),
        rng.choice(
            (f"{union.name} ({union.trade.written}, tillitsvalgt)", f"{union.name}, {union.trade.written} og tillitsvalgt")
        ),
        *(rng.choice((f"{m.name}, {m.trade.written}", f"{m.name} ({m.trade.written})")) for m in staff),
    ]
    label = rng.choice(("Team", "Teamet", "Teammedlemmer", "Deltakere"))
    doc = Document(blocks=[head("Søknad om plass i læringsnettverket"), line(f"{team.say('trust')}, {team.unit}")])
    doc.add(line(f"Prosjektets navn: {team.title}"), line(f"Problem: {team.problem}"), line(f"Mål: {team.goal}"),
            line(f"Prioritet: {team.priority}"),
            line(f"{label}: {', '.join(who)} og {last.name} fra brukerutvalget"),
            line(f"Veileder: {a.name}"), line("Med hilsen"), line("Solveig Krogh"), line("avdelingsdirektør"))  # fmt: skip
    truth = team.truth(TEXTS, NAMED, "name")
    said = {last.name: ("name",), **{m.name: ("name", "profession") for m in staff}}
    members = [{k: v for k, v in m.items() if k in said.get(m["name"], m)} for m in truth["members"]]
    return doc.bytes(), [{**truth, "members": members}]


def h_docx_letter_nynorsk(rng: Random) -> Made:
    """A nynorsk letter in long paragraphs that each tell of several things."""
    team = a_team(rng, "nn")
    a, lead = team.adviser, team.leader
    assert a is not None
    others = "; ".join(
        f"{m.name}, {m.trade.written}{', tillitsvald' if m.role == 'union_rep' else ''}, {m.mail}, {m.phone.written}"
        for m in team.members
        if m is not lead
    )
    doc = Document(blocks=[line("Helse Nord RHF"), line("Bodø, 14. april 2025"), head("Påmelding – læringsnettverk 2025/2026")])
    doc.add(
        line(f"{team.say('trust')} melder med dette på {team.unit} med prosjektet «{team.title}», som er prioritet nr. {team.priority} hos oss."),
        line(f"Bakgrunnen er denne: {team.problem}"),
        line(f"Mål for arbeidet: {team.goal}"),
        line(f"Teamleiar er {lead.name}, {lead.trade.written}, {lead.mail}, tlf. {lead.phone.written}."),
        line(f"Resten av teamet: {others}."),
        line(f"Forbetringsrettleiar: {a.name}, {a.mail}, tlf. {a.phone.written}."),
        line("Me veit at påmeldinga er bindande."),
        line("Med venleg helsing"),
        line("Oddrun Skarstein"),
        line("direktør"),
    )  # fmt: skip
    return doc.bytes(), [team.truth(f"{TEXTS} binding", WHO)]


def h_docx_letter_last_titles(rng: Random) -> Made:
    """A sentence that names the team, each person's trade or post before the name, and no addresses."""
    team = a_team(rng, least=3, most=5)
    lead, union, *staff = team.members
    a = team.adviser
    assert a is not None
    others = [f"{m.trade.written} {m.name}" for m in staff]
    who = ", ".join(
        [f"enhetsleder {lead.name} ({lead.trade.written})", f"tillitsvalgt {union.name} ({union.trade.written})", *others[:-1]]
    )
    doc = Document(blocks=[line("Helse Nord RHF"), line("8038 Bodø"), head("Påmelding til læringsnettverk")])
    doc.add(
        line(f"{team.unit} ved {team.say('trust')} melder seg på læringsnettverket med prosjektet «{team.title}»."),
        line(f"Hva er problemet: {team.problem}"),
        line(f"Hva vil vi oppnå: {team.goal}"),
        line(f"Prosjektet er prioritert som nummer {team.priority} i foretaket."),
        line(f"Teamet består av {who} og {others[-1]}."),
        line(f"{a.name} ({a.mail}, {a.phone.written}) er lokal forbedringsveileder."),
        line("Vi er innforstått med at påmeldingen er bindende."),
        line("Med vennlig hilsen"),
        line("Solveig Krogh"),
    )
    truth = team.truth(f"{TEXTS} binding", NAMED)
    plain = {m.name for m in staff}
    members = [{k: v for k, v in m.items() if k != "role" or m["name"] not in plain} for m in truth["members"]]
    return doc.bytes(), [{**truth, "members": members}]


def h_docx_letter_last_dashes(rng: Random) -> Made:
    """A letter with headings of its own and a line for each person, parted by dashes."""
    team = a_team(rng)
    a = team.adviser
    assert a is not None
    role = {"leader": "leder", "union_rep": "tillitsvalgt", "staff": "medarbeider"}
    doc = Document(
        blocks=[line(f"Fra: {team.say('trust')}, {team.unit}"), line("Til: Helse Nord RHF"), head("Vi melder oss på!")]
    )
    doc.add(
        head("Prosjektet vårt", 2), line(team.title), head("Hvorfor", 2), line(team.say("problem")), head("Hva vi vil oppnå", 2),
        line(team.say("goal")), head("Prioritet", 2), line(f"Nr. {team.priority} av foretakets prosjekter"), head("Hvem vi er", 2),
        *(line(f"{m.name} – {role[m.role]} – {m.trade.written} – {m.mail} – {m.phone.written}") for m in team.members),
        head("Veileder", 2), line(f"{a.name} – {a.mail} – {a.phone.written}"),
    )  # fmt: skip
    return doc.bytes(), [team.truth(TEXTS, WHO)]


FORMS = (h_docx_letter_names_in_line, h_docx_letter_nynorsk, h_docx_letter_last_titles, h_docx_letter_last_dashes)
