"""Letters are drafts until somebody with a name approves them as they are; what differs from that is a draft again."""

import json
import re
import shutil

import pytest
from sending_cohort import form, new_workspace

RECEIPTS = {f"receipt/UNN-{number}-kvittering.docx" for number in (1, 2, 3, 4)}
PLACES = {f"place/UNN-{number}-tilbud-om-plass.docx" for number in (1, 2, 3)}
ANSWERS = PLACES | {"not_eligible/UNN-4-avslag.docx", "trust/UNN-svar-til-foretaket.docx"}
SEND = ("send", "--word", "--yes")


def of(states, kind):
    return {path: state for path, state in states.items() if path.startswith(f"{kind}/")}


def approve_plan(call, folder):
    short = re.findall(r"\b[0-9a-f]{12}\b", call(folder, "plan").said)[-1]
    done = call(folder, "plan", "--approve", short, "--by", "Ragnhild Sørvik")
    assert done.status == 0
    return done.said


def change_team_1(call, folder):
    """A newer form of the first team, under another title."""
    later = folder / "inbox/2025-05-02"
    later.mkdir(exist_ok=True)
    (later / "team-1-ny.docx").write_bytes(form(1, title="Ingen fall"))
    assert call(folder, "intake").status == 0


def heading(path):
    from docx import Document

    return next(p.text for p in Document(path).paragraphs if p.style.name.startswith(("Heading", "Title", "Overskrift")))


def test_an_approval_binds_the_letters_of_its_kind_and_no_others(call, folder, states):
    said = call(folder, "approve", "receipt", "--by", "Kari Nordli").said
    assert "Approved, as they are now: receipts 4." in said
    after = states(folder)
    assert {path for path, state in after.items() if state == "approved"} == RECEIPTS
    assert call(folder, "letters").status == 0
    assert states(folder) == after


def test_the_plans_approval_binds_the_answers(call, folder, states):
    approve_plan(call, folder)
    assert {path for path, state in states(folder).items() if state == "approved"} == ANSWERS


def test_what_is_approved_before_it_is_written_is_approved_when_it_is(call, tmp_path, states, monkeypatch):
    folder = new_workspace(tmp_path / "kull")
    file = folder / "programme.toml"
    file.write_text(re.sub(r"(?m)^answer = .*$", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    call(folder, "intake")
    assert "Not written like this yet: 5." in approve_plan(call, folder)
    monkeypatch.setenv("KULL_NOW", "2025-05-06T10:00:00+02:00")
    assert call(folder, "letters").status == 0
    assert {path for path, state in states(folder).items() if state == "approved"} == ANSWERS
    dated = {one["dated"] for one in json.loads(call(folder, "export").said)["letters"] if one["state"] == "approved"}
    assert dated == {"2025-05-03"}


def test_a_withdrawn_approval_makes_drafts_again(call, folder, states):
    call(folder, "approve", "receipt", "missing", "--by", "Kari Nordli")
    assert "Drafts again: 4." in call(folder, "approve", "receipt", "--withdraw", "--by", "Kari Nordli").said
    assert {path for path, state in states(folder).items() if state == "approved"} == {"missing/UNN-4-mangelbrev.docx"}
    call(folder, "letters")
    assert set(of(states(folder), "receipt").values()) == {"draft"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("approve", "receipt"),
        ("approve", "receipt", "--by", "  "),
        ("approve", "receipt", "--withdraw"),
        ("approve", "place", "--by", "Kari"),
        ("approve",),
        ("send", "--via", "post"),
        ("send", "--as", "sent"),
        ("send", "--resolve", "UNN-1"),
        ("send", "--resolve", "UNN-1", "--as", "sent"),
        ("send", "--resolve", "UNN-1", "--as", "sent", "--by", "Kari"),
        ("send", "--via", "smtp", "--yes"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_ends_with_2_and_changes_nothing(call, folder, states, arguments):
    before = states(folder)
    assert call(folder, *arguments).status == 2
    assert states(folder) == before


def test_a_letter_that_would_say_something_else_is_a_draft_again(call, folder, states):
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    change_team_1(call, folder)
    call(folder, "letters")
    receipts = of(states(folder), "receipt")
    assert receipts == {**dict.fromkeys(RECEIPTS, "approved"), "receipt/UNN-1-kvittering.docx": "draft"}
    assert not heading(folder / "outbox/letters/receipt/UNN-1-kvittering.docx").startswith("Korrigert")


def test_another_template_makes_drafts_of_what_has_not_left_and_leaves_what_has(call, folder, states):
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    call(folder, *SEND)
    call(folder, "approve", "missing", "--by", "Kari Nordli")
    before = {path: (folder / "outbox/letters" / path).read_bytes() for path in RECEIPTS}
    templates = folder / "templates"
    templates.mkdir()
    for name in ("kvittering.nb.docx", "mangelbrev.nb.docx"):
        other = name.replace("nb", "nn")
        from pipeline.programme.workspace import Workspace, shipped_root

        shutil.copy(Workspace(shipped_root()).templates / other, templates / name)
    assert call(folder, "letters").status == 0
    after = states(folder)
    assert (after["missing/UNN-4-mangelbrev.docx"], set(of(after, "receipt").values())) == ("draft", {"handed_over"})
    assert {path: (folder / "outbox/letters" / path).read_bytes() for path in RECEIPTS} == before


def test_a_changed_letter_that_was_handed_over_is_a_corrected_one_and_says_so(call, folder, states):
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    call(folder, *SEND)
    old = (folder / "outbox/letters/receipt/UNN-1-kvittering.docx").read_bytes()
    change_team_1(call, folder)
    said = call(folder, "letters").said
    assert "Corrected letters, in place of ones that were handed over: 1." in said
    assert states(folder)["receipt/UNN-1-kvittering.docx"] == "draft"
    assert heading(folder / "outbox/letters/receipt/UNN-1-kvittering.docx").startswith("Korrigert: ")
    assert "Corrected letters" in call(folder, "status").said
    kept = [file.read_bytes() for file in (folder / ".kull/sent/receipt").glob("UNN-1-kvittering-*.docx")]
    assert kept == [old]
    receipts = [one for one in json.loads(call(folder, "export").said)["letters"] if one["kind"] == "receipt"]
    assert [one["state"] for one in receipts if one["registration"] == "UNN-1"] == ["draft", "superseded"]
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    assert "UNN-1" in call(folder, "send", "--word").said
    assert "Mail drafts in outbox/mail: 1." in call(folder, *SEND).said
    assert "It corrects the letter of" in call(folder, "why", "receipt/UNN-1-kvittering.docx").said


def test_a_correction_is_never_dated_before_the_letter_that_it_corrects(call, folder, monkeypatch):
    approve_plan(call, folder)
    call(folder, *SEND)
    change_team_1(call, folder)
    call(folder, "letters")

    def dated():
        listed = json.loads(call(folder, "export").said)["letters"]
        return {one["state"]: one["dated"] for one in listed if one["path"].endswith("place/UNN-1-tilbud-om-plass.docx")}

    assert dated() == {"draft": "2025-05-08", "superseded": "2025-05-08"}
    monkeypatch.setenv("KULL_NOW", "2025-05-09T10:00:00+02:00")
    change_team_1(call, folder)
    (folder / "inbox/2025-05-02/team-1-ny.docx").write_bytes(form(1, title="Ingen fall i år"))
    call(folder, "intake")
    call(folder, "letters")
    assert dated() == {"draft": "2025-05-09", "superseded": "2025-05-08"}


def test_what_was_handed_over_stands_again_when_the_change_is_taken_back(call, folder, states):
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    call(folder, *SEND)
    letter = folder / "outbox/letters/receipt/UNN-2-kvittering.docx"
    old = letter.read_bytes()
    call(folder, "correct", "UNN-2", "title", "Ny tittel", "--by", "Kari", "--why", "Prøve")
    call(folder, "letters")
    assert (states(folder)["receipt/UNN-2-kvittering.docx"], letter.read_bytes() == old) == ("draft", False)
    call(folder, "correct", "--undo", "1")
    call(folder, "letters")
    assert (states(folder)["receipt/UNN-2-kvittering.docx"], letter.read_bytes() == old) == ("handed_over", True)
    assert "Nothing is ready" in call(folder, "send", "--word").said


def test_a_correction_that_goes_back_to_the_first_wording_goes_out_too(call, folder):
    """The recipient has been told something else in between."""
    for title in (None, "Ny tittel", None):
        if title:
            call(folder, "correct", "UNN-2", "title", title, "--by", "Kari", "--why", "Prøve")
        else:
            call(folder, "correct", "--undo", "1")
        call(folder, "letters")
        call(folder, "approve", "receipt", "--by", "Kari Nordli")
        said = call(folder, *SEND, "--kind", "receipt").said
        assert "outbox/mail/UNN-2-kvittering.eml" in said


def test_a_team_that_is_answered_otherwise_gets_a_corrected_answer(call, folder, states):
    approve_plan(call, folder)
    call(folder, *SEND)
    assert of(states(folder), "not_eligible") == {"not_eligible/UNN-4-avslag.docx": "handed_over"}
    call(folder, "correct", "UNN-4", "adviser.name", "Vera Moe", "--by", "Kari", "--why", "Telefon")
    call(folder, "correct", "UNN-4", "adviser.email", "vera@unn.example", "--by", "Kari", "--why", "Telefon")
    approve_plan(call, folder)
    call(folder, "letters")
    after = states(folder)
    assert (of(after, "not_eligible"), after["place/UNN-4-tilbud-om-plass.docx"]) == ({}, "approved")
    assert heading(folder / "outbox/letters/place/UNN-4-tilbud-om-plass.docx").startswith("Korrigert: ")
    assert not (folder / "outbox/letters/not_eligible/UNN-4-avslag.docx").exists()
    assert list((folder / ".kull/sent/not_eligible").glob("UNN-4-avslag-*.docx"))


def test_an_emptied_outbox_gets_what_was_handed_over_back_byte_for_byte(call, folder, states):
    call(folder, "approve", "receipt", "--by", "Kari Nordli")
    call(folder, *SEND)
    before = {path: (folder / "outbox/letters" / path).read_bytes() for path in RECEIPTS}
    shutil.rmtree(folder / "outbox")
    call(folder, "letters")
    assert {path: (folder / "outbox/letters" / path).read_bytes() for path in RECEIPTS} == before
    assert set(of(states(folder), "receipt").values()) == {"handed_over"}
    assert not (folder / "outbox/mail").exists()


def test_a_letter_that_was_handed_over_stays_when_nothing_calls_for_it_any_more(call, folder, states):
    call(folder, "approve", "missing", "--by", "Kari Nordli")
    call(folder, *SEND)
    call(folder, "correct", "UNN-4", "adviser.name", "Vera Moe", "--by", "Kari", "--why", "Telefon")
    call(folder, "correct", "UNN-4", "adviser.email", "vera@unn.example", "--by", "Kari", "--why", "Telefon")
    call(folder, "letters")
    assert states(folder)["missing/UNN-4-mangelbrev.docx"] == "handed_over"
    assert (folder / "outbox/letters/missing/UNN-4-mangelbrev.docx").is_file()


def test_what_was_handed_over_stands_again_when_its_correction_is_not_called_for_any_more(call, folder, states):
    call(folder, "approve", "missing", "--by", "Kari Nordli")
    call(folder, *SEND)
    letter = folder / "outbox/letters/missing/UNN-4-mangelbrev.docx"
    old = letter.read_bytes()
    call(folder, "correct", "UNN-4", "binding", "nei", "--by", "Kari", "--why", "Telefon")
    call(folder, "letters")
    assert (states(folder)["missing/UNN-4-mangelbrev.docx"], letter.read_bytes() == old) == ("draft", False)
    call(folder, "correct", "UNN-4", "binding", "ja", "--by", "Kari", "--why", "Telefon")
    call(folder, "correct", "UNN-4", "adviser.name", "Vera Moe", "--by", "Kari", "--why", "Telefon")
    call(folder, "correct", "UNN-4", "adviser.email", "vera@unn.example", "--by", "Kari", "--why", "Telefon")
    call(folder, "letters")
    assert (states(folder)["missing/UNN-4-mangelbrev.docx"], letter.read_bytes() == old) == ("handed_over", True)
