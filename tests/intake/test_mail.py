"""Mails as files: their text as a person sees it, what they enclose, and when they were received."""

import datetime as dt
import os
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_mails import LOGO, mail_bytes
from msg_files import file_attached, link_attached, mail_attached, mail_tree, msg_file

from pipeline.intake.enclosed import MAX_ENCLOSED, Enclosed, Mail, shown_name
from pipeline.intake.filetype import FileType, file_type
from pipeline.intake.package import PackageError
from pipeline.intake.readers.html import html_passages
from pipeline.intake.readers.mail import read_mail, received_at
from pipeline.intake.readers.outlook import read_msg
from pipeline.intake.readers.plain import plain_passages
from pipeline.intake.refusals import ENCRYPTED_MAIL, LINKED_FILE, OUTLOOK_WRAPPED
from pipeline.model import Cell, Grid, Line, Unreadable
from pipeline.programme.schema import OSLO

RECEIVED = dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)


def lines(passages):
    return [p.block.text for p in passages if isinstance(p.block, Line) and p.block.text]


def names(mail):
    return [one.name for one in mail.enclosed]


# --- text ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_text_is_read_in_the_character_set_that_the_mail_names(charset):
    mail = EmailMessage()
    mail.set_content("Blåbærsyltetøy på Ørlandet\n", charset=charset, cte="base64")
    assert lines(read_mail(mail.as_bytes()).passages) == ["Blåbærsyltetøy på Ørlandet"]


@pytest.mark.parametrize("named", ["", "; charset=us-ascii", "; charset=x-unknown", "; charset="])
@pytest.mark.parametrize("written", ["utf-8", "cp1252"])
def test_text_in_no_known_character_set_is_read_as_what_it_must_be(named, written):
    head = f"Subject: a\nFrom: b@c.example\nContent-Type: text/plain{named}\nContent-Transfer-Encoding: 8bit\n\n"
    assert lines(read_mail(head.encode() + "Enhet: Føde – barsel".encode(written)).passages) == ["Enhet: Føde – barsel"]


def test_the_html_text_goes_before_the_plain_one_unless_it_is_clearly_thinner():
    rich, thin = EmailMessage(), EmailMessage()
    rich.set_content("Les i HTML")
    rich.add_alternative("<p>Enhet: Mottak</p><p>Prioritet: 2</p>", subtype="html")
    thin.set_content("Enhet: Mottak\nPrioritet: 2\n")
    thin.add_alternative("<p>&nbsp;</p>", subtype="html")
    assert lines(read_mail(rich.as_bytes()).passages) == ["Enhet: Mottak", "Prioritet: 2"]
    assert lines(read_mail(thin.as_bytes()).passages) == ["Enhet: Mottak", "Prioritet: 2"]


def test_lines_that_a_program_broke_are_put_together_and_those_of_the_writer_are_not():
    text = (
        "Problem: Pasientene venter for lenge på legetilsyn, og det fører til at de\n"
        "ofte blir innlagt en natt til.\n"
        "Mål: Halvere ventetiden\n"
        "- Kari Nordmann, sykepleier, kari.nordmann@sykehus.example, leder for teamet\n"
        "- Ola Nordmann\n"
    )
    assert lines(plain_passages(text)) == [
        "Problem: Pasientene venter for lenge på legetilsyn, og det fører til at de ofte blir innlagt en natt til.",
        "Mål: Halvere ventetiden",
        "- Kari Nordmann, sykepleier, kari.nordmann@sykehus.example, leder for teamet",
        "- Ola Nordmann",
    ]


def test_flowed_text_goes_on_in_the_next_line_but_a_signature_mark_does_not():
    assert lines(plain_passages("Enhet: Akutt- \nmottaket\n-- \nKari", flowed=True)) == ["Enhet: Akutt- mottaket", "--", "Kari"]
    assert lines(plain_passages("Akutt \nmottaket", flowed=True, joined_blank=False)) == ["Akuttmottaket"]


def test_quotation_marks_are_counted_and_taken_away():
    assert [(p.quoted, p.block.text) for p in plain_passages("nytt\n> svar\n> > første")] == [
        (0, "nytt"),
        (1, "svar"),
        (2, "første"),
    ]


def test_html_is_read_as_a_person_sees_it():
    page = (
        "<style>p{}</style><p><b>Enhet</b> Mottak</p><p style='display:none'>skjult</p><script>x</script><p>Ja "
        "<s>nei</s></p><ul><li>Kari</li></ul>Tid&nbsp;&nbsp;&nbsp;10 uker<br>ny linje <input type=checkbox checked> A"
        "<blockquote type=cite><p>sitert</p></blockquote><h2>Teamet</h2>"
    )
    found = html_passages(page)
    assert lines(found) == ["Enhet\t Mottak", "Ja", "Kari", "Tid\t10 uker", "ny linje ☒ A", "sitert", "Teamet"]
    assert lines(p for p in found if p.quoted) == ["sitert"]
    assert [p.block.text for p in found if isinstance(p.block, Line) and p.block.heading and p.block.text] == ["Teamet"]


def test_tables_in_html_are_grids_with_merged_cells_once():
    page = (
        "<table><tr><th colspan=2>Team</th></tr><tr><td rowspan=2>Leder</td><td>Kari</td></tr>"
        "<tr><td>Ola<br>Per</td></tr></table>"
    )
    place = "table 1, row {}, cell {}".format
    [passage] = [p for p in html_passages(page) if isinstance(p.block, Grid)]
    assert passage.block == Grid(
        where="table 1",
        rows=(
            (Cell(text="Team", where=place(1, 1), span=2, header=True),),
            (Cell(text="Leder", where=place(2, 1)), Cell(text="Kari", where=place(2, 2))),
            (Cell(text="", where=place(3, 1)), Cell(text="Ola\nPer", where=place(3, 1))),
        ),
    )


def test_a_table_that_only_arranges_the_page_is_looked_through():
    page = "<table><tr><td>Enhet: A</td></tr><tr><td><table><tr><td>Leder</td><td>Kari</td></tr></table></td></tr></table>"
    kinds = [type(p.block).__name__ for p in html_passages(page) if not isinstance(p.block, Line) or p.block.text]
    assert kinds == ["Line", "Grid"]


def test_html_nested_without_end_is_read_to_its_end():
    assert "innerst" in " ".join(lines(html_passages("<div>" * 5000 + "innerst")))


# --- what is enclosed ----------------------------------------------------------------------------------------------------


def test_enclosures_are_found_at_any_depth_with_names_to_show():
    inner = EmailMessage()
    inner["Subject"] = "Skjema fra enheten"
    inner.set_content("Se vedlegg")
    inner.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="indre.docx")
    outer = EmailMessage()
    outer.set_content("Videresendes")
    outer.add_attachment(inner)
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="påmelding «æøå».pdf")
    mail = read_mail(outer.as_bytes())
    assert names(mail) == ["Skjema fra enheten", "påmelding æøå.pdf"]
    assert mail.enclosed[0].content.enclosed == (Enclosed(name="indre.docx", content=b"PK"),)


def test_a_signatures_pictures_and_signs_of_signing_are_no_enclosures():
    mail = EmailMessage()
    mail.set_content("Hei")
    mail.add_attachment(LOGO, maintype="image", subtype="png", filename="image001.png")
    mail.add_attachment(b"...", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    mail.add_attachment(b"BEGIN:VCARD", maintype="text", subtype="vcard", filename="kari.vcf")
    assert read_mail(mail.as_bytes()).enclosed == ()


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        ("application/ms-tnef", "winmail.dat", OUTLOOK_WRAPPED),
        ("application/octet-stream", "WINMAIL.DAT", OUTLOOK_WRAPPED),
        ("application/pkcs7-mime", "smime.p7m", ENCRYPTED_MAIL),
        ("message/external-body", "skjema.docx", LINKED_FILE),
    ],
)
def test_what_cannot_be_had_says_why(kind, name, why):
    mail = (
        f"Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: {kind}\n"
        f'Content-Disposition: attachment; filename="{name}"\n\nabc\n--x--\n'
    )
    assert read_mail(mail.encode()).enclosed == (Enclosed(name=name, content=why),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\skjema.docx", "skjema.docx"),
        ("skjema\u202excod.exe", "skjema xcod.exe"),
        ("a\x00b\nc.pdf", "a b c.pdf"),
        ("", "7"),
        ("...", "7"),
        ("x" * 300 + ".docx", "x" * 80 + "…" + "x" * 10 + ".docx"),
    ],
)
def test_a_name_is_shown_and_never_a_path(name, shown):
    assert shown_name(name, 7) == shown


def test_an_mbox_gives_its_one_mail_and_several_are_each_enclosed():
    one = b"From kari@sykehus.example Mon Apr 28 10:12:00 2025\n" + mail_bytes("Enhet: A\n>From oss\n")
    assert lines(read_mail(one).passages) == ["Enhet: A", "From oss"]
    both = read_mail(one + b"\n" + one)
    assert [lines(e.content.passages) for e in both.enclosed] == [["Enhet: A", "From oss"]] * 2


def test_more_parts_than_a_mail_of_forms_has_are_refused():
    mail = EmailMessage()
    mail.set_content("Hei")
    for number in range(MAX_ENCLOSED + 2):
        mail.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=f"{number}.bin")
    with pytest.raises(PackageError) as refused:
        read_mail(mail.as_bytes())
    assert refused.value.too_large


def test_mails_in_mails_without_end_are_refused():
    content = b"Subject: a\nFrom: b@c.example\n\nx"
    for _ in range(60):
        content = b"Subject: a\nFrom: b@c.example\nContent-Type: message/rfc822\n\n" + content
    with pytest.raises(PackageError) as refused:
        read_mail(content)
    assert refused.value.too_large


def can_be_kept(mail):
    """Its words can be written down, its time has a zone, and what it encloses is bytes, a mail like that, or a refusal."""
    words = (mail.subject, mail.sender, *(one.name for one in mail.enclosed), *(line_of(one.block) for one in mail.passages))
    whole = all(word.encode("utf-8", "ignore").decode() == word for word in words)
    zoned = mail.received is None or mail.received.tzinfo is not None
    inside = all(can_be_kept(one.content) for one in mail.enclosed if isinstance(one.content, Mail))
    return whole and zoned and inside and all(isinstance(one.content, bytes | Mail | Unreadable) for one in mail.enclosed)


def line_of(block):
    return block.text if isinstance(block, Line) else " ".join(cell.text for row in block.rows for cell in row)


@given(
    st.binary(max_size=400),
    st.sampled_from(["multipart/mixed; boundary=x", "multipart/alternative", "text/html", "message/rfc822"]),
)
def test_no_bytes_raise_anything_but_a_refusal(junk, kind):
    head = f"Subject: =?utf-8?q?=ZZ?=\nDate: x\nReceived: ;\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\n--x\n"
    for content in (
        junk,
        head.encode() + junk,
        head.encode() + b"Content-Disposition: attachment; filename*=x''%ZZ\n\n" + junk,
    ):
        try:
            read = read_mail(content)
        except PackageError:
            continue
        assert can_be_kept(read)


# --- time ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "received"),
    [
        (
            [("Received", "from a by b; Mon, 28 Apr 2025 10:12:00 +0200"), ("Received", "x; Mon, 28 Apr 2025 09:00:00 +0200")],
            RECEIVED,
        ),
        ([("Date", "Mon, 28 Apr 2025 08:12:00 +0000")], RECEIVED),
        ([("Received", "from a by b"), ("Date", "Mon, 28 Apr 2025 10:12:00 +0200")], RECEIVED),
        ([("Date", "28 Apr 2025 10:12:00")], RECEIVED),
        ([("Date", "28 Apr 2025 08:12:00 -0000")], RECEIVED),
        ([("Date", "Fri, 01 Jan 1904 00:00:00 +0000")], None),
        ([("Date", "i går")], None),
        ([("Date", "Mon, 99 Apr 2025 10:12:00 +0200")], None),
        ([], None),
    ],
)
def test_a_mail_says_itself_when_it_was_received(headers, received):
    assert received_at(headers) == received


# --- Outlook -------------------------------------------------------------------------------------------------------------


def test_a_mail_saved_by_outlook_is_read_with_all_that_it_encloses():
    inner = mail_tree("Skjema", "Se vedlegg", attachments=(file_attached("indre.docx", b"PK" + b"x" * 5000),), head=24)
    outer = mail_tree(
        "VS: Påmelding",
        "flatt",
        "<p>Enhet: Mottak på Ørlandet</p>",
        RECEIVED,
        (
            file_attached("a.pdf", b"%PDF"),
            mail_attached(inner),
            link_attached("\\\\server\\b.docx"),
            file_attached("logo.png", LOGO),
        ),
    )
    content = msg_file(outer)
    mail = read_msg(content)
    assert file_type(content) is FileType.MSG
    assert (mail.format, mail.subject, mail.received, lines(mail.passages)) == (
        "msg",
        "VS: Påmelding",
        RECEIVED,
        ["Enhet: Mottak på Ørlandet"],
    )
    assert [(e.name, e.content) for e in mail.enclosed if e.name != "Skjema"] == [("a.pdf", b"%PDF"), ("b.docx", LINKED_FILE)]
    [nested] = [e.content for e in mail.enclosed if e.name == "Skjema"]
    assert (lines(nested.passages), nested.enclosed) == (
        ["Se vedlegg"],
        (Enclosed(name="indre.docx", content=b"PK" + b"x" * 5000),),
    )


def test_a_mail_that_holds_a_word_file_is_a_mail():
    word = msg_file({"WordDocument": b"x" * 5000})
    assert file_type(word) is FileType.DOC
    assert file_type(msg_file(mail_tree("a", attachments=(file_attached("a.doc", word),)))) is FileType.MSG


@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_torn_outlook_mail_raises_nothing_but_a_refusal(at, byte):
    content = bytearray(msg_file(mail_tree("Påmelding", "Enhet: A", "", RECEIVED, (file_attached("a.pdf", b"%PDF"),))))
    content[at % len(content)] = byte
    for torn in (bytes(content), bytes(content[:at])):
        try:
            read = read_msg(torn)
        except PackageError:
            continue
        assert can_be_kept(read)


# --- mails that nobody here made -----------------------------------------------------------------------------------------


SHARED = Path(os.environ.get("KULL_SHARED", Path(__file__).resolve().parents[3] / "shared"))
REAL = sorted((SHARED / "corpus" / "E_mail").rglob("*.*"))


@pytest.mark.skipif(not REAL, reason="the corpus of real files is not here (KULL_SHARED names its folder)")
def test_real_mails_are_read_or_refused():
    for file in REAL:
        content = file.read_bytes()
        kind = file_type(content)
        if kind in {FileType.EML, FileType.MSG}:
            mail = read_msg(content) if kind is FileType.MSG else read_mail(content)
            assert mail.passages or mail.enclosed or "blank" in file.name, file.name
