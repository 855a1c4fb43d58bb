"""Several forms of the year in one file, below each other or on sheets of their own: parted where each is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.year_forms import YEAR_FORMS
from pipeline.model import Block, FilledForm, Line, Sheet
from pipeline.recognise.filled_by_label import names_form
from pipeline.recognise.filled_words import plain, words_of

_OF_THE_HEAD: Final = ("team", "date", "filled_by")
_HEAD_ROWS: Final = 3


def parted_by_title(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet in parts, each from where a form is named to the next; what stands before the first goes with it."""
    starts = [at for at, block in enumerate(sheet.blocks) if _begins_form(block)]
    if len(starts) < 2:  # noqa: PLR2004 - several
        return (sheet,)
    ends = [*starts[1:], len(sheet.blocks)]
    return tuple(
        replace(sheet, blocks=sheet.blocks[start:end], entries=(), remarks=sheet.remarks if number == 0 else ())
        for number, (start, end) in enumerate(zip([0, *starts[1:]], ends, strict=True))
    )


def with_head_of_first(forms: Sequence[FilledForm]) -> tuple[FilledForm, ...]:
    """Each form, with the team, the date and who filled it in as the first says where its own part says nothing of them."""
    first = forms[0]
    told = [key for key in _OF_THE_HEAD if key in first.answers]
    return (first, *(_with_head(one, first, [key for key in told if key not in one.answers]) for one in forms[1:]))


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
    """A line that is a title and nothing more; of a heading it is enough that it begins with one."""
    words = [words_of(form) for form in YEAR_FORMS]
    return any(plain(text) in one.titles or (heading and names_form(text, one, at_start=True)) for one in words)
