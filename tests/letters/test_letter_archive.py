"""The archive that kull lays out by itself is one that anybody can open, and the same for the same members."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters.archive import Layout, read_members, write_members

NAMES = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=("Cs",)), min_size=1, max_size=30)
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=4000), max_size=8)


@given(MEMBERS)
def test_members_are_read_back_as_they_were_written(members):
    data = write_members(members)
    assert read_members(data) == members
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        assert {entry.date_time for entry in opened.infolist()} <= {(1980, 1, 1, 0, 0, 0)}


@given(MEMBERS, MEMBERS)
def test_a_layout_that_is_extended_is_the_one_laid_out_at_once(first, more):
    later = {name: data for name, data in more.items() if name not in first}
    assert Layout().extended(first).extended(later).archive() == write_members({**first, **later})
