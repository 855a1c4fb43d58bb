"""Keeps the catalogues in step with the code: `python tools/i18n.py [--check | --prune]`.

Collects the first argument of every `msg(...)` under `pipeline/` with Babel, brings `kull.po` in
`pipeline/i18n/locale/{nb,nn}/LC_MESSAGES/` up to date and compiles the `.mo` beside each. A translation is never guessed: a new
sentence stands empty until a person fills it in, and the translation of one that is no longer used is kept as a `#~` comment
until `--prune`. Prints every fault; exits 1 when there is one, and writes nothing with `--check`.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import datetime as dt
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "pipeline"
LOCALE = SOURCES / "i18n" / "locale"
LANGUAGES = ("nb", "nn")
# Headers carry no clock: the same sentences give the same bytes.
UNDATED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def main(arguments: list[str] | None = None) -> int:
    """Update (or check) the catalogues and print the faults; 0 when there is none, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, only tell what is wrong")
    parser.add_argument("--prune", action="store_true", help="drop translations that no sentence uses any more")
    chosen = parser.parse_args(arguments)
    faults = list(unparsable()) or list(bring_up_to_date(write=not chosen.check, prune=chosen.prune))
    print("\n".join(faults) if faults else f"{len(sentences())} sentences, {' and '.join(LANGUAGES)} complete")
    return 1 if faults else 0


def bring_up_to_date(*, write: bool, prune: bool) -> Iterator[str]:
    """Rewrite the catalogues when asked to; every fault that is left."""
    yield from call_faults()
    for language in LANGUAGES:
        if write:
            update(language, prune=prune)
        yield from catalogue_faults(language)


def unparsable() -> Iterator[str]:
    """Files that Python cannot read: their sentences cannot be known, so nothing may be called stale."""
    for path in sorted(SOURCES.rglob("*.py")):
        try:
            ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            yield f"{path.relative_to(ROOT).as_posix()}:{error.lineno}: cannot be parsed: {error.msg}"


def sentences() -> dict[str, list[str]]:
    """Every sentence of the code, with the files (relative to the root) that say it."""
    found: dict[str, list[str]] = {}
    with contextlib.redirect_stderr(io.StringIO()):  # Babel tells of f-strings among the values: those nobody translates
        extracted = list(extract_from_dir(SOURCES, [("**.py", "python")], keywords={"msg": None}))
    for name, _, sentence, _, _ in extracted:
        files = found.setdefault(str(sentence), [])
        path = f"pipeline/{name}".replace("\\", "/")
        files.extend([path] if path not in files else [])
    return found


def update(language: str, *, prune: bool) -> None:
    """Rewrite `kull.po` of `language` from the code and the translations it already holds, and compile it."""
    old = load(language)
    known = translations(old)
    new = empty(language)
    used = sentences()
    for sentence, files in used.items():
        new.add(sentence, known.get(sentence, ""), locations=[(name, 0) for name in files])
    for sentence in sorted(known.keys() - used.keys()):
        if not prune and known[sentence]:
            new.add(sentence, known[sentence])
            new.obsolete[sentence] = new[sentence]
            new.delete(sentence)
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    po_path(language).write_bytes(po_bytes(new))
    mo_path(language).write_bytes(mo_bytes(load(language)))


def empty(language: str) -> Catalog:
    """A catalogue with its header and no sentence."""
    catalogue = Catalog(
        locale=language,
        project="kull",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=UNDATED,
        revision_date=UNDATED,
        fuzzy=False,
    )
    catalogue.header_comment = f"# Everything that kull says to a person, in {language}. Kept by tools/i18n.py."
    return catalogue


def call_faults() -> Iterator[str]:
    """Calls of `msg` that the catalogue cannot follow: no literal sentence, or values that its {places} do not name."""
    for path in sorted(SOURCES.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
                yield from (f"{name}:{node.lineno}: {fault}" for fault in one_call_faults(node))


def one_call_faults(call: ast.Call) -> Iterator[str]:
    """What is wrong with one `msg(...)`. One without values is let through: it may stand in a table and be given them later."""
    sentence = call.args[0] if len(call.args) == 1 else None
    if not (isinstance(sentence, ast.Constant) and isinstance(sentence.value, str)):
        yield "msg() takes one literal sentence and its values by name"
        return
    given = {keyword.arg for keyword in call.keywords}
    if given and None not in given and given != places(sentence.value):
        yield f"msg() is given {sorted(map(str, given))}, its sentence names {sorted(places(sentence.value))}"


def catalogue_faults(language: str) -> Iterator[str]:
    """What is missing, stale, fuzzy or wrong in one catalogue."""
    catalogue = load(language)
    used = sentences()
    held = translations(catalogue, obsolete=False)
    yield from (f"{language}: missing: {sentence}" for sentence in used if not held.get(sentence))
    yield from (f"{language}: stale (drop it with --prune): {sentence}" for sentence in held if sentence not in used)
    yield from (f"{language}: stale (drop it with --prune): {sentence}" for sentence in catalogue.obsolete)
    yield from (f"{language}: fuzzy: {entry.id}" for entry in catalogue if entry.id and entry.fuzzy)
    for sentence, translation in held.items():
        if translation and places(sentence) != places(translation):
            yield f"{language}: {sorted(places(translation))} instead of {sorted(places(sentence))} in: {sentence}"
    if compiled(language) != {sentence: translation for sentence, translation in held.items() if translation}:
        yield f"{language}: kull.mo does not say what kull.po says"


def places(sentence: str) -> set[str]:
    """The names in braces of a sentence; a sentence whose braces do not pair has the one place "?"."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {"?"}


def load(language: str) -> Catalog:
    """The catalogue on disk; an empty one when there is none."""
    if not po_path(language).exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(po_path(language).read_bytes()), locale=language)


def compiled(language: str) -> dict[str, str]:
    """Sentence → translation as the program sees them."""
    if not mo_path(language).exists():
        return {}
    return translations(read_mo(io.BytesIO(mo_path(language).read_bytes())))


def translations(catalogue: Catalog, *, obsolete: bool = True) -> dict[str, str]:
    """Sentence → translation (empty when it has none), with the commented-out ones unless told not to."""
    entries = [*(catalogue.obsolete.values() if obsolete else ()), *catalogue]
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def po_bytes(catalogue: Catalog) -> bytes:
    """The text form; file names without line numbers, so that moving code changes nothing here."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, sort_by_file=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled form."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def po_path(language: str) -> Path:
    """Where the text form stands."""
    return LOCALE / language / "LC_MESSAGES" / "kull.po"


def mo_path(language: str) -> Path:
    """Where the compiled form stands."""
    return po_path(language).with_suffix(".mo")


if __name__ == "__main__":
    sys.exit(main())
