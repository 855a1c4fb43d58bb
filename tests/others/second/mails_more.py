"""Registrations by mail in layers: lists in HTML, chains in Outlook's manner, a mail in a mail, several attachments."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from random import Random

from others.forms import Truth
from others.second import docx_lines, docx_tables, workbooks
from others.second.cast import MOST, a_team
from others.second.mails import LABELS, NO_AGENT, WORD, a_sender, lines_of, new_mail, s_eml_typed, sealed, signature
from others.second.phrases import contact, role_words
from others.second.prose import told

Made = tuple[bytes, list[Truth]]
SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def s_eml_nynorsk(rng: Random) -> Made:
    """A nynorsk writer's sentences as plain text."""
    _, text, truth = told(rng, "nn", (3, 4))
    sender = a_sender(rng)
    mail = new_mail(rng, sender, "Påmelding til læringsnettverket")
    mail.set_content("\n\n".join(["Hei!", *text, f"Helsing {sender[0]}"]))
    return sealed(mail, rng), [truth]


def s_eml_html_list(rng: Random) -> Made:
    """HTML with headings for the questions and an ordered list for the members."""
    team, sender, words = a_team(rng, whole=True), a_sender(rng), role_words(rng)
    asked = "".join(f"<h3>{label}</h3><p>{escape(team.say(key))}</p>" for label, key in LABELS)
    people = "".join(
        f"<li>{escape(m.name)} – {words[m.role]} – {m.trade.written} – {contact(m, ' – ')}</li>" for m in team.members
    )
    a = team.adviser
    tail = f"<h3>Lokal forbedringsveileder</h3><p>{escape(a.name)}, {contact(a)}</p><p>Hilsen {escape(sender[0])}</p>"
    mail = new_mail(rng, sender, "Påmelding team")
    mail.set_content(f"<html><body>{asked}<h3>Team</h3><ol>{people}</ol>{tail}</body></html>", subtype="html")
    return sealed(mail, rng), [team.truth(MOST, NO_AGENT)]


def s_eml_outlook_chain(rng: Random) -> Made:
    """Outlook's HTML chain: two short answers of colleagues on top, the registration in the mail at the bottom."""
    team, sender, writer = a_team(rng), a_sender(rng), a_sender(rng)
    body = "".join(f"<p>{escape(one) or '&nbsp;'}</p>" for one in lines_of(team, rng))
    head = (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Fra:</b> {0} &lt;{1}&gt;<br><b>Sendt:</b> '
        "mandag 14. april 2025 10:11<br><b>Til:</b> {2}<br><b>Emne:</b> {3}</p></div>"
    )
    chain = [f"<p>Se nedenfor. Oversendes som avtalt.</p><p>{escape(signature(sender)).replace(chr(10), '<br>')}</p>"]
    chain.append(head.format(writer[0], writer[1], sender[0], "VS: Påmelding") + "<p>Fint, send den videre!</p>")
    chain.append(head.format(writer[0], writer[1], sender[0], "Påmelding") + f"<p>Hei,</p>{body}<p>Mvh<br>{writer[0]}</p>")
    mail = new_mail(rng, sender, "VS: SV: Påmelding")
    mail.set_content(f"<html><body>{''.join(chain)}</body></html>", subtype="html")
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def s_eml_mail_in_mail(rng: Random) -> Made:
    """The unit's own mail is attached to a secretary's mail as a message."""
    inner, truths = s_eml_typed(rng)
    sender = a_sender(rng)
    mail = new_mail(rng, sender, "Videresending av påmelding")
    mail.set_content(f"Hei,\n\nvedlagt er e-posten fra enheten.\n\n{signature(sender)}")
    mail.add_attachment(message_from_bytes(inner, policy=policy.SMTP))
    return sealed(mail, rng), truths


def s_eml_two_forms(rng: Random) -> Made:
    """Two teams, a Word file for each, one mail that only says so."""
    sender = a_sender(rng)
    mail = new_mail(rng, sender, "Påmelding av to team")
    mail.set_content(f"Hei,\n\nher er skjemaene for våre to team.\n\n{signature(sender)}")
    truths = []
    for i, draw in enumerate((docx_tables.s_docx_one_table, docx_lines.s_docx_whole_questions), 1):
        data, told_in = draw(rng)
        _attach(mail, data, WORD, f"skjema team {i}.docx")
        truths += told_in
    return sealed(mail, rng), truths


def s_eml_workbook(rng: Random) -> Made:
    """A workbook with the mail, and a logo that belongs to the signature."""
    sender = a_sender(rng)
    data, truths = workbooks.s_xlsx_after_instructions(rng)
    mail = new_mail(rng, sender, "Påmelding fra oss (Excel)")
    mail.set_content(f"Se vedlagt regneark.\n\n{signature(sender)}")
    _attach(mail, data, SHEET, "Paamelding.xlsx")
    mail.add_attachment(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", maintype="image", subtype="gif", filename="logo.gif")
    return sealed(mail, rng), truths


def s_eml_english(rng: Random) -> Made:
    """An English mail with labels, a line for each member."""
    team, sender = a_team(rng, "en", whole=True), a_sender(rng)
    words, a = role_words(rng, "en"), team.adviser
    text = ["Dear all,", "", "please register our team:", "", f"Trust: {team.say('trust')}", f"Unit: {team.unit}"]
    text += [
        f"Project title: {team.title}",
        f"Problem: {team.problem}",
        f"Goal: {team.goal}",
        f"Priority: {team.priority}",
        "",
        "Team:",
    ]
    text += [f"{m.name}, {words[m.role]}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members]
    text += ["", f"Improvement adviser: {a.name}, {contact(a)}", "", f"Best regards\n{sender[0]}"]
    mail = new_mail(rng, sender, "Registration")
    mail.set_content("\n".join(text))
    return sealed(mail, rng), [team.truth(MOST, NO_AGENT)]


def s_eml_title_in_subject(rng: Random) -> Made:
    """The priority and the title stand in the subject alone; the body tells the rest in lines."""
    team, sender = a_team(rng, whole=True), a_sender(rng)
    team = replace(team, title=team.title.strip("«»"))
    mail = new_mail(rng, sender, f"Påmelding læringsnettverk – prioritet {team.priority} – {team.title}")
    text = [one for one in lines_of(team, rng) if not one.startswith(("Prosjekttittel:", "Prioritet:"))]
    mail.set_content("\n".join(["Hei,", "", "påmelding av prosjektet i emnefeltet:", "", *text, "", signature(sender)]))
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def _attach(mail: EmailMessage, data: bytes, kind: str, name: str) -> None:
    mail.add_attachment(data, maintype="application", subtype=kind, filename=name)


FORMS = (
    s_eml_nynorsk,
    s_eml_html_list,
    s_eml_outlook_chain,
    s_eml_mail_in_mail,
    s_eml_two_forms,
    s_eml_workbook,
    s_eml_english,
    s_eml_title_in_subject,
)
