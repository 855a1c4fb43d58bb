"""A reading with what people have said of it since: corrections and replies laid over it in the order of time.

The reading itself is never changed: what comes out is another one, whose changed values have the method "correction", with the
words as corrected. What the form said, who corrected it and when stand in the corrections that come with it.

What a sender says later goes before what a person here corrected, but never unseen: such a correction is *stale*, and somebody
must look. A person's later correction settles it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pipeline.i18n import Message
from pipeline.intake.national_id import mask
from pipeline.model import Correction, CorrectionState, Finding, Member, Origin, Provenance, Reading
from pipeline.recognise.corrected import from_words
from pipeline.recognise.settle import CHALLENGES
from pipeline.rules.fields import in_row, member_at, member_row, rows_of, said_in, values_of
from pipeline.rules.person import Person, same_person


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody said of one value after the form was sent: the correction, the value it means, and how that was read."""

    correction: Correction
    value: object = None
    note: Provenance | None = None
    refused: Message | None = None

    @property
    def by_sender(self) -> bool:
        """Does it come from the trust, and not from somebody here?"""
        return self.correction.origin is Origin.REPLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """A statement on an earlier form of the same team, and what that form itself said there.

    `later`: it was made after this form had come.
    """

    statement: Statement
    before: object
    later: bool = False

    def handed_on(self, to: datetime) -> Inherited:
        """The same for a form that came at `to`."""
        return replace(self, later=self.statement.correction.at > to)


@dataclass(slots=True)
class Outcome:
    """What became of a statement, at which place, and what was read there before."""

    statement: Statement
    place: str
    state: CorrectionState
    was: Provenance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A reading as mended, the row of the form in which each of its members stands, and what became of every correction.

    `legacy` is what newer forms of the team inherit.
    """

    reading: Reading
    rows: tuple[int, ...]
    corrections: tuple[Correction, ...] = ()
    legacy: tuple[Inherited, ...] = ()

    @classmethod
    def of(cls, reading: Reading) -> Mended:
        """A reading of which nothing has been said since."""
        return cls(reading=reading, rows=tuple(range(len(reading.values.members))))


def stated(correction: Correction) -> Statement:
    """What a correction by somebody here says."""
    if correction.confirms:
        return Statement(correction=correction)
    understood = from_words(correction.path, correction.text)
    return Statement(correction=correction, value=understood.value, refused=understood.refused)


def with_corrections(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """`reading` with `corrections` laid over it, in the order of time."""
    work = Work.on(reading)
    for correction in sorted(corrections, key=in_time):
        work.take(stated(correction))
    return work.finished().reading


def in_time(correction: Correction) -> tuple[float, int]:
    """A sort key: corrections in the order in which they were made."""
    return correction.at.timestamp(), correction.number


def same(one: object, other: object) -> bool:
    """Do two values say the same, blanks and masked numbers aside?"""
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(mask(one).split()) == " ".join(mask(other).split())
    return one == other


@dataclass(slots=True)
class Work:
    """A reading being mended. `first` is what the form says, `said` what is said now, each by its path in rows of the form."""

    reading: Reading
    first: Mapping[str, object]
    said: dict[str, object]
    notes: dict[str, Provenance]
    people: dict[int, list[Person]]
    findings: list[Finding]
    held: dict[str, list[object]]
    added: dict[tuple[str, int], int] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    legacy: list[Inherited] = field(default_factory=list)

    @classmethod
    def on(cls, reading: Reading) -> Work:
        """Work on `reading`, nothing taken yet."""
        said = said_in(reading.values)
        held: dict[str, list[object]] = defaultdict(list)
        for path, value in said.items():
            held[path].append(value)
        return cls(
            reading=reading,
            first=said,
            said=dict(said),
            notes=dict(reading.provenance),
            people={row: [Person.of(member)] for row, member in enumerate(reading.values.members)},
            findings=list(reading.findings),
            held=held,
        )

    def take(self, statement: Statement) -> None:
        """Lay a statement on this form over what is said."""
        place = self.place_of(statement.correction)
        if place is not None:
            self.legacy.append(Inherited(statement=statement, before=self.first.get(place)))
        self._take(statement, place)

    def take_inherited(self, inherited: Inherited) -> None:
        """Lay a statement on an earlier form over what is said, when this one says what that one did."""
        statement = inherited.statement
        place = self.place_of(statement.correction)
        if place is None or statement.refused or same(self.first.get(place), inherited.before):
            self._take(statement, place)
        else:
            self._note(statement, place, self._overtaken(inherited, place))

    def _take(self, statement: Statement, place: str | None) -> None:
        if place is None:
            self._note(statement, "members", CorrectionState.STALE)
        elif statement.correction.confirms:
            self._confirm(place)
            self._note(statement, place, CorrectionState.APPLIED)
        elif statement.refused is not None:
            self._note(statement, place, CorrectionState.REFUSED)
        else:
            self._set(statement, place)

    def finished(self) -> Mended:
        """The reading as mended; members who were taken out leave no gap."""
        rows = rows_of(self.said)
        index = {row: at for at, row in enumerate(rows)}
        moved = {path: _moved(path, index) for path in (*self.notes, *(o.place for o in self.outcomes))}
        reading = replace(
            self.reading,
            values=values_of(self.said, rows),
            provenance={to: self.notes[path] for path, to in moved.items() if to and path in self.notes},
            findings=tuple(_moved_findings(self.findings, index)),
        )
        corrections = tuple(
            replace(o.statement.correction, path=moved[o.place] or "members", state=o.state, was=o.was) for o in self.outcomes
        )
        return Mended(reading=reading, rows=rows, corrections=corrections, legacy=tuple(self.legacy))

    def place_of(self, correction: Correction) -> str | None:
        """Where in this form a correction belongs: at the same member, wherever that one stands; None when not to be found."""
        row = member_row(correction.path)
        if row is None:
            return correction.path
        found = self._added_row(correction, row) if correction.member is None else self.row_of(correction.member, row)
        return None if found is None else in_row(correction.path, found)

    def row_of(self, member: Member, row: int) -> int | None:
        """The row in which `member`, once seen in `row`, stands: there if it can be, else the only one that it can be."""
        who = Person.of(member)
        fitting = [at for at, known in self.people.items() if any(_same(who, one) for one in known)]
        if row in fitting:
            return row
        return fitting[0] if len(fitting) == 1 and (who.names or who.email) else None

    def _added_row(self, correction: Correction, row: int) -> int:
        """The row of somebody who was added; a newer form may have the same person by itself."""
        key = (correction.form, row)
        if key not in self.added:
            twin = self.row_of(Member(name=correction.text), -1) if correction.path.endswith(".name") else None
            free = row if row not in self.people else max(self.people) + 1
            self.added[key] = free if twin is None else twin
            self.people.setdefault(self.added[key], [])
        return self.added[key]

    def _overtaken(self, inherited: Inherited, place: str) -> CorrectionState:
        """What becomes of a statement on an earlier form, when this one says something else than that did.

        A sender's earlier word gives way to the later one; what was said after this form had come does not, unseen.
        """
        if same(self.first.get(place), inherited.statement.value):
            return CorrectionState.MET
        gives_way = inherited.statement.by_sender and not inherited.later
        return CorrectionState.REPLACED if gives_way else CorrectionState.STALE

    def _set(self, statement: Statement, place: str) -> None:
        for earlier in self.outcomes:
            if earlier.place == place:
                earlier.state = _after(earlier, statement)
        self._note(statement, place, CorrectionState.APPLIED)
        self._put(place, statement.value)
        where = self.notes[place].where if place in self.notes else ""
        corrected = Provenance(text=statement.correction.text, where=where, method="correction", confidence=1.0)
        self.notes[place] = statement.note or corrected
        self._settle_whole(place)
        self.findings = [f for f in self.findings if f.path != place or not f.rule.startswith("reading.")]

    def _put(self, place: str, value: object) -> None:
        if value is None:
            self.said.pop(place, None)
        else:
            self.said[place] = value
        self.held.setdefault(place, []).append(value)
        row = member_row(place)
        if row is not None:
            self.people.setdefault(row, []).append(Person.of(member_at(self.said, row)))

    def _settle_whole(self, place: str) -> None:
        """A doubt about a whole part is answered when its name, or every choice in it, has been corrected."""
        part = place.rpartition(".")[0]
        answered = place.endswith(".name") or (
            part == "challenges" and all(self._is_settled(f"challenges.{name}") for name in CHALLENGES)
        )
        if part in self.notes and answered:
            self.notes[part] = replace(self.notes[part], needs_review=False)

    def _is_settled(self, path: str) -> bool:
        note = self.notes.get(path)
        return note is not None and not note.needs_review

    def _confirm(self, place: str) -> None:
        """What stands at `place` and below it has been looked at, and what was open there is settled."""
        for earlier in self.outcomes:
            if _is_below(earlier.place, place) and earlier.state in {CorrectionState.STALE, CorrectionState.REFUSED}:
                earlier.state = CorrectionState.REPLACED
        for path, note in self.notes.items():
            if _is_below(path, place):
                self.notes[path] = replace(note, needs_review=False, confidence=1.0)
        self.findings = [f for f in self.findings if not (f.rule.startswith("reading.") and _is_below(f.path, place))]

    def _note(self, statement: Statement, place: str, state: CorrectionState) -> None:
        self.outcomes.append(Outcome(statement, place, state, self.notes.get(place)))


def _after(earlier: Outcome, statement: Statement) -> CorrectionState:
    """What becomes of an earlier outcome at the place where `statement` now speaks."""
    overruled = statement.by_sender and not earlier.statement.by_sender
    if not overruled:
        return CorrectionState.REPLACED
    held = earlier.state is CorrectionState.APPLIED and not earlier.statement.correction.confirms
    return CorrectionState.STALE if held and not same(earlier.statement.value, statement.value) else earlier.state


def _same(one: Person, other: Person) -> bool:
    nobody = not (one.names or one.email or other.names or other.email)
    return nobody or same_person(one, other)


def _is_below(path: str, place: str) -> bool:
    return not place or path == place or path.startswith((f"{place}.", f"{place}["))


def _moved(path: str, index: Mapping[int, int]) -> str | None:
    """A path with its member's row made the member's number; None when that member was taken out."""
    row = member_row(path)
    if row is None:
        return path
    return in_row(path, index[row]) if row in index else None


def _moved_findings(findings: Sequence[Finding], index: Mapping[int, int]) -> Iterator[Finding]:
    """The findings at the members' new places; those of reading on a member who was taken out are answered."""
    for finding in findings:
        to = _moved(finding.path, index)
        if to is not None:
            yield replace(finding, path=to)
        elif not finding.rule.startswith("reading."):
            yield replace(finding, path="members")
