"""`kull correct`: a value mended beside the form that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.session import Session
from pipeline.cli.tell import tell_kept
from pipeline.cli.tell_mending import in_one_line, registration_of, tell_taken
from pipeline.cli.words import Argument, option
from pipeline.errors import UsageError
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.run import Mended
    from pipeline.steps.mending import ListedCorrection

ID_AND_FIELD = 2
_UNDO = msg("Take correction N back (see --list).")


@click.command()
@click.argument("what", cls=Argument, nargs=-1, metavar="ID FIELD VALUE")
@option("--by", metavar="NAME", default="", words=msg("Who corrects."))
@option("--why", metavar="TEXT", default="", words=msg("Why: what shows that this is right."))
@option("--ok", is_flag=True, words=msg("Without VALUE: what stands there has been looked at, and is right."))
@option("--undo", type=int, metavar="N", words=_UNDO)
@option("--list", "listed", is_flag=True, words=msg("Show every correction, and what has become of it."))
@click.pass_obj
def correct(session: Session, what: tuple[str, ...], *, by: str, why: str, ok: bool, undo: int | None, listed: bool) -> None:
    """Correct one field of a registration; take a correction back; list them."""
    if listed or undo is not None:
        if what or by or why or ok or (listed and undo is not None):
            raise UsageError(msg("--list and --undo stand alone."))
        _list(session) if undo is None else _undo_one(session, undo)
        return
    _correct(session, what, by.strip(), why.strip(), ok=ok)


def _correct(session: Session, what: tuple[str, ...], by: str, why: str, *, ok: bool) -> None:
    from pipeline.run import Wish
    from pipeline.run import correct as mend

    if len(what) != ID_AND_FIELD + (not ok):
        raise UsageError(
            msg(
                'Give id, field and value: kull correct UNN-1 title "Færre fall" --by NAME --why TEXT. Put words with blanks '
                "between quotation marks."
            )
        )
    if not by or not why:
        raise UsageError(msg("A correction needs --by NAME and --why TEXT: so that others can see who made it, and why."))
    target, field, *value = what
    with session.run("correct") as run:
        mended = mend(run, Wish(target=target, field=field, text=value[0] if value else None, by=by, why=why))
    _tell(session, mended)
    if mended.made is not None:
        registration = registration_of(mended.made, mended.register)
        said = in_one_line(mended.made, registration)
        session.say(msg("Correction {number}: {what}", number=mended.made.number, what=said))
        session.say(msg("To take it back: kull correct --undo {number}", number=mended.made.number))


def _undo_one(session: Session, number: int) -> None:
    from pipeline.run import undo_correction

    with session.run("correct") as run:
        mended = undo_correction(run, number)
    _tell(session, mended)
    session.say(msg("Correction {number} is taken back.", number=number))


def _tell(session: Session, mended: Mended) -> None:
    tell_taken(session, mended.taken, mended.register, mended.published)
    tell_kept(session, mended.published)


def _list(session: Session) -> None:
    from pipeline.intake.national_id import mask
    from pipeline.run import corrections

    with session.look() as run:
        known = corrections(run)
    if not known:
        session.say(msg("No corrections have been made."))
    for one in known:
        session.say(_line(session, one))
        if one.correction.why:
            session.say(msg("     Why: {why}", why=mask(one.correction.why)))


def _line(session: Session, one: ListedCorrection) -> Message:
    return msg(
        "{number}  {day}  {name}  {id}  {what}  ({state})",
        number=f"{one.correction.number:>3}",
        day=f"{one.correction.at:%d.%m.%Y %H.%M}",
        name=one.correction.by,
        id=one.registration.id if one.registration else "–",
        what=in_one_line(one.correction, one.registration),
        state=session.words(_state(one)),
    )


def _state(one: ListedCorrection) -> Message:
    from pipeline.steps.tracing import CORRECTION_STATES

    if one.undone:
        return msg("taken back")
    if one.registration is None:
        return msg("its form is not in the register")
    return CORRECTION_STATES[one.correction.state]
