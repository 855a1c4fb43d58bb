"""What goes is the PDF, and it stays as it went."""

import shutil
from email import message_from_bytes
from email.policy import default

import pytest
from sending_cohort import attachments

from pipeline.soffice import find_soffice

pytestmark = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so there is no PDF to send")


def test_the_pdf_goes_and_stands_again_as_it_went_when_the_outbox_was_emptied(call, folder):
    assert call(folder, "letters", "--kind", "missing", "--pdf").status == 0
    call(folder, "approve", "missing", "--by", "Kari")
    assert call(folder, "send", "--yes").status == 0
    mail = message_from_bytes((folder / "outbox/mail/UNN-4-mangelbrev.eml").read_bytes(), policy=default)
    pdf = folder / "outbox/letters/missing/UNN-4-mangelbrev.pdf"
    before = {file.name: file.read_bytes() for file in pdf.parent.glob("UNN-4-mangelbrev.*")}
    assert set(attachments(mail)) == {"UNN-4-mangelbrev.pdf", "UNN-4-svarskjema.docx"}
    assert next(mail.iter_attachments()).get_content() == before["UNN-4-mangelbrev.pdf"]
    pdf.write_bytes(b"%PDF changed by hand")
    assert call(folder, "letters", "--no-pdf").status == 0
    assert pdf.read_bytes() == before["UNN-4-mangelbrev.pdf"]
    shutil.rmtree(folder / "outbox")
    assert call(folder, "letters", "--no-pdf").status == 0
    assert {file.name: file.read_bytes() for file in pdf.parent.glob("UNN-4-mangelbrev.*")} == before
