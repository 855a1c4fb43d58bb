"""A workspace's own agendas.toml: what it changes, and how its faults are told."""

import pytest
from agenda_cohort import PROGRAMME

from pipeline.errors import ConfigurationError
from pipeline.programme.workspace import Workspace
from pipeline.steps.agendas import load_agendas, read_agendas, shipped_agendas
from pipeline.year.agendas import agendas_by_meeting, without_a_meeting

HEAD = "schema = 1\n"
SAMLING = HEAD + '[[agendas]]\nkey = "samling-1"\nkind = "gathering"\nnumber = 1\n'
POINT = '[[agendas.items]]\ntitle = "Velkommen"\n'


@pytest.fixture
def read(tmp_path):
    def reading(text):
        (tmp_path / "agendas.toml").write_text(text, encoding="utf-8")
        return read_agendas(Workspace(tmp_path), PROGRAMME)

    return reading


@pytest.fixture
def told(read):
    """Each fault as place, value and words; the file cannot be used when there is one."""

    def telling(text):
        agendas, faults = read(text)
        assert (agendas is None) == bool(faults)
        assert {fault.file for fault in faults} <= {"agendas.toml"}
        return [(fault.place, fault.value, fault.message.in_language("en")) for fault in faults]

    return telling


def test_without_a_file_the_shipped_agendas_hold(tmp_path):
    assert read_agendas(Workspace(tmp_path), PROGRAMME) == (shipped_agendas(), ())


def test_an_agenda_of_the_workspace_goes_before_the_shipped_one_and_the_others_stay(read):
    agendas, faults = read(SAMLING + POINT)
    by_key = {agenda.key: agenda for agenda in agendas.agendas}
    assert faults == ()
    assert [item.title for item in by_key["samling-1"].items] == ["Velkommen"]
    assert {key for key in by_key if key != "samling-1"} == {one.key for one in shipped_agendas().agendas} - {"samling-1"}
    assert by_key["samling-2"] == next(one for one in shipped_agendas().agendas if one.key == "samling-2")


def test_an_agenda_of_another_name_for_the_same_meeting_goes_before_the_shipped_one_too(read):
    agendas, _ = read(SAMLING.replace("samling-1", "velkomst") + POINT)
    assert agendas_by_meeting(agendas, PROGRAMME)["samling-1"].key == "velkomst"


def test_an_agenda_can_name_its_meeting(read):
    agendas, faults = read(HEAD + '[[agendas]]\nkey = "vm"\nmeeting = "veiledere-uke-42"\n' + POINT)
    assert faults == ()
    assert agendas_by_meeting(agendas, PROGRAMME)["veiledere-uke-42"].key == "vm"


def test_the_hours_of_a_gathering_can_be_others(read):
    agendas, _ = read(HEAD + "[gathering]\nstart = 11:30:00\n")
    assert agendas.frame.start.hour == 11
    assert agendas.frame.end == shipped_agendas().frame.end


@pytest.mark.parametrize(
    ("text", "place", "value", "words"),
    [
        (SAMLING + POINT + 'minutes = "ti"\n', "agendas[0].items[0].minutes («Velkommen»)", "ti", "whole number"),
        (SAMLING + POINT + "day = 1\n", "agendas[0].items[0].day («Velkommen»)", "1", "2 or more"),
        (SAMLING + POINT + "minutes = 0\n", "agendas[0].items[0].minutes («Velkommen»)", "0", "1 or more"),
        (SAMLING + POINT + "minuter = 5\n", "agendas[0].items[0].minuter («Velkommen»)", "5", "Did you mean «minutes»?"),
        (SAMLING + '[[agendas.items]]\ntitle = ""\n', "agendas[0].items[0].title", "", "empty"),
        (SAMLING, "agendas[0].items («samling-1»)", "", "At least one"),
        (SAMLING + POINT + 'links = ["unn"]\n', "agendas[0].items[0].links[0]", "unn", "web address"),
        (SAMLING + POINT + "minutes = 5\nmost = 5\n", "agendas[0].items[0].most («Velkommen»)", "5", "either minutes or most"),
        (SAMLING + POINT + "team_minutes = 4\n", "agendas[0].items[0].minutes («Velkommen»)", "", "needs minutes too"),
        (SAMLING + POINT + "change_minutes = 1\n", "agendas[0].items[0].change_minutes («Velkommen»)", "1", "team_minutes"),
        (
            SAMLING + POINT + 'material = ["a", "b"]\nmaterial_nn = ["a"]\n',
            "agendas[0].items[0].material_nn («Velkommen»)",
            "",
            "nynorsk has 1 entries, the one in bokmål 2",
        ),
        (SAMLING.replace("number = 1", "number = 9") + POINT, "agendas[0].number («samling-1»)", "9", "not so many meetings"),
        (HEAD + '[[agendas]]\nkey = "a"\n' + POINT, "agendas[0] («a»)", "", "Which meeting is meant?"),
        (
            HEAD + '[[agendas]]\nkey = "a"\nmeeting = "samling-l"\n' + POINT,
            "agendas[0].meeting («a»)",
            "samling-l",
            "Did you mean «samling-1»?",
        ),
        (
            HEAD + '[[agendas]]\nkey = "a"\nkind = "online"\nnumber = 1\n' + POINT + "day = 2\n",
            "agendas[0].items[0].day («Velkommen»)",
            "2",
            "one day",
        ),
        (SAMLING + POINT + SAMLING.removeprefix(HEAD) + POINT, "agendas[1].key", "samling-1", "same key"),
        (
            SAMLING + POINT + SAMLING.removeprefix(HEAD).replace("samling-1", "andre") + POINT,
            "agendas[1] («andre»)",
            "",
            "for the same meeting",
        ),
        (HEAD + "[gathering]\nend = 08:00:00\n", "gathering.end", "08:00:00", "end before it begins"),
        (HEAD + "[gathering]\nend = 12.00\n", "gathering.end", "12.0", "clock time"),
        ("schema = 2\n", "schema", "2", "one of: 1"),
        (HEAD + 'a = "\n', "2:6", 'a = "', "cannot be read"),
    ],
)
def test_a_fault_is_told_with_its_place_in_plain_words(told, text, place, value, words):
    found = told(text)
    assert [(one[0], one[1]) for one in found] == [(place, value)]
    assert words in found[0][2]


def test_all_faults_are_told_at_once(told):
    assert len(told(SAMLING + POINT + "minutes = 0\nday = 3\n" + POINT + "optional = 1\n")) == 3


def test_a_text_that_no_paper_could_hold_is_a_fault(told):
    ((place, _, words),) = told(SAMLING + '[[agendas.items]]\ntitle = "Vel\\u0001kommen"\n')
    assert place == "agendas[0].items[0].title"
    assert "control character" in words


def test_a_file_with_a_fault_stops_the_run(tmp_path):
    (tmp_path / "agendas.toml").write_text("schema = 2\n", encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_agendas(Workspace(tmp_path), PROGRAMME)


def test_an_agenda_that_lost_its_meeting_is_known():
    shipped = shipped_agendas()
    assert without_a_meeting(shipped, PROGRAMME) == ()
    left = [meeting for meeting in PROGRAMME.meetings if meeting.key != "digitalt-uke-41"]
    assert without_a_meeting(shipped, PROGRAMME.model_copy(update={"meetings": left})) == ("teams-4",)
