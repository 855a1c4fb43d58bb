"""The overview of teams and advisers («Excel-oversikt team inkl. veiledere»): what stands in it, and what a person changed.

The same in every run: a cell that a person wrote in stands until that person empties it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.form.vocabulary import fold
from pipeline.i18n import DEFAULT_LANGUAGE, Message, msg
from pipeline.model import Registration, Role
from pipeline.programme.schema import Programme
from pipeline.programme.wording import phone_in_words
from pipeline.views.register_xlsx import Tone
from pipeline.views.returned_workbook import GivenCell, GivenRow, GivenWorkbook
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent
from pipeline.year.advisers import Adviser, Matching, Pair

TEAMS, ADVISERS, EXPLANATION = "team", "veiledere", "forklaring"
ID, ADVISER, NUMBER = "ID", "Veileder", "Nr."
TRAINEE = "Veileder under opplæring"
PROPOSED = "(forslag)"
"""Stands behind an adviser who has not been asked; a person takes it away when he or she has said yes."""
NAME, EMAIL, PHONE, TRUST, TOWN = "Navn", "E-post", "Telefon", "Foretak", "Sted"
WRITTEN_OF_AN_ADVISER = (NAME, EMAIL, PHONE, TRUST, TOWN)
_SPARE = 8
_TRAINEE = 2
"""Where the adviser in training stands in the row of an edition."""

Cells = tuple[tuple[str, ...], ...]

EXPLANATIONS = (
    msg(
        "To choose another adviser: write the name in the dark blue column «Veileder», save and close the workbook, and run "
        "kull advisers. What is written there stands from run to run."
    ),
    msg("An emptied cell takes the choice back, and kull proposes an adviser again."),
    msg(
        "A second adviser, in training, is written in the same way in «Veileder under opplæring». He or she is asked to the "
        "meetings as an adviser, and is not counted as the team's."
    ),
    msg("An adviser whom no form names: write a new row in the sheet «veiledere», without a number."),
    msg("Kull gives a team its own adviser first, and nobody more than two teams; then the same trust and town."),
    msg(
        "A proposal that is not the team's own adviser has not been asked, and has «(forslag)» behind the name. Ask first, and "
        "take «(forslag)» away when the answer is yes: only then are the letters written."
    ),
    msg("The columns with a light head are made anew each time: what you write there is not kept."),
)
EDITION = msg("Edition {edition}. By this line kull knows what has been changed: leave it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A cell of a team that a person changed. An empty `new` takes the choice back."""

    team: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a person changed in the overview: advisers and advisers in training of teams.

    `added` are rows of `WRITTEN_OF_AN_ADVISER`; `refused` was not understood.
    """

    choices: tuple[Change, ...] = ()
    trainees: tuple[Change, ...] = ()
    added: tuple[Mapping[str, str], ...] = ()
    refused: tuple[Message, ...] = field(default=())


def cells_of(matching: Matching) -> tuple[Cells, Cells]:
    """What stands in the cells that may be changed: of teams, and of advisers."""
    teams = tuple((pair.team.id, _adviser_cell(pair), pair.trainee_written) for pair in matching.pairs)
    advisers = tuple((str(number), adviser.name, adviser.email) for number, adviser in enumerate(matching.advisers, start=1))
    return teams, advisers


def overview(
    matching: Matching, registrations: Mapping[str, Registration], trusts: Mapping[str, str], programme: Programme, edition: str
) -> BookContent:
    """The workbook. `registrations` by id, `trusts` the names by organisation number."""
    explained = (msg("Teams and advisers, {programme}", programme=programme.cohort.name), *EXPLANATIONS, *matching.notes)
    lines = tuple(line.in_language(DEFAULT_LANGUAGE) for line in explained)
    last = Message(EDITION.msgid, {"edition": edition}).in_language(DEFAULT_LANGUAGE)
    return BookContent(
        title=lines[0],
        author=programme.organiser.name,
        footer=programme.case.reference,
        edition=edition,
        sheets=(
            _teams(matching, registrations),
            _advisers(matching, trusts),
            SheetContent(name=EXPLANATION, lines=(*lines, last)),
        ),
    )


def _teams(matching: Matching, registrations: Mapping[str, Registration]) -> SheetContent:
    known = f"'{ADVISERS}'!$B$2:$B${len(matching.advisers) + _SPARE + 1}"
    columns = (
        Column(head=ID, width=9),
        Column(head="Foretak", width=25),
        Column(head="Prosjekt", width=40),
        Column(head="Enhet", width=26),
        Column(head="Sted", width=13),
        Column(head="Leder", width=20),
        Column(head=ADVISER, width=24, editable=True, choices=known),
        Column(head="Veileders e-post", width=32),
        Column(head="Veileders telefon", width=15),
        Column(head=TRAINEE, width=24, editable=True, choices=known),
        Column(head="Begrunnelse", width=46),
    )
    rows = tuple(_team_row(pair, registrations[pair.team.id]) for pair in matching.pairs)
    return SheetContent(name=TEAMS, columns=columns, rows=rows)


def _team_row(pair: Pair, registration: Registration) -> Row:
    values, adviser = registration.values, pair.adviser
    leader = next((member.name for member in values.members if member.role is Role.LEADER and member.name), "")
    tone = _tone(pair)
    return Row(
        values=(
            pair.team.id,
            values.trust or "",
            values.title or "",
            values.unit or "",
            values.place or "",
            leader,
            _adviser_cell(pair) or None,
            adviser.email if adviser else "",
            phone_in_words(adviser.phone) if adviser and adviser.phone else "",
            pair.trainee_written or None,
            pair.reason.in_language(DEFAULT_LANGUAGE),
        ),
        tones=(*(Tone.PLAIN,) * 6, tone, Tone.PLAIN, Tone.PLAIN, _trainee_tone(pair), tone),
    )


def _tone(pair: Pair) -> Tone:
    if pair.ask:
        return Tone.REVIEW
    if pair.adviser is None:
        return Tone.ERROR
    return Tone.CALM if pair.written or pair.team.id in pair.adviser.own else Tone.WARNING


def _adviser_cell(pair: Pair) -> str:
    return f"{pair.shown} {PROPOSED}" if pair.adviser and not pair.settled else pair.shown


def _trainee_tone(pair: Pair) -> Tone:
    return Tone.REVIEW if pair.trainee_written and pair.trainee is None else Tone.PLAIN


def _advisers(matching: Matching, trusts: Mapping[str, str]) -> SheetContent:
    columns = (
        Column(head=NUMBER, width=6),
        Column(head=NAME, width=26, editable=True),
        Column(head=EMAIL, width=32, editable=True),
        Column(head=PHONE, width=15, editable=True),
        Column(head=TRUST, width=34, editable=True),
        Column(head=TOWN, width=16, editable=True),
        Column(head="Team", width=22),
        Column(head="Antall team", width=9, centred=True),
    )
    rows = tuple(_adviser_row(number, one, matching, trusts) for number, one in enumerate(matching.advisers, start=1))
    return SheetContent(name=ADVISERS, columns=columns, rows=rows, spare=_SPARE, frozen=2)


def _adviser_row(number: int, adviser: Adviser, matching: Matching, trusts: Mapping[str, str]) -> Row:
    teams = matching.teams_of(adviser)
    return Row(
        values=(
            number,
            adviser.name,
            adviser.email,
            phone_in_words(adviser.phone) if adviser.phone else "",
            trusts.get(adviser.trust, adviser.trust),
            adviser.town.title(),
            ", ".join(teams),
            len(teams),
        ),
        tones=(*(Tone.PLAIN,) * 6, *(Tone.WARNING if len(teams) > 2 else Tone.PLAIN if teams else Tone.MUTED,) * 2),  # noqa: PLR2004 - «et til to team»
    )


def changes(book: GivenWorkbook, written: tuple[Cells, Cells]) -> Changes:
    """What differs between a workbook that came back and what was `written` in its edition."""
    teams, advisers = _table(book, TEAMS, (ID, ADVISER)), _table(book, ADVISERS, (NUMBER, *WRITTEN_OF_AN_ADVISER))
    if teams is None or advisers is None:
        said = msg(
            "The sheets «team» and «veiledere» do not have the columns that they had: nothing was taken from the workbook."
        )
        return Changes(refused=(said,))
    refused: list[Message] = []
    choices = tuple(_choices(teams, ADVISER, {row[0]: row[1] for row in written[0]}, refused))
    # An edition of before there were advisers in training has no such column.
    in_training = _table(book, TEAMS, (ID, TRAINEE)) or []
    trainees = tuple(_choices(in_training, TRAINEE, {row[0]: row[2] for row in written[0] if len(row) > _TRAINEE}, refused))
    added = tuple(_added(advisers, {row[0]: row for row in written[1]}, refused))
    return Changes(choices=choices, trainees=trainees, added=added, refused=tuple(refused))


def _table(book: GivenWorkbook, sheet: str, wanted: Sequence[str]) -> list[dict[str, GivenCell | None]] | None:
    """The rows of a sheet by the heads of its columns; None when one of `wanted` is not among them."""
    rows = book.sheets.get(sheet, ())
    heads = {cell.text.strip(): index for index, cell in enumerate(rows[0]) if cell} if rows else {}
    if not set(wanted) <= heads.keys():
        return None
    return [{head: _at(row, heads[head]) for head in wanted} for row in rows[1:]]


def _at(row: GivenRow, index: int) -> GivenCell | None:
    return row[index] if index < len(row) else None


def _words(cell: GivenCell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _choices(
    rows: Sequence[Mapping[str, GivenCell | None]], head: str, was: Mapping[str, str], refused: list[Message]
) -> Iterator[Change]:
    found: dict[str, set[str]] = {}
    for row in rows:
        id_, cell = _words(row[ID]), row[head]
        if cell and cell.computed:
            refused.append(msg("{place}: a formula stands there. Write the name.", place=cell.place))
        elif id_ in was:
            found.setdefault(id_, set()).add(_words(cell))
        elif cell:
            refused.append(msg("{place}: «{name}» stands beside no team.", place=cell.place, name=_words(cell)))
    for id_, said in found.items():
        new = said - {_words_of(was[id_])}
        if len(new) > 1:
            refused.append(msg("{id}: two different names are written for this team.", id=id_))
        elif new:
            yield Change(team=id_, old=was[id_], new=new.pop().removesuffix(PROPOSED).strip())


def _words_of(text: str) -> str:
    return " ".join(text.split())


def _added(
    rows: Sequence[Mapping[str, GivenCell | None]], was: Mapping[str, Sequence[str]], refused: list[Message]
) -> Iterator[Mapping[str, str]]:
    """New rows; a row with a number that was changed is told of, since it stands as the forms say."""
    known = {(fold(name), fold(email)) for _, name, email in was.values()}
    for row in rows:
        number, said = _words(row[NUMBER]), {head: _words(row[head]) for head in WRITTEN_OF_AN_ADVISER}
        pair = (fold(said[NAME]), fold(said[EMAIL]))
        if any(cell and cell.computed for cell in row.values()):
            refused.append(msg("A row of the sheet «veiledere» holds a formula, and was not taken."))
        elif number in was and pair not in known:
            now = f"{said[NAME]} {said[EMAIL]}".strip()
            refused.append(
                msg(
                    "Adviser no. {number}, {old}, was changed to «{new}»: name and address come from the form. Correct them in "
                    "register.xlsx, or write a new row without a number.",
                    number=number,
                    old=was[number][1],
                    new=now,
                )
            )
        elif number not in was and said[NAME] and pair not in known:
            yield said
        elif number not in was and not said[NAME] and any(said.values()):
            refused.append(msg("A new row of the sheet «veiledere» has no name, and was not taken."))
