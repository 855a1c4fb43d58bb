"""The last of the mails: drawn after the first had been read, to tell how those fare that nobody has looked at."""

from __future__ import annotations

from html import escape
from random import Random

from others.forms import Truth
from others.fourth_mail.mails import ROLE
from others.fourth_mail.team import TEXTS, WHO, a_sender, a_team
from others.second.mails import new_mail, sealed

Made = tuple[bytes, list[Truth]]


def h_eml_last_prose(rng: Random) -> Made:
    """Two paragraphs that tell all; roles after the names, the rank as «vår 2. prioritet»."""
    team, sender = a_team(rng), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    rest = " og ".join(f"{m.name} ({m.trade.written}, {m.mail}, {m.phone.written})" for m in others)
    problem = team.say("problem")
    text = [
        f"Hei! Jeg skriver på vegne av {team.unit} ved {team.say('trust')}. Vi ønsker å delta i læringsnettverket med prosjektet «{team.title}». Det er vår {team.priority}. prioritet.",
        f"Problem: {problem}",
        f"Målsetting: {team.goal}",
        f"{lead.name}, {lead.trade.written}, {lead.mail}, {lead.phone.written}, skal lede teamet. {union.name} ({union.trade.written}, {union.mail}, {union.phone.written}) er tillitsvalgt. {rest} blir med som {'medarbeider' if len(others) == 1 else 'medarbeidere'}.",
        f"Forbedringsveilederen vår heter {a.name} og nås på {a.mail} eller {a.phone.written}.",
        "Vi bekrefter at påmeldingen er bindende.",
        f"Vennlig hilsen\n{sender[0]}",
    ]
    mail = new_mail(rng, sender, "Læringsnettverk")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_eml_last_marks(rng: Random) -> Made:
    """Questions and answers parted by « = » or « - », people by slashes."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    mark = rng.choice((" = ", " - ", " – "))
    pairs = (
        ("Foretak", "trust"),
        ("Enhet", "unit"),
        ("Prosjekt", "title"),
        ("Problem", "problem"),
        ("Mål", "goal"),
        ("Prioritet", "priority"),
    )
    text = ["Hei", "", *(f"{label}{mark}{team.say(key)}" for label, key in pairs), "", "Team"]
    text += [f"{m.name} / {ROLE[m.role]} / {m.trade.written} / {m.mail} / {m.phone.written}" for m in team.members]
    text += ["", "Veileder", f"{a.name} / {a.mail} / {a.phone.written}", "", f"Hilsen {sender[0]}"]
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_last_nynorsk_lines(rng: Random) -> Made:
    """Labels in nynorsk, roles as labels."""
    team, sender = a_team(rng, "nn"), a_sender(rng)
    a = team.adviser
    assert a is not None
    role = {"leader": "Leiar", "union_rep": "Tillitsvald", "staff": "Medarbeidar"}
    text = ["Hei!", "", f"Føretak: {team.say('trust')}", f"Eining: {team.unit}", f"Namn på prosjektet: {team.title}",
            f"Kva er problemet? {team.problem}", f"Kva vil de oppnå? {team.goal}", f"Prioritering: {team.priority}", "", "Deltakarar:",
            *(f"{role[m.role]}: {m.name}, {m.trade.written}, {m.mail}, tlf. {m.phone.written}" for m in team.members),
            f"Rettleiar: {a.name}, {a.mail}, tlf. {a.phone.written}", "Vi stadfestar at påmeldinga er bindande.", "", f"Helsing {sender[0]}"]  # fmt: skip
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


def h_eml_last_gmail(rng: Random) -> Made:
    """Forwarded by another program, whose plain text has stars where the HTML was bold; each person a small block."""
    team, sender = a_team(rng), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    head = ["---------- Forwarded message ---------", f"Fra: *{lead.name}* <{lead.mail}>", "Date: fre. 25. apr. 2025 kl. 09:14",
            "Subject: Påmelding", f"To: {sender[0]} <{sender[1]}>", "", ""]  # fmt: skip
    pairs = (("Helseforetak", "trust"), ("Enhet", "unit"), ("Prosjektnavn", "title"), ("Problembeskrivelse", "problem"), ("Mål", "goal"),
             ("Prioritet", "priority"))  # fmt: skip
    text = [*head, *(f"*{label}:* {team.say(key)}" for label, key in pairs), "", "*Team*"]
    for m in team.members:
        text += ["", m.name, f"{ROLE[m.role].capitalize()}, {m.trade.written}", m.mail, m.phone.written]
    text += ["", "*Forbedringsveileder*", a.name, a.mail, a.phone.written, "", "Mvh", lead.name]
    mail = new_mail(rng, sender, "Fwd: Påmelding")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_last_red_answers(rng: Random) -> Made:
    """The office's list of questions pasted into HTML, the answers in red on the lines below each."""
    team, sender = a_team(rng), a_sender(rng)
    a = team.adviser
    assert a is not None
    asked = (("Hvilket foretak kommer dere fra?", "trust"), ("Hvilken enhet?", "unit"), ("Hva kaller dere prosjektet?", "title"),
             ("Beskriv problemet:", "problem"), ("Hva er målet med prosjektet?", "goal"), ("Hvilken prioritet har foretaket gitt prosjektet?", "priority"))  # fmt: skip
    body = "".join(f'<p>{q}</p><p style="color:red">{escape(team.say(key))}</p>' for q, key in asked)
    people = "".join(
        f'<p style="color:red">{escape(m.name)} ({ROLE[m.role]}, {m.trade.written}) {m.mail} {m.phone.written}</p>'
        for m in team.members
    )
    body += f'<p>Hvem er med i teamet?</p>{people}<p>Hvem er forbedringsveileder?</p><p style="color:red">{escape(a.name)} {a.mail} {a.phone.written}</p>'
    mail = new_mail(rng, sender, "SV: spørsmål om påmelding")
    mail.set_content(
        f"<html><body><p>Hei, se svar i rødt.</p>{body}<p>Mvh<br>{sender[0]}<br>tlf 75 12 34 56</p></body></html>",
        subtype="html",
    )
    return sealed(mail, rng), [team.truth(TEXTS, WHO)]


def h_eml_last_english_prose(rng: Random) -> Made:
    """An English mail in sentences, the title in quotation marks, the people one a sentence."""
    team, sender = a_team(rng, "en"), a_sender(rng)
    a, lead = team.adviser, team.leader
    assert a is not None
    union, *others = [m for m in team.members if m is not lead]
    text = [
        f"Dear colleagues,\n\nthe {team.unit} at {team.say('trust')} would like to join the learning network with the project “{team.title}”.",
        f"Problem: {team.problem}",
        f"Goal: {team.goal}",
        f"The trust has ranked it number {team.priority}.",
        f"{lead.name} ({lead.trade.written}, {lead.mail}, {lead.phone.written}) leads the team.",
        f"{union.name} ({union.trade.written}, {union.mail}, {union.phone.written}) is the union representative.",
        *(f"{m.name} ({m.trade.written}, {m.mail}, {m.phone.written}) is a member of the team." for m in others),
        f"{a.name} ({a.mail}, {a.phone.written}) will be our improvement adviser.",
        "We know that the registration is binding.",
        f"Best wishes,\n{sender[0]}",
    ]
    mail = new_mail(rng, sender, "Registration")
    mail.set_content("\n\n".join(text))
    return sealed(mail, rng), [team.truth(f"{TEXTS} binding", WHO)]


FORMS = (
    h_eml_last_prose,
    h_eml_last_marks,
    h_eml_last_nynorsk_lines,
    h_eml_last_gmail,
    h_eml_last_red_answers,
    h_eml_last_english_prose,
)
