"""Forms of the year that came back: each tied to its team or asked about, the newest told from the older, nothing lost."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from advised_workspace import NOW
from filling import fill_docx, fill_xlsx

from pipeline.form.year_forms import YEAR_FORMS
from pipeline.i18n import Message
from pipeline.model import (
    Contact,
    FilledForm,
    FormIdentity,
    Member,
    Provenance,
    ReceivedForm,
    Registration,
    ReplyTo,
    Severity,
    Source,
    Status,
    Values,
)
from pipeline.steps.opening import working
from pipeline.steps.register import register_of
from pipeline.steps.year_blanks import write_year_blanks
from pipeline.year.form_rules import FormDates
from pipeline.year.returned import Year, counted, returned, what_it_is

NOON = dt.datetime(2025, 10, 1, 12, tzinfo=dt.UTC)
COMPLETE = {"team": "UNN-1", "date": "2025-09-30", "work": "Fall", "problem": "To i uka", "goal": "Null", "next_step": "Teste"}


def registration(id_, title, status=Status.COMPLETE, unit=None, people=()):
    members = tuple(Member(name=name, email=email) for name, email in people)
    return Registration(
        id=id_,
        status=status,
        late=False,
        source=Source(path=f"inbox/{id_}.docx", sha256=id_, format="docx", received=NOON),
        values=Values(title=title, unit=unit, members=members, contact=Contact()),
        provenance={},
        findings=(),
    )


REGISTRATIONS = (
    registration("UNN-1", "Færre fall på sengepost", people=[("Kari Nordmann", "kari@unn.example"), ("Begge To", "")]),
    registration("UNN-2", "Kortere ventetid i mottak", unit="Akuttmottaket", people=[("Begge To", "")]),
    registration("UNN-3", "Kortere ventetid på poliklinikk"),
    registration("NLSH-1", "Trygg utskriving", Status.WITHDRAWN),
    registration("NLSH-2", "Bedre samtaler"),
)
YEAR = Year(
    registrations=REGISTRATIONS,
    placed=frozenset({"UNN-1", "UNN-2", "UNN-3", "NLSH-1"}),
    dates=FormDates(invited=dt.date(2025, 3, 4), read_on=dt.date(2025, 10, 2)),
)


def received(  # noqa: PLR0913, PLR0917 - what a form is made of
    path="a.docx", hours=0, form="statusrapport", reply_to=None, sender="", doubtful=(), **answers
):
    identity = FormIdentity(id=form, version=1, language="nb", reply_to=reply_to)
    notes = {
        key: Provenance(text=text, where="", method="tag", confidence=0.5, needs_review=key in doubtful)
        for key, text in answers.items()
    }
    return ReceivedForm(
        filled=FilledForm(form=identity, answers=answers, provenance=notes, sender=sender),
        source=Source(path=path, sha256=path, format="docx", received=NOON + dt.timedelta(hours=hours)),
    )


def tied(*forms):
    return returned(forms, YEAR)


def team_of(**said):
    (one,) = tied(received(**{**COMPLETE, **said}))
    asked = [finding for finding in one.findings if finding.rule == "year.team"]
    assert all(finding.severity is Severity.REVIEW for finding in asked)
    return one.team, bool(asked)


# --- which team -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", ["UNN-1", "team UNN 1", "unn1", "Team UNN–1", "UNN-1 – Færre fall på sengepost", "UNN-1 (oss)"]
)
def test_a_team_is_known_by_its_number(said):
    assert team_of(team=said) == ("UNN-1", False)


@pytest.mark.parametrize(
    ("said", "team"),
    [
        *(("Færre fall på sengepost", "UNN-1"), ("FÆRRE FALL PÅ SENGEPOST", "UNN-1"), ("Færre fall på sengeposten", "UNN-1")),
        *(("Akuttmottaket", "UNN-2"), ("Prosjektet «Kortere ventetid i mottak»", "UNN-2")),
    ],
)
def test_a_team_is_known_by_its_project_or_unit_when_that_is_unmistakable(said, team):
    assert team_of(team=said) == (team, False)


@pytest.mark.parametrize("said", ["Kortere ventetid", "Noe helt annet", "UNN-17", "UNN-1 og UNN-2", "12"])
def test_what_could_be_two_teams_or_none_is_asked_about(said):
    assert team_of(team=said) == ("", True)


@pytest.mark.parametrize("said", ["NLSH-1", "NLSH-2", "Trygg utskriving"])
def test_a_team_that_is_withdrawn_or_has_no_place_is_asked_about(said):
    assert team_of(team=said) == ("", True)


@pytest.mark.parametrize(("left", "team"), [(dt.date(2025, 10, 1), "NLSH-1"), (dt.date(2025, 9, 30), "")])
def test_what_a_team_sent_until_it_withdrew_is_still_what_it_sent(left, team):
    year = replace(YEAR, placed=frozenset({"UNN-1"}), left={"NLSH-1": left})
    (one,) = returned([received(**{**COMPLETE, "team": "NLSH-1"})], year)
    assert (one.team, any(finding.rule == "year.team" for finding in one.findings)) == (team, not team)


def test_a_form_that_does_not_say_is_known_by_who_filled_it_in_or_sent_it_when_they_are_in_one_team_only():
    assert team_of(team="", filled_by="Nordmann, Kari") == ("UNN-1", False)
    assert team_of(team="", sender="KARI@unn.example") == ("UNN-1", False)
    assert team_of(team="", filled_by="Begge To") == ("", True)
    assert team_of(team="", filled_by="Kari") == ("", True)


def test_a_team_named_wrongly_is_not_made_right_by_who_sent_it():
    assert team_of(team="UNN-17", sender="kari@unn.example") == ("", True)


def test_a_person_answers_by_naming_the_file_and_never_against_what_the_form_says():
    named = received(path="inbox/UNN-1 rapport.docx", **{**COMPLETE, "team": "Noe annet"})
    other = received(path="inbox/UNN-1.docx", **{**COMPLETE, "team": "UNN-2"})
    beginning = received(path="inbox/UNN-17.docx", **{**COMPLETE, "team": ""})
    assert [one.team for one in tied(named, other, beginning)] == ["UNN-1", "UNN-2", ""]


def test_the_mark_for_machines_goes_first_and_another_teams_name_on_the_form_is_asked_about():
    mark = ReplyTo(registration="UNN-1", form="")
    assert team_of(team="Hva som helst", reply_to=mark) == ("UNN-1", False)
    assert team_of(team="UNN-2", reply_to=mark) == ("UNN-1", True)
    assert team_of(team="", reply_to=ReplyTo(registration="NLSH-1", form="")) == ("", True)


def test_a_team_that_got_another_number_since_is_known_by_its_registration():
    assert team_of(team="", reply_to=ReplyTo(registration="UNN-9", form="UNN-2:0")) == ("UNN-2", False)


def test_before_places_are_given_out_every_team_that_stands_may_be_meant():
    (one,) = returned([received(**{**COMPLETE, "team": "NLSH-2"})], replace(YEAR, placed=None))
    assert one.team == "NLSH-2"


def test_judges_sheets_and_questionnaires_belong_to_no_team_and_nobody_is_asked():
    forms = tied(
        received(form="pitching", judge_name="Ola", judge_trust="X"), received(path="b", form="evaluering", best="Alt")
    )
    assert [(one.team, one.findings) for one in forms] == [("", ()), ("", ())]


# --- the newest of its kind -------------------------------------------------------------------------------------------------


def test_of_two_forms_of_one_team_and_day_the_last_received_stands():
    older, newer = received(path="old", **COMPLETE), received(path="new", hours=1, **{**COMPLETE, "goal": "Ett"})
    another_day = received(path="other", hours=2, **{**COMPLETE, "date": "2025-09-01"})
    assert [(one.source.path, one.replaced_by) for one in tied(newer, another_day, older)] == [
        ("old", "new"),
        ("new", ""),
        ("other", ""),
    ]


def test_of_exact_copies_the_last_received_stands():
    first = received(path="a", form="evaluering", best="Alt")
    copy = replace(first, source=replace(first.source, path="b", received=NOON + dt.timedelta(days=1)))
    assert [one.replaced_by for one in tied(first, copy)] == ["b", ""]


def test_the_order_in_which_forms_are_given_changes_nothing():
    forms = [received(path=str(n), hours=n, **COMPLETE) for n in range(4)]
    assert tied(*forms) == tied(*reversed(forms))


def test_a_judges_second_sheet_takes_the_place_of_the_first():
    sheets = [
        received(path=str(n), hours=n, form="pitching", judge_name=name) for n, name in enumerate(("Ola N", "ola n", "Per"))
    ]
    assert [one.replaced_by for one in tied(*sheets)] == ["1", "", ""]


# --- rules ------------------------------------------------------------------------------------------------------------------


def found(**said):
    (one,) = tied(received(**said))
    return [(finding.rule, finding.severity, finding.path) for finding in one.findings]


def test_a_complete_form_has_nothing_to_remark():
    assert found(**COMPLETE) == []


def test_what_must_be_filled_in_and_is_not_is_an_error():
    said = {key: text for key, text in COMPLETE.items() if key not in {"goal", "date"}}
    assert found(**said) == [("year.required", Severity.ERROR, "date"), ("year.required", Severity.ERROR, "goal")]


def test_a_file_named_for_another_team_than_its_form_is_asked_about():
    (one,) = tied(received(path="inbox/UNN-1 rapport.docx", **{**COMPLETE, "team": "UNN-2"}))
    assert (one.team, [finding.rule for finding in one.findings]) == ("UNN-2", ["year.team"])


@pytest.mark.parametrize(("name", "asked"), [("45 min", True), ("90 %", True), ("Andel over 90 %", False), ("Fall", False)])
def test_a_number_where_the_name_of_a_measurement_belongs_is_looked_at(name, asked):
    (one,) = tied(received(**COMPLETE, indicator_1_name=name, indicator_1_date="2025-09-01", indicator_1_value="3"))
    assert one.doubtful("indicator_1_name") is asked


@pytest.mark.parametrize(
    ("day", "wrong"), [("2025-03-04", False), ("2025-10-02", False), ("2025-03-03", True), ("2025-10-03", True)]
)
def test_a_form_is_of_a_day_between_the_invitation_and_today(day, wrong):
    assert found(**{**COMPLETE, "date": day}) == ([("year.date", Severity.REVIEW, "date")] if wrong else [])


def test_a_measurement_of_a_day_to_come_is_looked_at_and_a_deadline_is_not():
    assert found(**COMPLETE, indicator_1_date="2026-01-01") == [("year.date", Severity.REVIEW, "indicator_1_date")]
    plan = {"form": "framdriftsplan", "team": "UNN-1", "date": "2025-09-30", "task_1_when": "2026-01-01"}
    assert found(**plan) == []


def test_a_step_off_the_scale_and_points_beyond_three_are_looked_at():
    step = {"form": "egenevaluering", "team": "UNN-1", "date": "2025-09-30", "step": "3,2", "to_next_step": "Måle"}
    assert found(**step, doubtful=["step"]) == [("year.choice", Severity.REVIEW, "step")]
    sheet = {"form": "pitching", "judge_name": "Ola", "judge_trust": "X", "score_1_team": "UNN-1", "score_1_goal": "5"}
    assert found(**sheet, doubtful=["score_1_goal"]) == [("year.choice", Severity.REVIEW, "score_1_goal")]


def test_what_came_is_counted_in_the_order_of_the_year():
    forms = [received(form=form) for form in ("pitching", "statusrapport", "egenevaluering", "statusrapport")]
    assert counted(forms) == "2 statusrapport, 1 egenevaluering, 1 vurderingsskjema for pitching"


def test_a_file_is_told_of_by_its_form_and_team():
    known, unknown = tied(received(**COMPLETE), received(path="b", **{**COMPLETE, "team": ""}))
    assert what_it_is(known).params == {"form": "Statusrapport", "team": "UNN-1"}
    assert isinstance(what_it_is(unknown), Message)
    assert what_it_is(unknown).params == {"form": "Statusrapport"}


# --- in a workspace -----------------------------------------------------------------------------------------------------------


def blanks_of_the_year(folder, formats=("docx", "xlsx")):
    with working(folder, "forms", dt.datetime.fromisoformat(f"{NOW}:00+02:00"), "nb", lambda *_: None) as run:
        return write_year_blanks(run, register_of(run), formats)


def test_the_blanks_go_out_to_the_teams_and_what_comes_back_is_accounted_for(placed, call):
    published = blanks_of_the_year(placed).published
    assert len(published.written) == 2 * 2 * len(YEAR_FORMS) + 4 + 4 * 3  # blanks, judges' sheets, three for each of four teams
    assert blanks_of_the_year(placed).published.written == ()

    year, inbox = placed / "outbox" / "forms" / "year", placed / "inbox"
    judged = fill_xlsx((year / "pitching" / "vurderingsskjema-pitching-nynorsk.xlsx").read_bytes(), {"score_2_goal": "3"})
    (inbox / "dommer.xlsx").write_bytes(judged)
    ours = fill_docx((year / "team" / "UNN-1-statusrapport.docx").read_bytes(), {"date": "2.5.2025", "work": "Fall"})
    (inbox / "status.docx").write_bytes(ours)
    stray = fill_docx((year / "egenevaluering-bokmal.docx").read_bytes(), {"team": "Ukjent lag", "step": "3,5 – forbedring"})
    (inbox / "egen.docx").write_bytes(stray)
    before = json.loads(call(placed, "export").out)
    said = call(placed, "intake", lang="nb").out
    assert "Skjemaer fra nettverksåret: 1 statusrapport, 1 egenevaluering, 1 vurderingsskjema for pitching." in said
    doubted = "Hvilket team er dette fra? «Ukjent lag» er ikke et kjent team."
    assert f"Skjemaer fra nettverksåret som må ses på: 1. kull why FIL viser alt.\n  inbox/egen.docx: {doubted}" in said
    assert f"Må ses på: {doubted}" in call(placed, "why", "inbox/egen.docx", lang="nb").out

    export = json.loads(call(placed, "export").out)
    assert (export["registrations"], export["plan"]) == (before["registrations"], before["plan"])
    paths = [f"inbox/{name}" for name in ("dommer.xlsx", "egen.docx", "status.docx")]
    assert sorted((one["path"], one["reason"]) for one in export["quarantine"]) == [(path, "other_form") for path in paths]
    forms = {one["source"]["path"]: one for one in export["forms"]}
    assert [(forms[path]["form"], forms[path]["team"]) for path in paths] == [
        ("pitching", None),
        ("egenevaluering", None),
        ("statusrapport", "UNN-1"),
    ]
    assert forms["inbox/status.docx"]["answers"] == {"team": "UNN-1 – Færre fall", "date": "2025-05-02", "work": "Fall"}
    teams = ("NLSH-1 – Trygg utskriving", "NLSH-2 – Bedre samtaler", "UNN-1 – Færre fall", "UNN-2 – Kortere ventetid")
    scores = {f"score_{n}_team": team for n, team in enumerate(teams, start=1)}
    assert forms["inbox/dommer.xlsx"]["answers"] == {**scores, "score_2_goal": "3"}
    assert "Satt til side" not in call(placed, "status", lang="nb").out
    assert "«Fall»" in call(placed, "why", "inbox/status.docx").out

    (inbox / "status.docx").unlink()
    call(placed, "intake")
    removed = next(one for one in json.loads(call(placed, "export").out)["forms"] if one["form"] == "statusrapport")
    assert (removed["team"], "file.removed" in {one["rule"] for one in removed["findings"]}) == ("UNN-1", True)
