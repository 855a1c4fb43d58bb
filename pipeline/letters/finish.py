"""One letter from its template to proved bytes: the task that the executor runs. It reads the template, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.letter_record import LetterKind
from pipeline.letters.compose import KINDS
from pipeline.letters.engine import LetterTemplate, load_template
from pipeline.letters.forms import Form
from pipeline.letters.letter import Letter
from pipeline.letters.proof import ProofFault, read_back
from pipeline.letters.templates import optional_left_out, shown_forms

_TEMPLATES_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A rendered letter, and its text as a reader sees it. With `faults` it failed its proof and must not be written."""

    letter: Letter
    data: bytes
    text: str = ""
    faults: tuple[ProofFault, ...] = ()


def finish(letter: Letter, template: Path) -> Finished:
    """Render `letter` from the file `template`, read it back and prove it.

    A template is read and compiled once in each process, and again when its file has changed.

    Raises:
        ConfigurationError: the template is wrong.
    """
    loaded, unshown, forms = _loaded(template, template.stat().st_mtime_ns, letter.kind)
    data = loaded.render(letter.context)
    proof = read_back(data, letter, left_out=unshown, forms=forms)
    if any(fault.unreadable for fault in proof.faults):
        loaded.check_xml(letter.context)
    return Finished(letter=letter, data=data, text=proof.text, faults=proof.faults)


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _loaded(
    path: Path, _changed: int, kind: LetterKind
) -> tuple[LetterTemplate, frozenset[str], Mapping[str, frozenset[Form]]]:
    context = KINDS[kind].context
    template = load_template(path, context)
    return template, optional_left_out(template, context), shown_forms(template, context)
