"""What would go and what is held back; and mails as drafts that a person sends."""

import hashlib
import json
import re
import shutil
from email import message_from_bytes
from email.policy import default

import pytest
from sending_cohort import attachments, form

from pipeline.i18n import catalogue

LOOK, SEND = ("send", "--word"), ("send", "--word", "--yes")


def drafts(folder):
    files = sorted((folder / "outbox/mail").glob("*.eml"))
    return {file.name: message_from_bytes(file.read_bytes(), policy=default) for file in files}


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def approved(call, folder):
    """The workspace with receipts and the letter on what is missing approved."""
    assert call(folder, "approve", "receipt", "missing", "--by", "Kari Nordli").status == 0
    return folder


def test_without_yes_it_only_tells_who_would_get_what(call, approved, states):
    before = states(approved)
    said = call(approved, *LOOK)
    assert said.status == 0
    for words in (
        "To be handed over: 5.",
        "Anna Berg <person1.1@unn.example>",
        "(2024/1180-15/250)",
        "UNN-4-mangelbrev.docx, UNN-4-svarskjema.docx (",
        "Held back: 5.",
        "It is approved with the plan",
        "the same command with --yes",
    ):
        assert words in said.said
    assert (states(approved), (approved / "outbox/mail").exists()) == (before, False)


def test_a_draft_opens_for_sending_and_holds_the_letter(call, approved, states):
    assert call(approved, *SEND).status == 0
    mails = drafts(approved)
    assert set(mails) == {f"UNN-{n}-kvittering.eml" for n in (1, 2, 3, 4)} | {"UNN-4-mangelbrev.eml"}
    mail = mails["UNN-1-kvittering.eml"]
    assert (mail["X-Unsent"], mail["To"], mail["From"]) == ("1", "Anna Berg <person1.1@unn.example>", None)
    assert mail["Subject"].endswith("UNN-1 (2024/1180-15/250)")
    letter = approved / "outbox/letters/receipt/UNN-1-kvittering.docx"
    assert attachments(mail) == {letter.name: sha256(letter)}
    assert set(attachments(mails["UNN-4-mangelbrev.eml"])) == {"UNN-4-mangelbrev.docx", "UNN-4-svarskjema.docx"}
    assert {state for path, state in states(approved).items() if path.startswith(("receipt/", "missing/"))} == {"handed_over"}


def test_the_mail_speaks_the_letters_language_and_names_no_role(call, approved):
    call(approved, *SEND)
    mails = drafts(approved)
    assert "Venleg helsing" in mails["UNN-2-kvittering.eml"].get_body().get_content()
    assert "Vennlig hilsen" in mails["UNN-1-kvittering.eml"].get_body().get_content()
    for file in (approved / "outbox/mail").glob("*.eml"):
        mail = drafts(approved)[file.name]
        words = f"{mail['Subject']} {mail['To']} {mail.get_body().get_content()}".casefold()
        assert not re.search(r"tillitsval|fagforening|union|tove", words)


def test_subjects_are_short_whatever_the_cohort_is_called(call, folder):
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('short_name = "Tørn kull 2"', f'short_name = "{"Læringsnettverket " * 8}"'), encoding="utf-8")
    call(folder, "letters")
    call(folder, "approve", "missing", "receipt", "--by", "Kari")
    call(folder, *SEND)
    subjects = [mail["Subject"] for mail in drafts(folder).values()]
    assert (len(subjects), max(map(len, subjects)) <= 90) == (5, True)


def test_the_same_letters_give_the_same_bytes(call, approved, tmp_path, monkeypatch):
    other = shutil.copytree(approved, tmp_path / "annet" / "kull")
    call(approved, *SEND)
    monkeypatch.setenv("KULL_NOW", "2025-05-07T11:11:00+02:00")
    assert call(other, "letters").status == 0
    call(other, *SEND)
    one, two = ({f.name: f.read_bytes() for f in (w / "outbox/mail").iterdir()} for w in (approved, other))
    assert (len(one), one) == (5, two)


def test_nothing_goes_twice(call, approved):
    call(approved, *SEND)
    before = {file: file.stat().st_mtime_ns for file in (approved / "outbox/mail").iterdir()}
    said = call(approved, *SEND)
    assert (said.status, "Mail drafts" in said.said) == (0, False)
    shutil.rmtree(approved / "outbox/mail")
    call(approved, *SEND)
    call(approved, "letters")
    assert (len(before), (approved / "outbox/mail").exists()) == (5, False)


def test_without_a_pdf_a_letter_is_held_back_unless_word_will_do(call, approved):
    said = call(approved, "send").said
    assert ("Nothing is ready" in said, "It has no PDF." in said) == (True, True)


def test_only_the_kinds_that_are_named_go(call, approved):
    call(approved, *SEND, "--kind", "missing")
    assert set(drafts(approved)) == {"UNN-4-mangelbrev.eml"}


def test_a_letter_that_would_say_something_else_now_is_held_back(call, approved):
    later = approved / "inbox/2025-05-02"
    later.mkdir()
    (later / "ny.docx").write_bytes(form(1, title="Ingen fall"))
    call(approved, "intake")
    said = call(approved, *SEND).said
    assert "It would say something else now" in said
    assert "UNN-1-kvittering.eml" not in drafts(approved)


def test_a_file_that_was_changed_by_hand_is_held_back(call, approved):
    (approved / "outbox/letters/receipt/UNN-1-kvittering.docx").write_bytes(b"changed")
    assert "is not the one that was written" in call(approved, *SEND).said
    assert "UNN-1-kvittering.eml" not in drafts(approved)


@pytest.mark.parametrize("way", ["changed", "removed"])
def test_an_attachment_that_is_not_the_one_that_was_written_holds_the_letter_back(call, approved, way):
    enclosed = approved / "outbox/letters/missing/UNN-4-svarskjema.docx"
    written = enclosed.read_bytes()
    if way == "removed":
        enclosed.unlink()
    else:
        enclosed.write_bytes(form(1))
    said = call(approved, *SEND).said
    assert "UNN-4-svarskjema.docx is not the one that was written, or is gone. Run kull letters." in said
    assert "UNN-4-mangelbrev.eml" not in drafts(approved)
    call(approved, "letters")
    call(approved, *SEND)
    assert attachments(drafts(approved)["UNN-4-mangelbrev.eml"])[enclosed.name] == hashlib.sha256(written).hexdigest()


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_blank_form_that_was_changed_holds_the_invitation_back(call, folder, suffix):
    assert call(folder, "invite").status == 0
    call(folder, "approve", "invitation", "programme", "--by", "Kari")
    (folder / f"outbox/forms/pameldingsskjema-bokmal.{suffix}").write_bytes(b"changed")
    said = call(folder, *SEND, "--kind", "invitation").said
    assert f"pameldingsskjema-bokmal.{suffix} is not the one that was written, or is gone. Run kull invite." in said
    assert "UNN-invitasjon.eml" not in drafts(folder)


def approve_plan(call, folder):
    short = re.findall(r"\b[0-9a-f]{12}\b", call(folder, "plan").said)[-1]
    assert call(folder, "plan", "--approve", short, "--by", "Kari").status == 0


def test_letters_dated_later_than_today_are_pointed_out(call, approved, monkeypatch):
    later = "dated later than today: 5."
    assert "dated later than today" not in call(approved, *LOOK).said
    approve_plan(call, approved)
    assert later in call(approved, *LOOK).said
    monkeypatch.setenv("KULL_NOW", "2025-05-08T08:00:00+02:00")
    assert "dated later than today" not in call(approved, *LOOK).said
    monkeypatch.setenv("KULL_NOW", "2025-05-07T08:00:00+02:00")
    assert later in call(approved, *SEND).said


def test_a_letter_on_what_is_missing_beside_an_answer_is_pointed_out(call, approved):
    beside = "though the team's answer is ready or gone: 1.\n  outbox/letters/missing/UNN-4-mangelbrev.docx"
    assert "the team's answer is ready or gone" not in call(approved, *LOOK).said
    approve_plan(call, approved)
    assert beside in call(approved, *LOOK).said
    call(approved, *SEND, "--kind", "not_eligible")
    assert beside in call(approved, *LOOK, "--kind", "missing").said


def test_when_nothing_is_ready_it_says_so_and_names_no_server(call, approved):
    call(approved, *SEND)
    said = call(approved, *SEND).said
    assert ("Nothing is ready to be handed over." in said, "mail server" in said) == (True, False)


def test_an_address_that_is_not_there_or_not_sure_holds_the_letter_back(call, folder):
    later = folder / "inbox/2025-05-02"
    later.mkdir()
    (later / "en.docx").write_bytes(form(1, member_1_email=""))
    (later / "tre.docx").write_bytes(form(3, member_1_email="mari.dal(a)unn"))
    call(folder, "intake")
    call(folder, "letters")
    call(folder, "approve", "receipt", "--by", "Kari")
    said = call(folder, *SEND, "--kind", "receipt").said
    assert "The form has no e-mail address. Add it: kull correct UNN-1 contact.email" in said
    assert "UNN-3" in said.partition("Held back")[2]
    assert set(drafts(folder)) == {"UNN-2-kvittering.eml", "UNN-4-kvittering.eml"}


def test_the_contact_of_the_form_goes_before_the_leader(call, folder):
    call(folder, "correct", "UNN-1", "contact.email", "kontakt@unn.example", "--by", "Kari", "--why", "Telefon")
    call(folder, "correct", "UNN-1", "contact.name", "Kåre Čáhci", "--by", "Kari", "--why", "Telefon")
    call(folder, "letters")
    call(folder, "approve", "receipt", "--by", "Kari")
    call(folder, *SEND)
    assert drafts(folder)["UNN-1-kvittering.eml"]["To"] == "Kåre Čáhci <kontakt@unn.example>"


def test_the_invitation_takes_form_and_programme_with_it(call, folder, states):
    assert call(folder, "invite").status == 0
    call(folder, "approve", "invitation", "--by", "Kari")
    assert "The invitation's programme is not there, or not approved." in call(folder, *LOOK, "--kind", "invitation").said
    call(folder, "approve", "programme", "--by", "Kari")
    call(folder, *SEND, "--kind", "invitation")
    mail = drafts(folder)["UNN-invitasjon.eml"]
    assert mail["To"].addresses[0].addr_spec.startswith("postmottak@unn")
    names = set(attachments(mail))
    assert {"UNN-invitasjon.docx", "UNN-program.docx", "pameldingsskjema-bokmal.docx"} <= names
    sent = {path: state for path, state in states(folder).items() if path.startswith(("invitation", "programme"))}
    assert set(sent.values()) == {"handed_over"}
    assert "Nothing is ready" in call(folder, *LOOK, "--kind", "programme", "--kind", "invitation").said


def test_a_corrected_programme_goes_by_itself_when_the_invitation_has_gone(call, folder):
    call(folder, "invite")
    call(folder, "approve", "invitation", "programme", "--by", "Kari")
    call(folder, *SEND)
    file = folder / "programme.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('theme = "Indikatorer"', 'theme = "Mål"', 1), encoding="utf-8")
    call(folder, "invite")
    call(folder, "approve", "programme", "--by", "Kari")
    call(folder, *SEND, "--kind", "programme")
    mail = drafts(folder)["UNN-program.eml"]
    assert (set(attachments(mail)), mail["Subject"].startswith("Korrigert: ")) == ({"UNN-program.docx"}, True)


def test_the_joint_answer_goes_to_the_trust(call, folder):
    short = re.findall(r"\b[0-9a-f]{12}\b", call(folder, "plan").said)[-1]
    call(folder, "plan", "--approve", short, "--by", "Kari")
    call(folder, *SEND)
    mails = drafts(folder)
    assert len(mails) == 5
    assert mails["UNN-svar-til-foretaket.eml"]["To"].addresses[0].addr_spec.startswith("postmottak@unn")


def test_a_draft_that_a_cut_off_run_has_written_counts_as_handed_over(call, approved, states):
    """And one of which nobody can tell stays unknown."""
    import contextlib
    import sqlite3

    call(approved, *SEND)
    with contextlib.closing(sqlite3.connect(approved / ".kull/ledger.sqlite")) as ledger:
        ledger.execute("UPDATE handovers SET state = 'unknown', settled_at = NULL")
        ledger.execute("UPDATE letters SET state = 'unknown' WHERE state = 'handed_over'")
        ledger.commit()
    (approved / "outbox/mail/UNN-1-kvittering.eml").unlink()
    said = call(approved, *SEND).said
    after = {path: state for path, state in states(approved).items() if path.startswith("receipt/")}
    assert after.pop("receipt/UNN-1-kvittering.docx") == "unknown"
    assert (set(after.values()), "Perhaps handed over" in said) == ({"handed_over"}, True)
    assert call(approved, "send", "--resolve", "UNN-1", "--as", "not-sent", "--by", "Kari").status == 0
    assert "UNN-1-kvittering.eml" in call(approved, *SEND).said


def test_a_wrong_text_template_ends_with_3_and_nothing_is_handed_over(call, approved, states):
    before = states(approved)
    (approved / "templates").mkdir()
    (approved / "templates/e-post.nb.txt").write_text("Hei {{ mottaker }}", encoding="utf-8")
    failed = call(approved, *SEND)
    assert (failed.status, "templates/e-post.nb.txt" in failed.said, states(approved)) == (3, True, before)
    assert "templates/e-post.nb.txt" in call(approved, "check").said


def test_why_tells_who_approved_it_and_how_it_left(call, approved):
    call(approved, *SEND)
    said = call(approved, "why", "receipt/UNN-1-kvittering.docx").said
    for words in ("Approved by Kari Nordli", "to person1.1@unn.example, as a mail draft: handed over", ".kull/sent/receipt/"):
        assert words in said


def test_status_counts_each_state(call, approved):
    call(approved, *SEND, "--kind", "missing")
    assert "Of these: drafts 5, approved 4, handed over 1." in call(approved, "status").said


def test_the_manifest_names_the_mails(call, approved):
    call(approved, *SEND)
    listed = {one["path"] for one in json.loads((approved / "outbox/manifest.json").read_bytes())["products"]}
    assert {path for path in listed if path.startswith("mail/")} == {f"mail/{name}" for name in drafts(approved)}


def test_both_languages_have_a_word_for_corrected():
    assert {catalogue(language).gettext("Corrected: {heading}") for language in ("nb", "nn")} == {"Korrigert: {heading}"}
