"""Printed forms of the third collection that run down the page: headings, questions, dots, prose, lists of people."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.third import paper
from others.third.paper import e, either, facts, said, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")


def dotted(form: Form, _: Random) -> bytes:
    """Labels, then the answer on a dotted line."""
    lines = "".join(f"<div class='l'>{word(form, k)}: <span class='v'>{said(form, k) or '&#160;'}</span></div>" for k in HEAD)
    guide = "".join(
        f"<div class='l'>{word(form, k)}: <span class='v'>{said(form, k) or '&#160;'}</span></div>"
        for k in ("adviser_name", "adviser_email", "adviser_phone")
    )
    people = "".join(
        f"<div class='l'>{i}. <span class='v'>{facts(form, p, FIVE)}</span></div>" for i, p in enumerate(form.members, 1)
    )
    return paper.printed(
        paper.title(form)
        + lines
        + f"<div class='l'>{word(form, 'challenges')}: {paper.ticks(form, ('(X)', '( )'), joint=' &#160; ')}</div>"
        + f"<h2>{word(form, 'members')}</h2>{people}<h2>{word(form, 'adviser')}</h2>{guide}<p>{paper.ticks(form, ('(X)', '( )'), keys=('binding',))}</p>",
        ".l { margin: 5pt 0; border-bottom: 1pt dotted #555 } body { font-family: 'Liberation Serif'; font-size: 11pt }",
    )


def headings(form: Form, _: Random) -> bytes:
    """Each question is a heading, its answer stands under it; a block for each member."""
    sections = "".join(f"<h2>{word(form, k)}</h2><p>{said(form, k)}</p>" for k in HEAD)
    people = "".join(
        f"<h3>{word(form, 'member')} {i}</h3><p>" + "<br>".join(f"{word(form, c)}: {e(form.cell(p, c))}" for c in FIVE) + "</p>"
        for i, p in enumerate(form.members, 1)
    )
    guide = "<br>".join(f"{word(form, k)}: {said(form, k)}" for k in ("adviser_name", "adviser_email", "adviser_phone"))
    return paper.printed(
        paper.title(form)
        + sections
        + f"<h2>{word(form, 'challenges')}</h2><p>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>{people}<h2>{word(form, 'adviser')}</h2><p>{guide}</p>"
        + f"<h2>Bekreftelse</h2><p>{paper.ticks(form, keys=('binding',))}</p>",
        "body { font-family: Caladea } h2 { color: #7a1f3d } h3 { font-size: 100%; margin: .6em 0 0 }",
    )


def numbered(form: Form, _: Random) -> bytes:
    """Numbered questions, the answers in italics; people as a list with dashes."""
    asked = "".join(f"<p class='q'>{i}. {word(form, k)}</p><p class='a'>{said(form, k)}</p>" for i, k in enumerate(HEAD, 1))
    people = "".join(f"<li>{facts(form, p, FIVE, ' – ')}</li>" for p in form.members)
    return paper.printed(
        paper.title(form)
        + asked
        + f"<p class='q'>7. {word(form, 'challenges')}</p><p>{paper.ticks(form, ('☑', '☐'))}</p>"
        + f"<p class='q'>8. {word(form, 'members')}</p><ul>{people}</ul>"
        + f"<p class='q'>9. {word(form, 'adviser')}</p><p class='a'>{paper.adviser_line(form)}</p>"
        + f"<p class='q'>10. {word(form, 'binding')}</p><p class='a'>{word(form, 'yes' if form.ticked('binding') else 'no')}</p>",
        ".q { font-weight: bold; margin-top: .8em } .a { font-style: italic; margin-left: 1.4em }",
    )


def by_role(form: Form, _: Random) -> bytes:
    """People under the role they have: «Leder», «Tillitsvalgt(e)», «Øvrige medarbeidere»."""
    form.columns.add("role")
    groups = (("leader", "leaders"), ("union_rep", "union_reps"), ("staff", "staffs"))
    columns = ("name", "profession", "email", "phone")
    people = "".join(
        f"<p><b>{word(form, heading)}</b></p><ul>"
        + "".join(f"<li>{facts(form, p, columns)}</li>" for p in form.members if p.role.means == role)
        + "</ul>"
        for role, heading in groups
        if any(p.role.means == role for p in form.members)
    )
    lines = "".join(f"<p><b>{word(form, k)}:</b> {said(form, k)}</p>" for k in HEAD)
    return paper.printed(
        paper.title(form)
        + lines
        + f"<p><b>{word(form, 'challenges')}:</b> {paper.ticks(form, joint=', ')}</p><h2>{word(form, 'members')}</h2>{people}"
        + f"<p><b>{word(form, 'adviser')}:</b> {paper.adviser_line(form)}</p><p>{paper.ticks(form, keys=('binding',))}</p>",
        "body { font-family: Carlito; font-size: 11pt }",
    )


def blocks(form: Form, _: Random) -> bytes:
    """A framed block for each member, two blocks beside each other."""

    def block(i: int) -> str:
        p = form.members[i]
        inside = "".join(f"<tr><td class='k'>{word(form, c)}</td><td>{e(form.cell(p, c))}</td></tr>" for c in FIVE)
        return f"<div class='b'><b>{word(form, 'member')} {i + 1}</b><table>{inside}</table></div>"

    return paper.printed(
        paper.title(form)
        + f"<table>{paper.rows(form)}</table><p><b>{word(form, 'challenges')}</b><br>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + "".join(block(i) for i in range(len(form.members)))
        + f"<h2>{word(form, 'adviser')}</h2><table>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        ".b { display: inline-block; width: 44%; border: .6pt solid #666; margin: 3pt; padding: 4pt; font-size: 9pt; vertical-align: top }"
        ".k { width: 34%; color: #555 } .label { width: 34%; font-weight: bold }",
    )


def two_sizes(form: Form, _: Random) -> bytes:
    """Labels in small capitals, answers larger; a member is a name in bold and a line of facts under it."""
    lines = "".join(f"<p class='s'>{word(form, k).upper()}</p><p class='v'>{said(form, k)}</p>" for k in HEAD)
    people = "".join(
        f"<p class='v'><b>{e(form.cell(p, 'name'))}</b></p><p class='f'>{facts(form, p, ('role', 'profession', 'email', 'phone'), ' · ')}</p>"
        for p in form.members
    )
    return paper.printed(
        paper.title(form)
        + lines
        + f"<p class='s'>{word(form, 'challenges').upper()}</p><p class='v'>{paper.ticks(form, ('✔', '○'))}</p>"
        + f"<p class='s'>{word(form, 'members').upper()}</p>{people}<p class='s'>{word(form, 'adviser').upper()}</p><p class='v'>{paper.adviser_line(form)}</p>"
        + f"<p class='v'>{paper.ticks(form, ('✔', '○'), keys=('binding',))}</p>",
        ".s { font-size: 6.5pt; letter-spacing: .5pt; color: #888; margin: .9em 0 0 } .v { font-size: 12pt; margin: 0 } .f { font-size: 9pt; margin: 0 0 .4em }",
    )


def tabbed(form: Form, _: Random) -> bytes:
    """Lines with tabulators, as typed: labels, and people's columns without a table."""
    lines = "".join(
        f"<p class='t'><span class='l'>{word(form, k)}</span><span class='r'>{said(form, k)}</span></p>" for k in HEAD
    )
    wide = {"name": 105, "role": 92, "profession": 100, "email": 150, "phone": 75}
    top = "".join(f"<span class='c' style='width:{w}pt'><u>{word(form, c).split(' (')[0]}</u></span>" for c, w in wide.items())
    people = "".join(
        "<p class='m'>"
        + "".join(f"<span class='c' style='width:{w}pt'>{e(form.cell(p, c)) or '&#160;'}</span>" for c, w in wide.items())
        + "</p>"
        for p in form.members
    )
    return paper.printed(
        paper.title(form)
        + lines
        + f"<p>{word(form, 'challenges')}</p><p>{paper.ticks(form, ('x', '&#160;'))}</p><h2>{word(form, 'members')}</h2><p class='m'>{top}</p>{people}"
        + f"<p class='t'><span class='l'>{word(form, 'adviser')}</span><span class='r'>{paper.adviser_line(form)}</span></p>"
        + f"<p class='t'><span class='l'>{word(form, 'binding')}</span><span class='r'>{word(form, 'yes' if form.ticked('binding') else 'no')}</span></p>",
        ".t { display: flex } .l { width: 150pt } .r { width: 320pt } .c { display: inline-block; font-size: 8.5pt; vertical-align: top } .m { margin: 1pt 0; white-space: nowrap }"
        "@page { margin: 15mm } .tick { display: inline-block; width: 10pt }",
    )


def prose(form: Form, rng: Random) -> bytes:
    """A letter in whole sentences; members as sentences too. It asks for no binding and no challenges."""
    who = {"leader": "leder for teamet", "union_rep": "tillitsvalgt", "staff": "medarbeider"}
    form.columns.add("role")
    people = "".join(
        f"<li>{e(form.cell(p, 'name'))}, {e(form.cell(p, 'profession'))}, {who[p.role.means or '']}"
        + (f", e-post {e(p.email)}" if form.cell(p, "email") and p.email else "")
        + (f", tlf. {e(p.phone.written.removeprefix('tlf. '))}" if form.cell(p, "phone") else "")
        + "</li>"
        for p in form.members
    )
    parts = {k: said(form, k) for k in ("trust", "title", "problem", "goal", "priority")}
    problem = f"<p>Problemet er følgende: {parts['problem']}</p>" if parts["problem"] else ""
    goal = f"<p>Målet vårt er: {parts['goal']}</p>" if parts["goal"] else ""
    form.asked -= {k for k in ("problem", "goal") if not parts[k]}
    named = form.said["adviser_name"]
    guide = (
        f"<p>Lokal forbedringsveileder er {paper.adviser_line(form)}.</p>"
        if named.means
        else "<p>Forbedringsveileder er ikke avklart.</p>"
    )
    form.asked.add("adviser_name")
    number = form.said["priority"].means
    return paper.printed(
        f"<p>Til Helse Nord RHF<br>Fra {parts['trust']}</p><p class='d'>{either(rng, '14. april 2025', '28.04.2025')}</p><h1>{word(form, 'heading')}</h1>"
        f"<p>Vi melder med dette på et team til prosjektet «{parts['title']}», som er prioritet {number} i foretaket.</p>{problem}{goal}"
        f"<p>Teamet består av:</p><ul>{people}</ul>{guide}<p>Med vennlig hilsen<br>Stabsavdelingen</p>",
        "body { font: 11.5pt 'Liberation Serif' } .d { text-align: right }",
    )


def sidebar(form: Form, _: Random) -> bytes:
    """A coloured bar at the left holds trust, unit, rank and adviser; the rest stands right of it."""
    side = "".join(
        f"<p class='k'>{word(form, k)}</p><p>{said(form, k) or '&#160;'}</p>"
        for k in ("trust", "unit", "priority", "adviser_name", "adviser_email", "adviser_phone")
    )
    main = "".join(f"<p class='k'>{word(form, k)}</p><p>{said(form, k) or '&#160;'}</p>" for k in ("title", "problem", "goal"))
    people = "".join(f"<p class='m'>{facts(form, p, FIVE)}</p>" for p in form.members)
    return paper.printed(
        paper.title(form)
        + f"<div class='side'>{side}</div><div class='main'>{main}<p class='k'>{word(form, 'challenges')}</p><p>{paper.ticks(form)}</p>"
        + f"<p class='k'>{word(form, 'members')}</p>{people}<p>{paper.ticks(form, keys=('binding',))}</p></div>",
        ".side { float: left; width: 32%; background: #e3ecf5; padding: 8pt; font-size: 9pt } .main { margin-left: 38% } .k { font-weight: bold; margin: .8em 0 0 } .m { margin: 3pt 0 }",
    )


def yes_no(form: Form, rng: Random) -> bytes:
    """Each tick is a pair «Ja ☒ Nei ☐»; the agent too, in the row of the member."""
    on, off = either(rng, "☒☐", "●○", "■□")

    def pair(yes: bool) -> str:
        return f"{word(form, 'yes')} <span class='tick'>{on if yes else off}</span> &#160; {word(form, 'no')} <span class='tick'>{off if yes else on}</span>"

    ticked = "".join(
        f"<tr><td>{word(form, k)}</td><td class='r'>{pair(form.ticked(k))}</td></tr>" for k in (*CHALLENGES, "binding")
    )
    form.columns.add("agent")
    people = "".join(
        "<tr>" + "".join(f"<td>{e(form.cell(p, c))}</td>" for c in FIVE) + f"<td class='r'>{pair(p.agent)}</td></tr>"
        for p in form.members
    )
    heads = "".join(f"<th>{word(form, c)}</th>" for c in (*FIVE, "agent"))
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}</table><p><b>{word(form, 'challenges')}</b></p><table>{ticked}</table>"
        + f"<table class='ruled m'><tr>{heads}</tr>{people}</table><table class='ruled'>{paper.adviser_rows(form)}</table>",
        ".m { font-size: 8pt } .r { white-space: nowrap } .label { width: 33% } @page { margin: 13mm }",
    )


DRAWN = {
    "dotted": dotted,
    "headings": headings,
    "numbered": numbered,
    "byrole": by_role,
    "blocks": blocks,
    "twosizes": two_sizes,
    "tabbed": tabbed,
    "prose": prose,
    "sidebar": sidebar,
    "yesno": yes_no,
}
