"""Why a file cannot be read, in words that say what to ask the sender for: each reason has its one home here."""

from __future__ import annotations

from typing import Final

from pipeline.i18n import msg
from pipeline.model import SetAsideReason, Unreadable

ENCRYPTED: Final = Unreadable(
    reason=SetAsideReason.ENCRYPTED,
    message=msg("The file is protected by a password and cannot be opened. Ask the sender for a copy without a password."),
)
ENCRYPTED_MAIL: Final = Unreadable(
    reason=SetAsideReason.ENCRYPTED,
    message=msg("The mail is encrypted and only its recipient can open it. Open it in Outlook and save what it encloses."),
)
DYNAMIC_XFA: Final = Unreadable(
    reason=SetAsideReason.DYNAMIC_XFA,
    message=msg(
        "The file is a form that only Adobe Acrobat can show (XFA). Ask the sender to print it to PDF, or to use the Word form."
    ),
)
DAMAGED: Final = Unreadable(
    reason=SetAsideReason.DAMAGED,
    message=msg("The file is damaged and cannot be opened. Ask the sender to send it again."),
)
TOO_LARGE: Final = Unreadable(
    reason=SetAsideReason.TOO_LARGE,
    message=msg("The file unpacks to far more than a form can hold, and was not opened. Ask the sender what it is."),
)
TOO_MANY: Final = Unreadable(
    reason=SetAsideReason.TOO_LARGE,
    message=msg(
        "The file holds too many files, or files in files too deep, and was not opened. Ask the sender for the forms alone."
    ),
)
NO_TEXT: Final = Unreadable(
    reason=SetAsideReason.NO_TEXT,
    message=msg(
        "The file holds no text: it is a picture, a scan or an empty page. Ask the sender for the form as a Word, Excel or PDF "
        "file."
    ),
)
NOT_A_FORM: Final = Unreadable(
    reason=SetAsideReason.NOT_A_FORM,
    message=msg("The file was read, but is no registration form. Look at it, and ask the sender if a form was meant."),
)
NO_FORM_ENCLOSED: Final = Unreadable(
    reason=SetAsideReason.NOT_A_FORM,
    message=msg(
        "The mail was read, but holds no registration, neither in its text nor enclosed. Read it, and answer the sender."
    ),
)
EMPTY_ARCHIVE: Final = Unreadable(
    reason=SetAsideReason.EMPTY,
    message=msg("The archive holds no files. Ask the sender to send it again."),
)
ONLY_A_LINK: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg(
        "The mail links to a document instead of enclosing it, and kull fetches nothing. Open the link and put the file in the "
        "inbox."
    ),
)
LINKED_FILE: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg("The file is only linked to and was not sent along. Ask the sender to enclose the file itself."),
)
OUTLOOK_WRAPPED: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg(
        "The mail was sent in a form that only Outlook can open (winmail.dat). Open it in Outlook, or ask the sender for the "
        "files."
    ),
)
OUTLOOK_TEXT: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg("The mail's text is kept in a form that only Outlook can open. Open it in Outlook, and save it as plain text."),
)
OUTLOOK_OBJECT: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg(
        "It was put into the mail as an object that only Outlook can open. Open the mail in Outlook and save the file."
    ),
)
NO_LIBREOFFICE: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg(
        "Files of this kind (.doc, .odt, .rtf) are read with LibreOffice, which is not on this machine. Install it and run "
        "kull intake again, or ask the sender for a Word (.docx) or PDF file."
    ),
)
NO_TESSERACT: Final = Unreadable(
    reason=SetAsideReason.NO_TEXT,
    message=msg(
        "The file is a scan or a photo. These are read with Tesseract, which is not on this machine. Install it (on Debian: "
        "tesseract-ocr and tesseract-ocr-nor) and run kull intake again, or ask the sender for a Word, Excel or PDF file."
    ),
)
SCAN_NOT_READ: Final = Unreadable(
    reason=SetAsideReason.NO_TEXT,
    message=msg(
        "The file is a scan or a photo whose letters could not be read. Ask the sender for the form as a Word, Excel or PDF "
        "file."
    ),
)
EMPTY: Final = Unreadable(
    reason=SetAsideReason.EMPTY, message=msg("The file is empty (no content). Ask the sender to send it again.")
)
OTHER_KIND: Final = Unreadable(
    reason=SetAsideReason.UNSUPPORTED,
    message=msg("The file is of a kind that is not read. Ask the sender for the form as a Word, Excel or PDF file."),
)
TOOK_TOO_LONG: Final = Unreadable(
    reason=SetAsideReason.TOOK_TOO_LONG,
    message=msg(
        "Reading the file took too long and was stopped. If it holds many forms or scans, put them in the inbox one by one; "
        "else ask the sender for the form as a Word, Excel or PDF file."
    ),
)
TOO_MUCH_MEMORY: Final = Unreadable(
    reason=SetAsideReason.TOO_LARGE,
    message=msg("The file takes far more memory than a form does, and was not read. Ask the sender for the form alone."),
)
READER_DIED: Final = Unreadable(
    reason=SetAsideReason.READER_FAILED,
    message=msg(
        "Reading broke off at this file: it is damaged, or made in a way that kull does not stand. Open it, save it anew and "
        "put that in the inbox, or ask the sender for a new one."
    ),
)
READER_FAILED: Final = Unreadable(
    reason=SetAsideReason.READER_FAILED,
    message=msg(
        "kull could not read this file, and that is a fault in kull. Register it by hand, or ask the sender for a new one."
    ),
)


def two_forms(one: str, other: str) -> Unreadable:
    """A file that could be either of two forms of the year, by their titles."""
    said = msg(
        "The file could be a {one} as well as a {other}, and was taken for neither. Write at its top which it is.",
        one=one,
        other=other,
    )
    return Unreadable(reason=SetAsideReason.NOT_A_FORM, message=said)
