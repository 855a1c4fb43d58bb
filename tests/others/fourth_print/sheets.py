"""Printed forms of the fourth set as people lay out paper: leaflets in boxes, turned heads, typing on lines, dot leaders."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.people import Person
from others.third import paper
from others.third.paper import e, said, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")
ADVISER = ("adviser_name", "adviser_email", "adviser_phone")


def brochure(form: Form, _: Random) -> bytes:
    """Two columns of framed sections, each under a bar with its heading; labels in bold, answers after them or below."""

    def section(heading: str, inside: str) -> str:
        return f"<div class='s'><div class='bar'>{heading}</div><div class='in'>{inside}</div></div>"

    short = "".join(f"<p><b>{word(form, k)}:</b> {said(form, k)}</p>" for k in ("trust", "unit", "title", "priority"))
    long = "".join(f"<p><b>{word(form, k)}</b><br>{said(form, k) or '&#160;'}</p>" for k in ("problem", "goal"))
    people = "".join(
        f"<p><b>{e(form.cell(p, 'name'))}</b><br>{e(form.cell(p, 'role'))}, {e(form.cell(p, 'profession'))}<br>"
        + "<br>".join(x for x in (e(form.cell(p, "email")), e(form.cell(p, "phone"))) if x)
        + "</p>"
        for p in form.members
    )
    guide = "".join(f"<p><b>{word(form, k)}:</b> {said(form, k)}</p>" for k in ADVISER)
    left = section(word(form, "project"), short + long) + section(word(form, "challenges"), paper.ticks(form))
    right = section(word(form, "members"), people) + section(word(form, "adviser"), guide)
    return paper.printed(
        f"{paper.title(form)}<div class='c'>{left}</div><div class='c r'>{right}</div><p class='end'>{paper.ticks(form, keys=('binding',))}</p>",
        ".c { float: left; width: 48% } .r { margin-left: 4% } .s { border: .8pt solid #2a6; margin-bottom: 8pt } .bar { background: #2a6; color: white; padding: 2pt 6pt; font-weight: bold }"
        ".in { padding: 4pt 6pt; font-size: 9pt } .end { clear: both }",
    )


def turned(form: Form, _: Random) -> bytes:
    """Landscape, a table of people whose narrow columns of crosses have heads turned by 90 degrees."""
    form.columns |= {"role", "agent"}
    heads = "".join(
        f"<th class='t'><div>{h}</div></th>"
        for h in ("Leder", "Tillitsvalgt", "Medarbeider", word(form, "agent").split(" (")[0])
    )
    plain = "".join(f"<th class='w'>{word(form, c)}</th>" for c in ("profession", "email", "phone"))

    def row(p: Person) -> str:
        marks = "".join(f"<td class='x'>{'x' if p.role.means == r else ''}</td>" for r in ("leader", "union_rep", "staff"))
        rest = "".join(f"<td>{e(form.cell(p, c))}</td>" for c in ("profession", "email", "phone"))
        return f"<tr><td>{e(form.cell(p, 'name'))}</td>{marks}<td class='x'>{'x' if p.agent else ''}</td>{rest}</tr>"

    return paper.printed(
        f"{paper.title(form)}<table class='ruled'>{paper.rows(form)}</table><p>{word(form, 'challenges')}: {paper.ticks(form, joint=' &#160; ')}</p><h2>{word(form, 'members')}</h2>"
        f"<table class='ruled m'><tr><th class='w'>{word(form, 'name')}</th>{heads}{plain}</tr>{''.join(row(p) for p in form.members)}</table>"
        f"<table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { size: A4 landscape; margin: 14mm } body { font-size: 9pt } .t { height: 70pt; width: 18pt; vertical-align: bottom; padding: 0 }"
        ".t div { transform: rotate(-90deg); transform-origin: 50% 50%; white-space: nowrap; width: 16pt; margin-bottom: 8pt } .x { text-align: center } .label { width: 30% } .w { vertical-align: bottom }",
    )


def typed_on_lines(form: Form, rng: Random) -> bytes:
    """A printed form filled in on a typewriter: small labels under ruled lines, the typing above them and not quite on the line."""

    def field(label: str, value: str, share: int) -> str:
        lift = rng.choice((0, 1, 2))
        return f"<div class='f' style='width:{share}%'><div class='v' style='bottom:{lift}pt'>{value or '&#160;'}</div><div class='u'></div><div class='l'>{label}</div></div>"

    shares = {"trust": 58, "unit": 38, "title": 78, "priority": 18, "problem": 98, "goal": 98}
    people = "".join(
        f"<div class='p'><span class='no'>{i}</span>"
        + "".join(
            field(word(form, c).split(" (")[0], e(form.cell(p, c)), w) for c, w in zip(FIVE, (20, 15, 17, 28, 14), strict=True)
        )
        + "</div>"
        for i, p in enumerate(form.members, 1)
    )
    guide = "".join(field(word(form, k), said(form, k), w) for k, w in zip(ADVISER, (36, 36, 24), strict=True))
    return paper.printed(
        paper.title(form)
        + "".join(field(word(form, k), said(form, k), w) for k, w in shares.items())
        + f"<p class='k'>{word(form, 'challenges')}</p><p>{paper.ticks(form, ('[X]', '[ ]'))}</p><p class='k'>{word(form, 'members')}</p>{people}"
        + f"<p class='k'>{word(form, 'adviser')}</p>{guide}<p>{paper.ticks(form, ('[X]', '[ ]'), keys=('binding',))}</p>",
        "@page { margin: 14mm } .f { display: inline-block; margin: 4pt 1% 0 0; vertical-align: top } .v { position: relative; font: 8.5pt 'Liberation Mono' } .u { height: .7pt; background: black } .l { font-size: 6.5pt }"
        ".p .v { font-size: 6.5pt } .p { white-space: nowrap } .k { font-weight: bold; margin-top: 9pt } .no { font-size: 7pt; margin-right: 3pt }",
    )


def leaders(form: Form, _: Random) -> bytes:
    """Labels and answers on one line with dots between them; each person in two lines of such pairs."""

    def dots(label: str, value: str, wide: int) -> str:
        return f"<span class='d' style='width:{wide}pt'>{label} {'.' * max(3, 34 - len(label))} {value}</span>"

    lines = "".join(f"<p>{dots(word(form, k), said(form, k), 480)}</p>" for k in HEAD)
    people = "".join(
        f"<p class='m'>{i}) {dots(word(form, 'name'), e(form.cell(p, 'name')), 230)}{dots(word(form, 'role').split(' (')[0], e(form.cell(p, 'role')), 230)}</p>"
        f"<p class='m i'>{dots(word(form, 'profession'), e(form.cell(p, 'profession')), 230)}{dots(word(form, 'phone'), e(form.cell(p, 'phone')), 230)}</p>"
        f"<p class='m i'>{dots(word(form, 'email'), e(form.cell(p, 'email')), 460)}</p>"
        for i, p in enumerate(form.members, 1)
    )
    guide = "".join(f"<p>{dots(word(form, k), said(form, k), 480)}</p>" for k in ADVISER)
    return paper.printed(
        f"{paper.title(form)}{lines}<p>{word(form, 'challenges')}:</p><p>{paper.ticks(form, ('(x)', '( )'))}</p><h2>{word(form, 'members')}</h2>{people}"
        f"<h2>{word(form, 'adviser')}</h2>{guide}<p>{paper.ticks(form, ('(x)', '( )'), keys=('binding',))}</p>",
        ".d { display: inline-block; vertical-align: top } .m { margin: 1pt 0; font-size: 8.5pt } .i { padding-left: 12pt } body { font-family: Caladea }",
    )


def blocks_of_boxes(form: Form, _: Random) -> bytes:
    """Every answer in a box of its own below its label, boxes of a person side by side; ticks as drawn boxes in a row."""

    def boxed(label: str, value: str, wide: int) -> str:
        return (
            f"<div class='o' style='width:{wide}%'><div class='k'>{label}</div><div class='v'>{value or '&#160;'}</div></div>"
        )

    shares = {"trust": 47, "unit": 47, "title": 70, "priority": 24, "problem": 96, "goal": 96}
    people = "".join(
        f"<h3>{word(form, 'member')} {i}</h3>"
        + "".join(
            boxed(word(form, c).split(" (")[0], e(form.cell(p, c)), w) for c, w in zip(FIVE, (22, 14, 17, 27, 13), strict=True)
        )
        for i, p in enumerate(form.members, 1)
    )
    guide = "".join(boxed(word(form, k), said(form, k), w) for k, w in zip(ADVISER, (32, 36, 25), strict=True))
    ticks = " &#160; ".join(f"{paper.square(form.ticked(k))} {word(form, k)}" for k in CHALLENGES)
    return paper.printed(
        paper.title(form)
        + "".join(boxed(word(form, k), said(form, k), w) for k, w in shares.items())
        + f"<p><b>{word(form, 'challenges')}</b></p><p>{ticks}</p><h2>{word(form, 'members')}</h2>{people}<h2>{word(form, 'adviser')}</h2>{guide}"
        + f"<p>{paper.square(form.ticked('binding'))} {word(form, 'binding')}</p>",
        ".o { display: inline-block; margin: 2pt 1% 2pt 0; vertical-align: top } .k { font-size: 7.5pt } .v { border: .6pt solid #333; padding: 2pt 4pt; font-size: 8pt; overflow-wrap: anywhere }"
        "h3 { font-size: 9pt; margin: 6pt 0 0 } @page { margin: 15mm }",
    )


DRAWN = {
    "brochure": brochure,
    "turned": turned,
    "typedonlines": typed_on_lines,
    "leaders": leaders,
    "boxed": blocks_of_boxes,
}
