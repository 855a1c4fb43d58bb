"""The shipped programme and agendas, and a few made by hand."""

import datetime as dt
from pathlib import Path

from pipeline.letters.compose import compose_letters
from pipeline.letters.occasion import Occasion
from pipeline.model import Register
from pipeline.programme.calendar import DatedMeeting, schedule
from pipeline.programme.load import load_programme, load_recipients
from pipeline.programme.schema import Meeting, MeetingKind
from pipeline.programme.workspace import shipped_root
from pipeline.steps.agendas import MEETING_PAPERS, shipped_agendas
from pipeline.year.agenda import timetable
from pipeline.year.agendas import Agenda, Frame, Item, agendas_by_meeting
from pipeline.year.papers import meeting_papers

PROGRAMME = load_programme(shipped_root() / "programme.toml")
RECIPIENTS = load_recipients(shipped_root() / "recipients.xlsx")
AGENDAS = shipped_agendas()
DATED = dt.date(2025, 8, 1)
TEMPLATES = Path(shipped_root() / "templates")


def item(minutes=None, **more):
    return Item(title=more.pop("title", "Punkt"), minutes=minutes, **more)


def agenda(*items, key="eget"):
    return Agenda(key=key, meeting="mote", items=items)


def online(start=dt.time(13), end=dt.time(14)):
    day = dt.date(2025, 10, 6)
    meeting = Meeting(key="mote", kind=MeetingKind.ONLINE, title="Digitalt møte", date=day)
    return DatedMeeting(meeting=meeting, first=day, last=day, start=start, end=end)


def gathering():
    first = dt.date(2025, 9, 10)
    meeting = Meeting(key="mote", kind=MeetingKind.GATHERING, title="Samling", date=first)
    return DatedMeeting(meeting=meeting, first=first, last=first + dt.timedelta(days=1), start=None, end=None)


def laid(*items, meeting=None, teams=None, frame=None):
    return timetable(agenda(*items), meeting or online(), frame or Frame(), teams)


def shipped(teams=15, agendas=AGENDAS):
    """Every timetable of the shipped programme, by the agenda's key."""
    by_meeting = agendas_by_meeting(agendas, PROGRAMME)
    made = [
        timetable(by_meeting[one.meeting.key], one, agendas.frame, teams)
        for one in schedule(PROGRAMME)
        if one.meeting.key in by_meeting
    ]
    return {one.agenda.key: one for one in made}


def papers(timetables, kinds=MEETING_PAPERS):
    occasion = Occasion(register=Register(), plan=None, programme=PROGRAMME, recipients=RECIPIENTS, dated=DATED)
    made = meeting_papers(occasion, timetables)
    return compose_letters(Register(), None, PROGRAMME, RECIPIENTS, kinds, DATED, papers=made)
