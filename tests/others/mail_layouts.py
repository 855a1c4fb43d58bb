"""Mails as other people send them: the registration in the body, forwarded, in HTML, or attached among pleasantries."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from others import docx_layouts, pdf_form_layouts, xlsx_layouts
from others.forms import Form, Truth
from others.html_paper import html
from others.layout import Layout, Make
from others.people import a_phone, some_names
from others.plans import Plan, laid_out
from others.text_paper import plain

Made = tuple[bytes, list[Truth]]
TYPED = Plan(
    why="",
    head="colon_lines",
    roster="lines",
    ticks="in_words",
    adviser="adviser_line",
    promise="promise_yes_no",
    manner="plain",
)
GREETINGS = (
    "Hei!\n\nHer kommer påmeldingen vår.\n",
    "Hei,\nse under for påmelding fra oss.\n",
    "God morgen\n\nVi melder på dette teamet:\n",
)
CLOSINGS = ("Med vennlig hilsen", "Mvh", "Vennlig hilsen", "Hilsen")


def _mail(rng: Random, subject: str) -> EmailMessage:
    """An empty mail with its head."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{some_names(rng, 1)[0]} <avsender@sykehus.example>"
    mail["To"] = "postmottak@rhf.example"
    mail["Subject"] = subject
    mail["Date"] = f"Mon, 28 Apr 2025 {rng.randint(8, 15):02d}:{rng.randint(0, 59):02d}:00 +0200"
    mail["Message-ID"] = f"<{rng.randrange(10**9)}@sykehus.example>"
    return mail


def _signature(rng: Random) -> str:
    """The sender's name, title, mail and phone: no data of the registration."""
    name, phone = some_names(rng, 1)[0], a_phone(rng).written.removeprefix("tlf. ")
    return f"\n{rng.choice(CLOSINGS)}\n\n{name}\nrådgiver, fagavdelingen\nTlf. {phone}\nfag@sykehus.example\n"


def _sent(mail: EmailMessage, rng: Random) -> bytes:
    """The mail's bytes, with boundaries that come from the seed."""
    for part in mail.walk():
        if part.is_multipart():
            part.set_boundary(f"=_{rng.randrange(10**12):012d}")
    return mail.as_bytes()


def typed(rng: Random, plan: Plan, charset: str) -> Made:
    """The registration typed into the mail itself."""
    form, blocks = laid_out(rng, plan)
    mail = _mail(rng, "Påmelding læringsnettverk")
    mail.set_content(_safe(rng.choice(GREETINGS) + "\n" + plain(blocks) + "\n" + _signature(rng), charset), charset=charset)
    return _sent(mail, rng), [_safe_truth(form, charset)]


def _safe(text: str, charset: str) -> str:
    return text.encode(charset, "strict" if charset == "utf-8" else "ignore").decode(charset)


def _safe_truth(form: Form, charset: str) -> Truth:
    """The truth with the letters that the mail's character set can carry."""
    truth: Truth = form.truth()
    if charset == "utf-8":
        return truth
    members = [{k: _safe(v, charset) if isinstance(v, str) else v for k, v in m.items()} for m in truth["members"]]
    adviser = truth.get("adviser") and {k: _safe(v, charset) for k, v in truth["adviser"].items()}
    plainer = {k: _safe(v, charset) if isinstance(v, str) else v for k, v in truth.items()}
    return {**plainer, "members": members} | ({"adviser": adviser} if "adviser" in truth else {})


def forwarded(rng: Random) -> Made:
    """A mail forwarded twice: the registration stands below two heads and a comment."""
    form, blocks = laid_out(rng, TYPED)
    mail = _mail(rng, "VS: VS: Påmelding")
    names = some_names(rng, 2)
    heads = "".join(
        f"\n-----Opprinnelig melding-----\nFra: {name} <{who}@sykehus.example>\nSendt: {day}. april 2025 10:12\n"
        f"Til: Fagavdelingen\nEmne: Påmelding\n\n{text}\n"
        for name, who, day, text in zip(
            names, ("klinikk", "enhet"), (25, 24), ("Ser bra ut, sendes videre.", "Her er vår."), strict=True
        )
    )
    mail.set_content(f"Til orientering.\n{_signature(rng)}{heads}\n{plain(blocks)}\n{_signature(rng)}", cte="quoted-printable")
    return _sent(mail, rng), [form.truth()]


def as_html(rng: Random) -> Made:
    """The registration as tables in an HTML mail whose plain part says nothing."""
    plan = Plan(
        why="", head="two_columns", roster="plain_table", ticks="tick_list", adviser="adviser_section", promise="promise_row"
    )
    form, blocks = laid_out(rng, plan)
    mail = _mail(rng, "Påmelding")
    mail.set_content("Denne meldingen må leses i HTML.\n")
    greeting, signature = rng.choice(GREETINGS).replace("\n", "<br>"), _signature(rng).replace("\n", "<br>")
    mail.add_alternative(f"<html><body><p>{greeting}</p>{html(blocks)}<p>{signature}</p></body></html>", subtype="html")
    return _sent(mail, rng), [form.truth()]


def attached(rng: Random) -> Made:
    """One or two forms attached, in formats of their own, and a logo and a signature that are none."""
    mail = _mail(rng, rng.choice(("Påmelding", "Skjema", "SV: Invitasjon til læringsnettverk", "")))
    mail.set_content(f"Hei\n\nVedlagt skjema.\n{_signature(rng)}")
    truths: list[Truth] = []
    kinds = (
        ("docx_twocolumns", docx_layouts.LAYOUTS),
        ("xlsx_secondsheet", xlsx_layouts.LAYOUTS),
        ("pdfform_tooltips", pdf_form_layouts.LAYOUTS),
    )
    for number, (name, layouts) in enumerate(rng.sample(kinds, rng.randint(1, 2)), 1):
        data, truth = layouts[name].make(rng)
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=f"Påmelding {number}.{layouts[name].ending}"
        )
        truths += truth
    mail.add_attachment(LOGO, maintype="image", subtype="png", filename="image001.png")
    return _sent(mail, rng), truths


def nested(rng: Random) -> Made:
    """A mail within a mail; the inner one carries the form."""
    inner = _mail(rng, "Påmelding team")
    inner.set_content(f"Se vedlegg.\n{_signature(rng)}")
    data, truths = docx_layouts.LAYOUTS["docx_fourcolumns"].make(rng)
    inner.add_attachment(data, maintype="application", subtype="octet-stream", filename="skjema.docx")
    mail = _mail(rng, "VS: Påmelding team")
    mail.set_content("Videresendes.\n")
    mail.add_attachment(inner)
    return _sent(mail, rng), truths


LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c63606"
    "06060000000050001a5f645400000000049454e44ae426082"
)


def _typed(plan: Plan, charset: str = "utf-8") -> Make:
    return lambda rng: typed(rng, plan, charset)


LAYOUTS = {
    "eml_typed": Layout(why="typed into the mail, with greeting and signature", ending="eml", make=_typed(TYPED)),
    "eml_latin": Layout(why="the same in an old character set", ending="eml", make=_typed(TYPED, "iso-8859-1")),
    "eml_blocks": Layout(
        why="typed with the answers below their labels and a block a person",
        ending="eml",
        make=_typed(
            Plan(
                why="",
                head="answer_below",
                roster="numbered_blocks",
                ticks="brackets",
                adviser="adviser_prose",
                promise="promise_yes_no",
            )
        ),
    ),
    "eml_duties": Layout(
        why="typed as a letter, the roles as labels",
        ending="eml",
        make=_typed(
            Plan(why="", head="letter", roster="duties", ticks="in_words", adviser="adviser_prose", promise="promise_yes_no")
        ),
    ),
    "eml_forwarded": Layout(why="forwarded twice, below heads and signatures", ending="eml", make=forwarded),
    "eml_html": Layout(why="tables in an HTML mail", ending="eml", make=as_html),
    "eml_attached": Layout(why="one or two forms attached, beside a logo", ending="eml", make=attached),
    "eml_nested": Layout(why="a mail within a mail", ending="eml", make=nested),
}
