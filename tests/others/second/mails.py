"""Registrations by mail: in the body, in a table of it, forwarded, answered below, beside or inside an attachment."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from random import Random

from others.forms import Truth
from others.second import docx_lines, docx_tables
from others.second.cast import MOST, Team, a_mail, a_team, people
from others.second.phrases import contact, named_challenges, role_words, yes_no
from others.second.prose import quoted, told

Made = tuple[bytes, list[Truth]]
OFFICE = "postmottak@helsenord.example"
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_AGENT = "name role profession email phone"
LABELS = (
    ("Helseforetak", "trust"),
    ("Enhet", "unit"),
    ("Prosjekttittel", "title"),
    ("Problem", "problem"),
    ("Mål", "goal"),
    ("Prioritet", "priority"),
)


def a_sender(rng: Random) -> tuple[str, str]:
    """Somebody who sends the mail and is in no team: name and address."""
    one = people(rng, 1, "sekretariat.example")[0]
    return one.name, a_mail(rng, one.name, "sekretariat.example")


def new_mail(rng: Random, sender: tuple[str, str], subject: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{sender[0]} <{sender[1]}>"
    mail["To"] = OFFICE
    mail["Subject"] = subject
    mail["Date"] = f"Tue, 22 Apr 2025 {rng.randint(8, 15):02d}:{rng.randint(10, 59)}:00 +0200"
    mail["Message-ID"] = f"<{rng.getrandbits(60):x}@sekretariat.example>"
    return mail


def sealed(mail: EmailMessage, rng: Random) -> bytes:
    """The mail's bytes; boundaries come from the seed."""
    for i, part in enumerate(p for p in mail.walk() if p.is_multipart()):
        part.set_boundary(f"=_{i}_{rng.getrandbits(64):x}")
    return mail.as_bytes()


def signature(sender: tuple[str, str]) -> str:
    return f"Vennlig hilsen\n{sender[0]}\nadministrasjonskonsulent\nTlf. 75 53 41 11 | {sender[1]}\nwww.sekretariat.example"


def lines_of(team: Team, rng: Random) -> list[str]:
    """The registration typed into a mail: labels, and a line for each member."""
    words, a = role_words(rng), team.adviser
    text = [f"{label}: {team.say(key)}" for label, key in LABELS]
    text += [f"Utfordringer: {named_challenges(team)}", "", "Deltakere:"]
    text += [
        "- " + ", ".join(x for x in (m.name, words[m.role], m.trade.written, m.mail, m.phone.written) if x)
        for m in team.members
    ]
    text += ["", f"Forbedringsveileder: {a.name}, {contact(a)}" if a else "Forbedringsveileder:"]
    return [*text, f"Bindende påmelding: {yes_no(team.binding)}"]


def s_eml_typed(rng: Random) -> Made:
    """Typed into the body as plain text, the sender's signature below (who is in no team)."""
    team, sender = a_team(rng), a_sender(rng)
    mail = new_mail(rng, sender, "Påmelding læringsnettverk")
    mail.set_content("\n".join(["Hei!", "", "Her kommer vår påmelding:", "", *lines_of(team, rng), "", signature(sender)]))
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def s_eml_sentences(rng: Random) -> Made:
    """Sentences in the body, no labels; a signature of somebody else."""
    _, text, truth = told(rng, "nb", (3, 4))
    sender = a_sender(rng)
    mail = new_mail(rng, sender, "Vi melder oss på")
    mail.set_content("\n\n".join(["Hei,", *text, signature(sender)]))
    return sealed(mail, rng), [truth]


def s_eml_html_table(rng: Random) -> Made:
    """An HTML body with two tables: questions and answers, and the people."""
    team, sender, words = a_team(rng), a_sender(rng), role_words(rng)
    rows = "".join(f"<tr><td><b>{label}</b></td><td>{escape(team.say(key))}</td></tr>" for label, key in LABELS)
    heads = "".join(f"<th>{h}</th>" for h in ("Navn", "Rolle", "Fag", "E-post", "Mobil"))
    cells = "".join(
        f"<tr><td>{escape(m.name)}</td><td>{words[m.role]}</td><td>{m.trade.written}</td>"
        f'<td><a href="mailto:{m.mail}">{m.mail}</a></td><td>{m.phone.written}</td></tr>'
        for m in team.members
    )
    a = team.adviser
    tail = f"<p>Lokal forbedringsveileder: {f'{escape(a.name)}, {contact(a)}' if a else ''}</p>"
    foot = "".join(f"<div>{part}</div>" for part in signature(sender).split("\n"))
    mail = new_mail(rng, sender, "Påmelding")
    mail.set_content(
        f"<html><body><p>Hei, se under.</p><table border=1>{rows}</table><p>&nbsp;</p>"
        f"<table border=1><tr>{heads}</tr>{cells}</table>{tail}{foot}</body></html>",
        subtype="html",
    )
    return sealed(mail, rng), [team.truth(MOST, NO_AGENT)]


def s_eml_html_paragraphs(rng: Random) -> Made:
    """Outlook's HTML: each line a paragraph, bold labels, a list of members, a plain alternative that says the same."""
    team, sender = a_team(rng), a_sender(rng)
    lines = lines_of(team, rng)
    mail = new_mail(rng, sender, f"Påmelding {team.title}")
    mail.set_content("\n".join([*lines, "", signature(sender)]))
    drawn = []
    for one in lines:
        label, colon, rest = one.partition(":")
        bold = f"<b>{escape(label)}{colon}</b>{escape(rest)}" if colon and not one.startswith("- ") else escape(one)
        drawn.append(f'<p class="MsoNormal">{bold or "&nbsp;"}<o:p></o:p></p>')
    foot = escape(signature(sender)).replace("\n", "<br>")
    mail.add_alternative(
        f"<html><head><style>p.MsoNormal{{margin:0}}</style></head><body>{''.join(drawn)}<p>{foot}</p></body></html>",
        subtype="html",
    )
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def s_eml_forwarded(rng: Random) -> Made:
    """A mail forwarded from the unit by a secretary: greeting, Outlook's head of the first mail, then the registration."""
    team, sender, first = a_team(rng), a_sender(rng), a_sender(rng)
    head = f"Fra: {first[0]} <{first[1]}>\nSendt: mandag 21. april 2025 14:02\nTil: {sender[0]} <{sender[1]}>\n"
    head += "Emne: Påmelding fra oss"
    mail = new_mail(rng, sender, "VS: Påmelding fra oss")
    mail.set_content(
        "\n".join(
            [
                "Hei, videresender denne.",
                "",
                signature(sender),
                "",
                "_" * 32,
                head,
                "",
                "Hei,",
                "",
                *lines_of(team, rng),
                "",
                f"Mvh {first[0]}",
            ]
        )
    )
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def s_eml_reply(rng: Random) -> Made:
    """An answer on top of the office's own invitation, which is quoted below with «>» and names labels, dates and a contact."""
    team, sender = a_team(rng), a_sender(rng)
    quoted = [
        "Invitasjon til læringsnettverk. Send ett skjema per team med prioritet.",
        "Påmeldingsfrist: 1. mai",
        "Kontakt: Liv Sandmo, liv.sandmo@helsenord.example, tlf. 75 51 29 00",
        "Teamet skal bestå av: leder, tillitsvalgt(e) og medarbeidere",
    ]
    mail = new_mail(rng, sender, "SV: Invitasjon til læringsnettverk")
    mail.set_content(
        "\n".join(
            [*lines_of(team, rng), "", signature(sender), "", "Den 4. mars 2025 skrev Liv Sandmo:", *(f"> {q}" for q in quoted)]
        )
    )
    return sealed(mail, rng), [team.truth(person=NO_AGENT)]


def _attached(rng: Random, make: docx_tables.Made, body: str, sender: tuple[str, str]) -> Made:
    data, truths = make
    mail = new_mail(rng, sender, "Påmelding – se vedlegg")
    mail.set_content(body)
    mail.add_attachment(data, maintype="application", subtype=WORD, filename="Påmelding læringsnettverk (2).docx")
    return sealed(mail, rng), truths


def s_eml_attachment(rng: Random) -> Made:
    """The body only greets and signs; the form is a Word file with it."""
    sender = a_sender(rng)
    make = rng.choice((docx_tables.s_docx_two_columns, docx_tables.s_docx_one_table, docx_lines.s_docx_numbered))
    return _attached(
        rng, make(rng), f"Hei,\n\nvedlagt følger vår påmelding. Fint om dere bekrefter mottak.\n\n{signature(sender)}", sender
    )


def s_eml_attachment_told_again(rng: Random) -> Made:
    """The body tells in short what the attachment says (trust, project, leader)."""
    sender = a_sender(rng)
    data, truths = docx_tables.s_docx_two_columns(rng)
    lead = next(m["name"] for m in truths[0]["members"] if m["role"] == "leader")
    told_again = f"vedlagt er påmelding for prosjektet {quoted(truths[0]['title'])} ved {truths[0]['trust']}."
    body = f"Hei,\n\n{told_again} {lead} er leder for teamet.\n\n{signature(sender)}"
    return _attached(rng, (data, truths), body, sender)


FORMS = (
    s_eml_typed,
    s_eml_sentences,
    s_eml_html_table,
    s_eml_html_paragraphs,
    s_eml_forwarded,
    s_eml_reply,
    s_eml_attachment,
    s_eml_attachment_told_again,
)
