"""Letters by the thousand, with values that try to break them: none loses a value, and none says what another one says."""

import random
import re
import resource
from dataclasses import fields, is_dataclass, replace

import pytest
from letter_cohort import example_letters, template_of

from pipeline.letters.archive import read_members
from pipeline.letters.contexts import DocumentProperties
from pipeline.letters.finish import finish

HOSTILE = (
    "Føde & barsel <0-2 år>", "{{ x }}", "{% endif %}", "{# a #}", "{_{ }_}", "}}", "«MOTTAKERNAVN»", "None",
    "Čáhppes đŋšŧž", "<w:p/>", "</w:t>", "]]>", "&amp;lt;", "a\tb", "to\nlinjer", "\u2028", "\u00a0", "\u202e omvendt",
    "🏥", "´`^~'\"", "%s {0} \\1",
    "=1+1", "--", "  to  blanke  ", "\ufeff", "ﬁ", "Åse Øvergård-Kristoffersen",
)  # fmt: skip
BODY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
TOKEN = re.compile(r"nr(\d+)q")
MOST_GROWTH = 12 * 1024  # kilobytes


def spoilt(value, chance, number):
    """`value` with every text in it replaced by a hostile one that carries the letter's number; what is empty stays so."""
    if isinstance(value, str):
        return value and f"{chance.choice(HOSTILE)} nr{number}q {chance.choice(HOSTILE)}"
    if isinstance(value, tuple):
        return tuple(spoilt(one, chance, number) for one in value)
    if is_dataclass(value) and not isinstance(value, DocumentProperties):
        return replace(value, **{f.name: spoilt(getattr(value, f.name), chance, number) for f in fields(value)})
    return value


def write(count, start=0):
    """`count` letters: those that the proof refuses, and those that say what another one says."""
    letters = [letter for letter in example_letters() if "hostile" not in letter.path]
    refused, mixed = [], []
    for number in range(start, start + count):
        chance = random.Random(number)  # noqa: S311 - test material
        letter = letters[number % len(letters)]
        letter = replace(letter, context=spoilt(letter.context, chance, number))
        made = finish(letter, template_of(letter))
        if made.faults:
            refused.append((number, letter.path, made.faults[0]))
        parts = read_members(made.data, BODY)
        if {found for xml in parts.values() for found in TOKEN.findall(xml.decode())} != {str(number)}:
            mixed.append((number, letter.path))
    return refused, mixed


def test_hostile_values_come_out_whole_and_in_their_own_letter():
    assert write(200) == ([], [])


@pytest.mark.soak
def test_twenty_thousand_letters_lose_nothing_and_take_no_more_memory():
    assert write(2_000) == ([], [])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert write(18_000, start=2_000) == ([], [])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before <= MOST_GROWTH
