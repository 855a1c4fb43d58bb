"""Printed forms of the third collection as programs give them: web forms, mails, letter paper, sheets, forms of two teams."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.third import paper
from others.third.paper import e, facts, said, square, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")
SIX = (*FIVE, "agent")
LOGO = "<svg width='60' height='28'><circle cx='14' cy='14' r='12' fill='#0a5'/><rect x='30' y='6' width='26' height='16' fill='#07c'/></svg>"


def web_form(form: Form, rng: Random) -> bytes:
    """An answer in a web form, printed from the browser: question in bold, answer under it, what was chosen has a filled ring."""
    asked = "".join(
        f"<div class='q'><b>{word(form, k)} *</b><div>{said(form, k) or '<i>Ikke besvart</i>'}</div></div>" for k in HEAD
    )
    ticked = paper.ticks(form, ("☑", "☐"))
    people = "".join(
        f"<div class='q'><b>{word(form, 'member')} {i}</b>"
        + "".join(f"<div>{word(form, c)}: {e(form.cell(p, c))}</div>" for c in FIVE)
        + "</div>"
        for i, p in enumerate(form.members, 1)
    )
    guide = "".join(
        f"<div class='q'><b>{word(form, k)}</b><div>{said(form, k) or '<i>Ikke besvart</i>'}</div></div>"
        for k in ("adviser_name", "adviser_email", "adviser_phone")
    )
    yes = form.ticked("binding")
    promise = f"<div class='tick'>{'◉' if yes else '○'} {word(form, 'yes')}</div><div class='tick'>{'○' if yes else '◉'} {word(form, 'no')}</div>"
    return paper.printed(
        f"<h1>{word(form, 'heading')}</h1><p class='g'>Referanse {rng.randrange(10**6, 10**7)} · Levert 24.04.2025 13:0{rng.randrange(10)}</p>{asked}"
        f"<div class='q'><b>{word(form, 'challenges')}</b><div>{ticked}</div></div>{people}{guide}<div class='q'><b>{word(form, 'binding')} *</b>{promise}</div>",
        ".q { margin: .7em 0; break-inside: avoid } .g { color: #777; font-size: 8pt }"
        "@page { @top-left { content: '24.04.2025, 13:10'; font-size: 7pt } @top-right { content: 'Nettskjema – vis svar'; font-size: 7pt }"
        "@bottom-left { content: 'https://skjema.example/svar/vis'; font-size: 7pt } @bottom-right { content: counter(page) '/' counter(pages); font-size: 7pt } }",
    )


def letterhead(form: Form, _: Random) -> bytes:
    """On the trust's letter paper: logo, references, and a foot with address, telephone and mail of the house."""
    return paper.printed(
        f"<div class='head'>{LOGO} <b>Stab og utvikling</b></div><table class='refs'><tr><td>Deres ref.:</td><td>Vår ref.:</td><td>Saksbehandler:</td><td>Dato:</td></tr>"
        f"<tr><td>2024/1180</td><td>2025/431-2</td><td>Solfrid Ness, tlf. 75 00 11 22</td><td>22.04.2025</td></tr></table>{paper.title(form)}"
        f"<table>{paper.rows(form)}<tr><td class='label'>{word(form, 'challenges')}</td><td>{paper.ticks(form)}</td></tr></table><h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, kind="lines")
        + f"<table>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        "@page { margin: 18mm 20mm 28mm; @bottom-center { content: 'Postboks 100, 9038 Tromsø · Telefon 77 62 60 00 · postmottak@sykehus.example · Org.nr. 883658752'; font-size: 7pt } }"
        ".refs { font-size: 8pt; margin-bottom: 1.5em } .label { width: 33%; font-weight: bold } .lines td { border-bottom: .4pt solid #999 } .lines { font-size: 8.5pt }",
    )


def contact(form: Form, _: Random) -> bytes:
    """Asks for much that nobody needs: a contact person, a cost centre, diet; each with answers that belong to nothing else."""
    other = (
        "<tr><td>Kontaktperson i foretaket</td><td>Solfrid Ness, solfrid.ness@stab.example, 75 00 11 22</td></tr>"
        "<tr><td>Kostnadssted</td><td>41230</td></tr><tr><td>Antall ansatte i enheten</td><td>64</td></tr><tr><td>Matallergier</td><td>ingen kjente</td></tr>"
    )
    return paper.printed(
        paper.title(form)
        + f"<table class='ruled'>{paper.rows(form, HEAD[:2])}{other}{paper.rows(form, HEAD[2:])}</table><p>{paper.ticks(form)}</p>"
        + f"<h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, ("number", "name", "role", "dept", "profession", "email", "phone"), empty=1)
        + f"<table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        ".members { font-size: 8pt } td:first-child { width: 4% } table.ruled:not(.members) td:first-child { width: 34% }",
    )


def mail(form: Form, _: Random) -> bytes:
    """A mail printed to PDF: head of the mail, then lines «label: value», people on a line each with slashes."""
    lines = "".join(f"{word(form, k)}: {said(form, k)}<br>" for k in HEAD)
    people = "".join(f"- {facts(form, p, FIVE, ' / ')}<br>" for p in form.members)
    chosen = ", ".join(word(form, k).lower() for k in CHALLENGES if form.ticked(k)) or "ingen"
    return paper.printed(
        "<table class='h'><tr><td>Fra:</td><td>Sekretariatet &lt;sekretariat@stab.example&gt;</td></tr><tr><td>Sendt:</td><td>tirsdag 22. april 2025 09:14</td></tr>"
        f"<tr><td>Til:</td><td>postmottak@regional.example</td></tr><tr><td>Emne:</td><td>{word(form, 'heading')}</td></tr></table><hr>"
        f"<p>Hei,</p><p>her er vår påmelding:</p><p>{lines}{word(form, 'challenges')}: {chosen}</p><p>{word(form, 'members')}:<br>{people}</p>"
        f"<p>{word(form, 'adviser')}: {paper.adviser_line(form)}<br>{word(form, 'binding')}: {word(form, 'yes' if form.ticked('binding') else 'no').lower()}</p>"
        "<p>Mvh<br>Sekretariatet</p>",
        ".h { font-size: 9pt; width: auto } body { font-family: Carlito; font-size: 11pt }",
    )


def justified(form: Form, _: Random) -> bytes:
    """Two columns of text like a leaflet, justified; people in a list with their addresses on a line of their own."""
    lines = "".join(f"<h2>{word(form, k)}</h2><p>{said(form, k)}</p>" for k in HEAD)
    people = "".join(
        f"<p class='m'>{facts(form, p, ('name', 'role', 'profession'))}<br>{facts(form, p, ('email', 'phone'), ' | ')}</p>"
        for p in form.members
    )
    return paper.printed(
        paper.title(form)
        + f"<div class='two'>{lines}<h2>{word(form, 'challenges')}</h2><p>{''.join(f'{square(form.ticked(k))} {word(form, k)}<br>' for k in CHALLENGES)}</p>"
        + f"<h2>{word(form, 'members')}</h2>{people}<h2>{word(form, 'adviser')}</h2><p>{paper.adviser_line(form)}</p>"
        + f"<p>{square(form.ticked('binding'))} {word(form, 'binding')}</p></div>",
        ".two { columns: 2; column-gap: 9mm; text-align: justify } h2 { font-size: 9.5pt; color: #444; margin: .8em 0 .1em } .m { text-align: left } body { font-size: 9.5pt }",
    )


def sheet(form: Form, _: Random) -> bytes:
    """A spreadsheet printed with its grid, letters of columns and numbers of rows."""
    rows: list[list[str]] = [[word(form, "heading")], []]
    rows += [[word(form, k), said(form, k)] for k in HEAD]
    rows += [[word(form, "challenges")], *[[word(form, k), "x" if form.ticked(k) else ""] for k in CHALLENGES], []]
    rows += [[word(form, c) for c in SIX], *[[e(form.cell(p, c)) for c in SIX] for p in form.members], []]
    rows += [[word(form, k), said(form, k)] for k in ("adviser_name", "adviser_email", "adviser_phone")]
    rows += [[word(form, "binding"), word(form, "yes" if form.ticked("binding") else "no")]]
    letters = "<tr><td class='g'></td>" + "".join(f"<td class='g'>{x}</td>" for x in "ABCDEF") + "</tr>"

    def row(i: int, cells: list[str]) -> str:
        if len(cells) == 2:
            return f"<tr><td class='g'>{i}</td><td>{cells[0]}</td><td colspan=5>{cells[1]}</td></tr>"
        return f"<tr><td class='g'>{i}</td>" + "".join(f"<td>{x}</td>" for x in (*cells, *[""] * (6 - len(cells)))) + "</tr>"

    body = "".join(row(i, cells) for i, cells in enumerate(rows, 1))
    return paper.printed(
        f"<table>{letters}{body}</table>",
        "@page { size: A4 landscape; margin: 10mm } td { border: .3pt solid #bbb; height: 11pt } .g { background: #ddd; text-align: center; width: 3%; font-size: 7pt } body { font: 9pt Carlito }",
    )


def guided(form: Form, _: Random) -> bytes:
    """Long guidance in grey under each label, with words that belong to answers; the answers in another colour."""
    hints = {
        "trust": "Skriv fullt navn på foretaket, f.eks. Nordlandssykehuset HF.",
        "unit": "Avdeling, seksjon eller post.",
        "title": "Kort og dekkende, maks. 60 tegn.",
        "priority": "1 = høyest prioritet. Foretaket kan melde på inntil 9 team.",
        "problem": "Hva er problemet, og hvem merker det? Leder og tillitsvalgt bør være enige.",
        "goal": "Målet skal være målbart: hva, hvor mye, innen når?",
    }
    asked = "".join(
        f"<tr><td><b>{word(form, k)}</b><br><span class='h'>{hint}</span></td><td class='a'>{said(form, k)}</td></tr>"
        for k, hint in hints.items()
    )
    return paper.printed(
        paper.title(form)
        + f"<p class='h'>Teamet skal ha en leder, minst én tillitsvalgt og medarbeidere fra ulike faggrupper. Spørsmål: laringsnettverk@regional.example, 75 51 29 00.</p><table class='ruled'>{asked}</table>"
        + f"<p><b>{word(form, 'challenges')}</b> <span class='h'>(flere kryss mulig)</span><br>{paper.ticks(form)}</p><h2>{word(form, 'members')}</h2>"
        + paper.members_table(form, SIX, empty=2)
        + f"<h2>{word(form, 'adviser')}</h2><p class='h'>Veilederen er ikke medlem av teamet.</p><table class='ruled'>{paper.adviser_rows(form)}</table><p>{paper.ticks(form, keys=('binding',))}</p>",
        ".h { color: #888; font-size: 7.5pt } .a { color: #00479d; width: 62% } .members { font-size: 8.5pt; color: #00479d } @page { margin: 14mm }",
    )


DRAWN = {
    "webform": web_form,
    "letterhead": letterhead,
    "contact": contact,
    "mail": mail,
    "justified": justified,
    "sheet": sheet,
    "guided": guided,
}
