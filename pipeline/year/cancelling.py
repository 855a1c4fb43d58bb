"""What a team that withdraws must get out of its calendars: every meeting still to come that it was invited to.

The invitations of the others stand as they are. A cancellation has a SEQUENCE above the one that was given out, under the same
UID, so that a calendar finds it and takes it for the newer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.programme.schema import OSLO, Audience
from pipeline.year.invitations import Issued

TEAM_AUDIENCES = frozenset({Audience.ALL, Audience.LEADERS})
ADVISER_AUDIENCES = frozenset({Audience.ALL, Audience.ADVISERS})

Cancellations = Mapping[str, tuple[Issued, ...]]
"""The cancelled invitations of a withdrawal, by the name of the file that they go out in."""


def cancellations(team: str, issued: Iterable[Issued], now: dt.datetime, *, adviser: bool) -> Cancellations:
    """The files for a team that withdraws at `now`, and with `adviser` for its adviser, who has no other team."""
    given_out = sorted(
        (one for one in issued if not one.cancelled and one.invitation.event.end.replace(tzinfo=OSLO) > now),
        key=lambda one: (one.invitation.event.start, one.uid),
    )
    wanted = {f"avlysning-{team}.ics": TEAM_AUDIENCES}
    if adviser:
        wanted[f"avlysning-{team}-veileder.ics"] = ADVISER_AUDIENCES
    files = {
        name: tuple(_off(one, now) for one in given_out if one.invitation.audience in audiences)
        for name, audiences in wanted.items()
    }
    return {name: off for name, off in files.items() if off}


def _off(one: Issued, now: dt.datetime) -> Issued:
    return replace(one, sequence=one.sequence + 1, stamped=now, cancelled=True)
