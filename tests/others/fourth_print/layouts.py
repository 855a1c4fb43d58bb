"""The printed forms of the fourth set: surveys, leaflets in boxes, turned heads, typing on lines, printed mails, leaders."""

from __future__ import annotations

from random import Random

from others.forms import Truth
from others.fourth_print import programs, sheets
from others.layout import Layout, Make
from others.third.printed_layouts import Draw
from others.third.team import a_form

WORDS: dict[str, tuple[str, ...]] = {
    "heading": ("Innmelding av team", "Svarskjema – læringsnettverket", "Påmelding, læringsnettverk for oppgavedeling"),
    "trust": ("Helseforetak", "Foretak (HF)", "Hvilket helseforetak melder på?"),
    "unit": ("Enhet/klinikk", "Avdeling/klinikk", "Enhetens navn"),
    "title": ("Prosjekttittel", "Navn på forbedringsprosjekt", "Tittel"),
    "problem": ("Problemet som skal løses", "Beskriv problemet", "Problem"),
    "goal": ("Målet", "Hva er målet?", "Beskriv målet"),
    "priority": ("Foretakets prioritet", "Prioritetsrekkefølge", "Prioritet (1–9)"),
    "members": ("Deltakere i teamet", "Teamdeltakere", "Personer i teamet"),
    "challenges": ("Utfordringer i enheten", "Hva kjennetegner enheten?", "Enhetens utfordringer"),
}
DRAWN: dict[str, Draw] = {**sheets.DRAWN, **programs.DRAWN}


def made(draw: Draw) -> Make:
    """A layout's maker; half of the forms ask in words of this set's own."""

    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        form = a_form(rng, least=2, most=6)
        if rng.random() < 0.5:
            form.hand.words.update({thing: rng.choice(said) for thing, said in WORDS.items()})
        data = draw(form, rng)
        return data, [form.truth()]

    return make


LAYOUTS = {f"g_pdfprint_{kind}": Layout(why=draw.__doc__ or "", ending="pdf", make=made(draw)) for kind, draw in DRAWN.items()}
