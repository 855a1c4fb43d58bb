"""What the tests of mails share: a plain mail, and a signature's picture."""

from email.message import EmailMessage

LOGO = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (120).to_bytes(4, "big") + (40).to_bytes(4, "big") + b"\x08\x06\0\0\0" * 8


def mail_bytes(text: str, subject: str = "Påmelding", **enclosed: bytes) -> bytes:
    """A mail with this text; `enclosed` by name, «__» standing for a dot."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "kari@sykehus.example", "postmottak@rhf.example", subject
    mail["Date"] = "Mon, 28 Apr 2025 10:12:00 +0200"
    mail.set_content(text)
    for name, content in enclosed.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return mail.as_bytes()
