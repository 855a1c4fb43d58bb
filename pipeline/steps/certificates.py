"""Diplomas and the ledger: numbers and codes are given, taken back, and looked up when somebody asks whether one is genuine."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.errors import ConfigurationError, Fault, UsageError
from pipeline.i18n import Message, msg
from pipeline.ledger.certificate_key import fingerprint, make_key, read_by_others, read_key
from pipeline.ledger.certificates import Certificate, certificates, issue, revoke
from pipeline.letters.certificate import SIGNS, Asked, Certified, IssuedDiploma, asked_for, code_of, number_of, proves
from pipeline.letters.occasion import slug
from pipeline.steps.opening import Run

_LOST = msg(
    "The key to the diplomas is gone, and {count} are issued with it. Take the file from the backup. If it is lost for good, "
    "run kull diplomas --new-key: every diploma gets a new code, and those that were handed out can no longer be verified."
)
_ANOTHER = msg(
    "The key is another than the one that {count} diplomas were issued with. Take the right file from the backup. If it is "
    "lost for good, run kull diplomas --new-key: every diploma gets a new code, and those handed out can no longer be verified."
)
_ALTERED = msg(
    "What the ledger says of this diploma is not what it was issued for: somebody has changed it. Take the ledger from the "
    "backup, or revoke the diploma."
)
_OPEN_TO_OTHERS = msg("Others than you can read {file}, and so make diplomas. Take their access away: chmod 600 {file}")


class Verdict(StrEnum):
    """What can be said of a code that somebody shows."""

    GENUINE = "genuine"
    REPLACED = "replaced"
    REVOKED = "revoked"
    NOT_GENUINE = "not genuine"
    MISREAD = "misread"
    OTHER_KEY = "other key"
    ALTERED = "altered"
    NO_KEY = "no key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of a look-up, and the diploma that it is about, if any. `signs`: letters and digits of the code as given."""

    verdict: Verdict
    certificate: Certificate | None = None
    signs: int = SIGNS


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Somebody who has earned a diploma: the code of the check-in line, the codes before it, and what the diploma is to say.

    The number of `certified` is empty, and its day is today's, until they are given.
    """

    person: str
    former: frozenset[str]
    registration: str
    certified: Certified


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was issued now: `new` numbers, and numbers that were `renewed` with another code.

    `standing` are all diplomas that stand, and `claimed` those of them that somebody has earned as things are. `refused` are
    revoked ones of people who have.
    """

    new: tuple[Certificate, ...] = ()
    renewed: tuple[Certificate, ...] = ()
    standing: tuple[Certificate, ...] = ()
    claimed: frozenset[int] = frozenset()
    refused: tuple[Certificate, ...] = ()


def give(run: Run, claims: Sequence[Claim], *, new_key: bool = False) -> Given:
    """Give a number and a code to each of `claims` that has none, in their order; and another code where it says more or less.

    Raises:
        ConfigurationError: the key is gone, is another or is damaged, or the ledger was changed; nothing was written.
    """
    with run.ledger.connect() as db:
        known = certificates(db, run.programme.cohort.id)
    if not claims and not known:
        return Given()
    key = _key(run, known, new_key=new_key)
    standing = {one.ordinal: one for one in known if one.stands}
    work = _Giving(run=run, key=key, known=known, standing=standing)
    for claim in claims:
        work.take(claim)
    work.renew_those_of_another_key()
    with run.ledger.begin() as db:
        issue(db, [*work.new, *work.renewed])
        now = certificates(db, run.programme.cohort.id)
    return Given(
        new=tuple(work.new),
        renewed=tuple(work.renewed),
        standing=tuple(one for one in now if one.stands),
        claimed=frozenset(work.claimed),
        refused=tuple(work.refused),
    )


class _Giving:
    """Gives numbers and codes, claim by claim."""

    def __init__(self, *, run: Run, key: bytes, known: Sequence[Certificate], standing: Mapping[int, Certificate]) -> None:
        self._run, self._key, self._standing = run, key, standing
        self._print = fingerprint(key)
        self._last = {one.ordinal: one for one in known}
        self._of = {one.person: one.ordinal for one in known}
        self._next = max(self._last, default=0) + 1
        self.new: list[Certificate] = []
        self.renewed: list[Certificate] = []
        self.refused: list[Certificate] = []
        self.claimed: set[int] = set()

    def take(self, claim: Claim) -> None:
        """A new number, another code, or nothing, when just this was issued before."""
        codes = (claim.person, *sorted(claim.former))
        ordinal = next((self._of[code] for code in codes if code in self._of), None)
        if ordinal is None:
            ordinal, self._next = self._next, self._next + 1
            self.new.append(self._issued(claim, ordinal, edition=1))
        elif ordinal not in self._standing:
            self.refused.append(self._last[ordinal])
            return
        elif _matter(self._standing[ordinal].certified) != _matter(claim.certified):
            self.renewed.append(self._issued(claim, ordinal, edition=self._last[ordinal].edition + 1))
        self.claimed.add(ordinal)

    def renew_those_of_another_key(self) -> None:
        """The same words under the key of today, for diplomas that were issued under one that is lost."""
        done = {one.ordinal for one in self.renewed}
        for one in self._standing.values():
            if one.key != self._print and one.ordinal not in done:
                code = code_of(self._key, one.certified)
                self.renewed.append(replace(one, edition=one.edition + 1, code=code, key=self._print, issued_at=self._run.now))

    def _issued(self, claim: Claim, ordinal: int, *, edition: int) -> Certificate:
        certified = replace(claim.certified, number=number_of(claim.certified.cohort, ordinal))
        return Certificate(
            ordinal=ordinal,
            edition=edition,
            person=claim.person,
            registration=claim.registration,
            certified=certified,
            code=code_of(self._key, certified),
            key=self._print,
            issued_at=self._run.now,
        )


def _matter(certified: Certified) -> Certified:
    """What must be the same for a diploma to stand. The length of a meeting was what it was when the diploma was issued."""
    day = certified.issued.min
    parts = tuple(replace(part, minutes=None, dates=()) for part in certified.meetings)
    return replace(certified, number="", issued=day, meetings=parts)


def _key(run: Run, known: Sequence[Certificate], *, new_key: bool) -> bytes:
    """The key, made on first use; it must be the one that all standing diplomas were issued with, unless `new_key` says so."""
    file = run.workspace.certificate_key
    key = read_key(file)
    standing = [one for one in known if one.stands]
    if key is None:
        if known and not new_key:
            raise ConfigurationError((_fault(run, Message(_LOST.msgid, {"count": len(known)})),))
        key = make_key(file)
    others = [one for one in standing if one.key != fingerprint(key)]
    if others and not new_key:
        raise ConfigurationError((_fault(run, Message(_ANOTHER.msgid, {"count": len(others)})),))
    altered = [one for one in standing if one not in others and not proves(key, one.certified, one.code)]
    if altered:
        raise ConfigurationError(tuple(_fault(run, _ALTERED, one) for one in altered))
    return key


def _fault(run: Run, message: Message, about: Certificate | None = None) -> Fault:
    file = run.workspace.ledger_file if about else run.workspace.certificate_key
    named = run.workspace.relative(file)
    return Fault(file=named, place=about.certified.number if about else "", message=message)


def key_notes(run: Run) -> tuple[Message, ...]:
    """What a person must know of the key's file."""
    file = run.workspace.certificate_key
    if file.is_file() and read_by_others(file):
        return (Message(_OPEN_TO_OTHERS.msgid, {"file": str(file)}),)
    return ()


def take_back(run: Run, number: str, by: str, reason: str) -> Certificate:
    """Revoke the diploma of that number: it is never genuine again, and the number is never given again.

    Raises:
        UsageError: no name or no reason, or no diploma of that number stands.
    """
    if not by.strip() or not reason.strip():
        raise UsageError(msg("Say who revokes the diploma, and why: kull diplomas --revoke NUMBER --by NAME --reason TEXT"))
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        standing = [one for one in certificates(db, cohort) if one.stands]
        found = next((one for one in standing if one.certified.number == "-".join(number.split()).casefold()), None)
        if found is None:
            raise UsageError(msg("No diploma with the number {number} stands.", number=number))
        revoke(db, found, by.strip(), reason.strip(), run.now)
    return found


def standing_diplomas(run: Run) -> tuple[IssuedDiploma, ...]:
    """Every diploma that stands, in the order of the numbers, as its letter takes it."""
    with run.ledger.connect() as db:
        known = certificates(db, run.programme.cohort.id)
    first: dict[str, int] = {}
    for one in known:
        first.setdefault(_owner(one), one.ordinal)
    return tuple(
        IssuedDiploma(
            certified=one.certified,
            code=one.code,
            registration=one.registration,
            # A namesake's file has the number in its name, whatever becomes of the first one's diploma.
            owner=_owner(one) if first[_owner(one)] == one.ordinal else f"{_owner(one)}-{one.ordinal}",
        )
        for one in known
        if one.stands
    )


def _owner(one: Certificate) -> str:
    return f"{one.registration}-{slug(one.certified.name)}"


def verify(run: Run, text: str) -> Verified:
    """Is this the code of a diploma that was issued here? `text` is a code, a number and a code, or what the QR code holds.

    Raises:
        ConfigurationError: the file of the key is damaged.
    """
    asked = asked_for(text)
    signs = len(asked.code.replace("-", ""))
    with run.ledger.connect() as db:
        known = certificates(db, run.programme.cohort.id)
    key = read_key(run.workspace.certificate_key)
    if key is None and known:
        return Verified(verdict=Verdict.NO_KEY)
    if signs != SIGNS:
        return Verified(verdict=Verdict.MISREAD, signs=signs)
    return _looked_up(key, known, asked) if key else Verified(verdict=Verdict.NOT_GENUINE)


def _looked_up(key: bytes, known: Sequence[Certificate], asked: Asked) -> Verified:
    """Every diploma is tried, so that the time taken does not tell which."""
    named = [one for one in known if asked.number in {"", one.certified.number}]
    here = fingerprint(key)
    proved = [one for one in named if proves(key, one.certified, asked.code) and one.key == here]
    written = [one for one in named if hmac.compare_digest(one.code.encode(), asked.code.encode())]
    if proved:
        one = proved[-1]
        replaced = Verdict.REPLACED if one.replaced_at else Verdict.GENUINE
        return Verified(verdict=Verdict.REVOKED if one.revoked_at else replaced, certificate=one)
    if written:
        verdict = Verdict.ALTERED if written[-1].key == here else Verdict.OTHER_KEY
        return Verified(verdict=verdict, certificate=written[-1])
    return Verified(verdict=Verdict.NOT_GENUINE)
