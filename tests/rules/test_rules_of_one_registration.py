"""Each rule of one registration: where it bites, and where it must not."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rule_forms import (
    ADVISER,
    ALL_COMMITMENTS,
    ASKED,
    CONTEXT,
    GOOD,
    LEADER,
    REP,
    STAFF,
    brief,
    read,
    registration,
    team,
    values,
)

from pipeline.model import Adviser, Commitments, Contact, Finding, Member, Role, Severity, Values
from pipeline.programme.schema import OSLO
from pipeline.rules import form_rules, trust
from pipeline.rules import team as rules
from pipeline.rules.person import without_role
from pipeline.rules.registry import REGISTRATION_RULES


def found(rule, vals=GOOD, **how):
    return list(rule(registration(vals, **how), CONTEXT))


def nb(findings):
    return [f.message.in_language("nb") for f in findings]


def test_a_registration_that_meets_every_rule_has_no_finding():
    one = registration()
    assert [f for rule in REGISTRATION_RULES for f in rule.check(one, CONTEXT)] == []


def test_every_finding_bears_the_id_of_its_rule():
    empty = registration(Values())
    for rule in REGISTRATION_RULES:
        assert {f.rule for f in rule.check(empty, CONTEXT)} <= {rule.id}


# --- team.leader ---


def test_a_team_without_leader_is_an_error_with_the_place_in_the_file():
    vals = values(members=team(role=Role.STAFF))
    assert found(rules.leader, vals, provenance={"members[0].name": read("Kari", "tabell 2, rad 2, celle 1")}) == [
        Finding(
            rule="team.leader",
            severity=Severity.ERROR,
            path="members",
            message=found(rules.leader, vals)[0].message,
            where="tabell 2, rad 2, celle 1",
        )
    ]
    assert nb(found(rules.leader, vals)) == [
        "Ingen i teamet er ført opp som leder. Teamet skal ha én leder. Oppgi hvem det er."
    ]


def test_two_leaders_are_an_error_that_names_them():
    said = nb(found(rules.leader, values(members=(LEADER, replace(REP, role=Role.LEADER), STAFF))))
    assert said == [
        "2 i teamet er ført opp som leder: Kari Nordli, Ola Sund. Teamet skal ha én leder. Oppgi hvem av dem det er."
    ]


# --- team.union-rep ---


def test_a_team_without_union_representative_is_an_error():
    assert brief(found(rules.union_rep, values(members=(LEADER, STAFF)))) == [("team.union-rep", "error", "members")]


@pytest.mark.parametrize(
    "rep",
    [
        replace(LEADER, role=Role.UNION_REP),
        replace(LEADER, role=Role.UNION_REP, name="Nordli, Kari", email=None),
        replace(LEADER, role=Role.UNION_REP, name="Kari B. Nordli"),
        replace(LEADER, role=Role.UNION_REP, name=None),
    ],
)
def test_the_leader_cannot_be_the_union_representative_too(rep):
    assert brief(found(rules.union_rep, values(members=(LEADER, rep, STAFF)))) == [("team.union-rep", "error", "members")]


def test_a_shared_mailbox_does_not_make_two_people_one():
    assert found(rules.union_rep, values(members=(LEADER, replace(REP, email=LEADER.email), STAFF))) == []


def test_a_second_union_representative_beside_the_leader_is_enough():
    assert found(rules.union_rep, values(members=(LEADER, replace(LEADER, role=Role.UNION_REP), REP))) == []


@pytest.mark.parametrize(
    ("member", "provenance"),
    [
        (replace(REP, role=Role.STAFF, title="verneombud"), {}),
        (replace(REP, role=Role.STAFF), {"members[1].role": read("Hovedverneombud")}),
    ],
)
def test_a_safety_representative_does_not_count_and_is_told_so(member, provenance):
    findings = found(rules.union_rep, values(members=(LEADER, member, STAFF)), provenance=provenance)
    assert brief(findings) == [("team.union-rep", "error", "members")]
    assert "verneombud" in nb(findings)[0]


def test_a_union_representative_with_the_title_of_safety_representative_is_looked_at():
    findings = found(rules.union_rep, values(members=(LEADER, replace(REP, title="verneombud"), STAFF)))
    assert brief(findings) == [("team.union-rep", "review", "members")]


def test_no_message_tells_who_the_union_representative_is_or_of_which_union():
    vals = values(
        members=(LEADER, replace(REP, profession="tillitsvalgt Fagforbundet", title="TV NSF", role=None), STAFF),
    )
    marks = {
        "members[1].role": read("plasstillitsvalgt NSF", needs_review=True),
        "members[1].title": read("TV Fagforbundet", needs_review=True),
        "members[1].profession": read("helsefagarbeider, Norsk Sykepleierforbund", needs_review=True),
    }
    one = registration(vals, provenance=marks)
    findings = [f for rule in REGISTRATION_RULES for f in rule.check(one, CONTEXT)]
    findings += form_rules.uncertain(replace(one, findings=()), CONTEXT)
    for language in ("nb", "nn", "en"):
        shown = " ".join(f.message.in_language(language) for f in findings)
        assert not any(union in shown for union in ("NSF", "Fagforbundet", "Sykepleierforbund"))


# --- team.roles ---


def test_a_role_that_is_not_understood_is_looked_at_and_not_repeated():
    findings = found(rules.roles, values(members=team(role=None)), provenance={"members[0].role": read("prosjektleder")})
    assert brief(findings) == [("team.roles", "review", "members[0].role")]
    assert "prosjektleder" not in nb(findings)[0]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Kari Nordmann (tillitsvalgt NSF)", "Kari Nordmann"),
        ("Per Hansen, leder", "Per Hansen"),
        ("Ola Vik – hovedtillitsvalgt", "Ola Vik"),
        ("NSF: Siv Moe", "Siv Moe"),
        ("Tillitsvald Tor Lie", "Tor Lie"),
        ("tillitsvalgt", ""),
    ],
)
def test_a_role_in_the_place_of_the_name_is_looked_at_and_is_on_no_badge(written, name):
    one = replace(LEADER, name=written)
    findings = found(rules.roles, values(members=(one,)))
    assert brief(findings) == [("team.roles", "review", "members[0].name")]
    assert written not in nb(findings)[0]
    assert without_role(written) == name


@given(st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=3), min_size=1, max_size=3))
def test_a_name_with_no_role_in_it_stays_as_it_is(words):
    name = " ".join(words)
    assume("nsf" not in map(str.casefold, words))
    assert without_role(name) == name


def test_a_role_that_is_not_given_is_not_put_up_for_review():
    assert found(rules.roles, values(members=team(role=None))) == []


# --- team.professions ---


def test_one_profession_is_too_few():
    members = tuple(replace(m, profession="sykepleier") for m in GOOD.members)
    findings = found(rules.professions, values(members=members))
    assert brief(findings) == [("team.professions", "error", "members")]
    assert "sykepleier" in nb(findings)[0]


def test_no_profession_at_all_is_one_error():
    members = tuple(replace(m, profession=None) for m in GOOD.members)
    assert brief(found(rules.professions, values(members=members))) == [("team.professions", "error", "members")]


def test_an_unknown_profession_is_looked_at_and_counts_until_then():
    findings = found(rules.professions, values(members=(LEADER, replace(REP, profession="trollmann"))))
    assert brief(findings) == [("team.professions", "review", "members[1].profession")]
    assert nb(findings) == [
        "Deltaker 2 (Ola Sund): «trollmann» står ikke i listen over faggrupper. Ta stilling til hvilken faggruppe det er."
    ]


def test_a_profession_that_was_written_but_not_understood_is_unknown_too():
    members = (LEADER, replace(REP, profession=None))
    findings = found(rules.professions, values(members=members), provenance={"members[1].profession": read("miljøarbeider")})
    assert brief(findings) == [("team.professions", "review", "members[1].profession")]


def test_a_missing_profession_among_enough_is_a_warning():
    members = (*GOOD.members, Member(name="Siv Moe"))
    assert brief(found(rules.professions, values(members=members))) == [
        ("team.professions", "warning", "members[3].profession")
    ]


# --- team.size ---


@pytest.mark.parametrize(
    ("count", "severity"),
    [(0, "error"), (1, "error"), (2, "warning"), (3, None), (4, None), (8, None), (9, "info"), (30, "info")],
)
def test_the_size_of_the_team(count, severity):
    findings = found(rules.size, values(members=(STAFF,) * count))
    assert brief(findings) == ([("team.size", severity, "members")] if severity else [])


# --- team.adviser ---


def test_an_adviser_must_be_named():
    assert brief(found(rules.adviser, values(adviser=Adviser()))) == [("team.adviser", "error", "adviser.name")]


@pytest.mark.parametrize("adviser", [Adviser(), Adviser(name="avklares senere")])
def test_an_adviser_put_off_is_looked_at(adviser):
    findings = found(rules.adviser, values(adviser=adviser), provenance={"adviser.name": read("avklares senere", "rad 9")})
    assert brief(findings) == [("team.adviser", "review", "adviser.name")]
    assert findings[0].where == "rad 9"
    assert "«avklares senere»" in nb(findings)[0]


@pytest.mark.parametrize(
    "adviser",
    [
        Adviser(name="Ola Sund"),
        Adviser(name="Sund, Ola", email="x@unn.example"),
        Adviser(name="O. Sund", email="OLA@unn.example"),
    ],
)
def test_the_adviser_is_no_member(adviser):
    findings = found(rules.adviser, values(adviser=adviser))
    assert brief(findings) == [("team.adviser", "error", "adviser.name")]
    assert "deltaker 2" in nb(findings)[0]


def test_an_adviser_with_the_first_name_of_a_member_is_another_person():
    assert found(rules.adviser, values(adviser=Adviser(name="Ola Vik", email="ola.vik@unn.example"))) == []


# --- team.agent-or-adviser-attends ---


@pytest.mark.parametrize(
    ("agent", "attends", "severity"),
    [
        (True, False, None),
        (True, None, None),
        (False, True, None),
        (None, True, None),
        (False, None, "info"),
        (None, False, "error"),
        (False, False, "error"),
    ],
)
def test_without_a_trained_agent_the_adviser_attends(agent, attends, severity):
    members = tuple(replace(m, trained_agent=agent) for m in GOOD.members)
    findings = found(rules.agent_or_adviser_attends, values(members=members, adviser=replace(ADVISER, attends=attends)))
    assert brief(findings) == ([("team.agent-or-adviser-attends", severity, "adviser.attends")] if severity else [])


# --- commitments, binding ---


@pytest.mark.parametrize("ticked", [None, False])
def test_a_commitment_that_is_not_ticked_is_an_error_of_its_own(ticked):
    vals = values(commitments=replace(ALL_COMMITMENTS, time=ticked, costs=ticked))
    assert brief(found(form_rules.commitments, vals)) == [
        ("commitments", "error", "commitments.time"),
        ("commitments", "error", "commitments.costs"),
    ]


def test_a_form_that_does_not_ask_for_the_commitments_gets_one_warning():
    vals = values(commitments=Commitments())
    assert brief(found(form_rules.commitments, vals, asked=frozenset())) == [("commitments", "warning", "commitments")]


def test_a_form_that_asks_for_some_commitments_is_held_to_those():
    vals = values(commitments=Commitments(time=False, costs=True))
    assert brief(found(form_rules.commitments, vals, asked=frozenset({"commitments.whole_team"}))) == [
        ("commitments", "error", "commitments.whole_team"),
        ("commitments", "error", "commitments.time"),
        ("commitments", "warning", "commitments"),
    ]


def test_a_tick_that_could_not_be_read_is_not_called_missing():
    vals = values(commitments=replace(ALL_COMMITMENTS, time=None))
    assert found(form_rules.commitments, vals, provenance={"commitments.time": read("?", needs_review=True)}) == []


@pytest.mark.parametrize(
    ("binding", "text", "severity"),
    [(True, "ja", None), (False, "nei", "error"), (False, "☐", "warning"), (False, "", "warning"), (None, "", "warning")],
)
def test_a_registration_is_binding(binding, text, severity):
    findings = found(form_rules.binding, values(binding=binding), provenance={"binding": read(text)})
    assert brief(findings) == ([("binding", severity, "binding")] if severity else [])


def test_a_form_that_does_not_ask_whether_it_is_binding_gets_a_warning():
    assert brief(found(form_rules.binding, values(binding=None), asked=frozenset())) == [("binding", "warning", "binding")]


# --- trust.known ---


def test_a_trust_that_is_not_invited_is_looked_at():
    findings = found(trust.known, values(trust="Helse Nord IKT HF"))
    assert brief(findings) == [("trust.known", "review", "trust")]
    assert nb(findings)[0].startswith("Helse Nord IKT HF står ikke på mottakerlisten")


def test_an_unknown_trust_is_looked_at_and_the_nearest_is_suggested():
    assert "Nordlandssykehuset HF ligner mest" in nb(found(trust.known, values(trust="Nordlansykehust")))[0]
    assert "ligner" not in nb(found(trust.known, values(trust="Ringerike")))[0]


def test_a_form_without_trust_is_looked_at():
    assert brief(found(trust.known, values(trust=None))) == [("trust.known", "review", "trust")]


# --- deadline ---


def test_a_late_form_is_looked_at_with_day_and_clock():
    received = dt.datetime(2025, 5, 1, 22, 0, tzinfo=dt.UTC)
    findings = found(form_rules.deadline, late=True, received=received)
    assert brief(findings) == [("deadline", "review", "")]
    assert nb(findings) == [
        "Påmeldingen kom 02.05.2025 kl. 00.00, etter fristen 01.05.2025. Den stiller bak alle som kom i tide."
    ]


def test_the_last_second_of_the_deadline_is_in_time():
    assert dt.datetime(2025, 5, 1, 23, 59, 59, tzinfo=OSLO) <= CONTEXT.programme.deadline_at


# --- contact.mail ---


@pytest.mark.parametrize(
    "email", ["kari.nordli@unn.example", "k_n+x@hf-nord.unn.example", "blåbær@sykehus.example", "a@xn--bodo-ira.example"]
)
@pytest.mark.parametrize("phone", ["+4791693910", "+4777626000", "+46701234567"])
def test_good_addresses_and_numbers_are_let_through(email, phone):
    assert found(form_rules.contact_mail, values(contact=Contact(email=email, phone=phone))) == []


@pytest.mark.parametrize(
    "email", ["kari", "kari@", "kari@unn", "kari nordli@unn.example", "a..b@unn.example", "a@b@c.example", "@"]
)
def test_a_malformed_address_is_a_warning_at_its_place(email):
    vals = values(members=team(email=email), adviser=replace(ADVISER, email=email))
    assert brief(found(form_rules.contact_mail, vals)) == [
        ("contact.mail", "warning", "members[0].email"),
        ("contact.mail", "warning", "adviser.email"),
    ]


@pytest.mark.parametrize("phone", ["123", "+47123", "ring meg", "+4712345678"])
def test_a_malformed_number_is_a_warning_at_its_place(phone):
    assert brief(found(form_rules.contact_mail, values(contact=Contact(phone=phone)))) == [
        ("contact.mail", "warning", "contact.phone")
    ]


# --- privacy.national-id ---

TEST_SERIES = "15838510075"


def test_a_national_id_is_looked_at_and_never_shown():
    marks = {"problem": read(f"Pasient {TEST_SERIES} ventet")}
    findings = found(form_rules.national_id, provenance=marks)
    assert brief(findings) == [("privacy.national-id", "review", "problem")]


def test_a_national_id_in_the_files_name_is_looked_at():
    assert brief(found(form_rules.national_id, called=f"Skjema {TEST_SERIES}")) == [("privacy.national-id", "review", "")]


def test_a_national_id_in_a_value_is_masked_in_every_message():
    vals = values(
        trust=f"HF {TEST_SERIES}", members=(replace(LEADER, name=f"Kari {TEST_SERIES}", role=None, profession=TEST_SERIES),)
    )
    marks = {
        p: read(f"x {TEST_SERIES}", needs_review=True) for p in ("title", "members[0].role", "members[0].name", "adviser.name")
    }
    one = registration(replace(vals, adviser=Adviser()), provenance=marks)
    findings = [f for rule in REGISTRATION_RULES for f in rule.check(one, CONTEXT)] + list(form_rules.uncertain(one, CONTEXT))
    shown = " ".join(f.message.in_language(language) for f in findings for language in ("nb", "nn", "en"))
    assert TEST_SERIES[6:] not in shown
    assert f"{TEST_SERIES[:6]}*****" in shown


# --- reading.uncertain ---


def test_every_value_read_with_doubt_is_looked_at():
    marks = {
        "title": read("Bedre fIyt", "side 1", needs_review=True),
        "members[1].email": read("ola@urm.example", "rad 2", needs_review=True),
        "members[0].role": read("TV NSF", "rad 1", needs_review=True),
        "unit": read("", "", needs_review=True),
        "goal": read("Halvert"),
    }
    findings = found(form_rules.uncertain, provenance=marks)
    assert [(f.path, f.where) for f in findings] == [
        ("title", "side 1"),
        ("members[1].email", "rad 2"),
        ("members[0].role", "rad 1"),
        ("unit", ""),
    ]
    assert nb(findings) == [
        "Prosjektets tittel: lest som «Bedre fIyt», men det er usikkert. Sammenlign med skjemaet.",
        "Deltaker 2 (Ola Sund), e-post: lest som «ola@urm.example», men det er usikkert. Sammenlign med skjemaet.",
        "Deltaker 1 (Kari Nordli), rolle: lest, men det er usikkert. Sammenlign med skjemaet.",
        "Enhet eller avdeling: ble ikke funnet med sikkerhet. Se etter om det står i skjemaet.",
    ]


def test_a_doubt_that_another_finding_tells_of_is_not_said_twice():
    told = Finding(
        rule="team.roles", severity=Severity.REVIEW, path="members[0].role", message=found(rules.leader, Values())[0].message
    )
    marks = {
        "members[0].role": read("?", needs_review=True),
        "challenges.high_turnover": read("?", needs_review=True),
        "challenges": read("?", needs_review=True),
    }
    assert [f.path for f in found(form_rules.uncertain, provenance=marks, findings=(told,))] == ["challenges"]


# --- hostile text ---

HOSTILE = "{x} {0} %s {{ y }} <b>&\"' =1+1 čđŋšŧž «»"


def test_hostile_text_comes_through_messages_untouched():
    vals = values(trust=HOSTILE, members=team(name=HOSTILE, profession=HOSTILE, email=HOSTILE), adviser=Adviser(name=HOSTILE))
    one = registration(vals, provenance={"title": read(HOSTILE, needs_review=True), "{x}": read(HOSTILE, needs_review=True)})
    findings = [f for rule in REGISTRATION_RULES for f in rule.check(one, CONTEXT)] + list(form_rules.uncertain(one, CONTEXT))
    for language in ("nb", "nn", "en"):
        shown = [f.message.in_language(language) for f in findings]
        assert sum(HOSTILE in line for line in shown) >= 4


@given(
    st.builds(
        Values,
        trust=st.none() | st.text(),
        title=st.none() | st.text(),
        priority=st.none() | st.integers(),
        members=st.lists(
            st.builds(
                Member,
                name=st.none() | st.text(),
                title=st.none() | st.text(),
                role=st.none() | st.sampled_from(Role),
                profession=st.none() | st.text(),
                email=st.none() | st.text(),
                phone=st.none() | st.text(),
            ),
            max_size=4,
        ).map(tuple),
        adviser=st.builds(Adviser, name=st.none() | st.text(), email=st.none() | st.text()),
    )
)
def test_any_registration_can_be_checked_and_every_message_can_be_said(vals):
    one = registration(
        vals, provenance={"members[0].role": read("x"), "title": read(vals.title or "", needs_review=True)}, asked=ASKED
    )
    for finding in (f for rule in REGISTRATION_RULES for f in rule.check(one, CONTEXT)):
        assert all(finding.message.in_language(language) for language in ("nb", "nn", "en"))
