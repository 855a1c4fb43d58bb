"""Printed forms of the fourth set as programs give them: survey exports, printed mails, web pages of an office program."""

from __future__ import annotations

from random import Random

from others.forms import CHALLENGES, Form
from others.third import paper
from others.third.paper import e, facts, said, word
from others.third.team import HEAD

FIVE = ("name", "role", "profession", "email", "phone")
ADVISER = ("adviser_name", "adviser_email", "adviser_phone")


def survey(form: Form, rng: Random) -> bytes:
    """An export of a survey: the question's number in grey, the question, and the answer under it; each choice with its box."""
    number = iter(range(1, 99))

    def asked(question: str, answer: str) -> str:
        return f"<div class='q'><div class='n'>Spørsmål {next(number)}</div><b>{question}</b><div class='a'>{answer or '–'}</div></div>"

    chosen = "".join(f"<div>☒ {word(form, k)}</div>" if form.ticked(k) else f"<div>☐ {word(form, k)}</div>" for k in CHALLENGES)
    people = "<br>".join(f"{facts(form, p, FIVE, '; ')}" for p in form.members)
    return paper.printed(
        f"<h1>{word(form, 'heading')}</h1><p class='n'>Svar-ID {rng.randrange(10**5, 10**6)} – fullført 24.04.2025 kl. 14:0{rng.randrange(10)}</p>"
        + "".join(asked(word(form, k), said(form, k)) for k in HEAD)
        + asked(word(form, "challenges"), chosen)
        + asked(word(form, "members"), people)
        + "".join(asked(word(form, k), said(form, k)) for k in ADVISER)
        + asked(word(form, "binding"), word(form, "yes" if form.ticked("binding") else "no")),
        ".q { margin: 8pt 0; border-left: 3pt solid #69c; padding-left: 6pt; break-inside: avoid } .n { color: #888; font-size: 7pt } .a { margin-left: 8pt }"
        "@page { @bottom-center { content: 'Side ' counter(page) ' av ' counter(pages); font-size: 7pt } }",
    )


def mail_print(form: Form, _: Random) -> bytes:
    """A mail as its program prints it: whose box in bold, a rule, the head with its attachment, a pasted table, a signature."""
    head = "".join(
        f"<tr><td><b>{k}:</b></td><td>{v}</td></tr>"
        for k, v in (
            ("Fra", "Brit Olsen-Nyheim &lt;brit.olsen-nyheim@stab.example&gt;"),
            ("Sendt", "onsdag 23. april 2025 10:41"),
            ("Til", "laringsnettverk@regional.example"),
            ("Kopi", "arkiv@stab.example"),
            ("Emne", f"VS: {word(form, 'heading')}"),
            ("Vedlegg", "program.pdf"),
        )
    )
    rows = paper.rows(form)
    people = paper.members_table(form, FIVE, kind="ruled")
    return paper.printed(
        f"<p class='box'><b>Fellespostmottak</b></p><table class='h'>{head}</table><p>Hei!</p><p>Vi vil gjerne være med, og sender dere opplysningene under.</p>"
        f"<table class='ruled'>{rows}</table><p>{word(form, 'challenges')}:</p><p>{paper.ticks(form, ('[X]', '[  ]'))}</p><p>{word(form, 'members')}:</p>{people}"
        f"<p>{word(form, 'adviser')}: {paper.adviser_line(form)}</p><p>{paper.ticks(form, ('[X]', '[  ]'), keys=('binding',))}</p>"
        "<p>Vennlig hilsen</p><p>Brit Olsen-Nyheim<br>rådgiver, Stab<br>Telefon 75 53 40 00 | Mobil 901 23 987</p><p class='s'>Tenk miljø – ikke skriv ut.</p>",
        ".box { border-bottom: 2pt solid black; font-size: 13pt } .h { width: auto } .h td:first-child { width: 60pt } body { font-family: Carlito; font-size: 10.5pt }"
        ".members { font-size: 8.5pt } .s { font-size: 8pt; color: green } .label { width: 32% }",
    )


def web_columns(form: Form, _: Random) -> bytes:
    """A web page of a case: labels set flush right before their values, a heading with a rule for each part, people as records."""

    def pair(label: str, value: str) -> str:
        return f"<tr><td class='l'>{label}</td><td>{value or '<i>(tom)</i>'}</td></tr>"

    people = "".join(
        f"<h3>{word(form, 'member')} {i}</h3><table>"
        + "".join(pair(word(form, c), e(form.cell(p, c))) for c in FIVE)
        + "</table>"
        for i, p in enumerate(form.members, 1)
    )
    ticks = "".join(pair(word(form, k), word(form, "yes" if form.ticked(k) else "no")) for k in (*CHALLENGES, "binding"))
    return paper.printed(
        f"<h1>{word(form, 'heading')}</h1><h2>{word(form, 'project')}</h2><table>"
        + "".join(pair(word(form, k), said(form, k)) for k in HEAD)
        + f"</table><h2>{word(form, 'challenges')}</h2><table>{ticks}</table><h2>{word(form, 'members')}</h2>{people}"
        + f"<h2>{word(form, 'adviser')}</h2><table>"
        + "".join(pair(word(form, k), said(form, k)) for k in ADVISER)
        + "</table>",
        ".l { text-align: right; width: 36%; color: #555 } h2 { border-bottom: 1pt solid #999 } h3 { font-size: 10pt; margin: .5em 0 0; break-after: avoid }"
        "@page { @top-right { content: 'Saksvisning'; font-size: 7pt } @bottom-left { content: 'https://sak.example/vis?id=77120'; font-size: 7pt } @bottom-right { content: counter(page) '/' counter(pages); font-size: 7pt } }",
    )


DRAWN = {"survey": survey, "mailprint": mail_print, "webcolumns": web_columns}
