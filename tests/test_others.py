"""The forms that other people write: made the same each time, and with a truth in the contract's terms."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook
from others import corpus
from others.people import PROFESSIONS, UNKNOWN_PROFESSIONS
from others.second.cast import ODD_TRADES, TRUST_NAMES

TEAM_KEYS = {"trust", "unit", "title", "problem", "goal", "priority", "challenges", "binding", "members", "adviser"}
QUICK = {**corpus.QUICK, **corpus.SECOND}
MEMBER_KEYS = {"name", "title", "role", "profession", "email", "phone", "trained_agent"}
MAIL = re.compile(r"[a-z.'-]+@[a-z]+\.example", re.IGNORECASE)


@pytest.fixture(scope="module")
def forms() -> dict[str, tuple[bytes, list[dict]]]:
    return {name: (data, truth) for name, data, truth in corpus.made(seed=3, per_layout=1, layouts=QUICK)}


@pytest.mark.parametrize(
    "only",
    [
        *("docx_m", "xlsx_r", "pdfform_r", "pdfprint_ruled", "eml_n"),
        *("s_docx_c", "s_docx_l", "s_xlsx_", "s_eml_"),
        *("t_pdfform_r", "t_pdfprint_c"),
    ],
)
def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(forms, only):
    again, other = ({name: data for name, data, _ in corpus.made(seed, 1, only, QUICK)} for seed in (3, 4))
    assert again == {name: data for name, (data, _) in forms.items() if name.startswith(only)}
    assert all(other[name] != again[name] for name in again)


def test_every_form_opens_in_the_library_of_its_format(forms):
    for name, (data, _) in forms.items():
        if name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                assert len(pdf.pages) >= 1
        elif name.endswith(".xlsx"):
            assert load_workbook(io.BytesIO(data)).worksheets
        elif name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                assert "word/document.xml" in archive.namelist()


def test_every_truth_is_in_the_contracts_terms(forms):
    for name, (_, teams) in forms.items():
        assert teams, name
        for team in teams:
            assert set(team) <= TEAM_KEYS, name
            assert team.get("trust") in {*TRUST_NAMES, None}
            assert team.get("priority") is None or 1 <= team["priority"] <= 9
            assert set(team.get("challenges", ())) <= {"high_workload", "high_turnover", "limited_capacity"}
            assert team["members"], name


def test_every_member_is_in_the_contracts_terms(forms):
    members = [m for _, teams in forms.values() for team in teams for m in team["members"]]
    professions = {*PROFESSIONS, *UNKNOWN_PROFESSIONS, *ODD_TRADES, None}
    for member in members:
        assert {"name"} <= set(member) <= MEMBER_KEYS
        assert member.get("role", "staff") in {"leader", "union_rep", "staff"}
        assert member.get("profession") in professions
        assert member.get("email") is None or MAIL.fullmatch(member["email"]), member
        assert member.get("phone") is None or re.fullmatch(r"\+47\d{8}", member["phone"])


def test_the_adviser_is_no_member_and_members_have_names_of_their_own(forms):
    for name, (_, teams) in forms.items():
        for team in teams:
            names = [m["name"] for m in team["members"]] + [(team.get("adviser") or {}).get("name", "")]
            assert max(Counter(names).values()) == 1, name


def test_a_folder_holds_the_files_that_its_truth_names(tmp_path: Path):
    count = corpus.write(tmp_path, seed=5, per_layout=2, only="xlsx_blocks")
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert count == 2
    assert (
        sorted(truth)
        == sorted(p.name for p in (tmp_path / "inbox").iterdir())
        == ["xlsx_blocks_00.xlsx", "xlsx_blocks_01.xlsx"]
    )


def test_every_layout_says_what_it_is_for():
    assert all(len(why) > 5 for why in corpus.purposes().values())


def test_a_scan_of_the_third_collection_is_the_same_picture_each_time():
    once, again = (list(corpus.made(3, 1, "t_scan_phonejpg_byrole", corpus.third.SCANS)) for _ in range(2))
    assert once == again
    assert len(once) == 1


def test_mails_can_be_read_again_and_carry_what_was_attached(forms):
    mails = {
        name: message_from_bytes(data, policy=policy.default) for name, (data, _) in forms.items() if name.endswith(".eml")
    }
    attached = [part.get_filename() for part in mails["eml_attached_00.eml"].iter_attachments()]
    assert attached[-1] == "image001.png"
    assert attached[0].startswith("Påmelding 1.")
    assert (
        "hilsen" in mails["eml_typed_00.eml"].get_content().casefold()
        or "mvh" in mails["eml_typed_00.eml"].get_content().casefold()
    )


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_saves_every_layout_in_its_other_format():
    expected = {f"{name}_00.{layout.converted}" for name, layout in corpus.OFFICE.items()}
    assert {name for name, data, _ in corpus.made_by_office(seed=3, per_layout=1) if data} == expected
