"""The workspace of four teams with two places, the plan approved and the answers handed over, on the way into October."""

import os
import re
import shutil

from advised_workspace import NOW, start

OCTOBER = "2025-10-03T09:00"
IN_TIME = 1_745_800_000
NOTICE = """From: leder@sykehus.example
To: post@helse-nord.example
Subject: {id} - vi trekker teamet
Date: Thu, 02 Oct 2025 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Hei. Vi trekker påmeldingen av prosjektet «{title}» (Universitetssykehuset Nord-Norge HF).
"""


def approved_cohort(folder, call):
    """UNN-1 and NLSH-1 have places, UNN-2 and NLSH-2 stand on the reserve list; the year has begun.

    Beside it, as «unsent», the same before any answer was handed over.
    """
    start(folder)
    for file in (folder / "inbox").iterdir():
        os.utime(file, (IN_TIME, IN_TIME))
    programme = folder / "programme.toml"
    text = programme.read_text(encoding="utf-8")
    programme.write_text(re.sub(r"(?m)^capacity *=.*$", "capacity = 2", text), encoding="utf-8")
    run(call, folder, NOW, "intake")
    short = re.findall(r"\b[0-9a-f]{12}\b", run(call, folder, NOW, "plan"))[-1]
    run(call, folder, NOW, "plan", "--approve", short, "--by", "Ragnhild Sørvik", "--reason", "sett på")
    run(call, folder, NOW, "letters")
    shutil.copytree(folder, folder.with_name("unsent"))
    run(call, folder, NOW, "send", "--word", "--yes")
    run(call, folder, NOW, "calendar")
    for key in ("samling-1", "samling-2"):
        run(call, folder, NOW, "meeting", key)
    sheet = folder / "outbox/meetings/samling-1/oppmote-samling-1.xlsx"
    present(sheet)
    run(call, folder, OCTOBER, "attendance", str(sheet))
    return folder


def present(sheet):
    """Everybody was there on both days."""
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    for row in book.worksheets[0].iter_rows(min_row=2):
        if row[0].value:
            row[3].value = row[4].value = "ja"
    book.save(sheet)


def run(call, folder, now, *arguments):
    """What the program says, when it does as it is told."""
    done = call(folder, *arguments, now=now)
    assert done.status == 0, done.err + done.out
    return done.out


def notice(folder, id_="UNN-1", title="Færre fall"):
    """A mail in the inbox, by which the team withdraws."""
    (folder / "inbox/trekker.eml").write_text(NOTICE.format(id=id_, title=title), encoding="utf-8")
