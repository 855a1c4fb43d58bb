"""`kull evaluation`: answers in; report, memo and a list of quotes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.letters import AS_PDF
from pipeline.cli.session import Session
from pipeline.cli.tell import tell_kept, tell_list
from pipeline.cli.words import Argument, Choice, option
from pipeline.i18n import Message, msg

if TYPE_CHECKING:
    from pipeline.steps.evaluation import Evaluated
    from pipeline.year.survey_reading import ReadSurvey

FORMS = ("nb", "nn")
_START = msg("Answers at the start (expectations), when the file does not tell by itself. Can be given again.")
_END = msg("Answers at the end (evaluation), when the file does not tell by itself. Can be given again.")
_INVITED = msg("How many were asked to answer, when that is not the members of the teams.")
_QUESTIONS = msg("Write the questions, to paste into the survey tool, and nothing else.")


@click.command()
@click.argument("files", cls=Argument, metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@option("--start", "start", multiple=True, metavar="FILE", type=click.Path(path_type=Path), words=_START)
@option("--end", "end", multiple=True, metavar="FILE", type=click.Path(path_type=Path), words=_END)
@option("--invited", type=click.IntRange(1, 100_000), metavar="NUMBER", default=None, words=_INVITED)
@option("--form", "language", type=Choice(FORMS), default="nb", words=msg("The målform of the papers: bokmål or nynorsk."))
@option("--questions", is_flag=True, words=_QUESTIONS)
@AS_PDF
@click.pass_obj
def evaluation(
    session: Session,
    *,
    files: tuple[Path, ...],
    start: tuple[Path, ...],
    end: tuple[Path, ...],
    invited: int | None,
    language: str,
    questions: bool,
    pdf: bool | None,
) -> None:
    """Write the evaluation report, the memo to the leaders and the list of quotes."""
    from pipeline.run_year import evaluation as evaluate
    from pipeline.run_year import survey_questions
    from pipeline.steps.evaluation import QUESTIONS, Asked
    from pipeline.steps.survey_files import Chosen

    if questions:
        with session.run("evaluation") as run:
            published = survey_questions(run)
        session.say(msg("The questions for the survey tool: outbox/{path}", path=QUESTIONS))
        tell_kept(session, published)
        return
    asked = Asked(chosen=Chosen(files=files, start=start, end=end), invited=invited, language=language, pdf=pdf is not False)
    with session.run("evaluation") as run:
        evaluated = evaluate(run, asked)
    _tell(session, evaluated)


def _tell(session: Session, evaluated: Evaluated) -> None:
    for read in evaluated.evaluation.surveys:
        _tell_survey(session, read)
    if evaluated.refused:
        session.say(msg("NOT TAKEN: {count}.", count=len(evaluated.refused)))
        tell_list(session, map(session.words, evaluated.refused))
    if evaluated.published is None:
        session.say(msg("There are no answers. Put the exports of the survey tool (xlsx or csv) in the folder evaluation."))
        return
    _tell_response(session, evaluated)
    _tell_quotes(session, evaluated)
    for path in evaluated.left:
        session.say(msg("outbox/{path} has been changed by a person, and was left as it is.", path=path))
    for published in (evaluated.published, evaluated.pdfs):
        if published:
            tell_list(session, (_written(session, path) for path in published.written))
            tell_kept(session, published)
    for one in evaluated.failed:
        session.say(msg("NO PDF: {path}", path=one.path))
        session.say(f"  {session.words(one.fault)}")
    for note in evaluated.notes:
        session.say(note)


def _written(session: Session, path: str) -> str:
    """«skrevet: outbox/…»."""
    return session.words(msg("written: outbox/{path}", path=path))


def _tell_survey(session: Session, read: ReadSurvey) -> None:
    from pipeline.views.evaluation_appendix import PHASES, left_out
    from pipeline.year.survey import graded

    if not (read.files or read.mailed):
        return
    phase, answers = PHASES[read.survey.phase], len(read.survey.respondents)
    session.say(
        msg(
            "{phase}: {count} answers, from files: {files}, forms in the inbox: {mailed}.",
            phase=phase,
            count=answers,
            files=len(read.files),
            mailed=read.mailed,
        )
    )
    tell_list(session, map(session.words, read.remarks))
    for one in graded(read.survey):
        if one.strange:
            written = ", ".join(f"«{strange}»" for strange in one.strange[:5])
            label = one.question.label[session.language]
            said = msg("  Not understood, and not counted: {written} ({question})", written=written, question=label)
            session.say(said)
    tell_list(session, (f"{head or '–'}: {session.words(why)}" for _, head, why in left_out(read)))


def _tell_response(session: Session, evaluated: Evaluated) -> None:
    from pipeline.year.evaluation import response

    found, invited = evaluated.evaluation.end.survey, evaluated.evaluation.figures.invited
    answers = len(found.respondents)
    if not answers:
        session.say(msg("Nobody has answered the evaluation yet."))
        return
    if share := response(found, invited):
        session.say(
            msg("Response rate: {part} of {whole} ({percent} %).", part=share.part, whole=share.whole, percent=share.percent)
        )
    elif invited:
        said = msg(
            "{answers} have answered, but only {invited} were asked. Say how many: --invited NUMBER",
            answers=answers,
            invited=invited,
        )
        session.say(said)
    else:
        session.say(msg("How many were asked is not known, so there is no response rate. Say it: --invited NUMBER"))


def _tell_quotes(session: Session, evaluated: Evaluated) -> None:
    from pipeline.steps.evaluation import QUOTES
    from pipeline.year.quotes import to_review

    if evaluated.chosen:
        session.say(msg("Decisions on quotes taken from the list: {count}.", count=evaluated.chosen))
    waiting = list(to_review(evaluated.evaluation.quotes))
    if waiting:
        session.say(
            msg(
                "Quotes to look at before they are used: {count}. Say ja or nei in outbox/{path}:",
                count=len(waiting),
                path=QUOTES,
            )
        )
        tell_list(session, (_quote(session, one.told, one.why) for one in waiting))


_SHOWN = 90


def _quote(session: Session, text: str, why: tuple[Message, ...]) -> str:
    short = " ".join(text.split())
    short = short if len(short) <= _SHOWN else f"{short[:_SHOWN]} …"
    return f"«{short}»: {'; '.join(map(session.words, why))}"
