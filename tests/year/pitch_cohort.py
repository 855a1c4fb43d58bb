"""Teams that pitch, judges' sheets and reports, as values. All people are invented."""

import datetime as dt
from pathlib import Path

from pipeline.form.year_forms import CRITERIA
from pipeline.model import FilledForm, FormIdentity, Provenance, Register, Registration, Source, Status, Values
from pipeline.programme.load import load_programme, load_recipients
from pipeline.programme.schema import OSLO
from pipeline.programme.workspace import shipped_root
from pipeline.views.pitching_words import Pitched
from pipeline.year.award_papers import Awarded
from pipeline.year.grants import evidence
from pipeline.year.pitching import Row, ScoreSheet, Team, judging
from pipeline.year.ranking import ranking
from pipeline.year.returned import ReturnedForm

PROGRAMME = load_programme(shipped_root() / "programme.toml")
RECIPIENTS = load_recipients(shipped_root() / "recipients.xlsx")
TEMPLATES = Path(shipped_root() / "templates")

UNN, NLSH, HELG, RHF = "983974899", "983974910", "983974929", "883658752"
NAMES = {"UNN": UNN, "NLSH": NLSH, "HELG": HELG, "RHF": RHF}
TEAMS = (
    Team(id="UNN-1", title="Færre fall", trust=UNN),
    Team(id="UNN-2", title="Kortere ventetid", trust=UNN),
    Team(id="NLSH-1", title="Trygg utskriving", trust=NLSH),
    Team(id="HELG-1", title="Betre samtalar", trust=HELG),
)
SAID = {
    UNN: "Universitetssykehuset Nord-Norge HF",
    NLSH: "Nordlandssykehuset HF",
    HELG: "Helgelandssykehuset HF",
}
NOON = dt.datetime(2026, 4, 30, 12, 0, tzinfo=OSLO)


def trust_named(text):
    return NAMES.get(text, "")


def row(team, *scores, unsure=False):
    return Row(team=team, scores=tuple(map(str, scores)), unsure=unsure)


def sheet(judge, trust, *rows, minutes=0, path=""):
    received = NOON + dt.timedelta(minutes=minutes)
    return ScoreSheet(judge=judge, trust=trust, rows=rows, received=received, path=path or f"inbox/{judge}.xlsx")


def judged(*sheets, teams=TEAMS, said=None):
    return judging(sheets, teams, trust_named, said)


def returned(form, answers, *, team="", unsure=(), **more):
    """A returned form; `more` are path, minutes after noon, and the file that replaced it."""
    filled = FilledForm(
        form=FormIdentity(id=form, version=1, language="nb"),
        answers=answers,
        provenance={key: Provenance(text="", where="", method="ocr", confidence=0.5, needs_review=True) for key in unsure},
    )
    received = NOON + dt.timedelta(minutes=more.get("minutes", 0))
    source = Source(path=more.get("path", "inbox/a.docx"), sha256="0" * 64, format="docx", received=received)
    return ReturnedForm(filled=filled, source=source, team=team, replaced_by=more.get("replaced_by", ""))


def pitch_form(judge, trust, rows, **more):
    answers = {"judge_name": judge, "judge_trust": trust}
    for number, (team, *scores) in enumerate(rows, start=1):
        answers[f"score_{number}_team"] = team
        answers |= {f"score_{number}_{name}": str(score) for name, score in zip(CRITERIA, scores, strict=True)}
    return returned("pitching", answers, **more)


def report(team, *points, **more):
    """A status report with measurements: name, day, value, unit."""
    answers = {"team": team}
    for number, point in enumerate(points, start=1):
        parts = dict(zip(("name", "date", "value", "unit"), point, strict=False))
        answers |= {f"indicator_{number}_{part}": text for part, text in parts.items()}
    return returned("statusrapport", answers, team=team, **more)


def self_evaluation(team, step, **more):
    return returned("egenevaluering", {"team": team, "step": step}, team=team, **more)


def registration(team):
    values = Values(trust=SAID[team.trust], title=team.title, unit="Medisinsk klinikk")
    return Registration(
        id=team.id,
        status=Status.COMPLETE,
        late=False,
        source=Source(path="inbox/x.docx", sha256="0" * 64, format="docx", received=NOON),
        values=values,
        provenance={},
        findings=(),
        trust_orgnr=team.trust,
        trust_short=team.id.partition("-")[0],
    )


REGISTER = Register(registrations=tuple(map(registration, TEAMS)))

DIRECTOR = {"UNN-1": (3, 3, 2, 3, 2), "UNN-2": (2, 2, 2, 2, 1), "NLSH-1": (3, 3, 2, 3, 2), "HELG-1": (1, 2, 2, 1, 1)}
SHEETS = (
    sheet("Dag Direktør", "RHF", *(row(id_, *scores) for id_, scores in DIRECTOR.items())),
    sheet(
        "Kari Dommer",
        "UNN",
        row("NLSH-1", 3, 3, 3, 2, 2),
        row("HELG-1 Betre samtalar", 2, 2, 1, 1, 1),
        row("UNN-1", 3, 3, 3, 3, 3),
    ),
    sheet(
        "Ola Dommar",
        "NLSH",
        row("UNN-1", 3, 3, 3, 2, 2),
        row("Kortere ventetid", 2, 2, 2, 1, 1),
        row("HELG-1", 2, 1, 1, 1, ""),
    ),
)
FALLS = "Fall per 1000 døgn"
FORMS = (
    report("UNN-1", (FALLS, "2025-09-12", "8.4", "fall"), (FALLS, "2026-04-20", "5.1", "fall"), path="inbox/r1.docx"),
    report("NLSH-1", ("Ventetid", "2025-09-12", "12", "dager"), path="inbox/r2.docx"),
    report("NLSH-1", ("ventetid", "2026-04-01", "7", "dager"), path="inbox/r3.docx", minutes=1),
    report("UNN-2", ("Ventetid", "2025-09-12", "12", "dager"), ("Ventetid", "2026-03-12", "12", "dager"), path="inbox/r4.docx"),
    self_evaluation("UNN-1", "3.5"),
)


def awarded(sheets=SHEETS, settled=None):
    found = judged(*sheets)
    return Awarded(
        judged=found,
        ranking=ranking(found, TEAMS, settled),
        evidence=evidence((team.id for team in TEAMS), FORMS, {"UNN-1": "posters/UNN-1.pdf"}, {}),
    )


def pitched(found=None, language="nb"):
    registrations = {one.id: one for one in REGISTER.registrations}
    return Pitched(awarded=found or awarded(), registrations=registrations, programme=PROGRAMME, language=language)
