"""A small workspace of real files, made by the product's own forms."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.steps.blanks import cohort_line

NOW = "2025-05-03T10:00:00+02:00"
COMMITMENTS = ("commit_leader_leads", "commit_whole_team", "commit_follow_up", "commit_time", "commit_costs", "binding")
TEAM = (("leader", "sykepleier"), ("union_rep", "lege"), ("staff", "fysioterapeut"))


@dataclass(frozen=True)
class Call:
    """What a call of the program gave."""

    status: int
    out: str
    err: str


def form(number: int, trust: str = "Universitetssykehuset Nord-Norge HF", **changed: str) -> bytes:
    """The form of team `number`: complete but for what `changed` takes away (an empty text)."""
    return _form(number, trust, tuple(changed.items()))


@cache
def _form(number: int, trust: str, changed: tuple[tuple[str, str], ...]) -> bytes:
    values: dict[str, str | bool | None] = {
        "trust": trust,
        "unit": f"Post {number}",
        "title": ("Færre fall", "Kortere ventetid", "Trygg utskriving", "Bedre samtaler")[number % 4] + f" {number}",
        "priority": str(number),
        "problem": "Pasientene venter lenge.",
        "goal": "Ventetiden er halvert innen jul.",
        "adviser_name": f"Veileder Nummer{number}",
        "adviser_email": f"veileder{number}@unn.example",
        "language": "nb",
        **dict.fromkeys(COMMITMENTS, True),
    }
    for row, (role, profession) in enumerate(TEAM, start=1):
        values |= {
            f"member_{row}_name": f"Person {'ABCDEFGHIJ'[number % 10]}{number}{'xyz'[row - 1]}",
            f"member_{row}_role": role,
            f"member_{row}_profession": profession,
            f"member_{row}_email": f"person{number}.{row}@unn.example",
            f"member_{row}_phone": "90 00 00 13",
            f"member_{row}_agent": row == 1,
        }
    line = cohort_line(load_programme(Workspace(shipped_root()).programme_file))
    return blank_docx(REGISTRATION, "nb", line, values={**values, **dict(changed)})


def fill(inbox: Path, forms: int = 3) -> None:
    """Put `forms` good forms, one with something missing, one that is no form and a damaged one into `inbox`."""
    folder = inbox / "2025-04-28"
    folder.mkdir(parents=True)
    for number in range(1, forms + 1):
        (folder / f"team-{number}.docx").write_bytes(form(number))
    (folder / "mangler.docx").write_bytes(form(forms + 1, adviser_name="", adviser_email=""))
    (folder / "skadet.docx").write_bytes(form(1)[:2000])
    (folder / "brev.txt").write_text("Hei, her kommer påmeldingen i morgen.", encoding="utf-8")


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every file below `folder`."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def contents(folder: Path) -> dict[str, bytes]:
    """Bytes of every file below `folder`."""
    return {path: data for path, (data, _) in everything(folder).items()}


def at(day: str) -> dt.datetime:
    """Noon on that day, in UTC."""
    return dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
