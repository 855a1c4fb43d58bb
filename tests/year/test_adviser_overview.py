"""The overview of teams and advisers: written, edited by a person, read back."""

from openpyxl import load_workbook

OVERVIEW = "outbox/advisers/team-og-veiledere.xlsx"


def table(folder, sheet="team"):
    rows = list(load_workbook(folder / OVERVIEW)[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def chosen(folder):
    return {row["ID"]: row["Veileder"] for row in table(folder)}


def write(folder, words, sheet="team", head="Veileder", key="UNN-1"):
    """What a person does: opens the workbook, writes in a cell, saves."""
    book = load_workbook(folder / OVERVIEW)
    heads = [cell.value for cell in book[sheet][1]]
    (row,) = [cells[0].row for cells in book[sheet].iter_rows(min_row=2) if cells[0].value == key]
    book[sheet].cell(row, heads.index(head) + 1).value = words
    book.save(folder / OVERVIEW)


def test_each_team_gets_its_own_adviser_and_the_one_without_gets_a_proposal(placed, call):
    said = call(placed, "advisers")
    assert said.status == 0
    assert chosen(placed) == {
        "NLSH-1": "Vilde Hjelper",
        "NLSH-2": "Vilde Hjelper (forslag)",
        "UNN-1": "Veronika Veileder",
        "UNN-2": "Viggo Veileder",
    }
    assert "NLSH-2: Vilde Hjelper. The form names no adviser. This one is of the same trust" in said.out
    before = (placed / OVERVIEW).read_bytes()
    call(placed, "advisers")
    assert (placed / OVERVIEW).read_bytes() == before


def test_what_a_person_wrote_is_taken_with_old_and_new_and_stands(placed, call):
    call(placed, "advisers")
    write(placed, "Viggo  Veileder")
    assert "UNN-1: «Veronika Veileder» → «Viggo Veileder»" in call(placed, "advisers").out
    assert chosen(placed)["UNN-1"] == "Viggo Veileder"
    assert "→" not in call(placed, "advisers").out
    assert chosen(placed)["UNN-1"] == "Viggo Veileder"
    write(placed, None)
    assert "UNN-1: «Viggo Veileder» → «»" in call(placed, "advisers").out
    assert chosen(placed)["UNN-1"] == "Veronika Veileder"


def test_a_name_that_is_nobody_stays_and_is_asked_about_until_somebody_is_called_that(placed, call):
    call(placed, "advisers")
    write(placed, "Nina Ny")
    said = call(placed, "advisers").out
    assert "LOOK AT THIS: UNN-1: Nina Ny" in said
    assert chosen(placed)["UNN-1"] == "Nina Ny"
    book = load_workbook(placed / OVERVIEW)
    sheet = book["veiledere"]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if not cells[1].value)
    sheet.cell(row, 2).value, sheet.cell(row, 5).value = "Nina Ny", "UNN"
    book.save(placed / OVERVIEW)
    said = call(placed, "advisers").out
    assert "Advisers added: Nina Ny" in said
    assert "LOOK AT THIS" not in said
    assert [one["Foretak"] for one in table(placed, "veiledere") if one["Navn"] == "Nina Ny"] == [
        "Universitetssykehuset Nord-Norge HF"
    ]


def test_a_proposal_is_settled_by_taking_the_mark_away(placed, call):
    call(placed, "advisers")
    write(placed, "Vilde Hjelper", key="NLSH-2")
    assert "NLSH-2: «Vilde Hjelper (forslag)» → «Vilde Hjelper»" in call(placed, "advisers").out
    assert chosen(placed)["NLSH-2"] == "Vilde Hjelper"
    assert "→" not in call(placed, "advisers").out


def test_a_member_of_the_team_cannot_be_written_in_as_its_adviser(placed, call):
    call(placed, "advisers")
    book = load_workbook(placed / OVERVIEW)
    sheet = book["veiledere"]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if not cells[1].value)
    sheet.cell(row, 2).value = "Anna Amoen"
    book.save(placed / OVERVIEW)
    write(placed, "Anna Amoen")
    assert "LOOK AT THIS: UNN-1: Anna Amoen. «Anna Amoen» was written here, but is a member" in call(placed, "advisers").out


def test_a_workbook_of_somebody_else_is_not_read_and_not_lost(placed, call):
    call(placed, "advisers")
    book = load_workbook(placed / OVERVIEW)
    book.remove(book["forklaring"])
    del book.custom_doc_props["kull.edition"]
    book.save(placed / OVERVIEW)
    said = call(placed, "advisers").out
    assert "nothing was taken from it" in said
    assert list((placed / ".kull" / "kept").glob("team-og-veiledere-*.xlsx"))


def test_an_overview_that_is_open_is_left_alone(placed, call):
    call(placed, "advisers")
    write(placed, "Viggo Veileder")
    open_here = (placed / OVERVIEW).with_name("~$team-og-veiledere.xlsx")
    open_here.touch()
    assert "is open in another program" in call(placed, "advisers").out
    open_here.unlink()
    assert "→ «Viggo Veileder»" in call(placed, "advisers").out


def test_without_places_there_is_nobody_to_advise(tmp_path, call):
    from advised_workspace import start

    folder = start(tmp_path / "kull")
    assert call(folder, "advisers").status == 2
