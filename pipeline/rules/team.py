"""Rules about the team: who must be in it, how many, and who supports it (invitation, «Målgruppe»)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.i18n import msg
from pipeline.model import Finding, Registration, Role, Severity
from pipeline.recognise.blanks import says_later
from pipeline.rules.context import RuleContext, found, named, quoted, written
from pipeline.rules.person import Person, same_person, tells_a_role

FEWEST_MEMBERS = 2
FEWEST_PREFERRED = 3
MOST_USUAL = 8
FEWEST_PROFESSIONS = 2


def leader(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«Leder»; «Forbedringsteamet … ledes av en leder»: exactly one member is team leader."""
    leaders = [m for m in registration.values.members if m.role is Role.LEADER]
    if not leaders:
        said = msg("No member of the team is entered as leader. The team must have one leader: state who it is.")
        yield found(registration, "team.leader", Severity.ERROR, "members", said)
    if len(leaders) > 1:
        said = msg(
            "{count} members of the team are entered as leader: {names}. The team must have one: state which of them it is.",
            count=len(leaders),
            names=", ".join(quoted(m.name or "–") for m in leaders),
        )
        yield found(registration, "team.leader", Severity.ERROR, "members", said)


def union_rep(registration: Registration, context: RuleContext) -> Iterator[Finding]:
    """«Tillitsvalgt(e)»: at least one, another person than the leader; a verneombud does not count.

    No message names who it is: the role reveals union membership (domain §2, fact 2).
    """
    members = registration.values.members
    reps = [m for m in members if m.role is Role.UNION_REP]
    leaders = [m for m in members if m.role is Role.LEADER]
    others = [r for r in reps if not any(same_person(Person.of(r), Person.of(leader)) for leader in leaders)]
    if reps and not others:
        said = msg(
            "The leader is also entered as the union representative (tillitsvalgt). The team must have a union representative "
            "who is another person than the leader: state who it is."
        )
        yield found(registration, "team.union-rep", Severity.ERROR, "members", said)
    elif not reps:
        said = _no_union_rep_but_safety_rep if _has_safety_rep(registration, context) else _no_union_rep
        yield found(registration, "team.union-rep", Severity.ERROR, "members", said)
    elif all(context.vocabulary.is_safety_representative(r.title or "") for r in others):
        said = msg(
            "The member entered as union representative (tillitsvalgt) has the title of safety representative (verneombud). A "
            "safety representative does not count as one: find out whether the member is also elected by a union."
        )
        yield found(registration, "team.union-rep", Severity.REVIEW, "members", said)


_no_union_rep = msg(
    "No member of the team is entered as union representative (tillitsvalgt). The team must have at least one, another person "
    "than the leader: state who it is."
)
_no_union_rep_but_safety_rep = msg(
    "No member of the team is entered as union representative (tillitsvalgt); a safety representative (verneombud) does not "
    "count as one. The team must have at least one union representative, another person than the leader: state who it is."
)


def _has_safety_rep(registration: Registration, context: RuleContext) -> bool:
    return any(
        context.vocabulary.is_safety_representative(text)
        for index, member in enumerate(registration.values.members)
        for text in (member.title or "", written(registration, f"members[{index}].role"))
    )


def professions(registration: Registration, context: RuleContext) -> Iterator[Finding]:
    """«Medarbeidere fra ulike faggrupper»: at least two different professions; one that is not known must be looked at.

    Words that are not known count as professions of their own until somebody has looked at them.
    """
    members = registration.values.members
    spoken = [m.profession or written(registration, f"members[{i}].profession") for i, m in enumerate(members)]
    different = {word for word in spoken if word}
    if len(different) < FEWEST_PROFESSIONS:
        yield _too_few_professions(registration, sorted(different))
    for index, word in enumerate(spoken):
        if word and word not in context.vocabulary.professions:
            yield _unknown_profession(registration, index, context.vocabulary.hide_unions(word))
        elif not word and len(different) >= FEWEST_PROFESSIONS:
            yield _no_profession(registration, index)


def _too_few_professions(registration: Registration, known: list[str]) -> Finding:
    if known:
        said = msg(
            "All members whose profession (faggruppe) is given have the same one: {profession}. The team must have members "
            "of at least two different professions: state the profession of each member.",
            profession=quoted(known[0]),
        )
    else:
        said = msg(
            "No profession (faggruppe) is given for any member. The team must have members of at least two different "
            "professions: state the profession of each member."
        )
    return found(registration, "team.professions", Severity.ERROR, "members", said)


def _unknown_profession(registration: Registration, index: int, word: str) -> Finding:
    said = msg(
        "{who}: «{text}» is not on the list of professions. Decide which profession (faggruppe) it is.",
        who=named(registration.values.members[index], index),
        text=quoted(word),
    )
    return found(registration, "team.professions", Severity.REVIEW, f"members[{index}].profession", said)


def _no_profession(registration: Registration, index: int) -> Finding:
    said = msg("{who}: no profession (faggruppe) is given.", who=named(registration.values.members[index], index))
    return found(registration, "team.professions", Severity.WARNING, f"members[{index}].profession", said)


def roles(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """A role that is written and not understood must be looked at (domain §7: «put up for review, never guessed»).

    So must one that stands in the place of the name: it would be printed on the badge. The words are not shown: they may name a
    union (domain §2, fact 2).
    """
    for index, member in enumerate(registration.values.members):
        path = f"members[{index}].role"
        if tells_a_role(member.name or ""):
            asked = msg(
                "Member {number}: what stands as the name holds the words of a role as well. Correct the name, and decide "
                "which role it is.",
                number=index + 1,
            )
            yield found(registration, "team.roles", Severity.REVIEW, f"members[{index}].name", asked)
        if member.role is None and written(registration, path):
            said = msg(
                "{who}: the role on the form is not understood. Decide whether it is leader, union representative "
                "(tillitsvalgt) or staff (medarbeider).",
                who=named(member, index),
            )
            yield found(registration, "team.roles", Severity.REVIEW, path, said)


def size(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«Minst to, og helst 3-4»: fewer than two is an error, fewer than three a warning, more than eight worth knowing."""
    count = len(registration.values.members)
    if count < FEWEST_MEMBERS:
        said = msg(
            "The team has {count} members. It must have at least two, and preferably 3–4: state who they are.", count=count
        )
        yield found(registration, "team.size", Severity.ERROR, "members", said)
    elif count < FEWEST_PREFERRED:
        said = msg("The team has {count} members. That is enough, but preferably there are 3–4.", count=count)
        yield found(registration, "team.size", Severity.WARNING, "members", said)
    elif count > MOST_USUAL:
        said = msg(
            "The team has {count} members, more than is usual. All of them are to take part in the meetings.", count=count
        )
        yield found(registration, "team.size", Severity.INFO, "members", said)


def adviser(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«I tillegg skal helseforetaket stille med en lokal forbedringsveileder»: named, and no member of the team."""
    named_adviser = registration.values.adviser
    text = named_adviser.name or written(registration, "adviser.name")
    if named_adviser.name and not says_later(named_adviser.name):
        yield from _adviser_among_members(registration)
    elif text:
        said = msg(
            "No local improvement adviser (forbedringsveileder) is named; the form says «{text}». Find out who it will be.",
            text=quoted(text),
        )
        yield found(registration, "team.adviser", Severity.REVIEW, "adviser.name", said)
    else:
        said = msg("No local improvement adviser (forbedringsveileder) is named. The trust must provide one: state who it is.")
        yield found(registration, "team.adviser", Severity.ERROR, "adviser.name", said)


def _adviser_among_members(registration: Registration) -> Iterator[Finding]:
    one = Person.of(registration.values.adviser)
    for index, member in enumerate(registration.values.members):
        if same_person(one, Person.of(member)):
            said = msg(
                "The improvement adviser (forbedringsveileder) {name} is also entered as member {number} of the team. The "
                "adviser comes in addition to the team: state another adviser, or take the adviser out of the team.",
                name=quoted(registration.values.adviser.name or ""),
                number=index + 1,
            )
            yield found(registration, "team.adviser", Severity.ERROR, "adviser.name", said)


def agent_or_adviser_attends(registration: Registration, _context: RuleContext) -> Iterator[Finding]:
    """«Dersom forbedringsteamet ikke har en utdannet forbedringsagent skal teamets forbedringsveileder delta på samlingene»."""
    if any(m.trained_agent for m in registration.values.members):
        return
    if registration.values.adviser.attends is False:
        said = msg(
            "No member is entered as trained improvement agent (forbedringsagent), and the form says that the adviser will not "
            "attend the gatherings. When the team has no trained agent, the adviser must attend: confirm that the adviser "
            "will, or state which member is a trained agent."
        )
        yield found(registration, "team.agent-or-adviser-attends", Severity.ERROR, "adviser.attends", said)
    elif registration.values.adviser.attends is None:
        said = msg(
            "No member is entered as trained improvement agent (forbedringsagent). The team's adviser must therefore "
            "attend the gatherings; the answer to the team says so."
        )
        yield found(registration, "team.agent-or-adviser-attends", Severity.INFO, "adviser.attends", said)
