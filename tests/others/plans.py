"""A plan puts arrangements together: which head, ticks, roster, adviser and promise, in which language and manner."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from others.forms import Form, a_form
from others.heads import HEADS, TICKS
from others.paper import Block, Para, grey, para
from others.rosters import ADVISERS, PROMISES, ROSTERS
from others.words import PRIVACY


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Names of arrangements; an empty one is drawn for each form."""

    why: str
    head: str = ""
    ticks: str = ""
    roster: str = ""
    adviser: str = ""
    promise: str = ""
    language: str = "nb"
    manner: str = ""


def _one(rng: Random, table: dict[str, object], name: str) -> str:
    return name or rng.choice(list(table))


def laid_out(rng: Random, plan: Plan) -> tuple[Form, list[Block]]:
    """A form and its blocks: introduction, head, ticks, team, adviser, promise, signature."""
    form = a_form(rng, plan.language, plan.manner)
    head = HEADS[plan.head or rng.choice(list(HEADS))](form)
    ticks = TICKS[plan.ticks or rng.choice(list(TICKS))](form)
    roster = ROSTERS[plan.roster or rng.choice(list(ROSTERS))](form)
    adviser = ADVISERS[plan.adviser or rng.choice(list(ADVISERS))](form)
    promise = PROMISES[plan.promise or rng.choice(list(PROMISES))](form)
    privacy = list(PRIVACY[form.hand.language])
    rng.shuffle(privacy)
    intro = [para(privacy.pop())] if rng.random() < 0.6 else []  # noqa: PLR2004 - the share with an introduction
    note = [para(grey(privacy.pop()))] if rng.random() < 0.5 else []  # noqa: PLR2004 - the share with a note
    middle = [ticks, roster, adviser] if rng.random() < 0.7 else [roster, ticks, adviser]  # noqa: PLR2004 - the usual order
    sign = [para(f"{form.word('sign')}: ")] if rng.random() < 0.5 else []  # noqa: PLR2004 - the share with a line to sign
    blocks = [para(form.word("form"), level=1), *intro, *head, *(b for part in middle for b in part), *promise, *note, *sign]
    return form, blocks


def letterhead(form: Form) -> tuple[Para, ...]:
    """What stands at the top of each page."""
    return (para(grey(form.word("form"))),)
