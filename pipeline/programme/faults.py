"""pydantic's errors as faults that a case officer understands: key path, the value as written, what was expected."""

from __future__ import annotations

import datetime as dt
import re
import typing
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from pipeline.errors import Fault
from pipeline.i18n import Message, msg

NEAR_ENOUGH = 60
LONGEST_VALUE = 80

Location = tuple[str | int, ...]

A_TABLE = msg("Expected a section with keys of its own, under a heading in single brackets: [section].")
MESSAGES: Mapping[str, Message] = {
    "missing": msg("This must be filled in, and is not there."),
    "string_too_short": msg("This must be filled in, and is empty."),
    "string_type": msg('Expected text in quotation marks: "like this".'),
    "string_unicode": msg('Expected text in quotation marks: "like this".'),
    "date_type": msg("Expected a date written without quotation marks, year first: 2025-05-01."),
    "time_type": msg("Expected a clock time written without quotation marks, with seconds: 13:00:00."),
    "int_type": msg("Expected a whole number, without quotation marks or decimals."),
    "greater_than_equal": msg("Expected a number that is {ge} or more."),
    "less_than_equal": msg("Expected a number that is {le} or less."),
    "bool_type": msg("Expected true or false, without quotation marks."),
    "enum": msg("Expected one of: {expected}."),
    "literal_error": msg("Expected one of: {expected}."),
    "tuple_type": msg('Expected a list in brackets: ["one", "two"].'),
    "too_short": msg("At least one is needed here."),
    "dict_type": A_TABLE,
    "model_type": A_TABLE,
    "email": msg("Expected one e-mail address: name@domain.no."),
    "phone": msg("Expected one phone number: 91 69 39 10, or with country code: +46 70 123 45 67."),
    "orgnr_digits": msg("Expected an organisation number: nine digits."),
    "orgnr_check": msg("The check digit is wrong: one digit of the number is mistyped, or two are swapped."),
}
PATTERNS: Mapping[str, Message] = {
    r"^[a-z0-9][a-z0-9-]*$": msg("Expected small letters a–z, digits and hyphens only: samling-1."),
    r"^[0-9]{4}$": msg("Expected a postal code: four digits."),
    r"^[0-9]{4}/[0-9]+-[0-9]+(/[0-9]+)?$": msg("Expected a case reference: 2024/1180-15/250."),
}


def faults_of(error: ValidationError, model: type[BaseModel], file: str, written: object) -> Iterator[Fault]:
    """One fault for each error of validating `written` against `model`."""
    for detail in error.errors(include_url=False):
        location = detail["loc"]
        message = unknown_key(model, location) if detail["type"] == "extra_forbidden" else expectation(detail)
        value = "" if detail["type"] == "missing" else as_written(detail["input"])
        yield Fault(file=file, place=place_of(location, written), value=value, message=message)


def expectation(detail: ErrorDetails) -> Message:
    """What was expected, in plain words."""
    context = {name: plain(value) for name, value in detail.get("ctx", {}).items()}
    kind, location, written = detail["type"], detail["loc"], detail["input"]
    if kind == "tuple_type" and isinstance(written, dict):
        return msg("Each of these begins with its heading in double brackets: [[{key}]].", key=str(location[-1]))
    if kind == "string_pattern_mismatch" and context["pattern"] in PATTERNS:
        return PATTERNS[context["pattern"]]
    if kind in MESSAGES:
        return Message(MESSAGES[kind].msgid, context)
    return msg("This value cannot be used here ({reason}).", reason=detail["msg"])


def plain(value: object) -> str:
    """A piece of an error's context as it is shown: "'online' or 'gathering'" as "online, gathering"."""
    return re.sub(r"' or '|', '", ", ", str(value)).strip("'")


def unknown_key(model: type[BaseModel], location: Location) -> Message:
    """An unknown key: where it belongs, or which known key is nearest to it, or which there are."""
    key, here = str(location[-1]), keys_of(model, location[:-1])
    homes = [name for name, keys in sections(model).items() if key in keys]
    if len(homes) == 1:
        return msg("Unknown here: this key belongs under [{section}].", section=homes[0])
    if nearest := nearest_to(key, here):
        return msg("Unknown key. Did you mean «{nearest}»?", nearest=nearest)
    return msg("Unknown key. These can be used here: {known}.", known=", ".join(here))


def nearest_to(word: str, known: Sequence[str]) -> str | None:
    """The known word most like `word`, or None when none is like it."""
    found = process.extractOne(word.casefold(), known, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


def keys_of(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The keys that may stand at `location`, as they are written in the file."""
    for step in location:
        if isinstance(step, str):
            model = next(iter(part_of(model, step)))
    return tuple(field.alias or name for name, field in model.model_fields.items())


def sections(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The keys of each single section of `model`: {"dates": ("invitation", "deadline", …), …}."""
    return {
        name: tuple(field.annotation.model_fields)
        for name, field in model.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    }


def part_of(model: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    """The model behind `key`: of a section, or of each in a list of sections."""
    annotation = model.model_fields[key].annotation
    for candidate in (annotation, *typing.get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            yield candidate


def place_of(location: Location, written: object) -> str:
    """`location` as a key path: «meetings[3].week («Samling 1»)», with the name of what is counted when it has one."""
    path, name = "", ""
    for step in location:
        if step == "[key]":
            break
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
        written = child(written, step)
        if isinstance(step, int):
            name = name_of(written)
    return path.removeprefix(".") + (f" («{name}»)" if name else "")


def child(written: object, step: str | int) -> object:
    """What stands under `step`, or None."""
    if isinstance(written, Mapping):
        return written.get(step)
    if isinstance(written, Sequence) and isinstance(step, int) and step < len(written):
        return written[step]
    return None


def name_of(written: object) -> str:
    """What a person calls one of several sections: its title, its key, the registration it is about."""
    names = (child(written, key) for key in ("title", "key", "registration"))
    return next((name for name in names if isinstance(name, str) and name), "")


def as_written(value: object) -> str:
    """`value` as it stands in the file, shortened. A whole section is not repeated."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
