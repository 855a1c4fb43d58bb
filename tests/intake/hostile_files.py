"""Files made to do harm, or that would without bounds: each by its name in an inbox, with what must become of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import partial

import pikepdf
from test_hostile import bomb, own_book, own_word, pdf_of, zipped

from pipeline.model import SetAsideReason as Why

READ = "read"
"""A registration comes of it: what is hostile in it is told of, and nothing more."""

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def hostile(there: str, secret: str) -> Iterator[tuple[str, Callable[[], bytes], str]]:
    """Name, content and outcome of each. `there` is a server that nobody may ask, `secret` a file that nobody may open."""
    yield from EMPTY_OR_DISGUISED
    yield from BOMBS
    yield from LOCKED
    yield from ENDLESS
    yield from _reaching_out(there, secret)
    yield "makro.docm", lambda: own_word({"word/vbaProject.bin": b"\x01" * 500}), READ
    yield "makro.xlsm", lambda: _with_part(own_book(), "xl/vbaProject.bin", b"\x01" * 500), READ
    yield "stier.eml", lambda: mail(*(("application/octet-stream", name, own_word()) for name in PATHS)), READ
    yield "stier.zip", lambda: zipped({name: own_word() for name in PATHS}), READ


PATHS = ("../../utenfor.docx", "/utenfor.docx", "C:\\Windows\\utenfor.docx", "..\\..\\utenfor.docx", "\u202excod.exe")


# --- nothing, disguised, locked -------------------------------------------------------------------------------------------


def _locked_archive() -> bytes:
    content = bytearray(zipped({"skjema.docx": own_word()}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + flags] |= 1
    return bytes(content)


def _locked_office() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000) + "EncryptedPackage".encode("utf-16-le")


def _locked_by_a_rights_service() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(text="This PDF file is protected"))) as pdf:
        pdf.Root.AF = pikepdf.Array(
            [pikepdf.Dictionary(Type=pikepdf.Name.Filespec, AFRelationship=pikepdf.Name.EncryptedPayload)]
        )
        pdf.save(out)
    return out.getvalue()


def _for_acrobat_alone() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(text="Please wait..."))) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))
        pdf.save(out)
    return out.getvalue()


EMPTY_OR_DISGUISED = (
    ("tom.docx", lambda: b"", Why.EMPTY),
    ("nuller.pdf", lambda: bytes(5000), Why.EMPTY),
    ("word kalt pdf.pdf", own_word, READ),
    ("excel uten endelse", own_book, READ),
    ("pdf kalt excel.xlsx", pdf_of, Why.NOT_A_FORM),
    ("program kalt word.docx", lambda: b"MZ\x90\x00" + bytes(500), Why.UNSUPPORTED),
    ("revet.docx", lambda: own_word()[:300], Why.DAMAGED),
)
LOCKED = (
    ("låst.docx", _locked_office, Why.ENCRYPTED),
    ("låst.xlsx", lambda: _locked_office() + bytes(100), Why.ENCRYPTED),
    ("låst.pdf", lambda: pdf_of(encryption=pikepdf.Encryption(user="hemmelig", owner="eier")), Why.ENCRYPTED),
    ("låst.zip", _locked_archive, Why.ENCRYPTED),
    ("rettighetsstyrt.pdf", _locked_by_a_rights_service, Why.ENCRYPTED),
    ("bare acrobat.pdf", _for_acrobat_alone, Why.DYNAMIC_XFA),
)


# --- bombs ----------------------------------------------------------------------------------------------------------------


def _archives_in_archives(levels: int, wide: int) -> bytes:
    content = zipped({"0.bin": bytes(10_000_000)})
    for _ in range(levels):
        content = zipped({f"{n}.zip": content for n in range(wide)})
    return content


def _overlapping() -> bytes:
    """Every entry of the directory is the same ten million bytes."""
    whole = zipped({"a": bytes(10_000_000)})
    at = whole.find(b"PK\x01\x02")
    entry = whole[at : whole.find(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 150, 150, len(entry) * 150, at, 0)
    return whole[:at] + entry * 150 + end


def _endless_entities(kind: str) -> bytes:
    """Ten to the tenth laughs; or a long entity many times over."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    laughs = f'<!DOCTYPE l [<!ENTITY l0 "ha">{levels}]>'
    long = f'<!DOCTYPE l [<!ENTITY l10 "{"ha" * 50_000}">]>'
    return own_word(before=laughs) if kind == "laughs" else own_word(before=long, title="&l10;" * 10_000)


def _entities_in_a_workbook() -> bytes:
    laughs = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return _with_part(own_book(), "xl/comments1.xml", f"{laughs}<comments><t>&b;</t></comments>".encode())


def _blank_cells(mebibytes: int) -> bytes:
    row = b'<row r="1">' + b'<c r="A1"/>' * 1000 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * (mebibytes * (1 << 20) // len(row)) + b"</sheetData></worksheet>"
    return _with_part(own_book(), "xl/worksheets/sheet1.xml", sheet)


def _paragraphs(count: int) -> bytes:
    return own_word(more="<w:p><w:r><w:t>x</w:t></w:r></w:p>" * count)


def _wide_picture() -> bytes:
    """A picture of 900 million white dots."""
    row = zlib.compress(bytes(30_000 // 8 + 1) * 30_000, 9)
    head = struct.pack(">2I5B", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", row), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _picture_in_a_pdf(side: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        dots = pikepdf.Stream(pdf, zlib.compress(bytes(side // 8 * side), 9))
        dots.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=side,
            Height=side,
            BitsPerComponent=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            Filter=pikepdf.Name.FlateDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=pdf.make_indirect(dots)))
        page.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /X Do")
        pdf.save(out, compress_streams=False)
    return out.getvalue()


BOMBS = (
    ("arkiv i arkiv.zip", partial(_archives_in_archives, 3, 10), Why.TOO_LARGE),
    ("dypt arkiv.zip", partial(_archives_in_archives, 30, 1), Why.TOO_LARGE),
    ("overlapp.zip", _overlapping, Why.TOO_LARGE),
    ("bombe.docx", partial(bomb, "word/document.xml", 500), Why.TOO_LARGE),
    ("bombe.xlsx", partial(bomb, "xl/workbook.xml", 500), Why.TOO_LARGE),
    ("bombe.odt", lambda: zipped({"mimetype": bytes(300_000_000), "content.xml": "<a/>"}), Why.UNSUPPORTED),
    ("latter.docx", partial(_endless_entities, "laughs"), Why.DAMAGED),
    ("lang latter.docx", partial(_endless_entities, "long"), Why.DAMAGED),
    ("latter.xlsx", _entities_in_a_workbook, Why.DAMAGED),
    ("blanke celler.xlsx", partial(_blank_cells, 100), Why.TOO_LARGE),
    ("færre blanke celler.xlsx", partial(_blank_cells, 30), Why.NO_TEXT),
    ("million avsnitt.docx", partial(_paragraphs, 1_000_000), Why.TOO_LARGE),
    ("stort bilde.png", _wide_picture, Why.TOO_LARGE),
    ("stort bilde.pdf", partial(_picture_in_a_pdf, 40_000), Why.NO_TEXT),
)


# --- deep, many, circular -------------------------------------------------------------------------------------------------


def _pdf_by_hand(objects: dict[int, str], trailer: str = "", xref: str | None = None) -> bytes:
    content, places = b"%PDF-1.7\n", {}
    for number, text in objects.items():
        places[number] = len(content)
        content += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = xref or "".join(f"{n} 1\n{at:010} 00000 n \n" for n, at in places.items())
    start = len(content)
    size = max(objects) + 1
    return content + f"xref\n{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def _deep_page_tree(levels: int) -> bytes:
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>"}
    for n in range(2, levels + 2):
        objects[n] = f"<</Type/Pages/Count 1/Kids[{n + 1} 0 R]{f'/Parent {n - 1} 0 R' if n > 2 else ''}>>"
    objects[levels + 2] = f"<</Type/Page/MediaBox[0 0 595 842]/Parent {levels + 1} 0 R>>"
    return _pdf_by_hand(objects)


def _circular_page_tree() -> bytes:
    return _pdf_by_hand(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Count 9/Kids[3 0 R 2 0 R]/Parent 3 0 R>>",
            3: "<</Type/Pages/Count 9/Kids[2 0 R]/Parent 2 0 R>>",
        }
    )


def _tables_without_end() -> bytes:
    """A table of places that is said to have two thousand million lines, and one before it that is itself."""
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Count 0/Kids[]>>"}
    whole = _pdf_by_hand(objects, xref="0 2000000000\n0000000000 65535 f \n")
    return whole.replace(b"/Root 1 0 R", b"/Prev %d/Root 1 0 R" % whole.find(b"xref"))


def _deep(tag: str, levels: int) -> bytes:
    opened = tag * levels
    closed = "".join(reversed([f"</{name}>" for name in tag.strip("<>").split("><")])) * levels
    return own_word(more=f"{opened}<w:p/>{closed}")


def mail(*parts: tuple[str, str, bytes], text: str = "Se vedlegg.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Påmelding"
    message["Date"] = "Mon, 28 Apr 2025 10:00:00 +0200"
    message.set_content(text)
    for kind, name, content in parts:
        message.add_attachment(content, *kind.split("/"), filename=name)
    return message.as_bytes()


def _mail_in_mail(levels: int) -> bytes:
    content = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHei\r\n"
    for n in range(levels):
        edge = f"e{n}".encode()
        head = b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=" + edge
        content = (
            head + b"\r\n\r\n--" + edge + b"\r\nContent-Type: message/rfc822\r\n\r\n" + content + b"\r\n--" + edge + b"--\r\n"
        )
    return content


def _mail_in_attachment(levels: int) -> bytes:
    """As many mails, each packed: what is deep shows only when it is opened."""
    content = mail()
    for _ in range(levels):
        content = mail(("application/octet-stream", "videresendt.eml", content))
    return content


def _heavy_text() -> bytes:
    """What patterns stumble over: very long lines of the signs that they look for."""
    lines = ("a@" * 50_000, "1 " * 100_000, "a." * 100_000, "(" * 100_000, "Navn: " * 20_000, "http://" * 20_000, "☐ " * 50_000)
    return own_word(more="".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines))


def _heavy_mail() -> bytes:
    edge = "<div>" * 200_000 + "x" + "<!--" * 50_000 + "&" * 100_000
    head = "From: a@b.example\nTo: c@d.example\nSubject: Hei\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n"
    return (head + edge).encode()


ENDLESS = (
    ("ti tusen sider.pdf", partial(pdf_of, 10_000), Why.NOT_A_FORM),
    ("dypt sidetre.pdf", partial(_deep_page_tree, 20_000), Why.DAMAGED),
    ("rundt i ring.pdf", _circular_page_tree, Why.DAMAGED),
    ("endeløs tabell.pdf", _tables_without_end, Why.DAMAGED),
    ("dyp xml.docx", partial(_deep, "<w:smartTag>", 100_000), Why.DAMAGED),
    ("dype tabeller.docx", partial(_deep, "<w:tbl><w:tr><w:tc>", 2000), Why.DAMAGED),
    ("tusen vedlegg.eml", lambda: mail(*(("image/png", f"{n}.png", b"x" * 100) for n in range(1000))), Why.TOO_LARGE),
    ("e-post i e-post.eml", partial(_mail_in_mail, 200), Why.TOO_LARGE),
    ("e-post i vedlegg.eml", partial(_mail_in_attachment, 12), Why.TOO_LARGE),
    ("tung tekst.docx", _heavy_text, READ),
    ("tung e-post.eml", _heavy_mail, Why.NOT_A_FORM),
)


# --- reaching out ---------------------------------------------------------------------------------------------------------


def _reaching_out(there: str, secret: str) -> Iterator[tuple[str, Callable[[], bytes], str]]:
    for name, entity in (("fil", f"SYSTEM '{secret}'"), ("nett", f"SYSTEM '{there}/entitet'"), ("parameter", "")):
        dtd = f"<!DOCTYPE a [<!ENTITY x {entity}>]>" if entity else f"<!DOCTYPE a [<!ENTITY % p SYSTEM '{there}/p'> %p;]>"
        yield f"entitet {name}.docx", partial(own_word, before=dtd, title="&x;" if entity else "x"), Why.DAMAGED
    yield "dtd på nettet.docx", partial(own_word, before=f"<!DOCTYPE a SYSTEM '{there}/dtd'>"), Why.DAMAGED
    for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument", "aFChunk"):
        yield f"ekstern {kind}.docx", partial(_referring, kind, f"{there}/{kind}"), READ
    yield "ekstern fil.docx", partial(_referring, "subDocument", secret), READ
    yield "ekstern bok.xlsx", partial(_linked_book, f"{there}/bok.xlsx"), READ
    yield "lenker.pdf", partial(_pdf_that_calls, there, secret), Why.NOT_A_FORM
    picture = (
        f"<html><body><img src='{there}/logo.png'><link rel=stylesheet href='{there}/s.css'><iframe src='{secret}'></body>"
    )
    yield "sporing.eml", lambda: _html_mail(picture), Why.NOT_A_FORM


def _referring(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    return own_word({"word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'})


def _linked_book(target: str) -> bytes:
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/externalLinkPath" Target="{target}" TargetMode="External"/>'
    rels = f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'.encode()
    return _with_part(own_book(), "xl/externalLinks/_rels/externalLink1.xml.rels", rels)


def _pdf_that_calls(there: str, secret: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"{there}/aapne"))
        pdf.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String(secret)))
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.launchURL('{there}/js')"))
        pdf.pages[0].AA = pikepdf.Dictionary(O=script)
        away = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, FS=pikepdf.Name.URL, F=pikepdf.String(f"{there}/strøm"))
        stream = pdf.make_stream(b"")
        stream.stream_dict = pikepdf.Dictionary(F=away)
        pdf.pages[0].Contents = pikepdf.Array([pdf.pages[0].Contents, stream])
        pdf.save(out)
    return out.getvalue()


def _html_mail(html: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Hei"
    message.set_content(html, subtype="html")
    return message.as_bytes()


def _with_part(package: bytes, name: str, content: bytes) -> bytes:
    """The package with a part more, or another one in its place."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return zipped({**{one: archive.read(one) for one in archive.namelist()}, name: content})
