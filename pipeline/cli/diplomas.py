"""`kull diplomas` and `kull verify`: diplomas for those who took part, and whether one that is shown is genuine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF, stop_at_failures
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_list, tell_pdfs, tell_published
from pipeline.cli.words import Argument, option
from pipeline.errors import FoundSomethingError, UsageError
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.ledger.certificates import Certificate
    from pipeline.steps.certificates import Verified
    from pipeline.steps.diplomas import Diplomas
    from pipeline.steps.letters import Correspondence
    from pipeline.year.certificates import Missed


@click.command()
@AS_PDF
@option("--revoke", metavar="NUMBER", default="", words=msg("Revoke the diploma of this number; with --by and --reason."))
@option("--by", metavar="NAME", default="", words=msg("Who revokes it."))
@option("--reason", metavar="TEXT", default="", words=msg("Why it is revoked."))
@option("--new-key", is_flag=True, words=msg("The key is lost for good: make a new one, and give every diploma a new code."))
@click.pass_obj
def diplomas(session: Session, *, pdf: bool | None, revoke: str, by: str, reason: str, new_key: bool) -> None:
    """Issue the diplomas that have been earned, and write all that stand."""
    from pipeline.run_year import diplomas as write
    from pipeline.run_year import revoke_diploma

    if (by or reason) and not revoke:
        raise UsageError(msg("Say which diploma: kull diplomas --revoke NUMBER --by NAME --reason TEXT"))
    with session.run("diplomas") as run:
        if revoke:
            revoked, correspondence = revoke_diploma(run, revoke, by, reason, pdf=pdf is not False)
            session.say(msg("Revoked: {diploma}.", diploma=_named(revoked)))
            _tell_written(session, correspondence)
            stop_at_failures(session, run, correspondence, pdf=pdf)
            return
        done = write(run, pdf=pdf is not False, new_key=new_key)
    _tell_rule(session, done)
    _tell_given(session, done)
    _tell_lacking(session, done)
    tell_list(session, map(session.words, done.notes))
    _tell_written(session, done.correspondence)
    stop_at_failures(session, run, done.correspondence, pdf=pdf)


def _tell_written(session: Session, correspondence: Correspondence) -> None:
    """Which files there are now in outbox/certificates."""
    tell_published(session, correspondence.published, msg("Diplomas in outbox/certificates"))
    tell_pdfs(session, correspondence.pdfs)
    tell_list(session, map(session.words, correspondence.remarks))


def _named(certificate: Certificate) -> str:
    """«kull-2-001, Kari Nordli, UNN-1»."""
    certified = certificate.certified
    return ", ".join((certified.number, certified.name, *certified.teams))


def _tell_rule(session: Session, done: Diplomas) -> None:
    """What the diploma demands, and which lists are still to be read."""
    if not done.demanded:
        session.say(msg("No meeting in programme.toml has certificate = true, so nobody gets a diploma."))
        return
    meetings = ", ".join(dated.meeting.title for dated in done.demanded)
    session.say(msg("The diploma demands: {meetings}.", meetings=meetings))
    if not done.judged.unread:
        return
    session.say(msg("NO NEW DIPLOMAS YET. No list says who was at:"))
    for dated, days in done.judged.unread:
        session.say(f"  {session.words(_meeting(dated.meeting.title, len(dated.days), days))}")
    session.say(msg("Read the lists with kull attendance FILE, and run this again."))


def _meeting(title: str, of: int, days: tuple[int, ...]) -> Message:
    """«Samling 3», or «Samling 3, dag 2» when it is not all of it."""
    if len(days) >= of:
        return Message("{title}", {"title": title})
    return msg("{title}, day {days}", title=title, days=", ".join(map(str, days)))


def _tell_given(session: Session, done: Diplomas) -> None:
    given = done.given
    session.say(msg("Diplomas that stand: {count}. New: {new}.", count=len(given.standing), new=len(given.new)))
    tell_list(session, map(_named, given.new))
    if given.renewed:
        session.say(
            msg("The same number with a new code, since the diploma says something else: {count}.", count=len(given.renewed))
        )
        tell_list(session, map(_named, given.renewed))
    if done.unearned and not done.judged.unread:
        session.say(
            msg("LOOK AT THIS: they have diplomas, and have not earned them as the lists are now. Revoke, or let stand:")
        )
        tell_list(session, map(_named, done.unearned))
    if given.refused:
        session.say(msg("Revoked, and not issued again:"))
        tell_list(session, (f"{_named(one)}: {one.reason}" for one in given.refused))


def _tell_lacking(session: Session, done: Diplomas) -> None:
    if done.nameless:
        teams = ", ".join(done.nameless)
        session.say(msg("Without a name in the register, and so without a diploma: {teams}.", teams=teams))
    if done.judged.lacking:
        session.say(msg("Have not earned one: {count}.", count=len(done.judged.lacking)))
    for one in done.judged.lacking:
        missing = "; ".join(session.words(words) for missed in one.missed for words in _missing(missed))
        session.say(f"  {', '.join(one.person.teams)} {one.person.name}: {missing}")


def _missing(missed: Missed) -> Iterator[Message]:
    """«mangler samling 3, dag 2»; apart from it, what no list says anything of."""
    title, of = missed.dated.meeting.title, len(missed.dated.days)
    if missed.absent:
        yield msg("was not at {meeting}", meeting=_meeting(title, of, missed.absent))
    if missed.silent:
        yield msg("is on no list of {meeting}", meeting=_meeting(title, of, missed.silent))


@click.command()
@click.argument("code", cls=Argument, metavar="CODE...", nargs=-1, required=True)
@click.pass_obj
def verify(session: Session, code: tuple[str, ...]) -> int:
    """Tell whether the code of a diploma is genuine: 0 when it is, else 1."""
    from pipeline.run_year import verify as look_up
    from pipeline.steps.certificates import Verdict

    with session.look() as run:
        verified = look_up(run, " ".join(code))
        titles = {meeting.key: meeting.title for meeting in run.programme.meetings}
    session.say(_verdict(verified))
    if verified.certificate:
        _tell_certificate(session, verified.certificate, titles)
    return 0 if verified.verdict is Verdict.GENUINE else FoundSomethingError.exit_code


def _tell_certificate(session: Session, certificate: Certificate, titles: dict[str, str]) -> None:
    """To whom, for what, when."""
    from pipeline.programme.wording import date_range, short_date

    certified = certificate.certified
    session.say(msg("Diploma {number}, issued {day}", number=certified.number, day=short_date(certified.issued)))
    session.say(
        msg("  to {name}", name=certified.name) if not certified.adviser else msg("  to {name}, adviser", name=certified.name)
    )
    where = ", ".join(part for part in (certified.unit, certified.trust) if part)
    session.say(f"  {', '.join(certified.teams)}{f', {where}' if where else ''}")
    for project in certified.projects:
        session.say(f"  «{project}»")
    for part in certified.meetings:
        days = f": {date_range(part.dates[0], part.dates[-1], session.language, year=True)}" if part.dates else ""
        session.say(f"  {titles.get(part.meeting, part.meeting)}{days}")


def _verdict(verified: Verified) -> Message:
    """What is said of it first."""
    from pipeline.programme.wording import short_date
    from pipeline.steps.certificates import Verdict

    one = verified.certificate
    day = short_date((one.revoked_at or one.replaced_at or one.issued_at).date()) if one else ""
    by, reason = (one.revoked_by, one.reason) if one else ("", "")
    return {
        Verdict.GENUINE: msg("GENUINE."),
        Verdict.REPLACED: msg(
            "REPLACED: this code was issued, and on {day} the diploma got another one. Ask for the newer paper.", day=day
        ),
        Verdict.REVOKED: msg("REVOKED on {day} by {by}: {reason}", day=day, by=by, reason=reason),
        Verdict.NOT_GENUINE: msg("NOT GENUINE: no diploma of this cohort has this code. Read it once more, sign by sign."),
        Verdict.MISREAD: msg(
            "NOT GENUINE: a code has 16 letters and digits, and this has {signs}. Read it once more.", signs=verified.signs
        ),
        Verdict.OTHER_KEY: msg(
            "CANNOT BE VERIFIED: the diploma was issued with a key that is not here any more. The ledger has this code for it."
        ),
        Verdict.ALTERED: msg(
            "CANNOT BE VERIFIED: the ledger says something else of this diploma than it was issued for. Look at the backup."
        ),
        Verdict.NO_KEY: msg(
            "CANNOT BE VERIFIED: the key to the diplomas (.kull/certificate.key) is gone. Take it from the backup."
        ),
    }[verified.verdict]
