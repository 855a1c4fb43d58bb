r"""The code of a Word merge field (`MERGEFIELD Kontakt \* Upper \b "v/ "`) → the Jinja expression that says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.i18n import Message, msg
from pipeline.letters.contexts import Context
from pipeline.letters.date_picture import picture_fault
from pipeline.letters.forms import AROUND, DATED
from pipeline.letters.merge_names import DAY, DAY_PATH, key, merge_names, nearest

MERGE_FIELD = "MERGEFIELD"
USUAL_PICTURE = "d. MMMM yyyy"
"""How the letter's day is written when the field does not say."""

# The first letters of the field's kind say how the result looks (`CHARFORMAT`), or the result itself does (`MERGEFORMAT`).
BY_CODE = "charformat"
_LOOKS = {"mergeformat", BY_CODE}
_CASES = {"upper": "upper", "lower": "lower", "firstcap": "first_cap", "caps": "caps"}
_TOKEN = re.compile(
    r"\\(?P<switch>[^\s\w\"]|[a-zA-Z])"
    r"|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|[“„](?P<curly>[^“”]*)[“”]"
    r"|(?P<word>[^\s\"“”„\\]+)|(?P<loose>\S)"
)
_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


class FieldCodeError(Exception):
    """The code asks for what cannot be had; `name` is the field's, as written."""

    def __init__(self, name: str, message: Message) -> None:
        """What is wrong with the field called `name`, as `message`."""
        super().__init__(str(message))
        self.name = name
        self.message = message


@dataclass(frozen=True, slots=True)
class FieldCode:
    """What a merge field asks for: the words of its switches, each with the text that follows it."""

    name: str
    switches: tuple[tuple[str, str], ...]

    def texts(self, switch: str) -> list[str]:
        """What follows each `switch` («*», «@», «b», «f»)."""
        return [text for name, text in self.switches if name == switch]

    @property
    def looks_like_code(self) -> bool:
        """Does the result look as the field's code does?"""
        return BY_CODE in (text.casefold() for text in self.texts("*"))


def kind_of(code: str) -> str:
    """What sort of field it is: «MERGEFIELD», «PAGE»."""
    return next(iter(code.split()), "").upper()


def read_code(code: str) -> FieldCode:
    """The code of a merge field taken apart.

    Raises:
        FieldCodeError: something in it belongs to nothing.
    """
    tokens = list(_TOKEN.finditer(code))[1:]
    name = _text(tokens.pop(0)) if tokens and _is_text(tokens[0]) else ""
    switches: list[tuple[str, str]] = []
    while tokens:
        token = tokens.pop(0)
        if token["switch"] is None:
            message = msg(
                "«{text}» in the code of the merge field belongs to nothing. Is a quotation mark missing?", text=token.group()
            )
            raise FieldCodeError(name, message)
        switches.append((token["switch"].casefold(), _text(tokens.pop(0)) if tokens and _is_text(tokens[0]) else ""))
    return FieldCode(name=name, switches=tuple(switches))


def _is_text(token: re.Match[str]) -> bool:
    return token["switch"] is None and token["loose"] is None


def _text(token: re.Match[str]) -> str:
    if token["quoted"] is not None:
        return re.sub(r"\\(.)", r"\1", token["quoted"])
    return token["curly"] if token["curly"] is not None else token["word"]


def expression(code: FieldCode, context: type[Context]) -> str:
    """The Jinja expression, without its braces, that prints what the field would.

    Raises:
        FieldCodeError: no such name, or a switch that is not known.
    """
    known = merge_names(context)
    field = known.get(key(code.name))
    if field is None:
        raise FieldCodeError(code.name, _unknown(code.name, context))
    return "|".join((field.path, *_filters(code, is_day=field.path == DAY_PATH)))


def _unknown(name: str, context: type[Context]) -> Message:
    if near := nearest(name, context):
        return msg("The letter has nothing called «{name}». Did you mean «{nearest}»?", name=name, nearest=near)
    return msg("The letter has nothing called «{name}».", name=name)


def _filters(code: FieldCode, *, is_day: bool) -> Iterator[str]:
    """The filters that the switches ask for: first the date, then the letters' case, last the words around."""
    for switch, _ in code.switches:
        if switch not in "*@bf":
            message = msg("The switch \\{switch} of the merge field is not known here. Take it out.", switch=switch)
            raise FieldCodeError(code.name, message)
    pictures = code.texts("@")
    if is_day:
        yield f"{DATED}({_literal(_picture(code, pictures))})"
    elif pictures:
        message = msg(
            "«{name}» is words, which a date picture (\\@) cannot change. Take \\@ out, or use «{day}», the letter's day.",
            name=code.name,
            day=DAY,
        )
        raise FieldCodeError(code.name, message)
    yield from _cases(code)
    before, after = "".join(code.texts("b")), "".join(code.texts("f"))
    if before or after:
        yield f"{AROUND}({_literal(before)},{_literal(after)})"


def _picture(code: FieldCode, pictures: list[str]) -> str:
    picture = pictures[-1] if pictures else USUAL_PICTURE
    if wrong := picture_fault(picture):
        message = msg(
            "«{wrong}» in the date picture is no day, month or year. Write d, dd, ddd, dddd, M, MM, MMM, MMMM, yy or yyyy, and"
            " words between single quotes.",
            wrong=wrong,
        )
        raise FieldCodeError(code.name, message)
    return picture


def _cases(code: FieldCode) -> Iterator[str]:
    for text in code.texts("*"):
        if text.casefold() in _CASES:
            yield _CASES[text.casefold()]
        elif text.casefold() not in _LOOKS:
            message = msg(
                "The switch \\* {word} of the merge field is not known here. There are Upper, Lower, FirstCap, Caps,"
                " MERGEFORMAT and CHARFORMAT.",
                word=text or "?",
            )
            raise FieldCodeError(code.name, message)


def _literal(text: str) -> str:
    """`text` as a string of Jinja's in which nothing looks like a tag, a quote or markup."""
    return '"' + _PLAIN.sub(lambda found: f"\\U{ord(found.group()):08x}", text) + '"'
