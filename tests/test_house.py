"""What a fresh checkout rests on: one place for each fact, packages locked, commands that README names."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")

# Import names that are not the distribution's own name with underscores.
IMPORTED_AS = {
    "fonttools": "fontTools",
    "opencv-python-headless": "cv2",
    "page-validation": "page",
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "python-oxmsg": "oxmsg",
    "python-stdnum": "stdnum",
}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def locked(name: str) -> dict[str, str]:
    """Version by package."""
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def required(dependencies: list[str]) -> set[str]:
    return {re.match(r"[\w-]+", dependency)[0].lower() for dependency in dependencies}


def imports_of(folder: str) -> Iterator[str]:
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_a_hash_for_every_package_and_names_no_host_and_no_path(name):
    text = (ROOT / name).read_text()
    packages = re.split(r"^(?=[a-z0-9-]+(?:\[[a-z,]+\])?==)", text, flags=re.MULTILINE)[1:]
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"://|--index|--find-links|--trusted-host|@ |file:|/(?:opt|home|root|tmp|work)\b", text) == []


def test_the_locks_hold_all_that_the_project_asks_for_and_agree():
    extras = PROJECT["project"]["optional-dependencies"]
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert required(PROJECT["project"]["dependencies"]) | {"hatchling"} <= runtime.keys()
    assert required(extras["dev"]) | required(extras["bench"]) <= dev.keys()
    assert runtime.items() <= dev.items()


def test_every_dependency_is_in_real_use():
    used = set(imports_of("pipeline"))
    names = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in required(PROJECT["project"]["dependencies"])}
    assert names - used == set()


def test_every_package_that_is_imported_is_asked_for():
    asked = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in required(PROJECT["project"]["dependencies"])}
    brought = {"markupsafe": "jinja2", "pydantic_core": "pydantic"}  # parts of another that is asked for
    used = {brought.get(name, name) for name in imports_of("pipeline")} - set(sys.stdlib_module_names)
    assert used - asked - {"pipeline", "__future__"} == set()


def test_the_wheel_brings_the_example_where_kull_looks_for_it():
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    parts = ("templates", "inbox", "programme.toml", "recipients.xlsx")
    assert included == {part: f"pipeline/shipped/{part}" for part in parts}
    assert PROJECT["project"]["scripts"] == {"kull": "pipeline.cli:main"}


def test_ci_runs_the_test_command_of_readme():
    command = "make test"
    assert f"\n    {command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == command


def test_readme_and_contributing_name_only_targets_and_commands_that_there_are():
    from pipeline.cli.group import kull

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert set(re.findall(r"`?make ([a-z]+)\b(?=`|\n)", text)) <= targets
    assert set(re.findall(r"(?:`|/|    )kull ([a-z]+)", text)) <= set(kull.entries)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_documents_name_only_files_that_there_are(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#]+)\)", text)
    named = re.findall(r"`((?:pipeline|tests|tools|docs|templates)/[\w./-]+)`", text)
    assert [path for path in (*linked, *named) if "://" not in path and not _exists(path, name)] == []


def _exists(path: str, document: str) -> bool:
    return (ROOT / path).exists() or (ROOT / document).parent.joinpath(path).exists()


def test_make_alone_lists_every_target():
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^make (\w+)", shown, re.MULTILINE) == [target for target in targets if target != "help"]


def test_no_file_names_a_path_of_somebodys_machine_or_a_real_mail_address():
    texts = {file: file.read_text(encoding="utf-8") for file in tracked_files() if _is_text(file)}
    machine = re.compile(r"(?<![\w.])/(?:home|root|work)/\w+")
    assert [str(file.relative_to(ROOT)) for file, text in texts.items() if machine.search(text)] == []


def _is_text(file: Path) -> bool:
    return file != Path(__file__) and file.suffix in {".py", ".md", ".toml", ".lock", ".sh", ".txt", ".html", ".css", ".po", ""}


def test_shell_scripts_stop_at_the_first_error():
    scripts = [ROOT / ".ci" / "run", *sorted((ROOT / "tools").glob("*.sh"))]
    assert [str(s) for s in scripts if "\nset -euo pipefail\n" not in s.read_text(encoding="utf-8")] == []
    for script in scripts:
        subprocess.run(["bash", "-n", str(script)], check=True)
        assert script.stat().st_mode & 0o111
