"""The registry of the printed forms of the third collection, and the one form that holds two teams."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import pikepdf

from others.forms import Form, Truth
from others.layout import Layout, Make
from others.third import print_lines, print_more, print_programs, print_tables
from others.third.team import a_form

Draw = Callable[[Form, Random], bytes]
LARGE = {"pages": (9, 12), "transposed": (3, 5), "narrow": (2, 5), "small": (4, 9)}
DRAWN: dict[str, Draw] = {**print_tables.DRAWN, **print_lines.DRAWN, **print_programs.DRAWN, **print_more.DRAWN}
OTHER_LANGUAGES: dict[str, tuple[Draw, str]] = {
    "nynorskrows": (print_tables.zebra, "nn"),
    "nynorskheadings": (print_lines.headings, "nn"),
    "nynorskroles": (print_lines.by_role, "nn"),
    "englishpairs": (print_tables.pairs, "en"),
    "englishnumbered": (print_lines.numbered, "en"),
}


def made(draw: Draw, language: str = "nb", size: tuple[int, int] = (2, 6)) -> Make:
    """A layout's maker: draws a team, lets `draw` print it, and asks the form what it has said."""

    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, language, least=size[0], most=size[1])
        data = draw(form, rng)
        return data, [form.truth()]

    return make


def two_teams(rng: Random) -> tuple[bytes, list[Truth]]:
    """Two teams' forms, one after the other, in one file."""
    draw = rng.choice((print_tables.zebra, print_lines.blocks, print_lines.headings))
    out, truths = BytesIO(), []
    with pikepdf.new() as pdf:
        for _ in range(2):
            form = a_form(rng)
            with pikepdf.open(BytesIO(draw(form, rng))) as one:
                pdf.pages.extend(one.pages)
            truths.append(form.truth())
        pdf.save(out, static_id=True)
    return out.getvalue(), truths


LAYOUTS = {
    **{
        f"t_pdfprint_{kind}": Layout(why=draw.__doc__ or "", ending="pdf", make=made(draw, size=LARGE.get(kind, (2, 6))))
        for kind, draw in DRAWN.items()
    },
    **{
        f"t_pdfprint_{kind}": Layout(why=f"{draw.__doc__} In {language}.", ending="pdf", make=made(draw, language))
        for kind, (draw, language) in OTHER_LANGUAGES.items()
    },
    "t_pdfprint_twoteams": Layout(why=two_teams.__doc__ or "", ending="pdf", make=two_teams),
}
