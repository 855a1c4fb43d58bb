"""What a person must look at although nothing was misread for certain: what was not found, and what came nowhere.

A question that was answered blank is believed, unless something unplaced stands beside it. A question that was never found is
believed to be missing only on a form of which every word was understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.model import Adviser, Contact, Member, Severity, Values
from pipeline.recognise.addresses import EMAIL, PHONE, is_office_address
from pipeline.recognise.convert import to_phone
from pipeline.recognise.draft import Draft
from pipeline.recognise.labels import Asks, find_label
from pipeline.recognise.occupations import to_trust
from pipeline.recognise.settle import CHALLENGES, Work
from pipeline.recognise.telling import is_prose
from pipeline.recognise.unplaced import Unplaced, unplaced

_TEXTS: Final = ("unit", "title", "problem", "goal", "priority")
_SOUGHT: Final = ("trust", *_TEXTS, "challenges", "binding", "adviser")
_ALWAYS: Final = frozenset({"trust", "title"})
_PROSE: Final = ("unit", "title", "problem", "goal")
_LOOSE: Final = 0.9
_LINE: Final = 160
_HEADING: Final = 12
_ENDS: Final = re.compile(
    r"(?i)\s*(?:[.!?;»\"”“)]|(?:ved|i|på|hos|at|in|med|with|til|to|som|og foretaket|vil|ønsk\w*|meld\w*|søk\w*|would)\b)"
)


def put_up_doubts(work: Work, values: Values) -> None:
    """Add to the work's provenance and findings what a person must look at."""
    if work.draft.form is None or work.draft.written:
        left = unplaced(work.draft)
        _put_up_what_was_not_found(work, values, left)
        _put_up_what_goes_on(work, left)
        _put_up_asked_again(work)
        _put_up_loosely_known(work, values)
        _put_up_people(work, values, left)
        _put_up_same(work, values)
        _put_up_questions(work, values)
        _put_up_shifted(work, values, left)
        _put_up_torn(work, values, left)
        _put_up_ticks(work, left)
        _report(work, left)
    _doubt_all_of_several_teams(work, values)
    work.findings.extend(work.draft.remarks)


# --- what was not found --------------------------------------------------------------------------------------------------


def _put_up_what_was_not_found(work: Work, values: Values, left: Sequence[Unplaced]) -> None:
    doubtful = any(p in _TEXTS and note.needs_review for p, note in work.provenance.items())
    for path in _SOUGHT:
        if path in work.provenance or (path == "adviser" and values.adviser.name):
            continue
        asked = _was_asked(work.draft, path)
        if (
            path in _ALWAYS
            or (path == "adviser" and not asked)
            or (left and not asked)
            or (asked and (doubtful or _stands_beside(work.draft, path, left)))
        ):
            work.not_found(path)
    if doubtful or work.doubtful_people:
        work.not_found(*(p for p in _SOUGHT if p != "challenges" and _value(values, p) is None))


def _value(values: Values, path: str) -> object:
    return values.adviser.name if path == "adviser" else getattr(values, path)


def _was_asked(draft: Draft, path: str) -> bool:
    return any(asked == path or asked.startswith(f"{path}.") for asked in draft.asked)


def _stands_beside(draft: Draft, path: str, left: Iterable[Unplaced]) -> bool:
    """Is something unplaced in the same piece of the form as the question, or soon after it: two lines, or a row of cells?"""
    where = draft.asked_at.get(path) or draft.asked_at.get(f"{path}.name", "")
    places = [i for i, written in enumerate(draft.written) if written.where == where and not written.control]
    return any(u.index - at in range(3 if u.lone else 9) or u.where == where for u in left for at in places)


def _put_up_what_goes_on(work: Work, left: Iterable[Unplaced]) -> None:
    """A line that came nowhere right after an answer may be the rest of it."""
    ends = [(note.where, path, note.text) for path, note in work.provenance.items() if path in _PROSE]
    for one in left:
        before = work.draft.written[one.index - 1].where if one.index else ""
        for where, path, text in ends:
            below = where == before and one.lone and not one.leads
            if below or (where == one.where and (not one.lone or _is_cut(work, text, work.draft.written[one.index].text))):
                work.doubt(path)


def _is_cut(work: Work, value: str, text: str) -> bool:
    """Do words stand right after the value that may belong to it? A quotation, and what leads on to another answer, end it."""
    _, found, tail = text.partition(value)
    if not found or not tail.strip():
        return not found
    others = [claim.text for _, claim in work.draft.claims() if claim.text != value]
    return _ENDS.match(tail) is None and not tail.lstrip(" ,").startswith(tuple(others))


def _put_up_asked_again(work: Work) -> None:
    """No form asks the same twice in a row: a line right after an answer that sounds like its question is its rest.

    «Mål 2: ingen ubesvarte anrop.» stands below «Mål 1: …».
    """
    written = work.draft.written
    claimed = {claim.where for _, claim in work.draft.claims()}
    for path in ("unit", "title", "problem", "goal"):
        note = work.provenance.get(path)
        places = [i for i, one in enumerate(written) if note is not None and one.where == note.where]
        after = written[places[-1] + 1] if places and places[-1] + 1 < len(written) else None
        label = find_label(after.text) if after is not None and after.where not in claimed else None
        if label is not None and label.field is not None and label.field.path == path:
            work.doubt(path)


def _put_up_loosely_known(work: Work, values: Values) -> None:
    """Where a text was not found, an answer whose label was known by a word or two only may be that text."""
    if all(getattr(values, path) is not None or path in work.draft.asked for path in _PROSE):
        return
    for path in _PROSE:
        note = work.provenance.get(path)
        if note is not None and note.confidence <= (_LOOSE if note.method == "label" else _LOOSE * 0.97):
            work.doubt(path)


# --- people --------------------------------------------------------------------------------------------------------------


def _put_up_people(work: Work, values: Values, left: Sequence[Unplaced]) -> None:
    """The team and the adviser, when somebody may be missing, or taken for somebody else."""
    lost = list(_lost_addresses(work.draft, values))
    if work.doubtful_people or not values.members or lost or not _was_asked(work.draft, "adviser"):
        work.not_found("members")
    if (lost or work.doubtful_people) and any(_by_position(work, p) for p in work.provenance if p.startswith("adviser.")):
        work.doubt("adviser")
    if "members.role" in work.draft.asked and values.members and not any(member.role for member in values.members):
        work.not_found("members")
    if lost or _among_people(work.draft, left):
        work.not_found("members", *(f"adviser.{a}" for a in ("email", "phone") if getattr(values.adviser, a) is None))


def _among_people(draft: Draft, left: Sequence[Unplaced]) -> bool:
    """Does something unplaced stand between the first and the last of the people?"""
    if any(u.control for u in left):
        return True
    places = _places(draft, ("members", "adviser"))
    near = (u for u in left if not u.leads)
    return any(min(places) - (2 if u.lone else _HEADING) <= u.index <= max(places) + 1 for u in near) if places else bool(left)


def _among(draft: Draft, left: Iterable[Unplaced], section: str) -> bool:
    """Does something unplaced stand among the answers of a section, or right before or after them?"""
    places = _places(draft, (section,))
    return bool(places) and any(min(places) - 4 <= u.index <= max(places) + 4 for u in left if not u.leads)


def _places(draft: Draft, sections: tuple[str, ...]) -> list[int]:
    """Where, counted in pieces of the form, the claims of these sections stand."""
    said = {claim.where for path, claim in draft.claims() if path.startswith(sections)}
    said |= {where for path, where in draft.asked_at.items() if path.startswith(sections)}
    return [i for i, written in enumerate(draft.written) if written.where in said and not written.control]


def _lost_addresses(draft: Draft, values: Values) -> Iterator[str]:
    """E-mail addresses and telephone numbers on the form that are in no value."""
    people: list[Member | Adviser | Contact] = [*values.members, values.adviser, values.contact]
    addresses = {fold(p.email) for p in people if p.email}
    numbers = {p.phone for p in people if p.phone}
    for written in draft.written:
        text = written.text.replace("\n", " ")
        yield from (a for a in EMAIL.findall(text) if fold(a) not in addresses and not is_office_address(a))
        if not is_prose(fold(text)):
            yield from (n for m in PHONE.finditer(text) if (n := _number(m[0])) and n not in numbers)


def _number(text: str) -> str:
    said = to_phone(text)
    return said.value if said.certain and said.value else ""


def _put_up_shifted(work: Work, values: Values, left: Iterable[Unplaced]) -> None:
    """A trust that came nowhere, on a form whose trust is none: answers and questions may not stand as they were read."""
    unknown = values.trust is None or not to_trust(values.trust).certain
    if unknown and any(to_trust(u.text).certain for u in left):
        for path in (*_TEXTS, "adviser"):
            work.doubt(path)


def _put_up_questions(work: Work, values: Values) -> None:
    """A unit or title that reads like a question to which nothing else on the form is an answer may be that question."""
    for path in ("unit", "title"):
        label = find_label(getattr(values, path) or "")
        field = label.field if label is not None and label.asks is Asks.FIELD else None
        if field is not None and field.path not in {path, *work.draft.fields} and not field.path.startswith("members"):
            work.doubt(path)


def _put_up_same(work: Work, values: Values) -> None:
    """An adviser with a member's name, address or number, and a member with the name of something else, are mixed up.

    A contact's address where no contact is named may be the adviser's.
    """
    for attribute in ("name", "email", "phone"):
        said = getattr(values.adviser, attribute)
        if said and any(fold(said) == fold(getattr(member, attribute) or "") for member in values.members):
            work.doubt(f"adviser.{attribute}")
            work.not_found("adviser")
    for attribute in ("email", "phone"):
        nobodys = getattr(values.contact, attribute) if values.contact.name is None else None
        if nobodys and values.adviser.name and getattr(values.adviser, attribute) is None:
            work.not_found(f"adviser.{attribute}")
    elsewhere = {fold(text) for text in (values.trust, values.unit, values.title) if text}
    for i, member in enumerate(values.members):
        if member.name and fold(member.name) in elsewhere:
            work.doubt(f"members[{i}].name")


# --- a page put together by position -------------------------------------------------------------------------------------


def _put_up_torn(work: Work, values: Values, left: Iterable[Unplaced]) -> None:
    """On a printed page, lines left over that begin in mid-sentence, or an answer of several lines before a missing one."""
    texts = [path for path in ("problem", "goal", "title", "unit") if path in work.provenance and _by_position(work, path)]
    rows = {row for path, claim in work.draft.claims() if path.startswith("members[") if (row := _row_of(claim.where))}
    torn = any(_is_torn(work.draft, one) and _row_of(one.where) not in rows for one in left)
    missing = values.problem is None or values.goal is None
    for path in texts:
        if torn or (missing and path in {"problem", "goal"} and "\n" in work.provenance[path].text):
            work.doubt(path)


def _is_torn(draft: Draft, one: Unplaced) -> bool:
    """Does a line, or a row of cells, begin with it in mid-sentence?"""
    text = draft.written[one.index].text
    row = _row_of(one.where)
    answer = bool(row) and one.index > 0 and _row_of(draft.written[one.index - 1].where) == row
    begins = text.lstrip().startswith(one.text.partition(" … ")[0]) and not text.rstrip().endswith(":")
    return begins and not answer and one.text[:1].islower() and not one.control


def _row_of(where: str) -> str:
    """The table's row that a cell stands in; empty for a line."""
    return where.rpartition(", cell ")[0]


def _by_position(work: Work, path: str) -> bool:
    return work.provenance[path].method in {"layout", "ocr"}


# --- ticks ---------------------------------------------------------------------------------------------------------------


def _put_up_ticks(work: Work, left: Iterable[Unplaced]) -> None:
    """A ticked box whose words were not understood may be a challenge, or the promise."""
    all_asked = all(f"challenges.{c}" in work.draft.asked for c in CHALLENGES)
    if not all_asked and _among(work.draft, left, "challenges"):
        work.doubt("challenges")
    if not any("☒" in u.text for u in left):
        return
    nameless = any(u.text.startswith("☒") and u.control for u in left)
    if nameless or not all_asked:
        work.doubt("challenges")
    if nameless or "binding" not in work.draft.fields:
        work.doubt("binding")


# --- several teams -------------------------------------------------------------------------------------------------------


def _doubt_all_of_several_teams(work: Work, values: Values) -> None:
    """Two projects in one form: what belongs to which cannot be told, so every value must be looked at."""
    texts = {path: {fold(c.text) for c in work.draft.fields.get(path, [])} for path in _TEXTS}
    if sum(len(said) > 1 for said in texts.values()) < 2:  # noqa: PLR2004 - one may be a slip
        return
    for path, note in list(work.provenance.items()):
        work.provenance[path] = replace(note, needs_review=True)
    work.not_found(*_SOUGHT, "members", *(f"members[{i}]" for i in range(len(values.members))))
    said = msg("The file seems to hold more than one team. Ask the sender for one form for each team.")
    work.find("reading.several-teams", Severity.REVIEW, "", said)


# --- what came nowhere ---------------------------------------------------------------------------------------------------


def _report(work: Work, left: Iterable[Unplaced]) -> None:
    told = set()
    for one in left:
        if (one.text, one.where) in told:
            continue
        told.add((one.text, one.where))
        said = msg("This stands on the form and was not placed: «{text}».", text=_shortened(one.text))
        severity, path = (Severity.REVIEW, "members") if one.important else (Severity.INFO, "")
        work.find("reading.unread", severity, path, said, one.where)
    for text, where in work.draft.others:
        said = msg("The form asks for more than the register holds; the answer is: «{text}».", text=_shortened(text))
        work.find("reading.other", Severity.INFO, "", said, where)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LINE else f"{flat[: _LINE - 1]}…"
