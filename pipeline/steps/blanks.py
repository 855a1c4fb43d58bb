"""The blank forms in the outbox: made each time, since nothing but their own bytes tells whether they have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import MissingProgramError
from pipeline.form.blank import MAKERS, blank_forms
from pipeline.form.definition import FormDefinition, Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import FORMS
from pipeline.i18n import Message
from pipeline.programme.schema import Programme
from pipeline.programme.wording import long_date
from pipeline.steps.opening import Run
from pipeline.steps.products import Published, Wanted, publish

STEP = "forms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """The blank forms that were written, and why one format is not among them."""

    published: Published
    left_out: Message | None = None


def write_blank_forms(run: Run) -> Blanks:
    """Write every blank form: docx, pdf and xlsx, in both målformer. Without what PDF forms are drawn with: the others."""
    left_out = None
    made: dict[str, bytes] = {}
    for form in FORMS:
        try:
            made |= _blanks(form, run.programme, tuple(MAKERS))
        except MissingProgramError as error:
            left_out = error.message
            made |= _blanks(form, run.programme, tuple(suffix for suffix in MAKERS if suffix != "pdf"))
    return Blanks(published=publish(run, STEP, list(_wanted(made)), made), left_out=left_out)


def _blanks(form: FormDefinition, programme: Programme, formats: tuple[str, ...]) -> Mapping[str, bytes]:
    return {f"forms/{name}": data for name, data in blank_forms(form, cohort_line(programme), formats).items()}


def cohort_line(programme: Programme) -> CohortLine:
    """What the forms say of their cohort."""
    deadline = programme.dates.deadline
    return CohortLine(
        network=programme.cohort.name,
        deadline=Words(long_date(deadline, "nb"), long_date(deadline, "nn")),
        send_to=programme.organiser.email,
        organiser=programme.organiser.name,
    )


def _wanted(made: Mapping[str, bytes]) -> Iterator[Wanted]:
    versions = tuple(f"form {form.id}, version {form.version}" for form in FORMS)
    for path, data in made.items():
        yield Wanted(path=path, content=hashlib.sha256(data).hexdigest(), made_from=("programme.toml", *versions))
