"""How the Word templates of the letters look: page, styles, lists, header and footer. For `make_templates.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.form.definition import Words
from pipeline.letters.archive import LOCALES

NAVY, GREY, LINE, PALE = "1B365D", "595959", "B8C4D3", "EEF2F7"
FONT = "Calibri"
WORD_2013 = "15"
FACT_INDENT = Cm(2.6)

KEPT_STYLES = frozenset({"Normal", "header", "footer", "heading 1", "heading 2", "List Bullet", "List Number"})
KEPT_STYLES |= {"Normal Table", "Default Paragraph Font", "No List"}
UNUSED_PARTS = ("/thumbnail", "/customXml", "/stylesWithEffects")

ORGNR = Words("Org.nr.", "Org.nr.")
PHONE = Words("Tlf.", "Tlf.")
PAGE = Words("Side", "Side")
PAGE_OF = Words("av", "av")

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

FRAMES = ((Cm(1.3), 25400), (Cm(1.55), 6350))
"""The diploma's frames, the outer one first: distance from the edge of the page, width of the line (EMU)."""
GOLD = "A67C00"
FRAME = """<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="1" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{margin}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{margin}</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="Ramme" descr="Ramme"><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">
<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>
</wp:docPr>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>
<a:ln w="{line}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent>"""

FOOTER_LINE = f"""<w:tblBorders {nsdecls("w")}>
<w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>"""

PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paragraph style; sizes and distances in points.

    `keep` holds it together with the next paragraph, `close` leaves no distance between paragraphs of the same style.
    """

    size: float
    bold: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 0
    spacing: float = 1.0
    keep: bool = False
    close: bool = False


STYLES = {
    "Normal": Look(size=11, after=7, spacing=1.08),
    "Heading 1": Look(size=16, bold=True, colour=NAVY, before=14, after=10, keep=True),
    "Heading 2": Look(size=12, bold=True, colour=NAVY, before=12, after=4, keep=True),
    "List Bullet": Look(size=11, after=8, spacing=1.15, close=True),
    "List Number": Look(size=11, after=6, spacing=1.08),
    "Header": Look(size=8.5, colour=GREY),
    "Footer": Look(size=8.5, colour=GREY),
    "Avsender": Look(size=14, bold=True, colour=NAVY, after=20),
    "Adressat": Look(size=11),
    "Referanse": Look(size=8.5, colour=GREY, before=2),
    "Referanseverdi": Look(size=10, after=3),
    "Hovedbudskap": Look(size=11.5, bold=True, after=8, spacing=1.08),
    "Opplysning": Look(size=11, after=10, spacing=1.15, close=True),
    "Tabellhode": Look(size=9.5, bold=True, colour=NAVY, before=3, after=3, keep=True),
    "Tabelltekst": Look(size=9.5, before=2, after=2),
    "Etter tabell": Look(size=5, after=2),
    "Merknad": Look(size=9.5, colour=GREY, before=4, after=6),
    "Begrunnelse": Look(size=11, after=4, spacing=1.05),
    "Hilsen": Look(size=11, before=10, after=26, keep=True),
    "Underskrift": Look(size=11, keep=True),
    "Underskrift tittel": Look(size=11, after=8, keep=True),
    "Vedlegg": Look(size=10, keep=True),
    "Vedlegg tittel": Look(size=10, bold=True, colour=NAVY, before=6, keep=True),
    "Diplom avsender": Look(size=15, bold=True, colour=NAVY, before=20),
    "Diplom tittel": Look(size=56, bold=True, colour=NAVY, before=18, after=18),
    "Diplom navn": Look(size=30, bold=True, after=16),
    "Diplom tekst": Look(size=14, after=10, spacing=1.05),
    "Diplom prosjekt": Look(size=14, bold=True, colour=NAVY, after=4, spacing=1.05),
    "Diplom liten": Look(size=11, colour=GREY, before=2, after=4, spacing=1.1),
    "Diplom fothode": Look(size=8.5, colour=GREY, before=3, after=3, keep=True),
    "Diplom fot": Look(size=11, after=3),
    "Kursbevis tittel": Look(size=26, bold=True, colour=NAVY, after=8, keep=True),
    "Kursbevis navn": Look(size=16, bold=True, after=6, keep=True),
    "Kursbevis sum": Look(size=11, bold=True, before=4, after=6),
    "Diplom plass": Look(size=24, bold=True, colour=GOLD, before=4, after=16),
    "Diplom vinner": Look(size=22, bold=True, after=10),
    "Diplom sted": Look(size=11, before=18, after=30),
    "Diplom underskrift": Look(size=12, bold=True),
}


def tidy(document: Any, language: str) -> None:
    """python-docx's own start document made Norwegian: language, fonts and bullets, and nothing that is not used."""
    for rels in (document.part.package.rels, document.part.rels):
        for rel_id in [rel_id for rel_id, rel in rels.items() if rel.reltype.endswith(UNUSED_PARTS)]:
            rels.pop(rel_id)
    tidy_styles(document.styles.element, LOCALES[language])
    tidy_settings(document.settings.element, LOCALES[language])
    document.part.numbering_part.element[:] = list(parse_xml(NUMBERING))


def tidy_styles(styles: Any, locale: str) -> None:
    """Only the styles that are used; one font; one language."""
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


def tidy_settings(settings: Any, locale: str) -> None:
    """The template's language, and today's layout rules: without them Word opens it in compatibility mode."""
    for theme_language in settings.iter(qn("w:themeFontLang")):
        theme_language.attrib.clear()
        theme_language.set(qn("w:val"), locale)
    compat = settings.find(qn("w:compat"))
    compat[:] = [
        parse_xml(
            f'<w:compatSetting {nsdecls("w")} w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            f'w:val="{WORD_2013}"/>'
        )
    ]


def add_styles(document: Any) -> None:
    """Every style that the templates use; whoever edits a letter in Word changes its look there."""
    styles = document.styles
    for name, look in STYLES.items():
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
            styles[name].quick_style = True
        shape(styles[name], look)
    make_list(styles["List Bullet"], 1)
    make_list(styles["List Number"], 2)
    fact = styles["Opplysning"].paragraph_format
    fact.left_indent, fact.first_line_indent = FACT_INDENT, -FACT_INDENT
    fact.tab_stops.add_tab_stop(FACT_INDENT)
    for name in STYLES:
        if name.startswith("Diplom"):
            styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        put_in_order(styles[name].element.get_or_add_pPr())
    make_diploma_title(styles)


def shape(style: Any, look: Look) -> None:
    """Give a style its look."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(look.before), Pt(look.after), look.spacing
    paragraph.keep_with_next = look.keep
    paragraph.widow_control = True
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:contextualSpacing")):
        properties.remove(old)
    if look.close:
        properties.append(OxmlElement("w:contextualSpacing"))


def make_list(style: Any, number: int) -> None:
    """Make a list of the style: bullets (1) or numbers (2)."""
    properties = style.element.get_or_add_pPr()
    for old in [*properties.findall(qn("w:numPr")), *properties.findall(qn("w:ind"))]:
        properties.remove(old)
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def make_diploma_title(styles: Any) -> None:
    """The diploma's title is its heading, with air between the letters; the course certificate begins a page of its own."""
    course = styles["Kursbevis tittel"].element.get_or_add_pPr()
    course.append(parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
    course.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    put_in_order(course)
    title = styles["Diplom tittel"].element
    title.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    title.get_or_add_rPr().find(qn("w:sz")).addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="60"/>'))


def put_in_order(properties: Any) -> None:
    """Word wants a paragraph's properties in one order."""
    rank = {qn(f"w:{name}"): position for position, name in enumerate(PARAGRAPH_ORDER.split())}
    properties[:] = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))


def set_letter_page(section: Any) -> None:
    """A4, upright."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def set_wide_page(section: Any, *, margin: float) -> None:
    """A4, lying; `margin` in centimetres at the sides."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(margin)
    section.top_margin, section.bottom_margin = Cm(1.6), Cm(2)
    section.header_distance = section.footer_distance = Cm(0.9)


def add_frame(section: Any, inner: str = LINE) -> None:
    """The diploma's quiet frames: drawings in the header, which a screen reader passes over; a page border it would not."""
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.6)
    middle = parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>')
    section._sectPr.find(qn("w:docGrid")).addprevious(middle)  # noqa: SLF001 - no API
    for number, ((margin, line), colour) in enumerate(zip(FRAMES, (NAVY, inner), strict=True), start=1):
        width, height = section.page_width - 2 * margin, section.page_height - 2 * margin
        drawn = FRAME.format(number=number, margin=margin, width=width, height=height, line=line, colour=colour)
        section.header.paragraphs[0].add_run()._r.append(parse_xml(drawn))  # noqa: SLF001 - no API


def add_header_and_footer(document: Any, language: str) -> None:
    """Footer on every page: who sends, and the page; from page two a header with the case."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].style = document.styles["Header"]
    section.header.paragraphs[0].text = "{{ sender.name }} – {{ heading }}"
    clear_tabs(document.styles["Header"])
    clear_tabs(document.styles["Footer"])
    width = section.page_width - section.left_margin - section.right_margin
    for footer in (section.first_page_footer, section.footer):
        fill_footer(footer, document.styles["Footer"], language, width)


def clear_tabs(style: Any) -> None:
    """Without the tab stops of an American letter page."""
    for tabs in style.element.get_or_add_pPr().findall(qn("w:tabs")):
        style.element.get_or_add_pPr().remove(tabs)


def fill_footer(footer: Any, style: Any, language: str, width: int) -> None:
    """«Address | Org.nr. | e-mail | phone … Side 1 av 2», under a thin line.

    A table: the line over a paragraph would be content to a screen reader.
    """
    table = footer.add_table(1, 2, width)
    table.autofit = False
    table._tblPr.find(qn("w:tblLayout")).addprevious(parse_xml(FOOTER_LINE))  # noqa: SLF001 - no table borders there
    for column, share in zip(table.columns, (0.85, 0.15), strict=True):
        cell = column.cells[0]
        column.width = cell.width = int(width * share)
        cell.paragraphs[0].style = style
        cell.paragraphs[0].paragraph_format.space_before = Pt(5)
    fill_sender(table.rows[0].cells[0].paragraphs[0], language)
    fill_page(table.rows[0].cells[1].paragraphs[0], language)
    last = footer.paragraphs[0]
    last.style = style
    last.paragraph_format.line_spacing = Pt(2)
    footer._element.append(last._p)  # noqa: SLF001 - Word wants a paragraph after the table


def fill_sender(paragraph: Any, language: str) -> None:
    """Who sends, and how to reach the house."""
    paragraph.add_run(f"{{{{ sender.address }}}}  |  {ORGNR[language]} {{{{ sender.orgnr }}}}  |  {{{{ sender.email }}}}")
    paragraph.add_run(f"{{% if sender.phone %}}  |  {PHONE[language]} {{{{ sender.phone }}}}{{% endif %}}")


def fill_page(paragraph: Any, language: str) -> None:
    """«Side 1 av 2», at the right."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{PAGE[language]} ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(f" {PAGE_OF[language]} ")
    add_field(paragraph, "NUMPAGES")


def add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out (PAGE, NUMPAGES)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
