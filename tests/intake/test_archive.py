"""Archives of forms: what is in them, within bounds, under names that are only shown."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_mails import LOGO

from pipeline.intake import enclosed
from pipeline.intake.enclosed import MAX_ENCLOSED, Enclosed
from pipeline.intake.filetype import FileType, file_type
from pipeline.intake.package import PackageError
from pipeline.intake.readers import archive
from pipeline.intake.readers.archive import read_zip
from pipeline.intake.refusals import DAMAGED, ENCRYPTED


def zipped(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as written:
        for name, content in members:
            written.writestr(name, content)
    return out.getvalue()


def test_members_come_in_order_without_folders_pictures_and_litter():
    content = zipped(
        ("mappe/", b""),
        ("mappe/en.docx", b"1"),
        ("__MACOSX/._en.docx", b"x"),
        ("mappe/.DS_Store", b"x"),
        ("logo.png", LOGO),
        ("to.pdf", b"2"),
    )
    assert read_zip(content) == (Enclosed(name="en.docx", content=b"1"), Enclosed(name="to.pdf", content=b"2"))


def test_a_path_is_never_more_than_a_name():
    found = read_zip(zipped(("../../etc/passwd", b"a"), ("C:\\x\\y.docx", b"b"), ("/abs.docx", b"c")))
    assert [one.name for one in found] == ["passwd", "y.docx", "abs.docx"]


def test_names_that_windows_wrote_in_its_code_page_are_read_as_they_were_meant():
    content = zipped(("p_melding.docx", b"1")).replace(b"p_melding", "påmelding".encode("cp850"))
    assert [one.name for one in read_zip(content)] == ["påmelding.docx"]


def test_a_member_that_needs_a_password_or_is_damaged_takes_no_other_with_it():
    content = bytearray(
        zipped(("a.docx", b"a" * 50), ("b.docx", b"b" * 50), ("c.docx", b"c" * 50), compression=zipfile.ZIP_STORED)
    )
    content[content.index(b"a" * 50) + 5] ^= 0xFF
    directory = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    struct.pack_into("<H", content, directory + 8, 1)
    assert [one.content for one in read_zip(bytes(content))] == [DAMAGED, ENCRYPTED, b"c" * 50]


def test_too_many_files_are_refused_before_any_is_unpacked():
    with pytest.raises(PackageError) as refused:
        read_zip(zipped(*((f"{n}.txt", b"") for n in range(MAX_ENCLOSED + 1))))
    assert refused.value.too_large


def test_a_bomb_is_refused_whatever_its_directory_says(monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENCLOSED_BYTES", 1000)
    with pytest.raises(PackageError) as refused:
        read_zip(zipped(("a.txt", b"x" * 600), ("b.txt", b"x" * 600)))
    assert refused.value.too_large
    assert enclosed.MAX_ENCLOSED_BYTES > 1000


def test_the_archive_of_one_document_is_no_archive_of_forms():
    assert file_type(zipped(("[Content_Types].xml", b"<a/>"), ("3D/model", b""))) is FileType.OTHER
    assert file_type(zipped(("mimetype", b"application/epub+zip"), ("a", b""))) is FileType.OTHER
    assert file_type(zipped(("a.docx", b""))) is FileType.ZIP


@given(st.integers(0, 400), st.integers(0, 255), st.integers(0, 400))
def test_a_torn_archive_raises_nothing_but_a_refusal(at, byte, cut):
    content = bytearray(zipped(("a.docx", b"abc" * 20), ("b.docx", b"def" * 20)))
    content[at % len(content)] = byte
    for torn in (bytes(content), bytes(content[:cut])):
        try:
            read = read_zip(torn)
        except PackageError:
            continue
        assert len(read) <= 2
        assert {one.content for one in read if isinstance(one.content, bytes)} <= {
            b"abc" * 20,
            b"def" * 20,
        }  # whole, or not at all
