"""The fillable form is read back by a library that did not make it."""

from io import BytesIO

import pikepdf

from pipeline.form.blank_pdf import blank_pdf
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.pdf_proof import unproved_fields
from pipeline.form.registration import REGISTRATION

COHORT = CohortLine(
    network="Læringsnettverk",
    deadline=Words("1. mai 2025", "1. mai 2025"),
    send_to="post@hf.example",
    organiser="Helse Nord RHF",
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
