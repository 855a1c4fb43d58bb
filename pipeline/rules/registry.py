"""Every rule of domain §2, in the order of its table; adding a rule is a function and a line here."""

from __future__ import annotations

from pipeline.rules import form_rules, people, team, trust
from pipeline.rules.context import RegisterRule, Rule

REGISTRATION_RULES: tuple[Rule, ...] = (
    Rule(id="team.leader", check=team.leader),
    Rule(id="team.union-rep", check=team.union_rep),
    Rule(id="team.roles", check=team.roles),
    Rule(id="team.professions", check=team.professions),
    Rule(id="team.size", check=team.size),
    Rule(id="team.adviser", check=team.adviser),
    Rule(id="team.agent-or-adviser-attends", check=team.agent_or_adviser_attends),
    Rule(id="commitments", check=form_rules.commitments),
    Rule(id="binding", check=form_rules.binding),
    Rule(id="trust.known", check=trust.known),
    Rule(id="deadline", check=form_rules.deadline),
    Rule(id="contact.mail", check=form_rules.contact_mail),
    Rule(id="privacy.national-id", check=form_rules.national_id),
)

REGISTER_RULES: tuple[RegisterRule, ...] = (
    RegisterRule(id="trust.priorities", check=trust.priorities),
    RegisterRule(id="people.one-team", check=people.one_team),
    RegisterRule(id="adviser.load", check=people.adviser_load),
)
