"""Why a registration got what it got, in sentences that can stand in a letter to the leader of a hospital (domain §3).

«The reason printed in each answer: the rule; places and eligible projects; the trust's own priority and the round; lottery
value and seed where drawn; the reserve number; unmet rules; whom to ask.»
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.allocation.rounds import Placing, lottery_text
from pipeline.i18n import Message, msg
from pipeline.model import Decision, Outcome, Registration, Severity
from pipeline.programme.schema import Override, Person, Programme
from pipeline.programme.wording import phone_in_words, short_date

RULE = msg(
    "The places are given out in rounds, in each trust's own order of priority. In the first round every trust takes part with"
    " its first project, in the second with its next, and so on. A whole round gets places as long as there are enough. When"
    " there are not places enough for a whole round, a draw decides who in that round gets one. The other projects stand on the"
    " reserve list, round by round."
)
ELIGIBILITY = msg("Only registrations that meet the requirements of the invitation can get a place.")
_LATE = msg(
    "The registration came after the deadline. Late registrations come after all those that came in time, in rounds"
    " of their own."
)
_EQUAL_IN_TRUST = msg("The trust has given several projects this priority; a draw decided which of them goes first.")
_UNNUMBERED_IN_TRUST = msg("The trust has several projects without a priority; a draw decided which of them goes first.")
_DRAWN_IN_ROUND = msg("The order within the round was decided by a draw; the lowest lottery value goes first.")
_TO_BE_MENDED = msg("The registration lacks or must correct the following:")
_NOT_DRAWN_YET = msg("The draw has not been made, since no seed is set: the order is provisional and may not be used.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all the decisions of a plan have in common. `eligible` counts the projects that took part in the rounds."""

    capacity: int
    eligible: int
    fixed_places: int
    seed: str | None
    seed_event: str
    contact: Person

    @classmethod
    def of(cls, programme: Programme, *, eligible: int, fixed_places: int) -> Setting:
        """The programme's side of it, with the two counts."""
        return cls(
            capacity=programme.cohort.capacity,
            eligible=eligible,
            fixed_places=fixed_places,
            seed=programme.allocation.seed or None,
            seed_event=programme.allocation.seed_event,
            contact=programme.contact,
        )


def why_placed(
    placing: Placing, registration: Registration, setting: Setting, override: Override | None
) -> tuple[Message, ...]:
    """The reason of a place or a reserve."""
    return (
        *_rule_and_counts(setting),
        *_own_order(placing),
        *((_decided_by(override),) if override else _round(placing)),
        *_draw(placing, setting),
        *_reserve_number(placing),
        *_unmet(registration),
        _whom_to_ask(setting.contact.name, setting.contact.email, setting.contact.phone),
    )


def why_ineligible(registration: Registration, setting: Setting, override: Override | None) -> tuple[Message, ...]:
    """The reason why a registration takes no part: the rules that it does not meet, or a decision by name."""
    return (
        *_rule_and_counts(setting),
        *((_decided_by(override),) if override else (ELIGIBILITY,)),
        *_unmet(registration),
        _whom_to_ask(setting.contact.name, setting.contact.email, setting.contact.phone),
    )


def got_the_place(reserve: Decision, withdrawn: str, day: dt.date) -> tuple[Message, ...]:
    """The reason of a place that the first on the reserve list got since `withdrawn` withdrew on `day`."""
    said = msg(
        "The project was number {number} on the reserve list, and was moved up to a place because {team} withdrew on {day}.",
        number=reserve.order or 0,
        team=withdrawn,
        day=short_date(day),
    )
    return tuple(_said_before_the_contact(reserve, said, number=None))


def moved_up(reserve: Decision, number: int, withdrawn: str, day: dt.date) -> tuple[Message, ...]:
    """The reason of a reserve that moved up to `number` since `withdrawn` withdrew on `day`."""
    said = msg(
        "{team} withdrew on {day}, and the project moved up from number {old} on the reserve list.",
        team=withdrawn,
        day=short_date(day),
        old=reserve.order or 0,
    )
    return tuple(_said_before_the_contact(reserve, said, number=number))


def _said_before_the_contact(reserve: Decision, said: Message, number: int | None) -> Iterator[Message]:
    """The reserve's reason with `said`, and with its number of now (None: it has none any more)."""
    *reasons, contact = reserve.reason
    for message in reasons:
        if message.msgid != _number_on_list(0).msgid:
            yield message
        elif number is not None:
            yield _number_on_list(number)
    yield from (said, contact)


def shared_part(decision: Decision) -> tuple[Message, ...]:
    """The sentences of the reason that are the same in every decision of the plan: they need to be said only once."""
    return tuple(message for message in decision.reason if message.msgid in _SHARED)


def own_part(decision: Decision) -> tuple[Message, ...]:
    """The sentences of the reason that are this decision's alone."""
    return tuple(message for message in decision.reason if message.msgid not in _SHARED)


def brief(decision: Decision) -> tuple[Message, ...]:
    """The decision's own sentences less the workings of the draw, for a table that has a column for the lottery value."""
    return tuple(message for message in own_part(decision) if message.msgid not in _WORKINGS)


def seed_of_draw(seed: str, event: str = "") -> Message:
    """The seed, and the public event that it is the outcome of."""
    if not event:
        return msg("The seed of the draw is “{seed}”.", seed=seed)
    return msg("The seed of the draw is “{seed}” ({event}).", seed=seed, event=event)


def _rule_and_counts(setting: Setting) -> tuple[Message, ...]:
    fixed = (_fixed_places(setting.fixed_places),) if setting.fixed_places else ()
    return (RULE, _places_and_projects(setting.capacity, setting.eligible), *fixed)


def _places_and_projects(places: int, projects: int) -> Message:
    return msg(
        "The number of places is {places}, and the number of projects that can get one is {projects}.",
        places=places,
        projects=projects,
    )


def _fixed_places(count: int) -> Message:
    return msg("Places given outside the rounds, by name and with a reason: {count}.", count=count)


def _own_order(placing: Placing) -> tuple[Message, ...]:
    """The trust's own priority and the round, and that it was late."""
    return (*((_LATE,) if placing.candidate.late else ()), _priority_and_round(placing))


def _priority_and_round(placing: Placing) -> Message:
    priority, rank, number = placing.candidate.priority, placing.rank, placing.round
    if priority is None:
        return msg(
            "The trust has given the project no priority; it therefore comes after those with a number,"
            " and took part in round {round}.",
            round=number,
        )
    if priority == rank == number:
        return msg(
            "The trust's own priority for the project is {priority}, and it took part in round {round}.",
            priority=priority,
            round=number,
        )
    if placing.candidate.late:
        return msg(
            "The trust's own priority for the project is {priority}. Of the trust's late projects that meet the requirements it"
            " is number {rank}, and it took part in round {round}.",
            priority=priority,
            rank=rank,
            round=number,
        )
    return msg(
        "The trust's own priority for the project is {priority}. Of the trust's projects that meet the requirements it is"
        " number {rank}, and it therefore took part in round {round}.",
        priority=priority,
        rank=rank,
        round=number,
    )


def _round(placing: Placing) -> tuple[Message, ...]:
    """How the round went: everybody in, a draw for the last places, or no place left."""
    if placing.contenders <= placing.places_left:
        return (msg("There were places enough for the whole round."),)
    if not placing.places_left:
        return (msg("All the places were given out before round {round}.", round=placing.round),)
    if placing.places_left == 1:
        return (
            msg(
                "In round {round} there were {projects} projects and one place left.",
                round=placing.round,
                projects=placing.contenders,
            ),
        )
    return (
        msg(
            "In round {round} there were {projects} projects and {places} places left.",
            round=placing.round,
            projects=placing.contenders,
            places=placing.places_left,
        ),
    )


def _draw(placing: Placing, setting: Setting) -> tuple[Message, ...]:
    """What the draw decided, and all that is needed to work it out again."""
    if not placing.drawn:
        return ()
    in_trust = (
        (_EQUAL_IN_TRUST if placing.candidate.priority is not None else _UNNUMBERED_IN_TRUST,) if placing.drawn_in_trust else ()
    )
    in_round = (_DRAWN_IN_ROUND,) if placing.drawn_in_round else ()
    return (*in_trust, *in_round, *_lottery(placing, setting))


def _lottery(placing: Placing, setting: Setting) -> tuple[Message, ...]:
    if setting.seed is None or placing.lottery is None:
        return (_NOT_DRAWN_YET,)
    text = lottery_text(setting.seed, placing.candidate.orgnr, placing.candidate.id)
    return (_lottery_value(placing.lottery, text), seed_of_draw(setting.seed, setting.seed_event))


def _lottery_value(value: str, text: str) -> Message:
    return msg("The project's lottery value is {value}. It is the SHA-256 of “{text}”.", value=value, text=text)


def _reserve_number(placing: Placing) -> tuple[Message, ...]:
    if placing.outcome is not Outcome.RESERVE:
        return ()
    return (_number_on_list(placing.order),)


def _number_on_list(number: int) -> Message:
    return msg("The project is number {number} on the reserve list.", number=number)


def _unmet(registration: Registration) -> tuple[Message, ...]:
    """The rules that are not met; a place or reserve has them only when it was decided by name."""
    unmet = tuple(f.message for f in registration.findings if f.severity is Severity.ERROR)
    return (_TO_BE_MENDED, *unmet) if unmet else ()


def _decided_by(override: Override) -> Message:
    return msg(
        "The outcome was decided outside the rounds by {by}. Reason given: “{reason}”.", by=override.by, reason=override.reason
    )


def _whom_to_ask(name: str, email: str, phone: str) -> Message:
    if not phone:
        return msg("Questions can be put to {name}, {email}.", name=name, email=email)
    return msg("Questions can be put to {name}, {email}, phone {phone}.", name=name, email=email, phone=phone_in_words(phone))


_SHARED = frozenset(
    message.msgid
    for message in (RULE, _places_and_projects(0, 0), _fixed_places(0), _whom_to_ask("", "", ""), _whom_to_ask("", "", "-"))
)

_WORKINGS = frozenset(message.msgid for message in (_lottery_value("", ""), seed_of_draw("-"), seed_of_draw("-", "-")))
