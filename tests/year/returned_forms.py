"""Forms of the year as they came back, made up."""

import datetime as dt

from pipeline.model import FilledForm, FormIdentity, Provenance, Source
from pipeline.programme.schema import OSLO
from pipeline.year.returned import ReturnedForm


def came(form, team, date="", *, received="", doubted=(), replaced_by="", **answers):  # noqa: PLR0913 - what a form has
    """A form of a team, of a day, received on that day unless told otherwise; `doubted` are the keys to be looked at."""
    answers |= {"date": date} if date else {}
    day = dt.datetime.fromisoformat(f"{received or date}T12:00").replace(tzinfo=OSLO)
    seen = {
        key: Provenance(text=str(answers[key]), where="", method="label", confidence=0.5, needs_review=True) for key in doubted
    }
    return ReturnedForm(
        filled=FilledForm(form=FormIdentity(id=form, version=1, language="nb"), answers=answers, provenance=seen),
        source=Source(path=f"inbox/{form}-{team}-{date}-{received}.docx", sha256="0" * 64, format="docx", received=day),
        team=team,
        replaced_by=replaced_by,
    )


def measured(team, date, *rows, **given):
    """A status report with measurements, each (name, day, value, unit)."""
    answers = {}
    for number, row in enumerate(rows, start=1):
        parts = zip(("name", "date", "value", "unit"), row, strict=True)
        answers |= {f"indicator_{number}_{part}": text for part, text in parts if text}
    return came("statusrapport", team, date, **answers, **given)
