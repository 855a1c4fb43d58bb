"""Word to PDF for the archive: both standards, the same bytes, and a fault in words where there is no PDF."""

import datetime as dt
import io
import os
import stat
import time
import zlib
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader

from pipeline.letters import pdf as letters_pdf
from pipeline.letters.pdf import PdfTask, UntaggedError, convert, find_soffice, mend
from pipeline.letters.xmp import PdfIdentity, xmp_packet

DATED = dt.date(2025, 5, 9)
SAMI = "Buorre fuolahus – čđŋšŧž Áá"

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")


def letter(title="Tilbud om plass", names=("Áilu Čáhppes", "Brit Hansen")):
    """A letter as the templates make them: heading, table with a heading row, bullets that are Unicode, language set."""
    document = Document()
    document.core_properties.title = title
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nb-NO")
    document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr")).append(language)
    document.add_heading(title, level=1)
    document.add_paragraph(SAMI)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Nr.", "Navn"
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for number, name in enumerate(names, start=1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), name
    document.add_paragraph("• Første vilkår")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def task(name="UNN-1", **changes):
    return replace(
        PdfTask(name=name, docx=letter(), title="Tilbud om plass: <Færre> & «fall»", language="nb", dated=DATED), **changes
    )


@pytest.fixture(scope="module")
def made():
    """One batch with letters in both målformer, one of them twice, and one that is no Word document."""
    tasks = [
        task("nb"),
        task("nn", language="nn", title="Tilbod om plass"),
        task("broken", docx=b"this is no Word document"),
        task("same"),
    ]
    return {result.name: result for result in convert(tasks, workers=1)}


def text_of(pdf):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)


def structure(pdf):
    """Every structure type in the PDF."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            children = node.get("/K", [])
            for child in children if isinstance(children, pikepdf.Array) else [children]:
                walk(child)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot)
    return found


@needs_soffice
@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_2U, page.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("name", ["nb", "nn"])
def test_a_letter_keeps_both_standards_at_once(made, name, profile):
    report = page.validate_pdf_bytes(made[name].pdf, profile=profile)
    assert (report.is_compliant, list(report.failures)) == (True, [])


@needs_soffice
@pytest.mark.parametrize(("name", "language"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_language_title_and_date_are_those_of_the_letter(made, name, language):
    with pikepdf.open(io.BytesIO(made[name].pdf)) as document:
        assert str(document.Root.Lang) == language
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo.CreationDate) == "D:20250509000000Z"
        with document.open_metadata() as xmp:
            assert xmp["dc:title"] == str(document.docinfo.Title)
            assert (xmp["xmp:CreateDate"], xmp["xmp:ModifyDate"]) == ("2025-05-09T00:00:00Z",) * 2
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "U", "1")


@needs_soffice
def test_headings_heading_rows_and_text_are_there(made):
    found = structure(made["nb"].pdf)
    assert found.count("/H1") == 1
    assert found.count("/TH") == 2
    text = text_of(made["nb"].pdf)
    for words in (SAMI, "Áilu Čáhppes", "Første vilkår"):
        assert words in text


@needs_soffice
def test_the_same_letter_gives_the_same_bytes_alone_and_among_others(made):
    [alone] = convert([task("nb")], workers=1)
    assert made["nb"].pdf == made["same"].pdf == alone.pdf


@needs_soffice
def test_what_is_no_word_document_is_told_and_takes_no_other_with_it(made):
    assert made["broken"].pdf is None
    assert str(made["broken"].fault).startswith("LibreOffice made no PDF of this letter.")
    assert [name for name, result in made.items() if result.fault is None] == ["nb", "nn", "same"]


@needs_soffice
def test_nothing_to_convert_starts_nothing():
    assert list(convert([], workers=2)) == []


def test_a_missing_libreoffice_is_told_for_every_letter(monkeypatch):
    monkeypatch.setattr(letters_pdf, "find_soffice", lambda: None)
    results = list(convert([task("a"), task("b")], workers=2))
    assert [(r.name, r.pdf, r.fault) for r in results] == [(n, None, letters_pdf.NO_LIBREOFFICE) for n in ("a", "b")]


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A program in the place of LibreOffice, to see what happens when it misbehaves; it notes its number and its documents."""

    def install(script):
        program = tmp_path / "soffice"
        program.write_text(f'#!/bin/sh\necho "$$ $*" >> {tmp_path}/runs\n{script}\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(letters_pdf, "find_soffice", lambda: program)
        return tmp_path / "runs"

    return install


def documents(run):
    return run.count(".docx")


def test_a_process_that_hangs_is_stopped_with_its_children_and_each_letter_is_tried_alone(stand_in, tmp_path):
    runs = stand_in(f"sleep 60 & echo $! >> {tmp_path}/children; wait")
    began = time.monotonic()
    results = list(convert([task("a"), task("b")], workers=1, timeout_s=0.3))
    assert time.monotonic() - began < 10
    assert [r.fault.msgid[:27] for r in results] == ["LibreOffice was stopped: no"] * 2
    assert [documents(run) for run in runs.read_text().splitlines()] == [2, 1, 1]
    for child in (tmp_path / "children").read_text().split():
        assert not _runs(int(child))


def _runs(number):
    """Does a process with that number do anything? A stopped one may still be listed, as Z, until it is collected."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_process_that_fails_says_its_status(stand_in):
    stand_in("exit 77")
    [result] = convert([task()], workers=1)
    assert str(result.fault) == "LibreOffice ended with status 77 and made no PDF of this letter."


def test_half_a_file_is_no_pdf(stand_in):
    stand_in('for last; do :; done; printf "%%PDF-1.7 half" > "${last%.docx}.pdf"')
    [result] = convert([task()], workers=1)
    assert result.pdf is None
    assert str(result.fault).startswith("LibreOffice made no PDF of this letter.")


def test_a_file_that_only_looks_like_a_pdf_is_told(stand_in):
    stand_in('for last; do :; done; printf "%%%%PDF-1.7\\n%%%%%%%%EOF" > "${last%.docx}.pdf"')
    [result] = convert([task()], workers=1)
    assert str(result.fault).startswith("The PDF that LibreOffice made cannot be read:")


def test_few_letters_are_shared_among_the_workers_and_each_process_has_a_profile_of_its_own(stand_in):
    runs = stand_in("sleep 0.3")
    list(convert([task("a"), task("b")], workers=2))
    at_once = [run.split("UserInstallation=")[1].split()[0] for run in runs.read_text().splitlines()[:2]]
    assert len(set(at_once)) == 2


def test_leaving_early_stops_the_processes(stand_in, tmp_path, monkeypatch):
    monkeypatch.setattr(letters_pdf, "BATCH", 1)
    runs = stand_in(f"mkdir {tmp_path}/first || sleep 60")
    results = convert([task(str(number)) for number in range(4)], workers=1)
    began = time.monotonic()
    assert next(results).name == "0"
    results.close()
    assert time.monotonic() - began < 5
    assert len(runs.read_text().splitlines()) <= 2


def test_a_pdf_without_tags_claims_nothing():
    blank = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(blank)
    with pytest.raises(UntaggedError):
        mend(blank.getvalue(), task())


def test_a_title_with_signs_that_xml_cannot_hold_is_still_xml():
    identity = PdfIdentity(title="a\x00b & <c> «č» \ud800", language="nb-NO", dated=DATED, producer="LibreOffice")
    assert "a\ufffdb &amp; &lt;c&gt; «č» \ufffd" in xmp_packet(identity).decode()


def test_no_temporary_files_are_left(stand_in, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    stand_in("exit 0")
    list(convert([task()], workers=1))
    assert os.listdir(place) == []  # noqa: PTH208


def adds_up_to(last, text=b"0 0 m 1 1 l S "):
    """`text`, made longer until its zlib checksum ends in the byte `last`."""
    return next(longer for n in range(512) if zlib.compress(longer := text + b"%" * n)[-1] == last)


@pytest.mark.parametrize("parameters", [None, {"/Predictor": 1}])
def test_no_stream_ends_in_a_carriage_return(parameters):
    drawing = adds_up_to(ord("\r"))
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.StructTreeRoot = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document.pages[0].Contents = document.make_stream(zlib.compress(drawing), Filter=pikepdf.Name.FlateDecode)
        if parameters:
            document.pages[0].Contents.DecodeParms = pikepdf.Dictionary(parameters)
        document.save(made)
    assert b"\r\nendstream" in made.getvalue()
    mended = mend(made.getvalue(), task())
    assert (b"\r\nendstream" in mended, mend(made.getvalue(), task()) == mended) == (False, True)
    with pikepdf.open(io.BytesIO(mended)) as document:
        assert document.pages[0].Contents.read_bytes() == drawing
