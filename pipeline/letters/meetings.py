"""The programme's meetings as rows of a letter's table."""

from __future__ import annotations

from pipeline.i18n import msg
from pipeline.letters.contexts import MeetingRow
from pipeline.programme import wording
from pipeline.programme.calendar import DatedMeeting
from pipeline.programme.schema import Audience, Meeting, MeetingKind

AUDIENCES = {
    Audience.ALL: msg("everybody in the team"),
    Audience.LEADERS: msg("leaders"),
    Audience.ADVISERS: msg("advisers"),
}


def meeting_row(dated: DatedMeeting, language: str) -> MeetingRow:
    """One meeting in words."""
    meeting = dated.meeting
    return MeetingRow(
        when=when(dated, language),
        week=wording.week(dated.first.isocalendar().week, language) if dated.first else "",
        meeting=in_maalform(meeting, "title", language),
        audience=AUDIENCES[meeting.audience].in_language(language),
        place=where(meeting, language),
        clock=clock(dated, language),
        theme=in_maalform(meeting, "theme", language),
        aim=in_maalform(meeting, "aim", language),
    )


def when(dated: DatedMeeting, language: str) -> str:
    """«10.–11. september 2025»; «juni 2025, dato kommer» while the day is undecided."""
    if dated.first and dated.last:
        return wording.date_range(dated.first, dated.last, language, year=True)
    if dated.candidates:
        first = dated.candidates[0]
        month = f"{wording.month(first, language)} {first.year}"
        return msg("{month}, the date will follow", month=month).in_language(language)
    return msg("the date will follow").in_language(language)


def where(meeting: Meeting, language: str) -> str:
    """The town, or that it is on a screen."""
    return msg("online").in_language(language) if meeting.kind is MeetingKind.ONLINE else meeting.place


def clock(dated: DatedMeeting, language: str) -> str:
    """«kl. 13.00–14.00»; «kl. 12.00 til kl. 12.30 neste dag»; «lunsj til lunsj» for a gathering without a clock."""
    if dated.start and dated.end:
        if dated.meeting.kind is MeetingKind.ONLINE:
            return wording.clock_range(dated.start, dated.end)
        start, end = wording.clock(dated.start), wording.clock(dated.end)
        return msg("{start} to {end} the next day", start=start, end=end).in_language(language)
    if dated.meeting.kind is MeetingKind.GATHERING:
        return msg("lunch to lunch").in_language(language)
    return ""


def in_maalform(meeting: Meeting, name: str, language: str) -> str:
    """`title`, `theme` or `aim` in the letter's målform; in bokmål when it has no nynorsk."""
    text: str = getattr(meeting, name)
    nynorsk: str = getattr(meeting, f"{name}_nn")
    return nynorsk if language == "nn" and nynorsk else text
