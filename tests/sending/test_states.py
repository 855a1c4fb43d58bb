"""Whatever happens to a letter in whatever order: once it has gone, or may have, it never goes again."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from pipeline.ledger.approvals import LetterApproval, remember_letter_approvals, withdraw_letter_approvals
from pipeline.ledger.database import open_ledger
from pipeline.ledger.handovers import (
    Fate,
    Handover,
    NotApprovedError,
    Via,
    begin_handovers,
    handovers,
    settle_handovers,
)
from pipeline.ledger.letters import WrittenLetter, remember_letters, set_state, supersede_undelivered, written_letters
from pipeline.ledger.tables import HANDOVERS
from pipeline.letter_record import LetterKind, LetterRecord, LetterState

COHORT, NOW = "kull-2", dt.datetime(2025, 5, 3, 10, tzinfo=dt.UTC)
LETTER = WrittenLetter(
    content="c" * 64,
    said="s" * 64,
    record=LetterRecord(
        path="outbox/letters/receipt/UNN-1-kvittering.docx",
        kind=LetterKind.RECEIPT,
        recipient="983974899",
        registration="UNN-1",
        sha256="d" * 64,
        state=LetterState.DRAFT,
        dated=NOW.date(),
    ),
)
ATTEMPT = Handover(
    key=LETTER.key, message="<1@x.example>", via=Via.SMTP, address="a@x.example", mail_sha256="", attached=(), begun=NOW
)
APPROVAL = LetterApproval(key=LETTER.key, path=LETTER.record.path, dated=NOW.date(), plan="", by="Kari", at=NOW)


def approve(db):
    remember_letter_approvals(db, COHORT, [APPROVAL])
    set_state(db, COHORT, LETTER.key, LetterState.DRAFT, LetterState.APPROVED)


def withdraw(db):
    withdraw_letter_approvals(db, COHORT, [LetterKind.RECEIPT], "Kari", NOW)
    set_state(db, COHORT, LETTER.key, LetterState.APPROVED, LetterState.DRAFT)


def begin(db):
    begin_handovers(db, COHORT, [ATTEMPT])


STEPS = {
    "approve": approve,
    "withdraw": withdraw,
    "supersede": lambda db: supersede_undelivered(db, COHORT, [LetterKind.RECEIPT]),
    "begin": begin,
    **{f"settle {fate}": lambda db, fate=fate: settle_handovers(db, COHORT, [ATTEMPT.message], fate, NOW) for fate in Fate},
}


def look(db):
    (state,) = [one.record.state for one in written_letters(db, COHORT)]
    return state, [one.state for one in handovers(db, COHORT)]


def ledger_with_a_draft(folder):
    ledger = open_ledger(Path(folder) / "ledger.sqlite")
    with ledger.begin() as db:
        remember_letters(db, COHORT, [LETTER])
    return ledger


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
def test_a_letter_is_begun_with_only_when_it_is_approved_and_has_not_gone(steps):
    with tempfile.TemporaryDirectory() as folder:
        ledger = ledger_with_a_draft(folder)
        for step in steps:
            with ledger.connect() as db:
                state, fates = look(db)
            try:
                with ledger.begin() as db:
                    STEPS[step](db)
            except NotApprovedError:
                assert state is not LetterState.APPROVED
            with ledger.connect() as db:
                now, after = look(db)
            if step == "begin":
                assert (len(after) > len(fates)) == (state is LetterState.APPROVED)
                assert len(after) == len(fates) or not {Fate.SENT, Fate.UNKNOWN} & set(fates)
            if fates and fates[-1] is Fate.SENT:
                assert (now, after) == (LetterState.HANDED_OVER, fates)
            if fates and fates[-1] is Fate.UNKNOWN and not step.startswith("settle"):
                assert (now, after) == (LetterState.UNKNOWN, fates)
        ledger.dispose()


@pytest.mark.parametrize("gone", [Fate.UNKNOWN, Fate.SENT])
def test_the_database_itself_refuses_a_second_time(tmp_path, gone):
    ledger = ledger_with_a_draft(tmp_path)
    with ledger.begin() as db:
        approve(db)
        begin(db)
        settle_handovers(db, COHORT, [ATTEMPT.message], gone, NOW)
        first = db.execute(HANDOVERS.select()).mappings().one()
    with pytest.raises(IntegrityError), ledger.begin() as db:
        db.execute(HANDOVERS.insert().values({**first, "number": 2}))
    ledger.dispose()


def test_an_approval_that_was_withdrawn_meanwhile_is_not_given_back(tmp_path):
    ledger = ledger_with_a_draft(tmp_path)
    with ledger.begin() as db:
        approve(db)
        begin(db)
        withdraw(db)
        settle_handovers(db, COHORT, [ATTEMPT.message], Fate.NOT_SENT, NOW, by="Kari")
        assert look(db) == (LetterState.DRAFT, [Fate.NOT_SENT])
    ledger.dispose()
