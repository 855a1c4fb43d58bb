"""Jinja as the letters use it: how a value becomes text in a Word run, and what is wrong with a tag.

Sandboxed (a template cannot reach the program), strict (a name without a value is an error), and always escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pipeline.i18n import Message, msg
from pipeline.letters.forms import FILTERS

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROL_PICTURES = 0x2400
_FIRST_PRINTABLE = 0x20
_REPLACEMENT = "\ufffd"
_ENTITIES = {'"': "&#34;", "'": "&#39;", "{": "&#123;", "}": "&#125;"}
_TEXT = re.compile(r"(?:^|<w:t(?: [^>]*)?>)[^<]*")  # in markup that begins inside a text
_NEW_TEXT = '<w:t xml:space="preserve">'

_TAG = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}")
_LOOSE_END = re.compile(r"{{|{%|{#|}}|%}|#}")
_LIFTED = re.compile(r"^({{|{%)(?:p|tr|tc|r)\s")
# `set x = …` is whole in itself; `set x`, with its filters, needs its end.
_ASSIGNED = re.compile(r"^{%-?\s*set\s+[^=|]+=")
_STATEMENT = re.compile(r"^{%-?\s*(\w*)")
_BLOCK_TAG = re.compile(r"{%-?\s*(?P<word>\w+).*?%}")
_COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
_ENDS = {"endif": "if", "endfor": "for"}
_PAIRED = frozenset({*_ENDS, *_ENDS.values(), "elif", "else"})
# What docxtpl adds to Jinja's statements, and Jinja's own that need a partner to be understood alone.
_TABLE_TAGS = frozenset({"vm", "hm", "colspan", "cellbg"})
_PARTNERS = {
    "if": "{tag}{{% endif %}}",
    "for": "{tag}{{% endfor %}}",
    "elif": "{{% if 1 %}}{tag}{{% endif %}}",
    "else": "{{% if 1 %}}{tag}{{% endif %}}",
    "endif": "{{% if 1 %}}{tag}",
    "endfor": "{{% for x in y %}}{tag}",
    "filter": "{tag}{{% endfilter %}}",
    "endfilter": "{{% filter upper %}}{tag}",
    "set": "{tag}",
    "endset": "{{% set x %}}{tag}",
    "macro": "{tag}{{% endmacro %}}",
    "endmacro": "{{% macro x() %}}{tag}",
    "call": "{tag}{{% endcall %}}",
    "endcall": "{{% call x() %}}{tag}",
    "with": "{tag}{{% endwith %}}",
    "endwith": "{{% with %}}{tag}",
}


def unwritable(text: str) -> tuple[str, ...]:
    """The characters of `text` that no XML file can hold, as «U+0007». Line breaks of every kind can be held."""
    return tuple(f"U+{ord(c):04X}" for c in _NOT_IN_XML.findall(with_plain_breaks(text)))


def with_plain_breaks(text: str) -> str:
    """`text` with every kind of line break as a line feed: what a letter makes of them."""
    return _LINE_BREAK.sub("\n", text)


def run_text(value: object) -> object:
    """A value as it stands inside a Word run: escaped, with line breaks and tabs as Word has them.

    A character that XML cannot hold is shown as its control picture («␇»): it is seen, and the proof refuses the letter. Braces
    become character references, so that nothing that comes after can take them for a tag.

    Raises:
        UndefinedError: the value is None, or a name without a value.
    """
    if value is None:
        raise UndefinedError("a field without a value was to be printed")
    if isinstance(value, Markup | Undefined):
        return value
    return _run_markup(value) if hasattr(value, "__html__") else _words(str(value))


def _run_markup(value: Any) -> Markup:
    """What says of itself that it is markup of Word runs: never words of a sender, which are text."""
    markup: str = value.__html__()
    return Markup(_TEXT.sub(lambda text: _in_run(text.group()), markup))  # noqa: S704 - made by the program


@lru_cache(maxsize=4096)
def _words(value: str) -> Markup:
    text = escape(_NOT_IN_XML.sub(_shown, with_plain_breaks(value)), _ENTITIES)
    return Markup(_in_run(text))  # noqa: S704 - escaped above


def _in_run(text: str) -> str:
    return text.replace("\t", f"</w:t><w:tab/>{_NEW_TEXT}").replace("\n", f"</w:t><w:br/>{_NEW_TEXT}")


def _shown(character: re.Match[str]) -> str:
    code = ord(character.group())
    return chr(_CONTROL_PICTURES + code) if code < _FIRST_PRINTABLE else _REPLACEMENT


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=run_text)
    environment.filters.update(FILTERS)
    del environment.filters["safe"]  # no template may pass a sender's words on as markup
    return environment


ENVIRONMENT: Any = _environment()


def tag_faults(paragraph: str) -> Iterator[tuple[str, Message]]:
    """What is wrong with the tags of one paragraph (its text as a person sees it), each alone, as (tag, message)."""
    for tag in _TAG.findall(paragraph):
        if reason := _syntax_error(tag):
            yield tag, msg("The tag {tag} is not understood: {reason}.", tag=tag, reason=reason)
    for end in _LOOSE_END.findall(_TAG.sub("", paragraph)):
        yield end, msg("Here a tag lacks its beginning or its end: «{end}» stands alone in the paragraph.", end=end)


@lru_cache(maxsize=4096)
def _syntax_error(tag: str) -> str:
    """Why Jinja does not understand `tag` alone; empty when it does."""
    tag = _straight_quotes(_LIFTED.sub(r"\1 ", tag))
    statement = _STATEMENT.match(tag)
    word = statement.group(1) if statement else ""
    if word in _TABLE_TAGS:
        return ""
    partner = "{tag}{{% endset %}}" if word == "set" and not _ASSIGNED.match(tag) else _PARTNERS.get(word, "{tag}")
    try:
        ENVIRONMENT.compile(partner.format(tag=tag))
    except TemplateSyntaxError as error:
        return str(error.message)
    return ""


def _straight_quotes(tag: str) -> str:
    """Word's curly quotes made straight, as docxtpl does with the whole template."""
    return tag.translate(str.maketrans("“”‘’", "\"\"''"))


def single_tags(source: str) -> tuple[re.Match[str], ...]:
    """The «if» and «for» of `source` that do not end, and what belongs to none, in their order; `word` is what the tag is.

    None at all where other blocks stand, which go by rules of their own.
    """
    shown = _COMMENT.sub(lambda comment: " " * len(comment[0]), source)
    tags = tuple(_BLOCK_TAG.finditer(shown))
    if any(tag["word"] not in _PAIRED for tag in tags):
        return ()
    single: list[re.Match[str]] = []
    begun: list[re.Match[str]] = []
    for tag in tags:
        word = tag["word"]
        if word in _ENDS.values():
            begun.append(tag)
        elif word in _ENDS and begun and begun[-1]["word"] == _ENDS[word]:
            begun.pop()
        elif word in _ENDS or not begun:
            single.append(tag)
    return tuple(sorted((*single, *begun), key=re.Match.start))
