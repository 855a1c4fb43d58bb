"""`kull pitching` in a workspace of real files: judges' sheets, a report and posters in; ranking, decisions and letters out."""

import contextlib
import io
import json
import os
import shutil
from unittest.mock import patch

import pytest
from advised_workspace import NOW, start
from docx import Document

from pipeline.cli.outcome import exit_status
from pipeline.form.blank import blank_xlsx
from pipeline.form.blank_docx import blank_docx
from pipeline.form.year_forms import CRITERIA, PITCH_SHEET, STATUS_REPORT
from pipeline.programme.load import load_programme
from pipeline.steps.blanks import cohort_line

APRIL, MAY = "2026-04-29T12:00", "2026-05-04T09:00"
SETTLE = ("pitching", "--winner", "NLSH-1", "--by", "Ragnhild", "--reason", "loddtrekning")
JUDGES = {
    "direktor.xlsx": (
        "Dag Direktør",
        "Helse Nord RHF",
        {"UNN-1": (3, 3, 2, 3, 2), "UNN-2": (2, 2, 2, 2, 1), "NLSH-1": (3, 3, 2, 3, 2), "NLSH-2": (1, 1, 1, 1, 1)},
    ),
    "kari.docx": ("Kari Dommer", "UNN", {"NLSH-1": (3, 3, 3, 2, 2), "NLSH-2": (2, 2, 1, 1, 1), "UNN-1": (3, 3, 3, 3, 3)}),
    "ola.xlsx": ("Ola Dommer", "Nordlandssykehuset", {"UNN-1": (3, 3, 3, 2, 2), "UNN-2 – Kortere ventetid": (2, 2, 2, 1, 1)}),
    "per.xlsx": ("Per Ukjent", "Privat klinikk", {"UNN-1": (3, 3, 3, 3, 3)}),
}
REPORT = {
    "team": "UNN-1",
    "date": "2026-04-20",
    "work": "Fall",
    "problem": "Mange faller.",
    "goal": "Færre fall",
    "next_step": "Mer",
    "indicator_1_name": "Fall",
    "indicator_1_date": "2025-09-12",
    "indicator_1_value": "8,4",
    "indicator_1_unit": "per 1000 døgn",
    "indicator_2_name": "Fall",
    "indicator_2_date": "2026-04-12",
    "indicator_2_value": "5,1",
    "indicator_2_unit": "per 1000 døgn",
}


def scores(judge, trust, given):
    values = {"judge_name": judge, "judge_trust": trust}
    for number, (team, row) in enumerate(given.items(), start=1):
        values[f"score_{number}_team"] = team
        values |= {f"score_{number}_{name}": str(score) for name, score in zip(CRITERIA, row, strict=True)}
    return values


@pytest.fixture(scope="module")
def pitched(tmp_path_factory):
    """Four teams with a place, four judges' sheets, a report and two posters, all read."""
    folder = start(tmp_path_factory.mktemp("pitching") / "kull")
    line = cohort_line(load_programme(folder / "programme.toml"))
    for name, judge in JUDGES.items():
        make = blank_docx if name.endswith("docx") else blank_xlsx
        (folder / "inbox" / name).write_bytes(make(PITCH_SHEET, "nb", line, values=scores(*judge)))
    (folder / "inbox" / "rapport.docx").write_bytes(blank_docx(STATUS_REPORT, "nb", line, values=REPORT))
    (folder / "posters").mkdir()
    for name in ("UNN-1 plakat.pdf", "ukjent.pdf", ".DS_Store"):
        (folder / "posters" / name).write_bytes(b"%PDF-1.7")
    (folder / "posters" / "NLSH-1.pdf").touch()
    with patch.dict(os.environ, {"KULL_NOW": NOW, "LANGUAGE": ""}), contextlib.redirect_stdout(io.StringIO()):
        assert [exit_status(["--workspace", str(folder), step]) for step in ("intake", "plan")] == [0, 0]
    return folder


@pytest.fixture
def folder(pitched, tmp_path):
    return shutil.copytree(pitched, tmp_path / "kull")


def lines(said):
    return [line.strip() for line in said.out.splitlines()]


def test_the_ranking_is_shown_with_the_tie_what_is_left_out_and_what_is_asked(call, folder):
    said = call(folder, "pitching", now=MAY)
    assert (said.status, said.err) == (0, "")
    ranked = [line.split(maxsplit=3) for line in lines(said)[1:5]]
    assert ranked == [
        ["1", "13,00", "NLSH-1", "Trygg utskriving"],
        ["1", "13,00", "UNN-1", "Færre fall"],
        ["3", "8,50", "UNN-2", "Kortere ventetid"],
        ["4", "6,00", "NLSH-2", "Bedre samtaler"],
    ]
    assert "Shared first place: NLSH-1 «Trygg utskriving»; UNN-1 «Færre fall». Nobody has settled it." in lines(said)
    assert "Kari Dommer: UNN-1 is from the judge's own trust. Left out: 3 3 3 3 3." in lines(said)
    assert "NOT TAKEN, and to be answered: 1." in lines(said)
    assert "UNN-1: gets 25\u00a0000\u00a0kr." in lines(said)
    assert "posters/ukjent.pdf: no team has this poster. Begin its name with the team's id («UNN-1.pdf»)." in lines(said)
    assert "posters/NLSH-1.pdf: the file is empty, and does not count as a poster." in lines(said)


def test_the_products_are_written_once_and_are_in_the_manifest(call, folder):
    call(folder, "pitching", now=MAY)
    again = call(folder, "pitching", now="2026-05-05T09:00")
    products = json.loads((folder / "outbox" / "manifest.json").read_text(encoding="utf-8"))
    assert "Written in the outbox: 0." in lines(again)
    assert {"pitching/rangering.docx", "pitching/rangering.xlsx"} <= {
        one["path"].removeprefix("outbox/") for one in products["products"]
    }


def test_a_judge_counts_when_somebody_has_said_which_trust_and_it_can_be_taken_back(call, folder):
    told = call(folder, "pitching", "--judge", "per ukjent", "--trust", "ingen", "--by", "Ragnhild", now=MAY)
    assert (lines(told)[0], lines(told)[1].split()[:3]) == ("Judges whose sheets count: 4.", ["1", "13,67", "UNN-1"])
    own = call(folder, "pitching", "--judge", "Per Ukjent", "--trust", "UNN", "--by", "Ragnhild", now=MAY)
    assert "Per Ukjent: UNN-1 is from the judge's own trust. Left out: 3 3 3 3 3." in lines(own)
    assert (
        lines(call(folder, "pitching", "--judge", "Per Ukjent", "--by", "R", "--undo", now=MAY))[0]
        == "Judges whose sheets count: 3."
    )


def test_a_tie_is_settled_by_name_and_reason_and_printed_with_the_ranking(call, folder):
    assert "Winner: NLSH-1 «Trygg utskriving»" in lines(call(folder, *SETTLE, now=MAY))
    paper = "\n".join(p.text for p in Document(folder / "outbox" / "pitching" / "rangering.docx").paragraphs)
    assert "Førsteplassen ble delt av NLSH-1, UNN-1. Ragnhild har avgjort den: loddtrekning" in paper
    changed = call(folder, "pitching", "--judge", "Per Ukjent", "--trust", "ingen", "--by", "Ragnhild", now=MAY)
    assert (
        "Ragnhild had settled a tie between NLSH-1, UNN-1. It is not the tie that there is now, so that no longer holds."
        in lines(changed)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ("--winner", "NLSH-1", "--by", "Ragnhild"),
        ("--winner", "NLSH-1", "--reason", "x"),
        ("--winner", "UNN-2", "--by", "Ragnhild", "--reason", "x"),
        ("--winner", "UNN-9", "--by", "Ragnhild", "--reason", "x"),
        ("--winner", "NLSH-1", "--by", "Ragnhild", "--undo"),
        ("--judge", "Per Ukjent", "--trust", "Privat klinikk", "--by", "Ragnhild"),
        ("--judge", "Per Ukjnt", "--trust", "UNN", "--by", "Ragnhild"),
        ("--poster", "UNN-1", "--winner", "UNN-1", "--by", "Ragnhild"),
        ("--by", "Ragnhild"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(call, folder, wrong):
    said = call(folder, "pitching", *wrong, now=MAY)
    assert (said.status, said.out, bool(said.err)) == (2, "", True)
    assert not (folder / "outbox" / "pitching").exists()


def test_a_poster_that_somebody_vouches_for_counts_until_it_is_taken_back(call, folder):
    (folder / "posters" / "UNN-1 plakat.pdf").unlink()
    assert "UNN-1: lacks a poster." in lines(call(folder, "pitching", now=MAY))
    assert "UNN-1: gets 25\u00a0000\u00a0kr." in lines(
        call(folder, "pitching", "--poster", "unn-1", "--by", "Ragnhild", now=MAY)
    )
    assert "UNN-1: lacks a poster." in lines(call(folder, "pitching", "--poster", "UNN-1", "--by", "R", "--undo", now=MAY))


def test_letters_are_drafts_are_approved_and_leave_like_others(call, folder):
    before = call(folder, *SETTLE, now=APRIL)
    assert "Grant letters are written from 30.04.2026, the last day of the network." in lines(before)
    after = call(folder, "pitching", "--letters", "--no-pdf", now=MAY)
    assert after.status == 0
    assert (
        "Drafts in outbox/letters: winners' diplomas 1, grant letters 1, letters on what is missing for the grant 3."
        in lines(after)
    )
    assert call(folder, "approve", "grant", "--by", "Ragnhild", now=MAY).status == 0
    assert call(folder, "send", "--kind", "grant", "--word", "--yes", now=MAY).status == 0
    assert [file.name for file in (folder / "outbox" / "mail").iterdir()] == ["UNN-1-tilskuddsbrev.eml"]
    again = call(folder, "pitching", "--letters", "--no-pdf", now="2026-05-20T09:00")
    assert "Handed over: grant letters 1." in lines(again)


def test_the_document_comes_in_nynorsk_too(call, folder):
    call(folder, "pitching", "--form", "nn", now=MAY)
    assert Document(folder / "outbox" / "pitching" / "rangering.docx").paragraphs[0].text == "Kåring av vinnarar"


def test_before_places_are_given_out_nobody_pitches(call, tmp_path):
    said = call(start(tmp_path / "kull"), "pitching")
    assert (said.status, "Run kull plan first" in said.err) == (2, True)
