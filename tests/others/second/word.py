"""Writes Word files straight as XML: runs, paragraphs, tables, controls, old fields, changes, boxes, notes.

Every function gives XML text; a `Document` gathers the body and what stands in parts of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from others.archives import packed

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BY = 'w:author="Sekretær" w:date="2025-04-22T09:00:00Z"'
Piece = str


LOOKS = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "struck": "<w:strike/>",
    "grey": '<w:color w:val="808080"/>',
    "under": '<w:u w:val="single"/>',
}


def t(text: str, **marks: bool) -> Piece:
    """A run of text in the looks that are named; a tab and a line break in it become Word's."""
    props = "".join(look for name, look in LOOKS.items() if marks.get(name))
    inner = "".join(_piece(part) for part in _parts(text))
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{inner}</w:r>"


def _parts(text: str) -> Iterable[str]:
    start = 0
    for i, sign in enumerate(text):
        if sign in "\t\n\u00ad":
            yield from (text[start:i], sign)
            start = i + 1
    yield text[start:]


def _piece(part: str) -> str:
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "": ""}
    return marks.get(part, f'<w:t xml:space="preserve">{escape(part)}</w:t>')


def p(*pieces: Piece, style: str = "", number: int = 0) -> Piece:
    """A paragraph of runs; plain text is no run yet and must go through `t`. `number`: a list's id (1 bullets, 2 numbers)."""
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    props = (f'<w:pStyle w:val="{style}"/>' if style else "") + listed
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{''.join(pieces)}</w:p>"


def line(text: str, **marks: bool) -> Piece:
    """A paragraph of one run."""
    return p(t(text, **marks)) if text else p()


def head(text: str, level: int = 1) -> Piece:
    """A heading."""
    return p(t(text), style=f"Heading{level}")


def cell(content: str | Sequence[Piece], *, span: int = 1, merge: str = "", bold: bool = False) -> Piece:
    """A cell: a text (each line a paragraph) or ready blocks; `merge` is "restart" or "continue"."""
    blocks = [line(one, bold=bold) for one in content.split("\n")] if isinstance(content, str) else list(content)
    if not blocks or blocks[-1].startswith("<w:tbl"):
        blocks.append(p())
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{''.join(blocks)}</w:tc>"


def table(rows: Iterable[Sequence[Piece | str]], columns: int = 0) -> Piece:
    """A table with lines; a cell that is plain text becomes a cell."""
    drawn = [[c if c.startswith("<w:tc>") else cell(c) for c in row] for row in rows]
    wide = columns or max(map(len, drawn))
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = f'<w:gridCol w:w="{9600 // wide}"/>' * wide
    body = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in drawn)
    props = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{props}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def control(text: str, alias: str = "", tag: str = "", kind: str = "<w:text/>", prompt: str = "") -> Piece:
    """A content control in a paragraph; blank text shows the prompt."""
    names = (f"<w:alias w:val={quoteattr(alias)}/>" if alias else "") + (f"<w:tag w:val={quoteattr(tag)}/>" if tag else "")
    showing = "" if text else "<w:showingPlcHdr/>"
    return f"<w:sdt><w:sdtPr>{names}{showing}{kind}</w:sdtPr><w:sdtContent>{t(text or prompt)}</w:sdtContent></w:sdt>"


def choices(words: Iterable[str]) -> str:
    """The kind of a control that drops down."""
    items = "".join(f"<w:listItem w:displayText={quoteattr(w)} w:value={quoteattr(w)}/>" for w in words)
    return f"<w:dropDownList>{items}</w:dropDownList>"


def box(ticked: bool, alias: str = "") -> Piece:
    """A check box control."""
    name = f"<w:alias w:val={quoteattr(alias)}/>" if alias else ""
    state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{name}{state}</w:sdtPr><w:sdtContent>{t('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"


def _field(code: str, data: str, shown: str) -> Piece:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + shown if shown else ""
    return begin + instruction + middle + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def old_text(text: str, name: str = "Tekst1") -> Piece:
    """A text field of Word 97; blank it shows five wide spaces."""
    return _field("FORMTEXT", f'<w:name w:val="{name}"/><w:enabled/><w:textInput/>', t(text or "\u2002" * 5))


def old_box(ticked: bool, name: str = "Avmerking1") -> Piece:
    """A check box field of Word 97."""
    mark = "<w:checked/>" if ticked else ""
    return _field(
        "FORMCHECKBOX",
        f'<w:name w:val="{name}"/><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>{mark}</w:checkBox>',
        "",
    )


def old_list(words: Sequence[str], chosen: int, name: str = "Rullegardin1") -> Piece:
    """A drop-down field of Word 97: the choice stands only in its data."""
    entries = "".join(f"<w:listEntry w:val={quoteattr(w)}/>" for w in words)
    return _field(
        "FORMDROPDOWN", f'<w:name w:val="{name}"/><w:enabled/><w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>', ""
    )


def inserted(text: str) -> Piece:
    """A tracked insertion."""
    return f'<w:ins w:id="11" {BY}>{t(text)}</w:ins>'


def deleted(text: str) -> Piece:
    """A tracked deletion: no longer what the form says."""
    return f'<w:del w:id="12" {BY}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def text_box(blocks: Iterable[Piece]) -> Piece:
    """A run with a drawn box of text, as Word saves it: the shape, and its like for older programs."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    shape = (
        '<wp:inline><wp:extent cx="5400000" cy="900000"/><wp:docPr id="7" name="Tekstboks 7"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    older = f'<w:pict><v:shape style="width:425pt;height:71pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    newer = f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
    return f"<w:r><mc:AlternateContent>{newer}<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"


@dataclass(slots=True)
class Document:
    """The blocks of a body in order, with links, footnotes, comments, page head and page foot."""

    blocks: list[Piece] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    header: str = ""
    footer: str = ""

    def add(self, *blocks: Piece) -> None:
        """More blocks at the end."""
        self.blocks.extend(blocks)

    def mail(self, address: str, shown: str = "") -> Piece:
        """A link to a mail address."""
        if not address:
            return t("")
        self.links.append(f"mailto:{address}")
        return f'<w:hyperlink r:id="rIdL{len(self.links)}">{t(shown or address, under=True)}</w:hyperlink>'

    def footnote(self, text: str) -> Piece:
        """A mark that leads to a footnote."""
        self.footnotes.append(text)
        return f'<w:r><w:footnoteReference w:id="{len(self.footnotes)}"/></w:r>'

    def comment(self, text: str, about: str) -> Piece:
        """A text with a colleague's comment in the margin."""
        n = len(self.comments)
        self.comments.append(text)
        mark = f'<w:r><w:commentReference w:id="{n}"/></w:r>'
        return f'<w:commentRangeStart w:id="{n}"/>{t(about)}<w:commentRangeEnd w:id="{n}"/>{mark}'

    def bytes(self) -> bytes:
        """The whole file."""
        parts = self._parts()
        overrides = "".join(
            f'<Override PartName="/word/{n}.xml" ContentType="{MAIN}.{n}+xml"/>' for n in parts if n != "document"
        )
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>'
        )
        own = "".join(f'<Relationship Id="rId_{n}" Type="{KIND}/{n}" Target="{n}.xml"/>' for n in parts if n != "document")
        links = "".join(
            f'<Relationship Id="rIdL{i}" Type="{KIND}/hyperlink" Target={quoteattr(to)} TargetMode="External"/>'
            for i, to in enumerate(self.links, 1)
        )
        return packed(
            {
                "[Content_Types].xml": _xml(types),
                "_rels/.rels": _xml(
                    _rels(f'<Relationship Id="rId1" Type="{KIND}/officeDocument" Target="word/document.xml"/>')
                ),
                "word/_rels/document.xml.rels": _xml(_rels(own + links)),
                **{f"word/{name}.xml": _xml(content) for name, content in parts.items()},
            }
        )

    def _parts(self) -> dict[str, str]:
        refs = "".join(
            f'<w:{kind}Reference w:type="default" r:id="rId_{kind}"/>' for kind in ("header", "footer") if getattr(self, kind)
        )
        page = f'<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        last = "" if self.blocks and self.blocks[-1].startswith("<w:p>") else p()  # Word ends with a paragraph
        parts = {
            "document": f"<w:document {SPACES}><w:body>{''.join(self.blocks)}{last}{page}</w:body></w:document>",
            "styles": STYLES,
            "numbering": NUMBERING,
        }
        if self.footnotes:
            notes = "".join(f'<w:footnote w:id="{i}">{line(note)}</w:footnote>' for i, note in enumerate(self.footnotes, 1))
            rules = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            parts["footnotes"] = f"<w:footnotes {SPACES}>{rules}{notes}</w:footnotes>"
        if self.comments:
            said = "".join(
                f'<w:comment w:id="{i}" {BY} w:initials="S">{line(c)}</w:comment>' for i, c in enumerate(self.comments)
            )
            parts["comments"] = f"<w:comments {SPACES}>{said}</w:comments>"
        if self.header:
            parts["header"] = f"<w:hdr {SPACES}>{line(self.header)}</w:hdr>"
        if self.footer:
            parts["footer"] = f"<w:ftr {SPACES}>{line(self.footer)}</w:ftr>"
        return parts


def _xml(content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'


def _rels(inner: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


STYLES = (
    f"<w:styles {SPACES}>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{34 - 4 * n}"/></w:rPr></w:style>'
        for n in (1, 2, 3)
    )
    + "</w:styles>"
)
NUMBERING = (
    f"<w:numbering {SPACES}>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, (form, text) in enumerate((("bullet", "•"), ("decimal", "%1.")))
    )
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (0, 1))
    + "</w:numbering>"
)
