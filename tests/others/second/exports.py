"""Workbooks that programs or planners make: a web form's export, a column for each team, people on a sheet of their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from openpyxl import Workbook

from others.forms import Truth
from others.second.cast import MOST, a_team
from others.second.lists import teams_of_one_trust
from others.second.phrases import CHALLENGE_WORDS, contact, role_words, yes_no
from others.second.workbooks import NO_AGENT, adviser_row, number, pairs, put, saved

Made = tuple[bytes, list[Truth]]


def s_xlsx_web_export(rng: Random) -> Made:
    """A web form's export: id, times and the sender's address before the questions; answers with semicolons."""
    heads = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Hvilket helseforetak?", "Enhetens navn"]
    heads += ["Prosjektets tittel", "Hvilket problem skal dere løse?", "Hva er målet?", "Prioritet i foretaket"]
    heads += ["Hva kjennetegner enheten?", "Deltakere (navn, rolle, yrke, e-post, mobil)", "Lokal forbedringsveileder"]
    heads.append("Er påmeldingen bindende?")
    rows: list[list[Any]] = [heads]
    teams = teams_of_one_trust(rng)
    start = datetime(2025, 4, 14, 9, 30)  # noqa: DTZ001 - Excel knows no time zone
    for i, team in enumerate(teams, 1):
        words, begun = role_words(rng), start + timedelta(hours=rng.randint(1, 200))
        hard = "".join(f"{CHALLENGE_WORDS['nb'][key][0]};" for key in sorted(team.challenges))
        people = "\n".join(f"{m.name}, {words[m.role]}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members)
        own = [team.say("trust"), team.say("unit"), team.title, team.problem, team.goal, team.priority, hard, people]
        a = team.adviser
        rows.append(
            [i, begun, begun + timedelta(minutes=11), "anonymous", "", *own, f"{a.name}, {contact(a)}", yes_no(team.binding)]
        )
    book = Workbook()
    book.active.title = "Form1"
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(f"{MOST} challenges binding", NO_AGENT) for team in teams]


def s_xlsx_column_per_team(rng: Random) -> Made:
    """The questions down the side, a column for each team; members in one cell, one a line."""
    teams = teams_of_one_trust(rng, 3)
    words = role_words(rng)
    rows: list[list[Any]] = [["", *(f"Team {n}" for n, _ in enumerate(teams, 1))]]
    for i, (label, _) in enumerate(pairs(teams[0])):
        rows.append([label, *(pairs(team)[i][1] for team in teams)])
    people = [
        "\n".join(f"{m.name}, {words[m.role]}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members)
        for team in teams
    ]
    rows += [["Teammedlemmer", *people], ["Forbedringsveileder", *(f"{t.adviser.name}, {contact(t.adviser)}" for t in teams)]]
    book = Workbook()
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(MOST, NO_AGENT) for team in teams]


def s_xlsx_people_apart(rng: Random) -> Made:
    """The first sheet lists the projects, the second the people with the project's title beside each."""
    teams = teams_of_one_trust(rng)
    book = Workbook()
    sheet = book.active
    sheet.title = "Prosjekter"
    heads = ["Prioritet", "Helseforetak", "Enhet", "Prosjekt", "Problem", "Mål"]
    heads += ["Forbedringsveileder", "Veileders e-post", "Veileders mobil"]
    rows = [[t.priority, t.say("trust"), t.say("unit"), t.title, t.problem, t.goal, *adviser_row(t)] for t in teams]
    put(sheet, 1, 1, [heads, *rows])
    people: list[list[Any]] = [["Prosjekt", "Navn", "Rolle", "Faggruppe", "E-post", "Mobil"]]
    for team in teams:
        words = role_words(rng)
        people += [[team.title, m.name, words[m.role], m.trade.written, m.mail, m.phone.written] for m in team.members]
    other = book.create_sheet("Deltakere")
    put(other, 1, 1, people)
    return saved(book), [team.truth(MOST, NO_AGENT) for team in teams]


def s_xlsx_role_rows(rng: Random) -> Made:
    """A form whose members have a label each («Leder», «Tillitsvalgt», «Medarbeider 1» …), answers to its right."""
    team = a_team(rng)
    rows: list[list[Any]] = [list(pair) for pair in pairs(team)]
    rows += [[], ["", "Navn", "Yrke", "E-post", "Mobil", "Forbedringsagent (ja/nei)"]]
    for i, m in enumerate(team.members):
        kind = {"leader": "Leder", "union_rep": "Tillitsvalgt"}.get(m.role, f"Medarbeider {i - 1}")
        rows.append([kind, m.name, m.trade.written, m.mail, float(number(m)) if number(m) else "", yes_no(m.agent).lower()])
    rows += [[f"Medarbeider {len(team.members) - 1}"], ["Lokal forbedringsveileder", *_spread(team)]]
    book = Workbook()
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(MOST)]


def _spread(team: Any) -> list[Any]:
    """The adviser's answers under the members' heads."""
    a = team.adviser
    return [a.name, a.trade.written, a.mail, a.phone.written] if a else []


FORMS = (s_xlsx_web_export, s_xlsx_column_per_team, s_xlsx_people_apart, s_xlsx_role_rows)
