"""The blank form as a fillable, tagged PDF (PDF/UA-1): a page by WeasyPrint, finished as a form in `pdf_fields`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Unpack

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from weasyprint import CSS, HTML

from pipeline.form.definition import FormDefinition
from pipeline.form.layout import MISSING_MARK, NUMBER, OF_PAGES, PAGE, ROOM_IN_ROW, CohortLine, Prefill, lay_out
from pipeline.form.pdf_fields import finish_form
from pipeline.form.pdf_proof import unproved_fields


def blank_pdf(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
    """The form as .pdf; arguments as for `layout.lay_out`. The same arguments give the same bytes."""
    blank = lay_out(form, language, cohort, **prefill)
    words = {"missing": MISSING_MARK, "number": NUMBER, "page": PAGE, "of": OF_PAGES}
    page = _template().render(blank=blank, row_room=ROOM_IN_ROW, **{name: text[language] for name, text in words.items()})
    style = CSS(string=_stylesheet())  # type: ignore[no-untyped-call]  # WeasyPrint has no types
    document = HTML(string=page, url_fetcher=_no_fetching)  # type: ignore[no-untyped-call]  # as above
    drawn = document.write_pdf(stylesheets=[style], pdf_forms=True, pdf_variant="pdf/ua-1")  # type: ignore[no-untyped-call]  # as above
    finished = finish_form(drawn, blank)
    if unproved := unproved_fields(finished, (control.key for control in blank.controls())):
        raise AssertionError(f"the form has no field, or one that says nothing, for {', '.join(unproved)}")
    return finished


@cache
def _template() -> Template:
    loader = PackageLoader("pipeline.form", "design")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("form.html")


@cache
def _stylesheet() -> str:
    return (files("pipeline.form") / "design" / "form.css").read_text(encoding="utf-8")


def _no_fetching(url: str) -> None:
    raise ValueError(f"a form fetches nothing, and not {url}")
