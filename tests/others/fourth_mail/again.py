"""Once more mails and letters of other writers, drawn when all the others had been read."""

from __future__ import annotations

from html import escape
from random import Random

from others.forms import Truth
from others.fourth_mail.mails import ROLE
from others.fourth_mail.team import TEXTS, WHO, a_sender, a_team
from others.second.mails import new_mail, sealed
from others.second.word import Document, head, line

Made = tuple[bytes, list[Truth]]


def h_eml_again_as_leader(rng: Random) -> Made:
    """Sentences that put the role first («Som leder har vi pekt ut …»), and a title without quotation marks."""
    team, sender = a_team(rng), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    text = [
        f"Hei!\n\nVi i {team.unit} ved {team.say('trust')} vil gjerne være med i læringsnettverket.",
        f"Vi har kalt prosjektet «{team.title}».",
        f"Bakgrunn: {team.problem}",
        f"Dette vil vi oppnå: {team.goal}",
        f"Prosjektet har prioritet {team.priority} i foretaket.",
        f"Som leder har vi pekt ut {lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}).",
        f"Tillitsvalgt {union.name} ({union.trade.written}, {union.mail}, {union.phone.written}) er med.",
        *(f"Fra {m.trade.written}ne deltar {m.name} ({m.trade.written}, {m.mail}, {m.phone.written})." for m in others),
        f"Som forbedringsveileder stiller {a.name} ({a.mail}, {a.phone.written}).",
        f"Med vennlig hilsen\n{sender[0]}",
    ]
    mail = new_mail(rng, sender, "Deltakelse i læringsnettverk")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_again_bars(rng: Random) -> Made:
    """A table pasted as text, bars between the cells."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    pairs = (
        ("Helseforetak", "trust"),
        ("Enhet", "unit"),
        ("Prosjekttittel", "title"),
        ("Problem", "problem"),
        ("Mål", "goal"),
        ("Prioritet", "priority"),
    )
    text = [
        "Hei",
        "",
        *(f"| {label} | {team.say(key)} |" for label, key in pairs),
        "",
        "| Navn | Rolle | Yrke | E-post | Telefon |",
    ]
    text += [f"| {m.name} | {ROLE[m.role]} | {m.trade.written} | {m.mail} | {m.phone.written} |" for m in team.members]
    text += ["", f"Forbedringsveileder: {a.name}, {a.mail}, {a.phone.written}", "", f"Mvh {sender[0]}"]
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_again_roles_as_heads(rng: Random) -> Made:
    """Roles as headings, names and what belongs to them on the lines below; a reply with the invitation quoted below."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    text = ["Hei,", "her er vår påmelding.", "", "FORETAK", team.say("trust"), "", "ENHET", str(team.unit), "", "PROSJEKT", team.title, "",
            "PROBLEM", team.say("problem"), "", "MÅL", team.say("goal"), "", "PRIORITET", str(team.priority)]  # fmt: skip
    for title, role in (("LEDER", "leader"), ("TILLITSVALGT", "union_rep"), ("MEDARBEIDERE", "staff")):
        text += [
            "",
            title,
            *(f"{m.name}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members if m.role == role),
        ]
    text += ["", "FORBEDRINGSVEILEDER", f"{a.name}, {a.mail}, {a.phone.written}", "", f"Mvh {sender[0]}", "", "Den 3. april 2025 skrev Liv Sandmo:",
             "> Velkommen til å melde på team. Prioritet må oppgis.", "> Kontakt: Liv Sandmo, 75 51 29 00"]  # fmt: skip
    mail = new_mail(rng, sender, "SV: Invitasjon")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_again_html_lists(rng: Random) -> Made:
    """HTML with bold words inside a sentence as labels and a list for the people, the role in bold before each name."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    people = "".join(
        f"<li><b>{ROLE[m.role].capitalize()}:</b> {escape(m.name)}, {m.trade.written}, <a href='mailto:{m.mail}'>{m.mail}</a>, {m.phone.written}</li>"
        for m in team.members
    )
    body = (
        f"<p>Hei,</p><p><b>Foretak og enhet:</b> {escape(team.say('trust'))}, {escape(team.say('unit'))}</p><p><b>Prosjektet:</b> {escape(team.title)}</p>"
        f"<p><b>Problemet:</b> {escape(team.say('problem'))}</p><p><b>Målet:</b> {escape(team.say('goal'))}</p><p><b>Prioritet:</b> {team.priority}</p>"
        f"<p><b>Teamet</b></p><ul>{people}</ul><p><b>Veileder:</b> {escape(a.name)}, {a.mail}, {a.phone.written}</p><p>Hilsen {sender[0]}</p>"
    )
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content(f"<html><body>{body}</body></html>", subtype="html")
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_again_nynorsk(rng: Random) -> Made:
    """Nynorsk sentences of another writer."""
    team, sender = a_team(rng, "nn"), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    text = [
        f"Hei!\n\n{team.unit} ved {team.say('trust')} ønskjer å delta i læringsnettverket med prosjektet «{team.title}».",
        f"Problemet er dette: {team.problem}",
        f"Målet vårt er: {team.goal}",
        f"Prosjektet er prioritert som nummer {team.priority} av føretaket.",
        f"{lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}) skal leie teamet.",
        f"{union.name} ({union.trade.written}, {union.mail}, {union.phone.written}) er tillitsvald.",
        *(f"{m.name} ({m.trade.written}, {m.mail}, {m.phone.written}) er med som medarbeidar." for m in others),
        f"{a.name} ({a.mail}, {a.phone.written}) er forbetringsrettleiaren vår.",
        "Vi forstår at påmeldinga er bindande.",
        f"Beste helsing\n{sender[0]}",
    ]
    mail = new_mail(rng, sender, "Læringsnettverk")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_docx_letter_again_english(rng: Random) -> Made:
    """An English letter: headings for the project, a line for each person with the role last."""
    team = a_team(rng, "en")
    a = team.adviser
    assert a is not None
    role = {"leader": "team leader", "union_rep": "union representative", "staff": "team member"}
    doc = Document(blocks=[line("Helse Nord RHF"), line("14 April 2025"), head("Application for the learning network")])
    doc.add(
        line(f"Hospital trust: {team.say('trust')}"), line(f"Department: {team.unit}"), line(f"Title of the project: {team.title}"),
        line(f"Background: {team.problem}"), line(f"Aim of the project: {team.goal}"), line(f"Priority in the trust: {team.priority}"),
        line("The team"), *(line(f"{m.name}, {m.trade.written}, {m.mail}, {m.phone.written} ({role[m.role]})") for m in team.members),
        line(f"Local adviser: {a.name}, {a.mail}, {a.phone.written}"), line("Yours sincerely"), line("Solveig Krogh"), line("Director"),
    )  # fmt: skip
    return doc.bytes(), [team.truth(TEXTS, WHO)]


EML = (h_eml_again_as_leader, h_eml_again_bars, h_eml_again_roles_as_heads, h_eml_again_html_lists, h_eml_again_nynorsk)
DOCX = (h_docx_letter_again_english,)
