"""A team withdraws in October: exactly what must change is changed, shown before it is done, and both roads end the same."""

import datetime as dt
import json
import re
import shutil
from dataclasses import replace

import pytest
from docx import Document
from filling import fill_docx
from icalendar import Calendar
from openpyxl import load_workbook
from withdrawal_workspace import OCTOBER, notice, run

from pipeline.errors import UsageError
from pipeline.form.blank_docx import blank_docx
from pipeline.form.layout import CohortLine
from pipeline.form.year_forms import STATUS_REPORT
from pipeline.programme.schema import OSLO
from pipeline.steps.opening import working
from pipeline.steps.register import register_of
from pipeline.steps.withdrawing import WithdrawalWish, work_out
from pipeline.steps.withdrawn import carry_out

DO = ("--by", "Kari Nordli", "--reason", "Leder har sluttet", "--yes")
CORRECTED = {
    "letters/place/UNN-2-tilbud-om-plass.docx",
    "letters/reserve/NLSH-2-reserveplass.docx",
    "letters/trust/NLSH-svar-til-foretaket.docx",
    "letters/trust/UNN-svar-til-foretaket.docx",
}


def refused(call, folder, *arguments, now=OCTOBER):
    done = call(folder, *arguments, now=now)
    assert done.status == 2
    return done.err


def exported(kull):
    return json.loads(kull("export"))


def outcomes(document):
    return {d["registration"]: (d["outcome"], d["order"]) for d in document["plan"]["decisions"]}


def outbox(folder):
    files = (file for file in (folder / "outbox").rglob("*") if file.is_file())
    return {file.relative_to(folder / "outbox").as_posix(): file.read_bytes() for file in files}


def texts(file):
    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


# --- shown, then done ----------------------------------------------------------------------------------------------------


def test_it_is_only_shown_until_it_is_told_to_be_done_and_then_just_that_is_done(begun, kull):
    before = outbox(begun), kull("export")
    shown = kull("withdraw", "unn-1")
    assert (outbox(begun), kull("export")) == before
    done = kull("withdraw", "UNN-1", *DO)
    plan = shown.partition("Nothing is done yet")[0]
    assert done.startswith(plan)
    for words in (
        "UNN-1: place 2 → withdrawn",
        "UNN-2: reserve 1 → place 2",
        "NLSH-2: reserve 2 → reserve 1",
        "avlysning-UNN-1.ics: cancels",
        "laid anew: samling-2\n",
        "Veronika Veileder has no team any more",
        "the draw, and the other decisions (1)",
        "the attendance of the team (6 marks)",
    ):
        assert words in plan
    now = outbox(begun)
    changed = {path for path in now.keys() | before[0].keys() if now.get(path) != before[0].get(path)}
    assert changed == {
        "calendar/avlysning-UNN-1.ics",
        "calendar/avlysning-UNN-1-veileder.ics",
        "manifest.json",
        "register.xlsx",
        "report.html",
    }


def test_the_plan_stands_amended_with_a_hash_a_name_and_reasons_and_nobody_cries_that_it_has_changed(begun, kull):
    before = exported(kull)
    kull("withdraw", "UNN-1", *DO)
    after = exported(kull)
    assert outcomes(before) == {
        "NLSH-1": ("place", 1),
        "UNN-1": ("place", 2),
        "UNN-2": ("reserve", 1),
        "NLSH-2": ("reserve", 2),
    }
    assert outcomes(after) == {"NLSH-1": ("place", 1), "UNN-2": ("place", 2), "NLSH-2": ("reserve", 1)}
    assert after["plan"]["approved_by"] == "Kari Nordli"
    assert after["plan"]["hash"] != before["plan"]["hash"]
    kept = ["values", "provenance", "source", "late", "superseded_by"]
    assert [{k: r[k] for k in kept} for r in after["registrations"]] == [
        {k: r[k] for k in kept} for r in before["registrations"]
    ]
    assert {r["id"]: r["status"] for r in after["registrations"]} == {
        **{r["id"]: r["status"] for r in before["registrations"]},
        "UNN-1": "withdrawn",
    }
    said = kull("plan") + kull("status") + kull("intake")
    assert "has changed" not in said
    assert "run kull withdraw" not in said
    assert "Withdrawn after the approval: UNN-1, on 03.10.2025. UNN-2 was moved up to its place (Kari Nordli)." in said
    assert outcomes(exported(kull)) == outcomes(after)
    assert "moved up to a place because UNN-1 withdrew on 03.10.2025" in kull("why", "UNN-2")
    assert "taken down by Kari Nordli: «Leder har sluttet»" in kull("why", "UNN-1")
    assert "Trukket etter godkjenningen: UNN-1, 03.10.2025." in (begun / "outbox/report.html").read_text(encoding="utf-8")
    rows = list(load_workbook(begun / "outbox/register.xlsx")["plan"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert [id_ for id_, _ in rows if id_ in {"NLSH-1", "UNN-1", "UNN-2", "NLSH-2"}] == ["NLSH-1", "UNN-2", "NLSH-2"]


def test_the_reserve_gets_a_corrected_letter_about_a_place_and_can_have_it_after_the_promised_day(begun, kull):
    old = outbox(begun)
    kull("withdraw", "UNN-1", *DO)
    kull("letters")
    now = outbox(begun)
    written = {path for path in now if path.startswith("letters/") and now[path] != old.get(path)}
    assert written == CORRECTED
    assert {path for path in old if path.startswith("letters/") and path not in now} == {
        "letters/receipt/UNN-1-kvittering.docx",
        "letters/reserve/UNN-2-reserveplass.docx",
    }
    states = {one["path"].removeprefix("outbox/"): one["state"] for one in exported(kull)["letters"][::-1]}
    assert {states[path] for path in CORRECTED} == {"approved"}
    place = texts(begun / "outbox/letters/place/UNN-2-tilbud-om-plass.docx")
    assert "Korrigert: Tilbud om plass" in place
    assert "03.10.2025" in place
    assert "Samling 2" in place
    assert "Samling 1" not in place
    assert "UNN-1" not in texts(begun / "outbox/letters/trust/UNN-svar-til-foretaket.docx")
    sent = re.findall(r"outbox/mail/(\S+)\.eml", kull("send", "--word", "--yes"))
    assert {path.rpartition("/")[2].removesuffix(".docx") for path in CORRECTED} == set(sent)
    assert "Letters: 0 written" in kull("letters", now="2025-10-20T09:00")


def test_every_coming_meeting_leaves_the_teams_calendar_and_no_others(begun, kull):
    before = outbox(begun)
    given_out = {str(e["uid"]): e for e in Calendar.from_ical(before["calendar/alle_moter_alle.ics"]).walk("VEVENT")}
    kull("withdraw", "UNN-1", *DO)
    after = outbox(begun)
    off = Calendar.from_ical(after["calendar/avlysning-UNN-1.ics"])
    cancelled = {str(e["uid"]): e for e in off.walk("VEVENT")}
    coming = {uid for uid, event in given_out.items() if event["dtend"].dt.isoformat() > OCTOBER}
    assert off["method"] == "CANCEL"
    assert cancelled.keys() == coming < given_out.keys()
    for uid, event in cancelled.items():
        assert event["sequence"] == given_out[uid]["sequence"] + 1
        assert (event["status"], event["dtstart"].dt) == ("CANCELLED", given_out[uid]["dtstart"].dt)
    kull("calendar")
    assert {p: d for p, d in outbox(begun).items() if "calendar/" in p} == {p: d for p, d in after.items() if "calendar/" in p}


def test_coming_tables_and_papers_are_made_anew_and_what_has_been_stays(begun, kull):
    table = "meetings/samling-2/bordplassering-samling-2.docx"
    kull("withdraw", "UNN-1", *DO)
    said = kull("meeting", "samling-2")
    assert "no longer stands" not in said
    assert "UNN-2" in texts(begun / "outbox" / table)
    assert "UNN-1" not in texts(begun / "outbox" / table)
    assert "Amoen" not in texts(begun / "outbox/meetings/samling-2/deltakerliste-samling-2.docx")
    kull("attendance")
    overview = load_workbook(begun / "outbox/meetings/oppmote.xlsx")
    cells = {cell.value for sheet in overview for row in sheet.iter_rows() for cell in row}
    assert "Anna Amoen" in cells
    assert "Viggo Veileder" in {cell.value for row in advisers(begun, kull)["team"].iter_rows() for cell in row}


def advisers(folder, kull):
    kull("advisers")
    return load_workbook(folder / "outbox/advisers/team-og-veiledere.xlsx")


def test_the_adviser_who_is_free_can_be_given_another_team(begun, kull):
    kull("withdraw", "UNN-1", *DO)
    listed = [row[1].value for row in advisers(begun, kull)["veiledere"].iter_rows(min_row=2) if row[1].value]
    assert "Veronika Veileder" in listed


# --- the other road ------------------------------------------------------------------------------------------------------


def test_a_notice_by_mail_ends_the_same(begun, kull, call, tmp_path):
    other = shutil.copytree(begun, tmp_path / "other")
    notice(begun)
    told = "UNN-1 has withdrawn: run kull withdraw UNN-1"
    assert all(told in kull(command) for command in ("intake", "status", "plan", "letters"))
    assert "gives plan" not in kull("plan")
    assert "A notice came by mail on 02.10.2025." in kull("withdraw", "UNN-1")
    kull("withdraw", "UNN-1", *DO)
    run(call, other, OCTOBER, "withdraw", "UNN-1", *DO)
    assert told not in kull("status")
    mailed, told_by_hand = exported(kull), json.loads(run(call, other, OCTOBER, "export"))
    assert mailed["plan"]["hash"] == told_by_hand["plan"]["hash"]
    assert outcomes(mailed) == outcomes(told_by_hand)
    assert "UNN-1 withdrew on 02.10.2025" in kull("why", "UNN-2")


# --- more than one, none, and back ---------------------------------------------------------------------------------------


def test_one_after_another_and_a_place_left_empty(kull):
    kull("withdraw", "UNN-1", *DO)
    kull("withdraw", "UNN-2", "--no-reserve", *DO)
    assert outcomes(exported(kull)) == {"NLSH-1": ("place", 1), "NLSH-2": ("reserve", 1)}
    kull("withdraw", "NLSH-2", *DO)
    assert outcomes(exported(kull)) == {"NLSH-1": ("place", 1)}
    assert "gives plan" not in kull("plan")


def test_taken_back_all_is_as_it_was_until_something_has_left(begun, kull, call):
    before, files = exported(kull), outbox(begun)
    kull("withdraw", "UNN-1", *DO)
    assert "--by" in refused(call, begun, "withdraw", "UNN-1", "--undo")
    kull("withdraw", "UNN-2", *DO)
    assert "UNN-2" in refused(call, begun, "withdraw", "UNN-1", "--undo", "--by", "Kari")
    for team in ("UNN-2", "UNN-1"):
        kull("withdraw", team, "--undo", "--by", "Kari")
    assert exported(kull) == before
    views = {"register.xlsx", "report.html", "manifest.json"}
    assert {p: d for p, d in outbox(begun).items() if p not in views} == {p: d for p, d in files.items() if p not in views}
    kull("withdraw", "UNN-1", *DO)
    kull("letters")
    kull("send", "--word", "--yes", "--kind", "place")
    assert "have left" in refused(call, begun, "withdraw", "UNN-1", "--undo", "--by", "Kari")


def test_what_cannot_be_is_said_in_words(begun, kull, call):
    assert "UNN-1, UNN-2" in refused(call, begun, "withdraw", "UNN-3", *DO)
    assert "a name and a reason" in refused(call, begun, "withdraw", "UNN-1", "--by", "Kari", "--yes")
    notice(begun, "UNN-2", "Kortere ventetid")
    kull("intake")
    assert "kull withdraw UNN-2" in refused(call, begun, "withdraw", "UNN-1", *DO)
    kull("withdraw", "UNN-2", *DO)
    assert "taken down as withdrawn on 03.10.2025" in refused(call, begun, "withdraw", "UNN-2", *DO)
    assert outcomes(exported(kull)) == {"NLSH-1": ("place", 1), "UNN-1": ("place", 2), "NLSH-2": ("reserve", 1)}


def test_what_a_run_that_was_cut_off_had_not_written_is_written_when_it_is_run_again(begun, kull, call):
    before = outbox(begun)
    kull("withdraw", "UNN-1", *DO)
    done = outbox(begun)
    for path in done.keys() - before.keys():
        (begun / "outbox" / path).unlink()
    for path in ("register.xlsx", "manifest.json"):
        (begun / "outbox" / path).write_bytes(before[path])
    refused(call, begun, "withdraw", "UNN-1", *DO)
    assert outbox(begun) == done


def test_what_came_before_it_withdrew_stays_the_teams_and_what_comes_later_is_asked_about(begun, kull):
    blank = blank_docx(STATUS_REPORT, "nb", CohortLine(network="Kull 2", deadline=None, send_to="", organiser=""))
    form = fill_docx(blank, {"team": "UNN-1", "date": "01.10.2025", "work": "Fall"})
    (begun / "inbox/2025-10-01").mkdir()
    (begun / "inbox/2025-10-01/rapport.docx").write_bytes(form)
    kull("intake")
    kull("withdraw", "UNN-1", *DO)
    (one,) = exported(kull)["forms"]
    assert (one["team"], [f for f in one["findings"] if f["rule"] == "year.team"]) == ("UNN-1", [])
    (begun / "inbox/2025-10-04").mkdir()
    (begun / "inbox/2025-10-04/rapport.docx").write_bytes(fill_docx(form, {"work": "Fall i oktober", "date": "04.10.2025"}))
    kull("intake", now="2025-10-05T09:00")
    before, later = exported(kull)["forms"]
    assert before == one
    assert (later["team"], [f["severity"] for f in later["findings"] if f["rule"] == "year.team"]) == (None, ["review"])


def test_what_no_letter_corrects_and_a_place_that_comes_too_late_are_told(kull):
    kull("withdraw", "NLSH-2", *DO)
    assert "letters/trust/NLSH-svar-til-foretaket.docx: the trust has no other team" in kull("withdraw", "NLSH-1")
    assert "the trust has no other team" not in kull("withdraw", "UNN-1")
    late = "all meetings have been, and UNN-2 would get a place"
    assert late not in kull("withdraw", "NLSH-1")
    assert late in kull("withdraw", "NLSH-1", now="2027-05-20T09:00")
    assert late not in kull("withdraw", "NLSH-1", "--no-reserve", now="2027-05-20T09:00")


def test_what_was_shown_is_not_done_when_something_has_changed_meanwhile(begun, kull):
    now = dt.datetime.fromisoformat(OCTOBER).replace(tzinfo=OSLO)
    with working(begun, "withdraw", now, "en", lambda *_: None) as opened:
        register = register_of(opened)
        wish = WithdrawalWish(target="UNN-1", by="Kari", reason="Leder har sluttet")
        shown = work_out(opened, register, wish)
        carry_out(opened, register, work_out(opened, register, replace(wish, target="NLSH-1")))
        before = outbox(begun)
        with pytest.raises(UsageError, match="changed"):
            carry_out(opened, register, shown)
        assert outbox(begun) == before
    assert outcomes(exported(kull)) == {"UNN-2": ("place", 1), "UNN-1": ("place", 2), "NLSH-2": ("reserve", 1)}


def test_a_reserve_that_has_no_answer_yet_gets_one_about_a_place_dated_today(begun_once, call, tmp_path):
    folder = shutil.copytree(begun_once.with_name("unsent"), tmp_path / "kull")
    run(call, folder, OCTOBER, "withdraw", "UNN-1", *DO)
    run(call, folder, OCTOBER, "letters", "--kind", "place", "--kind", "reserve")
    letters = json.loads(run(call, folder, OCTOBER, "export"))["letters"]
    answers = {(one["kind"], one["registration"]): one for one in letters if one["state"] == "approved"}
    dated = {key: one["dated"] for key, one in answers.items() if key[0] in {"place", "reserve"}}
    assert dated == {("place", "NLSH-1"): "2025-05-08", ("place", "UNN-2"): "2025-10-03", ("reserve", "NLSH-2"): "2025-10-03"}
    assert "Korrigert" not in texts(folder / "outbox/letters/place/UNN-2-tilbud-om-plass.docx")
    assert "0 written" in run(call, folder, "2025-10-20T09:00", "letters", "--kind", "place", "--kind", "reserve")


def test_before_a_plan_is_approved_the_places_are_given_out_without_it(placed, call):
    later = "2027-01-04T09:00"
    assert "no plan is approved yet" in run(call, placed, later, "withdraw", "UNN-1")
    run(call, placed, later, "withdraw", "UNN-1", *DO)
    ids = {d["registration"] for d in json.loads(run(call, placed, later, "export"))["plan"]["decisions"]}
    assert ids == {"UNN-2", "NLSH-1", "NLSH-2"}
    run(call, placed, later, "withdraw", "UNN-1", "--undo", "--by", "Kari")
    assert '"withdrawn"' not in run(call, placed, later, "export")


# --- where things stand --------------------------------------------------------------------------------------------------


def test_status_tells_of_the_deadlines_until_all_are_answered_and_of_the_next_meeting_then(begun_once, kull, call, tmp_path):
    unsent = run(call, shutil.copytree(begun_once.with_name("unsent"), tmp_path / "unsent"), OCTOBER, "status")
    assert "Answer by: 09.05.2025" in unsent
    assert "Next meeting" not in unsent
    said = kull("status")
    assert said.splitlines()[1:3] == [
        "All teams have their answer.",
        "Next meeting: Digitalt møte, 6. October 2025 (digitalt-uke-41)",
    ]
    assert "Answer by" not in said
    assert "All meetings have been held." in kull("status", now="2026-06-01T09:00")


def test_a_place_in_a_network_that_is_over_is_not_offered_without_a_word(kull):
    warned = "LOOK AT THIS: all meetings have been, and UNN-2 would get a place. --no-reserve leaves it empty"
    assert warned in kull("withdraw", "UNN-1", now="2026-06-01T09:00")
    assert warned not in kull("withdraw", "UNN-1", "--no-reserve", now="2026-06-01T09:00")
    assert warned not in kull("withdraw", "UNN-1")
