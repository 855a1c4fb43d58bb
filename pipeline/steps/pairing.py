"""The letters about teams and advisers, from the register and the plan that stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pipeline.letter_record import LetterKind
from pipeline.letters.occasion import Draft, Occasion
from pipeline.model import Plan, Register
from pipeline.steps.advisers import matching_of, with_place
from pipeline.steps.opening import Run
from pipeline.year.adviser_letters import pairing_letters


def letters_on_pairs(run: Run, register: Register, plan: Plan | None, day: dt.date) -> Mapping[LetterKind, tuple[Draft, ...]]:
    """What is written on the pairs that are settled, dated `day`; nothing before the plan is approved."""
    if plan is None or plan.approved_by is None:
        return {}
    occasion = Occasion(register=register, plan=plan, programme=run.programme, recipients=run.recipients, dated=day)
    return pairing_letters(occasion, matching_of(run, register, with_place(register, plan)))
