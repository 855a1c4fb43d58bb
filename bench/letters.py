"""How many Word letters a second of processor time, beside docxtpl as its documentation uses it: same template and context.

docxtpl reads and patches its template for each letter; kull compiles a template once. kull's figure is given without and with
the proof, which reads each letter back: that is what `kull letters` does.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from docxtpl import DocxTemplate
from own_forms import ROOT

from pipeline.letters.compose import compose_letters
from pipeline.letters.engine import load_template
from pipeline.letters.finish import finish
from pipeline.letters.letter import Letter
from pipeline.model import LetterKind
from pipeline.programme.schema import OSLO
from pipeline.run import intake, plan, working
from pipeline.steps.start import start_workspace

NOW = dt.datetime(2025, 5, 6, 9, 0, tzinfo=OSLO)
SECONDS = 3.0
KINDS = (LetterKind.PLACE, LetterKind.TRUST, LetterKind.RECEIPT)


def main() -> None:
    print(f"Word letters, per second of one core's time, over {SECONDS:.0f} seconds each:")
    print(f"  {'':10} {'docxtpl':>10} {'kull':>10} {'ratio':>7} {'kull, proved':>13} {'ratio':>7}")
    letters = example_letters()
    for kind in KINDS:
        measure(kind, [letter for letter in letters if letter.kind is kind])


def measure(kind: LetterKind, letters: list[Letter]) -> None:
    """Print a line for one kind of letter."""
    paths = {letter.template: ROOT / "templates" / letter.template for letter in letters}
    compiled = {name: load_template(path) for name, path in paths.items()}
    documented = per_second(lambda letter: as_documented(paths[letter.template], letter), letters)
    rendered = per_second(lambda letter: compiled[letter.template].render(letter.context), letters)
    proved = per_second(lambda letter: finish(letter, paths[letter.template]), letters)
    ratios = f"{rendered:8.0f}/s {rendered / documented:6.1f}x {proved:11.0f}/s {proved / documented:6.1f}x"
    print(f"  {kind:10} {documented:8.0f}/s {ratios}")


def as_documented(path: Path, letter: Letter) -> bytes:
    """One letter by docxtpl: open the template, render, save."""
    template = DocxTemplate(path)
    template.render({f.name: getattr(letter.context, f.name) for f in fields(letter.context)}, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def per_second(write: Callable[[Letter], object], letters: list[Letter]) -> float:
    """Letters a second of processor time, over at least `SECONDS` of it."""
    write(letters[0])
    count, begun = 0, time.process_time()
    while time.process_time() - begun < SECONDS:
        for letter in letters:
            write(letter)
        count += len(letters)
    return count / (time.process_time() - begun)


def example_letters() -> tuple[Letter, ...]:
    """Every letter that the shipped example calls for."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "kull-2"
        start_workspace(workspace, example=True)
        with working(workspace, "bench", NOW, "nb", lambda _what, _done, _total: None) as run:
            intake(run, run.workspace.inbox)
            planned = plan(run)
            return compose_letters(
                planned.register, planned.places.now, run.programme, run.recipients, KINDS, run.programme.dates.reply_by
            )


if __name__ == "__main__":
    main()
