"""What commands say of corrections: which were taken from register.xlsx, and what in it could not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.model import Correction, Register, Registration
    from pipeline.steps.mending import Taken
    from pipeline.steps.products import Published


def tell_taken(session: Session, taken: Taken, register: Register, published: Published) -> None:
    """The corrections from register.xlsx, one a line; what differs in it and was not taken; whether it was left as it is."""
    if taken.corrections:
        session.say(msg("Corrections taken from register.xlsx: {count}.", count=len(taken.corrections)))
        tell_list(session, (session.words(_line(one, register)) for one in taken.corrections))
    if taken.refused:
        session.say(msg("Not taken from register.xlsx:"))
        tell_list(session, map(session.words, taken.refused))
    if taken.copy:
        session.say(msg("  Your workbook is kept as {copy}.", copy=str(taken.copy)))
    tell_list(session, map(session.words, taken.notes))
    if taken.strange and "register.xlsx" in published.kept:
        session.say(
            msg(
                "register.xlsx was not written by this register, or too long ago: nothing was taken from it. Make the "
                "corrections in the new workbook."
            )
        )
    if taken.held_open:
        session.say(
            msg(
                "register.xlsx is open in another program, and was left as it is. Close it, and run kull intake again. (If it "
                "is not open: delete the hidden file beside it that begins with ~$ or .~lock.)"
            )
        )


def _line(correction: Correction, register: Register) -> Message:
    registration = registration_of(correction, register)
    return msg(
        "{id}: {what} ({name})",
        id=registration.id if registration else "–",
        what=in_one_line(correction, registration),
        name=correction.by,
    )


def registration_of(correction: Correction, register: Register) -> Registration | None:
    """The registration of the form that a correction was made on."""
    from pipeline.rules.identity import id_key, is_form

    return next((one for one in register.registrations if id_key(one.source) == correction.form and is_form(one.id)), None)


def in_one_line(correction: Correction, registration: Registration | None) -> Message:
    """«Prosjektets tittel: «a» → «b»», as far as may be shown."""
    from pipeline.form.vocabulary import load_vocabulary
    from pipeline.model import Values
    from pipeline.rules.corrections import in_one_line as words

    return words(correction, registration.values if registration else Values(), load_vocabulary())
