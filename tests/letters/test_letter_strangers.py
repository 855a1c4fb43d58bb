"""No letter names anybody of another trust's teams, and every letter says what the plan says."""

from dataclasses import replace

import pytest
from letter_cohort import (
    DATED,
    RECIPIENTS,
    decision,
    letters,
    member,
    only,
    plan,
    programme,
    registration,
    reserve_plan,
    template_of,
    with_values,
)

from pipeline.letter_record import LetterKind
from pipeline.letters.against_plan import contradictions
from pipeline.letters.finish import finish
from pipeline.letters.occasion import Occasion
from pipeline.letters.strangers import Strangers
from pipeline.model import Adviser, Contact, Outcome, Register

OTHERS = with_values(
    "HELG-1",
    members=(replace(member("Torbjørg Ánne Lárssen"), email="torbjorg@helgeland.example", phone="+4790001122"),),
    contact=Contact(name="Kåre Sandhorn", email="kare@helgeland.example", phone="+4790003344"),
    adviser=Adviser(name="Ingá Ŧorvald", email="felles@rhf.example", phone=None),
)
OURS = registration("UNN-1")
STRANGERS = Strangers(Register(registrations=(OURS, OTHERS)), programme(), RECIPIENTS)
RECEIPT = only(LetterKind.RECEIPT, OURS)


def named(text, letter=RECEIPT):
    return [fault.value for fault in STRANGERS.named_in(letter, text)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Hilsen Torbjørg Ánne Lárssen og de andre", "Torbjørg Ánne Lárssen"),
        ("Hilsen TORBJØRG ÁNNE LÁRSSEN.", "Torbjørg Ánne Lárssen"),
        ("Kontakt: Kåre Sandhorn", "Kåre Sandhorn"),
        ("Skriv til Torbjorg@helgeland.example.", "torbjorg@helgeland.example"),
        ("Ring 90 00 11 22 i morgen", "90001122"),
        ("tlf. +47 900 03 344", "90003344"),
    ],
)
def test_a_person_of_another_trust_is_named_however_the_letter_writes_it(text, who):
    assert named(text) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Solveig Čáhppes Nilsen, inga@unn.example, 90 00 00 22",  # the trust's own
        "Ingá Ŧorvald",  # an adviser of both
        "Torbjørg Lárssen",  # somebody else
        "Kåre er fra Sandhorn",
        "Org.nr. 883 658 752, saken 2024/1180-15/250",
    ],
)
def test_nobody_else_is_taken_for_a_stranger(text):
    assert named(text) == []


def test_in_their_own_letter_they_are_none():
    assert named("Kåre Sandhorn, 90 00 33 44", only(LetterKind.RECEIPT, OTHERS)) == []


def test_a_joint_answer_to_a_trust_that_is_not_on_the_list_may_name_its_own():
    unknown = with_values("X-1", members=(member("Aina Gibostad"),))
    strangers = Strangers(Register(registrations=(OURS, unknown)), programme(), RECIPIENTS)
    own = only(LetterKind.TRUST, unknown, decided=plan(decision("X-1")))
    assert list(strangers.named_in(own, "Aina Gibostad")) == []
    assert len(list(strangers.named_in(RECEIPT, "Aina Gibostad"))) == 1


# --- what register and plan say --------------------------------------------------------------------------------------------


def said_wrongly(letter, occasion, text=None):
    return [fault.field for fault in contradictions(letter, text or finish(letter, template_of(letter)).text, occasion)]


def occasion(*registrations, decided=None):
    return Occasion(
        register=Register(registrations=registrations), plan=decided, programme=programme(), recipients=RECIPIENTS, dated=DATED
    )


ALL_GET_A_PLACE = plan(decision("UNN-1"), decision("HELG-1", order=2))


@pytest.mark.parametrize("kind", [LetterKind.RECEIPT, LetterKind.PLACE, LetterKind.TRUST])
def test_a_letter_that_was_composed_from_them_says_the_same(kind):
    for letter in letters(OURS, OTHERS, decided=ALL_GET_A_PLACE, kinds=(kind,)):
        assert said_wrongly(letter, occasion(OURS, OTHERS, decided=ALL_GET_A_PLACE)) == []


def test_a_place_that_the_plan_does_not_give_is_told():
    letter = only(LetterKind.PLACE, OURS, decided=ALL_GET_A_PLACE)
    assert said_wrongly(letter, occasion(OURS, decided=reserve_plan("UNN-1"))) == ["outcome"]


def test_another_reserve_number_than_the_plans_is_told():
    letter = only(LetterKind.RESERVE, OURS, decided=reserve_plan("UNN-1"))
    second = plan(decision("UNN-1", Outcome.RESERVE, 2))
    assert said_wrongly(letter, occasion(OURS, decided=second)) == ["number"]


def test_a_joint_answer_that_gives_a_team_something_else_is_told():
    letter = only(LetterKind.TRUST, OURS, decided=ALL_GET_A_PLACE)
    assert said_wrongly(letter, occasion(OURS, decided=reserve_plan("UNN-1"))) == ["teams UNN-1"]


def test_the_wrong_trust_the_wrong_team_and_the_wrong_day_are_told():
    other = only(LetterKind.PLACE, OTHERS, decided=ALL_GET_A_PLACE)
    text = finish(other, template_of(other)).text
    ours = only(LetterKind.PLACE, OURS, decided=ALL_GET_A_PLACE)
    assert said_wrongly(ours, occasion(OURS, OTHERS, decided=ALL_GET_A_PLACE), text)[:2] == ["recipient", "registration"]
    assert "date" in said_wrongly(ours, replace(occasion(OURS, decided=ALL_GET_A_PLACE), dated=DATED.replace(day=2)))
