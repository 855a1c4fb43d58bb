"""The return forms beside the letters on what is missing: for each of these letters one, under a name that tells."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.form.blank_docx import blank_docx
from pipeline.form.layout import Prefill
from pipeline.form.registration import REGISTRATION
from pipeline.ledger.coding import content_hash
from pipeline.letters.compose import KINDS
from pipeline.letters.letter import Letter
from pipeline.letters.return_form import return_form
from pipeline.model import LetterKind, Register
from pipeline.steps.blanks import cohort_line
from pipeline.steps.edition import edition
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, missing, publish

STEP = "return-forms"
WORD = "svarskjema"
"""What it is called in file names, where the letter has its own kind."""


def write_return_forms(run: Run, register: Register, letters: Iterable[Letter]) -> Published:
    """Write the return form of each letter on what is missing, and take back those that nothing calls for now."""
    registrations = {one.id: one for one in register.registrations}
    line = cohort_line(run.programme)
    called_for = {_path(letter): letter for letter in letters if letter.kind is LetterKind.MISSING}
    forms = {path: return_form(registrations[letter.registration or ""]) for path, letter in called_for.items()}
    wanted = [
        Wanted(
            path=path,
            content=content_hash([_decisive(form), line, called_for[path].language, edition()]),
            made_from=(called_for[path].registration or "", "programme.toml"),
        )
        for path, form in forms.items()
    ]
    made = {
        one.path: blank_docx(REGISTRATION, called_for[one.path].language, line, **forms[one.path])
        for one in missing(run, wanted)
    }
    return publish(run, STEP, wanted, made)


def _path(letter: Letter) -> str:
    """«letters/missing/UNN-3-svarskjema.docx»."""
    return letter.path.replace(KINDS[LetterKind.MISSING].word, WORD)


def _decisive(form: Prefill) -> list[object]:
    """All of it, in an order that is always the same."""
    return [sorted(form["values"].items()), sorted(form["open_keys"] or ()), form["rows"], form["reply_to"]]
