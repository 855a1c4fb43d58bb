"""Notices in a mail: taken back only what is taken back for certain, and of the project that is named."""

from random import Random

import pytest
from others.fourth_mail.mails_more import NOTICES, notices

from pipeline.recognise.file import read_file
from pipeline.recognise.withdrawal import withdrawal

MAILS = list(notices(Random("notices")))  # noqa: S311 - test material, no secret


@pytest.mark.parametrize(("mail", "words"), list(zip(MAILS, NOTICES, strict=True)), ids=[words for words, _ in NOTICES])
def test_a_mail_takes_back_what_it_says_and_nothing_else(mail, words):
    content, title, withdraws = mail
    assert withdraws is words[1]
    readings = read_file(content, "mail.eml").readings
    assert [reading.withdrawal for reading in readings] == ([True] if withdraws else [])
    assert all(reading.values.title == title for reading in readings)


@pytest.mark.parametrize(
    "text",
    [
        "Vi må dessverre melde avbud til læringsnettverket for teamet vårt «Bedre flyt».",
        "Vi trekker påmeldingen av «Bedre flyt», da vi ikke har kapasitet.",
        "Siden vi ikke har nok folk, trekker vi påmeldingen av «Bedre flyt».",
        "Please cancel our registration for the project «Bedre flyt».",
        "Eg vil trekkje påmeldinga til «Bedre flyt».",
    ],
)
def test_a_reason_that_denies_something_does_not_deny_the_notice(text):
    notice = withdrawal(text, "Læringsnettverk", "eml")
    assert notice is not None
    assert notice.values.title == "Bedre flyt"


@pytest.mark.parametrize(
    "text",
    [
        "Styret trekker fram prosjektet «Bedre flyt» som et godt eksempel.",
        "Vi trekker inn flere i teamet.",
        "Lederen trekker seg fra teamet, og Kari Nes tar over.",
        "Dere trekker lodd om plass 3. mai, har vi forstått.",
        "Vi vil ikke trekke påmeldingen, og ber om plass.",
        "Please do not cancel our registration.",
    ],
)
def test_words_that_only_sound_like_a_notice_take_nothing_back(text):
    assert withdrawal(text, "Læringsnettverk", "eml") is None
