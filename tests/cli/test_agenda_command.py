"""`kull agenda`: what it writes, says and ends with."""

import json

import pytest
from cli_workspace import contents, everything

OWN = """schema = 1
[[agendas]]
key = "teams-2"
kind = "online"
number = 2
[[agendas.items]]
title = "Status"
minutes = 50
[[agendas.items]]
title = "Verktøy"
minutes = 25
optional = true
"""


@pytest.fixture
def papers(done):
    """The papers that stand in the outbox."""
    return lambda: {
        path for path in contents(done / "outbox" / "letters") if path.startswith(("agenda/", "running_sheet/", "checklist/"))
    }


def test_every_meeting_with_an_agenda_gets_its_papers(call, done, papers):
    said = call(done, "agenda")
    assert (said.status, said.err) == (0, "")
    assert "meeting programmes 16, running sheets 16, checklists 16" in said.out
    assert "Meetings without an agenda: oppstart-ledere, oppstart-veiledere, veiledere-uke-42" in said.out
    assert len(papers()) == 48
    assert {
        "agenda/samling-1-moteprogram.docx",
        "running_sheet/teams-4-nn-kjoreplan.docx",
        "checklist/oppstart-huskeliste.docx",
    } <= (papers())


def test_a_second_run_writes_nothing(call, done):
    call(done, "agenda")
    before = everything(done / "outbox" / "letters")
    call(done, "agenda")
    assert everything(done / "outbox" / "letters") == before


def test_other_letters_stay_as_they_are(call, done):
    before = everything(done / "outbox" / "letters")
    call(done, "agenda")
    assert everything(done / "outbox" / "letters").items() >= before.items()


def test_the_timetable_of_the_named_meeting_is_shown_by_either_name(call, done):
    by_agenda, by_meeting = call(done, "agenda", "teams-2"), call(done, "agenda", "digitalt-uke-41")
    assert "13.10–13.35    25  Status" in by_agenda.out
    assert by_meeting.out.partition("\n\n")[0] == by_agenda.out.partition("\n\n")[0]


def test_an_unknown_name_is_told_with_those_that_there_are(call, done, papers):
    said = call(done, "agenda", "samling-9")
    assert said.status == 2
    assert "oppstart, samling-1, teams-2" in said.err
    assert papers() == set()


def test_a_day_that_is_too_full_is_told(call, done):
    (done / "agendas.toml").write_text(OWN, encoding="utf-8")
    said = call(done, "agenda")
    assert said.status == 0
    assert "the items take 15 minutes too much, past kl. 14.00. Can be left out: «Verktøy» (25 min)." in said.out


@pytest.mark.parametrize(("command", "status"), [("agenda", 3), ("check", 1)])
def test_a_fault_in_the_workspaces_agendas_is_told_and_nothing_is_written(call, done, papers, command, status):
    (done / "agendas.toml").write_text(OWN.replace("minutes = 50", "minutes = 0"), encoding="utf-8")
    said = call(done, command)
    assert said.status == status
    assert "agendas.toml, agendas[0].items[0].minutes («Status») = «0»" in said.out + said.err
    assert papers() == set()


def test_the_manifest_says_which_agendas_a_paper_comes_from(call, done):
    call(done, "agenda")
    assert "agendas.toml sha256:" in json.dumps(json.loads((done / "outbox" / "manifest.json").read_text(encoding="utf-8")))
