"""Answers out of the exports of survey tools: each column accounted for, each respondent once, nothing guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.form.definition import Kind, Words
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.i18n import Message, msg
from pipeline.year.returned import ReturnedForm
from pipeline.year.survey import MAY_QUOTE, Answered, Phase, Question, Respondent, Survey, form_fields, form_questions
from pipeline.year.survey_columns import choices_of, question_of, scale_of, use_of
from pipeline.year.survey_grades import NO_ANSWER, agreement, is_number, tick
from pipeline.year.survey_heads import Use, plain
from pipeline.year.survey_names import Names
from pipeline.year.survey_table import AnswerTable

_ANONYMOUS: Final = frozenset({"", "anonymous", "anonym", "anonymt"})
_TEST = re.compile(r"^\W*(?:test\w{0,4}|asdf\w*|qwer\w*)\W*$", re.IGNORECASE)
_ISO_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ]?(\d{1,2})?:?(\d\d)?:?(\d\d)?")
_NORWEGIAN_TIME = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\D*(\d{1,2})?[:.]?(\d\d)?[:.]?(\d\d)?")
_OWN = "own:"
_LONGEST_HEAD: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an export, and what became of it. `head` has nobody's name in it."""

    file: str
    head: str
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSurvey:
    """A survey, what became of each column, how many answers each file gave, and what a person must know.

    `mailed`: how many answered by a form of kull's own.
    """

    survey: Survey
    mailed: int = 0
    columns: tuple[Column, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of a table: what it is for, and under which key."""

    at: int
    use: Use
    key: str


def read_survey(
    phase: Phase, tables: Sequence[AnswerTable], forms: Sequence[ReturnedForm] = (), names: Names | None = None
) -> ReadSurvey:
    """What `tables` and forms that came back by mail say together; `names` are the people not to be named."""
    names = names or Names(frozenset())
    tables, contained = _without_older_exports(tables)
    placed = {n: tuple(_places(phase, table, names)) for n, table in enumerate(tables)}
    own = dict(_own_questions(tables, placed, names))
    remarks = [_in_file(table.named, remark) for table in tables for remark in table.remarks]
    remarks += contained
    respondents: list[Respondent] = []
    files: dict[str, int] = {}
    for n, table in enumerate(tables):
        answered, silent = _answered(table, placed[n])
        rows, replaced = _newest(answered, placed[n])
        remarks += [_in_file(table.named, said) for said in (*silent, *replaced, *_tests(rows))]
        read = [_respondent(_Draft(phase, names), table, placed[n], row, own) for row in rows]
        respondents += read
        files[table.named] = files.get(table.named, 0) + len(read)
    mailed = [_of_form(phase, one, names) for one in forms if one.form == phase.form.id and not one.replaced_by and one.answers]
    questions = (*form_questions(phase), *(question for question, _ in own.values()))
    survey = Survey(phase=phase, questions=questions, respondents=(*respondents, *mailed))
    return ReadSurvey(
        survey=survey, mailed=len(mailed), columns=tuple(_columns(tables, placed, names)), files=files, remarks=tuple(remarks)
    )


def _in_file(file: str, said: Message) -> Message:
    return msg("{file}: {said}", file=file, said=said)


def _without_older_exports(tables: Sequence[AnswerTable]) -> tuple[list[AnswerTable], list[Message]]:
    """The tables less those whose every row stands in another with the same heads: the same survey, exported earlier."""
    kept: list[AnswerTable] = []
    said: list[Message] = []
    for n, table in enumerate(tables):
        mine = Counter(row for _, row in table.rows)
        holding = [
            other
            for m, other in enumerate(tables)
            if m != n and other.heads == table.heads and mine <= (theirs := Counter(row for _, row in other.rows))
            if mine != theirs or m < n
        ]
        if holding and mine.total() > 1:
            said.append(
                msg("{file}: every row stands in {other} too: it was left out.", file=table.named, other=holding[0].named)
            )
        else:
            kept.append(table)
    return kept, said


def _places(phase: Phase, table: AnswerTable, names: Names) -> Iterator[_Place]:
    taken: Counter[str] = Counter()
    for at, head in enumerate(table.heads):
        use = use_of(phase, head, [row[at] for _, row in table.rows if row[at]], names)
        key = question_of(phase, head) if use is Use.QUESTION else _OWN + plain(head)
        if use is Use.QUESTION and taken[key]:
            use, key = Use.OWN, _OWN + plain(head)
        if use in {Use.QUESTION, Use.OWN}:
            taken[key] += 1
            key = f"{key} ({taken[key]})" if taken[key] > 1 else key
        yield _Place(at, use, key)


_Reading = Mapping[str, tuple[Question, Mapping[str, tuple[str, ...]]]]


def _own_questions(
    tables: Sequence[AnswerTable], placed: Mapping[int, Sequence[_Place]], names: Names
) -> Iterator[tuple[str, tuple[Question, Mapping[str, tuple[str, ...]]]]]:
    """Each question that the forms do not have, as all tables together answer it; and what its values mean."""
    heads: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    for n, table in enumerate(tables):
        for place in placed[n]:
            if place.use is Use.OWN:
                heads.setdefault(place.key, table.heads[place.at])
                said = values.setdefault(place.key, [])
                said += [row[place.at] for _, row in table.rows if fold(row[place.at]) not in NO_ANSWER]
    for key, said in values.items():
        yield key, _own_question(key, _shown(names, heads[key]), sorted(said), names)


def _shown(names: Names, head: str) -> str:
    """A head as it is shown: nobody is named in it, and it is no longer than a question."""
    masked = names.mask(head)
    return masked if len(masked) <= _LONGEST_HEAD else f"{masked[:_LONGEST_HEAD]} …"


def _own_question(key: str, head: str, said: Sequence[str], names: Names) -> tuple[Question, Mapping[str, tuple[str, ...]]]:
    label = Words(head, head)
    if scale := scale_of(said):
        means = {value: (str(grade),) for value in said if (grade := scale.grade(value)) is not None}
        return Question(key=key, answered=Answered.GRADE, label=label, ends=scale.ends), means
    choices = choices_of(said)
    if choices is not None and not any(names.mask(choice) != choice for one in choices for choice in one):
        return Question(key=key, answered=Answered.CHOICE, label=label), dict(zip(said, choices, strict=True))
    if all(map(is_number, said)):
        return Question(key=key, answered=Answered.NUMBER, label=label), {}
    return Question(key=key, answered=Answered.WORDS, label=label), {}


def _columns(tables: Sequence[AnswerTable], placed: Mapping[int, Sequence[_Place]], names: Names) -> Iterator[Column]:
    for n, table in enumerate(tables):
        for place in placed[n]:
            head = table.heads[place.at]
            if head or place.use is not Use.EMPTY:
                yield Column(file=table.named, head=_shown(names, head), use=place.use)


def _answered(table: AnswerTable, places: Sequence[_Place]) -> tuple[AnswerTable, list[Message]]:
    """The table less the rows of those who opened the survey and answered nothing: they are no answers."""
    asked = [place.at for place in places if place.use in {Use.QUESTION, Use.OWN}]
    rows = tuple((number, row) for number, row in table.rows if any(row[at] for at in asked))
    silent = len(table.rows) - len(rows)
    said = [msg("rows without a single answer, which were not counted: {count}.", count=silent)] if silent else []
    return replace(table, rows=rows), said


def _newest(table: AnswerTable, places: Sequence[_Place]) -> tuple[list[tuple[int, tuple[str, ...]]], list[Message]]:
    """The rows, of each respondent only the last one sent in; and which were replaced."""
    who = _identity(table, places)
    if who is None:
        return list(table.rows), []
    order = _time_column(table, places)
    newest: dict[str, tuple[int, tuple[str, ...]]] = {}
    replaced: list[Message] = []
    for number, row in table.rows:
        mark = fold(row[who])
        if mark in _ANONYMOUS:
            newest[f"\0{number}"] = number, row
            continue
        old = newest.get(mark)
        if old is None:
            newest[mark] = number, row
            continue
        first, last = sorted((old, (number, row)), key=lambda one: (moment(one[1][order]) if order is not None else "", one[0]))
        newest[mark] = last
        replaced.append(
            msg("row {old} is replaced by row {new}: the same respondent answered again.", old=first[0], new=last[0])
        )
    return sorted(newest.values()), replaced


def _identity(table: AnswerTable, places: Sequence[_Place]) -> int | None:
    """The column that tells respondents apart: mostly different from row to row."""
    for use in (Use.ID, Use.MAIL):
        for place in places:
            if place.use is use:
                said = [mark for _, row in table.rows if (mark := fold(row[place.at])) not in _ANONYMOUS]
                if said and 2 * len(set(said)) > len(said) and 2 * len(said) > len(table.rows):
                    return place.at
    return None


def _time_column(table: AnswerTable, places: Sequence[_Place]) -> int | None:
    times = [place.at for place in places if place.use is Use.TIME and any(moment(row[place.at]) for _, row in table.rows)]
    return times[-1] if times else None


def moment(text: str) -> str:
    """A time as it can be compared; empty when it is none."""
    if found := _ISO_TIME.search(text):
        parts = found.groups()
    elif found := _NORWEGIAN_TIME.search(text):
        day, month, year, *clock = found.groups()
        parts = (year, month, day, *clock)
    else:
        return ""
    return "-".join((part or "0").zfill(2) for part in parts)


def _tests(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Message]:
    for number, row in rows:
        if any(_TEST.match(cell) for cell in row):
            yield msg("row {row} looks like a test, and was counted. Take the row out if it is one.", row=number)


def _respondent(
    draft: _Draft, table: AnswerTable, places: Sequence[_Place], row: tuple[int, Sequence[str]], own: _Reading
) -> Respondent:
    number, cells = row
    for place in places:
        text = cells[place.at].strip()
        if place.use is Use.TICK:
            draft.may_quote = tick(text, table.heads[place.at]) is True
        elif place.use is Use.TRUST:
            known = load_vocabulary().trust(text)
            draft.trust = known.name if known else ""
        elif place.use is Use.QUESTION:
            draft.take(place.key, text)
        elif place.use is Use.OWN and place.key in own:
            draft.take_own(*own[place.key], text)
    return draft.made(f"{table.named}, {number}")


class _Draft:
    """What one respondent has said so far."""

    def __init__(self, phase: Phase, names: Names) -> None:
        self._names = names
        self._kinds = {one.key: one.kind for one in form_fields(phase)}
        self._grades: dict[str, int] = {}
        self._choices: dict[str, tuple[str, ...]] = {}
        self._numbers: dict[str, float] = {}
        self._words: dict[str, str] = {}
        self._strange: dict[str, str] = {}
        self.trust = ""
        self.may_quote: bool | None = None

    def take(self, key: str, text: str) -> None:
        """The answer to a question of the form."""
        if fold(text) in NO_ANSWER:
            return
        if self._kinds[key] is Kind.LONG_TEXT:
            self._words[key] = text
        elif (grade := agreement().grade(text)) is not None:
            self._grades[key] = grade
        else:
            self._strange[key] = self._names.mask(text)

    def take_own(self, question: Question, means: Mapping[str, tuple[str, ...]], text: str) -> None:
        """The answer to a question that the form does not have."""
        key = question.key
        if fold(text) in NO_ANSWER:
            return
        if question.answered is Answered.WORDS:
            self._words[key] = text
        elif question.answered is Answered.NUMBER:
            self._numbers[key] = float(text.replace(",", "."))
        elif text not in means:
            self._strange[key] = self._names.mask(text)
        elif question.answered is Answered.GRADE:
            self._grades[key] = int(means[text][0])
        else:
            self._choices[key] = means[text]

    def made(self, source: str) -> Respondent:
        """The respondent."""
        return Respondent(
            source=source,
            grades=self._grades,
            choices=self._choices,
            numbers=self._numbers,
            words=self._words,
            strange=self._strange,
            trust=self.trust,
            may_quote=self.may_quote,
        )


def _of_form(phase: Phase, form: ReturnedForm, names: Names) -> Respondent:
    """A questionnaire that came back as a file: it carries no name."""
    draft = _Draft(phase, names)
    known = {one.key for one in form_questions(phase)}
    for key, text in form.answers.items():
        if key == MAY_QUOTE:
            draft.may_quote = tick(text) is True
        elif key in known:
            draft.take(key, text)
    if phase is Phase.END and draft.may_quote is None:
        draft.may_quote = False
    return draft.made(form.source.path)
