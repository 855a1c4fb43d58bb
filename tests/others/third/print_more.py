"""More printed forms of the third collection: columns that hold two things, choices struck out, stars, boxes for letters."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.people import Person
from others.third import paper
from others.third.paper import e, either, facts, said, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")
GUIDE = ("adviser_name", "adviser_email", "adviser_phone")


def _promise(form: Form) -> str:
    return f"<p>{paper.ticks(form, keys=('binding',))}</p>"


def _cells(heads: tuple[str, ...], rows: list[tuple[str, ...]], kind: str = "ruled m") -> str:
    top = "".join(f"<th>{h}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table class='{kind}'><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def combined(form: Form, _: Random) -> bytes:
    """«Rolle/yrke» in one column, «Kontakt» (address and phone) in another."""
    rows = [
        (e(form.cell(p, "name")), facts(form, p, ("role", "profession"), " / "), facts(form, p, ("email", "phone"), "<br>"))
        for p in form.members
    ]
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}</table><p>{word(form, 'challenges')}:<br>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + _cells(("Navn", "Rolle / yrke", "E-post og telefon"), rows)
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table>"
        + _promise(form),
        ".label { width: 34% }",
    )


def stars(form: Form, _: Random) -> bytes:
    """A star after the name tells a trained agent; the profession stands in brackets after the name."""
    form.columns |= {"agent", "profession", "name"}
    rows = [
        (
            f"{e(p.name)}{' *' if p.agent else ''} ({e(p.profession.written)})",
            e(form.cell(p, "role")),
            e(form.cell(p, "email")),
            e(form.cell(p, "phone")),
        )
        for p in form.members
    ]
    return paper.printed(
        paper.title(form)
        + f"<table>{paper.rows(form)}</table><p>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + _cells(("Navn (yrke)", word(form, "role"), word(form, "email"), word(form, "phone")), rows)
        + "<p>* utdannet forbedringsagent</p>"
        + f"<table>{paper.adviser_rows(form)}</table>"
        + _promise(form),
        ".label { width: 34%; font-style: italic } body { font-family: Caladea; font-size: 11pt } .m { font-size: 9.5pt }",
    )


def struck(form: Form, _: Random) -> bytes:
    """«Ja / Nei» and «stryk det som ikke passer»: the one that does not hold is struck out."""

    def choice(yes: bool) -> str:
        yes_word, no_word = word(form, "yes"), word(form, "no")
        return f"<b>{yes_word}</b> / <s>{no_word}</s>" if yes else f"<s>{yes_word}</s> / <b>{no_word}</b>"

    lines = "".join(f"<tr><td>{word(form, k)}</td><td>{choice(form.ticked(k))}</td></tr>" for k in (*CHALLENGES, "binding"))
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form)}</table><p>{word(form, 'challenges')} (stryk det som ikke passer)</p><table class='ruled'>{lines}</table>"
        + paper.members_table(form, FIVE, empty=1)
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table>",
        ".label { width: 34% } .members { font-size: 9pt }",
    )


def bilingual(form: Form, _: Random) -> bytes:
    """Each label in Norwegian and, smaller and grey, in English."""
    english = {
        "trust": "Health trust",
        "unit": "Unit",
        "title": "Project title",
        "priority": "Priority",
        "problem": "Problem",
        "goal": "Goal",
        "adviser_name": "Adviser, name",
        "adviser_email": "Adviser, e-mail",
        "adviser_phone": "Adviser, phone",
    }
    rows = "".join(
        f"<tr><td class='label'>{word(form, k)}<br><span class='g'>{t}</span></td><td>{said(form, k)}</td></tr>"
        for k, t in english.items()
    )
    heads = tuple(
        f"{word(form, c)}<br><span class='g'>{t}</span>"
        for c, t in zip(FIVE, ("Name", "Role", "Profession", "E-mail", "Phone"), strict=True)
    )
    people = [tuple(e(form.cell(p, c)) for c in FIVE) for p in form.members]
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{rows}</table><p>{paper.ticks(form)}</p>"
        + _cells(heads, people)
        + _promise(form),
        ".g { color: #777; font-size: 7.5pt } .label { width: 33% } .m { font-size: 8.5pt } @page { margin: 14mm }",
    )


def in_cell(form: Form, _: Random) -> bytes:
    """Label and answer in the same cell, the label in bold on the first line; two cells to a row."""

    def cell(key: str, span: int = 1) -> str:
        return f"<td colspan={span}><b>{word(form, key)}</b><br>{said(form, key) or '&#160;'}</td>"

    rows = "".join(f"<tr>{cell(a)}{cell(b)}</tr>" for a, b in (("trust", "unit"), ("title", "priority")))
    rows += "".join(f"<tr>{cell(k, 2)}</tr>" for k in ("problem", "goal"))
    people = "".join(
        f"<tr><td>{facts(form, p, ('name', 'role'), '<br>')}</td><td>{facts(form, p, ('profession', 'email', 'phone'), '<br>')}</td></tr>"
        for p in form.members
    )
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled h'>{rows}<tr><td colspan=2><b>{word(form, 'challenges')}</b><br>{paper.ticks(form, joint=' &#160; ')}</td></tr></table>"
        + f"<h2>{word(form, 'members')}</h2><table class='ruled h'>{people}</table>"
        + f"<table class='ruled'><tr>{''.join(cell(k) for k in GUIDE)}</tr></table>"
        + _promise(form),
        ".h td { width: 50% } body { font-size: 9.5pt }",
    )


def tick_grid(form: Form, _: Random) -> bytes:
    """The challenges as a table with a cross below each; labels right-aligned against their answers."""
    marks = [tuple("X" if form.ticked(k) else "&#160;" for k in CHALLENGES)]
    return paper.printed(
        paper.title(form)
        + f"<table>{paper.rows(form)}{paper.adviser_rows(form)}</table><p>{word(form, 'challenges')}</p>"
        + _cells(tuple(word(form, k) for k in CHALLENGES), marks, "ruled c")
        + f"<h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, FIVE, kind="plain")
        + f"<p>{word(form, 'binding')}: {word(form, 'yes' if form.ticked('binding') else 'no')}</p>",
        ".label { width: 38%; text-align: right; color: #333; font-weight: bold } .c td, .c th { text-align: center } .members { font-size: 9pt }",
    )


def ticks_after(form: Form, rng: Random) -> bytes:
    """The mark stands after what it marks; labels with a dash; people as «Navn: …, rolle: …» lines."""
    mark, none = either(rng, "☒☐", "✓·")
    lines = "".join(f"<p><b>{word(form, k)}</b> – {said(form, k)}</p>" for k in HEAD)
    ticked = "".join(f"<p>{word(form, k)} <span class='tick'>{mark if form.ticked(k) else none}</span></p>" for k in CHALLENGES)

    def person(p: Person) -> str:
        return "; ".join(f"{word(form, c).split(' (')[0].lower()}: {e(form.cell(p, c))}" for c in FIVE)

    people = "".join(f"<li>{person(p)}</li>" for p in form.members)
    guide = "".join(f"<p><b>{word(form, k)}</b> – {said(form, k)}</p>" for k in GUIDE)
    promise = f"<p>{word(form, 'binding')} <span class='tick'>{mark if form.ticked('binding') else none}</span></p>"
    return paper.printed(
        paper.title(form)
        + lines
        + f"<h2>{word(form, 'challenges')}</h2>{ticked}<h2>{word(form, 'members')}</h2><ol>{people}</ol>{guide}{promise}",
        "body { font-size: 10.5pt }",
    )


def combs(form: Form, _: Random) -> bytes:
    """Phones written a digit to each box, codes before the labels («1.1 Foretak»), members in blocks of rows."""
    codes = "".join(
        f"<tr><td class='n'>1.{i}</td><td class='label'>{word(form, k)}</td><td>{said(form, k)}</td></tr>"
        for i, k in enumerate(HEAD, 1)
    )
    form.columns.add("phone")

    def digits(p: Person) -> str:
        number = (p.phone.means or "").removeprefix("+47")
        return "<table class='d'><tr>" + "".join(f"<td>{d}</td>" for d in (number or ["&#160;"] * 8)) + "</tr></table>"

    people = "".join(
        "".join(
            f"<tr><td class='n'>2.{i}</td><td class='label'>{word(form, c)}</td><td>{e(form.cell(p, c))}</td></tr>"
            for c in ("name", "role", "profession", "email")
        )
        + f"<tr><td class='n'>2.{i}</td><td class='label'>{word(form, 'phone')}</td><td>{digits(p)}</td></tr><tr class='s'><td colspan=3></td></tr>"
        for i, p in enumerate(form.members, 1)
    )
    guide = "".join(
        f"<tr><td class='n'>3.{i}</td><td class='label'>{word(form, k)}</td><td>{said(form, k)}</td></tr>"
        for i, k in enumerate(GUIDE, 1)
    )
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{codes}</table><p>1.7 {word(form, 'challenges')}<br>{paper.ticks(form)}</p><h2>2 {word(form, 'members')}</h2><table class='ruled'>{people}</table>"
        + f"<h2>3 {word(form, 'adviser')}</h2><table class='ruled'>{guide}</table>"
        + _promise(form),
        ".n { width: 6% } .label { width: 34% } table.d { width: auto; margin: 0 } table.d td { border: .4pt solid #888; width: 9pt; text-align: center; padding: 0 2pt } .s td { border: none; height: 4pt } body { font-size: 9pt }",
    )


def typed(form: Form, _: Random) -> bytes:
    """Plain text in a typewriter face, a table drawn with bars and dashes."""
    lines = "".join(f"{word(form, k) + ':':<44}{said(form, k)}\n" for k in HEAD if k not in ("problem", "goal"))
    lines += "".join(f"{word(form, k)}:\n   {said(form, k)}\n" for k in ("problem", "goal"))
    lines += f"\n{word(form, 'challenges')}:\n" + "".join(
        f"  [{'X' if form.ticked(k) else ' '}] {word(form, k)}\n" for k in CHALLENGES
    )
    wide = [max(len(form.word(c).split(" (")[0]), *(len(form.cell(p, c)) for p in form.members)) for c in FIVE]
    bar = "+" + "+".join("-" * (w + 2) for w in wide) + "+\n"
    rows = [[form.word(c).split(" (")[0] for c in FIVE], *[[form.cell(p, c) for c in FIVE] for p in form.members]]
    table = (
        bar
        + bar.join(
            "|" + "|".join(f" {e(t)}{' ' * (w - len(t) + 1)}" for t, w in zip(row, wide, strict=True)) + "|\n" for row in rows
        )
        + bar
    )
    guide = "".join(f"{word(form, k) + ':':<44}{said(form, k)}\n" for k in GUIDE)
    promise = f"[{'X' if form.ticked('binding') else ' '}] {word(form, 'binding')}"
    return paper.printed(
        f"<pre>{word(form, 'heading').upper()}\n\n{lines}\n{word(form, 'members')}:\n</pre><pre class='s'>{table}</pre><pre>\n{guide}\n{promise}</pre>",
        "@page { margin: 15mm } pre { font: 8.5pt 'Liberation Mono'; white-space: pre-wrap; margin: 0 } .s { font-size: 6.5pt; white-space: pre }",
    )


DRAWN = {
    "combined": combined,
    "stars": stars,
    "struck": struck,
    "bilingual": bilingual,
    "incell": in_cell,
    "tickgrid": tick_grid,
    "ticksafter": ticks_after,
    "combs": combs,
    "typed": typed,
}
