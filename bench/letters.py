"""How many Word letters a second of processor time, beside docxtpl and docx-mailmerge2 as their documentations use them.

The letter has three pages, two tables and 60 values, no two letters have a value in common, and all three write the same words.
docxtpl and docx-mailmerge2 open their template for each letter; kull compiles a template once. kull's figure is given without
and with the proof, which reads each letter back: that is what `kull letters` does. The letters of the shipped example are
measured too.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from docxtpl import DocxTemplate
from mailmerge import MailMerge
from own_forms import ROOT
from paper_letter import ROWS, SINGLE, mail_merge_template, tagged_template, values

from pipeline.letter_record import LetterKind
from pipeline.letters.archive import CORE_PROPERTIES, core_properties
from pipeline.letters.compose import compose_letters
from pipeline.letters.contexts import DocumentProperties
from pipeline.letters.engine import LetterTemplate, load_template
from pipeline.letters.finish import finish
from pipeline.letters.letter import Letter
from pipeline.programme.schema import OSLO
from pipeline.run import intake, plan, working
from pipeline.steps.start import start_workspace

NOW = dt.datetime(2025, 5, 6, 9, 0, tzinfo=OSLO)
SECONDS = 3.0
ROUNDS = 3
AT_A_TIME = 400
KINDS = (LetterKind.PLACE, LetterKind.TRUST, LetterKind.RECEIPT)
PROPERTIES = DocumentProperties(title="Brev", author="RHF", language="nb", dated=NOW.date())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        beside_others(Path(folder))
        over_cores(Path(folder))
    of_the_example()


def beside_others(folder: Path) -> None:
    """Print the letter of three pages, by all three."""
    tagged, merged = folder / "tags.docx", folder / "fields.docx"
    tagged.write_bytes(tagged_template())
    merged.write_bytes(mail_merge_template())
    compiled = load_template(tagged)
    numbers = count()
    writers = {
        "docxtpl": lambda: by_docxtpl(tagged, next(numbers)),
        "docx-mailmerge2": lambda: by_mail_merge(merged, next(numbers)),
        "kull": lambda: by_kull(compiled, next(numbers)),
    }
    speeds = best_of(writers)
    print("A letter of three pages, two tables and 60 values, per second of one core's time:")
    for name, speed in speeds.items():
        print(f"  {name:16} {speed:7.0f}/s   kull {speeds['kull'] / speed:5.1f}x")


def over_cores(folder: Path) -> None:
    """Print what two cores do of what one does: letters a second by the clock, in processes that are already there."""
    speeds = {}
    for cores in (1, 2):
        with ProcessPoolExecutor(cores, mp_context=get_context("forkserver")) as pool:
            list(pool.map(some_letters, [(folder / "tags.docx", 0)] * cores))
            begun = time.perf_counter()
            made = sum(pool.map(some_letters, [(folder / "tags.docx", start) for start in range(1, 13)]))
            speeds[cores] = made / (time.perf_counter() - begun)
    by_clock = f"{speeds[1]:.0f}/s and {speeds[2]:.0f}/s by the clock"
    print(f"  two cores write {speeds[2] / speeds[1]:.2f} times as many as one ({by_clock})")


def some_letters(task: tuple[Path, int]) -> int:
    template = load_template(task[0])
    return sum(bool(by_kull(template, task[1] * AT_A_TIME + number)) for number in range(AT_A_TIME))


def by_docxtpl(template: Path, number: int) -> bytes:
    word = DocxTemplate(template)
    word.render(values(number), autoescape=True)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def by_mail_merge(template: Path, number: int) -> bytes:
    said = values(number)
    out = io.BytesIO()
    with MailMerge(template) as word:
        word.merge(**{name: said[name] for name in SINGLE}, **{rows[0] + "_a": rows_of(said, rows) for rows in ROWS})
        word.write(out)
    return out.getvalue()


def rows_of(said: dict, rows: tuple[str, str]) -> list[dict[str, str]]:
    return [{f"{rows[0]}_{column}": one[column] for column in "ab"} for one in said[rows[1]]]


def by_kull(template: LetterTemplate, number: int) -> bytes:
    return template.filled(values(number), {CORE_PROPERTIES: core_properties(PROPERTIES)})


def of_the_example() -> None:
    """Print the letters of the shipped example, and what the proof costs."""
    print(f"Letters of the example, per second of one core's time, over {SECONDS:.0f} seconds each:")
    print(f"  {'':10} {'docxtpl':>10} {'kull':>10} {'ratio':>7} {'kull, proved':>13} {'ratio':>7}")
    letters = example_letters()
    for kind in KINDS:
        measure(kind, [letter for letter in letters if letter.kind is kind])


def measure(kind: LetterKind, letters: list[Letter]) -> None:
    """Print a line for one kind of letter."""
    paths = {letter.template: ROOT / "templates" / letter.template for letter in letters}
    compiled = {name: load_template(path) for name, path in paths.items()}
    turns = {name: cycle(letters) for name in ("documented", "rendered", "proved")}
    speeds = best_of(
        {
            "documented": lambda: as_documented(next(turns["documented"]), paths),
            "rendered": lambda: rendered(next(turns["rendered"]), compiled),
            "proved": lambda: proved(next(turns["proved"]), paths),
        }
    )
    documented, bare, whole = speeds.values()
    print(f"  {kind:10} {documented:8.0f}/s {bare:8.0f}/s {bare / documented:6.1f}x {whole:11.0f}/s {whole / documented:6.1f}x")


def cycle(letters: list[Letter]) -> Iterator[Letter]:
    return (letters[number % len(letters)] for number in count())


def as_documented(letter: Letter, paths: dict[str, Path]) -> bytes:
    """One letter by docxtpl: open the template, render, save."""
    template = DocxTemplate(paths[letter.template])
    template.render({f.name: getattr(letter.context, f.name) for f in fields(letter.context)}, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def rendered(letter: Letter, compiled: dict[str, LetterTemplate]) -> bytes:
    return compiled[letter.template].render(letter.context)


def proved(letter: Letter, paths: dict[str, Path]) -> bytes:
    return finish(letter, paths[letter.template]).data


def best_of(writers: dict[str, Callable[[], bytes]]) -> dict[str, float]:
    """Letters a second of processor time of each writer: by turns, several times, and the best of these."""
    speeds: dict[str, list[float]] = {name: [] for name in writers}
    for _ in range(ROUNDS):
        for name, write in writers.items():
            speeds[name].append(per_second(write))
    return {name: max(found) for name, found in speeds.items()}


def per_second(write: Callable[[], bytes]) -> float:
    """Letters a second of processor time, over at least a round's share of `SECONDS`."""
    write()
    done, begun = 0, time.process_time()
    while (taken := time.process_time() - begun) < SECONDS / ROUNDS:
        write()
        done += 1
    return done / taken


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
