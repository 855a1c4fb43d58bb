"""Does a letter name somebody whom its recipient has nothing to do with: names, addresses, phones of other trusts' teams?

It is the finished letter that is looked at: a name may also have been left in a template by whoever last wrote it there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.letters.adviser_contexts import AdviserContext, TeamAdviserContext
from pipeline.letters.contexts import Context, TrustContext
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import trust_key
from pipeline.letters.proof import ProofFault
from pipeline.model import Adviser, Contact, Member, Register, Registration
from pipeline.programme.schema import Programme, Recipient

Known = tuple[str | None, str | None, str | None]
"""Name, e-mail address and phone, as far as they are known."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_ADDRESS: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"(?:\+47|0047)?(?:[\s\u00a0]?\d){8}(?!\d)")
_DIGITS: Final = 8
_LONGEST_NAME: Final = 5
"""Words; a longer name is known by its first five."""


@dataclass(frozen=True, slots=True)
class Persons:
    """What people are known by: names as folded words, addresses, the last eight digits of phones."""

    names: Mapping[tuple[str, ...], str]
    addresses: frozenset[str]
    phones: frozenset[str]


class Strangers:
    """For each trust, the people of all other trusts' teams who are nobody of its own and nobody of the organiser's."""

    def __init__(self, register: Register, programme: Programme, recipients: Iterable[Recipient]) -> None:
        """Every registration counts, also the withdrawn and superseded: their people are strangers to others too."""
        self._everyone = _known_by(field for one in register.registrations for field in _people_of(one))
        own: dict[str, list[Known]] = defaultdict(list)
        for one in register.registrations:
            own[trust_key(one)] += _people_of(one)
        for trust in recipients:
            own[trust.orgnr] += [(trust.contact, trust.email, None)]
        shared = list(_organisers(programme))
        self._own = {trust: _known_by((*people, *shared)) for trust, people in own.items()}
        self._organisers = _known_by(shared)
        self._trusts = {one.id: trust_key(one) for one in register.registrations}

    def named_in(self, letter: Letter, text: str) -> Iterator[ProofFault]:
        """Everybody whom the letter's `text` names, and should not."""
        own = _and(self._own.get(self._trust_of(letter), self._organisers), _introduced(letter.context))
        for value in dict.fromkeys((*self._names(text, own), *self._addresses(text, own), *self._phones(text, own))):
            message = msg("The letter names «{who}», who belongs to a team of another trust.", who=value)
            yield ProofFault(field="", value=value, message=message)

    def _trust_of(self, letter: Letter) -> str:
        """The trust by its key in the register; a joint answer is to the one whose teams it lists."""
        if letter.recipient:
            return letter.recipient
        teams = [row.id for row in letter.context.teams] if isinstance(letter.context, TrustContext) else []
        return next((self._trusts[one] for one in (letter.registration, *teams) if one in self._trusts), "")

    def _names(self, text: str, own: Persons) -> Iterator[str]:
        words = [fold(word).rstrip(".") for word in _WORD.findall(text)]
        lengths = {len(name) for name in self._everyone.names}
        for start in range(len(words)):
            for name in (tuple(words[start : start + length]) for length in lengths):
                if name in self._everyone.names and name not in own.names:
                    yield self._everyone.names[name]

    def _addresses(self, text: str, own: Persons) -> Iterator[str]:
        found = {address.casefold().rstrip(".") for address in _ADDRESS.findall(text)}
        yield from sorted(found & self._everyone.addresses - own.addresses)

    def _phones(self, text: str, own: Persons) -> Iterator[str]:
        found = {_last_digits(number) for number in _NUMBER.findall(text)}
        yield from sorted(found & self._everyone.phones - own.phones)


def _people_of(registration: Registration) -> list[Known]:
    """Name, address and phone of everybody on a form."""
    values = registration.values
    people: tuple[Contact | Adviser | Member, ...] = (values.contact, values.adviser, *values.members)
    return [*((one.name, one.email, one.phone) for one in people), (values.signed_name, None, None)]


def _introduced(context: Context) -> Iterator[Known]:
    """Whom the letter is there to make known: a team's adviser may be of another trust."""
    if isinstance(context, AdviserContext):
        yield context.adviser.name, context.adviser.email, context.adviser.phone
        yield from ((one.contact, one.email, one.phone) for one in context.teams)
        yield from ((one.trainee, None, None) for one in context.teams)
    elif isinstance(context, TeamAdviserContext):
        yield context.adviser.name, context.adviser.email, context.adviser.phone
        yield context.trainee, None, None


def _and(own: Persons, more: Iterable[Known]) -> Persons:
    known = _known_by(more)
    return Persons(
        names={**own.names, **known.names}, addresses=own.addresses | known.addresses, phones=own.phones | known.phones
    )


def _organisers(programme: Programme) -> Iterator[Known]:
    """The people and addresses that may stand in every letter."""
    yield programme.contact.name, programme.contact.email, programme.contact.phone
    yield programme.officer.name, None, None
    yield programme.signatory.name, None, None
    yield None, programme.organiser.email, programme.organiser.phone


def _known_by(people: Iterable[Known]) -> Persons:
    people = list(people)
    names = {_words(name): name for name, _, _ in people if name}
    return Persons(
        names={words: name for words, name in names.items() if len(words) > 1},
        addresses=frozenset(address.casefold() for _, address, _ in people if address),
        phones=frozenset(_last_digits(phone) for _, _, phone in people if phone and len(_last_digits(phone)) == _DIGITS),
    )


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(word).rstrip(".") for word in _WORD.findall(name))[:_LONGEST_NAME]


def _last_digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-_DIGITS:]
