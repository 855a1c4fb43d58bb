"""The PDF beside each Word letter: made once, made up for, never of another letter than the one beside it."""

import json
import stat

import pytest
from cli_workspace import everything, form

from pipeline import soffice


@pytest.fixture
def office(tmp_path, monkeypatch):
    """LibreOffice behind a program that counts the letters it is given, and makes none while there is a file `broken`."""
    real = soffice.find_soffice()
    if real is None:
        pytest.skip("LibreOffice is not installed, so no PDF can be made")
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"""#!/bin/sh
test -e {tmp_path}/broken && exit 1
for file; do case $file in *.docx) echo x >> {tmp_path}/made;; esac; done
exec {real} "$@"
"""
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return tmp_path


@pytest.fixture
def no_office(monkeypatch, tmp_path):
    """A machine without LibreOffice, as far as the program looks for it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_USUAL_PLACES", ())  # it is looked for where it usually is, too


def letters(folder, suffix):
    """Every letter in the outbox with that ending; return forms lie beside them, and are no letters."""
    outbox = folder / "outbox"
    made = {path for path, one in products(folder).items() if one["step"] in {"letters", "pdf"} and (outbox / path).is_file()}
    assert made >= {file.relative_to(outbox).as_posix() for file in outbox.glob("letters/*/*.pdf")}
    return {path.removesuffix(suffix) for path in made if path.endswith(suffix)}


def conversions(office):
    made = office / "made"
    return len(made.read_text().splitlines()) if made.exists() else 0


def products(folder):
    listed = json.loads((folder / "outbox/manifest.json").read_bytes())["products"]
    return {one["path"]: one for one in listed}


@pytest.mark.usefixtures("office")
def test_a_pdf_stands_beside_every_word_letter(call, done):
    said = call(done, "letters", "--pdf")
    assert (said.status, letters(done, ".pdf")) == (0, letters(done, ".docx"))
    assert f"PDFs: {len(letters(done, '.docx'))} written" in said.out


@pytest.mark.usefixtures("office")
def test_manifest_and_export_say_what_each_pdf_was_made_of(call, done):
    call(done, "letters", "--pdf")
    listed, exported = products(done), json.loads(call(done, "export").out)["letters"]
    for letter in exported:
        docx = letter["path"].removeprefix("outbox/")
        pdf = docx.removesuffix(".docx") + ".pdf"
        assert letter["pdf"] == {"path": f"outbox/{pdf}", "sha256": listed[pdf]["sha256"]}
        assert listed[pdf]["made_from"] == [f"{docx} sha256:{letter['sha256']}"]


def test_an_unchanged_letter_is_not_converted_again(call, done, office):
    call(done, "letters", "--pdf")
    before, made = everything(done / "outbox"), conversions(office)
    assert call(done, "letters", "--pdf").status == 0
    assert (everything(done / "outbox"), conversions(office)) == (before, made)


def test_a_pdf_that_was_deleted_or_changed_is_made_again_alone(call, done, office):
    call(done, "letters", "--pdf")
    before, made = everything(done / "outbox"), conversions(office)
    first, second, *_ = sorted((done / "outbox").glob("letters/*/*.pdf"))
    first.unlink()
    second.write_bytes(b"somebody wrote on it")
    said = call(done, "letters", "--pdf")
    assert {path: data for path, (data, _) in everything(done / "outbox").items()} == {p: d for p, (d, _) in before.items()}
    assert conversions(office) - made == 2
    assert f"outbox/{second.relative_to(done / 'outbox').as_posix()} had been changed by hand" in said.out


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("option", ["--pdf", "--no-pdf"])
def test_no_pdf_of_an_earlier_letter_stays_beside_a_new_one(call, done, option):
    call(done, "letters", "--pdf")
    old = products(done)
    (done / "inbox/2025-04-28/mangler.docx").write_bytes(form(4, adviser_name="Ny Veileder", adviser_email="ny@unn.example"))
    (done / "inbox/2025-04-28/team-3.docx").write_bytes(form(3, title="Et nytt navn"))
    assert [call(done, "intake").status, call(done, "letters", option).status] == [0, 0]
    new = products(done)
    changed = {path for path, one in new.items() if path.endswith(".docx") and one["sha256"] != old.get(path, one)["sha256"]}
    assert changed
    beside = {path.removesuffix(".docx") + ".pdf" for path in changed}
    there = {path for path in new if path in beside and (done / "outbox" / path).is_file()}
    assert there == (beside if option == "--pdf" else set())
    assert letters(done, ".pdf") <= letters(done, ".docx")
    for path in there:
        docx = path.removesuffix(".pdf") + ".docx"
        assert new[path]["made_from"] == [f"{docx} sha256:{new[docx]['sha256']}"]


def test_a_pdf_that_failed_is_named_and_made_up_for(call, done, office):
    (office / "broken").touch()
    failed = call(done, "letters", "--pdf")
    assert failed.status == 1
    assert all(f"NO PDF: {path}.pdf" in failed.out for path in letters(done, ".docx"))
    (office / "broken").unlink()
    assert call(done, "letters", "--pdf").status == 0
    assert letters(done, ".pdf") == letters(done, ".docx")


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_every_word_letter_is_written_and_it_is_said_once(call, done, monkeypatch):
    monkeypatch.delenv("KULL_LETTERS_PDF")
    written = letters(done, ".docx")
    for file in (done / "outbox").glob("letters/*/*"):
        file.unlink()
    said = call(done, "letters")
    assert (said.status, letters(done, ".docx"), letters(done, ".pdf")) == (0, written, set())
    assert said.out.count("LibreOffice") == 1


@pytest.mark.usefixtures("no_office")
def test_pdfs_asked_for_by_name_that_nothing_can_make_end_with_5_after_the_word_letters(call, done):
    written = letters(done, ".docx")
    for file in (done / "outbox").glob("letters/*/*"):
        file.unlink()
    said = call(done, "letters", "--pdf")
    assert (said.status, letters(done, ".docx"), said.err.count("LibreOffice")) == (5, written, 1)


@pytest.mark.usefixtures("office")
def test_reminders_come_as_pdf_too(call, done, monkeypatch):
    monkeypatch.setenv("KULL_NOW", "2025-04-29T10:00:00+02:00")
    assert call(done, "remind", "--pdf").status == 0
    written = {file.stem for file in (done / "outbox/letters/reminder").glob("*.docx")}
    assert written
    assert {file.stem for file in (done / "outbox/letters/reminder").glob("*.pdf")} == written


@pytest.mark.soak
@pytest.mark.skipif(soffice.find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")
def test_every_letter_of_a_workspace_keeps_both_standards(call, done):
    import page

    assert call(done, "letters", "--pdf").status == 0
    profiles = (page.ValidationProfile.PDF_A_2U, page.ValidationProfile.PDF_UA_1)
    reports = [page.validate_pdf(str(file), profile=one) for file in (done / "outbox").rglob("*.pdf") for one in profiles]
    assert [list(report.failures) for report in reports if not report.is_compliant] == []
