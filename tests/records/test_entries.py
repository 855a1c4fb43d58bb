"""What an entry says comes from the register and the programme file: who, when, what, and nobody in the title."""

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.letter_record import LetterKind, LetterRecord, LetterState
from pipeline.model import Adviser, Member, Provenance, Register, Registration, Source, Status, Values
from pipeline.programme.load import load_programme
from pipeline.programme.recipients import read_recipients
from pipeline.programme.schema import OSLO
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.records.entries import (
    case_of,
    letter_entry,
    letter_key,
    office_of,
    received_entry,
    received_files,
    received_title,
)
from pipeline.records.values import EntryStatus, PartyRole, RecordedDocument

SHIPPED = Workspace(shipped_root())
PROGRAMME = load_programme(SHIPPED.programme_file)
RECIPIENTS = read_recipients(SHIPPED.recipients_file)[0]
UNN, NLSH = "983974899", "983974910"
CAME = dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO)
SURE = Provenance(text="27.4.2025", where="B2", method="tag", confidence=1.0)


def registration(number="UNN-1", orgnr=UNN, path="inbox/a.docx", *, received=CAME, part=0, **values):
    return Registration(
        id=number,
        status=Status.COMPLETE,
        late=False,
        source=Source(path=path, sha256="a" * 64, format="docx", received=received, part=part),
        values=Values(**{"trust": "Et foretak", **values}),
        provenance={"signed_date": SURE},
        findings=(),
        trust_orgnr=orgnr,
    )


def office(*registrations):
    return office_of(PROGRAMME, RECIPIENTS, Register(registrations=registrations))


def entry(*registrations, notices=frozenset()):
    """The one entry of what came in one file."""
    there = office(*registrations)
    (received,) = received_files(Register(registrations=registrations), notices)
    return received_entry(there, received, RecordedDocument(title=received_title(there, received), files=()))


def letter(kind=LetterKind.PLACE, **changed):
    record = LetterRecord(
        path="outbox/letters/place/UNN-1-tilbud-om-plass.docx",
        kind=kind,
        recipient=UNN,
        registration="UNN-1",
        sha256="b" * 64,
        state=LetterState.APPROVED,
        dated=dt.date(2025, 5, 8),
    )
    return replace(record, **changed)


def of_letter(title, record, *registrations):
    there = office(*registrations)
    documents = (RecordedDocument(title=title, files=()),)
    return letter_entry(there, record, letter_key(there, record, "c" * 64), documents)


def test_the_case_is_year_and_number_of_its_reference():
    case = case_of(office())
    assert (case.year, case.number, case.title) == (2024, 1180, "Regionalt læringsnettverk Tørn – kull 2")


def test_two_teams_in_one_file_are_one_entry_from_both_their_trusts():
    made = entry(registration(), registration("NLSH-2", NLSH, part=1), registration("UNN-3", part=2))
    assert made.title == "Påmelding til Tørn kull 2 – UNN-1, NLSH-2, UNN-3"
    assert [(party.role, party.orgnr) for party in made.parties] == [
        (PartyRole.SENDER, UNN),
        (PartyRole.SENDER, NLSH),
        (PartyRole.OUR_ADDRESSEE, PROGRAMME.organiser.orgnr),
    ]


def test_a_file_with_many_teams_has_a_title_that_is_cut_between_words():
    made = entry(*(registration(f"UNN-{number}", part=number) for number in range(1, 41)))
    assert len(made.title) <= 90
    assert made.title.endswith("…")


def test_the_same_content_in_two_places_is_one_entry_of_the_day_it_came_first():
    later = registration("UNN-1-k1", path="inbox/b.docx", received=CAME + dt.timedelta(days=2))
    there = received_files(Register(registrations=(later, registration())), frozenset())
    (received,) = there
    assert (received.path, received.paths) == ("inbox/a.docx", ("inbox/a.docx", "inbox/b.docx"))
    assert [one.id for one in received.registrations] == ["UNN-1"]
    assert entry(later, registration()).journal_date == dt.date(2025, 4, 28)


def test_a_notice_and_a_return_form_say_what_they_are():
    notice = registration("UNN-1-v2")
    assert entry(notice, notices=frozenset({("a" * 64, 0)})).title == "Påmelding til Tørn kull 2 trukket – UNN-1-v2"
    answer = replace(registration("UNN-1-s1"), superseded_by="UNN-1")
    assert entry(answer).title == "Svarskjema til Tørn kull 2 – UNN-1-s1"


@pytest.mark.parametrize(
    ("said", "doubt", "expected"),
    [
        (dt.date(2025, 4, 27), False, dt.date(2025, 4, 27)),
        (dt.date(2025, 4, 27), True, None),
        (dt.date(2025, 4, 29), False, None),
        (None, False, None),
    ],
    ids=["sure", "doubtful", "after it came", "not said"],
)
def test_a_date_on_the_form_counts_only_when_it_is_sure_and_can_be(said, doubt, expected):
    signed = replace(registration(signed_date=said), provenance={"signed_date": replace(SURE, needs_review=doubt)})
    assert entry(signed).document_date == expected


def test_no_title_names_somebody_of_a_team_not_even_one_that_a_template_wrote():
    people = registration(members=(Member(name="Kari Dal"),), adviser=Adviser(name="Áilu Čáhppes"))
    made = of_letter("Tilbud til kari dal og Áilu Čáhppes – UNN-1", letter(), people)
    assert made.public_title == "Tilbud til ***** og ***** – UNN-1"
    assert of_letter("Diplom for Ola Li", letter(LetterKind.DIPLOMA), people).public_title == "Diplom til *****"


def test_a_draft_is_marked_and_still_has_a_title_of_90_characters():
    made = of_letter("Tilbud " * 12 + "plass", letter(state=LetterState.DRAFT), registration())
    assert (made.status, made.title[:8], len(made.title) <= 90) == (EntryStatus.DRAFT, "UTKAST: ", True)


def test_a_letter_to_a_trust_that_is_not_on_the_list_has_no_organisation_number():
    unknown = registration("UKJENT-1", "", trust="Sykehus A & B <c>")
    made = of_letter("Mangler", letter(LetterKind.MISSING, recipient="", registration="UKJENT-1"), unknown)
    assert (made.parties[0].name, made.parties[0].orgnr) == ("Sykehus A & B <c>", "")


def test_letters_that_differ_in_anything_have_keys_that_differ():
    there = office()
    records = (letter(), letter(LetterKind.RESERVE), letter(recipient=NLSH), letter(registration="UNN-2"))
    keys = {letter_key(there, record, content) for record in records for content in ("c" * 64, "d" * 64)}
    assert len(keys) == 8
