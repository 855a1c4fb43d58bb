"""The blank form in Word: content controls whose tags are the contract's keys, in a document laid out for A4.

A counted table that is too wide for a standing page gets a lying page of its own. The body is plain WordprocessingML
(`content_control`); python-docx holds the package together. The document is not protected: a sender must be able to add rows.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Unpack

from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from pipeline.form import content_control as cc
from pipeline.form.archive import with_fixed_dates
from pipeline.form.definition import FormDefinition, Kind
from pipeline.form.layout import (
    MISSING_MARK,
    MORE_ROWS,
    Blank,
    CohortLine,
    Control,
    Part,
    Prefill,
    State,
    lay_out,
)
from pipeline.form.word_package import furnish
from pipeline.form.wordml import Element, W, attributes, run, val

# Twentieths of a point, as Word counts.
A4 = (11906, 16838)
MARGIN = 1134
LABEL_WIDTH = 2950
SHORT_ROW, TABLE_ROW = 482, 520
ROW_EDGES, LINE = 70, 270  # a row for so many lines
LABEL_FILL, MISSING_FILL, LOCKED_FILL = "EAF1F3", "FFF1CC", "F4F6F6"
WEIGHTS = {
    Kind.EMAIL: 6.0,
    Kind.PHONE: 3.1,
    Kind.CHOICE: 3.2,
    "score": 1.9,
    Kind.TICK: 1.9,
    Kind.NUMBER: 1.6,
    Kind.DECIMAL: 2.0,
    Kind.DATE: 2.4,
    Kind.LONG_TEXT: 7.0,
}


def blank_docx(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
    """The form as .docx; arguments as for `layout.lay_out`. The same arguments give the same bytes."""
    blank = lay_out(form, language, cohort, **prefill)
    document: WordDocument = Document()
    _write_body(document, blank)
    furnish(document, blank)
    out = io.BytesIO()
    document.save(out)
    return with_fixed_dates(out.getvalue())


def _write_body(document: WordDocument, blank: Blank) -> None:
    body = document.element.body
    body.clear()
    pages = [(lying, list(parts)) for lying, parts in groupby(blank.parts, key=lambda part: part.lying or blank.lying)]
    body.extend(_head(blank))
    for number, (lying, parts) in enumerate(pages):
        for part in parts:
            body.extend(_part(part, blank, _text_width(lying=lying)))
        section = _section(lying=lying)
        body.append(section if number == len(pages) - 1 else W.p(W.pPr(W.spacing(attributes(after=0)), section)))


def _text_width(*, lying: bool) -> int:
    return A4[lying] - 2 * MARGIN


def _section(*, lying: bool) -> Element:
    size = attributes(w=A4[lying], h=A4[not lying], **({"orient": "landscape"} if lying else {}))
    margins = attributes(top=964, right=MARGIN, bottom=964, left=MARGIN, header=567, footer=454, gutter=0)
    return W.sectPr(W.type(val("nextPage")), W.pgSz(size), W.pgMar(margins))


def _head(blank: Blank) -> Iterator[Element]:
    """Organiser, title, network, the box with deadline and address, and what to know before filling in."""
    yield _paragraph("Organiser", run(blank.cohort.organiser))
    yield _paragraph("Title", run(blank.title))
    yield _paragraph("Subtitle", run(blank.cohort.network))
    width = _text_width(lying=blank.lying)
    share = width // len(blank.facts)
    cells = (_cell(share, _fact(words, text), fill=LABEL_FILL) for words, text in blank.facts)
    yield _table((share,) * len(blank.facts), [_row(cells)])
    for text in (blank.intro, blank.note):
        yield _paragraph("Normal", run(text), W.spacing(attributes(before=120, after=0)))


def _fact(words: str, text: str) -> Element:
    return _paragraph("Answer", run(f"{words}: "), run(text, W.b()))


def _part(part: Part, blank: Blank, width: int) -> Iterator[Element]:
    language = blank.language
    yield _paragraph("Heading1", run(part.title))
    if part.intro:
        yield _paragraph("Normal", run(part.intro), W.keepNext())
    if part.table:
        yield _member_table(part, language, width)
        if part.rows[0][0].state is State.OPEN:
            yield _paragraph("Help", run(MORE_ROWS[language]), W.spacing(attributes(before=80, after=0)))
        return
    for ticks, group in groupby(part.rows[0], key=lambda item: item.kind is Kind.TICK):
        controls = tuple(group)
        yield from _ticks(controls, language) if ticks else _questions(controls, blank, width)


def _ticks(controls: Sequence[Control], language: str) -> Iterator[Element]:
    for item in controls:
        gap = W.spacing(attributes(before=70, after=160 if item is controls[-1] else 70))
        runs = (gap, cc.control(item, language), W.r(W.tab()), run(item.label), *_asterisk(item), *_mark(item, language))
        yield _paragraph("Tick", *runs)


def _questions(controls: Sequence[Control], blank: Blank, width: int) -> Iterator[Element]:
    rows = []
    long_row = ROW_EDGES + LINE * blank.room
    for item in controls:
        label = [_paragraph("Label", run(item.label), *_asterisk(item))]
        if item.help:
            label.append(_paragraph("Help", run(item.help)))
        answer = _paragraph("Answer", cc.control(item, blank.language))
        long = item.kind is Kind.LONG_TEXT
        answer_cell = _cell(width - LABEL_WIDTH, answer, fill=_fill(item), at_top=long)
        cells = (_cell(LABEL_WIDTH, *label, fill=LABEL_FILL, at_top=long), answer_cell)
        rows.append(_row(cells, height=long_row if long else SHORT_ROW))
    yield _table((LABEL_WIDTH, width - LABEL_WIDTH), rows, row_labels=True)


def _member_table(part: Part, language: str, width: int) -> Element:
    widths = _shares(part, width)
    head = (_heading_cell(w, title, item) for w, title, item in zip(widths, part.headings, part.rows[0], strict=True))
    rows = [_row(_answers(row, widths, language), height=TABLE_ROW) for row in part.rows]
    title = part.row_name
    return _table(widths, [_row(head, heading=True), cc.repeating_section(title, part.key, rows)])


def _shares(part: Part, width: int) -> tuple[int, ...]:
    weights = [WEIGHTS.get(item.column, 4.2) for item in part.rows[0]]
    return tuple(int(width * weight / sum(weights)) for weight in weights)


def _heading_cell(width: int, title: str, item: Control) -> Element:
    return _cell(width, _paragraph("Label", run(title), *_asterisk(item)), fill=LABEL_FILL)


def _answers(row: Sequence[Control], widths: Sequence[int], language: str) -> Iterator[Element]:
    for item, width in zip(row, widths, strict=True):
        centred = (W.jc(val("center")),) if item.kind is Kind.TICK else ()
        runs = (cc.control(item, language, removable=True), *_mark(item, language))
        yield _cell(width, _paragraph("Answer", *runs, *centred), fill=_fill(item))


def _asterisk(item: Control) -> tuple[Element, ...]:
    return (run(" *"),) if item.required else ()


def _mark(item: Control, language: str) -> tuple[Element, ...]:
    """What tells, in words and not by colour alone, that a tick is missing; other controls say so in their placeholder."""
    if item.state is not State.MISSING or item.kind is not Kind.TICK:
        return ()
    return (run(f" {MISSING_MARK[language]}", W.rStyle(val("Missing"))),)


def _fill(item: Control) -> str:
    return {State.OPEN: "", State.MISSING: MISSING_FILL, State.LOCKED: LOCKED_FILL}[item.state]


PARAGRAPH_PROPERTIES = ("keepNext", "spacing", "jc")


def _paragraph(style: str, *content: Element) -> Element:
    """A paragraph of `style`; elements among `content` that are properties are put where Word wants them."""
    properties = [c for c in content if etree.QName(c).localname in PARAGRAPH_PROPERTIES]
    rest = (c for c in content if c not in properties)
    return W.p(W.pPr(W.pStyle(val(style)), *properties), *rest)


def _table(widths: Sequence[int], rows: Sequence[Element], *, row_labels: bool = False) -> Element:
    look = attributes(firstRow=int(not row_labels), lastRow=0, firstColumn=int(row_labels), lastColumn=0, noHBand=1, noVBand=1)
    properties = W.tblPr(
        W.tblStyle(val("FormTable")),
        W.tblW(attributes(w=sum(widths), type="dxa")),
        W.tblLayout(attributes(type="fixed")),
        W.tblLook(look),
    )
    return W.tbl(properties, W.tblGrid(*(W.gridCol(attributes(w=width)) for width in widths)), *rows)


def _row(cells: Iterable[Element], *, height: int = SHORT_ROW, heading: bool = False) -> Element:
    properties = W.trPr(W.cantSplit(), W.trHeight(attributes(val=height, hRule="atLeast")))
    if heading:
        properties.append(W.tblHeader())
    return W.tr(properties, *cells)


def _cell(width: int, *content: Element, fill: str = "", at_top: bool = False) -> Element:
    properties = W.tcPr(W.tcW(attributes(w=width, type="dxa")))
    if fill:
        properties.append(W.shd(attributes(val="clear", color="auto", fill=fill)))
    if not at_top:
        properties.append(W.vAlign(val("center")))
    return W.tc(properties, *content)
