"""Carries the shipped example through its whole year: `make year`, or `python tools/make_year.py [FOLDER]`.

Every command is the one a case officer would run, on the day that it would be run (KULL_NOW); what is sent in comes from
`year_senders.py`, into `year/` of the workspace. It can be stopped and run again: it goes on where it was.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import make_example  # noqa: E402 - after the path is set
import year_senders as senders  # noqa: E402

from pipeline.form.year_forms import EXPECTATIONS, PROGRESS_PLAN, QUESTIONNAIRE, SELF_EVALUATION, STATUS_REPORT  # noqa: E402
from pipeline.programme.calendar import DatedMeeting, schedule  # noqa: E402
from pipeline.programme.load import load_programme  # noqa: E402
from pipeline.programme.workspace import Workspace  # noqa: E402
from pipeline.steps.blanks import cohort_line  # noqa: E402
from pipeline.year.expected import dues  # noqa: E402

OFFICER = "Ragnhild Sørvik"
WITHDRAWN = "UNN-3"
CHOSEN = {"HELG-3": "Torhild Dolstad", "UNN-4": "Oddmund Skarstein"}
"""The adviser that is chosen for a team: it named none, or one who has two others."""
LEAVES, REMINDED = dt.date(2025, 9, 22), dt.date(2025, 10, 31)
FOUND_SOMETHING = 1
WHERE_TO_LOOK = ROOT / "tools" / "where_to_look_year.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command on its day. `before`: what others do first. `may_find`: it may end with 1, which is no failure here."""

    day: dt.date
    arguments: tuple[str, ...]
    before: Callable[[], object] | None = None
    may_find: bool = False

    @property
    def named(self) -> str:
        """What it is called where the steps done are kept."""
        return f"{self.day} {' '.join(self.arguments)}"


@dataclass(slots=True)
class Year:
    """The workspace, and how far it has come."""

    folder: Path
    done: list[str] = field(default_factory=list)

    @property
    def sent(self) -> Path:
        """Where everything that is sent in during the year is put."""
        return self.folder / "year"

    @property
    def journal(self) -> Path:
        """The steps that are done, a line each."""
        return self.folder / ".kull" / "year.json"

    def kull(self, day: dt.date, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program in the workspace on that day, at nine in the morning."""
        environment = os.environ | {"KULL_NOW": f"{day}T09:00", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "pipeline", *arguments]
        return subprocess.run(command, env=environment, cwd=self.folder, capture_output=True, check=False, text=True)  # noqa: S603

    def export(self, day: dt.date) -> Mapping[str, Any]:
        """The register as `kull export` has it."""
        return json.loads(self.kull(day, "export").stdout)  # type: ignore[no-any-return]

    def take(self, step: Step) -> None:
        """Do a step, unless it is done."""
        if step.named in self.done:
            return
        if step.before:
            step.before()
        began = time.monotonic()
        result = self.kull(step.day, *map(self._filled_in(step.day), step.arguments))
        print(f"{step.day:%d.%m.%Y}  kull {' '.join(step.arguments)}  ({time.monotonic() - began:.1f} s)", flush=True)
        with (self.sent / "logg.txt").open("a", encoding="utf-8") as log:
            log.write(f"\n=== {step.named}\n{result.stdout}{result.stderr}")
        if result.returncode not in ({0, FOUND_SOMETHING} if step.may_find else {0}):
            sys.exit(f"{result.stdout}{result.stderr}\nkull {' '.join(step.arguments)} endte med {result.returncode}.")
        self.done.append(step.named)
        self.journal.write_text(json.dumps(self.done, ensure_ascii=False, indent=1), encoding="utf-8")

    def _filled_in(self, day: dt.date) -> Callable[[str], str]:
        return lambda word: self.export(day)["plan"]["hash"] if word == "KONTROLLSUM" else word

    def put(self, path: str, content: bytes) -> None:
        """Put a file among what was sent in."""
        file = self.sent / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def main() -> None:
    """Play the year in the folder named, or in the repository's root."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    if not folder.exists():
        Year(folder=folder.parent).kull(dt.date(2025, 3, 3), "new", folder.name, "--example")
    stop_unless_example(folder)
    year = Year(folder=folder)
    year.sent.mkdir(exist_ok=True)
    year.journal.parent.mkdir(exist_ok=True)
    if year.journal.exists():
        year.done = json.loads(year.journal.read_text(encoding="utf-8"))
    for step in steps(year):
        year.take(step)
    print(WHERE_TO_LOOK.read_text(encoding="utf-8"))


def stop_unless_example(folder: Path) -> None:
    """Nobody's own cohort is approved and sent by way of an example."""
    there = {file.relative_to(folder / "inbox").as_posix() for file in (folder / "inbox").rglob("*") if file.is_file()}
    example = {*make_example.files(), *make_example.MADE_ELSEWHERE}
    if there - {".gitkeep"} != example:
        sys.exit(f"{folder}/inbox er ikke eksempelets. Kjør «make year» i en ny mappe: make year DIR=../eksempel")


# --- the story -----------------------------------------------------------------------------------------------------------


def steps(year: Year) -> Iterator[Step]:
    """All that is done, from the invitation to the archive."""
    yield from _invitation()
    yield from _places()
    yield from _start(year)
    yield from _through_the_year(year)
    yield from _end(year)


def _invitation() -> Iterator[Step]:
    day = dt.date(2025, 3, 4)
    yield Step(day=day, arguments=("check",))
    yield Step(day=day, arguments=("timeline",))
    yield Step(day=day, arguments=("calendar",))
    yield Step(day=day, arguments=("invite",))
    yield Step(day=day, arguments=("approve", "invitation", "programme", "--by", OFFICER))
    yield Step(day=day, arguments=("send", "--yes", "--word"), may_find=True)
    yield Step(day=dt.date(2025, 4, 15), arguments=("remind", "--no-pdf"))


def _places() -> Iterator[Step]:
    day = dt.date(2025, 5, 8)
    yield Step(day=day, arguments=("intake",))
    yield Step(day=day, arguments=("plan",))
    reason = "Det som gjenstår, er avklart på telefon."
    yield Step(day=day, arguments=("plan", "--approve", "KONTROLLSUM", "--by", OFFICER, "--reason", reason))
    yield Step(day=day, arguments=("letters",))
    yield Step(day=day, arguments=("approve", "receipt", "missing", "--by", OFFICER))
    yield Step(day=day, arguments=("send", "--yes", "--word"), may_find=True)


def _start(year: Year) -> Iterator[Step]:
    day = dt.date(2025, 5, 20)
    yield Step(day=day, arguments=("advisers",))
    yield Step(day=day + dt.timedelta(days=1), arguments=("advisers", "--letters"), before=lambda: write_advisers(year))
    yield Step(day=day + dt.timedelta(days=1), arguments=("approve", "adviser", "team_adviser", "--by", OFFICER))
    yield Step(day=day + dt.timedelta(days=1), arguments=("send", "--yes", "--word"), may_find=True)
    yield Step(day=day, arguments=("agenda",))
    yield Step(day=dt.date(2025, 8, 11), arguments=("forms", "--year"))


def _through_the_year(year: Year) -> Iterator[Step]:
    """Day by day: papers before a meeting and attendance after it, what the teams owe, and who leaves."""
    steps_ = [*_meetings(year), *_reports(year), *_withdrawal()]
    yield from sorted(steps_, key=lambda step: step.day)  # those of one day stay in their order


def _meetings(year: Year) -> Iterator[Step]:
    for meeting in dated_meetings(year):
        key = meeting.meeting.key
        yield Step(day=meeting.days[0] - dt.timedelta(days=5), arguments=("meeting", key))
        yield Step(
            day=meeting.days[-1] + dt.timedelta(days=1),
            arguments=("attendance", f"year/oppmote/oppmote-{key}.xlsx"),
            before=lambda key=key: tick_attendance(year, key),  # type: ignore[misc]
        )


def _reports(year: Year) -> Iterator[Step]:
    """What the teams send on the days that it is due, and the reminders to those that forgot."""
    programme = load_programme(Workspace(year.folder).programme_file)
    numbers: Counter[str] = Counter()
    for day, due in groupby(dues(programme), key=lambda one: one.day):
        forms = tuple(one.form for one in due)
        numbers.update(forms)
        sent = {form: numbers[form] for form in forms}
        yield Step(
            day=day,
            arguments=("intake", "--inbox", "year/inbox"),
            before=lambda day=day, sent=sent: send_forms(year, day, sent),  # type: ignore[misc]
        )
        yield Step(day=day + dt.timedelta(days=4), arguments=("reports", "--remind", "--no-pdf"))
        if day == REMINDED:
            yield Step(day=day + dt.timedelta(days=4), arguments=("approve", "report_reminder", "--by", OFFICER))
            yield Step(day=day + dt.timedelta(days=4), arguments=("send", "--kind", "report_reminder", "--yes", "--word"))


def _withdrawal() -> Iterator[Step]:
    why = ("--by", OFFICER, "--reason", "Dialyseenheten flytter, og teamet får ikke tid.")
    yield Step(day=LEAVES, arguments=("withdraw", WITHDRAWN))
    yield Step(day=LEAVES, arguments=("withdraw", WITHDRAWN, *why, "--yes"))
    yield Step(day=LEAVES, arguments=("letters", "--late"))
    yield Step(day=LEAVES, arguments=("send", "--yes", "--word"), may_find=True)
    yield Step(day=LEAVES, arguments=("advisers",))
    yield Step(day=LEAVES, arguments=("calendar",))
    yield Step(day=LEAVES, arguments=("forms", "--year"))


def _end(year: Year) -> Iterator[Step]:
    day = dt.date(2026, 5, 12)
    yield Step(day=day, arguments=("intake", "--inbox", "year/inbox"), before=lambda: send_judgements(year, day))
    yield Step(day=day, arguments=("reports",))
    yield Step(day=day, arguments=("pitching",), may_find=True)
    yield Step(day=day, arguments=("pitching", "--letters"), may_find=True)
    yield Step(day=day, arguments=("approve", "award", "grant", "grant_missing", "--by", OFFICER))
    yield Step(day=day, arguments=("diplomas",))
    yield Step(day=day, arguments=("send", "--yes", "--word"), may_find=True)
    answers = ("year/evaluering/forventninger-start.csv", "year/evaluering/evaluering-slutt.csv")
    yield Step(day=dt.date(2026, 5, 18), arguments=("evaluation", *answers), before=lambda: export_surveys(year))
    yield Step(day=dt.date(2026, 6, 1), arguments=("timeline",))
    yield Step(day=dt.date(2026, 6, 1), arguments=("archive",), may_find=True)
    yield Step(day=dt.date(2026, 6, 1), arguments=("status",))


# --- what others do ------------------------------------------------------------------------------------------------------


def dated_meetings(year: Year) -> tuple[DatedMeeting, ...]:
    """The meetings that have a day, in their order."""
    programme = load_programme(Workspace(year.folder).programme_file)
    return tuple(sorted((m for m in schedule(programme) if m.days), key=lambda meeting: meeting.days[0]))


def teams(year: Year, day: dt.date) -> list[Mapping[str, Any]]:
    """The registrations that have a place on that day."""
    export = year.export(day)
    placed = {one["registration"] for one in export["plan"]["decisions"] if one["outcome"] == "place"}
    standing = (one for one in export["registrations"] if one["status"] not in {"withdrawn", "superseded"})
    return [one for one in standing if one["id"] in placed]


def write_advisers(year: Year) -> None:
    """Choose advisers for the teams that have none, in the overview."""
    file = year.folder / "outbox" / "advisers" / "team-og-veiledere.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Veileder" for cell in row))
    column = next(cell.column for cell in head if cell.value == "Veileder")
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if team := next((cell.value for cell in row if cell.value in CHOSEN), None):
            sheet.cell(row[0].row, column).value = CHOSEN[team]
    book.save(file)


def tick_attendance(year: Year, meeting: str) -> None:
    """Fill in the attendance sheet that `kull meeting` has written."""
    name = f"oppmote-{meeting}.xlsx"
    sheet = year.folder / "outbox" / "meetings" / meeting / name
    year.put(f"oppmote/{name}", senders.filled_attendance(sheet.read_bytes(), meeting))


def send_forms(year: Year, day: dt.date, due: Mapping[str, int]) -> None:
    """What each team sends on that day: the forms that are due, by their number in the year, and how far it thinks it is."""
    line = cohort_line(load_programme(Workspace(year.folder).programme_file))
    for team in teams(year, day):
        said = senders.EXAMPLE["teams"][team["id"]]
        sent = []
        if STATUS_REPORT.id in due and due[STATUS_REPORT.id] not in said.get("silent", ()):
            sent.append(senders.status_report(line, team, due[STATUS_REPORT.id], day))
        if PROGRESS_PLAN.id in due:
            number = due[PROGRESS_PLAN.id]
            sent.append(senders.progress_plan(line, team, day))
            sent.append(senders.self_evaluation(line, team, min(number, 2) if number < 4 else 4, day))  # noqa: PLR2004
        if SELF_EVALUATION.id in due:
            sent.append(senders.self_evaluation(line, team, 3, day))
        for name, content in sent:
            year.put(f"inbox/{day}/{name}", content)


def send_judgements(year: Year, day: dt.date) -> None:
    """The judges' sheets, and the posters that came."""
    line = cohort_line(load_programme(Workspace(year.folder).programme_file))
    ids = [team["id"] for team in teams(year, day)]
    for name, content in senders.pitch_sheets(line, ids):
        year.put(f"inbox/{day}/{name}", content)
    (year.folder / "posters").mkdir(exist_ok=True)
    for team in ids:
        if senders.EXAMPLE["teams"][team]["poster"]:
            (year.folder / "posters" / f"{team}.pdf").write_bytes(senders.poster(team))


def export_surveys(year: Year) -> None:
    """What the survey tool gives."""
    for name, form in (("forventninger-start.csv", EXPECTATIONS), ("evaluering-slutt.csv", QUESTIONNAIRE)):
        year.put(f"evaluering/{name}", senders.survey(form))


if __name__ == "__main__":
    main()
