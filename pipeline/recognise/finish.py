"""From claims to a `Reading`: every field settled, and everything that a person must look at put up for review."""

from __future__ import annotations

from pipeline.form.vocabulary import fold
from pipeline.model import Adviser, Commitments, Contact, Provenance, Reading, Values
from pipeline.recognise.blanks import says_later, says_none
from pipeline.recognise.completeness import put_up_doubts
from pipeline.recognise.crosscheck import put_up_misreadings
from pipeline.recognise.draft import Draft
from pipeline.recognise.members import members_of
from pipeline.recognise.people import looks_like_name, parted_name
from pipeline.recognise.settle import CHALLENGES, COMMITMENTS, Work

_LANGUAGES = {"bokmål": "nb", "nb": "nb", "nynorsk": "nn", "nn": "nn"}


def finish(draft: Draft, kind: str) -> Reading:
    """The reading that the claims of `draft` add up to; `kind` is the file's format."""
    work = Work(draft)
    values = _values(work)
    put_up_doubts(work, values)
    put_up_misreadings(work, values)
    return Reading(
        values=values,
        provenance=work.provenance,
        findings=tuple(work.findings),
        asked=frozenset(draft.asked),
        form=draft.form,
        format=kind,
    )


def _values(work: Work) -> Values:
    return Values(
        trust=work.take("trust"),
        unit=work.take("unit"),
        place=work.take("place"),
        title=work.take("title"),
        priority=work.take("priority"),
        problem=work.take("problem"),
        goal=work.take("goal"),
        baseline=work.take("baseline"),
        challenges=_challenges(work),
        contact=Contact(
            name=_printed_name(work, "contact.name"), email=work.take("contact.email"), phone=work.take("contact.phone")
        ),
        members=members_of(work),
        adviser=_adviser(work),
        commitments=Commitments(**{c: work.take(f"commitments.{c}") for c in COMMITMENTS}),
        binding=work.take("binding"),
        signed_name=_printed_name(work, "signed_name"),
        signed_date=work.take("signed_date"),
        language=_language(work),
    )


def _adviser(work: Work) -> Adviser:
    return Adviser(
        name=_adviser_name(work),
        email=work.take("adviser.email"),
        phone=work.take("adviser.phone"),
        attends=work.take("adviser.attends"),
    )


def _adviser_name(work: Work) -> str | None:
    """The adviser's name; «avklares senere» is none, and must be looked at; «ingen» is none."""
    claims = work.draft.fields.get("adviser.name", [])
    if claims and says_later(claims[0].text):
        work.note("adviser.name", claims[0], 0.5)
        return None
    if claims and says_none(claims[0].text):
        return None
    name = _without_position(work.take("adviser.name"))
    note = work.provenance.get("adviser.name")
    if name is not None and note is not None and note.method != "tag" and not looks_like_name(name):
        work.note("adviser.name", claims[0], 0.6)
        work.doubtful_people = True
    return name


def _printed_name(work: Work, path: str) -> str | None:
    """A name; one that does not look like it, put together from print, may have lost letters and must be looked at."""
    name = _without_position(work.take(path))
    note = work.provenance.get(path)
    if name is not None and note is not None and note.method == "layout" and not looks_like_name(name):
        work.doubt(path)
    return name


def _without_position(name: str | None) -> str | None:
    """«Rådgiver Kari Nordmann»: of somebody who is no member, only the name is kept."""
    return name and parted_name(name)[1]


def _challenges(work: Work) -> tuple[str, ...]:
    ticked = tuple(name for name in CHALLENGES if work.take(f"challenges.{name}") is True)
    other = work.draft.fields.get("challenges.other", [])
    if other:
        work.note("challenges.other", other[0], 0.5)
    notes = [work.provenance[p] for c in (*CHALLENGES, "other") if (p := f"challenges.{c}") in work.provenance]
    if notes:
        worst = min(notes, key=lambda n: n.confidence)
        work.provenance["challenges"] = Provenance(
            text="; ".join(n.text for n in notes),
            where=worst.where,
            method=worst.method,
            confidence=worst.confidence,
            needs_review=worst.needs_review,
        )
    return ticked


def _language(work: Work) -> str | None:
    claims = work.draft.fields.get("language", [])
    if not claims:
        return work.draft.form.language if work.draft.form else None
    found = _LANGUAGES.get(fold(claims[0].text))
    work.note("language", claims[0], 1.0 if found else 0.4)
    return found
