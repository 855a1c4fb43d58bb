"""The teams with a place and their advisers: what people wrote is taken first, then all is matched and written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg
from pipeline.ledger.advisers import (
    Added,
    added_advisers,
    adviser_choices,
    adviser_edition,
    remember_added,
    remember_adviser_edition,
    remember_choices,
    remember_trainees,
    trainee_choices,
)
from pipeline.ledger.products import products
from pipeline.model import Outcome, Plan, Register, Registration
from pipeline.outbox.write import hash_of, is_held_open, sha256_of
from pipeline.rules.identity import in_id_order
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.products import Published, Wanted, publish
from pipeline.views.adviser_overview import EMAIL, NAME, PHONE, TOWN, TRUST, Change, Changes, cells_of, changes, overview
from pipeline.views.returned_workbook import DamagedWorkbookError, read_workbook
from pipeline.views.year_workbook import workbook
from pipeline.year.advisers import Adviser, Matching, advisers_named, match, team_of

STEP = "advisers"
OVERVIEW = "advisers/team-og-veiledere.xlsx"

_UNKNOWN = "ukjent"
_HELD_OPEN = msg("{file} is open in another program, and was left as it is. Close it, and run kull advisers again.")
_STRANGE = msg("{file} was not written by this workspace, and nothing was taken from it. Your workbook is kept.")
_DAMAGED = msg("{file} is damaged, and nothing was taken from it. It is kept as it was.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsWithPlace:
    """The teams that have a place and stand, in order of id; and what a person must know of how they were found.

    `left` are those that had one and withdrew: their advisers are free. `moved_up`: the ids of those that got a place then.
    """

    teams: tuple[Registration, ...]
    notes: tuple[Message, ...] = ()
    left: tuple[Registration, ...] = ()
    moved_up: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What came of it: the pairs, what was taken from the overview, and what was written (None: the overview was open)."""

    matching: Matching
    taken: tuple[Change, ...] = ()
    trainees: tuple[Change, ...] = ()
    added: tuple[str, ...] = ()
    refused: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = field(default=())
    published: Published | None = None
    file: Path


def teams_with_place(run: Run, register: Register) -> TeamsWithPlace:
    """The teams with a place by the plan that stands.

    Raises:
        UsageError: no places have been given out.
    """
    standing = places(run, register).standing
    if standing is None:
        raise UsageError(msg("No places have been given out yet. Run kull plan first."))
    return with_place(register, standing)


def with_place(register: Register, plan: Plan) -> TeamsWithPlace:
    """The teams with a place by `plan`."""
    current = {registration.id: registration for registration in register.current()}
    given = [d.registration for d in plan.decisions if d.outcome is Outcome.PLACE]
    gone = [id_ for id_ in given if id_ not in current]
    notes = [
        msg("{id} has a place in the plan, but no longer stands: it is left out. Run kull withdraw {id}.", id=id_)
        for id_ in gone
    ]
    if plan.approved_by is None:
        notes.append(msg("The plan is not approved yet: the teams may still change."))
    teams = tuple(sorted((current[id_] for id_ in given if id_ in current), key=lambda team: in_id_order(team.id)))
    withdrew = {*gone, *(one.team for one in plan.amendments)}
    left = tuple(one for one in register.registrations if one.id in withdrew and one.id not in current)
    moved_up = frozenset(one.promoted for one in plan.amendments if one.promoted)
    return TeamsWithPlace(teams=teams, notes=tuple(notes), left=left, moved_up=moved_up)


def advise(run: Run, register: Register) -> Advised:
    """Take what was changed in the overview, match teams and advisers, and write the overview anew.

    Raises:
        UsageError: as `teams_with_place`.
    """
    placed = teams_with_place(run, register)
    file = run.workspace.outbox / OVERVIEW
    if is_held_open(file):
        held = Message(_HELD_OPEN.msgid, {"file": OVERVIEW})
        return Advised(matching=matching_of(run, register, placed), refused=(held,), notes=placed.notes, file=file)
    taken = _take_changes(run, file)
    matching = matching_of(run, register, placed)
    return Advised(
        matching=matching,
        taken=taken.choices,
        trainees=taken.trainees,
        added=tuple(row[NAME] for row in taken.added),
        refused=taken.refused,
        notes=(*placed.notes, *matching.notes),
        published=_write(run, register, matching),
        file=file,
    )


def matching_of(run: Run, register: Register, placed: TeamsWithPlace) -> Matching:
    """The advisers of the teams with a place, as forms and people say."""
    with run.ledger.connect() as db:
        cohort = run.programme.cohort.id
        written, trainees, added = adviser_choices(db, cohort), trainee_choices(db, cohort), added_advisers(db, cohort)
    named, uncertain = advisers_named((*register.current(), *placed.left), (team.id for team in placed.teams))
    known = {(fold(one.name), fold(one.email)) for one in named}
    numbers = {fold(words): orgnr for orgnr, words in _trusts(run, register).items()}
    numbers |= {fold(r.trust_short): r.trust_orgnr for r in register.current() if r.trust_short}
    new = (_adviser(one, numbers) for one in added if (fold(one.name), fold(one.email)) not in known)
    teams = (team_of(team, moved_up=team.id in placed.moved_up) for team in placed.teams)
    matching = match(teams, (*named, *new), written, trainees)
    return Matching(pairs=matching.pairs, advisers=matching.advisers, notes=(*uncertain, *matching.notes))


def _adviser(added: Added, numbers: Mapping[str, str]) -> Adviser:
    trust = numbers.get(fold(added.trust), added.trust)
    return Adviser(
        name=added.name, email=added.email, phone=added.phone, trust=trust, town=" ".join(added.town.casefold().split())
    )


def _trusts(run: Run, register: Register) -> Mapping[str, str]:
    """The names of the trusts, by organisation number."""
    named = {r.trust_orgnr: r.values.trust for r in register.current() if r.trust_orgnr and r.values.trust}
    return {**{one.orgnr: one.name for one in run.recipients}, **named}


def _take_changes(run: Run, file: Path) -> Changes:
    """What a person has changed since the overview was written, kept in the ledger."""
    with run.ledger.connect() as db:
        known = products(db).get(OVERVIEW)
    if not file.is_file() or (known is not None and known.sha256 == hash_of(file)):
        return Changes()
    try:
        book = read_workbook(file.read_bytes())
    except DamagedWorkbookError:
        return Changes(refused=(Message(_DAMAGED.msgid, {"file": OVERVIEW}),))
    cohort = run.programme.cohort.id
    with run.ledger.begin() as db:
        written = adviser_edition(db, cohort, book.edition)
        if written is None:
            return Changes(refused=(Message(_STRANGE.msgid, {"file": OVERVIEW}),))
        found = changes(book, written)
        by = book.by or _UNKNOWN
        remember_choices(db, cohort, {change.team: change.new for change in found.choices}, by, run.now)
        remember_trainees(db, cohort, {change.team: change.new for change in found.trainees}, by, run.now)
        remember_added(db, cohort, map(_added, found.added), by, run.now)
    return found


def _added(row: Mapping[str, str]) -> Added:
    return Added(name=row[NAME], email=row[EMAIL], phone=row[PHONE], trust=row[TRUST], town=row[TOWN])


def _write(run: Run, register: Register, matching: Matching) -> Published:
    with run.ledger.begin() as db:
        edition = remember_adviser_edition(db, run.programme.cohort.id, cells_of(matching))
    registrations = {registration.id: registration for registration in register.current()}
    made = workbook(overview(matching, registrations, _trusts(run, register), run.programme, edition))
    wanted = Wanted(path=OVERVIEW, content=sha256_of(made), made_from=("register", "plan"))
    return publish(run, STEP, [wanted], {OVERVIEW: made})
