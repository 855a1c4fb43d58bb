"""The page about where things stand: complete, accessible, and safe against what senders write."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from views_cohort import (
    BAD_MAIL,
    DOUBTED,
    LEADER,
    NO_UNION_REP,
    PLAN,
    PROGRAMME,
    REGISTER,
    UNKNOWN_PROFESSION,
    VALUES,
    registration,
)
from views_contrast import contrast

from pipeline.errors import ConfigurationError
from pipeline.model import Register, Severity
from pipeline.programme.schema import Override
from pipeline.programme.workspace import TEMPLATES, shipped_root
from pipeline.views.chart import WIDTH, Count, bars
from pipeline.views.report import TEMPLATE, report_html
from pipeline.views.report_page import report_page

BEFORE = date(2025, 4, 29)
VOID = {"meta", "br", "link", "img", "input", "hr"}


def page(register=REGISTER, plan=PLAN, language="nb", today=BEFORE, **options):
    return report_html(register, plan, PROGRAMME, language, today, **options)


def content(register=REGISTER, plan=PLAN, today=BEFORE):
    return report_page(register, plan, PROGRAMME, "nb", today)


class Outline(HTMLParser):
    """Elements with their attributes, what is open at the end, and the text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]


def test_the_numbers_are_those_of_the_register():
    assert {figure.name: (figure.count, figure.of) for figure in content().figures} == {
        "Påmeldte team": (5, None),
        "I orden": (3, None),
        "Må rettes": (1, None),
        "Må vurderes": (1, None),
        "Mottatt etter fristen": (1, None),
        "Filer satt til side": (2, None),
        "Erstattet eller trukket": (1, None),
        "Plasser fordelt": (3, 3),
    }


def test_places_are_counted_by_trust_and_the_table_sums_them():
    shown = content()
    assert shown.categories == ("Plass", "Reserve", "Kan ikke få plass")
    assert shown.counts == (
        Count("Universitetssykehuset Nord-Norge HF", (1, 0, 1)),
        Count("Nordlandssykehuset HF", (1, 1, 0)),
        Count("Finnmarkssykehuset HF", (1, 0, 0)),
    )
    assert shown.totals == (3, 1, 1)


def test_before_the_plan_the_figure_shows_what_has_come_in():
    shown = content(plan=None)
    assert shown.categories == ("Kan få plass", "Kan ikke få plass")
    assert shown.counts[0] == Count("Universitetssykehuset Nord-Norge HF", (1, 1))
    assert "Plassene er ikke fordelt ennå." in Outline(page(plan=None)).text


@pytest.mark.parametrize(
    ("today", "left", "calm"),
    [
        (date(2025, 4, 29), "2 dager igjen, 1 av dem virkedager", False),
        (date(2025, 4, 30), "I morgen", False),
        (date(2025, 5, 1), "I dag", False),
        (date(2025, 5, 2), "Gikk ut i går", True),
        (date(2025, 5, 4), "Gikk ut for 3 dager siden", True),
    ],
)
def test_the_deadline_says_how_long_is_left_and_is_calm_when_passed(today, left, calm):
    deadline = content(today=today).deadlines[0]
    assert (deadline.day, deadline.left, deadline.calm) == ("torsdag 1. mai 2025", left, calm)
    assert deadline.note == "Helligdag: 1. mai"


def test_teams_stand_under_the_gravest_thing_and_what_is_replaced_asks_for_nothing():
    assert [(group.tone, [card.id for card in group.cards]) for group in content().groups] == [
        ("error", ["UNN-2"]),
        ("review", ["NLSH-1"]),
    ]


def test_a_team_shows_all_that_is_to_be_done_and_not_what_is_only_for_information():
    card = content().groups[0].cards[0]
    assert [(r.severity, r.message, r.where) for r in card.remarks] == [
        ("Må rettes", str(NO_UNION_REP.message), "tabell 2"),
        ("Må vurderes", str(UNKNOWN_PROFESSION.message), "tabell 2, rad 4"),
        ("Verdt å se på", str(BAD_MAIL.message), ""),
    ]


def test_the_words_of_the_form_are_shown_unless_the_sentence_has_them_or_they_are_a_role():
    finding = replace(NO_UNION_REP, severity=Severity.REVIEW)
    paths = {"title": "Fall på  natt", "members[0].role": "tillitsvalgt", "unit": "union representative"}
    register = Register(
        registrations=(
            registration(
                1,
                findings=tuple(replace(finding, path=path) for path in paths),
                provenance={path: replace(DOUBTED, text=text) for path, text in paths.items()},
            ),
        )
    )
    assert [remark.text for remark in content(register).groups[0].cards[0].remarks] == ["", "Fall på natt", ""]


def test_a_warning_alone_is_a_group_of_its_own():
    register = Register(registrations=(registration(1, findings=(BAD_MAIL,)),))
    assert [group.tone for group in content(register).groups] == ["warning"]


def test_every_file_set_aside_and_every_team_is_on_the_page():
    text = Outline(page()).text
    for file in REGISTER.quarantine:
        assert file.path in text
        assert file.message.in_language() in text
    for team in REGISTER.registrations:
        assert team.id in text
    assert "erstattet av NLSH-1" in text


def test_an_empty_register_gives_a_page_that_says_so():
    text = Outline(page(Register(), None)).text
    for sentence in ("Ingen påmelding har kommet ennå.", "Alle filer kunne leses.", "Ingen team har noe som må rettes"):
        assert sentence in text


def test_what_binds_the_plan_is_told_and_what_was_decided_by_hand():
    override = Override(registration="UNN-2", outcome="place", by="Kari Nes", reason="Avtalt i ledermøtet")
    by_hand = PROGRAMME.model_copy(update={"overrides": (override,)})
    assert report_page(REGISTER, PLAN, by_hand, "nb", BEFORE).about_plan == (
        "Antall plasser: 3",
        "Startverdi for loddtrekningen: LOTTO-2025-05-03:01-02-03-04-05-06-07",
        f"Planens kontrollsum: {'3f2a' * 16}",
        "Planen er ikke godkjent.",
        "Må vurderes før planen kan godkjennes: NLSH-1",
        "Avgjort særskilt: UNN-2, Plass. Kari Nes: Avtalt i ledermøtet",
    )


def test_a_draw_without_a_seed_is_told():
    assert "Planen kan ikke godkjennes før den er det." in page(plan=replace(PLAN, seed=None))
    assert "Planen kan ikke godkjennes før den er det." not in page()


def test_what_a_sender_writes_is_text_and_nothing_else():
    bad = """</title><script>alert(1)</script>"'&{{ 7*7 }}\x00"""
    register = Register(
        registrations=(registration(1, values=replace(VALUES, title=bad, trust=bad), findings=(NO_UNION_REP,)),),
        quarantine=(replace(REGISTER.quarantine[0], path=bad),),
    )
    html = page(register, None)
    outline = Outline(html)
    assert not outline.all("script")
    assert "\x00" not in html
    assert """</title><script>alert(1)</script>"'&{{ 7*7 }}␀""" in outline.text


def test_a_national_id_is_masked():
    register = Register(registrations=(registration(1, values=replace(VALUES, title="Om 01819010001")),))
    html = page(register, None)
    assert "10001" not in html
    assert "018190*****" in html


def test_nothing_is_fetched_and_every_place_that_is_linked_to_is_there():
    outline = Outline(page())
    assert not outline.all("script", "img", "iframe", "link", "object")
    assert "url(" not in page()
    assert "@import" not in page()
    ids = [attrs["id"] for _, attrs in outline.elements if "id" in attrs]
    assert len(set(ids)) == len(ids)
    assert {link["href"] for link in outline.all("a")} <= {f"#{id_}" for id_ in ids}
    assert {attrs["aria-labelledby"] for _, attrs in outline.elements if "aria-labelledby" in attrs} <= set(ids)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_is_whole_and_made_for_all_readers(language):
    outline = Outline(page(language=language))
    assert outline.open == []
    assert outline.all("html") == [{"lang": language}]
    assert [len(outline.all(landmark)) for landmark in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    assert all(head.get("scope") in {"row", "col"} for head in outline.all("th"))
    assert [drawing["aria-label"] for drawing in outline.all("svg") if drawing.get("role") == "img"]
    levels = [int(tag[1]) for tag, _ in outline.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_has_the_contrast_that_wcag_asks_for(scheme):
    css = (shipped_root() / TEMPLATES / TEMPLATE).read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})", blocks[scheme == "dark"]))
    pairs = [("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("accent", "card")]
    pairs += [(tone, f"{tone}-bg") for tone in ("error", "review", "warning", "calm", "gone")]
    pairs += [(tone, "card") for tone in ("error", "review")] + [(f"bar-{n}-ink", f"bar-{n}") for n in range(3)]
    assert [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5] == []
    assert contrast(colours["bar-edge"], colours["paper"]) >= 3


def test_a_bar_is_as_long_as_its_count_and_the_longest_fills_the_width():
    chart = bars([Count("A", (2, 0, 2)), Count("B", (1, 0, 0))])
    assert [(s.category, s.x, s.width) for s in chart.bars[0].segments] == [(0, 0, WIDTH / 2), (2, WIDTH / 2, WIDTH / 2)]
    assert [(s.category, s.x, s.width) for s in chart.bars[1].segments] == [(0, 0, WIDTH / 4)]


def test_a_number_without_room_is_left_to_the_table():
    segments = bars([Count("A", (99, 1))]).bars[0].segments
    assert [segment.numbered for segment in segments] == [True, False]


def test_the_workspace_s_own_template_is_used_and_its_faults_are_told_with_their_line():
    assert page(template="{{ page.programme }}") == "Læringsnettverk – kull 2"
    for source, place in (("{{ page.nothing }}", ""), ("\n{% if %}", "linje 2")):
        with pytest.raises(ConfigurationError) as raised:
            page(template=source)
        assert (raised.value.faults[0].file, raised.value.faults[0].place) == ("templates/report.html", place)


def test_a_template_cannot_reach_into_the_program():
    with pytest.raises(ConfigurationError):
        page(template="{{ page.__class__.__mro__ }}")


def test_the_same_register_gives_the_same_page():
    assert page() == page()


def test_the_leader_s_name_and_the_roles_are_not_on_the_page():
    text = Outline(page()).text
    assert LEADER.name not in text
    assert "tillitsvalgt" not in text.casefold()
