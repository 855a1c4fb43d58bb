"""Kull's own forms after other programs: saved by LibreOffice, pypdf and pikepdf, printed and flattened by three programs.

What keeps the fields is read exactly. What has become print is read by its places: nothing is wrong in silence.
"""

import shutil
from functools import cache

import own_teams
import pytest
from filling import fill_docx, fill_pdf, fill_xlsx
from passed_on import EXPORTS, KEEPS_CONTROLS, PRINTS, saved_by_libreoffice

from pipeline.form.blank import MAKERS
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import REGISTRATION
from pipeline.model import Reading, Severity
from pipeline.recognise.file import read_file

FILL = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}
ROWS = {"docx": 14, "pdf": 10, "xlsx": 14}
LANGUAGES = ("nb", "nn")
FEW, MANY = range(1, 4), range(10, 40)
PRINTED_RIGHT = 0.99
"""Of the fields of a form that has become print."""
LETTERS_LOST = 0.98
"""The same by pdfium (Chrome), which prints no «Ŋ» where the machine has no font for it; those names are up for review."""
LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
POPPLER = pytest.mark.skipif(shutil.which("pdftocairo") is None, reason="poppler is not installed")
COHORT = CohortLine(
    network="Regionalt læringsnettverk – kull 2",
    deadline=Words("1. mai 2025", "1. mai 2025"),
    send_to="post@helse-nord.example",
    organiser="Helse Nord RHF",
)


@cache
def blank(suffix: str, language: str) -> bytes:
    return MAKERS[suffix](REGISTRATION, language, COHORT)


def teams(suffix: str, numbers: range) -> dict[str, own_teams.Team]:
    return {f"{tongue}{n}": own_teams.team(n, tongue, rows=ROWS[suffix]) for n in numbers for tongue in LANGUAGES}


def filled(suffix: str, written: dict[str, own_teams.Team]) -> dict[str, bytes]:
    return {key: FILL[suffix](blank(suffix, team.language), team.written) for key, team in written.items()}


def read(content: bytes) -> Reading:
    readings = read_file(content, "a").readings
    assert len(readings) == 1
    return readings[0]


def asked(reading: Reading) -> set[str]:
    looks = {path for path, note in reading.provenance.items() if note.needs_review}
    return looks | {f.path for f in reading.findings if f.severity in {Severity.REVIEW, Severity.ERROR}}


def wrong(team: own_teams.Team, reading: Reading, *, blanks_count: bool) -> set[str]:
    """The paths whose values are not those of the team."""
    said, meant = dict(own_teams.fields(reading.values)), dict(own_teams.fields(team.values))
    if not blanks_count:
        said, meant = ({path: own_teams.flat(value) for path, value in one.items()} for one in (said, meant))
    return {path for path in said.keys() | meant.keys() if said.get(path) != meant.get(path)}


def silent(paths: set[str], reading: Reading) -> set[str]:
    looks = asked(reading)
    return {path for path in paths if not {path, path.split(".")[0], path.split("[")[0]} & looks}


def assert_exact(team: own_teams.Team, content: bytes) -> None:
    reading = read(content)
    assert wrong(team, reading, blanks_count=True) == set()
    assert asked(reading) == set()


def assert_print_is_read(made: dict[str, bytes], written: dict[str, own_teams.Team], least: float = PRINTED_RIGHT) -> None:
    fields = mistakes = 0
    for key, team in written.items():
        reading = read(made[key])
        paths = wrong(team, reading, blanks_count=False)
        assert (key, silent(paths, reading)) == (key, set())
        fields += len(list(own_teams.fields(team.values)))
        mistakes += len(paths)
    assert 1 - mistakes / fields >= least


# --- PDF -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", sorted(KEEPS_CONTROLS))
def test_a_pdf_form_saved_by_another_program_is_read_exactly(program):
    written = teams("pdf", FEW)
    for key, content in filled("pdf", written).items():
        assert_exact(written[key], KEEPS_CONTROLS[program](content))


@POPPLER
def test_a_pdf_form_printed_by_poppler_is_read_by_its_places():
    written = teams("pdf", FEW)
    made = {key: PRINTS["poppler"](content) for key, content in filled("pdf", written).items()}
    assert_print_is_read(made, written)


def test_a_pdf_form_flattened_by_pdfium_is_never_wrong_in_silence():
    written = teams("pdf", FEW)
    for key, content in filled("pdf", written).items():
        reading = read(PRINTS["pdfium"](content))
        assert silent(wrong(written[key], reading, blanks_count=False), reading) == set()


@pytest.mark.soak
@pytest.mark.parametrize("program", sorted(PRINTS))
def test_many_pdf_forms_that_became_print(program):
    written = teams("pdf", MANY)
    made = {key: PRINTS[program](content) for key, content in filled("pdf", written).items()}
    assert_print_is_read(made, written, LETTERS_LOST if program == "pdfium" else PRINTED_RIGHT)


# --- LibreOffice ---------------------------------------------------------------------------------------------------------

EXACT = [(source, target) for source in EXPORTS for target in EXPORTS[source] if target != "pdf"]


@LIBREOFFICE
@pytest.mark.soak
@pytest.mark.parametrize(("source", "target"), EXACT)
def test_forms_saved_by_libreoffice_are_read_exactly(source, target):
    written = teams(source, MANY[:10])
    for key, content in saved_by_libreoffice(filled(source, written), source, target).items():
        assert_exact(written[key], content)


@LIBREOFFICE
@pytest.mark.soak
@pytest.mark.parametrize("source", sorted(EXPORTS))
def test_forms_printed_by_libreoffice_are_read_by_their_places(source):
    written = teams(source, MANY[:10])
    assert_print_is_read(saved_by_libreoffice(filled(source, written), source, "pdf"), written)


@LIBREOFFICE
@pytest.mark.parametrize(("source", "target"), [("docx", "odt"), ("xlsx", "ods")])
def test_a_form_saved_by_libreoffice_is_read_exactly(source, target):
    written = {"nn2": own_teams.team(2, "nn", rows=12)}
    for key, content in saved_by_libreoffice(filled(source, written), source, target).items():
        assert_exact(written[key], content)
