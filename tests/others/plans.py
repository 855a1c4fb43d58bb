"""A plan puts arrangements together: which head, ticks, roster, adviser and promise, in which language and manner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from others.closings import ADVISERS, PROMISES
from others.forms import Form, a_form
from others.heads import HEADS, ON_SCREEN, TICKS
from others.paper import Block, PageBreak, Para, grey, para
from others.rosters import ROSTERS, TOGETHER
from others.words import PRIVACY

INTRODUCED, NOTED, SIGNED, TICKS_FIRST = 0.6, 0.5, 0.5, 0.7  # shares of forms
Arrangement = Callable[[Form], list[Block]]
NONE: Mapping[str, Arrangement] = MappingProxyType({})


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


def _drawn(rng: Random, named: str, table: Mapping[str, Arrangement], more: Mapping[str, Arrangement] = NONE) -> Arrangement:
    """The arrangement of that name; without a name, any of the table."""
    return {**table, **more}[named or rng.choice(list(table))]


def laid_out(rng: Random, plan: Plan, form: Form | None = None) -> tuple[Form, list[Block]]:
    """A form and its blocks: introduction, head, ticks, team, adviser, promise, signature."""
    form = form or a_form(rng, plan.language, plan.manner)
    head = _drawn(rng, plan.head, HEADS, ON_SCREEN)(form)
    ticks = _drawn(rng, plan.ticks, TICKS)(form)
    roster = _drawn(rng, plan.roster, ROSTERS, TOGETHER)(form)
    adviser = [] if plan.roster in TOGETHER else _drawn(rng, plan.adviser, ADVISERS)(form)
    promise = _drawn(rng, plan.promise, PROMISES)(form)
    privacy = rng.sample(PRIVACY[form.hand.language], 2)
    intro = [para(privacy[0])] if rng.random() < INTRODUCED else []
    note = [para(grey(privacy[1]))] if rng.random() < NOTED else []
    middle = [*ticks, *roster, *adviser] if rng.random() < TICKS_FIRST else [*roster, *ticks, *adviser]
    sign = [para(f"{form.word('sign')}: ")] if rng.random() < SIGNED else []
    return form, [para(form.word("form"), level=1), *intro, *head, *middle, *promise, *note, *sign]


def several(rng: Random, plan: Plan) -> tuple[list[Form], list[Block]]:
    """Two or three teams of one trust in one document, in one writer's words, each on a page of its own."""
    forms, blocks = list[Form](), list[Block]()
    first = a_form(rng, plan.language, plan.manner)
    for _ in range(rng.randint(2, 3)):
        form = a_form(rng, plan.language, first.hand.manner, trust=str(first.said["trust"].means)) if forms else first
        form.hand = first.hand
        blocks += [*([PageBreak()] if forms else []), *laid_out(rng, plan, form)[1]]
        forms.append(form)
    return forms, blocks


def letterhead(form: Form) -> tuple[Para, ...]:
    """What stands at the top of each page."""
    return (para(grey(form.word("form"))),)
