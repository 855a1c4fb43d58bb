"""From claims to a `Reading`: conversion, provenance, and everything that a person must look at.

The last check is on completeness: an e-mail address, a telephone number or a tick that stands on the form and came into no value is put up
for review, and so is every question of the form that was not found while something on it was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from pipeline.form.vocabulary import fold
from pipeline.i18n import msg
from pipeline.model import (
    Adviser,
    Commitments,
    Contact,
    Finding,
    Member,
    Provenance,
    Reading,
    Role,
    Severity,
    Values,
)
from pipeline.recognise.convert import (
    EMAIL,
    Converted,
    is_blank,
    says_later,
    says_none,
    to_date,
    to_email,
    to_occupation,
    to_phone,
    to_priority,
    to_role,
    to_text,
    to_trust,
    to_yes_no,
)
from pipeline.recognise.draft import MEMBER_ATTRIBUTES, REVIEW_BELOW, Claim, Draft, PersonClaims
from pipeline.recognise.people import holds_more_than_a_name, looks_like_name

CHALLENGES: Final = ("high_workload", "high_turnover", "limited_capacity")
COMMITMENTS: Final = ("leader_leads", "whole_team", "follow_up", "time", "costs")
_SOUGHT: Final = ("trust", "unit", "title", "priority", "problem", "goal", "challenges", "binding", "adviser")

_CONVERSIONS: Final[dict[str, Callable[[str], Converted[Any]]]] = {
    "trust": to_trust,
    "priority": to_priority,
    "email": to_email,
    "phone": to_phone,
    "attends": to_yes_no,
    "trained_agent": to_yes_no,
    "binding": to_yes_no,
    "role": to_role,
    "signed_date": to_date,
    **dict.fromkeys((*CHALLENGES, *COMMITMENTS), to_yes_no),
}


@dataclass(slots=True)
class _Work:
    draft: Draft
    provenance: dict[str, Provenance] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubtful_people: bool = False


def finish(draft: Draft, kind: str) -> Reading:
    """The reading that the claims of `draft` add up to; `kind` is the file's format."""
    work = _Work(draft)
    members = _members(work)
    values = Values(
        trust=_take(work, "trust"),
        unit=_take(work, "unit"),
        place=_take(work, "place"),
        title=_take(work, "title"),
        priority=_take(work, "priority"),
        problem=_take(work, "problem"),
        goal=_take(work, "goal"),
        baseline=_take(work, "baseline"),
        challenges=_challenges(work),
        contact=Contact(
            name=_take(work, "contact.name"), email=_take(work, "contact.email"), phone=_take(work, "contact.phone")
        ),
        members=members,
        adviser=_adviser(work),
        commitments=Commitments(**{c: _take(work, f"commitments.{c}") for c in COMMITMENTS}),
        binding=_take(work, "binding"),
        signed_name=_take(work, "signed_name"),
        signed_date=_take(work, "signed_date"),
        language=_language(work),
    )
    _put_up_what_was_not_found(work, values)
    _doubt_all_of_several_teams(work, values)
    _report_unread(work)
    return Reading(
        values=values,
        provenance=work.provenance,
        findings=tuple(work.findings),
        asked=frozenset(draft.asked),
        form=draft.form,
        format=kind,
    )


def _take(work: _Work, path: str) -> Any:
    return _settle(work, path, path.rsplit(".", 1)[-1], work.draft.fields.get(path, []))


def _settle(work: _Work, path: str, attribute: str, claims: Sequence[Claim]) -> Any:
    """The value that the claims agree on; provenance notes doubt and disagreement."""
    claims = [c for c in claims if c.method == "tag" or not is_blank(c.text)]
    if not claims:
        return None
    convert = _CONVERSIONS.get(attribute, to_text)
    best = max(claims, key=lambda c: c.confidence)
    answer = convert(best.text)
    others = [convert(c.text).value for c in claims if c is not best]
    agree = all(_same(answer.value, other) for other in others)
    confidence = best.confidence * (1.0 if answer.certain else 0.5) * (1.0 if agree else 0.6)
    text = best.text if agree else " | ".join(dict.fromkeys(c.text for c in claims))
    if answer.value is None and answer.certain:
        return None
    work.provenance[path] = Provenance(
        text=text, where=best.where, method=best.method, confidence=round(confidence, 3), needs_review=confidence < REVIEW_BELOW
    )
    return answer.value


def _same(a: object, b: object) -> bool:
    return fold(str(a)) == fold(str(b))


# --- people --------------------------------------------------------------------------------------------------------------


def _members(work: _Work) -> tuple[Member, ...]:
    people = [p for p in work.draft.members if _is_person(p)]
    members = [_member(work, person, f"members[{i}]") for i, person in enumerate(people)]
    return tuple(_with_agents(work, members))


def _is_person(person: PersonClaims) -> bool:
    """A row in which somebody is named, or something but a role, a tick or a number is filled in."""
    telling = [
        c
        for a in ("name", "given_name", "family_name", "email", "phone", "profession", "title")
        for c in person.get(a, [])
        if not is_blank(c.text)
    ]
    return bool(telling)


def _member(work: _Work, person: PersonClaims, path: str) -> Member:
    claims = {a: [c for c in person.get(a, []) if not is_blank(c.text)] for a in MEMBER_ATTRIBUTES}
    claims["name"] = claims["name"] or _joined_name(person)
    if not claims["role"] and claims["title"] and to_role(claims["title"][0].text).certain:
        claims["role"] = claims["title"]
    elif claims["role"] and not claims["title"] and _is_title(claims["role"][0].text):
        claims["title"], claims["role"] = claims["role"], []
    occupation = _occupation(work, path, claims)
    role = _settle(work, f"{path}.role", "role", claims["role"])
    if role is None and not claims["role"] and occupation[2] is not None:
        role = occupation[2]
        _note(work, f"{path}.role", (claims["title"] or claims["profession"])[0], 0.9)
    name = _settle(work, f"{path}.name", "name", claims["name"])
    if name is not None and _doubtful_name(name) and work.provenance[f"{path}.name"].method != "tag":
        work.doubtful_people = True
        _note(work, f"{path}.name", claims["name"][0], 0.6)
    if name is None:
        work.doubtful_people = True
        first = next(c for a in MEMBER_ATTRIBUTES for c in claims[a])
        _note(work, f"{path}.name", first, 0.3)
    return Member(
        name=name,
        title=occupation[1],
        role=role,
        profession=occupation[0],
        email=_settle(work, f"{path}.email", "email", claims["email"]),
        phone=_settle(work, f"{path}.phone", "phone", claims["phone"]),
        trained_agent=_settle(work, f"{path}.trained_agent", "trained_agent", claims["trained_agent"]),
    )


def _doubtful_name(name: str) -> bool:
    return not looks_like_name(name) or holds_more_than_a_name(name)


def _is_title(text: str) -> bool:
    """«Fagutvikler» under the heading «Funksjon»: no role in the team."""
    return to_role(text).value is None and to_occupation(text).role is None and bool(to_occupation(text).profession)


def _joined_name(person: PersonClaims) -> list[Claim]:
    """First name and surname from columns of their own."""
    parts = [person[a][0] for a in ("given_name", "family_name") if person.get(a)]
    return [replace(parts[0], text=" ".join(p.text for p in parts))] if parts else []


def _occupation(work: _Work, path: str, claims: dict[str, list[Claim]]) -> tuple[str | None, str | None, Role | None]:
    """Profession, title, and the role that the title gives, from the two columns that people mix up."""
    written = claims["profession"]
    titles = claims["title"]
    title = _settle(work, f"{path}.title", "title", titles)
    source = max(written, key=lambda c: c.confidence) if written else None
    if source is None and titles:
        said = to_occupation(titles[0].text)
        if said.profession and said.certain and "members.profession" not in work.draft.asked:
            _note(work, f"{path}.profession", titles[0], titles[0].confidence)
            return said.profession, title, said.role
        return None, title, said.role
    if source is None:
        return None, title, None
    said = to_occupation(source.text)
    _note(work, f"{path}.profession", source, source.confidence * (1.0 if said.certain else 0.5))
    if said.title and title is None:
        _note(work, f"{path}.title", source, source.confidence)
        title = said.title
    role = said.role or (to_occupation(titles[0].text).role if titles else None)
    if said.profession is None:
        work.provenance.pop(f"{path}.profession", None)
    return said.profession, title, role


def _note(work: _Work, path: str, claim: Claim, confidence: float) -> None:
    work.provenance[path] = Provenance(
        text=claim.text,
        where=claim.where,
        method=claim.method,
        confidence=round(min(confidence, claim.confidence), 3),
        needs_review=min(confidence, claim.confidence) < REVIEW_BELOW,
    )


def _with_agents(work: _Work, members: list[Member]) -> Iterable[Member]:
    """Agents named in an answer of their own («Utdannet forbedringsagent: Kari Nordmann»)."""
    answers = [c for c in work.draft.agents if not is_blank(c.text)]
    if not answers:
        return members
    text = fold(" ; ".join(c.text for c in answers))
    if says_none(text) or to_yes_no(text).value is False:
        return [replace(m, trained_agent=False) if m.trained_agent is None else m for m in members]
    named = [i for i, m in enumerate(members) if m.name and _names(text, m.name)]
    for i in named:
        _note(work, f"members[{i}].trained_agent", answers[0], answers[0].confidence)
    if not named:
        work.findings.append(
            Finding(
                rule="reading.agents",
                severity=Severity.REVIEW,
                path="members",
                message=msg(
                    "The form names a trained improvement agent who is not found among the members: «{text}».",
                    text=answers[0].text,
                ),
                where=answers[0].where,
            )
        )
    return [replace(m, trained_agent=True) if i in named else m for i, m in enumerate(members)]


def _names(text: str, name: str) -> bool:
    """Is the person named in `text`: by full name, or by first and last name?"""
    words = fold(name).split()
    padded = f" {re.sub(r'[,;()]', ' ', text)} "
    return f" {fold(name)} " in padded or (len(words) > 1 and f" {words[0]} {words[-1]} " in padded)


def _adviser(work: _Work) -> Adviser:
    claims = work.draft.fields.get("adviser.name", [])
    name: str | None = None
    if claims and says_later(claims[0].text):
        work.provenance["adviser.name"] = Provenance(
            text=claims[0].text, where=claims[0].where, method=claims[0].method, confidence=0.5, needs_review=True
        )
    elif claims and not says_none(claims[0].text):
        name = _take(work, "adviser.name")
    return Adviser(
        name=name,
        email=_take(work, "adviser.email"),
        phone=_take(work, "adviser.phone"),
        attends=_take(work, "adviser.attends"),
    )


# --- ticks and choices ---------------------------------------------------------------------------------------------------


def _challenges(work: _Work) -> tuple[str, ...]:
    ticked: list[str] = []
    for name in CHALLENGES:
        if _take(work, f"challenges.{name}") is True:
            ticked.append(name)
    notes = [work.provenance[p] for c in CHALLENGES if (p := f"challenges.{c}") in work.provenance]
    if notes:
        worst = min(notes, key=lambda n: n.confidence)
        text = "; ".join(n.text for n in notes)
        work.provenance["challenges"] = Provenance(
            text=text, where=worst.where, method=worst.method, confidence=worst.confidence, needs_review=worst.needs_review
        )
    return tuple(ticked)


def _language(work: _Work) -> str | None:
    claims = work.draft.fields.get("language", [])
    if not claims:
        return work.draft.form.language if work.draft.form else None
    word = fold(claims[0].text)
    found = {"bokmål": "nb", "nb": "nb", "nynorsk": "nn", "nn": "nn"}.get(word)
    _note(work, "language", claims[0], 1.0 if found else 0.4)
    return found


# --- completeness --------------------------------------------------------------------------------------------------------


def _put_up_what_was_not_found(work: _Work, values: Values) -> None:
    """A question that was not found on a form of which something was not understood may stand there in other words."""
    puzzling = [u for u in work.draft.unread if u.important or _could_be_an_answer(u.text)]
    if work.draft.form is not None:
        return
    for path in _SOUGHT:
        if path in work.provenance or (path == "adviser" and values.adviser.name):
            continue
        if path in {"trust", "title"} or (puzzling and not (path == "challenges" and _was_asked(work.draft, path))):
            work.provenance[path] = _NOT_FOUND
    if work.doubtful_people or not values.members or _was_not_found(work, "adviser") or _left_over(work.draft, values):
        work.provenance["members"] = _NOT_FOUND


def _doubt_all_of_several_teams(work: _Work, values: Values) -> None:
    """Two projects in one form: what belongs to which cannot be told, so every value must be looked at."""
    texts = {p: {fold(c.text) for c in work.draft.fields.get(p, [])} for p in ("unit", "title", "problem", "goal", "priority")}
    if sum(len(said) > 1 for said in texts.values()) < 2:  # noqa: PLR2004 - one may be a slip
        return
    for path, note in list(work.provenance.items()):
        work.provenance[path] = replace(note, needs_review=True)
    for path in (*_SOUGHT, "members", "adviser"):
        work.provenance.setdefault(path, _NOT_FOUND)
    for i in range(len(values.members)):
        work.provenance.setdefault(f"members[{i}]", _NOT_FOUND)
    work.findings.append(
        Finding(
            rule="reading.several-teams",
            severity=Severity.REVIEW,
            path="",
            message=msg("The file seems to hold more than one team. Ask the sender for one form for each team."),
        )
    )


_NOT_FOUND: Final = Provenance(text="", where="", method="label", confidence=0.0, needs_review=True)


def _was_not_found(work: _Work, path: str) -> bool:
    """An adviser who was not found may have been taken for a member."""
    return not _was_asked(work.draft, path)


def _left_over(draft: Draft, values: Values) -> bool:
    """Does an e-mail address or a person's number stand on the form that came into no value?"""
    people = (*values.members, values.adviser, values.contact)
    known = {fold(p.email) for p in people if p.email}
    addresses = {fold(a) for text, _ in draft.written for a in EMAIL.findall(text.replace("\n", ""))}
    return any(a not in known and not _OFFICE_ADDRESS.match(a) for a in addresses)


_OFFICE_ADDRESS: Final = re.compile(r"^(?:post|postmottak|firmapost|info|kontakt|arkiv|noreply|no reply)@")


def _was_asked(draft: Draft, path: str) -> bool:
    return any(asked == path or asked.startswith(f"{path}.") for asked in draft.asked)


def _could_be_an_answer(text: str) -> bool:
    """Is it more than a line of a form's own furniture?"""
    return any(c.isalpha() for c in text)


def _report_unread(work: _Work) -> None:
    for unread in work.draft.unread:
        severity = Severity.REVIEW if unread.important else Severity.INFO
        work.findings.append(
            Finding(
                rule="reading.unread",
                severity=severity,
                path="members" if unread.important else "",
                message=msg("This stands on the form and was not placed: «{text}».", text=_shortened(unread.text)),
                where=unread.where,
            )
        )
    work.findings.extend(
        Finding(rule="reading.remark", severity=Severity.REVIEW, path="", message=remark) for remark in work.draft.remarks
    )


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else cast("str", flat[:159] + "…")  # noqa: PLR2004 - one line of a table
