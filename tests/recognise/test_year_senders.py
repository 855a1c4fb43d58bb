"""What teams send in their own way is read as it says, or a person is shown it: never wrong in silence, and nothing lost."""

import pytest
from year_senders import SENT

from pipeline.model import Severity
from pipeline.recognise.file import read_file


@pytest.mark.parametrize("name", SENT)
def test_what_is_not_read_as_it_says_is_put_up_for_review(name):
    sent = SENT[name]
    filled = read_file(sent.make(), "a").filled
    assert [(one.form.id, one.answers) for one in filled] == [(form, dict(said)) for form, said in sent.forms]
    assert {key for one in filled for key, note in one.provenance.items() if note.needs_review} == sent.doubtful
    shown = [one for form in filled for one in form.findings if one.severity is Severity.REVIEW]
    assert sorted(str(one.message.params["text"]) for one in shown) == sorted(sent.unread)


def test_a_mail_that_only_quotes_our_questions_is_no_report():
    quoted = "\n".join(f"> {question}" for question in ("Statusrapport", "Dato", "Hva jobber dere med?", "Mål", "Neste skritt"))
    mail = f"From: Kari <kari@unn.example>\nSubject: SV: Statusrapport\n\nVi rekker det ikke.\n\n{quoted}\n"
    assert read_file(mail.encode(), "a").filled == ()
