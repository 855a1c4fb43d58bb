"""Everything that crosses steps survives the ledger: written as JSON and read back it is equal."""

import dataclasses
import datetime as dt
import enum
import types
import typing
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import model
from pipeline.i18n import Message, msg
from pipeline.ledger.coding import content_hash, decode, encode
from pipeline.model import FileReading, Plan, Provenance, Reading, Register, Sheet, Values
from pipeline.programme.schema import OSLO

# All but the sheet: what stands on the pages is never kept, only what was recognised.
CROSSING = sorted(
    (kind for kind in vars(model).values() if dataclasses.is_dataclass(kind) and kind.__module__ == model.__name__),
    key=lambda kind: kind.__name__,
)
CROSSING.remove(Sheet)

LEAVES = {
    str: "čđŋšŧž «<0–2 år> & 'b'»\n\t",
    int: 3,
    float: 0.98,
    bool: True,
    dt.date: dt.date(2025, 4, 28),
    dt.datetime: dt.datetime(2025, 4, 28, 10, 12, tzinfo=OSLO),
    Message: msg("{n} of {m}: {w}, {inner}", n=1, m=2.5, w="tre", inner=msg("Title")),
}

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def filled(kind):  # noqa: PLR0911 - a line for each sort of type
    """A value of `kind` with something in every field, made from its annotations."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in LEAVES:
        return LEAVES[kind]
    if origin in {typing.Union, types.UnionType}:
        return filled(arguments[0])
    if origin is tuple:
        return (filled(arguments[0]), filled(arguments[0]))
    if origin is frozenset:
        return frozenset({filled(arguments[0]), "b", "a"})
    if origin is Mapping:
        return {"title": filled(arguments[1]), "members[0].name": filled(arguments[1])}
    if isinstance(kind, enum.EnumMeta):
        return list(kind)[-1]
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: filled(hints[field.name]) for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", CROSSING, ids=lambda kind: kind.__name__)
def test_what_is_written_is_read_back_equal(kind):
    value = filled(kind)
    assert decode(encode(value), kind) == value


def test_the_values_that_the_ledger_holds_are_among_those_tested():
    assert {FileReading, Register, Plan} <= set(CROSSING)


@settings(deadline=None)
@given(text=words, values=st.dictionaries(st.sampled_from("abc"), words | st.integers(-(2**53), 2**53)))
def test_any_text_is_read_back_equal(text, values):
    reading = Reading(
        values=Values(title=text), findings=(dataclasses.replace(filled(model.Finding), message=Message(text, values)),)
    )
    assert decode(encode(reading), Reading) == reading


def test_provenance_keeps_the_order_of_the_form():
    paths = ["trust", "title", "members[10].name", "members[2].name", "adviser.name"]
    source = Provenance(text="", where="", method="tag", confidence=1.0)
    reading = Reading(values=Values(), provenance=dict.fromkeys(paths, source))
    assert list(decode(encode(reading), Reading).provenance) == paths


def test_equal_values_have_equal_hashes_whatever_order_they_were_put_together_in():
    one = Reading(values=Values(), asked=frozenset({"a", "b", "c"}))
    other = Reading(values=Values(), asked=frozenset({"c", "b", "a"}))
    assert content_hash([one, {"x": 1, "y": 2}]) == content_hash([other, {"y": 2, "x": 1}])


def test_different_values_have_different_hashes():
    assert content_hash(Values(title="a")) != content_hash(Values(title="b"))


def test_half_a_character_is_refused_and_not_written_as_something_else():
    with pytest.raises(UnicodeEncodeError):
        encode(Values(title="\ud800"))
