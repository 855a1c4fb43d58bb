"""What docxtpl's documentation says that a template may do, rendered by docxtpl and by kull: the same document both times.

Compared is the XML as Word understands it: blanks between elements do not count, and text is the same however many runs of one
look it is split over.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from letter_cohort import DATED
from lxml import etree

from pipeline.letters.archive import read_members, write_members
from pipeline.letters.contexts import Context, DocumentProperties, Picture, SubDocument
from pipeline.letters.engine import load_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
MARKS = {f"{W}tab": "\t", f"{W}br": "\n"}
LOOK_ALIKES = (f"{W}rsidR", f"{W}rsidRPr", f"{W}rsidP")


def told(element: etree._Element) -> tuple:
    """An element as Word understands it: name, attributes, what is in it."""
    if element.tag == f"{W}p":
        return "p", *(told(one) for one in element if one.tag != f"{W}r"), *merged(pieces(element))
    words = (element.text or "").strip() if len(element) == 0 else ""
    return str(element.tag), tuple(sorted(element.attrib.items())), words, *(told(one) for one in element)


def pieces(paragraph: etree._Element) -> Iterator[tuple]:
    """(look, text or element) of every run of a paragraph."""
    for run in paragraph.iterchildren(f"{W}r"):
        look = "".join(etree.tostring(one, encoding="unicode") for one in run.iterchildren(f"{W}rPr"))
        for one in run:
            if one.tag == f"{W}t" or (one.tag in MARKS and not one.attrib):
                yield look, MARKS.get(one.tag, one.text or "")
            elif one.tag != f"{W}rPr":
                yield look, told(one)


def merged(runs: Iterator[tuple]) -> list[tuple]:
    """Text of one look in one piece, nothing for empty runs."""
    together: list[tuple] = []
    for look, piece in runs:
        if piece == "":
            continue
        if together and isinstance(piece, str) and isinstance(together[-1][1], str) and together[-1][0] == look:
            together[-1] = (look, together[-1][1] + piece)
        else:
            together.append((look, piece))
    return together


def parts(data: bytes) -> dict[str, tuple]:
    members = read_members(data)
    return {name: told(etree.fromstring(members[name])) for name in sorted(members) if TEXT_PARTS.fullmatch(name)}


def both(path, values) -> tuple[dict, dict]:
    documented = DocxTemplate(path)
    documented.render(values, autoescape=True)
    out = io.BytesIO()
    documented.save(out)
    return parts(out.getvalue()), parts(load_template(path).filled(values, {}))


def text_of(made: dict) -> str:
    return repr(made["word/document.xml"])


def paragraphs(*texts):
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return document


def table(*rows):
    document = Document()
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return document


def split_runs():
    document = Document()
    paragraph = document.add_paragraph("Kjære ")
    for piece in ("{", "{ na", "me }", "}"):
        paragraph.add_run(piece).bold = piece == "me }"
    return document


def runs_with_tags():
    document = Document()
    paragraph = document.add_paragraph("Teamet ")
    for piece in ("{%r if late %}", "kom for sent", "{%r else %}", "kom i tide", "{%r endif %}"):
        paragraph.add_run(piece).italic = True
    return document


def heads_and_feet():
    document = paragraphs("{{ name }}")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for place in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        place.paragraphs[0].text = "{{ name }}{% if late %}, for sent{% endif %}"
    return document


ROWS = [{"a": "Føde & barsel <0-2 år>", "b": "1"}, {"a": "Čáhppes", "b": "2"}]
VALUES = {"name": "Láilá & Ola <i Bodø>", "late": True, "rows": ROWS, "cols": ["x", "y", "z"], "n": 3, "empty": []}

ROWS_LOOP = (("{%tr for row in rows %}", ""),)

FEATURES = {
    "a variable": paragraphs("Kjære {{ name }}, {{ rows[0].a }} {{ n * 2 }}"),
    "a filter": paragraphs("{{ name | upper }} {{ empty | default('ingen', true) }} {{ cols | join(', ') }}"),
    "a tag over several runs": split_runs(),
    "a condition in a line": paragraphs("a {% if late %}sent{% else %}i tide{% endif %} b"),
    "a condition with comparison": paragraphs("{% if n > 2 and name != 'x' %}stort{% elif n %}lite{% endif %}"),
    "a loop in a line": paragraphs("{% for c in cols %}{{ c }}{% if not loop.last %}, {% endif %}{% endfor %}"),
    "paragraphs in a loop": paragraphs("før", "{%p for row in rows %}", "{{ row.a }}", "{%p endfor %}", "etter"),
    "paragraphs on a condition": paragraphs("{%p if late %}", "for sent", "{%p else %}", "i tide", "{%p endif %}"),
    "an empty loop": paragraphs("{%p for row in empty %}", "{{ row.a }}", "{%p endfor %}", "etter"),
    "runs on a condition": runs_with_tags(),
    "rows in a loop": table(("Navn", "Nr."), *ROWS_LOOP, ("{{ row.a }}", "{{ row.b }}"), ("{%tr endfor %}", "")),
    "cells in a loop": table(("{%tc for c in cols %}", "{{ c }}", "{%tc endfor %}")),
    "cells spanned": table(("{% colspan n %}{{ name }}", "", ""), ("1", "2", "3")),
    "cells coloured": table(("{% cellbg 'FF0000' %}{{ name }}", "b")),
    "cells merged down": table(("Navn", "Felles"), *ROWS_LOOP, ("{{ row.a }}", "{% vm %}felles"), ("{%tr endfor %}", "")),
    "text joined with the line before": paragraphs("a", "{%- if late %}", "b", "{%- endif %}"),
    "a comment": paragraphs("a{# dette er en merknad #}b", "{#p hele avsnittet #}", "c"),
    "a name set": paragraphs("{% set who = name %}{{ who }}"),
    "rich text": paragraphs("a {{r rich }} b"),
    "a rich paragraph": paragraphs("{{p whole }}"),
    "a listing": paragraphs("{{ listing }}"),
    "head and foot": heads_and_feet(),
}  # fmt: skip


def rich():
    made = RichText("fet & <skrå>", bold=True, italic=True)
    made.add(" rød\ttabulert\nny linje", color="FF0000", size=28)
    return made


def whole():
    made = RichTextParagraph()
    made.add(RichText("et helt avsnitt", bold=True), parastyle="Heading 1")
    return made


@pytest.mark.parametrize("late", [True, False])
@pytest.mark.parametrize("feature", FEATURES)
def test_kull_renders_what_docxtpl_documents_as_docxtpl_does(tmp_path, feature, late):
    FEATURES[feature].save(tmp_path / "mal.docx")
    listing = Listing("linje 1\nlinje 2\ttabulert\anytt avsnitt <b> & c\fny side")
    values = {**VALUES, "late": late, "rich": rich(), "whole": whole(), "listing": listing}
    documented, ours = both(tmp_path / "mal.docx", values)
    assert ours == documented
    assert "{%" not in text_of(ours)
    assert "{{" not in text_of(ours)


def test_a_footnote_is_filled_in_as_docxtpl_does(tmp_path):
    document = paragraphs("{{ name }}")
    document.save(tmp_path / "mal.docx")
    members = read_members((tmp_path / "mal.docx").read_bytes())
    words = '<w:footnote w:id="1"><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:footnote>'
    note = f'<w:footnotes xmlns:w="{W[1:-1]}">{words}</w:footnotes>'
    kinds = (
        members["[Content_Types].xml"]
        .decode()
        .replace(
            "</Types>",
            '<Override PartName="/word/footnotes.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
        )
    )
    kin = (
        members["word/_rels/document.xml.rels"]
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="rId99" Target="footnotes.xml" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>',
        )
    )
    more = {"[Content_Types].xml": kinds, "word/_rels/document.xml.rels": kin, "word/footnotes.xml": note}
    (tmp_path / "mal.docx").write_bytes(write_members({**members, **{name: text.encode() for name, text in more.items()}}))
    documented, ours = both(tmp_path / "mal.docx", VALUES)
    assert ours == documented
    assert "Láilá & Ola <i Bodø>" in repr(ours["word/footnotes.xml"])


# --- what docxtpl itself must render: pictures and documents in a letter ---------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustrated(Context):
    mark: Picture
    enclosed: SubDocument
    marks: tuple[Picture, ...]


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9 * 8))) + chunk(b"IEND", b"")


def enclosed() -> bytes:
    out = io.BytesIO()
    paragraphs("Fra det andre dokumentet").save(out)
    return out.getvalue()


def test_pictures_and_documents_come_as_docxtpl_brings_them_with_their_words(tmp_path):
    paragraphs("{{ heading }}", "{{ mark }}", "{%p for one in marks %}", "{{ one }}", "{%p endfor %}", "{{p enclosed }}").save(
        tmp_path / "mal.docx"
    )
    picture = Picture(content=png(), width=20.0, alt="Kode for kontroll")
    context = Illustrated(
        properties=DocumentProperties(title="Bilde", author="RHF", language="nb", dated=DATED),
        heading="Med <bilde>",
        mark=picture,
        marks=(picture, picture),
        enclosed=SubDocument(content=enclosed()),
    )
    template = load_template(tmp_path / "mal.docx")
    made = template.render(context)
    assert made == template.render(context)
    members = read_members(made)
    assert sum(name.startswith("word/media/") for name in members) == 1
    body = etree.fromstring(members["word/document.xml"])
    named = [one.get("descr") for one in body.iter("{*}docPr")]
    assert named == ["Kode for kontroll"] * 3
    assert len({one.get("id") for one in body.iter("{*}docPr")}) == 3
    assert [p.text for p in Document(io.BytesIO(made)).paragraphs if p.text] == ["Med <bilde>", "Fra det andre dokumentet"]

    documented = DocxTemplate(tmp_path / "mal.docx")
    documented.init_docx()
    image = InlineImage(documented, io.BytesIO(png()), width=Mm(20))
    values = {"heading": "Med <bilde>", "mark": image, "marks": [image, image]}
    documented.render({**values, "enclosed": documented.new_subdoc(io.BytesIO(enclosed()))}, autoescape=True)
    out = io.BytesIO()
    documented.save(out)
    theirs = parts(out.getvalue())["word/document.xml"]
    assert repr(theirs) == repr(parts(made)["word/document.xml"]).replace("('descr', 'Kode for kontroll'), ", "")
