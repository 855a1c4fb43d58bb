"""Files of other word processors and spreadsheets: through LibreOffice or calamine, or with the reason why not."""

import http.server
import io
import struct
import subprocess
import threading
import zipfile
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from msg_files import msg_file
from others import docx_layouts, xlsx_layouts

from pipeline.intake.filetype import FileType
from pipeline.intake.package import EncryptedError, PackageError
from pipeline.intake.pool import Task
from pipeline.intake.readers import office
from pipeline.intake.readers.compound import is_locked_workbook
from pipeline.intake.readers.office import OfficeFile, OfficeMissingError, convert_all, read_office
from pipeline.intake.refusals import DAMAGED, ENCRYPTED, NO_LIBREOFFICE, TOOK_TOO_LONG
from pipeline.model import Line
from pipeline.recognise.file import read_file
from pipeline.soffice import Office, find_soffice
from pipeline.steps.conversion import Named, converted

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so nothing can be converted")
ODT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0">
<office:body><office:text>{text}</office:text></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{locked}</manifest:file-entry>
</manifest:manifest>"""


def odt(text: str, locked: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT.format(text=text))
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(locked=locked))
    return out.getvalue()


def rtf(text: str) -> bytes:
    return b"{\\rtf1\\ansi " + text.encode("ascii") + b"\\par}"


def lines(sheet) -> list[str]:
    return [block.text for block in sheet.blocks if isinstance(block, Line)]


@cache
def saved(ending: str) -> tuple[bytes, list[dict]]:
    """A form of others that LibreOffice saved in another format, and its truth."""
    book = ending in {"xls", "ods"}
    layout = xlsx_layouts.LAYOUTS["xlsx_secondsheet"] if book else docx_layouts.LAYOUTS["docx_fourcolumns"]
    content, truth = layout.make(Random(4))  # noqa: S311 - test material, no secret
    with TemporaryDirectory() as folder:
        source = Path(folder) / ("a.xlsx" if book else "a.docx")
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", ending, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / f"a.{ending}").read_bytes(), truth


@needs_soffice
@pytest.mark.parametrize("ending", ["odt", "doc", "xls", "ods"])
def test_a_form_in_another_format_is_read_as_it_was_written(ending):
    content, [truth] = saved(ending)
    [reading] = read_file(content, f"a.{ending}").readings
    assert reading.format == ending
    assert (reading.values.trust, reading.values.title) == (truth["trust"], truth["title"])
    assert [m.email for m in reading.values.members] == [m["email"] for m in truth["members"]]


@needs_soffice
def test_many_files_go_through_one_process_and_a_bad_one_takes_no_other_with_it():
    files = {
        "god": OfficeFile(content=rtf("Enhet"), kind=FileType.RTF),
        "odt": OfficeFile(content=odt("<text:p>Mottak</text:p>"), kind=FileType.ODT),
        "låst": OfficeFile(content=odt("", "<manifest:encryption-data/>"), kind=FileType.ODT),
        "revet": OfficeFile(content=b"PK\x03\x04" + bytes(100), kind=FileType.ODT),
    }
    assert convert_all(files, workers=2).keys() == {"god", "odt"}


@needs_soffice
def test_files_are_converted_together_before_they_are_read_and_others_are_left_alone():
    tasks = [Task(key=k, value=Named(content=c, name=k)) for k, c in (("a", rtf("En")), ("b", b"%PDF-1.4"), ("c", rtf("To")))]
    found = {task.key: task.value for task in converted(tasks)}
    assert found["b"] == Named(content=b"%PDF-1.4", name="b")
    assert {key: (found[key].was, found[key].content[:2]) for key in "ac"} == {"a": ("rtf", b"PK"), "c": ("rtf", b"PK")}


@needs_soffice
def test_nothing_that_a_file_refers_to_is_fetched_or_opened(tmp_path):
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("DETTE ER HEMMELIG", encoding="utf-8")
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self):
            asked.append(str(self.rfile.readline(1000)))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{server.server_port}"
    text = (
        f'<text:p>Synlig</text:p><text:section text:name="a"><text:section-source xlink:href="{secret.as_uri()}" '
        f'xlink:type="simple"/><text:p>før</text:p></text:section><text:p><draw:frame svg:width="5cm" svg:height="5cm">'
        f'<draw:image xlink:href="{there}/a.png" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:object xlink:href="{there}/b.odt" xlink:type="simple" '
        'xlink:actuate="onLoad"/></draw:frame></text:p>'
    )
    try:
        sheet = read_office(odt(text), FileType.ODT)
    finally:
        server.shutdown()
        server.server_close()
    assert (lines(sheet)[0], asked) == ("Synlig", [])
    assert "HEMMELIG" not in str(sheet)


def slow_office(monkeypatch, folder: Path) -> None:
    """In LibreOffice's place, a program that makes the same of every file and never ends with one that says HENG."""
    made, program = folder / "made.docx", folder / "soffice"
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    program.write_text(
        '#!/bin/sh\nfor file in "$@"; do case $file in\n'
        f'*.rtf) if grep -q HENG "$file"; then sleep 60; fi; cp {made} "${{file%.rtf}}.docx";; esac; done\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(office, "find_soffice", lambda: program)
    monkeypatch.setattr(office, "Office", partial(Office, timeout_s=0.6))


def test_a_file_that_libreoffice_never_ends_with_takes_no_other_with_it(monkeypatch, tmp_path):
    slow_office(monkeypatch, tmp_path)
    files = {str(n): OfficeFile(content=rtf("HENG" if n == 3 else "Enhet"), kind=FileType.RTF) for n in range(6)}
    assert sorted(convert_all(files, workers=2)) == ["0", "1", "2", "4", "5"]


def test_a_file_that_libreoffice_never_ends_with_took_too_long(monkeypatch, tmp_path):
    slow_office(monkeypatch, tmp_path)
    assert read_file(rtf("HENG"), "a.rtf").unreadable == TOOK_TOO_LONG


def test_without_libreoffice_the_file_is_set_aside_with_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    with pytest.raises(OfficeMissingError):
        read_office(rtf("Enhet"), FileType.RTF)
    assert read_file(rtf("Enhet"), "a.rtf").unreadable == NO_LIBREOFFICE
    waiting = [Task(key=k, value=Named(content=rtf(k), name=k)) for k in "ab"]
    assert list(converted(waiting)) == waiting


def test_what_is_locked_says_so_without_being_opened():
    word = msg_file({"WordDocument": struct.pack("<HH6xH", 0xA5EC, 0x00C1, 0x0100) + bytes(500)})
    book = msg_file({"Workbook": struct.pack("<HHHH", 0x0809, 4, 0x0600, 5) + struct.pack("<HH", 0x002F, 6) + bytes(500)})
    assert read_file(word, "a.doc").unreadable == ENCRYPTED
    assert read_file(book, "a.xls").unreadable == ENCRYPTED
    assert not is_locked_workbook(word)
    with pytest.raises(EncryptedError):
        read_office(odt("", "<manifest:encryption-data/>"), FileType.ODT)


def test_a_part_that_cannot_be_unpacked_stops_no_intake():
    """What stands in it is asked before there is a worker to fail."""
    whole = bytearray(odt("<text:p>Enhet</text:p>"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 9)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    torn = bytearray(out.getvalue())
    for name in (b"mimetype", b"META-INF/manifest.xml"):
        at = torn.find(name) + len(name)
        torn[at : at + 12] = b"\xff" * 12
    given = [Task(key=k, value=Named(content=bytes(c), name=k)) for k, c in (("a", torn), ("b", whole))]
    assert [task.key for task in converted(given)] == ["a", "b"]
    assert read_file(bytes(torn), "a.odt").unreadable == DAMAGED


def test_a_doc_without_its_head_is_damaged():
    with pytest.raises(PackageError):
        read_office(msg_file({"WordDocument": b"x"}), FileType.DOC)
