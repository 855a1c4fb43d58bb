"""Is a PDF what the archive and a screen reader ask for, PDF/A-2u and PDF/UA-1 at once? A check: it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import page

PROFILES = {"PDF/A-2u": page.ValidationProfile.PDF_A_2U, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}
"""The standards that a letter's PDF claims (ISO 19005-2, ISO 14289-1), by the name that people know them by."""

MOST_NAMED = 3


def unmet(pdf: bytes) -> tuple[str, ...]:
    """What keeps `pdf` from meeting both standards, a line for each broken rule, no more than `MOST_NAMED` of each standard.

    Empty: it meets them. What is no PDF at all meets neither, and the line says so.
    """
    return tuple(line for name, profile in PROFILES.items() for line in _broken(pdf, name, profile))


def _broken(pdf: bytes, name: str, profile: page.ValidationProfile) -> Iterator[str]:
    try:
        report = page.validate_pdf_bytes(pdf, profile=profile)
    except page.PageError as error:
        yield f"{name}: {error}"
        return
    if not report.is_compliant:
        said = dict.fromkeys(f"{name} {failure.rule_id}: {failure.message}" for failure in report.failures)
        yield from list(said)[:MOST_NAMED] or (name,)
