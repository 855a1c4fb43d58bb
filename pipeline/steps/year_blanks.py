"""The blanks of the year in the outbox: of every form one in each format, and for the teams with a place what is theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.errors import MissingProgramError
from pipeline.form.blank import MAKERS
from pipeline.form.definition import FormDefinition
from pipeline.form.layout import LOCALES, CohortLine
from pipeline.form.year_forms import PITCH_SHEET, TEAM_FORMS, TEAM_ROWS, YEAR_FORMS
from pipeline.i18n import DEFAULT_LANGUAGE, Message
from pipeline.ledger.coding import content_hash
from pipeline.letters.occasion import slug
from pipeline.model import Register, Registration, ReplyTo
from pipeline.rules.identity import id_key
from pipeline.steps.advisers import teams_with_place
from pipeline.steps.blanks import Blanks, cohort_line
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.places import places
from pipeline.steps.products import Wanted, missing, publish

STEP = "year-forms"
FOLDER = "forms/year"

_LONGEST_TITLE = 44
"""Letters of a project's title on a judges' sheet, where its number tells which it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Product:
    """A blank that is called for, and how it is made."""

    wanted: Wanted
    suffix: str
    make: Callable[[], bytes]


def write_year_blanks(run: Run, register: Register, formats: Sequence[str] = tuple(MAKERS)) -> Blanks:
    """Write the blanks of the year; with places given out, also a sheet for the judges and three forms for each team."""
    line = replace(cohort_line(run.programme), deadline=None)
    products = list(_blanks(line, formats))
    if places(run, register).standing is not None:
        teams = teams_with_place(run, register).teams
        products += [*_judges_sheets(line, teams, formats), *_team_forms(run, line, teams)]
    due = {one.path for one in missing(run, [product.wanted for product in products])}
    made, left_out = _made([product for product in products if product.wanted.path in due])
    wanted = [product.wanted for product in products if left_out is None or product.suffix != "pdf"]
    return Blanks(published=publish(run, STEP, wanted, made), left_out=left_out)


def _made(products: Sequence[_Product]) -> tuple[Mapping[str, bytes], Message | None]:
    """The bytes by path; without what PDF forms are drawn with the others, and why."""
    made: dict[str, bytes] = {}
    left_out = None
    for product in products:
        try:
            made[product.wanted.path] = product.make()
        except MissingProgramError as error:
            left_out = error.message
    return made, left_out


def _blanks(line: CohortLine, formats: Sequence[str]) -> Iterator[_Product]:
    for form in YEAR_FORMS:
        for language in LOCALES:
            for suffix in formats:
                yield _product(f"{FOLDER}/{form.file_stem[language]}.{suffix}", form, language, line)


def _judges_sheets(line: CohortLine, teams: Sequence[Registration], formats: Sequence[str]) -> Iterator[_Product]:
    """The judges' sheet with the teams that pitch, as many rows as teams."""
    values = {f"score_{n}_team": _shown(team) for n, team in enumerate(teams[:TEAM_ROWS], start=1)}
    if not values:
        return
    for language in LOCALES:
        for suffix in formats:
            path = f"{FOLDER}/pitching/{PITCH_SHEET.file_stem[language]}.{suffix}"
            yield _product(path, PITCH_SHEET, language, line, values)


def _team_forms(run: Run, line: CohortLine, teams: Sequence[Registration]) -> Iterator[_Product]:
    """For each team its forms in Word, in its målform: its number stands on them, and in them for machines."""
    by_orgnr = {one.orgnr: one.language for one in run.recipients}
    for team in teams:
        wishes = (team.values.language, by_orgnr.get(team.trust_orgnr))
        language = next((wish for wish in wishes if wish in LOCALES), DEFAULT_LANGUAGE)
        for form in TEAM_FORMS:
            name = team.id if team.id.isascii() else slug(team.id)
            yield _product(f"{FOLDER}/team/{name}-{form.id}.docx", form, language, line, {"team": _named(team)}, team)


def _product(  # noqa: PLR0913, PLR0917 - a blank, and what it is filled in with
    path: str,
    form: FormDefinition,
    language: str,
    line: CohortLine,
    values: Mapping[str, str] | None = None,
    team: Registration | None = None,
) -> _Product:
    suffix = path.rpartition(".")[2]
    to = ReplyTo(registration=team.id, form=id_key(team.source)) if team else None
    filled = dict(values or {})
    rows = len(filled) if form is PITCH_SHEET and filled else None
    decisive = content_hash([form.id, form.version, suffix, language, line, sorted(filled.items()), to, edition()])
    sources = ("programme.toml", f"form {form.id}, version {form.version}", *([team.id] if team else []))
    return _Product(
        wanted=Wanted(path=path, content=decisive, made_from=sources),
        suffix=suffix,
        make=partial(MAKERS[suffix], form, language, line, values=filled, rows=rows, reply_to=to),
    )


def _named(team: Registration) -> str:
    """«UNN-1 – Færre fall på sengepost»."""
    return f"{team.id} – {title}" if (title := " ".join((team.values.title or "").split())) else team.id


def _shown(team: Registration) -> str:
    """The same, cut to what a column holds."""
    whole = _named(team)
    return whole if len(whole) <= _LONGEST_TITLE else f"{whole[: _LONGEST_TITLE - 1].rstrip()}…"
