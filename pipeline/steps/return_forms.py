"""The return forms beside the letters on what is missing: for each of these letters one, under a name that tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.form.blank_docx import blank_docx
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine, Prefill
from pipeline.form.registration import REGISTRATION
from pipeline.ledger.coding import content_hash
from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import MissingContext
from pipeline.letters.letter import Letter
from pipeline.letters.return_form import return_form
from pipeline.model import Register
from pipeline.steps.blanks import cohort_line
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, missing, publish

STEP = "return-forms"
WORD = "svarskjema"
"""What it is called in file names, where the letter has its own kind."""

AS_SOON_AS_POSSIBLE = Words("så snart som mulig", "så snart som mogleg")
"""The deadline of an answer, when the last day for it has passed."""


def write_return_forms(run: Run, register: Register, letters: Iterable[Letter]) -> Published:
    """Write the return form of each letter on what is missing, and take back those that nothing calls for now."""
    registrations = {one.id: one for one in register.registrations}
    called_for = {return_form_path(letter): letter for letter in letters if letter.kind is LetterKind.MISSING}
    forms = {path: return_form(registrations[letter.registration or ""]) for path, letter in called_for.items()}
    lines = {path: _line(run, letter) for path, letter in called_for.items()}
    wanted = [
        Wanted(
            path=path,
            content=content_hash([_decisive(form), lines[path], called_for[path].language, edition()]),
            made_from=(called_for[path].registration or "", "programme.toml"),
        )
        for path, form in forms.items()
    ]
    made = {
        one.path: blank_docx(REGISTRATION, called_for[one.path].language, lines[one.path], **forms[one.path])
        for one in missing(run, wanted)
    }
    return publish(run, STEP, wanted, made, last=False)


def return_form_path(letter: Letter) -> str:
    """«letters/missing/UNN-3-svarskjema.docx»."""
    return letter.path.replace(KINDS[LetterKind.MISSING].word, WORD)


def _line(run: Run, letter: Letter) -> CohortLine:
    """What the form says of its cohort; its deadline is that of the letter."""
    day = letter.context.answer_by if isinstance(letter.context, MissingContext) else ""
    return replace(cohort_line(run.programme), deadline=Words(day, day) if day else AS_SOON_AS_POSSIBLE)


def _decisive(form: Prefill) -> list[object]:
    """All of it, in an order that is always the same."""
    return [sorted(form["values"].items()), sorted(form["open_keys"] or ()), form["rows"], form["reply_to"]]
