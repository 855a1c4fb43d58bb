"""Makes the Word templates of the letters for the first time: `python tools/make_templates.py [--again] [--into DIR]`.

One file for each kind of letter and målform, in `templates/`. They are ordinary Word files and are edited in Word from then on:
a template that is already there is left alone, unless `--again` is given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from letter_texts import TEXTS, Block, Rows, Tag, Text

from pipeline.form.definition import Words
from pipeline.letters.archive import LOCALES, read_members, write_members
from pipeline.letters.compose import KINDS
from pipeline.model import LetterKind

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

NAVY, GREY, LINE, PALE = "1B365D", "595959", "B8C4D3", "EEF2F7"
FONT = "Calibri"
UNADDRESSED = {LetterKind.PROGRAMME, LetterKind.DIPLOMA}
TEXT_WIDTH = {LetterKind.PROGRAMME: 25.7}
LETTER_WIDTH = 16.0
KEPT_STYLES = "Normal, header, footer, heading 1, heading 2, List Bullet, List Number, Normal Table, Default Paragraph Font, No List".split(
    ", "
)

TITLES = {
    LetterKind.INVITATION: Words("Mal: invitasjon", "Mal: invitasjon"),
    LetterKind.REMINDER: Words("Mal: påminnelse", "Mal: påminning"),
    LetterKind.RECEIPT: Words("Mal: kvittering", "Mal: kvittering"),
    LetterKind.MISSING: Words("Mal: mangelbrev", "Mal: mangelbrev"),
    LetterKind.PLACE: Words("Mal: tilbud om plass", "Mal: tilbod om plass"),
    LetterKind.RESERVE: Words("Mal: reserveplass", "Mal: reserveplass"),
    LetterKind.NOT_ELIGIBLE: Words("Mal: avslag", "Mal: avslag"),
    LetterKind.TRUST: Words("Mal: svar til foretaket", "Mal: svar til føretaket"),
    LetterKind.PROGRAMME: Words("Mal: program", "Mal: program"),
    LetterKind.DIPLOMA: Words("Mal: diplom", "Mal: diplom"),
}

LABELS = {
    "theirs": Words("Deres ref.", "Dykkar ref."),
    "ours": Words("Vår ref.", "Vår ref."),
    "officer": Words("Saksbehandler", "Saksbehandlar"),
    "dated": Words("Dato", "Dato"),
    "regards": Words("Vennlig hilsen", "Venleg helsing"),
    "attachments": Words("Vedlegg", "Vedlegg"),
    "copies": Words("Kopi til", "Kopi til"),
    "page": Words("Side", "Side"),
    "of": Words("av", "av"),
    "orgnr": Words("Org.nr.", "Org.nr."),
    "references": Words("Referanser", "Referansar"),
}

NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="\u2022"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr>
<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def main() -> None:
    """Make the templates that are not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="make all of them again, over what is there")
    parser.add_argument("--into", type=Path, default=TEMPLATES, help="folder to write to")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    for kind, row in KINDS.items():
        for language in LOCALES:
            path = chosen.into / row.template(language)
            if chosen.again or not path.exists():
                path.write_bytes(made(kind, language))
                print(path)


def made(kind: LetterKind, language: str) -> bytes:
    """One template as a file; the same each time."""
    document = Document()
    tidy(document, language)
    add_styles(document)
    set_page(document, kind)
    if kind is not LetterKind.DIPLOMA:
        add_header_and_footer(document, language, LETTER_WIDTH if kind not in TEXT_WIDTH else TEXT_WIDTH[kind])
    if kind not in UNADDRESSED:
        add_top(document, language)
    elif kind is LetterKind.PROGRAMME:
        add(document, "{{ sender.name }}", "Avsender")
        add(document, "{{ heading }}", "Heading 1")
        add(document, "{{ dated }}", "Merknad")
    for block in TEXTS[kind]:
        add_block(document, block, language, TEXT_WIDTH.get(kind, LETTER_WIDTH))
    if kind not in UNADDRESSED:
        add_end(document, language)
    set_properties(document, TITLES[kind][language], language)
    out = io.BytesIO()
    document.save(out)
    return write_members(read_members(out.getvalue()))


def tidy(document: Any, language: str) -> None:
    """python-docx's own start document made Norwegian: its language, fonts, bullets, and nothing that is not used."""
    locale = LOCALES[language]
    for rel_id, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            document.part.package.rels.pop(rel_id)
    for rel_id, rel in list(document.part.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_XML or rel.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(rel_id)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")) not in KEPT_STYLES:
            styles.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)
    for lang in styles.iter(qn("w:lang")):
        lang.attrib.update({qn("w:val"): locale, qn("w:eastAsia"): locale, qn("w:bidi"): locale})
    for fonts in styles.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        fonts.attrib.update({qn(f"w:{script}"): FONT for script in ("ascii", "hAnsi", "cs", "eastAsia")})
    for theme_language in document.settings.element.iter(qn("w:themeFontLang")):
        theme_language.attrib.clear()
        theme_language.set(qn("w:val"), locale)
    numbering = document.part.numbering_part.element
    numbering[:] = list(parse_xml(NUMBERING))


def add_styles(document: Any) -> None:
    """Every style the templates use; whoever edits a letter in Word changes its look here."""
    styles = document.styles
    shape(styles["Normal"], size=11, after=7, spacing=1.08)
    shape(styles["Heading 1"], size=16, bold=True, colour=NAVY, before=14, after=10, keep=True)
    shape(styles["Heading 2"], size=12, bold=True, colour=NAVY, before=12, after=4, keep=True)
    shape(styles["List Bullet"], size=11, after=2, spacing=1.08)
    shape(styles["List Number"], size=11, after=5, spacing=1.08)
    numbered(styles["List Bullet"], 1)
    numbered(styles["List Number"], 2)
    shape(styles["Header"], size=8.5, colour=GREY)
    shape(styles["Footer"], size=8.5, colour=GREY)
    new = {
        "Avsender": {"size": 14, "bold": True, "colour": NAVY, "after": 24},
        "Adressat": {"size": 11},
        "Referanse": {"size": 8.5, "colour": GREY, "before": 2},
        "Referanseverdi": {"size": 10, "after": 3},
        "Hovedbudskap": {"size": 11.5, "bold": True, "after": 8, "spacing": 1.08},
        "Opplysning": {"size": 11, "after": 2, "spacing": 1.05},
        "Tabellhode": {"size": 9.5, "bold": True, "colour": NAVY, "before": 3, "after": 3, "keep": True},
        "Tabelltekst": {"size": 9.5, "before": 2, "after": 2},
        "Merknad": {"size": 9.5, "colour": GREY, "before": 4, "after": 4},
        "Hilsen": {"size": 11, "before": 16, "after": 26, "keep": True},
        "Underskrift": {"size": 11, "keep": True},
        "Underskrift tittel": {"size": 11, "after": 12},
        "Vedlegg": {"size": 10},
        "Vedlegg tittel": {"size": 10, "bold": True, "colour": NAVY, "before": 8, "keep": True},
        "Diplom avsender": {"size": 13, "bold": True, "colour": NAVY, "after": 10},
        "Diplom navn": {"size": 30, "bold": True, "before": 10, "after": 10},
        "Diplom tekst": {"size": 15, "after": 4},
        "Diplom liten": {"size": 11.5, "colour": GREY, "after": 2},
        "Diplom sted": {"size": 11.5, "before": 26, "after": 32},
        "Diplom underskrift": {"size": 13, "bold": True},
    }
    for name, look in new.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
        shape(style, **look)
        if name.startswith("Diplom"):
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    fact = styles["Opplysning"].paragraph_format
    fact.left_indent, fact.first_line_indent = Cm(2.6), Cm(-2.6)
    fact.tab_stops.add_tab_stop(Cm(2.6))


def shape(
    style: Any,
    *,
    size: float,
    bold: bool = False,
    colour: str = "",
    before: float = 0,
    after: float = 0,
    spacing: float = 1.0,
    keep: bool = False,
) -> None:
    """Size and distances in points; `keep` holds it together with the next paragraph."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour or "000000")
    look = style.paragraph_format
    look.space_before, look.space_after, look.line_spacing = Pt(before), Pt(after), spacing
    look.keep_with_next = keep
    look.widow_control = True


def numbered(style: Any, number: int) -> None:
    """Make a list of the style: bullets (1) or numbers (2)."""
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:numPr")):
        properties.remove(old)
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
    for old in [*properties.findall(qn("w:contextualSpacing")), *properties.findall(qn("w:ind"))]:
        properties.remove(old)
    put_in_order(properties)


def put_in_order(properties: Any) -> None:
    """Word wants a paragraph's properties in one order."""
    order = (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl"
    )
    rank = {qn(f"w:{name}"): position for position, name in enumerate(order.split())}
    properties[:] = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))


def set_page(document: Any, kind: LetterKind) -> None:
    """A4, with room at the left for punching; the programme and the diploma lie."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1), Cm(1)
    if kind in UNADDRESSED:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(2)
    if kind is LetterKind.DIPLOMA:
        section.left_margin = section.right_margin = Cm(4)
        add_frame(section)


def add_frame(section: Any) -> None:
    """The diploma's quiet frame; its words stand in the middle of the page."""
    sides = "".join(
        f'<w:{side} w:val="thinThickSmallGap" w:sz="24" w:space="24" w:color="{NAVY}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    borders = parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')
    properties = section._sectPr  # noqa: SLF001 - python-docx has no page borders
    properties.find(qn("w:pgMar")).addnext(borders)
    properties.append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))


def add_header_and_footer(document: Any, language: str, width: float) -> None:
    """Footer on every page: who sends, and the page; from page two a header with the case."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].style = document.styles["Header"]
    section.header.paragraphs[0].text = "{{ sender.name }} – {{ heading }}"
    for footer in (section.first_page_footer, section.footer):
        fill_footer(footer.paragraphs[0], document.styles["Footer"], language, width)


def fill_footer(paragraph: Any, style: Any, language: str, width: float) -> None:
    """«Helse Nord RHF, address, org.nr., e-mail … Side 1 av 2», under a thin line."""
    paragraph.style = style
    for stop in list(paragraph.paragraph_format.tab_stops):
        paragraph.paragraph_format.tab_stops.clear_all()
        del stop
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(
        f"{{{{ sender.address }}}}  |  {LABELS['orgnr'][language]} {{{{ sender.orgnr }}}}  |  {{{{ sender.email }}}}"
    )
    paragraph.add_run("{% if sender.phone %}  |  {{ sender.phone }}{% endif %}")
    paragraph.add_run(f"\t{LABELS['page'][language]} ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(f" {LABELS['of'][language]} ")
    add_field(paragraph, "NUMPAGES")
    line = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="4" w:space="6" w:color="{LINE}"/></w:pBdr>'
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no paragraph borders
    properties.append(parse_xml(line))
    put_in_order(properties)


def add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out (PAGE, NUMPAGES)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def add_top(document: Any, language: str) -> None:
    """Sender, address, references, heading: the top of an official letter."""
    add(document, "{{ sender.name }}", "Avsender")
    add(document, "{%p for line in addressee %}", "Adressat")
    add(document, "{{ line }}", "Adressat")
    add(document, "{%p endfor %}", "Adressat")
    add(document, "", "Adressat")
    keys = ("theirs", "ours", "officer", "dated")
    table = new_table(document, (3.4, 4.6, 4.2, 3.8), LABELS["references"][language])
    put(table.rows[0].cells, [LABELS[key][language] for key in keys], "Referanse", document)
    put(table.add_row().cells, [f"{{{{ reference.{key} }}}}" for key in keys], "Referanseverdi", document)
    set_widths(table, (3.4, 4.6, 4.2, 3.8))
    set_borders(table, inside=False)
    add(document, "{{ heading }}", "Heading 1")


def add_end(document: Any, language: str) -> None:
    """Greeting, name and title; enclosures and copies when there are any."""
    add(document, LABELS["regards"][language], "Hilsen")
    add(document, "{{ signatory.name }}", "Underskrift")
    add(document, "{{ signatory.title }}", "Underskrift tittel")
    for key, name, words in (
        ("attachments", "attachment", "{{ loop.index }}  {{ attachment }}"),
        ("copies", "copy", "{{ copy }}"),
    ):
        add(document, f"{{%p if {key} %}}", "Vedlegg")
        add(document, LABELS[key][language], "Vedlegg tittel")
        add(document, f"{{%p for {name} in {key} %}}", "Vedlegg")
        add(document, words, "Vedlegg")
        add(document, "{%p endfor %}", "Vedlegg")
        add(document, "{%p endif %}", "Vedlegg")


def add(document: Any, words: str, style: str) -> Any:
    """A paragraph at the end."""
    return document.add_paragraph(words, style=document.styles[style])


def add_block(document: Any, block: Block, language: str, width: float) -> None:
    """A paragraph, a tag or a table."""
    match block:
        case Text():
            add_text(document, block, language)
        case Tag():
            add(document, block.tag, "Normal")
        case Rows():
            add_table(document, block, language, width)


def add_text(document: Any, block: Text, language: str) -> None:
    """A paragraph; in a fact the label is bold."""
    words = block.words[language]
    if block.style != "Opplysning":
        add(document, words, block.style)
        return
    label, _, value = words.partition("\t")
    paragraph = add(document, "", block.style)
    paragraph.add_run(label).bold = True
    paragraph.add_run(f"\t{value}")


def add_table(document: Any, block: Rows, language: str, width: float) -> None:
    """A table with a heading row that is repeated on each page, and rows that do not break over pages."""
    widths = [width * column.share / sum(c.share for c in block.columns) for column in block.columns]
    table = new_table(document, widths, block.caption[language])
    put(table.rows[0].cells, [column.heading[language] for column in block.columns], "Tabellhode", document)
    blanks = [""] * (len(block.columns) - 1)
    put(table.add_row().cells, [f"{{%tr for {block.loop} %}}", *blanks], "Tabelltekst", document)
    row = table.add_row()
    put(row.cells, [column.cell for column in block.columns], "Tabelltekst", document)
    for cell, column in zip(row.cells, block.columns, strict=True):
        cell.paragraphs[0].runs[0].bold = column.bold or None
    put(table.add_row().cells, ["{%tr endfor %}", *blanks], "Tabelltekst", document)
    set_widths(table, widths)
    set_borders(table, inside=True)
    add(document, "", "Vedlegg")


def new_table(document: Any, widths: Sequence[float], caption: str) -> Any:
    """A table of one row, the heading row, with a name for those who cannot see it."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    table._tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="{caption}"/>'))  # noqa: SLF001 - not in python-docx
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - not in python-docx
    return table


def put(cells: Iterable[Any], words: Iterable[str], style: str, document: Any) -> None:
    """Words into the cells of a row."""
    for cell, text in zip(cells, words, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = document.styles[style]
        if text:
            paragraph.add_run(text)


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Word reads the cells' widths, LibreOffice the grid's: both are set, in centimetres."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - not in python-docx
        row._tr.trPr[:] = sorted(row._tr.trPr, key=lambda child: child.tag != qn("w:cantSplit"))  # noqa: SLF001 - as above


def set_borders(table: Any, *, inside: bool) -> None:
    """Thin lines between rows, a stronger one under the heading; none at the sides."""
    bottom = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    between = f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' if inside else ""
    borders = parse_xml(
        f'<w:tblBorders {nsdecls("w")}><w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>{bottom}{between}</w:tblBorders>'
    )
    properties = table._tblPr  # noqa: SLF001 - python-docx has no table borders
    layout = properties.find(qn("w:tblLayout"))
    (layout.addprevious if layout is not None else properties.append)(borders)
    if inside:
        for cell in table.rows[0].cells:
            shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PALE}"/>')
            cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no shading


def set_properties(document: Any, title: str, language: str) -> None:
    """What the template says about itself."""
    core = document.core_properties
    core.title, core.language = title, LOCALES[language]
    core.author = core.last_modified_by = "kull"
    core.comments = core.keywords = core.subject = ""
    core.created = core.modified = dt.datetime(2025, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
    core.revision = 1


if __name__ == "__main__":
    main()
