"""Each command by what it writes, says and ends with."""

import contextlib
import json
import re
import shutil
import sqlite3

import pytest
from cli_workspace import contents, everything, form

from pipeline.programme.workspace import Workspace


def exported(call, folder, lang="en"):
    done = call(folder, "export", lang=lang)
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out)


def outcome(document):
    return {one["id"]: one["status"] for one in document["registrations"]}


def test_intake_reads_everything_and_loses_nothing(call, folder):
    done = call(folder, "intake")
    assert (done.status, done.err) == (0, "")
    document = exported(call, folder)
    known = {one["source"]["path"] for one in document["registrations"]} | {one["path"] for one in document["quarantine"]}
    assert known == {f"inbox/2025-04-28/{file.name}" for file in (folder / "inbox/2025-04-28").iterdir()}
    assert outcome(document) == {"UNN-1": "complete", "UNN-2": "complete", "UNN-3": "complete", "UNN-4": "incomplete"}
    assert sorted(one["reason"] for one in document["quarantine"]) == ["damaged", "unsupported"]


def test_intake_says_what_it_did_and_what_comes_next(call, folder):
    said = call(folder, "intake").out
    for words in (
        "Files in the inbox: 6. Read now: 6, unchanged: 0.",
        "Set aside: 2",
        "inbox/2025-04-28/skadet.docx",
        "UNN-4:",
    ):
        assert words in said


def test_the_received_time_is_that_of_the_folder(call, folder):
    call(folder, "intake")
    assert {one["source"]["received"] for one in exported(call, folder)["registrations"]} == {"2025-04-28T12:00:00+02:00"}


def test_the_export_has_the_keys_of_the_contract(call, done):
    document = exported(call, done)
    assert list(document) == ["schema", "programme", "registrations", "quarantine", "plan", "letters", "forms"]
    (first, *_) = document["registrations"]
    assert set(first) >= {"id", "status", "late", "source", "values", "provenance", "findings"}
    assert list(first["values"]) == [
        "trust", "unit", "place", "title", "priority", "problem", "goal", "baseline", "challenges", "contact", "members",
        "adviser", "commitments", "binding", "language",
    ]  # fmt: skip
    assert first["values"]["members"][1] == {
        "name": "Person B1y",
        "title": None,
        "role": "union_rep",
        "profession": "lege",
        "email": "person1.2@unn.example",
        "phone": "+4790000013",
        "trained_agent": False,
    }
    assert document["plan"]["approved_by"] is None
    assert {letter["state"] for letter in document["letters"]} == {"draft"}
    assert all((done / letter["path"]).is_file() for letter in document["letters"])


def test_a_second_run_of_everything_changes_no_byte_and_no_time(call, done):
    before = everything(done / "outbox")
    assert [call(done, step).status for step in ("intake", "plan", "letters")] == [0, 0, 0]
    assert everything(done / "outbox") == before


def test_an_outbox_that_was_deleted_is_made_again_byte_for_byte(call, done):
    before = contents(done / "outbox")
    shutil.rmtree(done / "outbox")
    assert [call(done, step).status for step in ("intake", "letters")] == [0, 0]
    assert contents(done / "outbox") == before


def test_letters_keep_the_day_on_which_they_were_first_written(call, done, monkeypatch):
    before = contents(done / "outbox/letters")
    monkeypatch.setenv("KULL_NOW", "2025-05-06T10:00:00+02:00")
    assert call(done, "letters").status == 0
    after = contents(done / "outbox/letters")
    assert after == before


def test_answers_after_the_promised_day_are_written_only_when_that_is_asked_for(call, folder, monkeypatch):
    programme = folder / "programme.toml"
    lines = programme.read_text(encoding="utf-8").splitlines(keepends=True)
    programme.write_text("".join(line for line in lines if not line.startswith("answer = ")), encoding="utf-8")
    monkeypatch.setenv("KULL_NOW", "2025-05-12T10:00:00+02:00")
    assert [call(folder, step).status for step in ("intake", "plan")] == [0, 0]
    refused = call(folder, "letters", "--no-pdf")
    assert (refused.status, "12.05.2025" in refused.err, "09.05.2025" in refused.err) == (2, True, True)
    assert not (folder / "outbox/letters").exists()
    assert [call(folder, "letters", "--no-pdf", *late).status for late in (["--kind", "receipt"], ["--late"], [])] == [0, 0, 0]
    said = call(folder, "status").out
    assert "Not answered yet: 4 teams (UNN-1, UNN-2, UNN-3, UNN-4)." in said
    assert "The day by which everybody is to have an answer has passed." in said


def test_a_letter_that_is_no_longer_called_for_is_taken_back(call, done):
    missing = done / "outbox/letters/missing/UNN-4-mangelbrev.docx"
    assert missing.is_file()
    (done / "inbox/2025-04-28/rettet.docx").write_bytes(form(4))
    assert [call(done, step).status for step in ("intake", "letters")] == [0, 0]
    states = {letter["path"]: letter["state"] for letter in exported(call, done)["letters"]}
    assert (missing.exists(), states["outbox/letters/missing/UNN-4-mangelbrev.docx"]) == (False, "superseded")


def test_a_letter_that_somebody_changed_is_kept_before_it_is_written_again(call, done):
    letter = done / "outbox/letters/place/UNN-1-tilbud-om-plass.docx"
    letter.write_bytes(b"changed by hand")
    said = call(done, "letters").out
    (copy,) = (done / ".kull/kept").iterdir()
    assert (copy.read_bytes(), str(copy) in said, letter.read_bytes() != b"changed by hand") == (b"changed by hand", True, True)


def test_a_file_that_is_removed_leaves_its_registration_and_says_so(call, done):
    (done / "inbox/2025-04-28/team-1.docx").unlink()
    said = call(done, "intake").out
    document = exported(call, done)
    (first,) = [one for one in document["registrations"] if one["id"] == "UNN-1"]
    assert "No longer in the inbox: 1" in said
    assert [(one["rule"], one["severity"]) for one in first["findings"]] == [("file.removed", "info")]


def test_a_file_that_is_moved_stays_the_same_and_is_no_later_for_it(call, done):
    (done / "inbox/behandlet").mkdir()
    (done / "inbox/2025-04-28/team-1.docx").rename(done / "inbox/behandlet/team-1.docx")
    call(done, "intake")
    (first,) = [one for one in exported(call, done)["registrations"] if one["id"] == "UNN-1"]
    source = first["source"]
    assert (source["path"], source["received"], first["late"]) == (
        "inbox/behandlet/team-1.docx",
        "2025-04-28T12:00:00+02:00",
        False,
    )


def test_a_file_that_is_replaced_by_one_of_another_team_is_put_up_for_review(call, done):
    (done / "inbox/2025-04-28/team-1.docx").write_bytes(form(9))
    call(done, "intake")
    document = exported(call, done)
    assert outcome(document)["UNN-9"] in {"complete", "needs_review"}
    (first,) = [one for one in document["registrations"] if one["id"] == "UNN-1"]
    assert ("file.removed", "review") in {(one["rule"], one["severity"]) for one in first["findings"]}


def test_a_set_aside_file_that_is_removed_is_gone_from_the_list(call, done):
    (done / "inbox/2025-04-28/brev.txt").unlink()
    call(done, "intake")
    assert [one["path"] for one in exported(call, done)["quarantine"]] == ["inbox/2025-04-28/skadet.docx"]


def test_an_inbox_elsewhere_is_read_and_the_first_one_is_not_forgotten(call, done, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "ny.docx").write_bytes(form(5))
    assert call(done, "intake", "--inbox", str(elsewhere)).status == 0
    registrations = {one["id"]: one for one in exported(call, done)["registrations"]}
    assert registrations["UNN-5"]["source"]["path"] == (elsewhere / "ny.docx").as_posix()
    assert registrations["UNN-1"]["findings"] == []


def test_an_inbox_that_is_not_there_is_an_error(call, done, tmp_path):
    assert call(done, "intake", "--inbox", str(tmp_path / "nowhere")).status == 2
    (done / "inbox").rename(done / "borte")
    failed = call(done, "intake")
    assert (failed.status, "There is no folder" in failed.err) == (2, True)


def test_the_plan_is_printed_and_approved_by_its_hash(call, done):
    (done / "inbox/2025-04-28/mangler.docx").unlink()
    said = call(done, "plan").out
    (short,) = set(re.findall(r"--approve ([0-9a-f]{12})", said))
    approved = call(done, "plan", "--approve", short, "--by", "Kari Beslutter")
    assert (approved.status, "Kari Beslutter" in approved.out) == (0, True)
    plan = exported(call, done)["plan"]
    assert (plan["hash"][:12], plan["approved_by"]) == (short, "Kari Beslutter")


def test_an_approved_plan_stands_when_the_register_changes_and_that_is_said(call, done):
    short = re.findall(r"--approve ([0-9a-f]{12})", call(done, "plan").out)[0]
    call(done, "plan", "--approve", short, "--by", "Kari Beslutter")
    (done / "inbox/2025-04-28/rettet.docx").write_bytes(form(4))
    assert "has changed since plan" in call(done, "intake").out
    plan = exported(call, done)["plan"]
    assert (plan["hash"][:12], plan["approved_by"]) == (short, "Kari Beslutter")
    assert "has changed since plan" in call(done, "letters").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--approve", "000000000000", "--by", "Kari"),
        ("plan", "--by", "Kari"),
        ("plan", "--seed", "ANNET"),
        ("why", "UNN-77"),
        ("why", "UNN-1", "skostørrelse"),
        ("letters", "--kind", "poem"),
        ("nothing",),
        ("intake", "--nothing"),
        (),
    ],
    ids=" ".join,
)
def test_what_cannot_be_ends_with_2_and_changes_nothing(call, done, arguments):
    before = everything(done / "outbox")
    failed = call(done, *arguments)
    assert (failed.status, everything(done / "outbox")) == (2, before)
    assert failed.err or not arguments


def test_a_wrong_programme_file_ends_with_3_names_the_fault_and_writes_nothing(call, folder):
    file = folder / "programme.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("capacity = 15", 'capacity = "femten"'), encoding="utf-8")
    for command in ("intake", "plan", "letters", "forms", "invite", "remind", "status", "export"):
        failed = call(folder, command)
        assert (failed.status, "cohort.capacity = «femten»" in failed.err) == (3, True)
    assert not (folder / "outbox").exists()


def test_a_wrong_template_ends_with_3_and_no_letter_is_written(call, done):
    before = contents(done / "outbox/letters")
    templates = Workspace(done).templates
    templates.mkdir()
    (templates / "kvittering.nb.docx").write_bytes(b"no Word file")
    failed = call(done, "letters")
    assert (failed.status, "kvittering.nb.docx" in failed.err, contents(done / "outbox/letters")) == (3, True, before)
    assert call(done, "check").status == 1


def test_a_wrong_report_template_ends_with_3_before_anything_is_read(call, folder):
    templates = Workspace(folder).templates
    templates.mkdir()
    (templates / "report.html").write_text("{% for %}", encoding="utf-8")
    failed = call(folder, "intake")
    assert (failed.status, "templates/report.html" in failed.err, exported(call, folder)["registrations"]) == (3, True, [])
    assert call(folder, "check").status == 1


def test_check_ends_with_0_when_there_are_warnings_only(call, folder):
    checked = call(folder, "check")
    assert (checked.status, "dates.deadline" in checked.out) == (0, True)


def test_check_ends_with_1_and_names_every_fault(call, folder):
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8").replace("capacity = 15", "capacity = 0")
    file.write_text(text.replace("[cohort]", "[cohort]\ncolour = 1"), encoding="utf-8")
    checked = call(folder, "check")
    assert (checked.status, "cohort.capacity" in checked.out, "cohort.colour" in checked.out) == (1, True, True)


def test_status_tells_the_days_and_strict_ends_with_1_when_something_is_open(call, done):
    said = call(done, "status")
    assert (said.status, "01.05.2025 (1. mai), 2 days ago" in said.out, "in 6 days (5 working days)" in said.out) == (
        0,
        True,
        True,
    )
    assert call(done, "status", "--strict").status == 1


def test_why_follows_a_field_back_to_the_words_and_the_place(call, done):
    said = call(done, "why", "unn-1 title")
    assert said.status == 0
    for words in ("«Kortere ventetid 1»", "inbox/2025-04-28/team-1.docx", "certainty"):
        assert words in said.out


def test_why_follows_a_letter_back_to_plan_template_and_file(call, done):
    said = call(done, "why", "outbox/letters/place/UNN-1-tilbud-om-plass.docx").out
    for words in ("tilbud-om-plass.nb.docx", "inbox/2025-04-28/team-1.docx", exported(call, done)["plan"]["hash"][:12]):
        assert words in said


def test_why_tells_what_became_of_a_file(call, done):
    assert "was set aside" in call(done, "why", "skadet.docx").out
    assert "UNN-1" in call(done, "why", "inbox/2025-04-28/team-1.docx").out


def test_a_new_workspace_holds_the_example_and_overwrites_nothing(call, tmp_path, folder):
    there = tmp_path / "ny"
    assert call(folder, "new", str(there), "--example").status == 0
    assert {path.name for path in there.iterdir()} >= {"programme.toml", "recipients.xlsx", "inbox", "templates"}
    before = everything(there)
    assert (call(folder, "new", str(there), "--example").status, everything(there)) == (2, before)


def test_an_empty_workspace_begins_with_nothing_in_its_inbox(call, tmp_path, folder):
    there = tmp_path / "ny"
    assert call(folder, "new", str(there)).status == 0
    assert (list((there / "inbox").iterdir()), call(there, "check").status, call(there, "intake").status) == ([], 0, 0)
    assert call(there, "plan").status == 0


def test_forms_are_written_in_both_languages(call, folder):
    assert call(folder, "forms").status == 0
    names = {file.name for file in (folder / "outbox/forms").iterdir()}
    assert names >= {
        f"pameldingsskjema-{language}.{suffix}" for language in ("bokmal", "nynorsk") for suffix in ("docx", "xlsx")
    }


def test_invitations_and_reminders(call, folder, monkeypatch):
    monkeypatch.setenv("KULL_NOW", "2025-04-20T10:00:00+02:00")
    assert [call(folder, step).status for step in ("invite", "intake", "remind")] == [0, 0, 0]
    kinds = {letter["kind"] for letter in exported(call, folder)["letters"]}
    assert kinds == {"invitation", "programme", "reminder"}


def test_it_speaks_norwegian_unless_asked_not_to(call, done):
    assert "Påmeldinger" in call(done, "status", lang="nb").out
    assert "Registrations" in call(done, "status", lang="en").out


def test_a_cache_that_is_damaged_or_gone_costs_time_and_nothing_else(call, done):
    before = call(done, "export").out
    cache = done / ".kull/cache/register.json"
    cache.write_bytes(cache.read_bytes()[:-10])
    assert call(done, "export").out == before
    shutil.rmtree(cache.parent)
    assert call(done, "export").out == before


def test_a_defect_ends_with_70_and_names_a_log_with_the_traceback_and_no_identity_number(call, done):
    shutil.rmtree(done / ".kull/cache")
    with contextlib.closing(sqlite3.connect(done / ".kull/ledger.sqlite")) as ledger:
        ledger.execute("UPDATE readings SET reading = '{'")
        ledger.commit()
    failed = call(done, "why", "15899012345")
    (log,) = (done / ".kull/logs").iterdir()
    written = log.read_text(encoding="utf-8")
    assert (failed.status, str(log) in failed.err, "Traceback" in failed.err) == (70, True, False)
    assert ("Traceback" in written, "15899012345" in written) == (True, False)


def test_a_ledger_that_is_no_ledger_ends_with_3_and_says_what_to_do(call, done):
    for file in (done / ".kull").glob("ledger.sqlite*"):
        file.write_bytes(b"this is no database at all" * 100)
    failed = call(done, "status")
    assert (failed.status, "kull intake" in failed.err) == (3, True)
