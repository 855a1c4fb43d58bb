"""Workbooks with one team: help beside the answers, two blocks side by side, last year's answers hidden, a card a person."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from openpyxl import Workbook

from others.forms import CHALLENGES, Truth
from others.second.cast import ALL, MOST, a_team
from others.second.phrases import BINDING, challenge_words, role_words
from others.second.workbooks import adviser_row, number, put, saved

Made = tuple[bytes, list[Truth]]
PEOPLE = "name role profession email phone"
ASKED = (
    ("Helseforetak", "trust", "Fullt navn, ikke forkortelse"),
    ("Enhet", "unit", "Avdeling, seksjon eller post"),
    ("Prosjektets navn", "title", "Maks. 80 tegn"),
    ("Beskriv problemet", "problem", "To til fem setninger"),
    ("Beskriv målet", "goal", "Tall og tidspunkt"),
    ("Prioritet (1 = først)", "priority", "Settes av foretaket"),
)


def _said(team: Any, key: str) -> Any:
    return team.priority if key == "priority" else team.say(key)


def f_xlsx_help_and_example(rng: Random) -> Made:
    """Number, question, answer, help; the people's table begins with an example; the date is a serial, phones are numbers."""
    team, words = a_team(rng), role_words(rng)
    book = Workbook()
    sheet = book.active
    rows: list[tuple[Any, ...]] = [("Påmelding kull 2",), (), ("Nr", "Spørsmål", "Svar", "Hjelp")]
    rows += [(n, label, _said(team, key), guide) for n, (label, key, guide) in enumerate(ASKED, 1)]
    rows += [(7, "Dato", date(2025, 4, rng.randint(1, 28)), "Når skjemaet er fylt ut"), ()]
    rows += [("", "Navn", "Rolle i teamet", "Faggruppe", "E-post", "Mobil", "Forbedringsagent")]
    rows += [("Eksempel", "Ola Nordmann", "Medarbeider", "Sykepleier", "ola.nordmann@sykehus.example", 90000000, "x")]
    rows += [
        (i, m.name, words[m.role], m.trade.written, m.mail, number(m), "x" if m.agent else "")
        for i, m in enumerate(team.members, 1)
    ]
    rows += [(), ("", "Lokal forbedringsveileder"), ("", "Navn", "E-post", "Mobil"), ("", *adviser_row(team))]
    rows += [(), ("", "Underskrift:", "", "Dato:")]
    put(sheet, 1, 1, rows)
    return saved(book), [team.truth(MOST)]


def f_xlsx_two_blocks_abreast(rng: Random) -> Made:
    """The project at the left, the team beside it from the same row on; ticks below with X; a merged title over both."""
    team, words, hard = a_team(rng), role_words(rng), challenge_words(rng)
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Påmelding til læringsnettverk – prosjekt og team"
    sheet.merge_cells("A1:I1")
    a = adviser_row(team)
    left = [("Prosjekt", ""), *((label, _said(team, key)) for label, key, _ in ASKED)]
    left += [("Forbedringsveileder", a[0]), ("Veileders e-post", a[1]), ("Veileders mobil", a[2])]
    put(sheet, 3, 1, left)
    people = [(m.name, words[m.role], m.trade.written, m.mail, m.phone.written) for m in team.members]
    put(sheet, 3, 4, [("Team",), ("Navn", "Rolle", "Yrke", "E-post", "Telefon"), *people])
    row = put(
        sheet,
        15,
        1,
        [("Kryss av for det som gjelder:",), *((hard[k], "X" if k in team.challenges else "") for k in CHALLENGES)],
    )
    put(sheet, row + 1, 1, [(rng.choice(BINDING["nb"]), "X" if team.binding else "")])
    return saved(book), [team.truth(ALL, PEOPLE)]


def f_xlsx_last_year_hidden(rng: Random) -> Made:
    """Last year's answers stand in a hidden column, last year's people in hidden rows: neither is what the form says now."""
    team, words, old = a_team(rng), role_words(rng), a_team(rng, whole=True)
    book = Workbook()
    sheet = book.active
    rows = [("", "2024", "2025"), *((label, _said(old, key), _said(team, key)) for label, key, _ in ASKED)]
    row = put(sheet, 1, 1, rows) + 1
    sheet.column_dimensions["B"].hidden = True
    row = put(sheet, row, 1, [("Navn", "", "Rolle", "Yrke", "E-post", "Mobil")])
    hidden = range(row, row + len(old.members))
    row = put(sheet, row, 1, [(m.name, "", words[m.role], m.trade.written, m.mail, number(m)) for m in old.members])
    for at in hidden:
        sheet.row_dimensions[at].hidden = True
    row = put(sheet, row, 1, [(m.name, "", words[m.role], m.trade.written, m.mail, number(m)) for m in team.members])
    a = adviser_row(team)
    put(sheet, row + 1, 1, [("Lokal veileder", "", a[0]), ("Veileders e-post", "", a[1]), ("Veileders mobil", "", a[2])])
    return saved(book), [team.truth(MOST, PEOPLE)]


def f_xlsx_card_for_each(rng: Random) -> Made:
    """In nynorsk: a card for each person one below the other («Leiar», then name, yrke, …), answers in merged cells."""
    team = a_team(rng, "nn", size=(3, 5))
    book = Workbook()
    sheet = book.active
    sheet.title = "Påmelding"
    asked = (
        ("Helseføretak", "trust"),
        ("Eining", "unit"),
        ("Tittel på prosjektet", "title"),
        ("Kva er problemet?", "problem"),
        ("Kva er målet?", "goal"),
        ("Prioritet", "priority"),
    )
    row = put(sheet, 2, 2, ((label, _said(team, key)) for label, key in asked)) + 1
    staff = 0
    for m in team.members:
        staff += m.role == "staff"
        kind = {"leader": "Leiar", "union_rep": "Tillitsvald", "staff": f"Medarbeidar {staff}"}[m.role]
        card = [(kind,), ("Namn", m.name), ("Yrke", m.trade.written), ("E-post", m.mail), ("Mobil", m.phone.written)]
        row = put(sheet, row, 2, card) + 1
    a = adviser_row(team)
    row = put(sheet, row, 2, [("Lokal forbetringsrettleiar",), ("Namn", a[0]), ("E-post", a[1]), ("Mobil", a[2])])
    for at in range(2, row):
        sheet.merge_cells(start_row=at, start_column=3, end_row=at, end_column=6)
    return saved(book), [team.truth(MOST, PEOPLE)]


FORMS = (f_xlsx_help_and_example, f_xlsx_two_blocks_abreast, f_xlsx_last_year_hidden, f_xlsx_card_for_each)
