"""`kull archive`: every letter that is fit and every file received in one package, whole, valid, and written once."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from archive_checks import CASE, ROOT, disagreements, entry_of, faults, kull, packages, packing_list, put_state, texts

from pipeline.letter_record import LetterKind, LetterState
from pipeline.letters.pdf_proof import unfit
from pipeline.soffice import find_soffice

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")


def kind_is(*kinds):
    return lambda letter: letter.kind in kinds


def sha(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def everything(folder):
    return {f.relative_to(folder).as_posix(): (f.read_bytes(), f.stat().st_mtime_ns) for f in folder.rglob("*") if f.is_file()}


def only(base, ending):
    """The one package whose name has `ending` in it."""
    (found,) = [folder for name, folder in packages(base).items() if ending in name]
    return found


@pytest.mark.usefixtures("base")
def test_nothing_that_is_not_approved_is_packed_as_a_letter(workspace, base):
    said = kull(workspace, "archive")
    assert said.status == 0
    assert {entry[0] for entry in packages(base)} == {"I"}
    assert "still drafts" in said.out


def test_every_package_of_the_example_is_valid_and_agrees_with_its_files(workspace, base):
    put_state(workspace, LetterState.APPROVED)
    assert kull(workspace, "archive").status == 1  # no PDFs
    made = packages(base)
    assert [line for folder in made.values() for line in faults((folder / "arkivmelding.xml").read_bytes())] == []
    assert faults((base / "arkivmelding.xml").read_bytes()) == []
    assert [line for folder in made.values() for line in disagreements(folder)] == []
    titles = [title for folder in made.values() for title in texts(entry_of(folder), "tittel")]
    assert {title for title in titles if not 1 <= len(title) <= 90} == set()


def test_every_letter_and_every_file_received_is_accounted_for_once(workspace, base):
    put_state(workspace, LetterState.APPROVED, kind_is(LetterKind.PLACE, LetterKind.INVITATION, LetterKind.TRUST))
    kull(workspace, "archive")
    listed = packing_list(base)
    letters = [letter["path"] for letter in json.loads(kull(workspace, "export").out)["letters"]]
    told = [one["source"] for one in listed["packages"]] + [path for one in listed["packages"] for path in one["enclosed"]]
    told += [one["path"] for one in listed["left_out"]]
    assert sorted(path for path in told if path.startswith("outbox/")) == sorted(letters)
    received = {sha(file) for file in (workspace / "inbox").rglob("*") if file.is_file()}
    hashes = [one["sha256"] for one in (*listed["packages"], *listed["left_out"]) if not told_of_letter(one)]
    assert sorted(hashes) == sorted(received)
    assert {one["reason"] for one in listed["left_out"]} == {"draft", "set_aside"}


def told_of_letter(one):
    return one.get("source", one.get("path")).startswith("outbox/")


def test_a_form_is_packed_as_it_came_with_its_trust_as_sender(workspace, base):
    kull(workspace, "archive")
    folder = only(base, "-UNN-3-")
    (form,) = [file for file in folder.iterdir() if file.name != "arkivmelding.xml"]
    original = next((workspace / "inbox").rglob("påmelding dialyse Harstad.xlsx"))
    assert (sha(form), form.name.isascii()) == (sha(original), True)
    entry = entry_of(folder)
    assert texts(entry, "journalposttype/kode") == ["I"]
    assert texts(entry, "korrespondansepart/korrespondanseparttype/kode") == ["EA", "IM"]
    assert texts(entry, "korrespondansepart/organisasjonid") == ["983974899", "883658752"]
    assert texts(entry, "saksbehandler/navn") == ["Ragnhild Sørvik"]
    assert texts(entry, "dokumentobjekt/filnavn") == ["påmelding dialyse Harstad.xlsx"]
    assert texts(entry, "dokumentobjekt/variantformat/kode") == ["P"]
    assert texts(entry, "dokumentobjekt/format/kode") == ["XLSX"]
    assert texts(entry, "dokumentbeskrivelse/skjerming/tilgangsrestriksjon/kode") == ["XX"]
    assert (texts(entry, "mottattDato"), texts(entry, "journaldato")) == (["2025-04-23T12:00:00+02:00"], ["2025-04-23"])


def test_copies_of_one_form_are_one_entry_and_a_withdrawal_says_what_it_is(workspace, base):
    kull(workspace, "archive")
    assert [name for name in packages(base) if "-UNN-1-" in name and "k1" in name] == []
    assert texts(entry_of(only(base, "UNN-11-v2")), "tittel")[-1] == "Påmelding til Tørn kull 2 trukket – UNN-11-v2"
    assert texts(entry_of(only(base, "-UNN-2-v1-")), "tittel")[-1] == "Påmelding til Tørn kull 2 – UNN-2-v1"


def test_a_trust_that_is_not_on_the_list_is_named_as_the_form_names_it(workspace, base):
    put_state(workspace, LetterState.APPROVED, lambda letter: letter.registration == "UKJENT-1")
    kull(workspace, "archive")
    for name in ("UKJENT-1-mangelbrev", "-UKJENT-1-"):
        folder = next(folder for one, folder in sorted(packages(base).items()) if name in one)
        (their_name, _) = texts(entry_of(folder), "korrespondansepartNavn")
        assert their_name
        assert texts(entry_of(folder), "organisasjonid") == ["883658752"]


def test_programme_and_forms_go_with_the_invitation_and_the_return_form_with_what_is_missing(workspace, base):
    put_state(workspace, LetterState.HANDED_OVER, kind_is(LetterKind.INVITATION, LetterKind.MISSING))
    kull(workspace, "archive")
    entry = entry_of(only(base, "-FIN-invitasjon-"))
    assert texts(entry, "tilknyttetRegistreringSom/kode") == ["H", "V", "V", "V"]
    names = texts(entry, "filnavn")
    assert names[:2] == ["FIN-invitasjon.docx", "FIN-program.docx"]
    assert [Path(name).suffix for name in names[2:]] == [".docx", ".pdf"]
    assert [name for name in packages(base) if "program" in name] == []
    assert texts(entry_of(only(base, "UNN-9-mangelbrev")), "filnavn") == ["UNN-9-mangelbrev.docx", "UNN-9-svarskjema.docx"]
    assert texts(entry, "korrespondanseparttype/kode") == ["EM", "EK", "EK", "IA"]
    assert texts(entry, "journalstatus/kode") == ["E"]


def test_a_second_run_writes_nothing_and_a_deleted_outbox_comes_back_byte_for_byte(workspace, base):
    put_state(workspace, LetterState.APPROVED, kind_is(LetterKind.PLACE))
    kull(workspace, "archive")
    before, manifest = everything(base), (workspace / "outbox/manifest.json").read_bytes()
    said = kull(workspace, "archive")
    assert "0 written, 51 unchanged, 0 removed" in said.out
    assert (everything(base), (workspace / "outbox/manifest.json").read_bytes()) == (before, manifest)
    shutil.rmtree(base)
    kull(workspace, "archive")
    assert {path: data for path, (data, _) in everything(base).items()} == {path: data for path, (data, _) in before.items()}


def test_the_outbox_lists_the_packages_among_its_products(workspace, base):
    kull(workspace, "archive")
    listed = json.loads((workspace / "outbox/manifest.json").read_bytes())["products"]
    products = {one["path"]: one["sha256"] for one in listed if one["step"] == "archive"}
    there = {file.relative_to(base).as_posix(): sha(file) for file in base.rglob("*") if file.is_file()}
    assert products == {f"archive/{CASE}/{path}": sha256 for path, sha256 in there.items()}


def test_another_folder_gets_the_same_packages_and_a_dry_run_writes_nothing(workspace, base, tmp_path):
    before = everything(workspace)
    shown = kull(workspace, "archive", "--dry-run")
    assert (shown.status, everything(workspace)) == (0, before)
    assert "36 to be written" in shown.out
    kull(workspace, "archive", "--out", str(tmp_path / "til-arkivet"))
    assert not base.exists()
    kull(workspace, "archive")
    there = {path: data for path, (data, _) in everything(tmp_path / "til-arkivet" / CASE).items()}
    assert there == {path: data for path, (data, _) in everything(base).items()}


def test_drafts_are_packed_when_asked_for_marked_and_taken_away_again(workspace, base):
    kull(workspace, "archive")
    before = everything(base)
    kull(workspace, "archive", "--drafts")
    drafts = {name: folder for name, folder in packages(base).items() if name.startswith("utkast/")}
    letters = json.loads(kull(workspace, "export").out)["letters"]
    assert len(drafts) == len([letter for letter in letters if letter["kind"] != "programme"])
    assert [line for folder in drafts.values() for line in faults((folder / "arkivmelding.xml").read_bytes())] == []
    for folder in drafts.values():
        entry = entry_of(folder)
        assert (texts(entry, "journalstatus/kode"), set(texts(entry, "dokumentstatus/kode"))) == (["R"], {"B"})
        assert texts(entry, "tittel")[-1].startswith("UTKAST: ")
    kull(workspace, "archive")
    assert {path: data for path, (data, _) in everything(base).items()} == {path: data for path, (data, _) in before.items()}
    assert not (base / "utkast").exists()


def test_a_letter_that_was_handed_over_is_packed_once_and_stays_when_it_is_replaced(workspace, base):
    one = lambda letter: letter.path.endswith("UNN-1-tilbud-om-plass.docx")  # noqa: E731 - a name says no more
    put_state(workspace, LetterState.HANDED_OVER, one)
    kull(workspace, "archive")
    package = only(base, "UNN-1-tilbud")
    before = everything(package)
    (workspace / "outbox/letters/place/UNN-1-tilbud-om-plass.docx").write_bytes(b"another letter")
    assert kull(workspace, "archive").status == 0
    put_state(workspace, LetterState.SUPERSEDED, one)
    said = kull(workspace, "archive")
    assert (said.status, everything(package)) == (0, before)
    assert "the packages stay: 1" in said.out
    assert package.name in said.out
    listed = packing_list(base)
    assert [one["path"] for one in listed["left_out"] if "UNN-1-tilbud" in one["path"]] == []


def test_a_letter_that_nobody_knows_was_sent_waits(workspace, base):
    put_state(workspace, LetterState.UNKNOWN, lambda letter: letter.path.endswith("UNN-1-tilbud-om-plass.docx"))
    said = kull(workspace, "archive")
    assert (said.status, "nobody knows" in said.out) == (1, True)
    assert [name for name in packages(base) if name.startswith("U")] == []
    assert [one["reason"] for one in packing_list(base)["left_out"] if "UNN-1-tilbud" in one["path"]] == ["unknown"]


def test_a_letter_that_was_changed_by_hand_is_not_packed_and_is_named(workspace, base):
    put_state(workspace, LetterState.APPROVED, kind_is(LetterKind.RESERVE))
    changed = workspace / "outbox/letters/reserve/FIN-4-reserveplass.docx"
    changed.write_bytes(changed.read_bytes() + b" ")
    said = kull(workspace, "archive")
    assert (said.status, "FIN-4-reserveplass.docx was changed" in said.out) == (1, True)
    assert len([name for name in packages(base) if name.startswith("U")]) == 7
    reasons = {one["path"]: one["reason"] for one in packing_list(base)["left_out"]}
    assert reasons["outbox/letters/reserve/FIN-4-reserveplass.docx"] == "file_changed"


def test_a_form_that_is_gone_is_named_unless_it_was_packed_before(workspace, base):
    form = next((workspace / "inbox").rglob("påmelding dialyse Harstad.xlsx"))
    content = form.read_bytes()
    form.unlink()
    assert kull(workspace, "archive").status == 1
    assert "file_gone" in {one["reason"] for one in packing_list(base)["left_out"]}
    (form.parent / "nytt navn.xlsx").write_bytes(content)
    kull(workspace, "intake")
    assert kull(workspace, "archive").status == 0


def test_a_missing_return_form_keeps_its_letter_out(workspace, base):
    put_state(workspace, LetterState.APPROVED, kind_is(LetterKind.MISSING))
    (workspace / "outbox/letters/missing/UNN-9-svarskjema.docx").unlink()
    said = kull(workspace, "archive")
    assert (said.status, "UNN-9-svarskjema.docx goes with the letter" in said.out) == (1, True)
    assert [name for name in packages(base) if "UNN-9-mangelbrev" in name] == []


def test_without_pdfs_the_word_letters_are_packed_and_the_missing_format_is_told(workspace, base):
    put_state(workspace, LetterState.APPROVED, kind_is(LetterKind.RESERVE))
    said = kull(workspace, "archive")
    assert (said.status, "FORMAT IS MISSING for 8 letters" in said.out) == (1, True)
    assert texts(entry_of(only(base, "FIN-4-reserveplass")), "variantformat/kode") == ["P"]


@needs_soffice
def test_with_pdfs_both_formats_are_packed_and_each_pdf_was_checked(with_pdfs, base):
    put_state(with_pdfs, LetterState.APPROVED, kind_is(LetterKind.RESERVE))
    assert kull(with_pdfs, "archive").status == 0
    folder = only(base, "FIN-4-reserveplass")
    entry = entry_of(folder)
    assert texts(entry, "variantformat/kode") == ["A", "P"]
    assert texts(entry, "format/kode") == ["RA-PDF", "DOCX"]
    assert texts(entry, "referanseDokumentfil") == ["FIN-4-reserveplass.pdf", "FIN-4-reserveplass.docx"]
    pdf, docx = ((folder / f"FIN-4-reserveplass.{suffix}").read_bytes() for suffix in ("pdf", "docx"))
    assert unfit(pdf, docx, "nb-NO") is None
    assert disagreements(folder) == []
    assert faults((folder / "arkivmelding.xml").read_bytes()) == []


@needs_soffice
def test_a_letter_that_was_packed_in_word_gets_its_pdf_in_the_same_package(with_pdfs, base):
    put_state(with_pdfs, LetterState.APPROVED, kind_is(LetterKind.RESERVE))
    pdf = with_pdfs / "outbox/letters/reserve/FIN-4-reserveplass.pdf"
    kept = with_pdfs / "kept.pdf"
    with closing(sqlite3.connect(with_pdfs / ".kull/ledger.sqlite")) as ledger, ledger:
        (row,) = ledger.execute("SELECT * FROM products WHERE path LIKE '%FIN-4-reserveplass.pdf'")
        ledger.execute("DELETE FROM products WHERE path LIKE '%FIN-4-reserveplass.pdf'")
    pdf.rename(kept)
    assert kull(with_pdfs, "archive").status == 1
    folder = only(base, "FIN-4-reserveplass")
    assert texts(entry_of(folder), "format/kode") == ["DOCX"]
    kept.rename(pdf)
    with closing(sqlite3.connect(with_pdfs / ".kull/ledger.sqlite")) as ledger, ledger:
        ledger.execute(f"INSERT INTO products VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - marks alone
    assert kull(with_pdfs, "archive").status == 0
    assert only(base, "FIN-4-reserveplass") == folder
    assert (texts(entry_of(folder), "format/kode"), disagreements(folder)) == (["RA-PDF", "DOCX"], [])


@needs_soffice
def test_a_pdf_that_does_not_meet_the_standards_is_not_packed(with_pdfs, base):
    put_state(with_pdfs, LetterState.APPROVED, kind_is(LetterKind.RESERVE))
    pdf = with_pdfs / "outbox/letters/reserve/FIN-4-reserveplass.pdf"
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        del document.Root.StructTreeRoot
        del document.Root.Metadata
        document.save(pdf)
    with closing(sqlite3.connect(with_pdfs / ".kull/ledger.sqlite")) as ledger, ledger:
        # As if kull had made it so.
        ledger.execute("UPDATE products SET sha256 = ? WHERE path LIKE '%FIN-4-reserveplass.pdf'", (sha(pdf),))
    said = kull(with_pdfs, "archive")
    assert (said.status, "does not meet" in said.out, "PDF/A-2" in said.out) == (1, True, True)
    assert [name for name in packages(base) if "FIN-4-reserveplass" in name] == []
    assert len([name for name in packages(base) if name.startswith("U")]) == 7


def test_what_was_changed_in_a_package_is_kept_and_made_whole_again(workspace, base):
    kull(workspace, "archive")
    message = only(base, "-UNN-3-") / "arkivmelding.xml"
    sound = message.read_bytes()
    message.write_bytes(b"<changed/>")
    said = kull(workspace, "archive")
    assert (message.read_bytes(), "changed by hand" in said.out) == (sound, True)
    assert [file.read_bytes() for file in (workspace / ".kull/kept").iterdir()] == [b"<changed/>"]


def test_a_packing_list_that_cannot_be_read_stops_everything(workspace, base):
    kull(workspace, "archive")
    (base / "pakkeliste.json").write_bytes(b"{")
    before = everything(base)
    said = kull(workspace, "archive")
    assert (said.status, "packing list" in said.err, everything(base)) == (3, True, before)


def test_two_entries_never_share_an_id(workspace, base):
    kull(workspace, "archive", "--drafts")
    ids = [one for folder in packages(base).values() for one in texts(entry_of(folder), "systemID")]
    assert len(ids) == len(set(ids))


def test_a_run_that_is_killed_leaves_only_whole_packages_and_the_next_one_makes_up_for_it(workspace, base):
    environment = os.environ | {"KULL_NOW": "2025-05-06T09:00"}
    command = [sys.executable, "-m", "pipeline", "--workspace", str(workspace), "archive", "--drafts"]
    for wait in (1, 30, 60):  # packages that stand before it is killed
        running = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while running.poll() is None and len(packages(base)) < wait:
            time.sleep(0.002)
        running.kill()
        running.wait()
        assert [line for folder in packages(base).values() for line in disagreements(folder)] == []
    kull(workspace, "archive", "--drafts")
    made_up = {path: data for path, (data, _) in everything(base).items()}
    assert not [path for path in made_up if ".kull-new" in path]
    shutil.rmtree(base)
    kull(workspace, "archive", "--drafts")
    assert made_up == {path: data for path, (data, _) in everything(base).items()}
