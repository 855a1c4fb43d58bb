"""What mails say outside a form's own fields: subject, answers between quotations, lines without colons, people in one line."""

from email.message import EmailMessage
from random import Random

import pytest
from others.fourth_mail import LAYOUTS
from reading_sheets import ADVISER, HEAD, TEAM, TEXTS, said, up_for_review

from pipeline.intake.readers.plain import plain_passages
from pipeline.model import Line, Role, Severity
from pipeline.recognise.between import answers_between
from pipeline.recognise.file import read_file
from pipeline.recognise.named import each_named
from pipeline.recognise.people import read_person
from pipeline.recognise.sentences import binds_itself
from pipeline.recognise.subject import subject_says
from pipeline.recognise.unpunctuated import with_colons


def read(layout):
    data, _ = LAYOUTS[layout].make(Random("mail prose"))  # noqa: S311 - test material, no secret
    (reading,) = read_file(data, "mail.eml").readings
    return reading


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (
            "Påmelding læringsnettverk – prioritet 3 – Kald post, varm overgang",
            {"priority": "3", "title": "Kald post, varm overgang"},
        ),
        ("SV: Påmelding - prosjekt Bedre flyt – sammen", {"title": "Bedre flyt – sammen"}),
        ("VS: Påmelding «Bedre flyt»", {"title": "Bedre flyt"}),
        ("Påmelding – UNN, Lungeavdelingen", {}),
        ("Påmelding – prioritet 2 – Dialysen", {"priority": "2"}),
        ("VS: SV: Påmelding, Kari Nordmann", {}),
    ],
)
def test_a_subject_tells_rank_and_name_and_nothing_that_is_neither(subject, said):
    assert {one.path: one.text for one in subject_says(subject, "")} == said


def test_a_name_that_only_the_subject_may_mean_is_not_sure_unless_the_mail_refers_to_it():
    subject = "Påmelding – Bedre flyt i mottaket"
    assert [one.sure for one in subject_says(subject, "Her er teamet vårt.")] == [False]
    assert [one.sure for one in subject_says(subject, "Prosjektet står i emnefeltet.")] == [True]


def test_answers_are_taken_from_between_the_quoted_questions():
    text = "Hei\n\n> Helseforetak:\nUNN\n> Hva heter prosjektet?\n\nFærre fall på sengepost\n> Prioritet:\n2\n\nMvh Kari"
    message = answers_between(plain_passages(text))
    assert message is not None
    assert message.text.split("\n") == ["Helseforetak: UNN", "Hva heter prosjektet? Færre fall på sengepost", "Prioritet: 2"]


def test_a_union_representatives_role_is_not_the_next_ones_without_a_look():
    others = "Øvrige deltakere er Ola Ås, lege og tillitsvalgt (ola@unn.example), og Eli Moe, jordmor (eli@unn.example)."
    reading = said(*HEAD, *TEXTS, *TEAM, others, *ADVISER)
    assert [member.role for member in reading.values.members][:2] == [Role.LEADER, Role.UNION_REP]
    assert {"members[1].role", "members[2].role"} & up_for_review(reading) == {"members[2].role"}


def test_an_answer_to_a_question_that_nobody_knows_is_not_lost():
    asked = "> Helseforetak:\nUNN\n> Hva heter prosjektet?\nFærre fall\n> Prioritet:\n2\n"
    text = f"Hei\n\n{asked}> Hvem styrer dette hos dere?\nKari Nordli, kari@unn.example, 916 93 910\n\nMvh Kari"
    message = answers_between(plain_passages(text))
    assert message is not None
    assert message.text.split("\n")[-2:] == ["Hvem styrer dette hos dere?", "Kari Nordli, kari@unn.example, 916 93 910"]


def test_a_mail_that_only_quotes_below_its_own_words_has_no_answers_between():
    assert answers_between(plain_passages("Helseforetak: UNN\nEnhet: Dialysen\n\n> Helseforetak:\n> Enhet:\n")) is None


def lines(*texts):
    return [Line(text=text, where=f"line {i}") for i, text in enumerate(texts)]


def test_lines_that_begin_with_a_question_get_their_colon_only_where_most_lines_do():
    typed = lines("foretak UNN", "enhet Dialysen", "prosjekt Bedre flyt – sammen", "prioritet 2")
    assert [block.text for block in with_colons(typed)] == [
        "foretak: UNN",
        "enhet: Dialysen",
        "prosjekt: Bedre flyt – sammen",
        "prioritet: 2",
    ]
    prose = lines(
        "Mål er viktig for oss.", "Prosjekt etter prosjekt har feilet.", "Vi vil lære.", "Enhet for enhet, dag for dag.", "Ja."
    )
    assert list(with_colons(prose)) == prose


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Kari Nes (lege, leder), Ola Vik, sykepleier og Per Li fra brukerutvalget",
            [("Kari Nes", "lege", "leder"), ("Ola Vik", "sykepleier", ""), ("Per Li", "fra brukerutvalget", "")],
        ),
        ("enhetsleder Kari Nes (jordmor), LIS2 Ola Vik", [("Kari Nes", "jordmor", ""), ("Ola Vik", "LIS2", "")]),
        ("Kari Nes, Ola Vik og Per Li", [("Kari Nes", "", ""), ("Ola Vik", "", ""), ("Per Li", "", "")]),
        ("Kari Nes, leder, Nord Salten, 90 00 00 00", []),
        ("Kari Nes, leder, Medisinsk Klinikk, 90 00 00 00", []),
    ],
)
def test_several_people_in_one_line_are_told_apart_and_no_place_is_taken_for_one(text, people):
    found = [read_person(one.text) for one in each_named(text)]
    assert [(said.name, said.profession, said.role) for said in found] == people


def test_a_promise_is_no_promise_when_it_is_denied():
    assert binds_itself("Vi veit at påmeldinga er bindande.")
    assert not binds_itself("Vi er kjent med at påmeldingen ikke er bindende.")


def test_a_contacts_number_is_not_that_of_the_signature():
    contact = read("h_eml_signature_phone").values.contact
    assert (contact.name, contact.phone) == ("Anne-Mette Lund", "+4791122333")


def test_a_form_that_differs_from_the_mails_own_text_is_put_up_for_comparison():
    reading = read("h_eml_form_differs")
    assert [f.rule for f in reading.findings if f.severity is Severity.REVIEW] == ["reading.mail"]


def test_a_postscript_that_puts_something_right_is_put_up_for_review():
    assert "priority" in up_for_review(read("h_eml_trap_correction"))


def test_nobody_joins_the_team_of_whom_a_verb_tells_something_else():
    for layout in ("h_eml_trap_approved_by", "h_eml_trap_left_the_team"):
        members = read(layout).values.members
        assert "Torgeir Sund" not in {member.name for member in members}
        assert [member.role for member in members].count(Role.LEADER) == 1


def test_words_left_over_in_a_mails_first_line_are_not_taken_for_a_forms_title():
    typed = [
        "påmelding fra UNN, og det er folket på Dialysen som vil prøve seg",
        "Prosjekt: Bedre flyt",
        "Problem: Pasientene venter for lenge.",
        "Mål: Ingen venter mer enn en time.",
        "Prioritet: 2",
        "Leder: Kari Nes, sykepleier, kari.nes@unn.example, 90 00 00 00",
        "Veileder: Ola Vik, ola.vik@unn.example, 90 00 00 01",
    ]
    mail = EmailMessage()
    mail["Subject"] = "Påmelding"
    mail.set_content("\n".join(typed))
    (reading,) = read_file(mail.as_bytes(), "mail.eml").readings
    assert reading.values.trust == "Universitetssykehuset Nord-Norge HF"
    assert reading.values.unit == "Dialysen" or "unit" in up_for_review(reading)


def test_a_post_before_a_name_is_no_part_of_it():
    (reading,) = read_file(LAYOUTS["h_eml_again_as_leader"].make(Random("post"))[0], "mail.eml").readings  # noqa: S311
    assert [member.role for member in reading.values.members][:2] == [Role.LEADER, Role.UNION_REP]
    assert not any((member.name or "").startswith("Tillitsvalgt") for member in reading.values.members)
