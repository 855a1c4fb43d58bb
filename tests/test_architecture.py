"""The code is put together as docs/architecture.md says: data flows one way, libraries stay at home, pieces stay small."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIPELINE = ROOT / "pipeline"

# What any step may import, itself in this order.
SHARED = ("i18n", "errors", "model", "letter_record", "garbage", "subprocesses", "soffice")
# The steps in the order of docs/architecture.md: each imports only from itself and those before it.
STEPS = (
    "programme",
    "form",
    "intake",
    "recognise",
    "rules",
    "allocation",
    "letters",
    "year",
    "records",
    "outbox",
    "ledger",
    "views",
)
# What puts the steps together.
EDGE = ("steps", "run", "cli", "__main__")

# Steps that neither see the clock, the disk and the console, nor draw anything by chance.
PURE = ("model.py", "recognise", "rules", "allocation", "year")
IMPURE = {"os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile", "time", "uuid"}

# Where a foreign library may be imported: the modules (or whole steps) that know its quirks.
HOMES = {
    "PIL": ("intake/readers/scan.py",),
    "click": ("cli",),
    "cv2": (
        "intake/boxes.py",
        "intake/inverted.py",
        "intake/readers/scan.py",
        "intake/signs.py",
        "intake/straighten.py",
        "intake/strips.py",
    ),
    "docxtpl": ("letters/word_tags.py",),
    "filelock": ("ledger/lock.py",),
    "holidays": ("programme/calendar.py",),
    "icalendar": ("year/ics.py",),
    "imap_tools": ("intake/mailbox.py",),
    "matplotlib": ("views/plots.py",),
    "msgspec": ("ledger",),
    "olefile": ("intake/readers/compound.py", "intake/readers/outlook.py"),
    "pebble": ("intake/pool.py",),
    "openpyxl": (
        "form/blank_xlsx.py",
        "views/register_xlsx.py",
        "views/returned_workbook.py",
        "year/timeline_xlsx.py",
        "views/year_workbook.py",
    ),
    "oxmsg": ("intake/readers/outlook.py",),
    "page": ("letters/pdf_proof.py",),
    "pikepdf": ("form/pdf_fields.py", "intake/readers/pdf_fields.py", "letters/pdf.py", "letters/pdf_proof.py"),
    "pydantic": ("programme", "form/vocabulary.py", "form/vocabulary_file.py", "year/activities.py", "year/agendas.py"),
    "pypdf": ("form/pdf_proof.py",),
    "pypdfium2": (
        "intake/readers/pdf_objects.py",
        "intake/readers/pdf_page.py",
        "intake/readers/pdf_picture.py",
        "letters/pdf_proof.py",
    ),
    "python_calamine": ("intake/readers/xlsx.py", "programme/recipients.py"),
    "rich": ("cli",),
    "scipy": ("year/advisers.py",),
    "segno": ("views/meeting_papers.py",),
    "smtplib": ("outbox/smtp.py",),
    "sqlalchemy": ("ledger", "steps/opening.py"),  # the run hands the open ledger on
    "weasyprint": ("form/blank_pdf.py",),
}

MODULE_LINES = 400
FUNCTION_LINES = 60
TABLES = {
    "form/registration.py",  # one long table: what the form asks for, and every label that others use for it
    "form/year_forms.py",  # the same for the forms of the year
    "recognise/telling_words.py",  # the same for labels worded as nobody foresaw
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module by its path under `pipeline/`, parsed."""
    paths = sorted(PIPELINE.rglob("*.py"))
    return {path.relative_to(PIPELINE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def imports() -> dict[str, frozenset[str]]:
    """The full names that each module imports, wherever in it."""
    return {path: frozenset(imported_names(tree)) for path, tree in modules().items()}


def imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def step_of(path: str) -> str:
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def steps_among(names: Iterable[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("pipeline.")}


def imported_libraries(path: str) -> set[str]:
    return {name.split(".", maxsplit=1)[0] for name in imports()[path]}


def within(path: str, homes: tuple[str, ...]) -> bool:
    return any(path == home or path.startswith(f"{home}/") for home in homes)


def test_every_module_belongs_to_a_step():
    places = {step_of(path) for path in modules()} - {"__init__"}
    assert places <= {*SHARED, *STEPS, *EDGE}


def test_a_step_imports_only_from_itself_and_the_steps_before_it():
    assert against_the_order(imports()) == []


def test_an_import_against_the_order_is_seen():
    wrong = {"rules/people.py": {"pipeline.views.why", "pipeline.form.vocabulary", "os"}, "errors.py": {"pipeline.model.Plan"}}
    assert against_the_order(wrong) == ["rules/people.py imports views", "errors.py imports model"]


def against_the_order(imported: Mapping[str, Iterable[str]]) -> list[str]:
    """Each import of a step that comes after the importing one."""
    order = (*SHARED, *STEPS, *EDGE)
    return [
        f"{path} imports {step}"
        for path, names in imported.items()
        for step in sorted(steps_among(names) & set(order))
        if step_of(path) in order and order.index(step) > order.index(step_of(path))
    ]


def test_the_shared_modules_import_no_step():
    wrong = {name: steps_among(imports()[f"{name}.py"]) & set(STEPS) for name in ("errors", "model", "letter_record")}
    assert wrong == {"errors": set(), "model": set(), "letter_record": set()}


def test_no_import_is_relative():
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_foreign_library_is_imported_only_where_its_quirks_are_known(library):
    users = {path for path in modules() if library in imported_libraries(path)}
    assert {path for path in users if not within(path, HOMES[library])} == set()


def test_between_reading_and_rendering_nothing_reaches_outside():
    wrong = {path: used for path in modules() if within(path, PURE) and (used := IMPURE & imported_libraries(path))}
    assert wrong == {}


def test_between_reading_and_rendering_nobody_looks_at_the_clock():
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if within(path, PURE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert wrong == []


def test_only_the_edge_prints():
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if step_of(path) not in EDGE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert wrong == []


def test_no_module_is_long():
    lengths = {path: written_lines(PIPELINE / path) for path in modules() if path not in TABLES}
    assert {path: length for path, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_long():
    lengths = {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


def test_the_documented_order_of_the_steps_is_the_tested_one():
    rows = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").splitlines()
    named = [
        row.split("|")[2].strip().removeprefix("`").split("/")[0]
        for row in rows
        if row.startswith("| ") and "`" in row.split("|")[2]
    ]
    assert list(dict.fromkeys(name for name in named if name in STEPS)) == list(STEPS)


def written_lines(path: Path) -> int:
    """Lines with something on them."""
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())
