"""`kull template`: what it says, writes and ends with."""

import io

import openpyxl
import pytest
from cli_workspace import contents
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.cli.template import WORDS
from pipeline.letters.compose import KINDS
from pipeline.programme.workspace import TEMPLATES, shipped_root

SHIPPED = shipped_root() / TEMPLATES


@pytest.fixture
def bad(tmp_path):
    """A template for refusals with a misspelt name and a division by nothing."""
    document = Document(SHIPPED / "avslag.nb.docx")
    document.add_paragraph("Frist {{ dedline }}")
    document.add_paragraph("{{ 1 / 0 }}")
    (tmp_path / "mine").mkdir()
    document.save(tmp_path / "mine" / "avslag.nb.docx")
    return tmp_path / "mine" / "avslag.nb.docx"


def own_invitation(folder):
    """An office's own invitation: the recipient is merged by Word's fields, the rest stands in its own words."""
    document = Document(SHIPPED / "invitasjon.nb.docx")
    for paragraph in list(document.element.body)[:-1]:
        document.element.body.remove(paragraph)
    document.add_heading("Velkommen", 1)
    for name in ("MOTTAKERNAVN \\* Upper", "ADRESSE", "POSTNR", "POSTSTED", "DATO"):
        document.add_paragraph()._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="MERGEFIELD {name}"><w:r><w:t>«{name}»</w:t></w:r></w:fldSimple>')
        )
    (folder / TEMPLATES).mkdir(exist_ok=True)
    document.save(folder / TEMPLATES / "invitasjon.nb.docx")


def test_every_kind_can_be_named_by_the_word_of_its_templates():
    assert {word: _BY_VALUE[value] for word, value in WORDS.items()} == {row.word: row.word for row in KINDS.values()}


_BY_VALUE = {kind.value: row.word for kind, row in KINDS.items()}


def test_all_templates_of_a_workspace_are_checked_and_the_shipped_ones_are_sound(call, folder):
    done = call(folder, "template", "check")
    assert (done.status, done.out, done.err) == (0, f"Templates: {2 * len(KINDS)}. Faults: 0. Warnings: 0.\n", "")


def test_a_bad_template_is_told_of_with_every_fault_and_ends_with_one(call, folder, bad):
    done = call(folder, "template", "check", str(bad))
    assert done.status == 1
    assert "avslag.nb.docx, document: «Frist {{ dedline }}» = «dedline»" in done.out
    assert "avslag.nb.docx, document: «{{ 1 / 0 }}»" in done.out
    assert done.out.endswith("Templates: 1. Faults: 2. Warnings: 0.\n")


def test_the_copy_with_comments_is_written_beside_the_template_and_never_over_it(call, folder, bad, tmp_path):
    before = bad.read_bytes()
    done = call(folder, "template", "check", str(bad), "--annotate", str(tmp_path / "merknader.docx"))
    assert (done.status, bad.read_bytes()) == (1, before)
    assert [comment.text.split(":")[0] for comment in Document(tmp_path / "merknader.docx").comments] == [
        "«dedline»",
        "The template cannot be filled in",
    ]
    assert call(folder, "template", "check", str(bad), "--annotate", str(bad)).status == 2
    assert bad.read_bytes() == before


def test_the_copy_with_comments_is_itself_no_template(call, folder, bad, tmp_path):
    call(folder, "template", "check", str(bad), "--annotate", str(tmp_path / "avslag.nn.docx"))
    assert "would go out with every letter" in call(folder, "template", "check", str(tmp_path / "avslag.nn.docx")).out


def test_a_template_of_any_name_is_checked_when_its_kind_is_named(call, folder, bad):
    file = bad.rename(bad.with_name("mitt brev.docx"))
    unnamed = call(folder, "template", "check", str(file))
    assert (unnamed.status, "Name it with --kind" in unnamed.err) == (2, True)
    for kind in ("avslag", "not_eligible"):
        assert call(folder, "template", "check", str(file), "--kind", kind).out.endswith("Faults: 2. Warnings: 0.\n")


def test_check_tells_of_the_workspaces_own_templates_too(call, folder, bad):
    (folder / TEMPLATES).mkdir(exist_ok=True)
    bad.rename(folder / TEMPLATES / "avslag.nb.docx")
    (folder / TEMPLATES / "avslagg.nb.docx").write_bytes(b"")
    done = call(folder, "check")
    assert (done.status, "= «dedline»" in done.out) == (1, True)
    assert (
        "avslagg.nb.docx (warning)\n    No letter is made from a file of this name. Rename it, to «avslag.nb.docx»" in done.out
    )


@pytest.mark.parametrize("kind", ["tilbud-om-plass", "place"])
def test_the_fields_of_a_letter_are_listed_with_sample_values(call, folder, kind):
    lines = call(folder, "template", "fields", kind).out.splitlines()
    rows = {line.split("  ")[0]: [cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines}
    assert rows["project.id"] == ["project.id", "PROJECT_ID", "yes", "EKS-1"]
    assert rows["meetings[].when"][1:3] == ["yes", "juni 2025, dato kommer"]
    assert rows["recipient.name"] == ["recipient.name", "MOTTAKERNAVN", "no", "Sykehuset Láilá, A & B <c> HF"]
    assert rows["adviser_must_attend"] == ["adviser_must_attend", "no", "(yes or no: only in an «if»)"]


def test_a_preview_is_written_to_the_outbox_or_where_it_is_asked_for_and_is_the_same_each_time(call, folder, tmp_path):
    file = str(SHIPPED / "kvittering.nn.docx")
    assert call(folder, "template", "preview", file).status == 0
    first = contents(folder / "outbox" / "preview")
    assert set(first) == {"kvittering.nn-1.docx", "kvittering.nn-2.docx"}
    assert call(folder, "template", "preview", file, "--out", str(tmp_path / "her")).status == 0
    assert contents(tmp_path / "her") == first
    words = "\n".join(p.text for p in Document(io.BytesIO(first["kvittering.nn-1.docx"])).paragraphs)
    assert "Sjukehuset Ŋuorjjo & Ytre Æ HF" in words


def test_a_preview_of_a_bad_template_writes_nothing_and_ends_with_three(call, folder, bad):
    done = call(folder, "template", "preview", str(bad))
    assert (done.status, (folder / "outbox").exists()) == (3, False)


def test_an_offices_own_invitation_is_merged_and_what_it_says_itself_is_put_before_a_person(call, folder):
    own_invitation(folder)
    checked = call(folder, "check")
    assert (checked.status, "The template says this in words of its own" in checked.out) == (0, True)
    done = call(folder, "invite", "--no-pdf")
    assert done.status == 0
    assert "invitasjon.nb.docx: The template says this in words of its own" in done.out
    letters = sorted((folder / "outbox/letters/invitation").glob("*.docx"))
    names = [Document(letter).paragraphs[1].text for letter in letters if "UNN" in letter.name]
    assert names == ["UNIVERSITETSSYKEHUSET NORD-NORGE HF"]


@pytest.mark.parametrize("arguments", [("check", "--kind", "avslag"), ("check", "--annotate", "x.docx")])
def test_what_is_meant_for_one_template_needs_its_name(call, folder, arguments):
    assert call(folder, "template", *arguments).status == 2


@pytest.mark.parametrize("command", ["check", "fields", "preview"])
def test_the_help_of_each_is_in_bokmal(call, folder, command):
    shown = call(folder, "template", command, "--help", lang="nb")
    assert shown.out.startswith("Bruk: kull template")
    assert [word for word in ("FILE", "KIND", "Show", "Options", "OPTIONS", "DIR") if word in shown.out.replace("--", "")] == []


def change_emails(folder):
    """Another e-mail address for everybody on the recipients list."""
    workbook = openpyxl.load_workbook(folder / "recipients.xlsx")
    sheet = workbook.active
    column = next(cell.column for cell in sheet[1] if cell.value == "EPOST")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, column).value:
            sheet.cell(row, column).value = f"ny.postkasse{row}@foretak.example"
    workbook.save(folder / "recipients.xlsx")


def test_a_change_on_the_recipients_list_that_no_letter_shows_makes_no_new_letter(call, done):
    call(done, "letters", "--no-pdf")
    change_emails(done)
    assert "Letters: 0 written, " in call(done, "letters", "--no-pdf").out


def test_a_change_on_the_recipients_list_makes_the_letters_new_that_show_it(call, folder):
    own_invitation(folder)
    document = Document(folder / TEMPLATES / "invitasjon.nb.docx")
    document.add_paragraph("{{ recipient.email }}")
    document.save(folder / TEMPLATES / "invitasjon.nb.docx")
    call(folder, "invite", "--no-pdf")
    change_emails(folder)
    written = call(folder, "-v", "invite", "--no-pdf").out
    letters = [line for line in written.splitlines() if "letters/invitation/" in line]
    assert letters
    assert "letters/programme/" not in written
