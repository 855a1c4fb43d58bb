"""`make year`: the example carried through its year. The whole of it takes minutes, and is for `make soak`."""

import datetime as dt
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.group import COMMANDS
from pipeline.soffice import find_soffice

ROOT = Path(__file__).resolve().parent.parent
PLAY = ROOT / "tools" / "make_year.py"
LAST_DAY = dt.date(2026, 6, 1)

# Where each thing that the network makes in a year is (domain §1 and §5).
PRODUCTS = (
    "letters/invitation/UNN-invitasjon.pdf",
    "forms/pameldingsskjema-bokmal.docx",
    "letters/programme/UNN-program.pdf",
    "letters/receipt/UNN-1-kvittering.pdf",
    "letters/missing/FIN-5-mangelbrev.docx",
    "letters/reminder/UNN-paminnelse.docx",
    "letters/place/NLSH-6-tilbud-om-plass.pdf",
    "letters/reserve/FIN-4-reserveplass.pdf",
    "letters/not_eligible/FIN-5-avslag.pdf",
    "letters/trust/UNN-svar-til-foretaket.pdf",
    "advisers/team-og-veiledere.xlsx",
    "letters/adviser/torill-myras-brev-til-veileder.pdf",
    "letters/team_adviser/UNN-1-brev-om-veileder.pdf",
    "timeline/tidslinje.docx",
    "timeline/tidslinje.svg",
    "timeline/oppgaver.ics",
    "calendar/alle_moter_alle.ics",
    "calendar/avlysning-UNN-3.ics",
    "letters/agenda/samling-1-moteprogram.pdf",
    "letters/running_sheet/samling-1-kjoreplan.pdf",
    "letters/checklist/samling-1-huskeliste.pdf",
    "meetings/samling-1/deltakerliste-samling-1.docx",
    "meetings/samling-1/navneskilt-samling-1.docx",
    "meetings/samling-1/bordplassering-samling-1.docx",
    "meetings/oppmote.xlsx",
    "forms/year/team/UNN-1-statusrapport.docx",
    "forms/year/framdriftsplan-nynorsk.pdf",
    "forms/year/pitching/vurderingsskjema-pitching-bokmal.xlsx",
    "reports/innsendt.xlsx",
    "reports/framgang.pdf",
    "pitching/rangering.docx",
    "letters/award/NLSH-1-vinnerdiplom.pdf",
    "letters/grant/UNN-1-tilskuddsbrev.pdf",
    "letters/grant_missing/FIN-3-mangler-til-tilskudd.pdf",
    "evaluation/evalueringsrapport.pdf",
    "evaluation/beslutningsnotat.docx",
    "register.xlsx",
    "report.html",
)


@pytest.fixture(scope="module")
def play():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("make_year", PLAY)
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_year"] = module
    spec.loader.exec_module(module)
    return module


def test_every_step_is_a_command_on_a_day_and_no_step_is_there_twice(play):
    steps = list(play.steps(play.Year(folder=ROOT)))
    assert {step.arguments[0] for step in steps} <= COMMANDS.keys()
    assert max(step.day for step in steps) == LAST_DAY
    assert len({step.named for step in steps}) == len(steps)


def test_nobodys_own_cohort_is_played_with(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "vårt skjema.docx").write_text("noe av vårt", encoding="utf-8")
    ended = subprocess.run([sys.executable, PLAY, tmp_path], capture_output=True, text=True, check=False)
    assert (ended.returncode, "er ikke eksempelets" in ended.stderr) == (1, True)
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["inbox", "vårt skjema.docx"]


@pytest.mark.soak
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")
def test_the_year_is_played_to_its_end_and_once(tmp_path):
    folder = tmp_path / "kull-2"
    as_a_user = {name: value for name, value in os.environ.items() if not name.endswith("_PDF")}
    first = subprocess.run([sys.executable, PLAY, folder], env=as_a_user, capture_output=True, text=True, check=False)
    assert (first.returncode, first.stderr) == (0, "")
    assert [product for product in PRODUCTS if not (folder / "outbox" / product).is_file()] == []
    assert list((folder / "outbox" / "certificates").glob("*-diplom.pdf"))
    again = subprocess.run([sys.executable, PLAY, folder], capture_output=True, text=True, check=False)
    assert (again.returncode, "kull " in again.stdout.partition("Hele året")[0]) == (0, False)
