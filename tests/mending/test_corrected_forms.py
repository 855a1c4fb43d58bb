"""A correction is laid over what the form says: the value changes, the form does not, and the rules see the value."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mended_forms import VALUES, correction, file, one, reading, register, reviews, states

from pipeline.i18n import msg
from pipeline.model import Adviser, Finding, Member, Provenance, Role, Severity, Status
from pipeline.recognise.corrected import from_words, in_words
from pipeline.rules.fields import rows_of, said_in, values_of
from pipeline.rules.mending import with_corrections


def mended(*corrections, of=None):
    return with_corrections(of or reading(), corrections)


@pytest.mark.parametrize(
    ("path", "words", "value"),
    [
        ("title", "  Færre\n fall ", "Færre\nfall"),
        ("priority", "nr. 4", 4),
        ("trust", "unn", "Universitetssykehuset Nord-Norge HF"),
        ("trust", "Et nytt foretak HF", "Et nytt foretak HF"),
        ("contact.phone", "91693910", "+4791693910"),
        ("contact.phone", "12", "12"),
        ("contact.email", "kari (at) unn", "kari (at) unn"),
        ("contact.email", "Kari <k@unn.example> eller Ola <o@unn.example>", "Kari <k@unn.example> eller Ola <o@unn.example>"),
        ("members[0].role", "Tillitsvald", Role.UNION_REP),
        ("members[0].profession", "spl.", "sykepleier"),
        ("members[0].profession", "romfarer", "romfarer"),
        ("members[0].trained_agent", "ja", True),
        ("binding", "nei", False),
        ("adviser.attends", "Ja", True),
        ("challenges.high_turnover", "x", True),
        ("signed_date", "28.04.2025", dt.date(2025, 4, 28)),
        ("language", "Nynorsk", "nn"),
        ("title", "", None),
        ("title", " – ", None),
    ],
)
def test_words_mean_what_a_person_means_by_them(path, words, value):
    assert (from_words(path, words).value, from_words(path, words).refused) == (value, None)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("priority", "01.05.2025"),
        ("priority", "tre eller fire"),
        ("priority", "0"),
        ("signed_date", "i går"),
        ("members[0].role", "sjef for alt"),
        ("commitments.time", "kanskje"),
        ("binding", "vet ikke"),
        ("adviser.attends", "når han kan"),
        ("language", "latin"),
        ("nothing", "x"),
    ],
)
def test_words_that_cannot_be_a_value_are_refused_with_what_to_write(path, words):
    understood = from_words(path, words)
    assert understood.value is None
    assert understood.refused.in_language("nb")


@pytest.mark.parametrize(("path", "value"), said_in(VALUES).items())
def test_a_value_written_as_the_register_shows_it_is_the_same_value(path, value):
    assert from_words(path, in_words(path, value)).value == value


def test_values_come_whole_out_of_their_paths():
    said = said_in(VALUES)
    assert values_of(said, rows_of(said)) == VALUES


def test_a_corrected_value_has_the_words_and_the_place_and_is_certain():
    found = mended(correction("title", "Færre fall"), of=reading(doubtful={"title"}))
    assert found.values == replace(VALUES, title="Færre fall")
    assert found.provenance["title"] == Provenance(
        text="Færre fall", where="row of title", method="correction", confidence=1.0, needs_review=False
    )


def test_nothing_corrected_is_nothing_changed():
    assert mended() == reading()


def test_the_last_correction_of_a_field_holds():
    first, second = correction("title", "Først", number=1), correction("title", "Så", number=2)
    assert mended(second, first).values.title == "Så"
    made = one(register(file("inbox/a.docx"), corrections=[first, second]))
    assert states(made) == {1: "replaced", 2: "applied"}


def test_what_reading_found_wrong_there_is_answered_and_nothing_else():
    findings = tuple(
        Finding(rule=rule, severity=Severity.REVIEW, path=path, message=msg("The date"))
        for rule, path in (("reading.unread", "title"), ("reading.unread", "goal"), ("privacy.national-id", "title"))
    )
    left = mended(correction("title", "Ny"), of=reading(findings=findings)).findings
    assert [(f.rule, f.path) for f in left] == [("reading.unread", "goal"), ("privacy.national-id", "title")]


def test_a_correction_settles_what_a_rule_had_against_the_form():
    lacking = file("inbox/a.docx", reading(replace(VALUES, adviser=Adviser())))
    assert one(register(lacking)).status is Status.INCOMPLETE
    made = one(register(lacking, corrections=[correction("adviser.name", "Per Vik")]))
    assert made.status is Status.COMPLETE
    assert [(f.rule, f.severity.value) for f in made.findings] == [("correction", "info")]


def test_an_emptied_field_is_missing():
    made = one(register(file("inbox/a.docx"), corrections=[correction("adviser.name", "")]))
    assert (made.values.adviser.name, made.status) == (None, Status.INCOMPLETE)


def test_what_is_not_understood_changes_nothing_and_is_put_up_for_review():
    made = one(register(file("inbox/a.docx"), corrections=[correction("priority", "mange")]))
    assert (made.values.priority, made.status, reviews(made)) == (1, Status.NEEDS_REVIEW, ["priority"])
    words = next(f.message.in_language("nb") for f in made.findings if f.rule == "correction")
    assert "«mange»" in words


def test_a_refused_correction_is_settled_by_a_better_one():
    tries = [correction("priority", "mange", number=1), correction("priority", "2", number=2)]
    made = one(register(file("inbox/a.docx"), corrections=tries), "UNN-2")
    assert (made.values.priority, reviews(made), states(made)) == (2, [], {1: "replaced", 2: "applied"})


def test_a_member_is_taken_out_and_the_others_move_up_with_all_that_is_known_of_them():
    ola = VALUES.members[1]
    out = [
        correction(f"members[1].{name}", "", number=n, member=ola)
        for n, name in enumerate(("name", "role", "profession", "email"), start=1)
    ]
    later = correction("members[2].email", "ny@unn.example", number=9, member=VALUES.members[2])
    found = mended(*out, later)
    assert [m.name for m in found.values.members] == ["Kari Nordli", "Áile Čáppá"]
    assert found.values.members[1].email == "ny@unn.example"
    assert found.provenance["members[1].name"].where == "row of members[2].name"
    assert not any(path.startswith("members[2]") for path in found.provenance)


def test_a_member_is_added():
    new = [correction("members[3].name", "Eva Berg", number=1), correction("members[3].role", "medarbeider", number=2)]
    assert mended(*new).values.members[3] == Member(name="Eva Berg", role=Role.STAFF)


def test_two_who_are_added_one_after_the_other_are_two():
    first = correction("members[3].name", "Eva Berg", number=1)
    second = correction("members[4].name", "Nils Dal", number=2)
    assert [m.name for m in mended(first, second).values.members[3:]] == ["Eva Berg", "Nils Dal"]
    assert [m.name for m in mended(second).values.members[3:]] == ["Nils Dal"]


def test_a_correction_follows_its_person_when_the_form_is_read_otherwise_than_before():
    kari = correction("members[0].email", "ny@unn.example", member=VALUES.members[0])
    other_way = reading(replace(VALUES, members=(Member(name="Nyoppdaget Person"), *VALUES.members)))
    found = mended(kari, of=other_way).values.members
    assert [m.email for m in found] == [None, "ny@unn.example", "ola@unn.example", "aile@unn.example"]


def test_name_and_address_of_one_person_are_corrected_together():
    ola = VALUES.members[1]
    both = [
        correction("members[1].name", "Olav Sundt", number=1, member=ola),
        correction("members[1].email", "olav@unn.example", number=2, member=ola),
        correction("members[1].phone", "90 00 00 09", number=3, member=ola),
    ]
    assert mended(*both).values.members[1] == replace(ola, name="Olav Sundt", email="olav@unn.example", phone="+4790000009")


def test_a_correction_of_somebody_who_is_not_there_any_more_is_put_up_for_review():
    gone = correction("members[0].email", "x@unn.example", member=Member(name="Helt Ukjent"))
    made = one(register(file("inbox/a.docx"), corrections=[gone]))
    assert (made.values, reviews(made)) == (VALUES, ["members"])


def test_what_was_looked_at_is_certain_though_nothing_is_changed():
    doubtful = file("inbox/a.docx", reading(doubtful={"goal", "members[1].email"}))
    assert one(register(doubtful)).status is Status.NEEDS_REVIEW
    looked_at = [correction("goal", "", number=1, confirms=True), correction("members", "", number=2, confirms=True)]
    made = one(register(doubtful, corrections=looked_at))
    assert (made.status, made.values) == (Status.COMPLETE, VALUES)


def test_no_message_tells_of_a_role_or_a_union():
    made = one(
        register(
            file("inbox/a.docx"),
            corrections=[
                correction("members[2].role", "tillitsvalgt", number=1, old="medarbeider", member=VALUES.members[2]),
                correction("members[2].title", "hovedtillitsvalgt NSF", number=2, member=VALUES.members[2]),
            ],
        )
    )
    said = " ".join(f.message.in_language("en") for f in made.findings if f.rule == "correction")
    assert "NSF" not in said
    assert "tillitsvalgt»" not in said.split("title")[0]


WORDS = st.one_of(st.text(max_size=30), st.sampled_from(["ja", "nei", "", "3", "leder", "91693910", "28.04.2025", "nynorsk"]))
PATHS = st.sampled_from([*said_in(VALUES), "place", "baseline", "members[3].name", "members[4].email", "adviser.phone"])


@settings(max_examples=150)
@given(st.lists(st.tuples(PATHS, WORDS), max_size=8))
def test_every_correction_is_accounted_for_and_changes_nothing_but_its_own_field(edits):
    def member(path):
        row = int(path[8]) if path.startswith("members") else None
        return VALUES.members[row] if row is not None and row < len(VALUES.members) else None

    made = [correction(path, text, number=n, member=member(path)) for n, (path, text) in enumerate(edits, start=1)]
    found = register(file("inbox/a.docx"), corrections=made).registrations[0]
    assert sorted(states(found)) == [one.number for one in made]
    touched = {path for path, _ in edits}
    taken_out = any(path.endswith(".name") or path.startswith("members") for path in touched)
    before, after = said_in(VALUES), said_in(found.values)
    for path, value in before.items():
        if path not in touched and not (path.startswith("members") and taken_out):
            assert after.get(path) == value
