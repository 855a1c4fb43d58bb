"""A return form that came back is merged field by field onto the registration that it answers."""

from dataclasses import replace

from mended_forms import (
    NLSH,
    VALUES,
    answers,
    changed,
    correction,
    day,
    file,
    key,
    one,
    reading,
    register,
    reviews,
)

from pipeline.i18n import msg
from pipeline.model import Adviser, Commitments, Finding, Line, Member, ReplyTo, Role, Severity, Sheet, Status
from pipeline.recognise.return_form import as_reply

SENT, REPLY = "inbox/a.docx", "inbox/svar.docx"
NO_ADVISER = changed(adviser=Adviser())


def replied(values, *asked, sent=NO_ADVISER, corrections=(), said=None):
    """The register of a form and a reply to it."""
    reply = said or answers(values, *asked, of=SENT)
    return register(file(SENT, reading(sent)), file(REPLY, reply, received=day(5)), corrections=corrections)


def told(registration, rule="reply"):
    return [(f.severity.value, f.message.in_language("en")) for f in registration.findings if f.rule == rule]


def test_the_answer_fills_the_gap_and_everything_else_stays_as_it_was_read():
    made = replied(VALUES, "adviser_name", "adviser_email")
    team = one(made)
    assert (team.source.path, team.status, team.values) == (SENT, Status.COMPLETE, VALUES)
    note = team.provenance["adviser.name"]
    assert (note.text, note.where, note.method) == ("Per Vik", f"{REPLY}, row of adviser.name", "correction")
    assert team.provenance["title"].where == "row of title"


def test_what_changed_is_shown_as_old_and_new():
    made = one(replied(changed(goal="Et nytt mål"), "adviser_name"))
    said = [words for _, words in told(made, "correction")]
    assert "The adviser's name: «–» → «Per Vik», from the answer inbox/svar.docx." in said
    assert "The goal: «Halvert ventetid innen mai.» → «Et nytt mål», from the answer inbox/svar.docx." in said


def test_the_file_of_the_reply_is_accounted_for_and_says_what_became_of_it():
    reply = one(replied(VALUES, "adviser_name"), "UNN-1-s1")
    assert (reply.source.path, reply.status, reply.superseded_by) == (REPLY, Status.SUPERSEDED, "UNN-1")
    assert told(reply) == [("info", "Answer to UNN-1: what it says anew has been taken in there.")]


def test_a_reply_after_the_deadline_does_not_make_the_team_late():
    made = register(file(SENT, reading(NO_ADVISER)), file(REPLY, answers(VALUES, "adviser_name"), received=day(20)))
    assert (one(made).late, one(made).status) == (False, Status.COMPLETE)


def test_a_doubt_about_what_the_return_form_only_repeats_is_no_less_a_doubt():
    made = register(
        file(SENT, reading(NO_ADVISER, doubtful={"goal"})), file(REPLY, answers(VALUES, "adviser_name"), received=day(5))
    )
    assert one(made).provenance["goal"].needs_review
    assert one(made).status is Status.NEEDS_REVIEW


def test_an_answer_that_was_read_with_doubt_must_be_looked_at():
    doubtful = reading(VALUES, doubtful={"adviser.name"}, to=ReplyTo(registration="UNN-1", form=key(SENT)))
    made = one(replied(VALUES, said=doubtful))
    assert (made.provenance["adviser.name"].needs_review, made.status) == (True, Status.NEEDS_REVIEW)


def test_a_gap_that_was_left_open_is_still_a_gap():
    assert one(replied(NO_ADVISER, "adviser_name")).status is Status.INCOMPLETE


def test_a_box_that_was_left_empty_is_no_answer_and_a_ticked_one_is():
    unticked = changed(commitments=replace(VALUES.commitments, time=False))
    assert one(replied(unticked, "commit_time", sent=unticked)).values.commitments.time is False
    assert one(replied(VALUES, "commit_time", sent=unticked)).values.commitments.time is True
    unasked = changed(commitments=Commitments())
    as_it_came = changed(commitments=Commitments(**dict.fromkeys(Commitments.__slots__, False)))
    assert one(replied(as_it_came, sent=unasked)).values.commitments == Commitments()


def test_a_reply_never_undoes_what_was_corrected_while_it_was_under_way():
    corrected = correction("unit", "Sengepost 7", at=day(3))
    made = one(replied(VALUES, "adviser_name", corrections=[corrected]))
    assert (made.values.unit, made.values.adviser, reviews(made)) == ("Sengepost 7", VALUES.adviser, [])


def test_a_reply_made_after_the_correction_repeats_it_and_changes_nothing():
    corrected = correction("unit", "Sengepost 7", at=day(3))
    made = one(replied(changed(unit="Sengepost 7"), "adviser_name", corrections=[corrected]))
    assert (made.values.unit, reviews(made)) == ("Sengepost 7", [])


def test_a_gap_filled_otherwise_by_somebody_here_and_by_the_sender_is_put_up_for_review():
    made = one(replied(VALUES, "adviser_name", corrections=[correction("adviser.name", "Eva Berg", at=day(3))]))
    assert (made.values.adviser.name, reviews(made)) == ("Per Vik", ["adviser.name"])


def test_what_somebody_here_corrects_after_the_reply_stands():
    made = one(replied(VALUES, "adviser_name", corrections=[correction("adviser.name", "Eva Berg", at=day(9))]))
    assert (made.values.adviser.name, reviews(made)) == ("Eva Berg", [])


def test_a_member_is_added_and_another_gets_a_role():
    two = changed(members=VALUES.members[:2])
    grown = changed(
        members=(VALUES.members[0], replace(VALUES.members[1], role=Role.STAFF), Member(name="Eva Berg", role=Role.UNION_REP))
    )
    made = one(replied(grown, "member_3_name", "member_3_role", sent=two))
    assert made.values.members == grown.members


def test_a_name_is_filled_in_for_somebody_who_had_none():
    nameless = changed(members=(*VALUES.members[:2], replace(VALUES.members[2], name=None, email=None)))
    made = one(replied(VALUES, "member_3_name", "member_3_email", sent=nameless))
    assert made.values.members == VALUES.members


def test_members_are_known_by_name_wherever_they_stand_on_the_reply():
    turned = changed(members=tuple(reversed(VALUES.members)))
    assert one(replied(turned, "adviser_name")).values == VALUES


def test_what_the_reply_leaves_out_stands_and_is_put_up_for_review():
    made = one(replied(changed(members=VALUES.members[:2], place=None, goal=None), "adviser_name"))
    assert (made.values.members, made.values.goal) == (VALUES.members, VALUES.goal)
    ((severity, words),) = told(made)
    assert severity == "review"
    assert "The goal" in words
    assert "Member 3 (Áile Čáppá), name" in words


def test_what_reading_found_in_the_reply_is_put_up_at_the_registration():
    found = Finding(rule="reading.unread", severity=Severity.REVIEW, path="", message=msg("The date"), where="line 4")
    made = one(replied(VALUES, said=replace(answers(VALUES, "adviser_name"), findings=(found,))))
    assert told(made, "reading.unread") == [("review", "In the answer inbox/svar.docx: The date")]


def test_two_replies_one_after_the_other_are_both_taken_in():
    made = register(
        file(SENT, reading(changed(adviser=Adviser(), goal=None))),
        file("inbox/svar 1.docx", answers(changed(goal=None), "adviser_name", "goal"), received=day(5)),
        file("inbox/svar 2.docx", answers(NO_ADVISER, "adviser_name", "goal"), received=day(6)),
    )
    assert (one(made).values, one(made).status) == (VALUES, Status.COMPLETE)
    assert [r.id for r in made.registrations] == ["UNN-1", "UNN-1-s1", "UNN-1-s2"]


def test_the_same_reply_sent_twice_is_taken_in_once():
    reply = file(REPLY, answers(VALUES, "adviser_name"), received=day(5))
    made = register(file(SENT, reading(NO_ADVISER)), reply, replace(reply, path="inbox/kopi.docx", received=day(6)))
    assert [(r.id, r.superseded_by) for r in made.registrations] == [
        ("UNN-1", None),
        ("UNN-1-s1", "UNN-1"),
        ("UNN-1-s1-k1", "UNN-1-s1"),
    ]
    assert one(made).values == VALUES


def test_a_newer_form_that_came_meanwhile_inherits_the_answer():
    made = register(
        file(SENT, reading(NO_ADVISER)),
        file("inbox/b.docx", reading(changed(adviser=Adviser(), unit="Kirurgisk")), received=day(3)),
        file(REPLY, answers(VALUES, "adviser_name"), received=day(5)),
    )
    assert (one(made).source.path, one(made).values) == ("inbox/b.docx", changed(unit="Kirurgisk"))


def test_a_reply_known_only_by_its_id_answers_the_team_that_has_it():
    said = reading(VALUES, to=ReplyTo(registration="UNN-1"))
    files = (file(SENT, reading(NO_ADVISER)), file(REPLY, said, received=day(5)))
    assert one(register(*files, known_ids={key(SENT): "UNN-1"})).values == VALUES


def test_a_printed_reply_fills_gaps_and_changes_nothing_that_stands():
    printed = reading(
        changed(unit="Medisinsk klinlkk", members=(*VALUES.members, Member(name="Eva Berg"))),
        to=ReplyTo(registration="UNN-1"),
    )
    notes = {path: replace(note, method="layout") for path, note in printed.provenance.items()}
    files = (file(SENT, reading(NO_ADVISER)), file(REPLY, replace(printed, provenance=notes), received=day(5)))
    made = one(register(*files, known_ids={key(SENT): "UNN-1"}))
    assert made.values == VALUES
    ((severity, words),) = told(made)
    assert severity == "review"
    assert "Unit, Member 4 (Eva Berg), name. It was not read with certainty" in words


def test_a_reply_is_known_by_what_its_footer_says():
    footer = Line(text="Svarskjema for UNN-1b · Skjema registration · versjon 1 · bokmål · side 1 av 3", where="page 1")
    found = as_reply(replace(reading(), form=None), Sheet(format="pdf", blocks=(footer, footer)))
    assert found.reply_to == ReplyTo(registration="UNN-1b")
    two = replace(footer, text="Svarskjema for NLSH-u2")
    assert as_reply(reading(), Sheet(format="pdf", blocks=(footer, two))).reply_to is None
    assert as_reply(reading(), Sheet(format="pdf")) == reading()


def test_a_return_form_used_again_for_another_team_is_a_form_of_its_own():
    other = changed(
        title="Trygg utskriving", priority=2, members=(Member(name="Siri Dal", role=Role.LEADER), Member(name="Jon Li"))
    )
    for said in (other, changed(trust=NLSH)):
        made = replied(said, sent=VALUES)
        assert one(made).values == VALUES
        found = next(r for r in made.registrations if r.source.path == REPLY)
        assert found.values == said
        assert [severity for severity, _ in told(found)] == ["review"]


def test_a_return_form_for_what_is_not_here_is_a_form_of_its_own():
    made = register(file(REPLY, answers(VALUES, of="inbox/elsewhere.docx")))
    assert (one(made).values, one(made).status) == (VALUES, Status.NEEDS_REVIEW)


def test_no_identity_number_or_union_that_the_return_form_hides_is_taken_for_news():
    odd = changed(
        goal="Gjelder 158351 12345 ved siden av", members=(*VALUES.members[:2], replace(VALUES.members[2], title="leder i NSF"))
    )
    hidden = changed(
        goal="Gjelder 158351 ***** ved siden av", members=(*VALUES.members[:2], replace(VALUES.members[2], title="leder i …"))
    )
    made = one(replied(hidden, sent=odd))
    assert made.values.members[2].title == "leder i NSF"
