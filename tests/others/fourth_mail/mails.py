"""Registrations in the body of a mail: forwarded, in HTML alone, beside a form, between quoted questions, from a phone."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from random import Random

from others.forms import Truth
from others.fourth_mail.team import TEXTS, WHO, a_sender, a_team
from others.second.cast import Team, a_phone
from others.second.mails import WORD, new_mail, sealed
from others.second.word import Document, head, line, table

Made = tuple[bytes, list[Truth]]
ROLE = {"leader": "leder", "union_rep": "tillitsvalgt", "staff": "medarbeider"}


def typed(team: Team) -> list[str]:
    """The registration as somebody types it: questions with dashes or colons, one line for each person."""
    a = team.adviser
    assert a is not None
    return [
        f"Foretak: {team.say('trust')}",
        f"Avdeling/seksjon: {team.unit}",
        f"Navn på prosjektet: {team.title}",
        f"Hva er problemet? {team.problem}",
        f"Hva vil dere oppnå? {team.goal}",
        f"Prioritet: {team.priority}",
        "",
        "Teamet:",
        *(
            f"{i}) {m.name} ({m.trade.written}), {ROLE[m.role]}, {m.mail}, mob. {m.phone.written}"
            for i, m in enumerate(team.members, 1)
        ),
        "",
        f"Lokal forbedringsveileder: {a.name}, {a.mail}, mob. {a.phone.written}",
        "Vi er klar over at påmeldingen er bindende.",
    ]


def h_eml_outlook_heads(rng: Random) -> Made:
    """Forwarded twice: an English Outlook's head above a Norwegian one, colleagues' remarks between, the form at the bottom."""
    team, sender, boss = a_team(rng), a_sender(rng), ("Torgeir Sund", "torgeir.sund@direktoren.example")
    english = f"From: {boss[0]} <{boss[1]}>\nSent: Tuesday, April 22, 2025 8:14 AM\nTo: {sender[0]} <{sender[1]}>\nCc: Arkiv\nSubject: FW: Påmelding"
    norwegian = f"Fra: {team.leader.name} <{team.leader.mail}>\nSendt: fredag 18. april 2025 15:40\nTil: {boss[0]}\nEmne: Påmelding\nViktighet: Høy"
    mail = new_mail(rng, sender, "VS: FW: Påmelding")
    body = [
        "Til orientering.",
        "",
        f"Mvh {sender[0]}",
        "Tlf 75 50 10 20",
        "",
        english,
        "",
        "Denne må sendes inn innen fristen.",
        "Torgeir",
        "",
    ]
    mail.set_content(
        "\n".join(
            [
                *body,
                "-----Opprinnelig melding-----",
                norwegian,
                "",
                "Hei Torgeir!",
                "",
                *typed(team),
                "",
                "Hilsen",
                team.leader.name,
            ]
        )
    )
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_eml_html_table(rng: Random) -> Made:
    """HTML alone, pasted from Word: one table for all, spans and breaks inside cells, a row for each person under a heading."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    asked = (("Helseforetak", "trust"), ("Klinikk/enhet", "unit"), ("Tittel på prosjekt", "title"), ("Problem som skal løses", "problem"),
             ("Målsetting", "goal"), ("Foretakets prioritering (nr.)", "priority"))  # fmt: skip
    rows = "".join(
        f'<tr><td width=180><p class=MsoNormal><b><span style="color:#1F3864">{label}</span></b></p></td>'
        f"<td colspan=4><p class=MsoNormal>{escape(team.say(key))}<o:p></o:p></p></td></tr>"
        for label, key in asked
    )
    heads = "".join(f"<td><b>{h}</b></td>" for h in ("Deltakere", "Rolle i team", "Profesjon", "E-post", "Telefon"))
    people = "".join(
        f"<tr><td>{escape(m.name)}</td><td>{ROLE[m.role]}</td><td>{m.trade.written}</td><td>{m.mail}</td><td>{m.phone.written}</td></tr>"
        for m in team.members
    )
    last = f"<tr><td>Forbedringsveileder (lokal)</td><td colspan=4>{escape(a.name)}<br>{a.mail}<br>{a.phone.written}</td></tr>"
    mail = new_mail(rng, sender, "Skjema læringsnettverk")
    mail.set_content(
        f"<html><body lang=NO><p>Hei! Skjemaet ville ikke åpne seg, så jeg limer det inn her.</p>"
        f"<table>{rows}<tr>{heads}</tr>{people}{last}</table><p>Hilsen<br>{sender[0]}<br>Direktørens stab<br>Tlf. 76 16 60 00</p></body></html>",
        subtype="html",
    )
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_form_differs(rng: Random) -> Made:
    """Typed into the body and attached as a form, whose priority and a phone are others: the form counts, a person must compare."""
    team, sender = a_team(rng), a_sender(rng)
    lead = replace(team.leader, phone=a_phone(rng))
    other = replace(team, priority=(team.priority or 0) + 1, members=(lead, *team.members[1:]))
    a = team.adviser
    assert a is not None
    doc = Document(blocks=[head("Påmelding til læringsnettverk")])
    doc.add(table([(label, team.say(key)) for label, key in (("Helseforetak", "trust"), ("Enhet", "unit"), ("Prosjekttittel", "title"),
                   ("Problem", "problem"), ("Mål", "goal"), ("Prioritet", "priority"))]), line(""))  # fmt: skip
    doc.add(table([("Navn", "Rolle", "Yrke", "E-post", "Telefon"),
                   *((m.name, ROLE[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members)]))  # fmt: skip
    doc.add(line(f"Forbedringsveileder: {a.name}, {a.mail}, {a.phone.written}"))
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content(
        "\n".join(["Hei, her er påmeldingen vår, både her og i vedlegget.", "", *typed(other), "", f"Hilsen {sender[0]}"])
    )
    mail.add_attachment(doc.bytes(), maintype="application", subtype=WORD, filename="skjema.docx")
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_answers_between(rng: Random) -> Made:
    """The office's questions quoted with «>», the answers in the lines between them."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    who = [f"{m.name}, {m.trade.written}, {ROLE[m.role]}, {m.mail}, {m.phone.written}" for m in team.members]
    asked: list[tuple[str, list[str]]] = [
        ("Hvilket helseforetak?", [team.say("trust")]),
        ("Enhet:", [team.say("unit")]),
        ("Hva heter prosjektet?", [team.title]),
        ("Hva er problemet dere vil løse?", [team.say("problem")]),
        ("Hva er målet?", [team.say("goal")]),
        ("Prioritet i foretaket:", [str(team.priority)]),
        ("Hvem er med i teamet (navn, yrke, rolle, e-post, telefon)?", who),
        ("Hvem er lokal forbedringsveileder?", [f"{a.name}, {a.mail}, {a.phone.written}"]),
    ]
    body = [
        "Hei, svar under hvert spørsmål.",
        "",
        f"Mvh {sender[0]}",
        "",
        "Den 10. april 2025 kl. 09:12 skrev Liv Sandmo <liv.sandmo@helsenord.example>:",
    ]
    body += ["> Hei,", "> vi mangler påmeldingen deres. Kan dere svare på dette?", ">"]
    for question, answers in asked:
        body += [f"> {question}", "", *answers, ""]
    mail = new_mail(rng, sender, "SV: Påmelding mangler")
    mail.set_content("\n".join([*body, "> Hilsen Liv Sandmo", "> tlf. 75 51 29 00"]))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_mobile(rng: Random) -> Made:
    """Typed on a phone: small letters, no colons, no full stops, a thing a line."""
    team = a_team(rng, most=4)
    a = team.adviser
    assert a is not None
    body = ["hei her kommer påmelding fra oss", f"foretak {team.say('trust')}", f"enhet {team.unit}", f"prosjekt {team.title}",
            f"problem {team.say('problem').rstrip('.')}", f"mål {team.say('goal').rstrip('.')}", f"prioritet {team.priority}",
            *(f"{ROLE[m.role]} {m.name} {m.trade.written} {m.mail} {m.phone.written}" for m in team.members),
            f"veileder {a.name} {a.mail} {a.phone.written}", "", "mvh Gunhild", "", "Sendt fra min iPhone"]  # fmt: skip
    mail = new_mail(rng, ("Gunhild", "gunhild@privat.example"), "påmelding")
    mail.set_content("\n".join(body))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


FORMS = (
    h_eml_outlook_heads,
    h_eml_html_table,
    h_eml_form_differs,
    h_eml_answers_between,
    h_eml_mobile,
)
