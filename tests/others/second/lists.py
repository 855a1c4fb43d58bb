"""Workbooks with a trust's list: a row for each team, or a row for each person."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from openpyxl import Workbook

from others.forms import CHALLENGES, Truth
from others.second.cast import MOST, Team, a_team, shuffled
from others.second.phrases import contact, role_words, yes_no
from others.second.workbooks import NO_AGENT, adviser_row, number, put, saved

Made = tuple[bytes, list[Truth]]


def teams_of_one_trust(rng: Random, most: int = 4, fewest: int = 2) -> list[Team]:
    """Teams in order of priority; no answer is blank, so that each row has all it asks for."""
    first = a_team(rng, whole=True)
    found = [
        replace(a_team(rng, size=(3, 4), whole=True, trust=first.trust), priority=n)
        for n in range(1, rng.randint(fewest, most) + 1)
    ]
    seen: set[str] = set()
    return [team for team in found if not (team.title in seen or seen.add(team.title))]


def s_xlsx_row_per_team(rng: Random) -> Made:
    """A row for each team: four columns a member, the heads name the role."""
    teams = teams_of_one_trust(rng)
    most = max(len(team.members) for team in teams)
    kinds = ["Leder", "Tillitsvalgt", *(f"Medarbeider {i}" for i in range(1, most - 1))]
    heads = ["Helseforetak", "Prioritet", "Enhet", "Prosjekt", "Problem", "Mål"]
    heads += [f"{kind} – {what}" for kind in kinds for what in ("navn", "yrke", "e-post", "tlf")]
    heads += ["Forbedringsveileder", "Veileder e-post", "Veileder tlf"]
    rows: list[list[Any]] = [heads]
    for team in teams:
        row: list[Any] = [team.say("trust"), team.priority, team.say("unit"), team.title, team.say("problem"), team.say("goal")]
        for i in range(len(kinds)):
            m = team.members[i] if i < len(team.members) else None
            row += [m.name, m.trade.written, m.mail, m.phone.written] if m else [""] * 4
        rows.append([*row, *adviser_row(team)])
    book = Workbook()
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(MOST, NO_AGENT) for team in teams]


def s_xlsx_row_per_team_one_cell(rng: Random) -> Made:
    """A row for each team, the members in one cell with line breaks; the trust above the table, a sum row below it."""
    teams = teams_of_one_trust(rng)
    heads = ["Pri", "Tittel", "Avdeling", "Problemstilling", "Mål", "Teammedlemmer", "Lokal forbedringsveileder", "Bindende"]
    rows: list[list[Any]] = []
    for team in teams:
        words = role_words(rng)
        people = "\n".join(f"{m.name}, {words[m.role]}, {m.trade.written}, {m.mail}, {m.phone.written}" for m in team.members)
        a = team.adviser
        rows.append(
            [
                team.priority,
                team.title,
                team.say("unit"),
                team.say("problem"),
                team.say("goal"),
                people,
                f"{a.name}, {contact(a)}",
                yes_no(team.binding),
            ]
        )
    book = Workbook()
    put(
        book.active,
        1,
        1,
        [["Prioritert prosjektliste"], ["Foretak:", teams[0].say("trust")], [], heads, *rows, [], ["Antall team", len(teams)]],
    )
    return saved(book), [team.truth(f"{MOST} binding", NO_AGENT) for team in teams]


def s_xlsx_row_per_person(rng: Random) -> Made:
    """A row for each person, the team's columns repeated in each row; phones as numbers."""
    teams = teams_of_one_trust(rng)
    heads = [
        "Helseforetak",
        "Prioritet",
        "Prosjekt",
        "Enhet",
        "Problem",
        "Mål",
        "Navn",
        "Rolle",
        "Faggruppe",
        "E-post",
        "Telefon",
        "Forbedringsveileder",
    ]
    rows: list[list[Any]] = [heads]
    for team in teams:
        words = role_words(rng)
        own = [team.say("trust"), team.priority, team.title, team.say("unit"), team.say("problem"), team.say("goal")]
        rows += [[*own, m.name, words[m.role], m.trade.written, m.mail, number(m), team.adviser.name] for m in team.members]
    book = Workbook()
    book.active.title = "Deltakere"
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(MOST, NO_AGENT, "name") for team in teams]


def s_xlsx_first_row_only(rng: Random) -> Made:
    """A row for each person, the team's columns filled in its first row only; x for the challenges."""
    teams = teams_of_one_trust(rng)
    hard = {
        "high_workload": "Høy arbeidsbelastning",
        "high_turnover": "Høy turnover",
        "limited_capacity": "Begrenset kapasitet",
    }
    heads = ["Foretak", "Pri.", "Prosjekttittel", "Enhet", *hard.values(), "Navn", "Rolle", "Yrke", "Mobil", "E-post"]
    rows: list[list[Any]] = [heads]
    gap = rng.random() < 0.5
    for team in teams:
        words = role_words(rng)
        own = [
            team.say("trust"),
            team.priority,
            team.title,
            team.say("unit"),
            *("x" if k in team.challenges else "" for k in CHALLENGES),
        ]
        for i, m in enumerate(team.members):
            rows.append(
                [*(own if i == 0 else [""] * len(own)), m.name, words[m.role], m.trade.written, m.phone.written, m.mail]
            )
        rows += [[]] * gap
    book = Workbook()
    put(book.active, 2, 2, rows)
    return saved(book), [team.truth("trust unit title priority challenges", NO_AGENT, "") for team in teams]


def s_xlsx_adviser_among_people(rng: Random) -> Made:
    """One team; its people in a list where the adviser is a row too, by the role «Forbedringsveileder» (and so no member)."""
    team = a_team(rng, whole=True)
    words = {**role_words(rng), "": rng.choice(("Forbedringsveileder", "Lokal forbedringsveileder", "Veileder (forbedring)"))}
    people = [*team.members]
    people.insert(rng.randint(1, len(people)), team.adviser)
    rows: list[list[Any]] = [
        ["Helseforetak", team.say("trust")],
        ["Enhet", team.say("unit")],
        ["Tittel", team.title],
        ["Problem", team.problem],
    ]
    rows += [["Mål", team.goal], ["Prioritet", team.priority], [], ["Navn", "Rolle", "Yrke", "E-post", "Telefon"]]
    rows += [[m.name, words[m.role], m.trade.written, m.mail, m.phone.written] for m in people]
    book = Workbook()
    put(book.active, 1, 1, rows)
    return saved(book), [team.truth(MOST, NO_AGENT)]


def s_xlsx_sheet_per_team(rng: Random) -> Made:
    """A sheet for each team, named «Team 1» …, with labels beside answers."""
    book = Workbook()
    truths = []
    for n, team in enumerate(teams_of_one_trust(rng, 3), 1):
        sheet = book.active if n == 1 else book.create_sheet()
        sheet.title = f"Team {n}"
        words = role_words(rng)
        rows: list[Any] = [("Foretak", team.say("trust")), ("Enhet", team.say("unit")), ("Prosjektnavn", team.title)]
        rows += [("Problembeskrivelse", team.problem), ("Mål", team.goal), ("Prioritet", team.priority), ()]
        columns = shuffled(rng, ["Rolle", "Yrke", "E-post", "Telefon"])
        rows.append(("Navn", *columns))
        for m in team.members:
            by = {"Rolle": words[m.role], "Yrke": m.trade.written, "E-post": m.mail, "Telefon": m.phone.written}
            rows.append((m.name, *(by[c] for c in columns)))
        rows += [(), ("Forbedringsveileder", ", ".join(adviser_row(team)))]
        put(sheet, 1, 1, rows)
        truths.append(team.truth(MOST, NO_AGENT))
    return saved(book), truths


FORMS = (
    s_xlsx_row_per_team,
    s_xlsx_row_per_team_one_cell,
    s_xlsx_row_per_person,
    s_xlsx_first_row_only,
    s_xlsx_adviser_among_people,
    s_xlsx_sheet_per_team,
)
