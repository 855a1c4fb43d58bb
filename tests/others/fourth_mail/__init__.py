"""A fourth collection of mails and letters, drawn by somebody who had not seen how the text of a mail is read."""

from others.fourth_mail import again, letters, mails, mails_last, mails_more, traps
from others.layout import Layout

LAYOUTS: dict[str, Layout] = {
    make.__name__: Layout(why=(make.__doc__ or "").rstrip("."), ending=ending, make=make)
    for ending, makes in (
        ("eml", (*mails.FORMS, *mails_more.FORMS, *mails_last.FORMS, *traps.FORMS, *again.EML)),
        ("docx", (*letters.FORMS, *again.DOCX)),
    )
    for make in makes
}
