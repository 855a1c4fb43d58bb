"""What is printed for a meeting: the list of participants, name badges, the plan of the tables. Nowhere a role or a title."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell

from pipeline.i18n import Message, msg
from pipeline.letters.contexts import DocumentProperties, Picture
from pipeline.letters.meetings import when, where
from pipeline.letters.qr import qr_picture
from pipeline.model import Registration
from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import Programme
from pipeline.views import word
from pipeline.year.participants import Invited, Participant
from pipeline.year.seating import Seating

LIST_TITLE, TABLES_TITLE, BADGES_TITLE = msg("Participants"), msg("Tables"), msg("Name badges")
ADVISER, NO_NAME = msg("Improvement adviser"), msg("Name missing")

_BADGES_ACROSS, _BADGE_WIDTH, _BADGE_HEIGHT, _QR_WIDTH, _AROUND_QR = 2, 87.0, 62.0, 26.0, 6.0
_LONG_NAME, _LONG_TITLE = 22, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that the papers of one meeting are made from. `registrations` are the teams with a place, by id."""

    programme: Programme
    dated: DatedMeeting
    invited: Invited
    registrations: Mapping[str, Registration]
    advisers: Mapping[str, str]
    language: str

    def words(self, message: Message) -> str:
        """`message` in the papers' language."""
        return message.in_language(self.language)

    @property
    def meeting(self) -> str:
        """What the meeting is called."""
        meeting = self.dated.meeting
        return (meeting.title_nn if self.language == "nn" else "") or meeting.title

    @property
    def line(self) -> str:
        """«Samling 1 · 10.–11. september 2025 · Tromsø»."""
        parts = (self.meeting, when(self.dated, self.language), where(self.dated.meeting, self.language))
        return "  ·  ".join(part for part in parts if part)

    def properties(self, title: Message) -> DocumentProperties:
        """What a paper says about itself."""
        return DocumentProperties(
            title=f"{self.words(title)} – {self.meeting}"[:90],
            author=self.programme.organiser.name,
            language=self.language,
            dated=self.dated.first or dt.date(2000, 1, 1),
        )


def participant_list(gathered: Gathered) -> bytes:
    """The list of participants (docx): team by team, advisers last."""
    properties = gathered.properties(LIST_TITLE)
    document = word.new_document(properties, gathered.programme.cohort.name, word.Page())
    word.heading(document, gathered.words(LIST_TITLE), gathered.line)
    people = gathered.invited.participants
    said = msg("{people} participants from {teams} teams.", people=len(people), teams=len(_teams(people)))
    word.add_sentence(document, gathered.words(said))
    heads = (msg("Name"), msg("Profession"))
    made = word.table(document, [gathered.words(head) for head in heads], (98, 76))
    for id_, registration in gathered.registrations.items():
        members = gathered.invited.of_team(id_)
        if members:
            word.add_group(made, f"{id_}   {registration.values.title or ''}".rstrip(), _where_from(members[0]))
        for one in members:
            word.add_row(made, (_name(gathered, one), one.profession))
    if gathered.invited.advisers:
        word.add_group(made, gathered.words(msg("Improvement advisers")))
    for one in gathered.invited.advisers:
        word.add_row(made, (_name(gathered, one), f"Team {', '.join(one.teams)}"))
    return word.finished(document, properties)


def _teams(people: Sequence[Participant]) -> set[str]:
    return {id_ for one in people for id_ in one.teams}


def _name(gathered: Gathered, one: Participant) -> str:
    return one.name or gathered.words(NO_NAME)


def _where_from(one: Participant) -> str:
    return ", ".join(part for part in (one.trust, one.unit) if part)


def badges(gathered: Gathered) -> bytes:
    """Sheets of name badges (docx), eight a sheet to cut out, each with the QR code of its check-in line."""
    properties = gathered.properties(BADGES_TITLE)
    document = word.new_document(properties, "", word.Page(margin=18, top=22))
    people = gathered.invited.participants
    rows = -(-len(people) // _BADGES_ACROSS)
    widths = (_BADGE_WIDTH - _QR_WIDTH - _AROUND_QR, _QR_WIDTH + _AROUND_QR) * _BADGES_ACROSS
    made = word.grid(document, rows, widths, _BADGE_HEIGHT)
    for number, one in enumerate(people):
        row, across = divmod(number, _BADGES_ACROSS)
        cells = made.rows[row].cells
        _write_badge(gathered, one, cells[2 * across], cells[2 * across + 1])
    if len(people) % _BADGES_ACROSS:
        word.open_between(*made.rows[-1].cells[-2:])
    last = document.add_paragraph()
    last.paragraph_format.space_after, last.paragraph_format.line_spacing = Pt(0), Pt(1)
    return word.finished(document, properties)


def _write_badge(gathered: Gathered, one: Participant, left: _Cell, right: _Cell) -> None:
    word.open_between(left, right)
    for cell in (left, right):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    word.write(left, gathered.programme.cohort.short_name, size=9, colour=word.DARK, bold=True)
    size = 15 if len(one.name) > _LONG_NAME else 19
    name = word.add_line(left, one.name or "_" * 18, bold=True, size=size)
    name.paragraph_format.space_before, name.paragraph_format.space_after = Pt(8), Pt(6)
    if one.adviser:
        word.add_line(left, gathered.words(ADVISER), size=11)
    team = gathered.registrations.get(one.teams[0]) if one.teams else None
    title = (team.values.title or "") if team and not one.adviser else ""
    shortened = textwrap.shorten(title, _LONG_TITLE, placeholder=" …")
    word.add_line(left, "  ".join((", ".join(one.teams), shortened)).strip(), size=10.5)
    if one.trust:
        word.add_line(left, one.trust, size=9, colour="4A4A4A")
    paragraph = right.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_picture(paragraph, _qr(gathered, one))
    below = word.add_line(right, gathered.meeting, size=8, colour="4A4A4A")
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _qr(gathered: Gathered, one: Participant) -> Picture:
    line = one.check_in(gathered.programme.cohort.id, gathered.dated.meeting.key)
    said = msg("QR code for check-in: {line}", line=line)
    return qr_picture(line, width=_QR_WIDTH, alt=gathered.words(said))


def table_plan(gathered: Gathered, tables: Seating, remarks: Sequence[Message]) -> bytes:
    """The plan of the tables (docx): which teams sit together, and how many chairs are needed."""
    properties = gathered.properties(TABLES_TITLE)
    document = word.new_document(properties, gathered.programme.cohort.name, word.Page(landscape=True))
    word.heading(document, gathered.words(TABLES_TITLE), gathered.line)
    heads = (msg("Table"), msg("Team"), msg("Trust and unit"), msg("Adviser"), msg("Chairs"))
    made = word.table(document, [gathered.words(head) for head in heads], (22, 98, 74, 48, 19))
    for number, teams in enumerate(tables, start=1):
        first = len(made.rows)
        for id_ in teams:
            _write_team(gathered, word.add_row(made, ("", "", "", gathered.advisers.get(id_, ""), "")), id_)
        beside = made.cell(first, 0).merge(made.cell(len(made.rows) - 1, 0))
        word.only_first_paragraph(beside)
        word.shade(beside, word.SOFT)
        beside.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        word.write(beside, str(number), bold=True, colour=word.DARK, size=20).alignment = WD_ALIGN_PARAGRAPH.CENTER
        for row in made.rows[first:-1]:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
    for remark in remarks:
        word.add_sentence(document, gathered.words(remark))
    return word.finished(document, properties)


def _write_team(gathered: Gathered, cells: Sequence[_Cell], id_: str) -> None:
    values = gathered.registrations[id_].values
    word.add_piece(cells[1].paragraphs[0], f"{id_}   ", bold=True)
    word.add_piece(cells[1].paragraphs[0], values.title or "")
    word.write(cells[2], values.trust or "")
    if values.unit:
        word.add_line(cells[2], values.unit, size=9, colour="4A4A4A")
    word.write(cells[4], str(len(gathered.invited.of_team(id_)))).alignment = WD_ALIGN_PARAGRAPH.CENTER
