"""Kull's own forms in any number: each with a team of its own, filled in by number, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from filling import fill_docx, fill_pdf, fill_xlsx

from pipeline.form.blank import MAKERS
from pipeline.form.registration import COMMITMENTS, REGISTRATION, ROLES
from pipeline.programme.load import load_programme
from pipeline.steps.blanks import cohort_line

ROOT = Path(__file__).resolve().parent.parent
FILLERS = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}
FORMATS = tuple(FILLERS)
TRUSTS = ("Universitetssykehuset Nord-Norge HF", "Nordlandssykehuset HF", "Helgelandssykehuset HF", "Finnmarkssykehuset HF")
PROFESSIONS = ("sykepleier", "lege", "fysioterapeut", "bioingeniør", "jordmor", "radiograf", "helsefagarbeider")
ROLE_OF_ROW = {1: 0, 2: 1}
STAFF = 2


@cache
def blank(suffix: str) -> bytes:
    """The blank form in bokmål."""
    programme = load_programme(ROOT / "programme.toml")
    return MAKERS[suffix](REGISTRATION, "nb", cohort_line(programme))


def filled(number: int, suffix: str) -> bytes:
    """Form `number`, filled in."""
    return FILLERS[suffix](blank(suffix), dict(_values(number)))


def _values(number: int) -> Iterator[tuple[str, str | bool]]:
    yield from (("trust", TRUSTS[number % len(TRUSTS)]), ("priority", str(number // len(TRUSTS) + 1)))
    yield from (("unit", f"Sengepost {number}"), ("title", f"Kortere ventetid på sengepost {number}"))
    yield (
        "problem",
        f"Pasientene på sengepost {number} venter i snitt {10 + number % 50} minutter.\nDet går ut over behandlingen.",
    )
    yield from (("goal", "Halvert ventetid innen 1. mars 2026."), ("challenge_high_workload", number % 2 == 0))
    for row in range(1, 3 + number % 5):
        yield from _member(f"member_{row}", f"{number} {row}", ROLES[ROLE_OF_ROW.get(row, STAFF)].label.nb)
        yield from (
            (f"member_{row}_profession", PROFESSIONS[(number + row) % len(PROFESSIONS)]),
            (f"member_{row}_agent", row == 1),
        )
    yield from _person("adviser", f"{number} veileder")
    yield from ((field.key, True) for field in COMMITMENTS.fields)
    yield from (("adviser_attends", "ja"), ("binding", True), ("signed_date", "22.04.2025"))


def _member(row: str, mark: str, role: str) -> Iterator[tuple[str, str]]:
    yield from _person(row, mark)
    yield f"{row}_role", role


def _person(who: str, mark: str) -> Iterator[tuple[str, str]]:
    letters = "".join(chr(ord("a") + int(digit)) if digit.isdecimal() else digit for digit in mark.replace(" ", ""))
    yield f"{who}_name", f"Kari {letters.title()} Øvergård"
    yield from ((f"{who}_email", f"{letters}@sykehus.example"), (f"{who}_phone", "90 00 11 22"))
