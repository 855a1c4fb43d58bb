"""The registry of the fillable forms of the third collection."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from others.forms import Form, Truth
from others.layout import Layout
from others.third import form_more, form_plain, form_programs
from others.third.team import a_form

Draw = Callable[[Form, Random], bytes]


def made(draw: Draw, language: str = "nb", most: int = 6) -> Callable[[Random], tuple[bytes, list[Truth]]]:
    """A layout's maker: draws a team, lets `draw` print it, and asks the form what it has said."""

    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, language, most=most, plain=True)
        data = draw(form, rng)
        return data, [form.truth()]

    return make


DRAWN: dict[str, tuple[Draw, str, int]] = {**form_plain.DRAWN, **form_programs.DRAWN, **form_more.DRAWN}
LAYOUTS = {
    f"t_pdfform_{kind}": Layout(
        why=(draw.__doc__ or "") + {"nb": "", "nn": " In nynorsk.", "en": " In English."}[language],
        ending="pdf",
        make=made(draw, language, most),
    )
    for kind, (draw, language, most) in DRAWN.items()
}
