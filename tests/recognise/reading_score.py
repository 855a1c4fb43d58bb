"""How reading is scored against a known truth: what is right, what is wrong in silence.

A value is right when it equals the truth after folding case, blanks and dashes; long text needs a likeness of 0.97. It is wrong
in silence when neither its provenance, nor a finding on it or on what it is part of, asks a person to look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from difflib import SequenceMatcher
from typing import Any

from reading_sheets import up_for_review

from pipeline.model import Reading

TEXTS = ("trust", "unit", "title", "problem", "goal", "priority", "challenges", "binding")
LIKE = 0.97


def fold(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value.casefold().replace("–", "-").replace("—", "-")).strip(" .:")
    return value


def same(field: str, truth: Any, got: Any) -> bool:
    match field:
        case "phone":
            return re.sub(r"\D", "", str(truth or ""))[-8:] == re.sub(r"\D", "", str(got or ""))[-8:]
        case "challenges":
            return sorted(truth or []) == sorted(got or [])
        case "binding" | "trained_agent":
            return bool(truth) == bool(got)
        case "problem" | "goal" if truth and got:
            return SequenceMatcher(None, fold(truth), fold(got)).ratio() >= LIKE
    return (fold(truth) or None) == (fold(got) or None)


def rows(truth: dict[str, Any], reading: Reading) -> Iterator[tuple[str, bool, bool]]:
    """Each field as (path, right, silent)."""
    values = asdict(reading.values)
    asked = up_for_review(reading)

    def row(path: str, field: str, true: Any, got: Any) -> tuple[str, bool, bool]:
        right = same(field, true, got)
        return path, right, not right and not {path, path.split(".", maxsplit=1)[0], path.split("[", maxsplit=1)[0]} & asked

    yield from (row(key, key, truth[key], values[key]) for key in TEXTS if key in truth)
    got = {fold(m["name"]): (i, m) for i, m in enumerate(values["members"])}
    for member in truth["members"]:
        i, read = got.pop(fold(member["name"]), (None, {}))
        for key, true in member.items():
            yield row(f"members[{i}].{key}" if i is not None else "members", key, true, read.get(key))
    for i, _ in got.values():
        yield f"members[{i}]", False, not {f"members[{i}]", "members"} & asked
    if "adviser" in truth:
        for key in truth["adviser"] or ("name",):
            yield row(f"adviser.{key}", key, (truth["adviser"] or {}).get(key), values["adviser"][key])


def paired(truths: Sequence[dict[str, Any]], readings: Iterable[Reading]) -> Iterator[tuple[dict[str, Any], Reading | None]]:
    """Each team's truth with the reading most like it by title and priority."""
    left = list(readings)
    for truth in truths:
        said = f"{fold(truth.get('title') or '')}{truth.get('priority')}"
        left.sort(
            key=lambda r, said=said: (
                -SequenceMatcher(None, f"{fold(r.values.title or '')}{r.values.priority}", said).ratio()  # type: ignore[misc]
            )
        )
        yield truth, left.pop(0) if left else None


def score(truths: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> tuple[Counter[str], list[str]]:
    """Counts of «fields», «right», «silent» for one file, and the paths that are wrong in silence."""
    counts: Counter[str] = Counter()
    silent: list[str] = []
    for truth, reading in paired(truths, readings):
        if reading is None:
            counts["fields"] += sum(map(len, truth["members"])) + len(truth)
            silent += ["a whole team"] if readings else []
            continue
        for path, right, unseen in rows(truth, reading):
            counts["fields"] += 1
            counts["right"] += right
            silent += [path] if unseen else []
    counts["silent"] = len(silent)
    return counts, silent
