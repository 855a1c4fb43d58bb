"""The three ways of mending, from end to end, by the commands that a case officer uses."""

import shutil
from email.message import EmailMessage

import pytest
from filling import fill_docx
from mended_forms import VALUES, changed
from mending_workspace import FIRST_DAY, LATER, SECOND, form, new_workspace
from openpyxl import load_workbook
from workbooks import cell, saved

BY = ("--by", "Kari Saksbehandler", "--why", "Sagt på telefon")


def edit(folder, *changes, by="Ola Hansen"):
    """Change cells (sheet, row, head, value) of the register's workbook, as a person does."""
    file = folder / "outbox/register.xlsx"
    book = load_workbook(file)
    for sheet, called, head, value in changes:
        cell(book, sheet, called, head).value = value
    file.write_bytes(saved(book, by))


def outbox(folder):
    """Bytes of every product."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted((folder / "outbox").rglob("*")) if p.is_file()}


def answer(folder, values, name="svar.docx"):
    """Fill in the return form of UNN-2 and put it into the inbox."""
    blank = (folder / "outbox/letters/missing/UNN-2-svarskjema.docx").read_bytes()
    (folder / "inbox" / LATER / name).write_bytes(fill_docx(blank, values))


# --- by command ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "Prosjekt", "Prosjektets tittel", "Tittel på prosjektet"])
def test_a_field_is_corrected_by_whatever_name_it_has(folder, call, exported, field):
    made = call(folder, "correct", "unn-1", field, "Færre fall", *BY)
    assert (made.status, "Correction 1:" in made.said) == (0, True)
    registration = exported(folder)["UNN-1"]
    assert registration["values"]["title"] == "Færre fall"
    note = registration["provenance"]["title"]
    assert (note["text"], note["method"], note["confidence"], note["needs_review"]) == ("Færre fall", "correction", 1.0, False)


def test_taking_a_correction_back_leaves_everything_as_it_was(folder, call):
    before = outbox(folder)
    call(folder, "correct", "UNN-1", "title", "Færre fall", *BY)
    assert outbox(folder)["outbox/register.xlsx"] != before["outbox/register.xlsx"]
    assert call(folder, "correct", "--undo", "1").status == 0
    assert outbox(folder) == before
    assert "taken back" in call(folder, "correct", "--list").said
    assert call(folder, "correct", "--undo", "1").status == 2


def test_why_tells_the_words_of_the_form_and_who_corrected_them_and_why(folder, call):
    call(folder, "correct", "UNN-1", "members[0].email", "ny@unn.example", *BY)
    said = call(folder, "why", "UNN-1", "members[0].email").said
    for words in (
        "«kari@unn.example»",
        "inbox/2025-04-25/en.docx",
        "Kari Saksbehandler",
        "«ny@unn.example»",
        "Sagt på telefon",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("UNN-1", "title", "Ny"), "--by NAME and --why TEXT"),
        (("UNN-1", "title", *BY), "Give id, field and value"),
        (("UNN-99", "title", "Ny", *BY), "no registration «UNN-99»"),
        (("UNN-1", "fasong", "Ny", *BY), "no field called «fasong»"),
        (("UNN-1", "e-post", "Ny", *BY), "may be several fields"),
        (("UNN-1", "priority", "mange", *BY), "Write a whole number from 1."),
        (("--undo", "7"), "no correction 7"),
        (("--list", "UNN-1"), "stand alone"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_changed(folder, call, arguments, words):
    before = outbox(folder)
    refused = call(folder, "correct", *arguments)
    assert (refused.status, words in refused.said) == (2, True), refused.said
    assert outbox(folder) == before
    assert "No corrections" in call(folder, "correct", "--list").said


# --- in register.xlsx ----------------------------------------------------------------------------------------------------


def test_changed_cells_are_taken_by_the_next_intake_and_only_once(folder, call, exported):
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"), ("veiledere", "UNN-2", "Veileder", "Eva Berg"))
    taken = call(folder, "intake")
    assert "Corrections taken from register.xlsx: 2." in taken.said
    assert "UNN-1: Unit: «Medisinsk klinikk» → «Sengepost 7» (Ola Hansen)" in taken.said
    found = exported(folder)
    assert found["UNN-1"]["values"]["unit"] == "Sengepost 7"
    assert (found["UNN-2"]["values"]["adviser"]["name"], found["UNN-2"]["status"]) == ("Eva Berg", "complete")
    after = outbox(folder)
    assert "Corrections" not in call(folder, "intake").said
    assert outbox(folder) == after
    assert call(folder, "correct", "--list").said.count("Ola Hansen") == 2


def test_an_untouched_workbook_makes_no_correction_and_is_the_same_bytes(folder, call):
    before = outbox(folder)
    edit(folder)
    assert "Corrections" not in call(folder, "intake").said
    assert outbox(folder)["outbox/register.xlsx"] == before["outbox/register.xlsx"]


@pytest.mark.parametrize("command", ["plan", "letters"])
def test_no_other_command_writes_over_changed_cells(folder, call, exported, command):
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"))
    assert "Corrections taken from register.xlsx: 1." in call(folder, command).said
    assert exported(folder)["UNN-1"]["values"]["unit"] == "Sengepost 7"


def test_what_is_not_understood_is_kept_for_review(folder, call, exported):
    edit(folder, ("team", "UNN-1", "Prioritet", "mange"))
    call(folder, "intake")
    found = exported(folder)["UNN-1"]
    assert (found["values"]["priority"], found["status"]) == (1, "needs_review")
    assert any("«mange»" in f["message"] and f["severity"] == "review" for f in found["findings"])


@pytest.mark.parametrize("lock", ["~$register.xlsx", ".~lock.register.xlsx#"])
def test_a_workbook_that_is_open_is_read_but_not_written(folder, call, exported, lock):
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"))
    left, held = (folder / "outbox/register.xlsx").read_bytes(), folder / "outbox" / lock
    held.write_bytes(b"Ola")
    assert "is open in another program" in call(folder, "intake").said
    assert (folder / "outbox/register.xlsx").read_bytes() == left
    edit(folder, ("team", "UNN-1", "Sted", "Narvik"))
    held.unlink()
    assert "Corrections taken from register.xlsx: 1." in call(folder, "intake").said
    values = exported(folder)["UNN-1"]["values"]
    assert (values["unit"], values["place"]) == ("Sengepost 7", "Narvik")
    assert call(folder, "correct", "--list").said.count("Ola Hansen") == 2


def test_a_damaged_workbook_stops_nothing_and_is_kept_aside(folder, call):
    (folder / "outbox/register.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
    said = call(folder, "intake")
    assert (said.status, "register.xlsx is damaged" in said.said) == (0, True)
    assert (folder / "outbox/register (din kopi 2025-04-29 10.00).xlsx").read_bytes() == b"PK\x03\x04 half a workbook"
    load_workbook(folder / "outbox/register.xlsx")


def test_each_workbook_that_is_kept_aside_in_one_minute_has_its_own_name(folder, call):
    for rubbish in (b"PK\x03\x04 one", b"PK\x03\x04 another"):
        (folder / "outbox/register.xlsx").write_bytes(rubbish)
        call(folder, "intake")
    assert (folder / "outbox/register (din kopi 2025-04-29 10.00).xlsx").read_bytes() == b"PK\x03\x04 one"
    assert (folder / "outbox/register (din kopi 2025-04-29 10.00 nr. 2).xlsx").read_bytes() == b"PK\x03\x04 another"


def test_a_national_id_in_the_reason_for_a_correction_is_masked(folder, call):
    call(folder, "correct", "UNN-1", "title", "Færre fall", "--by", "Kari", "--why", "Sagt av 15838510075")
    for command in (("correct", "--list"), ("why", "UNN-1", "title")):
        said = call(folder, *command).said
        assert ("158385*****" in said, "15838510075" in said) == (True, False)


def test_a_national_id_in_a_files_name_is_masked_wherever_the_file_is_named(folder, call):
    form = next(path for path in sorted((folder / "inbox").rglob("*")) if path.suffix == ".docx")
    named = form.rename(form.with_name("Skjema 15838510075.docx"))
    named.with_name("Tomt 15838510075.docx").write_bytes(b"")
    for command in (("intake",), ("status",), ("why", "UNN-1"), ("why", "UNN-1", "title"), ("why", named.name), ("export",)):
        assert "15838510075" not in call(folder, *command).said


def test_a_workbook_with_something_that_could_not_be_taken_is_kept_aside(folder, call):
    edit(folder, ("team", "UNN-1", "Enhet", "=A1"), ("team", "UNN-2", "Sted", "Narvik"))
    said = call(folder, "intake").said
    assert "Not taken from register.xlsx:" in said
    assert "Corrections taken from register.xlsx: 1." in said
    copy = load_workbook(folder / "outbox/register (din kopi 2025-04-29 10.00).xlsx")
    assert cell(copy, "team", "UNN-1", "Enhet").value == "=A1"


def test_a_workbook_of_another_register_gives_nothing_and_is_kept(call, tmp_path):
    other = new_workspace(tmp_path / "annet")
    call(other, "intake")
    shutil.rmtree(other / ".kull")
    edit(other, ("team", "UNN-1", "Enhet", "Sengepost 7"))
    said = call(other, "intake").said
    assert "was not written by this register" in said
    assert "Corrections taken" not in said


def test_a_copy_that_was_away_while_the_register_went_on_gives_the_persons_changes_and_no_others(folder, call, exported):
    away = (folder / "outbox/register.xlsx").read_bytes()
    call(folder, "correct", "UNN-1", "place", "Tromsø", *BY)
    (folder / "inbox" / LATER / "en ny.docx").write_bytes(form(changed(goal="Et nytt mål", unit="Kirurgisk klinikk")))
    call(folder, "intake")
    (folder / "outbox/register.xlsx").write_bytes(away)
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"), ("team", "UNN-1", "Problem", "Et annet problem"))
    assert "Corrections taken from register.xlsx: 2." in call(folder, "intake").said
    found = exported(folder)["UNN-1"]
    values = found["values"]
    assert (values["place"], values["goal"], values["problem"]) == ("Tromsø", "Et nytt mål", "Et annet problem")
    assert values["unit"] == "Kirurgisk klinikk"
    assert [f["path"] for f in found["findings"] if f["rule"] == "correction" and f["severity"] == "review"] == ["unit"]


def test_a_run_that_was_cut_off_before_the_workbook_was_written_takes_nothing_twice(folder, call):
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"))
    changed_by_hand = (folder / "outbox/register.xlsx").read_bytes()
    call(folder, "intake")
    (folder / "outbox/register.xlsx").write_bytes(changed_by_hand)
    assert "Corrections taken" not in call(folder, "intake").said
    assert call(folder, "correct", "--list").said.count("Sengepost 7") == 1


# --- by a return form ----------------------------------------------------------------------------------------------------


def test_the_return_form_comes_with_the_letter_and_its_answer_completes_the_registration(folder, call, exported):
    assert exported(folder)["UNN-2"]["status"] == "incomplete"
    answer(folder, {"adviser_name": "Eva Berg", "adviser_email": "eva@unn.example"})
    call(folder, "intake")
    found = exported(folder)
    assert (found["UNN-2"]["status"], found["UNN-2"]["source"]["path"]) == ("complete", "inbox/2025-04-25/to.docx")
    assert found["UNN-2"]["values"]["adviser"]["name"] == "Eva Berg"
    reply = found["UNN-2-s1"]
    assert (reply["status"], reply["source"]["path"]) == ("superseded", "inbox/2025-04-28/svar.docx")
    assert "from the answer inbox/2025-04-28/svar.docx" in call(folder, "why", "UNN-2").said
    call(folder, "letters")
    assert not (folder / "outbox/letters/missing/UNN-2-svarskjema.docx").exists()


def test_a_reply_in_a_mail_is_a_reply(folder, call, exported):
    answer(folder, {"adviser_name": "Eva Berg", "adviser_email": "eva@unn.example"}, "../../svar.docx")
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "siri@unn.example", "SV: UNN-2", "Tue, 29 Apr 2025 12:00:00 +0200"
    mail.set_content("Hei,\n\nvedlagt er svarskjemaet.\n\nHilsen Siri")
    content = (folder / "svar.docx").read_bytes()
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="UNN-2-svarskjema.docx")
    (folder / "inbox" / LATER / "svar.eml").write_bytes(mail.as_bytes())
    call(folder, "intake")
    found = exported(folder)
    assert (found["UNN-2"]["status"], found["UNN-2"]["values"]["adviser"]["name"]) == ("complete", "Eva Berg")
    assert found["UNN-2-s1"]["source"]["path"] == "inbox/2025-04-28/svar.eml"


def test_a_return_form_is_as_it_was_the_second_time(folder, call):
    before = outbox(folder)
    call(folder, "letters")
    assert outbox(folder) == before


def test_a_register_made_again_from_its_inbox_knows_the_reply(folder, call, exported):
    answer(folder, {"adviser_name": "Eva Berg", "adviser_email": "eva@unn.example"})
    call(folder, "intake")
    before = exported(folder)
    shutil.rmtree(folder / ".kull")
    shutil.rmtree(folder / "outbox")
    call(folder, "intake")
    assert exported(folder).keys() == before.keys()
    assert exported(folder)["UNN-2"]["values"] == before["UNN-2"]["values"]


# --- the same team again -------------------------------------------------------------------------------------------------


def test_copy_newer_version_and_withdrawal_are_told_apart_and_the_older_is_named(folder, call, exported):
    (folder / "inbox" / LATER / "kopi.docx").write_bytes((folder / "inbox" / FIRST_DAY / "en.docx").read_bytes())
    (folder / "inbox" / LATER / "en ny.docx").write_bytes(form(changed(goal="Et nytt mål")))
    notice = EmailMessage()
    notice["From"], notice["Subject"] = "siri@unn.example", "Trygg utskriving"
    notice["Date"] = "Tue, 29 Apr 2025 09:00:00 +0200"
    notice.set_content("Hei,\n\nVi trekker påmeldingen av «Trygg utskriving» (UNN-2).\n\nHilsen Siri Dal, UNN")
    (folder / "inbox" / LATER / "trekk.eml").write_bytes(notice.as_bytes())
    call(folder, "correct", "UNN-1", "unit", "Sengepost 7", *BY)
    call(folder, "intake")
    found = {id_: (one["status"], one["source"]["path"], one["values"]["unit"]) for id_, one in exported(folder).items()}
    assert {id_: said[:2] for id_, said in found.items()} == {
        "UNN-1": ("complete", "inbox/2025-04-28/en ny.docx"),
        "UNN-1-v1": ("superseded", "inbox/2025-04-25/en.docx"),
        "UNN-1-v1-k1": ("superseded", "inbox/2025-04-28/kopi.docx"),
        "UNN-2": ("withdrawn", "inbox/2025-04-25/to.docx"),
        "UNN-2-v2": ("withdrawn", "inbox/2025-04-28/trekk.eml"),
    }
    assert found["UNN-1"][2] == "Sengepost 7"
    said = " ".join(f["message"] for one in exported(folder).values() for f in one["findings"])
    for words in ("Replaced by UNN-1", "Exact copy of inbox/2025-04-25/en.docx", "Withdrawn", "This notice withdraws UNN-2"):
        assert words in said


def test_the_forms_themselves_are_never_changed(folder, call):
    before = {path.name: path.read_bytes() for path in (folder / "inbox").rglob("*.*")}
    edit(folder, ("team", "UNN-1", "Enhet", "Sengepost 7"))
    call(folder, "intake")
    call(folder, "correct", "UNN-1", "title", "Ny", *BY)
    assert {path.name: path.read_bytes() for path in (folder / "inbox").rglob("*.*")} == before
    assert (SECOND.title, VALUES.title) == ("Trygg utskriving", "Bedre flyt i akuttmottaket")
