"""`sitater.xlsx`: every quote that may be used, for a person to say ja or nei to and to word anew; and the same read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.form.vocabulary import fold
from pipeline.i18n import Message, msg
from pipeline.programme.schema import Programme
from pipeline.views.register_xlsx import Tone
from pipeline.views.returned_workbook import GivenWorkbook
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent
from pipeline.year.quotes import Quote, QuoteChoice, Quotes
from pipeline.year.survey import Phase

SHEET, EXPLANATION = "sitater", "forklaring"
NUMBER, USED, WORDS = "Nr", "Brukes", "Ny ordlyd"
HEADS = (NUMBER, "Undersøkelse", "Spørsmål", "Sitat", "Forslag", "Se på", USED, WORDS)

_PHASES = {Phase.START: "oppstart", Phase.END: "evaluering"}
_YES, _NO = "ja", "nei"
_HOW = (
    msg("Write ja or nei in «Brukes»: it goes before kull's proposal, and is remembered. An empty cell: the proposal stands."),
    msg("Write other words in «Ny ordlyd» to take out what tells who somebody is. Names that kull knows are masked there too."),
    msg("Save, and run: kull evaluation. What was not allowed to be quoted does not stand here."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoices:
    """What a person has decided, by the ids of quotes; and what was not understood."""

    choices: Mapping[str, QuoteChoice]
    questions: tuple[Message, ...] = ()


def quotes_book(quotes: Quotes, programme: Programme) -> BookContent:
    """The workbook; what a person must look at stands first."""
    title = msg("Quotes, {programme}", programme=programme.cohort.name).in_language()
    columns = (
        Column(head=NUMBER, width=13),
        Column(head=HEADS[1], width=14),
        Column(head=HEADS[2], width=28),
        Column(head=HEADS[3], width=70),
        Column(head=HEADS[4], width=10, centred=True),
        Column(head=HEADS[5], width=42),
        Column(head=USED, width=10, editable=True, choices=(_YES, _NO), centred=True),
        Column(head=WORDS, width=50, editable=True),
    )
    rows = tuple(_row(one) for one in sorted(quotes.every, key=lambda one: not one.to_review))
    return BookContent(
        title=title,
        author=programme.organiser.name,
        footer=programme.cohort.name,
        sheets=(
            SheetContent(name=SHEET, columns=columns, rows=rows),
            SheetContent(name=EXPLANATION, lines=(title, *(line.in_language() for line in _HOW))),
        ),
    )


def _row(one: Quote) -> Row:
    said = {True: _YES, False: _NO, None: None}[one.choice.used]
    return Row(
        values=(
            one.id,
            _PHASES[one.phase],
            one.question.label.nb,
            one.told,
            _YES if one.suggested else _NO,
            "; ".join(why.in_language() for why in one.why) or None,
            said,
            one.choice.words or None,
        ),
        tones=(Tone.REVIEW if one.to_review else Tone.PLAIN,),
    )


def choices_in(book: GivenWorkbook) -> ReadChoices:
    """What stands in «Brukes» and «Ny ordlyd» of each quote; empty cells take an earlier word back."""
    choices: dict[str, QuoteChoice] = {}
    questions: list[Message] = []
    for number, row in _rows(book):
        used, strange = _said(row.get(USED, ""))
        if strange:
            questions.append(msg("row {row}: «{mark}» is neither ja nor nei.", row=number, mark=row[USED]))
            continue
        choices[row[NUMBER]] = QuoteChoice(used=used, words=row.get(WORDS, ""))
    return ReadChoices(choices=choices, questions=tuple(questions))


def _said(mark: str) -> tuple[bool | None, bool]:
    """What a mark says, and whether it says neither."""
    folded = fold(mark)
    if folded in {_YES, "j", "x"}:
        return True, False
    return (False, False) if folded in {_NO, "n"} else (None, bool(folded))


def _rows(book: GivenWorkbook) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row of quotes by its heads."""
    for rows in book.sheets.values():
        heads: dict[int, str] = {}
        for number, row in enumerate(rows, start=1):
            cells = {n: cell.text for n, cell in enumerate(row) if cell}
            if not heads:
                heads = cells if {NUMBER, USED} <= set(cells.values()) else {}
            elif (found := {heads[n]: text for n, text in cells.items() if n in heads}).get(NUMBER):
                yield number, found
