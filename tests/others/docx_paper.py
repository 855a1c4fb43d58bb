# ruff: noqa: E501 - markup is easier to read unbroken
"""Paper as a Word file, written part by part: the XML that Word itself writes, with its split runs and doubled text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from random import Random
from xml.sax.saxutils import escape, quoteattr

from others.archives import packed
from others.paper import Block, Cell, Changed, Control, Inline, PageBreak, Para, Tab, Table, Text, TextBox, Tick

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" mc:Ignorable="w14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPLIT = 0.4  # share of texts that Word keeps in several runs
WIDTH = 9600  # twentieths of a point between the margins


class WordWriter:
    """Writes blocks as WordprocessingML. `rng` decides where Word splits a run and how controls are counted."""

    def __init__(self, rng: Random) -> None:
        """Starts a document."""
        self.rng = rng
        self.ids = count(1001)

    def blocks(self, blocks: Sequence[Block]) -> str:
        """The XML of blocks in order."""
        return "".join(self.block(b) for b in blocks)

    def block(self, block: Block) -> str:
        """The XML of one block."""
        match block:
            case Para():
                return self.para(block)
            case Table():
                return self.table(block)
            case TextBox():
                return self.text_box(block)
            case PageBreak():
                return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def para(self, block: Para) -> str:
        """A paragraph with its style."""
        style = f'<w:pStyle w:val="Overskrift{block.level}"/>' if block.level else ""
        number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if block.bullet else ""
        tabs = '<w:tabs><w:tab w:val="left" w:pos="3400"/></w:tabs>' if any(isinstance(i, Tab) for i in block.inline) else ""
        return f"<w:p><w:pPr>{style}{number}{tabs}</w:pPr>{''.join(self.inline(i) for i in block.inline)}</w:p>"

    def inline(self, piece: Inline) -> str:
        """A piece of a paragraph."""
        match piece:
            case Text():
                return self.runs(piece)
            case Tab():
                return "<w:r><w:tab/></w:r>"
            case Tick():
                return self.tick(piece)
            case Control():
                return self.control(piece)
            case Changed():
                return self.changed(piece)

    def runs(self, piece: Text) -> str:
        """Text in one to three runs, as Word leaves it after some editing."""
        style = (
            "<w:b/>" * piece.bold
            + '<w:i/><w:color w:val="808080"/><w:sz w:val="18"/>' * piece.grey
            + "<w:strike/>" * piece.struck
        )
        split = len(piece.text) > 1 and self.rng.random() < SPLIT
        cuts = sorted(self.rng.sample(range(1, len(piece.text)), min(2, len(piece.text) - 1))) if split else []
        parts = [piece.text[a:b] for a, b in zip([0, *cuts], [*cuts, len(piece.text)], strict=True)]
        return '<w:proofErr w:type="spellStart"/>'.join(self.run(part, style) for part in parts)

    @staticmethod
    def run(text: str, style: str = "", kind: str = "t") -> str:
        """One run; line feeds become breaks, tabs jumps."""
        between = f'</w:{kind}>{{}}<w:{kind} xml:space="preserve">'.format
        lines = escape(text).replace("\n", between("<w:br/>")).replace("\t", between("<w:tab/>"))
        return f'<w:r><w:rPr>{style}</w:rPr><w:{kind} xml:space="preserve">{lines}</w:{kind}></w:r>'

    def tick(self, piece: Tick) -> str:
        """A tick box, as a sign, as a check-box control or as an old form field."""
        if piece.legacy:
            mark = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{"<w:checked/>" * piece.on}</w:checkBox>'
            return self.legacy("FORMCHECKBOX", mark)
        sign = self.run("☒" if piece.on else "☐", '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic"/>')
        if not piece.control:
            return sign
        alias = f"<w:alias w:val={quoteattr(piece.alias)}/>" if piece.alias else ""
        state = f'<w14:checkbox><w14:checked w14:val="{int(piece.on)}"/></w14:checkbox>'
        return f'<w:sdt><w:sdtPr>{alias}<w:id w:val="{next(self.ids)}"/>{state}</w:sdtPr><w:sdtContent>{sign}</w:sdtContent></w:sdt>'

    def control(self, piece: Control) -> str:
        """A content control: typed text, or a choice, or its prompt; or an old form field."""
        if piece.legacy:
            return self.old_field(piece)
        names = "".join(f"<w:{n} w:val={quoteattr(v)}/>" for n, v in (("alias", piece.alias), ("tag", piece.tag)) if v)
        prompt = "" if piece.text else "<w:showingPlcHdr/>"
        items = "".join(f"<w:listItem w:displayText={quoteattr(c)} w:value={quoteattr(c)}/>" for c in piece.choices)
        kind = f"<w:dropDownList>{items}</w:dropDownList>" if piece.choices else "<w:text/>"
        shown = self.run(piece.text) if piece.text else self.run(piece.prompt, '<w:rStyle w:val="Plassholdertekst"/>')
        return f'<w:sdt><w:sdtPr>{names}<w:id w:val="{next(self.ids)}"/>{prompt}{kind}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>'

    def old_field(self, piece: Control) -> str:
        """FORMTEXT keeps its text between its marks; FORMDROPDOWN keeps nothing but the number of the choice."""
        if piece.choices:
            items = "".join(f"<w:listEntry w:val={quoteattr(c)}/>" for c in piece.choices)
            return self.legacy(
                "FORMDROPDOWN", f'<w:ddList><w:result w:val="{piece.choices.index(piece.text)}"/>{items}</w:ddList>'
            )
        return self.legacy("FORMTEXT", "<w:textInput/>", self.run(piece.text or "\u2002" * 5))

    def legacy(self, code: str, settings: str, shown: str = "") -> str:
        """An old form field: begin, code, what it shows, end."""
        name = (
            f'<w:name w:val="{code.removeprefix("FORM").capitalize()}{next(self.ids)}"/><w:enabled/><w:calcOnExit w:val="0"/>'
        )
        begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{name}{settings}</w:ffData></w:fldChar></w:r>'
        middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}' if shown else ""
        return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    def changed(self, piece: Changed) -> str:
        """A deletion and an insertion, as tracked changes."""
        who = 'w:author="Sekretær" w:date="2025-04-22T08:30:00Z"'
        gone = f'<w:del w:id="{next(self.ids)}" {who}>{self.run(piece.old, kind="delText")}</w:del>' if piece.old else ""
        came = f'<w:ins w:id="{next(self.ids)}" {who}>{self.run(piece.new)}</w:ins>' if piece.new else ""
        return gone + came

    def text_box(self, block: TextBox) -> str:
        """A text box, written twice as Word does: for new readers and, in VML, for old ones."""
        inside = "".join(self.para(p) for p in block.blocks)
        new = (
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="700000"/>'
            f'<wp:docPr id="{next(self.ids)}" name="Tekstboks"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="700000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"</wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
            "</wp:inline></w:drawing>"
        )
        old = f'<w:pict><v:shape style="width:425pt;height:55pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>'
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
            "</mc:AlternateContent></w:r></w:p>"
        )

    def table(self, block: Table) -> str:
        """A table with its grid, merged cells and lines."""
        unit = WIDTH / sum(block.widths)
        widths = [round(w * unit) for w in block.widths]
        line = "single" if block.ruled else "nil"
        edges = "".join(f'<w:{e} w:val="{line}" w:sz="4"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV"))
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        rows = "".join(f"<w:tr>{''.join(cells)}</w:tr>" for cells in self.rows(block, widths))
        look = f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"

    def rows(self, block: Table, widths: list[int]) -> Iterator[list[str]]:
        """Each row's cells; a cell that reaches down is written again, empty, in the rows below."""
        open_cells: dict[int, tuple[int, int]] = {}
        for row in block.rows:
            cells, at, waiting = [], 0, list(row)
            while at < len(widths) and (waiting or at in open_cells):
                if at in open_cells:
                    left, span = open_cells.pop(at)
                    cells.append(self.cell(None, sum(widths[at : at + span]), span, merge="<w:vMerge/>"))
                    open_cells |= {at: (left - 1, span)} if left > 1 else {}
                else:
                    here = waiting.pop(0)
                    span = here.span
                    merge = '<w:vMerge w:val="restart"/>' if here.below else ""
                    cells.append(self.cell(here, sum(widths[at : at + span]), span, merge=merge))
                    open_cells |= {at: (here.below, span)} if here.below else {}
                at += span
            yield cells

    def cell(self, content: Cell | None, width: int, span: int, merge: str = "") -> str:
        """One cell with its properties."""
        wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>' if content and content.shaded else ""
        inside = self.blocks(content.blocks) if content else "<w:p/>"
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{merge}{shade}</w:tcPr>{inside}</w:tc>'


STYLES = (
    f'{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/>'
    '<w:lang w:val="nb-NO"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style><w:style w:type="character" w:styleId="Plassholdertekst"><w:name w:val="Placeholder Text"/><w:rPr>'
    '<w:color w:val="808080"/></w:rPr></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Overskrift{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'<w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{34 - 4 * n}"/></w:rPr></w:style>'
        for n in (1, 2, 3)
    )
    + "</w:styles>"
)
NUMBERING = (
    f'{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:pPr><w:ind w:left="500" w:hanging="250"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
PARTS = {"styles": "styles", "numbering": "numbering", "header1": "header", "footer1": "footer"}


def docx(rng: Random, blocks: Sequence[Block], *, header: Sequence[Para] = (), footer: Sequence[Para] = ()) -> bytes:
    """A Word file with these blocks, and with a page header and footer that hold what every page shows."""
    writer = WordWriter(rng)
    margins = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1100" w:right="1150" w:bottom="1100" w:left="1150" w:header="500" w:footer="500"/>'
    refs = '<w:headerReference w:type="default" r:id="rIdheader1"/><w:footerReference w:type="default" r:id="rIdfooter1"/>'
    body = (
        f"{HEAD}<w:document {SPACES}><w:body>{writer.blocks(blocks)}<w:sectPr>{refs}{margins}</w:sectPr></w:body></w:document>"
    )
    types = "".join(f'<Override PartName="/word/{p}.xml" ContentType="{OFFICE}.{t}+xml"/>' for p, t in PARTS.items())
    rels = "".join(f'<Relationship Id="rId{p}" Type="{RELATIONS}/{t}" Target="{p}.xml"/>' for p, t in PARTS.items())
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006'
    return packed(
        {
            "[Content_Types].xml": f'{HEAD}<Types {space}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'{HEAD}<Relationships {space}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": body,
            "word/_rels/document.xml.rels": f'{HEAD}<Relationships {space}/relationships">{rels}</Relationships>',
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "word/header1.xml": f"{HEAD}<w:hdr {SPACES}>{writer.blocks(header) or '<w:p/>'}</w:hdr>",
            "word/footer1.xml": f"{HEAD}<w:ftr {SPACES}>{writer.blocks(footer) or '<w:p/>'}</w:ftr>",
        }
    )
