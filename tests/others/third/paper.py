"""Printed pages of the third collection: HTML, set by WeasyPrint, the same bytes for the same text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from random import Random

import pikepdf
import weasyprint

from others.forms import CHALLENGES, Form
from others.people import Person
from others.third.team import HEAD

SANS, SERIF, CALIBRI, NARROW = '"Liberation Sans"', '"Liberation Serif"', "Carlito", '"Liberation Sans Narrow"'
BASE = """
@page { size: A4; margin: 18mm }
body { font: 10pt "Liberation Sans"; line-height: 1.3 }
h1 { font-size: 150%; margin: 0 0 .6em } h2 { font-size: 115%; margin: 1em 0 .3em; break-after: avoid }
table { border-collapse: collapse; width: 100%; margin: .4em 0 }
td, th { padding: 2pt 5pt; text-align: left; vertical-align: top; overflow-wrap: anywhere }
table.ruled td, table.ruled th { border: .6pt solid #444 }
p { margin: .3em 0 }
.tick { font-family: "DejaVu Sans" }
"""


def printed(body: str, style: str = "", base: str = BASE) -> bytes:
    """A PDF of the body."""
    out = BytesIO()
    with pikepdf.open(
        BytesIO(weasyprint.HTML(string=f"<html lang='no'><style>{base}{style}</style>{body}</html>").write_pdf())
    ) as pdf:
        pdf.save(out, static_id=True)
    return out.getvalue()


def e(text: str) -> str:
    """Text for HTML; line breaks stay."""
    return escape(text).replace("\n", "<br>")


def word(form: Form, thing: str) -> str:
    """The form's word for a thing, for HTML."""
    return e(form.word(thing))


def said(form: Form, key: str) -> str:
    """The form's answer, for HTML."""
    return e(form.answer(key))


def title(form: Form) -> str:
    return f"<h1>{word(form, 'heading')}</h1>"


def rows(form: Form, keys: Sequence[str] = HEAD) -> str:
    """A table row for each question: label and answer."""
    return "".join(f"<tr><td class='label'>{word(form, k)}</td><td>{said(form, k)}</td></tr>" for k in keys)


def members_table(form: Form, columns: Sequence[str], *, empty: int = 0, kind: str = "ruled", head: bool = True) -> str:
    """A row for each member under a head row; rows left empty below."""
    top = "".join(f"<th>{word(form, column)}</th>" for column in columns) if head else ""
    body = (
        "".join("<tr>" + "".join(f"<td>{e(form.cell(p, column))}</td>" for column in columns) + "</tr>" for p in form.members)
        + ("<tr>" + "<td>&#160;</td>" * len(columns) + "</tr>") * empty
    )
    return f"<table class='{kind} members'><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def ticks(form: Form, marks: tuple[str, str] = ("☒", "☐"), joint: str = "<br>", keys: Sequence[str] = CHALLENGES) -> str:
    """The challenges (or other ticks), each with a sign before it; `marks` are the signs for ticked and not."""
    return joint.join(f"<span class='tick'>{marks[0] if form.ticked(k) else marks[1]}</span> {word(form, k)}" for k in keys)


def square(ticked: bool) -> str:
    """A drawn box, with or without a drawn cross: no letter at all."""
    cross = "<path d='M2 2 L10 10 M10 2 L2 10' stroke='black' stroke-width='1.4'/>" if ticked else ""
    return (
        "<svg width='9pt' height='9pt' viewBox='0 0 12 12'><rect x='1' y='1' width='10' height='10' fill='none' stroke='black'/>"
        f"{cross}</svg>"
    )


def adviser_line(form: Form) -> str:
    """The adviser on one line: name, address and phone."""
    shown = [said(form, key) for key in ("adviser_name", "adviser_email", "adviser_phone")]
    return ", ".join(text for text in shown if text)


def adviser_rows(form: Form) -> str:
    """Rows for the adviser's name, address and phone, each named in full."""
    return rows(form, ("adviser_name", "adviser_email", "adviser_phone"))


def facts(form: Form, person: Person, columns: Sequence[str], joint: str = ", ") -> str:
    """What is said of a member, one after another; blanks are left out."""
    return joint.join(text for text in (e(form.cell(person, column)) for column in columns) if text)


def either(rng: Random, *choices: str) -> str:
    return rng.choice(choices)
