"""Reads generated forms whose truth is known, and makes of how sure reading was the share that is right.

    PYTHONPATH=.:tests:tests/recognise python tools/calibrate.py [--seeds 10] [--values FILE] [--draw]     (make calibrate)

Forms of some seeds are fitted to (`pipeline/recognise/calibration_table.py`), forms of others show how far the result can be
believed (`docs/reading-confidence.svg`). Ten seeds take two cores about twenty minutes; `--values` keeps
what was read, so that a run that was stopped goes on where it was. `--draw`: only the picture, with the table as it stands.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from unittest.mock import patch

import own_teams
from filling import fill_docx, fill_pdf, fill_xlsx
from others import corpus, scanned
from others.third.scans import LAYOUTS as THIRD_SCANS
from reliability import Judged, judged
from reliability_chart import drawn

from pipeline.form.blank import MAKERS
from pipeline.form.registration import REGISTRATION
from pipeline.programme.load import load_programme
from pipeline.recognise.calibration import share_right
from pipeline.recognise.calibration_table import SHARES
from pipeline.recognise.draft import REVIEW_BELOW
from pipeline.recognise.file import read_file
from pipeline.steps.blanks import cohort_line

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "pipeline" / "recognise" / "calibration_table.py"
PICTURE = ROOT / "docs" / "reading-confidence.svg"
FITTED, CHECKED = 500, 900
"""The first seeds of the forms that are fitted to, and of those that show the result."""
FORMS = {**corpus.QUICK, **corpus.SECOND}
SCANS = {**scanned.LAYOUTS, **THIRD_SCANS}
EVERY = 14
"""Of the layouts of scans, each seed takes one in so many, by turns, until all are taken."""
OWN = {"docx": (fill_docx, 14), "pdf": (fill_pdf, 10), "xlsx": (fill_xlsx, 14)}
FITTED_METHODS = ("label", "layout", "ocr")
EDGES = (*(n / 20 for n in range(16)), REVIEW_BELOW, 0.9, 0.95)
"""Where a step may begin."""
LEAST = 40
"""Values that a step holds, at least."""
PRIOR = 4
"""So many values stand for what reading says itself: few forms move a figure little."""
SUREST = 0.999
"""No share is said to be 1: the forms that nobody has seen are not among these."""


@dataclass(frozen=True, slots=True)
class Task:
    """One form to be read: a layout (or a format of our own form) drawn from a seed."""

    seed: int
    layout: str

    def __str__(self) -> str:
        """What it is called where its values are kept."""
        return f"{self.seed}|{self.layout}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--values", type=Path, help="keeps what was read, one form a line")
    parser.add_argument("--draw", action="store_true", help="makes no table, only the picture")
    chosen = parser.parse_args()
    fitted, checked = (tasks(first, chosen.seeds) for first in (FITTED, CHECKED))
    read = dict(values_of([*fitted, *checked], chosen.values))
    if not chosen.draw:
        SHARES.clear()
        SHARES.update(fit(value for task in fitted for value in read[str(task)]))
        TABLE.write_text(table(), encoding="utf-8")
    raw = [value for task in checked for value in read[str(task)]]
    PICTURE.write_text(drawn(raw, [with_share(value) for value in raw]), encoding="utf-8")
    print(f"{sum(map(len, read.values()))} values of {len(read)} forms; see {PICTURE.relative_to(ROOT)}")


# --- reading -------------------------------------------------------------------------------------------------------------


def tasks(first: int, seeds: int) -> list[Task]:
    """A form of each layout for each of so many seeds from `first`; of scans, which take long, one of each layout in all."""
    scans = [Task(seed, layout) for seed in range(first, first + EVERY) for layout in list(SCANS)[seed * 5 % EVERY :: EVERY]]
    kinds = (*(f"own {kind}" for kind in OWN), *FORMS)
    return [*scans, *(Task(seed, layout) for seed in range(first, first + seeds) for layout in kinds)]


def values_of(wanted: Sequence[Task], kept: Path | None) -> Iterator[tuple[str, list[Judged]]]:
    """What was read from each form, and whether it is right; what `kept` holds is not read again."""
    lines = kept.read_text(encoding="utf-8").splitlines() if kept is not None and kept.exists() else ()
    before = {
        line["form"]: [Judged(**{"form": line["form"], **value}) for value in line["values"]] for line in map(json.loads, lines)
    }
    yield from before.items()
    left = [task for task in wanted if str(task) not in before]
    with ProcessPoolExecutor() as pool:
        for task, values in zip(left, pool.map(read_one, left), strict=True):
            if kept is not None:
                with kept.open("a", encoding="utf-8") as out:
                    out.write(json.dumps({"form": str(task), "values": list(map(asdict, values))}) + "\n")
            yield str(task), values


def read_one(task: Task) -> list[Judged]:
    """The values of one form, with the figures that reading gives before they become shares."""
    with patch.dict(SHARES, clear=True):
        if task.layout.startswith("own "):
            return list(own_values(task))
        layouts = {name: layout for name, layout in (FORMS | SCANS).items() if name == task.layout}
        ((name, data, truths),) = corpus.made(task.seed, 1, layouts=layouts)
        return list(judged(truths, read_file(data, name).readings, str(task)))


def own_values(task: Task) -> Iterator[Judged]:
    """Those of kull's own form, as a team fills it in."""
    kind = task.layout.removeprefix("own ")
    fill, rows = OWN[kind]
    team = own_teams.team(task.seed, "nb", rows=rows)
    (reading,) = read_file(fill(blank(kind), team.written), kind).readings
    said, meant = dict(own_teams.fields(reading.values)), dict(own_teams.fields(team.values))
    for path, note in reading.provenance.items():
        if path in meant and note.text.strip():
            right = said.get(path) == meant[path]
            yield Judged(method=note.method, confidence=note.confidence, right=right, form=str(task))


@cache
def blank(kind: str) -> bytes:
    return MAKERS[kind](REGISTRATION, "nb", cohort_line(load_programme(ROOT / "programme.toml")))


def with_share(value: Judged) -> Judged:
    return replace(value, confidence=share_right(value.method, value.confidence))


# --- fitting -------------------------------------------------------------------------------------------------------------


def fit(values: Iterable[Judged]) -> dict[str, tuple[tuple[float, float], ...]]:
    """For each method its steps: from which sureness on which share is right. What our own fields hold needs none."""
    by_method: dict[str, list[Judged]] = defaultdict(list)
    for value in values:
        by_method[value.method].append(value)
    return {method: steps(by_method[method]) for method in FITTED_METHODS}


def steps(values: Iterable[Judged]) -> tuple[tuple[float, float], ...]:
    """Where each step begins, and its share: the values between the edges, where they are enough, made to rise."""
    pools: list[Pool] = []
    for pool in map(_of, _enough(values)):
        pools.append(pool)
        while len(pools) > 1 and pools[-2].share >= pools[-1].share:
            pools[-2:] = [pools[-2].joined(pools[-1])]
    shares = [min(round(pool.share, 3), SUREST) for pool in pools]
    begins = [0.0, *(pool.begins for pool in pools[1:])]
    return tuple((begin, share) for begin, share, before in zip(begins, shares, [0.0, *shares], strict=False) if share > before)


@dataclass(frozen=True, slots=True)
class Pool:
    """Values whose sureness is at least `begins`: how many are right, of how many."""

    begins: float
    right: float
    count: float

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.count

    def joined(self, above: Pool) -> Pool:
        """This one and the next as one (what pools adjacent violators, for an isotonic regression)."""
        return Pool(self.begins, self.right + above.right, self.count + above.count)


def _of(values: Sequence[Judged]) -> Pool:
    """The values of one step before it is held against the others, with what reading says itself as so many values more."""
    said = sum(value.confidence for value in values) / len(values)
    return Pool(EDGES[_between(values[0])], sum(value.right for value in values) + PRIOR * said, len(values) + PRIOR)


def _enough(values: Iterable[Judged]) -> list[list[Judged]]:
    """The values between the edges, from below; each goes on until it holds enough, but not past where review ends."""
    groups: list[list[Judged]] = []
    review_ends = EDGES.index(REVIEW_BELOW)
    for at, those in groupby(sorted(values, key=lambda value: value.confidence), key=_between):
        if groups and len(groups[-1]) < LEAST and not _between(groups[-1][0]) < review_ends <= at:
            groups[-1].extend(those)
        else:
            groups.append(list(those))
    return groups


def _between(value: Judged) -> int:
    """Which edge its figure has reached."""
    return bisect_right(EDGES, value.confidence) - 1


def table() -> str:
    """The module that holds the steps."""
    head = TABLE.read_text(encoding="utf-8").partition("SHARES")[0]
    rows = "".join(f'    "{method}": (\n{_rows(found)}    ),\n' for method, found in SHARES.items())
    return f"{head}SHARES: Final[dict[str, tuple[tuple[float, float], ...]]] = {{\n{rows}}}\n"


def _rows(found: Sequence[tuple[float, float]]) -> str:
    return "".join(f"        ({begins}, {share}),\n" for begins, share in found)


if __name__ == "__main__":
    main()
