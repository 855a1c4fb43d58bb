"""A small workspace of real files, made by the product's own forms: four teams, one of them without an adviser."""

import shutil

from pipeline.form.blank_docx import blank_docx
from pipeline.form.registration import REGISTRATION
from pipeline.programme.load import load_programme
from pipeline.programme.workspace import Workspace, shipped_root
from pipeline.steps.blanks import cohort_line

NOW = "2025-05-05T09:00"
UNN, NLSH = "Universitetssykehuset Nord-Norge HF", "Nordlandssykehuset HF"
ROLES = (("leader", "sykepleier"), ("union_rep", "lege"), ("staff", "fysioterapeut"))
TICKED = ("commit_leader_leads", "commit_whole_team", "commit_follow_up", "commit_time", "commit_costs", "binding")
TEAMS = (
    (UNN, 1, "Færre fall", "Veronika Veileder"),
    (UNN, 2, "Kortere ventetid", "Viggo Veileder"),
    (NLSH, 1, "Trygg utskriving", "Vilde Hjelper"),
    (NLSH, 2, "Bedre samtaler", "avklares senere"),
)


def start(folder):
    """The workspace, nothing read yet."""
    shipped, there = Workspace(shipped_root()), Workspace(folder)
    there.inbox.mkdir(parents=True)
    for number, team in enumerate(TEAMS, start=1):
        (there.inbox / f"skjema{number}.docx").write_bytes(form(number, *team))
    shutil.copy(shipped.programme_file, there.programme_file)
    shutil.copy(shipped.recipients_file, there.recipients_file)
    return folder


def form(number, trust, priority, title, adviser):
    line = cohort_line(load_programme(Workspace(shipped_root()).programme_file))
    values = {
        "trust": trust,
        "unit": f"Post {number}",
        "title": title,
        "priority": str(priority),
        "problem": "Pasientene venter lenge.",
        "goal": "Ventetiden er halvert innen jul.",
        "adviser_name": adviser,
        "language": "nb",
        **dict.fromkeys(TICKED, True),
    }
    for row, (role, profession) in enumerate(ROLES, start=1):
        values |= {
            f"member_{row}_name": f"{('Anna', 'Bjørn', 'Čájet')[row - 1]} {'ABCD'[number - 1]}moen",
            f"member_{row}_role": role,
            f"member_{row}_title": ("enhetsleder", "hovedtillitsvalgt", "rådgiver")[row - 1],
            f"member_{row}_profession": profession,
            f"member_{row}_email": f"person{number}.{row}@sykehus.example",
            f"member_{row}_agent": row == 1,
        }
    return blank_docx(REGISTRATION, "nb", line, values=values)
