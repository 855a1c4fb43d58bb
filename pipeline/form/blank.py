"""All blanks of a form: three formats, two målformer, one table of what makes each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, Unpack

from pipeline.errors import MissingProgramError
from pipeline.form.blank_docx import blank_docx
from pipeline.form.definition import FormDefinition
from pipeline.form.layout import LOCALES, CohortLine, Prefill
from pipeline.i18n import msg


class Maker(Protocol):
    """Makes one blank; arguments as for `layout.lay_out`."""

    def __call__(self, form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
        """The file."""


def blank_pdf(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
    """The form as .pdf. Raises `MissingProgramError` when the libraries that WeasyPrint draws with are not there."""
    try:
        from pipeline.form.blank_pdf import blank_pdf as draw
    except OSError as cause:
        raise MissingProgramError(
            msg("Blank PDF forms need Pango (on Debian: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0).")
        ) from cause
    return draw(form, language, cohort, **prefill)


def blank_xlsx(form: FormDefinition, language: str, cohort: CohortLine, **prefill: Unpack[Prefill]) -> bytes:
    """The form as .xlsx; openpyxl is imported when a workbook is asked for."""
    from pipeline.form.blank_xlsx import blank_xlsx as draw

    return draw(form, language, cohort, **prefill)


MAKERS: Mapping[str, Maker] = {"docx": blank_docx, "pdf": blank_pdf, "xlsx": blank_xlsx}


def blank_forms(form: FormDefinition, cohort: CohortLine, formats: tuple[str, ...] = tuple(MAKERS)) -> dict[str, bytes]:
    """Every blank of `form` by file name. Raises `MissingProgramError` as `blank_pdf` does; then ask for the other formats."""
    return {
        f"{form.file_stem[language]}.{suffix}": MAKERS[suffix](form, language, cohort)
        for suffix in formats
        for language in LOCALES
    }
