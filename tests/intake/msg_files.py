"""Makes Outlook's .msg files: a compound file ([MS-CFB]) written sector by sector, with a mail's properties ([MS-OXMSG])."""

import datetime as dt
import struct
from dataclasses import dataclass

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
SECTOR, MINI, CUTOFF = 512, 64, 4096
STORAGE, STREAM, ROOT = 1, 2, 5
UNICODE, BINARY, INTEGER, TIME = 0x001F, 0x0102, 0x0003, 0x0040
INNER_MAIL = "__substg1.0_3701000D"

Tree = dict[str, "bytes | Tree"]


def msg_file(mail: Tree) -> bytes:
    """A compound file with `mail` (from `mail_tree`) as its root."""
    return _Compound().written(mail)


def mail_tree(  # noqa: PLR0913 - a mail has so many parts
    subject: str = "",
    body: str = "",
    html: str = "",
    delivered: dt.datetime | None = None,
    attachments: tuple[Tree, ...] = (),
    *,
    head: int = 32,
) -> Tree:
    """A mail's storage; `head` is 24 for one that is enclosed in another."""
    properties = [(0x0037, UNICODE, subject), (0x1000, UNICODE, body)]
    if html:
        properties += [(0x1013, BINARY, html.encode()), (0x3FDE, INTEGER, 65001)]
    if delivered is not None:
        properties.append((0x0E06, TIME, delivered))
    return {
        **_storage([p for p in properties if p[2] != ""], head),
        **{f"__attach_version1.0_#{n:08X}": one for n, one in enumerate(attachments)},
    }


def file_attached(name: str, content: bytes) -> Tree:
    """An attachment by value."""
    return _storage([(0x3707, UNICODE, name), (0x3705, INTEGER, 1), (0x3701, BINARY, content)], 8)


def mail_attached(mail: Tree) -> Tree:
    """A mail (made with head=24) as an attachment."""
    return {**_storage([(0x3705, INTEGER, 5)], 8), INNER_MAIL: mail}


def link_attached(name: str) -> Tree:
    """An attachment that is only a path on somebody's machine."""
    return _storage([(0x3707, UNICODE, name), (0x3705, INTEGER, 2)], 8)


def _storage(properties, head: int) -> Tree:
    stream, found = b"\0" * head, {}
    for number, kind, value in properties:
        if kind == INTEGER:
            held = struct.pack("<I4x", value)
        elif kind == TIME:
            since = value - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
            held = struct.pack("<Q", int(since.total_seconds()) * 10**7)
        else:
            content = value.encode("utf-16-le") if kind == UNICODE else value
            held = struct.pack("<I4x", len(content) + 2 * (kind == UNICODE))
            found[f"__substg1.0_{number:04X}{kind:04X}"] = content
        stream += struct.pack("<HHI", kind, number, 6) + held
    return {"__properties_version1.0": stream, **found}


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    right: int = FREE
    child: int = FREE
    start: int = END


class _Compound:
    def __init__(self) -> None:
        self.entries = [_Entry("Root Entry", ROOT)]
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.minifat: list[int] = []
        self.mini = b""

    def written(self, tree: Tree) -> bytes:
        self.entries[0].child = self._add(tree)
        for entry in self.entries:
            if entry.kind == STREAM:
                entry.start = self._place(entry.content)
        root = self.entries[0]
        root.content, root.start = self.mini, self._chain(self.mini)
        minifat = self._chain(_packed(self.minifat))
        directory = self._chain(b"".join(map(_entry, self.entries)))
        count = 1
        while (len(self.sectors) + count) * 4 > count * SECTOR:
            count += 1
        first = len(self.sectors)
        self.fat += [0xFFFFFFFD] * count
        table = _padded(_packed(self.fat), SECTOR, b"\xff")
        header = struct.pack(
            "<8s16xHHHHH6xIIIIIIIIII",
            bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
            0, count, directory, 0, CUTOFF, minifat, -(-len(self.minifat) * 4 // SECTOR), END, 0, first,
        )  # fmt: skip
        rest = b"".join(struct.pack("<I", first + i) for i in range(1, count))
        return _padded(header + rest, SECTOR, b"\xff") + b"".join(self.sectors) + table

    def _add(self, tree: Tree) -> int:
        """The entries of one storage as a chain to the right; the first one's number."""
        first = before = FREE
        for name, value in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
            number = len(self.entries)
            kind = STREAM if isinstance(value, bytes) else STORAGE
            self.entries.append(_Entry(name, kind, value if isinstance(value, bytes) else b""))
            if not isinstance(value, bytes):
                self.entries[number].child = self._add(value)
            if before == FREE:
                first = number
            else:
                self.entries[before].right = number
            before = number
        return first

    def _place(self, content: bytes) -> int:
        if len(content) >= CUTOFF:
            return self._chain(content)
        if not content:
            return END
        first = len(self.minifat)
        padded = _padded(content, MINI)
        count = len(padded) // MINI
        self.minifat += [*range(first + 1, first + count), END]
        self.mini += padded
        return first

    def _chain(self, content: bytes) -> int:
        if not content:
            return END
        first = len(self.sectors)
        padded = _padded(content, SECTOR)
        self.sectors += [padded[i : i + SECTOR] for i in range(0, len(padded), SECTOR)]
        self.fat += [*range(first + 1, len(self.sectors)), END]
        return first


def _entry(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xII4x",
        name, len(name) + 2, entry.kind, 1, FREE, entry.right, entry.child, 0, entry.start, len(entry.content),
    )  # fmt: skip


def _packed(numbers: list[int]) -> bytes:
    return b"".join(struct.pack("<I", number) for number in numbers)


def _padded(content: bytes, size: int, filler: bytes = b"\0") -> bytes:
    return content + filler * (-len(content) % size)
