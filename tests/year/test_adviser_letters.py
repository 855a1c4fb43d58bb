"""Letters about teams and advisers, the second adviser in training, and corrections that are taken first."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from test_adviser_overview import OVERVIEW, write
from withdrawal_workspace import run

from pipeline.letter_record import LetterKind
from pipeline.letters.finish import finish
from pipeline.letters.sample import sample_letters
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace, shipped_root

GOLDEN = Path(__file__).with_name("golden")
SHIPPED = Workspace(shipped_root())
AUGUST = "2025-08-20T09:00"
KEPT = [
    (LetterKind.ADVISER, "nb"),
    (LetterKind.ADVISER, "nn"),
    (LetterKind.TEAM_ADVISER, "nb"),
    (LetterKind.TEAM_ADVISER, "nn"),
]
TRAINEE = "Veileder under opplæring"


def words(kind, language):
    """The fullest sample letter's words, a paragraph a line; the cells of a row are kept apart by bars."""
    letter = sample_letters(load_programme(SHIPPED.programme_file), kind, language)[0]
    document = Document(io.BytesIO(finish(letter, SHIPPED.find_template(letter.template)).data))
    return "\n".join(line for block in document.iter_inner_content() for line in lines(block)) + "\n"


def lines(block):
    if isinstance(block, Table):
        return [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return [block.text]


def golden(kind, language):
    return GOLDEN / f"{kind}.{language}.txt"


@pytest.mark.parametrize(("kind", "language"), KEPT)
def test_a_letter_says_what_its_golden_text_says(kind, language):
    assert words(kind, language) == golden(kind, language).read_text(encoding="utf-8")


def paper(file):
    return "\n".join(line for block in Document(file).iter_inner_content() for line in lines(block))


def test_nobody_is_written_to_before_the_plan_is_approved(placed, call):
    said = run(call, placed, AUGUST, "advisers", "--letters")
    assert "No letters: the plan is not approved" in said
    assert not (placed / "outbox/letters/adviser").exists()


def test_each_settled_adviser_and_team_gets_a_letter_that_is_approved_and_sent(begun, kull):
    kull("correct", "UNN-1", "adviser.email", "veronika@unn.example", "--by", "Kari", "--why", "ringt", now=AUGUST)
    said = kull("advisers", "--letters", now=AUGUST)
    assert "letters to advisers 2, letters to teams on their adviser 2" in said
    to_team = paper(begun / "outbox/letters/team_adviser/UNN-1-brev-om-veileder.docx")
    assert "Veronika Veileder er forbedringsveileder for teamet" in to_team
    assert "veronika@unn.example" in to_team
    assert "før Samling 1, 10.–11. september 2025" in to_team
    to_adviser = paper(begun / "outbox/letters/adviser/veronika-veileder-brev-til-veileder.docx")
    assert "UNN-1 | Færre fall" in to_adviser
    assert "NLSH-1" not in to_adviser
    assert not any(role in (to_team + to_adviser).casefold() for role in ("tillits", "enhetsleder"))
    kull("approve", "adviser", "team_adviser", "--by", "Kari Nordli", now=AUGUST)
    sent = kull("send", "--word", "--yes", "--kind", "adviser", "--kind", "team_adviser", now=AUGUST)
    assert "Vilde Hjelper has no e-mail address" in sent
    mail = (begun / "outbox/mail/veronika-veileder-brev-til-veileder.eml").read_text(encoding="utf-8")
    assert "To: Veronika Veileder <veronika@unn.example>" in mail


def test_an_adviser_who_is_only_proposed_gets_no_letter(begun, kull):
    kull("withdraw", "UNN-1", "--by", "Kari", "--reason", "Leder har sluttet", "--yes")
    kull("withdraw", "UNN-2", "--by", "Kari", "--reason", "Leder har sluttet", "--yes")
    assert "NLSH-2: Vilde Hjelper. The form names no adviser." in kull("advisers", "--letters")
    names = {file.name for file in (begun / "outbox/letters/team_adviser").iterdir()}
    assert names == {"NLSH-1-brev-om-veileder.docx"}


def test_an_adviser_in_training_follows_the_team_and_is_not_its_adviser(begun, kull):
    kull("advisers", now=AUGUST)
    write(begun, "Viggo Veileder", head=TRAINEE)
    assert "UNN-1: «» → «Viggo Veileder»" in kull("advisers", "--letters", now=AUGUST)
    rows = list(load_workbook(begun / OVERVIEW)["team"].iter_rows(values_only=True))
    row = next(dict(zip(rows[0], one, strict=True)) for one in rows if one[0] == "UNN-1")
    assert (row["Veileder"], row[TRAINEE]) == ("Veronika Veileder", "Viggo Veileder")
    assert "Viggo Veileder er under opplæring" in paper(begun / "outbox/letters/team_adviser/UNN-1-brev-om-veileder.docx")
    assert not (begun / "outbox/letters/adviser/viggo-veileder-brev-til-veileder.docx").exists()
    kull("meeting", "samling-2")
    assert "Viggo Veileder" in paper(begun / "outbox/meetings/samling-2/deltakerliste-samling-2.docx")
    write(begun, "Veronika Veileder", head=TRAINEE)
    assert "cannot be the adviser in training: is already the team's adviser" in kull("advisers")


@pytest.mark.parametrize("command", [("advisers",), ("meeting", "samling-2"), ("attendance",)])
def test_what_was_changed_in_the_register_is_taken_first(begun, kull, command):
    kull("intake")
    book = load_workbook(begun / "outbox/register.xlsx")
    sheet = book["deltakere"]
    heads = [cell.value for cell in sheet[1]]
    cell = next(c for row in sheet.iter_rows(min_row=2) for c in row if c.value == "Anna Amoen")
    assert heads[cell.column - 1] == "Navn"
    cell.value = "Anna Nymoen"
    book.save(begun / "outbox/register.xlsx")
    assert "Corrections taken from register.xlsx: 1." in kull(*command)
    assert "Anna Nymoen" in kull("export")


if __name__ == "__main__":
    for one in KEPT:
        golden(*one).write_text(words(*one), encoding="utf-8")
