"""From files to the register: one registration a team, ids that stay, nothing lost."""

import datetime as dt
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_forms import (
    ASKED,
    GOOD,
    IN_TIME,
    LEADER,
    NLSH,
    REP,
    STAFF,
    UNN,
    assembly_context,
    file,
    other_people,
    read,
    register,
    values,
)

from pipeline.i18n import msg
from pipeline.model import (
    Adviser,
    FileReading,
    Finding,
    Reading,
    SetAside,
    SetAsideReason,
    Severity,
    Unreadable,
    Values,
    Withdrawal,
)
from pipeline.programme.schema import OSLO, Recipient
from pipeline.rules.assemble import ReceivedFile, assemble
from pipeline.rules.identity import Team, ids_given, in_id_order, team_ids

LATER = IN_TIME + dt.timedelta(days=1)
LATE = dt.datetime(2025, 5, 2, 0, 0, tzinfo=OSLO)
BROKEN = replace(GOOD, members=(LEADER, STAFF))


def seen(reg):
    """Id, status and what superseded it, of each registration in order."""
    return [(r.id, r.status.value, r.superseded_by) for r in reg.registrations]


def by_file(reg):
    return {r.source.path: r.id for r in reg.registrations}


def said(reg, id_, rule=None, severity=None):
    one = next(r for r in reg.registrations if r.id == id_)
    return [
        f.message.in_language("nb")
        for f in one.findings
        if (rule is None or f.rule == rule) and (severity is None or f.severity is severity)
    ]


def project(word, **changes):
    """Another team of UNN, with a title and people of its own."""
    adviser = Adviser(name=f"{word} Rettleiar", email=f"{word}.r@hf.example", attends=True)
    return values(title=f"{word} {word[::-1]} {word}", members=other_people(word), adviser=adviser, **changes)


# --- status ---


def test_a_good_form_is_complete():
    [one] = register(file("inbox/a.docx", GOOD)).registrations
    assert (one.id, one.status.value, one.late, one.findings, one.trust_orgnr, one.trust_short) == (
        "UNN-1",
        "complete",
        False,
        (),
        "983974899",
        "UNN",
    )
    assert one.source.path == "inbox/a.docx"
    assert one.asked == ASKED


def test_no_value_of_the_register_holds_a_national_identity_number():
    (one,) = register(file("a.docx", replace(GOOD, title="Færre fall 15838510075"))).registrations
    assert one.values.title == "Færre fall 158385*****"


def test_an_error_makes_it_incomplete_and_a_review_alone_needs_review():
    doubtful = Reading(values=GOOD, asked=ASKED, provenance={"goal": read("?", needs_review=True)}, format="pdf")
    assert seen(register(file("a", BROKEN))) == [("UNN-1", "incomplete", None)]
    assert seen(register(file("a", doubtful))) == [("UNN-1", "needs_review", None)]


def test_a_late_form_is_late_and_needs_review():
    [one] = register(file("a", GOOD, received=LATE)).registrations
    assert (one.late, one.status.value) == (True, "needs_review")
    [one] = register(file("a", GOOD, received=LATE - dt.timedelta(seconds=1))).registrations
    assert (one.late, one.status.value) == (False, "complete")


def test_findings_of_reading_are_kept_and_all_stand_with_the_gravest_first():
    remark = Finding(
        rule="reading.unread",
        severity=Severity.INFO,
        path="",
        message=msg("Nothing was written: {count} faults must be mended first.", count=1),
    )
    members = (
        *(replace(m, role=None, email="x") for m in GOOD.members),
        *(replace(STAFF, name=f"N{n} N", email="x") for n in range(8)),
    )
    [one] = register(file("a", Reading(values=values(members=members), asked=ASKED, findings=(remark,)))).registrations
    assert [f.severity for f in one.findings] == sorted((f.severity for f in one.findings), key=list(Severity).index)
    mails = [f.path for f in one.findings if f.rule == "contact.mail"]
    assert mails == [f"members[{n}].email" for n in range(11)]
    assert remark in one.findings


# --- every file accounted for ---


def test_an_unreadable_file_is_set_aside_with_its_reason():
    why = Unreadable(
        reason=SetAsideReason.ENCRYPTED, message=msg("Nothing was written: {count} faults must be mended first.", count=1)
    )
    locked = ReceivedFile(path="inbox/l.pdf", sha256="l", received=IN_TIME, reading=FileReading(unreadable=why))
    empty = ReceivedFile(path="inbox/e.pdf", sha256="e", received=IN_TIME, reading=FileReading())
    reg = register(locked, empty)
    assert reg.registrations == ()
    assert reg.quarantine == (
        SetAside(
            path="inbox/e.pdf",
            sha256="e",
            reason=SetAsideReason.NOT_A_FORM,
            message=msg("No registration was found in the file. Open it and look."),
            received=IN_TIME,
        ),
        SetAside(path="inbox/l.pdf", sha256="l", reason=SetAsideReason.ENCRYPTED, message=why.message, received=IN_TIME),
    )


def test_an_exact_copy_is_superseded_by_the_first_received_and_says_so():
    reg = register(
        file("inbox/b.docx", GOOD, sha256="x", received=LATER),
        file("inbox/a.docx", GOOD, sha256="x", received=LATER),
        file("inbox/c.docx", GOOD, sha256="x", received=IN_TIME),
    )
    assert [(r.id, r.source.path, r.superseded_by) for r in reg.registrations] == [
        ("UNN-1", "inbox/c.docx", None),
        ("UNN-1-k1", "inbox/a.docx", "UNN-1"),
        ("UNN-1-k2", "inbox/b.docx", "UNN-1"),
    ]
    assert said(reg, "UNN-1-k1") == ["Nøyaktig kopi av inbox/c.docx (UNN-1)."]
    assert [r.id for r in reg.current()] == ["UNN-1"]


def test_teams_of_one_file_are_registrations_of_their_own_even_when_alike():
    reg = register(file("liste.xlsx", GOOD, project("vest", priority=2), replace(GOOD, priority=3)))
    assert [(r.id, r.source.part) for r in reg.registrations] == [("UNN-1", 0), ("UNN-2", 1), ("UNN-3", 2)]
    assert {r.status.value for r in reg.current()} == {"needs_review", "complete"}


# --- the same team twice ---


def test_the_newest_valid_form_stands_and_the_older_says_by_what():
    reg = register(file("old", replace(GOOD, goal="Annet mål")), file("new", GOOD, received=LATER))
    assert [(r.id, r.source.path, r.status.value, r.superseded_by) for r in reg.registrations] == [
        ("UNN-1", "new", "complete", None),
        ("UNN-1-v1", "old", "superseded", "UNN-1"),
    ]
    assert said(reg, "UNN-1-v1") == ["Erstattet av UNN-1, mottatt 29.04.2025 10.12."]


def test_a_newer_form_with_errors_does_not_replace_a_valid_one_but_is_looked_at():
    reg = register(file("old", GOOD), file("new", BROKEN, received=LATER))
    assert seen(reg) == [("UNN-1", "needs_review", None), ("UNN-1-v2", "superseded", "UNN-1")]
    assert said(reg, "UNN-1") == [
        "Et nyere skjema for teamet, UNN-1-v2, har feil og erstatter ikke dette. Se hva det skulle endre."
    ]
    assert "Dette skjemaet er nyere enn UNN-1, men har feil som UNN-1 ikke har. Derfor er det UNN-1 som gjelder." in said(
        reg, "UNN-1-v2"
    )


def test_a_mended_form_replaces_one_with_errors():
    reg = register(file("old", BROKEN), file("new", GOOD, received=LATER))
    assert seen(reg) == [("UNN-1", "complete", None), ("UNN-1-v1", "superseded", "UNN-1")]


def test_of_forms_with_errors_the_newest_stands():
    reg = register(file("old", BROKEN), file("new", replace(BROKEN, goal="x"), received=LATER))
    assert seen(reg) == [("UNN-1", "incomplete", None), ("UNN-1-v1", "superseded", "UNN-1")]


def test_a_late_correction_of_a_timely_form_is_late_and_says_that_the_first_came_in_time():
    reg = register(file("old", GOOD), file("new", replace(GOOD, goal="x"), received=LATE))
    assert [(r.source.path, r.late, r.status.value) for r in reg.registrations] == [
        ("new", True, "needs_review"),
        ("old", False, "superseded"),
    ]
    assert said(reg, "UNN-1", "deadline") == [
        "Påmeldingen kom 02.05.2025 kl. 00.00, etter fristen 01.05.2025. Den stiller bak alle som kom i tide.",
        "Et tidligere skjema for teamet, UNN-1-v1, kom i tide (28.04.2025 10.12). Ta stilling til om dette bare retter det.",
    ]


SAME_TEAM = {
    "a slip in the title": {"title": "Betre flyt i akuttmottaket"},
    "another priority": {"priority": 4},
    "another priority and a reworded title": {"priority": 4, "title": "Bedre pasientflyt i akuttmottaket"},
    "no priority": {"priority": None},
    "no people": {"members": ()},
    "all people changed": {"members": other_people("ny")},
    "a new title for the same people": {"title": "Riktig bemanning på kveld"},
    "one more member": {"members": (*GOOD.members, replace(STAFF, name="Siv Moe", email="siv@unn.example"))},
    "the trust by another name": {"trust": "UNN HF"},
}


@pytest.mark.parametrize("changes", SAME_TEAM.values(), ids=SAME_TEAM.keys())
def test_these_are_the_same_team(changes):
    reg = register(file("old", replace(GOOD, **changes)), file("new", GOOD, received=LATER))
    assert seen(reg)[1:] == [("UNN-1-v1", "superseded", "UNN-1")]


PERHAPS = {
    "one title and one priority, but another unit and nobody in common": {
        "unit": "Kirurgisk sengepost",
        "members": other_people("Ny"),
    },
    "the same title, another priority and other people": {"priority": 2, "members": other_people("ny")},
    "the same priority and one person": {"title": "Riktig bemanning på kveld", "members": (*other_people("ny"), STAFF)},
    "the same people, another title and no priority": {"title": "Riktig bemanning på kveld", "priority": None},
    "the same priority, and nothing more known": {"title": None, "members": ()},
}


@pytest.mark.parametrize("changes", PERHAPS.values(), ids=PERHAPS.keys())
def test_these_may_be_the_same_team_and_both_are_looked_at(changes):
    reg = register(file("old", GOOD), file("new", replace(GOOD, **changes), received=LATER))
    first, second = reg.registrations
    assert len(reg.current()) == 2
    assert f"Dette kan være samme team som {second.id}. Sammenlign skjemaene, og spør foretaket hvis de ikke gir svar." in said(
        reg, first.id
    )
    assert f"Dette kan være samme team som {first.id}. Sammenlign skjemaene, og spør foretaket hvis de ikke gir svar." in said(
        reg, second.id
    )


DIFFERENT = {
    "the same priority": {"title": "Riktig bemanning på kveld", "members": other_people("ny")},
    "the same title in another unit": {"unit": "Kirurgisk klinikk", "priority": 2, "members": other_people("ny")},
    "the same people with another project": {"title": "Riktig bemanning på kveld", "priority": 2},
    "another trust": {"trust": NLSH},
    "a number in the title": {"title": "Bedre flyt i akuttmottaket 2", "priority": 2, "members": other_people("ny")},
}


@pytest.mark.parametrize("changes", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_these_are_two_teams(changes):
    reg = register(file("old", GOOD), file("new", replace(GOOD, **changes), received=LATER))
    assert len(reg.current()) == 2
    assert not any("samme team" in line for r in reg.registrations for line in said(reg, r.id))


def test_two_teams_with_one_priority_are_told_apart_by_a_letter_and_looked_at():
    reg = register(file("a", GOOD), file("b", project("vest"), received=LATER), file("c", project("sør"), received=LATER))
    assert seen(reg) == [(id_, "needs_review", None) for id_ in ("UNN-1", "UNN-1b", "UNN-1c")]
    assert all(said(reg, id_, "trust.priorities") for id_ in ("UNN-1", "UNN-1b", "UNN-1c"))


def test_a_form_that_replaces_another_title_is_looked_at():
    reg = register(file("old", replace(GOOD, title="Riktig bemanning på kveld")), file("new", GOOD, received=LATER))
    assert "«Riktig bemanning på kveld»" in said(reg, "UNN-1")[0]
    assert reg.registrations[0].status.value == "needs_review"


# --- withdrawal ---


def test_a_team_that_somebody_took_down_as_withdrawn_stands_again_only_with_a_review_of_a_newer_form():
    taken_down = Withdrawal(team="UNN-1", at=LATER, by="Kari Nordli", reason="Lederen har sluttet")
    context = replace(assembly_context(), withdrawals=(taken_down,))
    gone = assemble([file("form", GOOD)], context)
    assert seen(gone) == [("UNN-1", "withdrawn", None)]
    assert said(gone, "UNN-1") == ["Trukket 29.04.2025 10.12, notert av Kari Nordli: «Lederen har sluttet»."]
    newer = file("newer", replace(GOOD, goal="Et annet mål."), received=LATER + dt.timedelta(hours=1))
    again = assemble([file("form", GOOD), newer], context)
    assert seen(again) == [("UNN-1", "needs_review", None), ("UNN-1-v1", "superseded", "UNN-1")]
    assert "Teamet ble trukket 29.04.2025 10.12" in said(again, "UNN-1", severity=Severity.REVIEW)[0]


def notice(**fields):
    return Reading(values=Values(**fields), withdrawal=True, format="eml")


@pytest.mark.parametrize("fields", [{"trust": UNN, "title": GOOD.title}, {"trust": UNN, "priority": 1}])
def test_a_notice_withdraws_its_team_and_both_are_kept(fields):
    reg = register(file("form", GOOD), file("notice", notice(**fields), received=LATER))
    assert [(r.id, r.source.path, r.status.value) for r in reg.registrations] == [
        ("UNN-1", "form", "withdrawn"),
        ("UNN-1-v2", "notice", "withdrawn"),
    ]
    assert said(reg, "UNN-1") == ["Trukket 29.04.2025 10.12 med notice."]
    assert reg.current() == ()


def test_a_form_after_the_notice_stands_again_and_is_looked_at():
    reg = register(
        file("form", GOOD),
        file("notice", notice(trust=UNN, priority=1), received=LATER),
        file("again", replace(GOOD, goal="x"), received=LATER + dt.timedelta(hours=1)),
    )
    assert [(r.id, r.source.path, r.status.value) for r in reg.registrations] == [
        ("UNN-1", "again", "needs_review"),
        ("UNN-1-v1", "form", "superseded"),
        ("UNN-1-v2", "notice", "superseded"),
    ]
    assert said(reg, "UNN-1") == [
        "Teamet ble trukket 29.04.2025 10.12, og dette skjemaet kom etterpå. Finn ut om teamet skal være med."
    ]


def test_a_notice_of_an_unknown_trust_is_looked_at_on_the_teams_of_its_title_and_else_on_all():
    teams = (file("a", GOOD), file("b", project("vest", trust=NLSH)))
    meant = register(*teams, file("n", notice(title=GOOD.title), received=LATER))
    assert [one[:2] for one in seen(meant)] == [("NLSH-1", "complete"), ("UKJENT-1", "withdrawn"), ("UNN-1", "needs_review")]
    unknown = register(*teams, file("n", notice(title="Noe helt annet"), received=LATER))
    assert {one[:2] for one in seen(unknown)} >= {("NLSH-1", "needs_review"), ("UNN-1", "needs_review")}


def test_the_same_people_with_titles_of_other_numbers_are_two_projects():
    one, other = (replace(GOOD, title=f"Færre fall på post {n}", priority=n) for n in (1, 2))
    assert {one[:2] for one in seen(register(file("a", one), file("b", other, received=LATER)))} == {
        ("UNN-1", "needs_review"),
        ("UNN-2", "needs_review"),
    }


def test_a_notice_that_fits_no_team_is_looked_at_on_every_team_of_the_trust():
    reg = register(
        file("a", GOOD),
        file("b", project("vest", trust=NLSH)),
        file("n", notice(trust=UNN, title="Noe helt annet"), received=LATER),
    )
    assert seen(reg) == [("NLSH-1", "complete", None), ("UNN-1", "needs_review", None), ("UNN-u1", "withdrawn", None)]
    assert "(UNN-u1)" in said(reg, "UNN-1")[0]
    assert said(reg, "UNN-u1", severity=Severity.REVIEW)


# --- ids ---


def test_ids_tell_trust_and_priority_and_stand_in_the_order_people_expect():
    reg = register(
        *(file(f"{n}", project(f"ord{chr(96 + n)}", priority=n)) for n in range(1, 11)),
        file("none", project("uten", priority=None)),
        file("unknown", project("ukjent", trust="Et annet sted")),
        file("silent", project("taus", trust=None, priority=None)),
        file("odd", project("null", priority=0)),
    )
    assert [r.id for r in reg.registrations] == [
        "UKJENT-1",
        "UKJENT-2",
        *(f"UNN-{n}" for n in range(1, 11)),
        "UNN-u1",
        "UNN-u2",
    ]


def test_numbers_are_numbers_and_versions_come_after_what_stands():
    wanted = ["UNN-1", "UNN-1-k1", "UNN-1-v1", "UNN-1-v2", "UNN-1-v10", "UNN-1b", "UNN-2", "UNN-10", "UNN-u1"]
    assert sorted(set(wanted), key=in_id_order) == wanted


def test_after_z_come_two_letters():
    ids = team_ids([Team(short="UNN", priority=1)] * 29)
    assert (ids[0], ids[1], ids[25], ids[26], ids[28]) == ("UNN-1", "UNN-1b", "UNN-1z", "UNN-1aa", "UNN-1ac")


def test_a_known_id_stays_when_an_earlier_form_turns_up():
    first = register(file("b", project("vest"), received=LATER))
    both = register(file("a", GOOD), file("b", project("vest"), received=LATER), known_ids=ids_given(first))
    assert by_file(both) == {"a": "UNN-1b", "b": "UNN-1"}
    unnumbered = register(file("b", project("vest", priority=None), received=LATER))
    both = register(
        file("a", project("øst", priority=None)),
        file("b", project("vest", priority=None), received=LATER),
        known_ids=ids_given(unnumbered),
    )
    assert by_file(both) == {"a": "UNN-u2", "b": "UNN-u1"}


def test_a_team_keeps_its_id_when_a_newer_form_replaces_the_older():
    first = register(file("a", GOOD), file("b", project("vest"), received=LATER))
    newer = register(
        file("a", GOOD),
        file("b", project("vest"), received=LATER),
        file("b2", project("vest", goal="x"), received=LATER + dt.timedelta(1)),
        known_ids=ids_given(first),
    )
    assert by_file(newer) == {"a": "UNN-1", "b": "UNN-1b-v1", "b2": "UNN-1b"}
    assert by_file(register(file("b", project("vest"), received=LATER), known_ids=ids_given(newer))) == {"b": "UNN-1b"}


def test_an_id_follows_the_priority_when_the_trust_changes_it():
    first = register(file("a", GOOD), file("b", project("vest", priority=2)))
    swapped = register(
        file("a", GOOD),
        file("b", project("vest", priority=2)),
        file("a2", replace(GOOD, priority=2), received=LATER),
        file("b2", project("vest", priority=1), received=LATER),
        known_ids=ids_given(first),
    )
    assert by_file(swapped) == {"a": "UNN-2-v1", "a2": "UNN-2", "b": "UNN-1-v1", "b2": "UNN-1"}


def test_a_copy_does_not_take_the_id_of_its_original():
    reg = register(file("a", GOOD, sha256="x"), file("b", GOOD, sha256="x", received=LATER))
    assert ids_given(reg) == {"x:0": "UNN-1"}


def test_a_recipient_outside_the_vocabulary_has_ids_of_its_own():
    recipients = [
        Recipient(name=name, address="x", postal_code="0001", city="x", email="p@x.example", orgnr=orgnr)
        for name, orgnr in (("Sykehuset Østfold HF", "983971768"), ("Ahus HF", "983971636"), ("Sykehuset Oslo HF", "993467049"))
    ]
    context = replace(assembly_context(), recipients=recipients)
    reg = assemble([file(r.orgnr, project(f"ord{n}", trust=r.name.upper())) for n, r in enumerate(recipients)], context)
    assert {r.source.path: r.id for r in reg.registrations} == {
        "983971636": "AHUS-1",
        "983971768": "SO-1",
        "993467049": "SO049-1",
    }
    assert {r.status.value for r in reg.registrations} == {"complete"}


# --- properties ---

TITLES = st.sampled_from([None, GOOD.title, "Betre flyt i akuttmottaket", "Riktig bemanning på kveld", "Fall på sengepost"])
TEAMS = st.sampled_from([(), GOOD.members, (LEADER, REP), (LEADER, STAFF), other_people("ny"), other_people("b", email=False)])
FORMS = st.builds(
    lambda trust, title, priority, members, withdrawal: Reading(
        values=values(trust=trust, title=title, priority=priority, members=members),
        asked=ASKED,
        format="docx",
        withdrawal=withdrawal,
    ),
    st.sampled_from([UNN, "UNN", NLSH, "Et annet sted", None]),
    TITLES,
    st.sampled_from([None, 0, 1, 1, 2, 3]),
    TEAMS,
    st.sampled_from([False, False, False, True]),
)


@st.composite
def inboxes(draw):
    count = draw(st.integers(0, 7))
    return [
        ReceivedFile(
            path=f"inbox/{n}",
            sha256=draw(st.sampled_from([f"s{n}", "same"])),
            received=IN_TIME + dt.timedelta(days=draw(st.integers(0, 6))),
            reading=FileReading(readings=tuple(draw(st.lists(FORMS, max_size=2)))),
        )
        for n in range(count)
    ]


def one_content_per_hash(files):
    """The same hash is the same content."""
    contents = {}
    return [replace(f, reading=contents.setdefault(f.sha256, f.reading)) for f in files]


@settings(max_examples=60, deadline=None)
@given(inboxes().map(one_content_per_hash), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(files, order):
    shuffled = list(files)
    order.shuffle(shuffled)
    assert register(*shuffled) == register(*files)


@settings(max_examples=60, deadline=None)
@given(inboxes().map(one_content_per_hash))
def test_every_team_of_every_file_is_accounted_for_under_an_id_of_its_own(files):
    reg = register(*files)
    expected = [(f.path, part) for f in files for part in range(len(f.reading.readings))]
    assert sorted((r.source.path, r.source.part) for r in reg.registrations) == sorted(expected)
    assert sorted(q.path for q in reg.quarantine) == sorted(f.path for f in files if not f.reading.readings)
    ids = [r.id for r in reg.registrations]
    assert len(ids) == len(set(ids))
    assert {r.superseded_by for r in reg.registrations if r.superseded_by} <= set(ids)
    assert all((r.superseded_by is not None) == (r.status.value == "superseded") for r in reg.registrations)


@settings(max_examples=60, deadline=None)
@given(inboxes().map(one_content_per_hash), st.integers(-3, 9), st.sampled_from(["Helgelandssykehuset", UNN]))
def test_a_form_of_another_team_changes_no_id(files, days, trust):
    before = register(*files)
    newcomer = file("inbox/new", project("ganske ny", trust=trust, priority=1), received=IN_TIME + dt.timedelta(days=days))
    after = register(*files, newcomer, known_ids=ids_given(before))
    assert {path: id_ for path, id_ in by_file(after).items() if path != "inbox/new"} == by_file(before)


@settings(max_examples=40, deadline=None)
@given(inboxes().map(one_content_per_hash))
def test_a_second_run_gives_the_same_register(files):
    first = register(*files)
    assert register(*files, known_ids=ids_given(first)) == first


def test_a_thousand_forms_are_assembled_at_once():
    chance = random.Random(7)  # noqa: S311 - titles, no secrets
    words = ["flyt", "sengepost", "fall", "ventetid", "mottak", "kirurgi", "dialyse", "barsel", "røntgen", "poliklinikk"]
    files = [
        file(
            f"inbox/{n}",
            values(
                title=" ".join(chance.sample(words, 4)), priority=n, members=other_people(f"n{n}"), trust=(UNN, NLSH)[n % 2]
            ),
        )
        for n in range(1, 1001)
    ]
    begun = time.process_time()
    assert len(register(*files).registrations) == 1000
    assert time.process_time() - begun < 3
