"""The ranking of the pitching as a workbook: ranking, judge by judge, every score, questions, who gets the award's money."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.form.year_forms import CRITERIA
from pipeline.i18n import DEFAULT_LANGUAGE, Message
from pipeline.programme import wording
from pipeline.views import pitching_words as said
from pipeline.views.pitching_papers import OWN_TRUST, TITLE
from pipeline.views.pitching_words import Pitched
from pipeline.views.register_xlsx import Tone
from pipeline.views.year_workbook import BookContent, Column, Row, SheetContent, Value
from pipeline.year.grants import Evidence

_CRITERIA = tuple(label[DEFAULT_LANGUAGE] for label in CRITERIA.values())


def ranking_book(shown: Pitched) -> BookContent:
    """The workbook, in bokmål."""
    explained = (*said.outcome(shown), *said.ties(shown), *said.replaced(shown), *said.RULES)
    lines = (shown.programme.cohort.name, *map(_words, explained))
    return BookContent(
        title=f"{_words(TITLE)}, {shown.programme.cohort.short_name}",
        author=shown.programme.organiser.name,
        footer=shown.programme.case.reference,
        sheets=(
            _ranking(shown),
            _matrix(shown),
            _scores(shown),
            _questions(shown),
            _grants(shown),
            SheetContent(name="forklaring", lines=lines),
        ),
    )


def _words(message: Message) -> str:
    return message.in_language(DEFAULT_LANGUAGE)


def _ranking(shown: Pitched) -> SheetContent:
    columns = (
        Column(head="Plass", width=7, centred=True),
        Column(head="Team", width=10),
        Column(head="Prosjekt", width=40),
        Column(head="Foretak", width=30),
        Column(head="Sum (0–15)", width=10, centred=True),
        *(Column(head=name, width=13, centred=True) for name in _CRITERIA),
        Column(head="Dommere", width=11, centred=True),
        Column(head="Mangler poeng fra", width=30),
    )
    found = shown.awarded.ranking
    rows = tuple(
        Row(
            values=(
                one.place,
                one.team.id,
                one.team.title,
                shown.trust(one.team.id),
                None if one.total is None else float(one.total),
                *(map(float, one.criteria) if one.criteria else (None for _ in _CRITERIA)),
                len(one.judges),
                ", ".join(one.lacking) or None,
            ),
            tones=(Tone.CALM if one.team.id in found.winners else Tone.PLAIN,) * 11
            + (Tone.WARNING if one.lacking else Tone.PLAIN,),
        )
        for one in found.standings
    )
    return SheetContent(name="rangering", columns=columns, rows=rows, frozen=2)


def _matrix(shown: Pitched) -> SheetContent:
    """The sum that each judge gave each team."""
    judged, standings = shown.awarded.judged, shown.awarded.ranking.standings
    columns = (
        Column(head="Team", width=10),
        Column(head="Prosjekt", width=40),
        *(Column(head=judge.name, width=16, centred=True) for judge in judged.judges),
    )
    rows = []
    for one in standings:
        given: list[Value] = []
        for judge in judged.judges:
            scores = judged.scores.get((judge.name, one.team.id))
            given.append(sum(scores) if scores else None if judge.may_score(one.team) else _words(OWN_TRUST))
        tones = (Tone.PLAIN, Tone.PLAIN, *(Tone.MUTED if isinstance(value, str) else Tone.PLAIN for value in given))
        rows.append(Row(values=(one.team.id, one.team.title, *given), tones=tones))
    return SheetContent(name="dommer for dommer", columns=columns, rows=tuple(rows), frozen=2)


def _scores(shown: Pitched) -> SheetContent:
    """Every score that counts, and those that were left out."""
    columns = (
        Column(head="Dommer", width=26),
        Column(head="Team", width=10),
        *(Column(head=name, width=13, centred=True) for name in _CRITERIA),
        Column(head="Sum", width=7, centred=True),
        Column(head="Teller", width=24),
    )
    return SheetContent(name="poeng", columns=columns, rows=tuple(_score_rows(shown)), frozen=2)


def _score_rows(shown: Pitched) -> Iterator[Row]:
    judged = shown.awarded.judged
    for (judge, team), scores in sorted(judged.scores.items()):
        yield Row(values=(judge, team, *scores, sum(scores), "ja"))
    for one in judged.left_out:
        yield Row(values=(one.judge, one.team, *one.scores, None, "nei, eget foretak"), tones=(Tone.MUTED,))


def _questions(shown: Pitched) -> SheetContent:
    """What a person must answer, and what has been left out without a question."""
    columns = (Column(head="Hva", width=20), Column(head="Forklaring", width=110))
    lists = (
        ("må avklares", Tone.REVIEW, shown.awarded.judged.questions),
        ("å vite", Tone.WARNING, shown.awarded.notes),
        ("ikke vurdert av alle", Tone.WARNING, said.lacking(shown)),
        ("utelatt", Tone.MUTED, said.left_out(shown)),
    )
    rows = tuple(Row(values=(what, _words(line)), tones=(tone,)) for what, tone, lines in lists for line in lines)
    return SheetContent(name="spørsmål", columns=columns, rows=rows, landscape=True)


def _grants(shown: Pitched) -> SheetContent:
    amount = wording.amount(shown.programme.award.amount)
    columns = (
        Column(head="Team", width=10),
        Column(head="Prosjekt", width=28),
        Column(head=amount, width=12, centred=True),
        Column(head="Målinger", width=46),
        Column(head="Poster", width=22),
        Column(head="Egenevaluering", width=15, centred=True),
        Column(head="Mangler", width=36),
        Column(head="Må vurderes", width=36),
    )
    return SheetContent(
        name="tilskudd", columns=columns, rows=tuple(_grant_row(shown, one) for one in shown.awarded.evidence), frozen=2
    )


def _grant_row(shown: Pitched, one: Evidence) -> Row:
    poster = one.poster or (f"sagt av {one.vouched}" if one.vouched else None)
    values = (
        one.team,
        shown.title(one.team),
        "ja" if one.granted else "nei",
        "\n".join(map(_words, said.evidence_lines(one))) or None,
        poster,
        one.step.replace(".", ",") or None,
        "\n".join(map(_words, said.lacks(one))) or None,
        "\n".join(map(_words, one.questions)) or None,
    )
    decided = Tone.CALM if one.granted else Tone.WARNING
    return Row(
        values=values,
        tones=(*(Tone.PLAIN,) * 2, decided, *(Tone.PLAIN,) * 3, decided, Tone.REVIEW if one.questions else Tone.PLAIN),
    )
