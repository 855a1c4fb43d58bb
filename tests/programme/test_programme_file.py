"""programme.toml: read into a `Programme`, or every fault at once, each with its place, its value and what was expected."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError, Fault
from pipeline.programme.load import check_workspace, load_programme, read_programme
from pipeline.programme.schema import Programme

ROOT = Path(__file__).resolve().parents[2]
WHOLE = (ROOT / "programme.toml").read_text(encoding="utf-8")
SHIPPED = "\n".join(line for line in WHOLE.splitlines() if not line.startswith("#"))

# What is edited → what it becomes, and below it the fault's place · value · message.
UNUSABLE = r"""
capacity = 15 → capacity = "15"
    cohort.capacity · 15 · Expected a whole number, without quotation marks or decimals.
capacity = 15 → capacity = true
    cohort.capacity · true · Expected a whole number, without quotation marks or decimals.
capacity = 15 → capacity = 15.0
    cohort.capacity · 15.0 · Expected a whole number, without quotation marks or decimals.
capacity = 15 → capacity = 501
    cohort.capacity · 501 · Expected a number that is 500 or less.
reply_by = 2025-05-09 → reply_by = 20250509
    dates.reply_by · 20250509 · Expected a date written without quotation marks, year first: 2025-05-01.
reply_by = 2025-05-09 → reply_by = "9. mai"
    dates.reply_by · 9. mai · Expected a date written without quotation marks, year first: 2025-05-01.
reply_by = 2025-05-09 → reply_by = 2025-05-09T12:00:00
    dates.reply_by · 2025-05-09T12:00:00 · Expected a date written without quotation marks, year first: 2025-05-01.
week = 41 → week = 41\nstart = "13"
    meetings[4].start («Digitalt møte») · 13 · Expected a clock time written without quotation marks, with seconds: 13:00:00.
name = "Helse Nord RHF" → name = 5
    organiser.name · 5 · Expected text in quotation marks: "like this".
name = "Helse Nord RHF" → name = " "
    organiser.name ·   · This must be filled in, and is empty.
name = "Helse Nord RHF" →
    organiser.name ·  · This must be filled in, and is not there.
postal_code = "8006" → postal_code = "806"
    organiser.postal_code · 806 · Expected a postal code: four digits.
orgnr = "883658752" → orgnr = "88365875"
    organiser.orgnr · 88365875 · Expected an organisation number: nine digits.
orgnr = "883658752" → orgnr = "883658725"
    organiser.orgnr · 883658725 · The check digit is wrong: one digit of the number is mistyped, or two are swapped.
id = "kull-2" → id = "Kull 2"
    cohort.id · Kull 2 · Expected small letters a–z, digits and hyphens only: samling-1.
reference = "2024/1180-15/250" → reference = "1180"
    case.reference · 1180 · Expected a case reference: 2024/1180-15/250.
email = "ingunn.kvalnes@helse-nord.example" → email = "ingunn(a)helse-nord.example"
    signatory.email · ingunn(a)helse-nord.example · Expected one e-mail address: name@domain.no.
phone = "90 00 00 12" → phone = "90 00 00"
    signatory.phone · 90 00 00 · Expected one phone number: 91 69 39 10, or with country code: +46 70 123 45 67.
kind = "gathering" → kind = "samling"
    meetings[3].kind («Samling 1») · samling · Expected one of: gathering, online.
audience = "leaders" → audience = "ledere"
    meetings[0].audience («Digitalt oppstartsmøte ledere») · ledere · Expected one of: all, leaders, advisers.
certificate = true → certificate = "ja"
    meetings[3].certificate («Samling 1») · ja · Expected true or false, without quotation marks.
days = "all" → days = "begge"
    certificate.days · begge · Expected one of: all, one.
may_miss = 0 → may_miss = -1
    certificate.may_miss · -1 · Expected a number that is 0 or more.
schema = 1 → schema = 2
    schema · 2 · Expected one of: 1.
[texts.finance]\nnb → [texts.finance]\nno
    texts.finance.no · no · Expected one of: nb, nn.
copies = [ → copies = "HR" # [
    case.copies · HR · Expected a list in brackets: ["one", "two"].
name = "Ingunn Kvalnes" → name = "Ingunn\u0007Kvalnes"
    signatory.name · Ingunn�Kvalnes · The text holds a control character (U+0007), which no letter can show. Take it out.
capacity = 15 → capasity = 1\ncapacity = 15
    cohort.capasity · 1 · Unknown key. Did you mean «capacity»?
[dates] → [dates]\ncapacity = 15
    dates.capacity · 15 · Unknown here: this key belongs under [cohort].
[dates] → [dates]\nzzz = 1
    dates.zzz · 1 · Unknown key. These can be used here: invitation, deadline, reply_by, answer.
schema = 1 → schema = 1\norganizer = "x"
    organizer · x · Unknown key. Did you mean «organiser»?
week = 37 → week = 37\nstad = "Alta"
    meetings[3].stad («Samling 1») · Alta · Unknown key. Did you mean «start»?
"""

AT_ODDS = r"""
reply_by = 2025-05-09 → reply_by = 2025-04-30
    dates.reply_by · 2025-04-30 · This day is before dates.deadline (2025-05-01).
invitation = 2025-03-04 → invitation = 2025-05-02
    dates.deadline · 2025-05-01 · This day is before dates.invitation (2025-05-02).
answer = 2025-05-08 → answer = 2025-04-30
    dates.answer · 2025-04-30 · This day is before dates.deadline (2025-05-01).
week = 37 →
    meetings[3] («Samling 1») ·  · The meeting has no day. Give it one of: date, week, month.
week = 37 → week = 37\ndate = 2025-09-10
    meetings[3] («Samling 1») · date, week · The meeting has more than one of: date, week, month. Keep one of them.
week = 37 → date = 2025-09-10\nweekday = 3
    meetings[3].weekday («Samling 1») · 3 · The meeting has a date, and a date needs no weekday. Take one of them out.
week = 37 → week = 53
    meetings[3].week («Samling 1») · 53 · 2025 has no week 53. Give another week, or a date.
week = 37 → date = 2025-05-01
    meetings[3] («Samling 1») · 2025-05-01 · The meeting is on 2025-05-01: that is not after the deadline (2025-05-01).
week = 37 → date = 2027-01-06
    meetings[3] («Samling 1») · 2027-01-06 · The meeting is on 2027-01-06: too long after the deadline (2025-05-01).
kind = "gathering" → kind = "online"
    meetings[3].place («Samling 1») · Tromsø · A digital meeting has no place. Take it out, or change kind to gathering.
week = 41 → week = 41\nend = 12:00:00
    meetings[4].end («Digitalt møte») · 12:00:00 · The meeting ends (12:00:00) before it begins (13:00:00).
key = "samling-2" → key = "samling-1"
    meetings[6].key («Samling 2») · samling-1 · Two meetings have this key; the other is «Samling 1».
may_miss = 0 → may_miss = 4
    certificate.may_miss · 4 · The diploma demands 4 meetings, and all of them may be missed. Lower may_miss.
"""

DOUBTFUL = r"""
answer = 2025-05-08 → answer = 2025-05-12
    dates.answer · 2025-05-12 · The answers are dated after the day they were promised for (2025-05-09).
place = "Tromsø" →
    meetings[3].place («Samling 1») ·  · The gathering has no place yet.
week = 37 → date = 2025-05-07
    meetings[3] («Samling 1») · 2025-05-07 · The meeting is on 2025-05-07: the answers come by 2025-05-09.
week = 37 → week = 24
    meetings[3].week («Samling 1») · 24 · The week is taken to be in 2026. If 2025-06-11 is meant, add: year = 2025.
week = 42 → week = 41
    meetings[5] («Digitalt veiledermøte») ·  · The meeting is at the same time as «Digitalt møte», for the same people.
theme_nn = "Indikatorar" →
    meetings[4].theme_nn («Digitalt møte») ·  · Not given in nynorsk: letters in nynorsk will show it in bokmål.
nn = "Helse Nord →  # nn = "
    texts.finance.nn ·  · Not given in nynorsk: letters in nynorsk will show it in bokmål.
seed_event = → seed_event = "" #
    allocation.seed_event ·  · A seed is set, but not the public event that it is the outcome of.
"""


def cases(table):
    """(old, new, (place, value, message)) of each pair of lines."""
    lines = [line for line in table.splitlines() if line]
    for edit, fault in zip(lines[::2], lines[1::2], strict=True):
        old, new = (part.strip().replace(r"\n", "\n") for part in edit.split("→"))
        place, value, message = fault[4:].split(" · ")
        yield pytest.param(old, new, (place, value, message), id=edit)


@pytest.fixture
def faults(tmp_path):
    """The faults and warnings (place, value, English message) of the shipped file with `old, new` replaced, pair by pair."""

    def of(*edits, warnings=False):
        text = SHIPPED
        for old, new in edits:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "programme.toml"
        path.write_text(text, encoding="utf-8")
        found = read_programme(path)[1]
        return [(f.place, f.value, str(f.message)) for f in found if f.warning == warnings]

    return of


def test_the_shipped_example_is_kull_2():
    programme = load_programme(ROOT / "programme.toml")
    assert (programme.cohort.id, programme.cohort.capacity, programme.case.reference) == ("kull-2", 15, "2024/1180-15/250")
    assert programme.dates.model_dump() == {
        "invitation": dt.date(2025, 3, 4),
        "deadline": dt.date(2025, 5, 1),
        "reply_by": dt.date(2025, 5, 9),
        "answer": dt.date(2025, 5, 8),
    }
    assert programme.deadline_at.isoformat() == "2025-05-01T23:59:59+02:00"
    assert programme.allocation.seed == "LOTTO-2025-05-03:01-02-03-04-05-06-07"
    assert len(programme.meetings) == 13


def test_the_shipped_example_has_no_fault_and_one_warning_for_the_first_of_may():
    assert [(f.file, f.place, f.value, f.warning) for f in check_workspace(ROOT)] == [
        ("programme.toml", "dates.deadline", "2025-05-01", True)
    ]


def test_everything_in_the_shipped_example_is_also_in_nynorsk_and_on_example_domains():
    programme = load_programme(ROOT / "programme.toml")
    assert all(
        bool(getattr(m, k)) == bool(getattr(m, f"{k}_nn")) for m in programme.meetings for k in ("title", "theme", "aim")
    )
    people = (programme.organiser, programme.officer, programme.signatory, programme.contact)
    assert all(someone.email.endswith(".example") for someone in people)


def test_phone_numbers_have_one_form_once_read():
    assert load_programme(ROOT / "programme.toml").officer.phone == "+4790000011"


def test_every_fault_at_once(faults):
    found = faults(
        ("capacity = 15", "capacity = 0"),
        ('orgnr = "883658752"', 'orgnr = "883658753"'),
        ("reply_by = 2025-05-09", "reply_by = 2025-04-09"),
        ("deadline = 2025-05-01 ", "deadlin = 2025-05-01 "),
        ("week = 37", "week = 60"),
        ('key = "samling-2"', 'key = "samling-1"'),
    )
    assert found == [
        ("cohort.capacity", "0", "Expected a number that is 1 or more."),
        (
            "organiser.orgnr",
            "883658753",
            "The check digit is wrong: one digit of the number is mistyped, or two are swapped.",
        ),
        ("dates.deadline", "", "This must be filled in, and is not there."),
        ("dates.deadlin", "2025-05-01", "Unknown key. Did you mean «deadline»?"),
        ("meetings[3].week («Samling 1»)", "60", "Expected a number that is 53 or less."),
        ("meetings[3] («Samling 1»)", "", "The meeting has no day. Give it one of: date, week, month."),
        ("meetings[6].key («Samling 2»)", "samling-1", "Two meetings have this key; the other is «Samling 1»."),
    ]


@pytest.mark.parametrize(("old", "new", "found"), list(cases(UNUSABLE + AT_ODDS)))
def test_what_is_wrong_is_told_with_its_place_the_value_and_what_was_expected(faults, old, new, found):
    assert found in faults((old, new))
    assert {f[0] for f in faults((old, new))} <= {found[0], "meetings[3] («Samling 1»)"}


@pytest.mark.parametrize(("old", "new", "found"), list(cases(DOUBTFUL)))
def test_what_is_doubtful_is_a_warning_and_stops_nothing(faults, tmp_path, old, new, found):
    assert faults((old, new), warnings=True) == [found]
    assert load_programme(tmp_path / "programme.toml").cohort.id == "kull-2"


def test_sections_in_the_wrong_brackets_are_told(faults):
    one = '[[meetings]]\nkey = "oppstart-ledere"'
    rest = SHIPPED[SHIPPED.index('[[meetings]]\nkey = "oppstart-veiledere"') :]
    assert faults((one, one.replace("[[meetings]]", "[meetings]")), (rest, "")) == [
        ("meetings", "", "Each of these begins with its heading in double brackets: [[meetings]].")
    ]
    assert faults(("[officer]", "[[officer]]"))[0][0::2] == (
        "officer",
        "Expected a section with keys of its own, under a heading in single brackets: [section].",
    )


def test_the_last_week_of_a_year_is_no_spring_week(faults):
    in_2026 = (
        ("2025-03-04", "2026-03-04"),
        ("2025-05-01", "2026-05-01"),
        ("2025-05-09", "2026-05-08"),
        ("2025-05-08", "2026-05-08"),
    )
    assert faults(*in_2026, ("week = 41", "week = 53\nweekday = 5"), warnings=True) == []


def test_a_diploma_that_demands_no_meeting_is_told_of(faults):
    found = faults(*[("\ncertificate = true", "\ncertificate = false")] * 4, warnings=True)
    assert [(place, message.partition(",")[0]) for place, _, message in found if place.startswith("certificate")] == [
        ("certificate", "No meeting has certificate = true")
    ]


def test_overrides_are_checked(faults):
    override = '[[overrides]]\nregistration = "UNN-4"\noutcome = "place"\nby = "Ragnhild Sørvik"\nreason = "x"\n\n'
    assert faults(("[texts.finance]", override + override + "[texts.finance]")) == [
        (
            "overrides[1].registration",
            "UNN-4",
            "This registration is decided by hand twice; the other is overrides[0].",
        )
    ]
    assert faults(("[texts.finance]", override.replace('"place"', '"plass"').replace('"x"', '""') + "[texts.finance]")) == [
        ("overrides[0].outcome («UNN-4»)", "plass", "Expected one of: place, reserve, ineligible."),
        ("overrides[0].reason («UNN-4»)", "", "This must be filled in, and is empty."),
    ]


def test_a_year_beside_the_week_says_which_year_is_meant(faults):
    assert faults(("week = 37", "week = 24\nyear = 2025"), warnings=True) == []


SLIP = "cannot be read from here. Look for a missing quotation mark, equals sign or bracket."


@pytest.mark.parametrize(
    ("content", "place", "value", "message"),
    [
        ('a = 1\nb = "x\n', "2:7", 'b = "x', f"Line 2, column 7: {SLIP}"),
        ("[a]\nx = [1,", "2:8", "x = [1,", f"Line 2, column 8: {SLIP}"),
        ("start = 13:00", "1:11", "start = 13:00", "Line 1: a clock time is written with colons and seconds: 13:00:00."),
        ("d = 01.05.2025", "1:6", "d = 01.05.2025", "Line 1: a date is written with the year first: 2025-05-01."),
        ("n = «Bodø»", "1:5", "n = «Bodø»", 'Line 1: text stands between straight quotation marks: "like this".'),
        ("[a]\nx = 1\n[a]\n", "3:3", "[a]", "Line 3: this key or section stands in the file already. Keep one of them."),
    ],
)
def test_a_file_that_is_no_toml_tells_line_and_column_and_the_likely_slip(tmp_path, content, place, value, message):
    path = tmp_path / "programme.toml"
    path.write_text(content, encoding="utf-8")
    programme, found = read_programme(path)
    assert programme is None
    assert [(f.place, f.value, str(f.message)) for f in found] == [(place, value, message)]


def test_a_file_in_another_encoding_tells_the_line(tmp_path):
    path = tmp_path / "programme.toml"
    path.write_text('a = 1\nb = "Bodø"', encoding="cp1252")
    message = "Line 2 is not written in UTF-8. Save the file again with the encoding UTF-8."
    assert [(f.place, f.value, str(f.message)) for f in read_programme(path)[1]] == [("2", 'b = "Bodø"', message)]


def test_a_missing_file_and_a_folder_in_its_place_are_faults(tmp_path):
    with pytest.raises(ConfigurationError) as missing:
        load_programme(tmp_path / "programme.toml")
    assert [f.file for f in missing.value.faults] == ["programme.toml"]
    assert missing.value.exit_code == 3
    (tmp_path / "programme.toml").mkdir()
    with pytest.raises(ConfigurationError):
        load_programme(tmp_path / "programme.toml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "programme.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert load_programme(path) == load_programme(ROOT / "programme.toml")


def test_warnings_alone_raise_nothing_and_faults_carry_no_warning(faults, tmp_path):
    assert faults(("capacity = 15", "capacity = 0"), ("answer = 2025-05-08", "answer = 2025-05-12"))
    with pytest.raises(ConfigurationError) as error:
        load_programme(tmp_path / "programme.toml")
    assert [f.place for f in error.value.faults] == ["cohort.capacity"]


# Whatever a person writes behind a key: TOML's own kinds of value.
VALUES = st.sampled_from(
    [
        '""',
        '"x"',
        "0",
        "-1",
        "1.5",
        "true",
        "nan",
        "2025-05-01",
        "2025-05-01T00:00:00Z",
        "13:00:00",
        "[]",
        "[[1]]",
        "{}",
        "{a = 1}",
    ]
)
KEYS = sorted({line.split(" =")[0] for line in SHIPPED.splitlines() if " = " in line})


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_value_behind_any_key_does_worse_than_a_fault(tmp_path_factory, data):
    key, value = data.draw(st.sampled_from(KEYS)), data.draw(VALUES)
    at = data.draw(st.integers(0, 12))
    lines = SHIPPED.splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith(f"{key} = ")]
    lines[places[at % len(places)]] = f"{key} = {value}"
    path = tmp_path_factory.mktemp("w") / "programme.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    programme, faults = read_programme(path)
    assert (programme is None) == any(not fault.warning for fault in faults)
    assert all(isinstance(fault, Fault) and fault.place for fault in faults)
    assert not any("cannot be used here (" in str(fault.message) for fault in faults)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_at_all_are_read_or_told_of(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("w") / "programme.toml"
    path.write_bytes(content)
    programme, faults = read_programme(path)
    assert programme is None
    assert faults


def test_a_programme_is_frozen():
    programme = load_programme(ROOT / "programme.toml")
    assert isinstance(programme, Programme)
    with pytest.raises(ValueError, match="frozen"):
        programme.cohort.capacity = 16
