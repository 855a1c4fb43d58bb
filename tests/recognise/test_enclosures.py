"""What mails and archives say: the forms in them, what could not be read, the text beside, and notices of withdrawal."""

import io
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "intake"))

from intake_mails import LOGO, mail_bytes
from msg_files import file_attached, mail_tree, msg_file
from test_own_forms import blank, fill_docx

from pipeline.intake.enclosed import Passage
from pipeline.model import Line, SetAsideReason, Severity
from pipeline.recognise.file import MAX_FILES, read_file
from pipeline.recognise.thread import thread_of
from pipeline.recognise.withdrawal import withdrawal

TYPED = """\
Helseforetak: Universitetssykehuset Nord-Norge HF
Enhet: Ortopedisk sengepost
Prosjektets tittel: Færre fall
Prioritet: 2
Problem: Pasientene faller.
Mål: Halvere fallene.
Teamets medlemmer:
- Kari Nordmann, sykepleier, leder, kari.nordmann@unn.example, 90 00 00 13
- Ola Hansen, fysioterapeut, tillitsvalgt, ola.hansen@unn.example, 90 00 00 14
Lokal forbedringsveileder: Liv Dahl, liv.dahl@unn.example
"""
SIGNATURE = "\nMed vennlig hilsen\n\nPer Persen\nrådgiver\nTlf. 75 00 00 00\nper.persen@unn.example\n"
HEAD = "\nFra: Kari Nordmann <kari.nordmann@unn.example>\nSendt: 25. april 2025 10:12\nTil: Fagavdelingen\nEmne: Påmelding\n\n"


def form(title: str, trust: str = "Universitetssykehuset Nord-Norge HF", **more: str) -> bytes:
    return fill_docx(blank("docx", "nb"), {"trust": trust, "title": title, "unit": "Mottak", "goal": "Bedre", **more})


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", ".").replace("_s_", "/"), content)
    return out.getvalue()


def titles(reading):
    return [r.values.title for r in reading.readings]


def said(reading, rule):
    """(severity, the English sentence) of each finding of `rule`, at the first registration."""
    return [(f.severity, str(f.message)) for f in reading.readings[0].findings if f.rule == rule]


# --- enclosed forms ------------------------------------------------------------------------------------------------------


def test_every_enclosed_form_is_a_registration_and_its_places_name_the_file():
    reading = read_file(mail_bytes("Se vedlegg.", en__docx=form("En"), to__docx=form("To")), "a.eml")
    assert titles(reading) == ["En", "To"]
    assert {r.format for r in reading.readings} == {"eml"}
    assert reading.readings[1].provenance["title"].where.startswith("attachment «to.docx», table ")
    assert reading.received.isoformat() == "2025-04-28T10:12:00+02:00"


def test_forms_are_found_in_archives_in_mails_in_mails():
    inner = EmailMessage()
    inner["Subject"] = "Skjema"
    inner.set_content("Se vedlegg.")
    inner.add_attachment(zipped(team__docx=form("Dypt nede")), maintype="application", subtype="zip", filename="skjema.zip")
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "VS: Skjema", "a@b.example"
    outer.set_content("Videresendes.")
    outer.add_attachment(inner)
    reading = read_file(outer.as_bytes(), "a.eml")
    assert titles(reading) == ["Dypt nede"]
    assert (
        reading.readings[0]
        .provenance["title"]
        .where.startswith("attachment «Skjema», attachment «skjema.zip», attachment «team.docx», table ")
    )


def test_outlooks_own_files_are_read_alike():
    reading = read_file(msg_file(mail_tree("Påmelding", "Se vedlegg", attachments=(file_attached("a.docx", form("En")),))), "a")
    assert (titles(reading), reading.readings[0].format) == (["En"], "msg")


def test_an_archive_of_forms_gives_each_of_them():
    reading = read_file(zipped(b_s_en__docx=form("En"), to__docx=form("To"), thumbs__db=b"x"), "a.zip")
    assert (titles(reading), {r.format for r in reading.readings}, reading.received) == (["En", "To"], {"zip"}, None)


def test_an_enclosed_file_that_cannot_be_read_is_named_at_the_registrations_of_the_mail():
    reading = read_file(mail_bytes("Se vedlegg.", en__docx=form("En"), to__docx=b"PK\x03\x04 torn"), "a.eml")
    assert titles(reading) == ["En"]
    assert said(reading, "reading.attachment") == [
        (
            Severity.REVIEW,
            (
                "The enclosed file «to.docx» gave no registration. The file is damaged and cannot be opened. "
                "Ask the sender to send it again."
            ),
        )
    ]


def test_the_same_form_in_two_files_counts_once_and_one_that_differs_is_put_up():
    same = read_file(mail_bytes("Hei", en__docx=form("En"), kopi__docx=form("En")), "a.eml")
    assert titles(same) == ["En"]
    assert said(same, "reading.attachment") == [
        (Severity.INFO, "The same form is also enclosed as «kopi.docx», and says nothing else.")
    ]
    other = read_file(mail_bytes("Hei", en__docx=form("En", priority="1"), ny__docx=form("En", priority="2")), "a.eml")
    assert titles(other) == ["En", "En"]
    assert [severity for severity, _ in said(other, "reading.attachment")] == [Severity.REVIEW]


def test_nothing_that_can_be_read_is_set_aside_with_the_most_telling_reason_and_every_name():
    reading = read_file(mail_bytes("Hei", a__txt=b"bare tekst", b__docx=b"PK\x03\x04 torn"), "a.eml")
    assert reading.unreadable.reason is SetAsideReason.DAMAGED
    assert "«b.docx»" in str(reading.unreadable.message)
    assert "«a.txt»" in str(reading.unreadable.message)


def test_a_mail_that_only_links_to_a_form_says_so():
    reading = read_file(mail_bytes("Skjema ligger her: https://helse.sharepoint.example/:w:/skjema.docx"), "a.eml")
    assert reading.unreadable.reason is SetAsideReason.UNSUPPORTED
    assert "links to a document" in str(reading.unreadable.message)


def test_a_mail_that_is_no_registration_is_set_aside():
    reading = read_file(mail_bytes("Når kommer svarbrevet?" + SIGNATURE, logo__png=LOGO), "a.eml")
    assert reading.unreadable.reason is SetAsideReason.NOT_A_FORM


def test_archives_in_archives_end_somewhere():
    content = form("Innerst")
    for _ in range(30):
        content = zipped(a__zip=content)
    assert read_file(content, "a.zip").unreadable.reason is SetAsideReason.TOO_LARGE


def test_no_more_files_are_opened_than_a_mail_of_forms_may_hold():
    hundred = zipped(**{f"f{n}__txt": b"x %d" % n for n in range(150)})
    reading = read_file(zipped(a__zip=hundred, b__zip=hundred, c__zip=hundred), "a.zip")
    assert MAX_FILES < 450
    assert reading.unreadable.reason is SetAsideReason.TOO_LARGE


# --- the mail's text -----------------------------------------------------------------------------------------------------


def test_a_form_typed_into_the_mail_is_read_without_greeting_and_signature():
    reading = read_file(mail_bytes("Hei!\n\n" + TYPED + SIGNATURE), "a.eml")
    [one] = reading.readings
    assert (one.values.title, one.values.priority) == ("Færre fall", 2)
    assert [m.email for m in one.values.members] == ["kari.nordmann@unn.example", "ola.hansen@unn.example"]
    assert "Persen" not in str(one)
    assert one.provenance["title"].where == "mail text, line 5"


def test_a_form_below_the_signature_is_not_taken_for_a_part_of_it():
    reading = read_file(mail_bytes("Hei, her er skjemaet.\n" + SIGNATURE + "\n" + TYPED), "a.eml")
    assert titles(reading) == ["Færre fall"]
    assert [m.name for m in reading.readings[0].values.members] == ["Kari Nordmann", "Ola Hansen"]


def test_a_forwarded_form_is_read_below_its_head_and_says_so():
    reading = read_file(mail_bytes("Til orientering." + SIGNATURE + HEAD + TYPED + SIGNATURE), "a.eml")
    assert titles(reading) == ["Færre fall"]
    assert said(reading, "reading.mail") == [(Severity.INFO, "The form was read from a text that the sender forwards.")]


def test_what_a_forwarding_mail_changes_is_put_up_for_review():
    reading = read_file(mail_bytes("Prioriteten skal være 1, ikke 2." + SIGNATURE + HEAD + TYPED), "a.eml")
    assert (Severity.REVIEW, "The mail also says: «Prioriteten skal være 1, ikke 2.»") in said(reading, "reading.mail")


def test_a_form_that_is_only_quoted_is_put_up_for_review():
    quoted = "".join(f"> {line}\n" for line in TYPED.splitlines())
    reading = read_file(
        mail_bytes("Takk for svar!\n\nDen 25. apr. 2025 kl. 10:12 skrev Kari <kari@unn.example>:\n" + quoted), "a.eml"
    )
    assert titles(reading) == ["Færre fall"]
    assert Severity.REVIEW in {severity for severity, _ in said(reading, "reading.mail")}


def test_words_beside_an_enclosed_form_are_shown_and_courtesies_are_not():
    plain = read_file(mail_bytes("Hei\n\nVedlagt påmelding." + SIGNATURE, a__docx=form("En")), "a.eml")
    more = read_file(mail_bytes("Vedlagt påmelding.\nOBS: Kari er byttet ut med Ola.", a__docx=form("En")), "a.eml")
    assert said(plain, "reading.mail") == []
    assert said(more, "reading.mail") == [(Severity.REVIEW, "The mail also says: «OBS: Kari er byttet ut med Ola.»")]


def test_a_text_that_is_a_form_beside_an_enclosed_one_is_put_up():
    reading = read_file(mail_bytes(TYPED, a__docx=form("En")), "a.eml")
    assert titles(reading) == ["En"]
    assert Severity.REVIEW in {severity for severity, _ in said(reading, "reading.mail")}


def test_a_national_identity_number_in_the_text_or_a_file_name_is_reported_and_masked():
    number = "01815010260"
    content = mail_bytes(f"Leder er {number}.", a__docx=form("En"), **{f"{number}__docx": b"PK torn"})
    reading = read_file(content, "a.eml")
    assert number not in str(reading)
    assert said(reading, "privacy.national-id") != []


# --- the thread ----------------------------------------------------------------------------------------------------------


def thread(text):
    return [
        (m.text, m.quoted, m.forwarded)
        for m in thread_of([Passage(block=Line(text=line.strip(), where=""), quoted=0) for line in text.splitlines()])
    ]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        HEAD.replace("Fra:", "From:").replace("Sendt:", "Sent:").replace("Til:", "To:").replace("Emne:", "Subject:"),
        HEAD.replace("Fra:", "*Frå:*"),
        "\n-----Opprinnelig melding-----" + HEAD,
        "\n---------- Forwarded message ---------" + HEAD,
        "\n________________________________" + HEAD,
        "\nOn Fri, Apr 25, 2025 at 10:12 AM Kari <kari@unn.example> wrote:\n",
        HEAD.replace("Til: Fagavdelingen\n", "Til: Fagavdelingen; Klinikken for\nkirurgi og ortopedi\n"),
    ],
)
def test_a_head_parts_the_messages(head):
    assert thread("Ny" + head + "Eldre") == [("Ny", False, False), ("Eldre", False, True)]


def test_a_form_that_asks_from_and_date_is_no_head():
    assert thread("Fra: Mottak\nDato: 1. mai\nTittel: X") == [("Fra: Mottak\nDato: 1. mai\nTittel: X", False, False)]


# --- withdrawal ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Vi trekker påmeldingen av «Færre fall».", "Færre fall"),
        ("UNN ønsker å melde av teamet «Færre fall» fra læringsnettverket.", "Færre fall"),
        ("Me trekkjer teamet Færre fall.", "Færre fall"),
        ("Påmeldingen av prosjektet «Færre fall» trekkes.", "Færre fall"),
        ("We withdraw our registration of “Færre fall”.", "Færre fall"),
        ("Vi melder oss av.", ""),
    ],
)
def test_a_notice_withdraws_the_team_that_it_names(text, title):
    notice = withdrawal(text, "Avmelding", "eml")
    assert (notice.withdrawal, notice.values.title or "") == (True, title)


@pytest.mark.parametrize(
    "text",
    [
        "Vi trekker ikke påmeldingen.",
        "Kan vi trekke påmeldingen?",
        "Dersom vi trekker påmeldingen, hva skjer da?",
        "Vi vurderer å trekke teamet.",
        "Påmeldingen er bindende og kan ikke trekkes.",
        "Teamet melder seg på.",
        "Lederen er medlem av styret.",
        "Vi melder på et team bestående av en leder og to sykepleiere.",
    ],
)
def test_what_does_not_withdraw_for_certain_withdraws_nothing(text):
    assert withdrawal(text, "Påmelding", "eml") is None


def test_a_notice_says_its_trust_and_priority_when_it_names_one():
    notice = withdrawal("Vi trekker påmeldingen UNN-4.", "SV: Svar på påmelding", "eml")
    assert (notice.values.trust, notice.values.priority) == ("Universitetssykehuset Nord-Norge HF", 4)
    assert withdrawal("UNN og Helgelandssykehuset trekker påmeldingen.", "", "eml").values.trust is None


def test_a_mail_that_withdraws_gives_a_notice_and_one_that_also_encloses_a_form_asks_a_person():
    alone = read_file(mail_bytes("Hei\n\nVi trekker påmeldingen av «Færre fall»." + SIGNATURE), "a.eml")
    assert [(r.withdrawal, r.values.title) for r in alone.readings] == [(True, "Færre fall")]
    both = read_file(mail_bytes("Vi trekker påmeldingen av «Færre fall».", a__docx=form("Nytt")), "a.eml")
    assert [(r.withdrawal, r.values.title) for r in both.readings] == [(False, "Nytt"), (True, "Færre fall")]
    assert all(any(f.severity is Severity.REVIEW and f.rule == "reading.mail" for f in r.findings) for r in both.readings)


def test_an_old_notice_below_a_head_withdraws_nothing():
    reading = read_file(mail_bytes("Se bort fra denne." + HEAD + "Vi trekker påmeldingen av «Færre fall»."), "a.eml")
    assert reading.readings == ()
