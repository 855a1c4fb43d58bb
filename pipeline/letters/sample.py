"""Letters to sample people: every kind of letter, with names that are hard to print. Nobody in them exists.

The doctor tries a template on them, `kull template preview` writes them, and `kull template fields` takes its examples from
them. The cohort is the workspace's own; the recipients, the teams and their people are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from pipeline.allocation.plan import make_plan
from pipeline.i18n import msg
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import compose_letters
from pipeline.letters.contexts import ASIDE, OPTIONAL, Context
from pipeline.letters.letter import Letter
from pipeline.letters.occasion import Attendee, Occasion
from pipeline.letters.sample_papers import sample_papers
from pipeline.model import Adviser, Contact, Finding, Member, Register, Registration, Role, Severity, Source, Status, Values
from pipeline.programme.schema import OSLO, Meeting, Programme, Recipient

SHOWN = 4
"""Letters of one kind and language that are tried: one for each way in which they can differ."""
_SEED = "EKSEMPEL"
_MOST_PLACES = 15
_WITHOUT_UNIT = 2

_NB, _NN, _SILENT_NB, _SILENT_NN = "310000019", "310000027", "310000035", "310000043"  # numbers that no organisation has
_RECIPIENTS = (
    Recipient(
        name="Sykehuset Láilá, A & B <c> HF",
        address="Čáhcegeaidnu 1 «B»",
        postal_code="9999",
        city="Øvre Æsværåsen",
        contact="Láilá Čáhppes-Øvergård",
        email="postmottak@laila.example",
        ref="2025/1 <ab>",
        orgnr=_NB,
    ),
    Recipient(
        name="Sjukehuset Ŋuorjjo & Ytre Æ HF",
        address="Skodjevegen 2",
        postal_code="0001",
        city="Åmåsøya",
        contact="Gro-Ánte Đivttas O'Næss",
        email="postmottak@ytre.example",
        orgnr=_NN,
        language="nn",
    ),
    Recipient(
        name="Den langstrakte kyst- og fjellregionens spesialsykehus for sjeldne eksempler og alminnelige prøvetrykk HF",
        address="Storgata 12345, oppgang Z, 17. etasje, inngang fra bakgården ved vannposten",
        postal_code="9998",
        city="Langvatnsfjordbotneidet",
        email="postmottak.med.et.langt.navn@langstrakt-spesialsykehus.example",
        orgnr=_SILENT_NB,
    ),
    Recipient(
        name="Vesle sjukehuset HF",
        address="Øy 1",
        postal_code="9997",
        city="Å",
        email="postmottak@vesle.example",
        orgnr=_SILENT_NN,
        language="nn",
    ),
)
_TITLES = (
    "Færre avbrytelser på «sengepost 2» & <mer> ro",
    (
        "Čielga bargojuohku: rett kompetanse til rett tid, med ny fordeling av oppgaver mellom sykepleiere, helsefagarbeidere "
        "og merkantilt personell på sengepost og poliklinikk, også i helger og ferier"
    ),
    "Å",
)
_LACKING = msg(
    "No member of the team is entered as union representative (tillitsvalgt). The team must have at least one, another person "
    "than the leader: state who it is."
)


def sample_letters(programme: Programme, kind: LetterKind, language: str) -> tuple[Letter, ...]:
    """A few letters of `kind` in `language`, no two of the same shape; at least one."""
    cohort = programme.cohort.model_copy(update={"capacity": min(programme.cohort.capacity, _MOST_PLACES)})
    allocation = programme.allocation.model_copy(update={"seed": programme.allocation.seed or _SEED})
    meetings = _certified(programme.meetings)
    changed = {"cohort": cohort, "allocation": allocation, "meetings": meetings, "overrides": ()}
    tried = programme.model_copy(update=changed)
    register = Register(registrations=tuple(_registrations(tried)))
    made = compose_letters(
        register,
        make_plan(register, tried),
        tried,
        _RECIPIENTS,
        {kind},
        tried.dates.deadline,
        attendance=_attendance(tried),
        papers=sample_papers(
            Occasion(register=register, plan=None, programme=tried, recipients=_RECIPIENTS, dated=tried.dates.deadline)
        ),
    )
    shapes: dict[Any, Letter] = {}
    for letter in made:
        if letter.language == language:
            shapes.setdefault(_shape(letter.context), letter)
    return tuple(shapes.values())[:SHOWN]


def variants(context: Context) -> Iterator[Context]:
    """`context`, and what becomes of it when nothing optional is there, with every answer yes and every answer no."""
    yield context
    bare = _bare(context)
    answers = [f.name for f in fields(context) if isinstance(getattr(context, f.name), bool)]
    for answer in (True, False):
        yield replace(bare, **dict.fromkeys(answers, answer))


def _bare(record: Any) -> Any:
    """A record without anything optional in it."""
    changed = {}
    for f in fields(record):
        value = getattr(record, f.name)
        if f.metadata == OPTIONAL and f.default is not MISSING:
            changed[f.name] = f.default
        elif is_dataclass(value) and f.name not in ASIDE:
            changed[f.name] = _bare(value)
        elif isinstance(value, tuple):
            changed[f.name] = tuple(_bare(one) if is_dataclass(one) else one for one in value)
    return replace(record, **changed)


def _shape(context: Any) -> Any:
    """What is there and what is not: two letters of the same shape go the same way through a template."""
    if is_dataclass(context):
        return tuple(_shape(getattr(context, f.name)) for f in fields(context) if f.name not in ASIDE)
    if isinstance(context, tuple):
        return frozenset(map(_shape, context))
    return bool(context)


def _certified(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """The meetings, some of which a diploma demands."""
    if any(meeting.certificate for meeting in meetings):
        return meetings
    return tuple(meeting.model_copy(update={"certificate": True}) for meeting in meetings)


def _attendance(programme: Programme) -> tuple[Attendee, ...]:
    keys = frozenset(meeting.key for meeting in programme.meetings)
    return (
        Attendee(name="Láilá A. & B. <c> Čáhppes-Øvergård", registration="EKS-1", meetings=keys),
        Attendee(name="Gro-Ánte Đivttas O'Næss", registration="PRØ-1", meetings=keys),
    )


def _registrations(programme: Programme) -> Iterator[Registration]:
    """More teams than there are places, in both målformer; one in each that lacks something, one that came too late."""
    per_trust = programme.cohort.capacity // 2 + 2
    for short, orgnr in (("EKS", _NB), ("PRØ", _NN)):
        for number in range(1, per_trust + 1):
            yield _registration(programme, f"{short}-{number}", orgnr, number)
        yield replace(
            _registration(programme, f"{short}-{per_trust + 1}", orgnr, per_trust + 1),
            status=Status.INCOMPLETE,
            late=True,
            findings=(
                Finding(
                    rule="team.union-rep",
                    severity=Severity.ERROR,
                    path="members",
                    message=_LACKING,
                ),
            ),
        )


def _registration(programme: Programme, name: str, orgnr: str, number: int) -> Registration:
    trust = next(recipient for recipient in _RECIPIENTS if recipient.orgnr == orgnr)
    values = Values(
        trust=trust.name,
        unit="Avdeling for prøvetrykk & <eksempler>" if number != _WITHOUT_UNIT else None,
        title=_TITLES[number % len(_TITLES)],
        priority=number,
        problem="Det er ikke noe problem.",
        goal="Et mål.",
        contact=Contact(name="Láilá Čáhppes-Øvergård", email="laila@laila.example", phone="+4790000019"),
        members=_members(trained=number % 2 == 0),
        adviser=Adviser(name="Áilu Ŧorvald-Ånsæter", email="ailu@laila.example"),
        language=trust.language,
    )
    received = dt.datetime.combine(programme.dates.deadline, dt.time(10, 12), OSLO)
    return Registration(
        id=name,
        status=Status.COMPLETE,
        late=False,
        source=Source(path=f"inbox/{name}.docx", sha256="0" * 64, format="docx", received=received),
        values=values,
        provenance={},
        findings=(),
        trust_orgnr=orgnr,
        trust_short=name.partition("-")[0],
    )


def _members(*, trained: bool) -> tuple[Member, ...]:
    return (
        Member(name="Láilá A. & B. <c> Čáhppes-Øvergård", role=Role.LEADER, profession="sykepleier", trained_agent=trained),
        Member(name="Gro-Ánte Đivttas O'Næss", role=Role.UNION_REP, profession="lege"),
        Member(name="Åse Marie Elisabeth Katharina von Langenfeldt-Kristoffersen Øvergårdshaugen", role=Role.STAFF),
    )
