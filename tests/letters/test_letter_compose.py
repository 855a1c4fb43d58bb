"""Which letters a register and a plan call for, to whom, in which målform, and what they may not say."""

import dataclasses
import datetime as dt
import re

import pytest
from letter_cohort import (
    ALL_KINDS,
    DATED,
    RECIPIENTS,
    TEAM,
    decision,
    diploma,
    example_letters,
    incomplete,
    letters,
    member,
    only,
    plan,
    programme,
    registration,
    reserve_plan,
    taken,
    template_of,
    with_values,
)

from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import compose_letters
from pipeline.letters.finish import finish
from pipeline.letters.occasion import LONGEST_TITLE, Occasion, shortened, slug
from pipeline.letters.registrations import answer_by
from pipeline.model import Adviser, Contact, Finding, Outcome, Register, Severity, Status

BEFORE_DEADLINE = dt.date(2025, 4, 14)
ANSWERS = {LetterKind.PLACE, LetterKind.RESERVE, LetterKind.NOT_ELIGIBLE, LetterKind.TRUST}


def paths(found):
    return [letter.path for letter in found]


def kinds_to(found, registration_id):
    return {letter.kind for letter in found if letter.registration == registration_id}


def test_every_recipient_gets_an_invitation_and_the_programme():
    assert paths(letters(kinds=(LetterKind.INVITATION, LetterKind.PROGRAMME))) == [
        "letters/invitation/UNN-invitasjon.docx",
        "letters/invitation/HELG-invitasjon.docx",
        "letters/invitation/FIN-invitasjon.docx",
        "letters/programme/UNN-program.docx",
        "letters/programme/HELG-program.docx",
        "letters/programme/FIN-program.docx",
    ]


def test_only_those_who_have_sent_nothing_are_reminded():
    withdrawn = registration("FIN-1", status=Status.WITHDRAWN)
    found = letters(registration("UNN-1"), withdrawn, kinds=(LetterKind.REMINDER,), dated=BEFORE_DEADLINE)
    assert [letter.recipient for letter in found] == ["983974929"]


def test_nobody_is_reminded_of_a_deadline_that_is_over():
    assert letters(kinds=(LetterKind.REMINDER,), dated=dt.date(2025, 5, 2)) == ()
    assert len(letters(kinds=(LetterKind.REMINDER,), dated=dt.date(2025, 5, 1))) == 3


def test_a_team_gets_a_receipt_and_one_with_errors_a_letter_of_what_is_missing():
    found = letters(registration("UNN-1"), incomplete("UNN-2"))
    assert kinds_to(found, "UNN-1") == {LetterKind.RECEIPT}
    assert kinds_to(found, "UNN-2") == {LetterKind.RECEIPT, LetterKind.MISSING}


@pytest.mark.parametrize("gone", [Status.SUPERSEDED, Status.WITHDRAWN])
def test_a_registration_that_no_longer_stands_gets_no_letter(gone):
    found = letters(registration("UNN-1", status=gone), decided=plan(decision("UNN-1")), kinds=(LetterKind.RECEIPT, *ANSWERS))
    assert found == ()


def test_there_are_no_answers_without_a_plan():
    assert {letter.kind for letter in letters(registration("UNN-1"))} & ANSWERS == set()


def test_each_team_gets_the_answer_of_its_decision_and_each_trust_one_joint_answer():
    decided = plan(
        decision("UNN-1"),
        decision("UNN-2", Outcome.RESERVE, 1),
        decision("UNN-3", Outcome.INELIGIBLE, None),
        decision("HELG-1"),
    )
    teams = (registration("UNN-1"), registration("UNN-2", priority=2), incomplete("UNN-3", priority=3), registration("HELG-1"))
    assert paths(letters(*teams, decided=decided, kinds=ANSWERS)) == [
        "letters/place/UNN-1-tilbud-om-plass.docx",
        "letters/place/HELG-1-tilbud-om-plass.docx",
        "letters/reserve/UNN-2-reserveplass.docx",
        "letters/not_eligible/UNN-3-avslag.docx",
        "letters/trust/UNN-svar-til-foretaket.docx",
        "letters/trust/HELG-svar-til-foretaket.docx",
    ]


def test_the_joint_answer_lists_the_teams_in_the_trusts_own_order_and_counts_them():
    decided = plan(decision("UNN-2"), decision("UNN-1", Outcome.RESERVE, 3), decision("UNN-10", Outcome.INELIGIBLE, None))
    teams = (registration("UNN-10", priority=None), registration("UNN-2", priority=2), registration("UNN-1", priority=1))
    teams = (with_values("UNN-10", priority=None), *teams[1:])
    context = only(LetterKind.TRUST, *teams, decided=decided).context
    assert [(team.id, team.priority, team.outcome) for team in context.teams] == [
        ("UNN-1", "1", "Reserveplass nr. 3"),
        ("UNN-2", "2", "Plass"),
        ("UNN-10", "–", "Ikke plass"),
    ]
    assert context.summary == "Påmeldte prosjekter: 3. Plass: 1. På reservelisten: 1. Ikke plass: 1."


def test_a_team_that_came_after_the_plan_is_shown_as_undecided_and_the_case_officer_is_told():
    letter = only(LetterKind.TRUST, registration("UNN-1"), registration("UNN-2", priority=2), decided=plan(decision("UNN-1")))
    assert [team.outcome for team in letter.context.teams] == ["Plass", "Ikke avgjort"]
    assert [str(remark) for remark in letter.remarks] == [
        "UNN-2 is not in the plan: it came after the plan was made. Make the plan again."
    ]


@pytest.mark.parametrize(
    ("letter", "language"),
    [
        (only(LetterKind.RECEIPT, registration("UNN-1")), "nb"),
        (only(LetterKind.RECEIPT, registration("HELG-1")), "nn"),
        (only(LetterKind.RECEIPT, with_values("HELG-1", language="nb")), "nb"),
        (only(LetterKind.RECEIPT, with_values("UNN-1", language="nn")), "nn"),
        (only(LetterKind.RECEIPT, registration("X-1")), "nb"),
    ],
    ids=["trust bokmål", "trust nynorsk", "own wish bokmål", "own wish nynorsk", "unknown trust"],
)
def test_the_team_decides_the_language_then_its_trust_then_bokmaal(letter, language):
    assert letter.language == language
    assert letter.template == f"kvittering.{language}.docx"


def test_a_team_is_written_to_at_its_trust_through_its_contact():
    assert only(LetterKind.RECEIPT, registration("UNN-1")).context.addressee == (
        "Universitetssykehuset Nord-Norge HF",
        "Medisinsk avdeling, sengepost 2",
        "v/ Per-Ole Šuorbma",
        "Fjellveien 3",
        "9019 Tromsø",
    )


def test_without_a_contact_the_leader_is_written_to_and_without_a_leader_the_trusts_own():
    leader = only(LetterKind.RECEIPT, with_values("UNN-1", contact=Contact()))
    nobody = only(LetterKind.RECEIPT, with_values("UNN-1", contact=Contact(), members=()))
    assert (leader.context.addressee[2], nobody.context.addressee[2]) == ("v/ Solveig Čáhppes Nilsen", "v/ Kjersti Myrnes")


def test_a_team_of_an_unknown_trust_is_written_to_by_mail_and_the_case_officer_is_told():
    letter = only(LetterKind.RECEIPT, registration("X-1"))
    assert letter.context.addressee == (
        "Sykehuset Ukjent",
        "Medisinsk avdeling, sengepost 2",
        "v/ Per-Ole Šuorbma",
        "per-ole@unn.example",
    )
    assert [str(remark)[:54] for remark in letter.remarks] == ["The trust of X-1 is not on the recipients list, so the"]


def test_a_form_that_says_nothing_at_all_still_gets_a_letter():
    empty = {"trust": None, "unit": None, "title": None, "contact": Contact(), "members": (), "adviser": Adviser()}
    found = letters(with_values("X-1", **empty), decided=reserve_plan("X-1"), kinds=(LetterKind.RECEIPT, *ANSWERS))
    assert [finish(letter, template_of(letter)).faults for letter in found] == [(), (), ()]
    assert found[0].context.addressee == ("X-1",)
    assert "has no address" in str(found[0].remarks[0])


def test_an_unknown_trust_gets_its_joint_answer_too():
    decided = plan(decision("X-1"), decision("X-2", Outcome.RESERVE, 1))
    letter = only(LetterKind.TRUST, registration("X-1"), registration("X-2", priority=2), decided=decided)
    assert letter.path == "letters/trust/sykehuset-ukjent-svar-til-foretaket.docx"
    assert [team.id for team in letter.context.teams] == ["X-1", "X-2"]


# --- what the letters say ------------------------------------------------------------------------------------------------


def test_without_a_trained_agent_the_place_letter_tells_the_adviser_to_attend():
    context = only(LetterKind.PLACE, registration("UNN-1"), decided=plan(decision("UNN-1"))).context
    assert (context.adviser_must_attend, context.adviser) == (True, "Ingá Ŧorvald")


def test_with_a_trained_agent_it_does_not():
    team = (*TEAM, member("Jon Berg", trained_agent=True))
    context = only(LetterKind.PLACE, with_values("UNN-1", members=team), decided=plan(decision("UNN-1"))).context
    assert (context.adviser_must_attend, context.adviser) == (False, "")


def test_the_place_letter_has_all_thirteen_meetings_with_their_days():
    meetings = only(LetterKind.PLACE, registration("UNN-1"), decided=plan(decision("UNN-1"))).context.meetings
    assert len(meetings) == 13
    assert (meetings[0].when, meetings[0].place, meetings[0].audience) == ("juni 2025, dato kommer", "digitalt", "ledere")
    assert (meetings[3].when, meetings[3].week, meetings[3].clock) == ("10.–11. september 2025", "uke 37", "lunsj til lunsj")
    assert (meetings[4].when, meetings[4].clock) == ("6. oktober 2025", "kl. 13.00–14.00")


def test_the_reasons_are_those_of_the_decision_in_the_letters_language():
    reasons = (msg("Another test reason: “{value}”.", value=1), msg("not stated"))
    letter = only(LetterKind.PLACE, registration("HELG-1"), decided=plan(decision("HELG-1", Outcome.PLACE, 1, *reasons)))
    assert letter.context.reasons == ("Another test reason: “1”.", "ikkje oppgitt")


def test_only_errors_are_asked_for_each_once():
    findings = [
        Finding(rule=f"r{n}", severity=severity, path="", message=msg("A test finding {n}.", n=n % 3))
        for n, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.REVIEW, Severity.ERROR, Severity.INFO))
    ]
    assert only(LetterKind.MISSING, incomplete("UNN-1", *findings)).context.items == ("A test finding 0.",)


@pytest.mark.parametrize(
    ("dated", "expected"),
    [
        (dt.date(2025, 4, 14), dt.date(2025, 5, 1)),
        (dt.date(2025, 5, 1), dt.date(2025, 5, 1)),
        (dt.date(2025, 5, 2), dt.date(2025, 5, 8)),
        (dt.date(2025, 5, 8), dt.date(2025, 5, 8)),
        (dt.date(2025, 5, 9), None),
    ],
)
def test_what_is_missing_is_asked_for_by_the_deadline_or_before_the_answers(dated, expected):
    occasion = Occasion(register=Register(), plan=None, programme=programme(), recipients=RECIPIENTS, dated=dated)
    assert answer_by(occasion) == expected


def test_a_late_registration_is_told_so_in_its_receipt_and_another_is_not():
    late = only(LetterKind.RECEIPT, registration("UNN-1", late=True)).context
    timely = only(LetterKind.RECEIPT, registration("UNN-1")).context
    assert (late.late, late.deadline) == (True, "torsdag 1. mai 2025")
    assert (timely.late, timely.deadline) == (False, "")


def test_the_invitation_says_that_the_deadline_is_a_public_holiday():
    note = letters(kinds=(LetterKind.INVITATION,))[0].context.deadline_note
    assert note == "Dagen er offentlig fridag, men påmeldinger som kommer inn den dagen, er i tide."


@pytest.mark.parametrize(("deadline", "beginning"), [(dt.date(2025, 5, 3), "Dagen er i en helg"), (dt.date(2025, 5, 5), "")])
def test_a_weekend_is_told_and_a_working_day_needs_no_word(deadline, beginning):
    dates = {"invitation": dt.date(2025, 3, 4), "deadline": deadline, "reply_by": dt.date(2025, 5, 9)}
    note = letters(kinds=(LetterKind.INVITATION,), dates=dates)[0].context.deadline_note
    assert note[: len(beginning) or None] == beginning


def test_complaint_is_spoken_of_only_when_the_programme_file_does():
    kinds = (LetterKind.RESERVE, LetterKind.TRUST)
    silent = letters(registration("UNN-1"), decided=reserve_plan(), kinds=kinds)
    told = letters(
        registration("UNN-1"), decided=reserve_plan(), kinds=kinds, texts={"complaint": {"nb": "Til oss.\n\nSnart."}}
    )
    assert [letter.context.complaint for letter in silent] == [(), ()]
    assert [letter.context.complaint for letter in told] == [("Til oss.", "Snart."), ("Til oss.", "Snart.")]


def test_a_diploma_says_what_was_issued_and_goes_beside_its_namesakes():
    twins = (diploma("Solveig Nilsen"), diploma("Solveig  Nilsen", ordinal=2, adviser=True))
    first, second = letters(registration("UNN-1"), kinds=(LetterKind.DIPLOMA,), diplomas=twins)
    assert [one.path for one in (first, second)] == [
        "certificates/UNN-1-solveig-nilsen-diplom.docx",
        "certificates/UNN-1-solveig-nilsen-2-diplom.docx",
    ]
    context = first.context
    assert [(row.meeting, row.when, row.hours) for row in context.gatherings] == [
        ("Samling 1", "10.–11. september 2025", "5,5"),
        ("Samling 4", "29. april 2026", "3,25"),
    ]
    assert (context.given, context.hours, context.properties.dated) == ("Bodø, 30.04.2026", "8,75 timer", dt.date(2026, 4, 30))
    assert context.qr.alt.endswith(f"KULL-DIPLOM:kull-2-001:{twins[0].code}")
    assert (second.context.name, second.context.adviser) == ("Solveig Nilsen", True)


def test_a_meeting_whose_length_is_not_known_has_no_hours_and_takes_the_sum_with_it():
    parts = (taken("samling-1", dt.date(2025, 9, 10)), taken("gone", minutes=60))
    context = only(LetterKind.DIPLOMA, registration("HELG-1"), diplomas=(diploma("Jon", "HELG-1", meetings=parts),)).context
    assert [(row.meeting, row.when, row.hours) for row in context.gatherings] == [
        ("Samling 1", "10. september 2025", ""),
        ("gone", "datoen var ikkje fastsett", "1"),
    ]
    assert context.hours == ""


# --- names of files, and privacy -----------------------------------------------------------------------------------------


def test_paths_are_plain_ascii_and_differ_whatever_the_teams_are_called():
    twins = tuple(registration(id_) for id_ in ("Ærlig-1", "ærlig-1", "Tromsø/Ŧ 1", "..", "X-1"))
    found = paths(letters(*twins, kinds=(LetterKind.RECEIPT,)))
    assert len({path.casefold() for path in found}) == 5
    assert all(path.isascii() and ".." not in path and path.count("/") == 2 for path in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordlandssykehuset HF", "nordlandssykehuset-hf"),
        ("Finnmárkku buohcciviessu", "finnmarkku-buohcciviessu"),
        ("Ærøskøbing Åsgård čđŋšŧž", "aeroskobing-asgard-cdnstz"),
        ("«»", "uten-navn"),
    ],
)
def test_a_name_in_plain_letters(text, expected):
    assert slug(text) == expected


def test_no_title_is_longer_than_the_archive_takes():
    name = "Et svært langt navn på et læringsnettverk som ingen kan huske " * 4
    cohort = {"id": "k", "name": name, "short_name": name, "capacity": 15}
    decided = plan(decision("UNN-1"), decision("UNN-2", Outcome.RESERVE, 1), decision("UNN-3", Outcome.INELIGIBLE, None))
    teams = (registration("UNN-1"), registration("UNN-2"), incomplete("UNN-3"))
    titles = [letter.context.properties.title for letter in letters(*teams, decided=decided, cohort=cohort)]
    assert titles
    assert max(map(len, titles)) <= LONGEST_TITLE


@pytest.mark.parametrize(
    ("text", "expected"), [("kort", "kort"), ("en to tre fire", "en to tre…"), ("sammenhengende", "sammenheng…")]
)
def test_a_title_is_cut_between_words(text, expected):
    assert shortened(text, 11) == expected


def test_no_letter_tells_who_is_the_union_representative():
    shouted = (dataclasses.replace(TEAM[1], title="Hovedtillitsvalgt, Fagforbundet"), member("Ada Berg"), *TEAM)
    shouted = (*shouted, dataclasses.replace(TEAM[2], profession="tillitsvalgt NSF"))
    found = letters(with_values("UNN-1", members=shouted), decided=plan(decision("UNN-1")))
    told = re.compile("tillitsval|fagforbundet|nsf|union", re.IGNORECASE)
    assert [letter.path for letter in found if told.search(repr(letter.context))] == []


def test_the_order_and_number_of_kinds_asked_for_change_nothing():
    both = (LetterKind.RECEIPT, LetterKind.INVITATION)
    assert letters(kinds=both) == letters(kinds=both[::-1]) == letters(kinds=(*both, *both))


def test_the_same_register_gives_the_same_letters():
    assert example_letters() == example_letters()


def test_no_registrations_and_no_recipients_give_no_letters():
    assert compose_letters(Register(), plan(), programme(), (), ALL_KINDS, DATED) == ()
