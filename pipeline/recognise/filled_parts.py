"""Several forms of the year in one file, below each other or on sheets of their own: parted where each is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.definition import FormDefinition
from pipeline.form.layout import TONGUES
from pipeline.form.vocabulary import fold
from pipeline.form.year_forms import YEAR_FORMS
from pipeline.model import Block, FilledForm, Finding, Line, Sheet
from pipeline.recognise.filled_lines import names_form
from pipeline.recognise.filled_words import plain, words_of
from pipeline.recognise.team_told import TEAM_ID, names_team_only

_OF_THE_HEAD: Final = ("team", "date", "filled_by")
_HEAD_ROWS: Final = 3
_HEAD_BLOCKS: Final = 8


def parted_by_title(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet in parts, each from where a form is named to the next; what stands before the first goes with it."""
    starts = [at for at, block in enumerate(sheet.blocks) if _begins_form(block)]
    if len(starts) < 2:  # noqa: PLR2004 - several
        return (sheet,)
    ends = [*starts[1:], len(sheet.blocks)]
    return tuple(
        replace(sheet, blocks=sheet.blocks[start:end], entries=(), remarks=_first_only(sheet, number))
        for number, (start, end) in enumerate(zip([0, *starts[1:]], ends, strict=True))
    )


def parted_by_sheet(sheet: Sheet) -> tuple[Sheet, ...]:
    """A workbook in its sheets: «September», «Oktober», with a form on each."""
    names = tuple(dict.fromkeys(block.where for block in sheet.blocks))
    if len(names) < 2 or not all(name.startswith("sheet ") for name in names):  # noqa: PLR2004 - several
        return (sheet,)
    return tuple(
        replace(
            sheet,
            blocks=(*_named_for_team(name), *(block for block in sheet.blocks if block.where == name)),
            entries=(),
            remarks=_first_only(sheet, number),
        )
        for number, name in enumerate(names)
    )


def _named_for_team(where: str) -> tuple[Line, ...]:
    """The name of a sheet as a line, when it is a team's number."""
    name = where.removeprefix("sheet ").strip()
    return (Line(text=name, where=where),) if TEAM_ID.fullmatch(name) else ()


def parted_own(sheet: Sheet, form: FormDefinition) -> tuple[tuple[Sheet, FormDefinition], ...]:
    """One of kull's own forms, with others pasted below it: a part for each, with the keyed fields that stand in it."""
    starts = _own_starts(sheet)
    if len(starts) < 2:  # noqa: PLR2004 - several
        return ((sheet, form),)
    first = min(starts)
    begins = [0, *(at - _same_above(sheet.blocks, first, at) for at in starts if at != first)]
    blocks = [sheet.blocks[start:end] for start, end in zip(begins, [*begins[1:], len(sheet.blocks)], strict=True)]
    placed = [{block.where for block in part} for part in blocks]
    if not all(any(one.where.partition(",")[0] in part for part in placed) for one in sheet.entries):
        return ((sheet, form),)
    return tuple(
        (
            replace(
                sheet,
                blocks=part,
                entries=tuple(one for one in sheet.entries if one.where.partition(",")[0] in places),
                remarks=_first_only(sheet, number),
            ),
            named,
        )
        for number, (part, places, named) in enumerate(zip(blocks, placed, starts.values(), strict=True))
    )


def _own_starts(sheet: Sheet) -> dict[int, FormDefinition]:
    """Where kull's own forms begin: at a title, with the heading of the form's first section a few lines below."""
    lines = [(at, fold(block.text)) for at, block in enumerate(sheet.blocks) if isinstance(block, Line)]
    starts: dict[int, FormDefinition] = {}
    for form in YEAR_FORMS:
        titles, heads = ({fold(words[tongue]) for tongue in TONGUES} for words in (form.title, form.sections[0].title))
        for at, text in lines:
            if text in titles and any(at < below <= at + _HEAD_BLOCKS and head in heads for below, head in lines):
                starts[at] = form
    return dict(sorted(starts.items()))


def _same_above(blocks: Sequence[Block], first: int, at: int) -> int:
    """How many of the lines above a title stand above the first one too: the form prints them at its head."""
    number = 0
    while number < first and isinstance(above := blocks[at - number - 1], Line):
        known = blocks[first - number - 1]
        if not isinstance(known, Line) or known.text != above.text:
            break
        number += 1
    return number


def with_head_of_first(forms: Sequence[FilledForm]) -> tuple[FilledForm, ...]:
    """Each form, with the team, the date and who filled it in as the first says where its own part says nothing of them.

    A second form of one kind is of another day, or of another team: it takes no date from the first.
    """
    first = forms[0]
    told = [key for key in _OF_THE_HEAD if key in first.answers]
    shared = [key for key in told if key != "date"]
    met = [{one.form.id for one in forms[:number]} for number in range(len(forms))]
    return (
        first,
        *(
            _with_head(one, first, [key for key in (shared if one.form.id in before else told) if key not in one.answers])
            for one, before in zip(forms[1:], met[1:], strict=True)
        ),
    )


def _first_only(sheet: Sheet, number: int) -> tuple[Finding, ...]:
    return sheet.remarks if number == 0 else ()


def _with_head(form: FilledForm, first: FilledForm, keys: Sequence[str]) -> FilledForm:
    return replace(
        form,
        answers={**{key: first.answers[key] for key in keys}, **form.answers},
        provenance={**{key: first.provenance[key] for key in keys}, **form.provenance},
    )


def _begins_form(block: Block) -> bool:
    if isinstance(block, Line):
        return _is_title(block.text, heading=block.heading)
    lone = [filled[0] for row in block.rows[:_HEAD_ROWS] if len(filled := [cell for cell in row if cell.text.strip()]) == 1]
    return any(_is_title(cell.text, heading=False) for cell in lone)


def _is_title(text: str, *, heading: bool) -> bool:
    """A line that is a title and nothing more than a team beside it; of a heading it is enough that it begins with one."""
    for form in YEAR_FORMS:
        words = words_of(form)
        if plain(text) in words.titles:
            return True
        if names_form(text, words, at_start=True) and (heading or names_team_only(text, form)):
            return True
    return False
