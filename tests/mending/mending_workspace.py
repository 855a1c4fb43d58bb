"""A small workspace of three forms."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from mended_forms import PROGRAMME, SHIPPED, VALUES, changed

from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.model import Adviser, Member, Role, Values
from pipeline.recognise.corrected import in_words
from pipeline.rules.fields import said_in
from pipeline.steps.blanks import cohort_line

NOW = "2025-04-29T10:00:00+02:00"
FIRST_DAY, LATER = "2025-04-25", "2025-04-28"
SECOND = changed(
    title="Trygg utskriving",
    priority=2,
    adviser=Adviser(),
    members=(
        Member(name="Siri Dal", role=Role.LEADER, profession="lege", email="siri@unn.example"),
        Member(name="Jon Li", role=Role.UNION_REP, profession="sykepleier", email="jon@unn.example"),
        Member(name="Eli Moe", role=Role.STAFF, profession="jordmor", email="eli@unn.example"),
    ),
)


@dataclass(frozen=True)
class Call:
    """What a call of the program gave: its status, and all that it said."""

    status: int
    said: str


def form(values: Values) -> bytes:
    """Our own form with these values."""
    keys = {path: (key, field) for key, path, field in REGISTRATION.fields()}
    said = said_in(values)
    filled = {keys[p][0]: v if isinstance(v, bool) else in_words(p, v) for p, v in said.items() if p in keys}
    return blank_docx(REGISTRATION, "nb", cohort_line(PROGRAMME), values=filled)


def new_workspace(folder: Path) -> Path:
    """A workspace with two forms in its inbox; the second names no adviser."""
    for day in (FIRST_DAY, LATER):
        (folder / "inbox" / day).mkdir(parents=True)
    (folder / "inbox" / FIRST_DAY / "en.docx").write_bytes(form(VALUES))
    (folder / "inbox" / FIRST_DAY / "to.docx").write_bytes(form(SECOND))
    shutil.copy(SHIPPED.programme_file, folder)
    shutil.copy(SHIPPED.recipients_file, folder)
    return folder
