"""How a form asks for the adviser and for the promise: one function an arrangement, each a form → blocks."""

from __future__ import annotations

from collections.abc import Callable

from others.forms import ADVISER, Form
from others.paper import Block, Text, Tick, bold, cell, para, table


def adviser_rows(form: Form) -> list[Block]:
    """A label and an answer for name, mail and phone."""
    return [table(*((form.word(k), form.answer(k)) for k in ADVISER), widths=(3, 5))]


def _adviser_word(form: Form, key: str) -> str:
    """The members' word for the same thing, unless it speaks of members."""
    word = form.word(key.removeprefix("adviser_"))
    return "Navn" if "deltaker" in word else word


def adviser_section(form: Form) -> list[Block]:
    """A heading, and below it a table whose labels are the same as the members'."""
    rows = ((_adviser_word(form, k), form.answer(k)) for k in ADVISER)
    return [para(form.word("adviser"), level=2), table(*rows, widths=(3, 5))]


def adviser_head_row(form: Form) -> list[Block]:
    """A heading, a head row with the members' words, and one row."""
    heads = tuple(cell(bold(_adviser_word(form, k)), shaded=True) for k in ADVISER)
    return [para(form.word("adviser"), level=2), table(heads, tuple(form.answer(k) for k in ADVISER))]


def adviser_line(form: Form) -> list[Block]:
    """All in one line after one label."""
    mark = form.rng.choice((", ", "; ", " – ", " / "))
    said = mark.join(filter(None, (form.answer(k) for k in ADVISER)))
    label = form.word("adviser")
    return [para(bold(label if label.endswith("?") else f"{label}:"), f" {said}")]


def adviser_prose(form: Form) -> list[Block]:
    """A sentence."""
    name, mail, phone = (form.answer(k) for k in ADVISER)
    phone = phone.removeprefix("tlf. ")
    sentence = {
        "nb": f"Vår lokale forbedringsveileder er {name}, epost {mail}, tlf {phone}.",
        "nn": f"Den lokale forbetringsrettleiaren vår er {name}, e-post {mail}, tlf. {phone}.",
        "en": f"Our local improvement adviser is {name}, e-mail {mail}, phone {phone}.",
    }[form.hand.language]
    return [para(sentence if mail else f"{form.word('adviser')}: {name}")]


ADVISERS: dict[str, Callable[[Form], list[Block]]] = {
    f.__name__: f for f in (adviser_rows, adviser_section, adviser_head_row, adviser_line, adviser_prose)
}


# --- the promise ---------------------------------------------------------------------------------------------------------


def promise_tick(form: Form) -> list[Block]:
    """A box before the sentence."""
    return [para(Tick(on=form.ticked("binding")), f" {form.word('binding')}")]


def promise_control(form: Form) -> list[Block]:
    """A real check box after the sentence."""
    return [para(f"{form.word('binding')} ", Tick(on=form.ticked("binding"), control=True, alias="Bekreftelse"))]


def promise_yes_no(form: Form) -> list[Block]:
    """«Label: ja»."""
    label, said = form.word("binding"), form.yes_no(form.ticked("binding"))
    return [para(f"{label} {said}" if label.endswith("?") else f"{label}: {said}")]


def promise_row(form: Form) -> list[Block]:
    """A table row with the sentence and yes or no."""
    return [table((form.word("binding"), form.yes_no(form.ticked("binding"))), widths=(5, 2))]


def promise_boxes(form: Form) -> list[Block]:
    """«Ja ☒ Nei ☐»."""
    yes, no = ("Yes", "No") if form.hand.language == "en" else ("Ja", "Nei")
    on = form.ticked("binding")
    return [para(f"{form.word('binding')}   {yes} ", Tick(on=on), f"   {no} ", Tick(on=not on))]


def promise_struck(form: Form) -> list[Block]:
    """«ja / nei», one of the two struck out."""
    yes, no = ("yes", "no") if form.hand.language == "en" else ("ja", "nei")
    on = form.ticked("binding")
    return [para(f"{form.word('binding')}: ", Text(text=yes, struck=not on), " / ", Text(text=no, struck=on))]


def promise_old_tick(form: Form) -> list[Block]:
    """One of Word's old check boxes before the sentence."""
    return [para(Tick(on=form.ticked("binding"), legacy=True), f" {form.word('binding')}")]


def no_promise(form: Form) -> list[Block]:  # noqa: ARG001 - every arrangement takes a form
    """The form does not ask."""
    return []


PROMISES: dict[str, Callable[[Form], list[Block]]] = {
    f.__name__: f
    for f in (
        promise_tick,
        promise_control,
        promise_yes_no,
        promise_row,
        promise_boxes,
        promise_struck,
        promise_old_tick,
        no_promise,
    )
}
