"""A product is whole or not there, what has not changed is not touched, and a person's work is never overwritten unseen."""

import hashlib
import json

import pytest

from pipeline.outbox.manifest import ProductRecord, manifest_json
from pipeline.outbox.write import Written, hash_of, remove, write_all, write_file


def sha(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def outbox(tmp_path):
    return tmp_path / "outbox"


def test_products_are_written_with_their_folders(outbox, tmp_path):
    done = write_all(outbox, {"letters/place/a.docx": b"a", "register.xlsx": b"r"}, {}, tmp_path / "kept")
    assert done == Written(written=("letters/place/a.docx", "register.xlsx"), kept={})
    assert ((outbox / "letters/place/a.docx").read_bytes(), (outbox / "register.xlsx").read_bytes()) == (b"a", b"r")


def test_unchanged_bytes_are_not_written_again(outbox, tmp_path):
    write_all(outbox, {"a.docx": b"a"}, {}, tmp_path / "kept")
    before = (outbox / "a.docx").stat()
    done = write_all(outbox, {"a.docx": b"a"}, {}, tmp_path / "kept")
    after = (outbox / "a.docx").stat()
    assert done == Written(unchanged=("a.docx",), kept={})
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_nothing_but_the_products_is_left(outbox, tmp_path):
    outbox.mkdir()
    (outbox / ".b.docx.kull-new").write_bytes(b"half of a file from a run that was cut off")
    write_all(outbox, {"a.docx": b"a"}, {}, tmp_path / "kept")
    assert [file.name for file in outbox.iterdir()] == ["a.docx"]


def test_what_a_person_changed_is_kept_before_it_is_overwritten(outbox, tmp_path):
    write_all(outbox, {"a.docx": b"ours"}, {}, tmp_path / "kept")
    (outbox / "a.docx").write_bytes(b"changed by hand")
    done = write_all(outbox, {"a.docx": b"ours, newer"}, {"a.docx": sha(b"ours")}, tmp_path / "kept")
    copy = tmp_path / "kept" / f"a-{sha(b'changed by hand')[:12]}.docx"
    assert done == Written(written=("a.docx",), kept={"a.docx": copy})
    assert (copy.read_bytes(), (outbox / "a.docx").read_bytes()) == (b"changed by hand", b"ours, newer")


def test_what_is_not_called_for_is_removed_but_not_a_persons_work(outbox, tmp_path):
    write_all(outbox, {"a.docx": b"a", "b.docx": b"b"}, {}, tmp_path / "kept")
    (outbox / "b.docx").write_bytes(b"changed")
    kept = remove(outbox, {"a.docx": sha(b"a"), "b.docx": sha(b"b"), "gone.docx": sha(b"")}, tmp_path / "kept")
    assert (list(outbox.iterdir()), [copy.read_bytes() for copy in kept.values()]) == ([], [b"changed"])


@pytest.mark.parametrize("path", ["../a.docx", "/a.docx", "letters/../../a.docx", ""])
def test_no_product_leaves_the_outbox(outbox, tmp_path, path):
    outbox.mkdir()
    with pytest.raises(ValueError, match=r".*"):
        write_all(outbox, {"first.docx": b"a", path: b"a"}, {}, tmp_path / "kept")
    assert not (outbox / "first.docx").exists()


def test_when_one_cannot_be_staged_none_is_put_into_place(outbox, tmp_path):
    outbox.mkdir()
    (outbox / "letters").write_bytes(b"a file where a folder must be")
    with pytest.raises(OSError, match=r".*"):
        write_all(outbox, {"a.docx": b"a", "letters/b.docx": b"b"}, {}, tmp_path / "kept")
    assert not (outbox / "a.docx").exists()


def test_one_file_is_written_only_when_it_changes(tmp_path):
    place = tmp_path / "manifest.json"
    write_file(place, b"a")
    before = place.stat().st_mtime_ns
    write_file(place, b"a")
    assert (place.stat().st_mtime_ns, hash_of(place), hash_of(tmp_path / "nowhere")) == (before, sha(b"a"), None)


def test_the_manifest_names_every_product_and_what_it_came_from_in_the_order_of_paths():
    records = [
        ProductRecord(path="b.docx", step="letters", content="c", sha256="2" * 64, size=2, made_from=("UNN-1", "mal.docx")),
        ProductRecord(path="a.docx", step="forms", content="c", sha256="1" * 64, size=1),
    ]
    expected = {
        "schema": "kull/manifest/1",
        "products": [
            {"path": "a.docx", "sha256": "1" * 64, "size": 1, "step": "forms", "made_from": []},
            {"path": "b.docx", "sha256": "2" * 64, "size": 2, "step": "letters", "made_from": ["UNN-1", "mal.docx"]},
        ],
    }
    assert json.loads(manifest_json(records)) == expected
    assert manifest_json(records) == manifest_json(reversed(records))
