"""Printed forms of the third collection that are tables, or stand like one."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.third import paper
from others.third.paper import e, either, said, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")
SIX = (*FIVE, "agent")


def wide(form: Form, _: Random) -> bytes:
    """Landscape, nine columns of members, everything ruled."""
    columns = ("number", "name", "role", "profession", "dept", "email", "phone", "agent")
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}<tr><td>{word(form, 'challenges')}</td><td>{paper.ticks(form, joint=' &#160; ')}</td></tr></table>"
        + f"<h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, columns, empty=3)
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { size: A4 landscape; margin: 12mm } body { font-size: 8.5pt } .label { width: 32%; background: #eee }",
    )


def pairs(form: Form, _: Random) -> bytes:
    """Two columns of label and value beside each other, no lines."""
    left, right = ("trust", "title", "adviser_name"), ("unit", "priority", "adviser_phone")
    body = "".join(
        f"<tr><td class='label'>{word(form, a)}:</td><td>{said(form, a)}</td><td class='label'>{word(form, b)}:</td><td>{said(form, b)}</td></tr>"
        for a, b in zip(left, right, strict=True)
    )
    long = "".join(
        f"<tr><td class='label'>{word(form, k)}:</td><td colspan=3>{said(form, k)}</td></tr>"
        for k in ("adviser_email", "problem", "goal")
    )
    return paper.printed(
        paper.title(form)
        + f"<table>{body}{long}<tr><td class='label'>{word(form, 'challenges')}:</td><td colspan=3>{paper.ticks(form, ('✓', '–'))}</td></tr></table>"
        + f"<h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, kind="plain")
        + f"<p>{paper.ticks(form, ('✓', '–'), keys=('binding',))}</p>",
        ".label { font-weight: bold; width: 21% } .members { font-size: 9pt } th { border-bottom: 1pt solid black }",
    )


def cards(form: Form, _: Random) -> bytes:
    """Boxes beside each other, a small grey label above each value."""

    def card(key: str, share: int) -> str:
        return f"<div class='card' style='width:{share}%'><div class='small'>{word(form, key)}</div>{said(form, key) or '&#160;'}</div>"

    shares = {"trust": 46, "unit": 46, "title": 71, "priority": 21, "problem": 96, "goal": 96}
    adviser = {"adviser_name": 29, "adviser_email": 37, "adviser_phone": 21}
    return paper.printed(
        paper.title(form)
        + "".join(card(k, s) for k, s in shares.items())
        + f"<h2>{word(form, 'challenges')}</h2>{paper.ticks(form, joint=' &#160;&#160; ')}<h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, FIVE)
        + f"<h2>{word(form, 'adviser')}</h2>"
        + "".join(card(k, s) for k, s in adviser.items())
        + f"<p>{paper.ticks(form, keys=('binding',))}</p>",
        ".card { display: inline-block; border: .6pt solid #888; border-radius: 3pt; margin: 2pt; padding: 3pt 5pt; vertical-align: top }"
        ".small { font-size: 7pt; color: #666 } .members { font-size: 9pt }",
    )


def narrow(form: Form, _: Random) -> bytes:
    """Columns so narrow that addresses and names break over lines, with rules between."""
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}{paper.adviser_rows(form)}</table><p>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, empty=2)
        + f"<p>{paper.ticks(form, keys=('binding',))}</p>",
        "body { font: 11pt Carlito; width: 135mm } .label { width: 35% } .members { table-layout: fixed } .members td { word-break: break-all }",
    )


def transposed(form: Form, _: Random) -> bytes:
    """A column for each member, the questions at the left."""
    head = "".join(f"<th>{word(form, 'member')} {i + 1}</th>" for i in range(len(form.members)))
    body = "".join(
        f"<tr><th>{word(form, c)}</th>" + "".join(f"<td>{e(form.cell(p, c))}</td>" for p in form.members) + "</tr>"
        for c in FIVE
    )
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}</table><p><b>{word(form, 'challenges')}:</b><br>{paper.ticks(form)}</p>"
        + f"<h2>{word(form, 'members')}</h2><table class='ruled members'><tr><th></th>{head}</tr>{body}</table>"
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { size: A4 landscape } body { font-size: 9pt } .label { width: 30% }",
    )


def crosses(form: Form, _: Random) -> bytes:
    """The role is a cross in one of three columns; the agent a fourth."""
    form.columns |= {"role", "agent"}
    heads = (
        "Navn",
        "Leder",
        "Tillits-<br>valgt",
        "Med-<br>arbeider",
        "Agent*",
        word(form, "profession"),
        word(form, "email"),
        word(form, "phone"),
    )
    body = ""
    for p in form.members:
        marks = "".join(f"<td class=c>{'X' if p.role.means == r else ''}</td>" for r in ("leader", "union_rep", "staff"))
        rest = "".join(f"<td>{e(form.cell(p, c))}</td>" for c in ("profession", "email", "phone"))
        body += f"<tr><td>{e(form.cell(p, 'name'))}</td>{marks}<td class=c>{'X' if p.agent else ''}</td>{rest}</tr>"
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}</table><p>{paper.ticks(form, ('[x]', '[ ]'))}</p><h2>{word(form, 'members')}</h2>"
        + f"<table class='ruled members'><tr>{''.join(f'<th>{h}</th>' for h in heads)}</tr>{body}</table><p>* utdannet forbedringsagent</p>"
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, ('[x]', '[ ]'), keys=('binding',))}</p>",
        ".members { font-size: 8.5pt } .c { text-align: center } .label { width: 32% }",
    )


def pages(form: Form, _: Random) -> bytes:
    """A long team whose table goes on to the next page under its head row again; running heads and page numbers."""
    return paper.printed(
        paper.title(form)
        + f"<p>Skjemaet fylles ut elektronisk og sendes foretakets kontaktperson. Ett skjema per team.</p><table class='ruled'>{paper.rows(form)}</table>"
        + f"<p><b>{word(form, 'challenges')}</b><br>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, empty=1)
        + f"<h2>{word(form, 'adviser')}</h2><table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { margin: 25mm 20mm; @top-left { content: 'Læringsnettverk kull 2 – påmelding'; font-size: 8pt } @top-right { content: 'Sak 2024/1180'; font-size: 8pt }"
        "@bottom-center { content: 'Side ' counter(page) ' av ' counter(pages); font-size: 8pt } } .members td { height: 34pt } .label { width: 30%; height: 30pt }"
        "tr { break-inside: avoid }",
    )


def small(form: Form, _: Random) -> bytes:
    """Print as small as can be, all of it on half a page."""
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}<tr><td>{word(form, 'challenges')}</td><td>{paper.ticks(form, joint=' ')}</td></tr>"
        + f"<tr><td>{word(form, 'binding')}</td><td>{word(form, 'yes') if form.ticked('binding') else word(form, 'no')}</td></tr></table>"
        + paper.members_table(form, SIX, empty=2)
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table>",
        'body { font: 6.5pt "Liberation Sans Narrow" } td, th { padding: .5pt 2pt } .label { width: 25% }',
    )


def zebra(form: Form, _: Random) -> bytes:
    """Coloured bars as headings, every second row grey, no lines at all; drawn boxes with drawn crosses."""
    boxes = "".join(f"<tr><td>{paper.square(form.ticked(k))} {word(form, k)}</td></tr>" for k in CHALLENGES)
    return paper.printed(
        f"<h1>{word(form, 'heading')}</h1><h2>A. {word(form, 'project')}</h2><table class='z'>{paper.rows(form)}</table>"
        f"<h2>B. {word(form, 'challenges')}</h2><table class='z'>{boxes}</table><h2>C. {word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, kind="z")
        + f"<h2>D. {word(form, 'adviser')}</h2><table class='z'>{paper.adviser_rows(form)}</table>"
        + f"<h2>E. Bekreftelse</h2><p>{paper.square(form.ticked('binding'))} {word(form, 'binding')}</p>",
        "h2 { background: #1f4e79; color: white; padding: 3pt 6pt } .z tr:nth-child(even) { background: #eef } .z { font-size: 9pt } .label { width: 34% }",
    )


def merged(form: Form, _: Random) -> bytes:
    """One table for all: groups in a column of their own that spans rows; members in it too."""
    project = "".join(
        "<tr>"
        + (f"<td rowspan=6 class='group'>{word(form, 'project')}</td>" if i == 0 else "")
        + f"<td>{word(form, k)}</td><td colspan=4>{said(form, k)}</td></tr>"
        for i, k in enumerate(HEAD)
    )
    count = len(form.members) + 1
    team = (
        f"<tr><td rowspan={count} class='group'>{word(form, 'members')}</td>"
        + "".join(f"<th>{word(form, c)}</th>" for c in FIVE)
        + "</tr>"
    )
    team += "".join("<tr>" + "".join(f"<td>{e(form.cell(p, c))}</td>" for c in FIVE) + "</tr>" for p in form.members)
    keys = ("adviser_name", "adviser_email", "adviser_phone")
    guide = "".join(
        "<tr>"
        + (f"<td rowspan=3 class='group'>{word(form, 'adviser')}</td>" if i == 0 else "")
        + f"<td>{word(form, k)}</td><td colspan=4>{said(form, k)}</td></tr>"
        for i, k in enumerate(keys)
    )
    ticked = f"<tr><td class='group'>{word(form, 'challenges')}</td><td colspan=5>{paper.ticks(form)}</td></tr>"
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{project}{ticked}{team}{guide}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { margin: 14mm } body { font-size: 8.5pt } .group { background: #ddd; width: 15%; font-weight: bold } table.ruled { table-layout: fixed }",
    )


def cells_above(form: Form, rng: Random) -> bytes:
    """Label cells above answer cells, three to a row."""
    on, off = either(rng, "☑☐", "☒☐", "■□")
    first = "".join(f"<th>{word(form, k)}</th>" for k in ("trust", "unit", "priority"))
    second = "".join(f"<td>{said(form, k)}</td>" for k in ("trust", "unit", "priority"))
    third = "".join(
        f"<tr><th colspan=3>{word(form, k)}</th></tr><tr><td colspan=3>{said(form, k) or '&#160;'}</td></tr>"
        for k in ("title", "problem", "goal")
    )
    guide = (
        "<tr>" + "".join(f"<th>{word(form, k)}</th>" for k in ("adviser_name", "adviser_email", "adviser_phone")) + "</tr><tr>"
    )
    guide += (
        "".join(f"<td>{said(form, k) or '&#160;'}</td>" for k in ("adviser_name", "adviser_email", "adviser_phone")) + "</tr>"
    )
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled f'><tr>{first}</tr><tr>{second}</tr>{third}{guide}</table>"
        + f"<p>{word(form, 'challenges')}: {paper.ticks(form, (on, off), joint=' &#160; ')}</p>"
        + paper.members_table(form, FIVE, empty=1)
        + f"<p>{paper.ticks(form, keys=('binding',))}</p>",
        ".f th { background: #e8f0e8; font-size: 8pt; font-weight: normal } .f td { height: 16pt } .members { font-size: 9pt }",
    )


DRAWN = {
    "wide": wide,
    "pairs": pairs,
    "cards": cards,
    "narrow": narrow,
    "transposed": transposed,
    "crosses": crosses,
    "pages": pages,
    "small": small,
    "zebra": zebra,
    "merged": merged,
    "cellsabove": cells_above,
}
