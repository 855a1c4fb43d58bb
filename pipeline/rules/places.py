"""What a message calls a place in a registration («members[2].email» → «Member 3 (Kari Nordmann), e-mail»)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.i18n import Message, msg
from pipeline.model import Values
from pipeline.rules.context import named

NAMES: Mapping[str, Message] = {
    "trust": msg("Health trust"),
    "unit": msg("Unit"),
    "place": msg("Where the unit is"),
    "title": msg("The project's title"),
    "priority": msg("Priority"),
    "problem": msg("The problem"),
    "goal": msg("The goal"),
    "baseline": msg("How it is today"),
    "challenges": msg("Challenges in the unit"),
    "contact.name": msg("The contact's name"),
    "contact.email": msg("The contact's e-mail"),
    "contact.phone": msg("The contact's phone"),
    "members": msg("The team"),
    "adviser": msg("The adviser"),
    "adviser.name": msg("The adviser's name"),
    "adviser.email": msg("The adviser's e-mail"),
    "adviser.phone": msg("The adviser's phone"),
    "adviser.attends": msg("Whether the adviser attends the gatherings"),
    "commitments": msg("The commitments"),
    "commitments.leader_leads": msg("The commitment on a leader"),
    "commitments.whole_team": msg("The commitment on the whole team"),
    "commitments.follow_up": msg("The commitment on follow-up"),
    "commitments.time": msg("The commitment on time"),
    "commitments.costs": msg("The commitment on costs"),
    "binding": msg("That the registration is binding"),
    "signed_name": msg("Who registers the team"),
    "signed_date": msg("The date"),
    "language": msg("The language of the answer"),
}

MEMBER_NAMES: Mapping[str, Message] = {
    "name": msg("name"),
    "title": msg("title"),
    "profession": msg("profession"),
    "role": msg("role"),
    "email": msg("e-mail"),
    "phone": msg("phone"),
    "trained_agent": msg("trained agent"),
}


def place_name(path: str, values: Values) -> Message:
    """What to call the place `path`; a path that is not known is shown as it is."""
    member = re.fullmatch(r"members\[(\d+)\](?:\.(\w+))?", path)
    if member and int(member[1]) < len(values.members):
        index = int(member[1])
        who = named(values.members[index], index)
        field = MEMBER_NAMES.get(member[2] or "")
        return msg("{who}, {field}", who=who, field=field) if field else who
    challenge = path.startswith("challenges.")
    return NAMES["challenges"] if challenge else NAMES.get(path, Message("{path}", {"path": path}))
