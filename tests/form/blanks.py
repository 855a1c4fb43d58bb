"""The blanks that the tests of this folder share, drawn once."""

from functools import cache

from pipeline.form.blank import MAKERS
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import REGISTRATION

COHORT = CohortLine(
    network="Regionalt læringsnettverk Tørn – kull 2",
    deadline=Words("1. mai 2025", "1. mai 2025"),
    send_to="postmottak@helse-nord.example",
    organiser="Helse Nord RHF",
)
KEYS = [key for key, _, _ in REGISTRATION.fields()]
TICKS = frozenset(key for key, _, field in REGISTRATION.fields() if field.kind == "tick")

# A form sent in with gaps, and what is to be asked for again.
SENT = {
    "trust": "Universitetssykehuset Nord-Norge HF",
    "title": "=1+1 {{ x }} <&>\"' «Buorre» čđŋšŧž ČĐŊŠŦŽ",
    "problem": "Første linje\nAndre linje  med to mellomrom",
    "priority": "2",
    "challenge_high_turnover": True,
    "member_1_name": "Máret Ŋuorgam",
    "member_1_role": "leader",
    "member_1_phone": "+47 900 00 001",
    "member_1_agent": True,
    "member_12_name": "Den tolvte",
    "commit_costs": False,
    "adviser_attends": True,
}
ASKED_AGAIN = frozenset({"goal", "unit", "commit_time", "member_1_email", "member_2_role", "member_2_agent"})


@cache
def blank(suffix: str, language: str = "nb") -> bytes:
    """The empty form."""
    return MAKERS[suffix](REGISTRATION, language, COHORT)


@cache
def return_form(suffix: str, language: str = "nb") -> bytes:
    """The form sent back to a sender who left gaps."""
    return MAKERS[suffix](REGISTRATION, language, COHORT, values=SENT, open_keys=ASKED_AGAIN)
