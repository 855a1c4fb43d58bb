"""Workbooks with several teams: a list of all with a sheet for each, a column for each, people by a team's number."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from openpyxl import Workbook

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST
from others.second.lists import teams_of_one_trust
from others.second.phrases import challenge_words, contact, role_words
from others.second.workbooks import adviser_row, number, put, saved

Made = tuple[bytes, list[Truth]]
PEOPLE = "name role profession email phone"


def f_xlsx_list_and_sheets(rng: Random) -> Made:
    """The first sheet lists all teams (priority, unit, title, leader), and each has a sheet of its own with everything."""
    teams = teams_of_one_trust(rng, 3)
    book = Workbook()
    sheet = book.active
    sheet.title = "Oversikt"
    listed = [(t.priority, t.say("unit"), t.title, t.leader.name) for t in teams]
    put(sheet, 1, 1, [(f"Team fra {teams[0].say('trust')}",), (), ("Pri", "Enhet", "Prosjekt", "Teamleder"), *listed])
    truths = []
    for n, team in enumerate(teams, 1):
        words, a = role_words(rng), adviser_row(team)
        own = book.create_sheet(f"{n} {team.say('unit')[:20].replace('/', ' ')}")
        rows: list[tuple[Any, ...]] = [("Foretak", team.say("trust")), ("Enhet", team.say("unit")), ("Prosjekt", team.title)]
        rows += [("Problem", team.problem), ("Mål", team.goal), ("Prioritet", team.priority), ()]
        rows.append(("Navn", "Yrke", "Rolle", "Mobil", "E-post"))
        rows += [(m.name, m.trade.written, words[m.role], number(m), m.mail) for m in team.members]
        rows += [(), ("Veileder (lokal)", a[0]), ("Veileders e-post", a[1]), ("Veileders mobil", a[2])]
        put(own, 1, 1, rows)
        truths.append(team.truth(MOST, PEOPLE))
    return saved(book), truths


def f_xlsx_column_for_each_team(rng: Random) -> Made:
    """Questions down the side, teams as columns headed by their units; people by role, one question a row; x for challenges."""
    teams = teams_of_one_trust(rng, 3)
    hard = challenge_words(rng)
    most = max(len(t.members) for t in teams)
    rows: list[list[Any]] = [["Spørsmål", *(f"Team {n}" for n, _ in enumerate(teams, 1))]]
    rows += [["Helseforetak", *(t.say("trust") for t in teams)], ["Enhet", *(t.say("unit") for t in teams)]]
    rows += [["Prosjekttittel", *(t.title for t in teams)], ["Problem", *(t.problem for t in teams)]]
    rows += [["Mål", *(t.goal for t in teams)], ["Prioritet", *(t.priority for t in teams)]]
    rows += [[hard[k], *("x" if k in t.challenges else "" for t in teams)] for k in CHALLENGES]
    for i, kind in enumerate(["Leder", "Tillitsvalgt", *(f"Medarbeider {n}" for n in range(1, most - 1))]):
        people = [t.members[i] if i < len(t.members) else None for t in teams]
        rows.append([f"{kind} – navn", *(m.name if m else "" for m in people)])
        rows.append([f"{kind} – yrke", *(m.trade.written if m else "" for m in people)])
        rows.append([f"{kind} – e-post", *(m.mail if m else "" for m in people)])
        rows.append([f"{kind} – mobil", *(number(m) if m else "" for m in people)])
    rows.append(["Lokal forbedringsveileder", *(f"{t.adviser.name}, {contact(t.adviser)}" for t in teams)])
    book = Workbook()
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(f"{MOST} challenges", PEOPLE) for team in teams]


def f_xlsx_people_by_number(rng: Random) -> Made:
    """Two sheets: the teams, each with a number; the people with that number, family name first; dates as serials."""
    teams = teams_of_one_trust(rng)
    heads = ["Team nr.", "Helseforetak", "Enhet", "Prosjektnavn", "Problem", "Mål", "Prioritet", "Meldt inn", "Lokal veileder"]
    rows: list[list[Any]] = [heads]
    people: list[list[Any]] = [["Team nr.", "Etternavn", "Fornavn", "Yrke", "Rolle", "E-post", "Mobil", "Agent (x)"]]
    for n, team in enumerate(teams, 11):
        words = role_words(rng)
        own = [n, team.say("trust"), team.say("unit"), team.title, team.problem, team.goal, team.priority]
        rows.append([*own, date(2025, 4, rng.randint(1, 28)), f"{team.adviser.name}, {contact(team.adviser)}"])
        for m in team.members:
            first, _, last = m.name.rpartition(" ")
            people.append([n, last, first, m.trade.written, words[m.role], m.mail, number(m), "x" if m.agent else ""])
    book = Workbook()
    book.active.title = "Team"
    put(book.active, 1, 1, rows)
    put(book.create_sheet("Personer"), 1, 1, people)
    return saved(book), [team.truth(MOST) for team in teams]


FORMS = (f_xlsx_list_and_sheets, f_xlsx_column_for_each_team, f_xlsx_people_by_number)
