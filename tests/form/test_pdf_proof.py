<<<<<<< /tmp/tmp359ym1ac/o
"""A PDF form that reads back otherwise than it was laid out does not go out."""

import io

import pikepdf
import pytest
from blanks import COHORT, blank

from pipeline.form.layout import lay_out
from pipeline.form.pdf_proof import prove_form
from pipeline.form.registration import REGISTRATION

LAID_OUT = lay_out(REGISTRATION, "nb", COHORT)


def changed(change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank("pdf"))) as pdf:
        change(pdf.Root.AcroForm.Fields)
        pdf.save(out)
    return out.getvalue()


def named(fields, key: str):
    return next(field for field in fields if key == field.T)


def test_a_form_as_it_was_laid_out_passes_unchanged():
    assert prove_form(blank("pdf"), LAID_OUT) == blank("pdf")


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: named(fields, "title").__delitem__("/FT"),
        lambda fields: setattr(named(fields, "title"), "T", pikepdf.String("tittel")),
        lambda fields: setattr(named(fields, "title"), "V", pikepdf.String("noe")),
        lambda fields: setattr(named(fields, "binding"), "V", pikepdf.Name.Ja),
        lambda fields: named(fields, "goal").__delitem__("/TU"),
    ],
    ids=["no sort", "another name", "a value nobody gave", "a tick nobody set", "no tooltip"],
)
def test_a_form_that_reads_back_otherwise_is_refused(change):
    with pytest.raises(ValueError, match="reads back otherwise"):
        prove_form(changed(change), LAID_OUT)
=======
"""The fillable form is read back by a library that did not make it."""

from io import BytesIO

import pikepdf

from pipeline.form.blank_pdf import blank_pdf
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.pdf_proof import unproved_fields
from pipeline.form.registration import REGISTRATION

COHORT = CohortLine(
    network="Læringsnettverk", deadline=Words("1. mai 2025", "1. mai 2025"), send_to="post@hf.example", organiser="Helse Nord RHF"
)
KEYS = tuple(key for key, _, _ in REGISTRATION.fields())


def test_every_key_of_the_form_is_a_field_that_says_what_it_asks():
    assert unproved_fields(blank_pdf(REGISTRATION, "nn", COHORT), KEYS) == ()


def test_a_field_that_is_gone_or_says_nothing_is_named():
    with pikepdf.open(BytesIO(blank_pdf(REGISTRATION, "nb", COHORT))) as pdf:
        by_name = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        del by_name["title"]["/TU"]
        by_name["unit"].T = "somewhere-else"
        changed = BytesIO()
        pdf.save(changed)
    assert unproved_fields(changed.getvalue(), ("trust", "title", "unit")) == ("title", "unit")
>>>>>>> /tmp/tmp359ym1ac/t
