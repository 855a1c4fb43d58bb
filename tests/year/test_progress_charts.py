"""The pictures of the teams' progress: the same bytes each time, everybody's letters, and nothing that only a colour says."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import matplotlib as mpl
import pytest
from docx import Document
from lxml import etree
from PIL import Image
from year_cohort import KULL_2

from pipeline.i18n import msg
from pipeline.views.progress_charts import changes, cohort_chart, indicator_chart, team_charts
from pipeline.views.progress_report import Told, progress_report
from pipeline.year.progress import Point, Progress, Series, spread

ROOT = Path(__file__).resolve().parents[2]
TEAM, OTHER = "UNN-1", "NLSH-2"
NAME = "Čáhppes $5–$9 <&> «đŋšŧž» ventetid"
FALLING = (42, 45, 41, 44, 43, 46, 40, 44, 42, 41, 38, 36, 35, 33, 31, 30, 31, 29)


def series(values=FALLING, name=NAME):
    days = (dt.date(2025, 9, 15) + dt.timedelta(days=14 * number) for number in range(len(values)))
    return Series(name=name, unit="min", points=tuple(map(point, days, values)))


def point(day, value):
    return Point(day=day, value=value)


def progress():
    steps = (point(dt.date(2025, 9, 12), 0.5), point(dt.date(2026, 2, 20), 3))
    return (
        Progress(team=OTHER),
        Progress(
            team=TEAM,
            steps=steps,
            indicators=(series(), series(FALLING[:4], "Fall")),
            left_out=(msg("A test sentence on “{value}”.", value="<&>"),),
        ),
    )


def told(language="nb"):
    return Told(programme=KULL_2, registrations={}, progress=progress(), until=dt.date(2026, 2, 20), language=language)


def texts(svg):
    root = etree.fromstring(svg)
    return [" ".join("".join(node.itertext()).split()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def drawings():
    cohort = spread(progress())
    return (cohort_chart(cohort, "nb"), *team_charts(progress(), cohort, "nn"), indicator_chart(TEAM, series(), "nb"))


def test_the_same_values_give_the_same_bytes_whatever_the_machine_is_set_to():
    first = drawings()
    strange = {"font.size": 20, "svg.hashsalt": "another", "svg.fonttype": "path", "savefig.dpi": 30, "lines.linewidth": 9}
    with mpl.rc_context(strange):
        assert drawings() == first
        assert mpl.rcParams["font.size"] == 20


def test_a_home_that_cannot_be_written_to_is_no_news(tmp_path):
    nowhere = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"), str(tmp_path / "file" / "below"))
    (tmp_path / "file").write_text("")
    call = [sys.executable, "-c", "import pipeline.views.plots"]
    said = subprocess.run(
        call, env=os.environ | nowhere | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert (said.stdout, said.stderr) == ("", "")


def test_a_picture_holds_no_date_and_no_version():
    for one in drawings():
        assert mpl.__version__.encode() not in one.svg + one.png
        assert re.findall(rb"<dc:date>|Created with|tIME|Software", one.svg + one.png) == []


def test_words_are_text_in_the_svg_with_the_letters_of_everybody():
    said = texts(indicator_chart(TEAM, series(), "nb").svg)
    assert f"{TEAM}: {NAME}" in said
    assert "median" in said
    assert "min" in said


def test_every_letter_can_be_drawn(recwarn):
    indicator_chart(TEAM, series(name="Áá Čč Đđ Ŋŋ Šš Ŧŧ Žž Ææ Øø Åå «…» – ≥ €"), "nb")
    assert [str(one.message) for one in recwarn if "Glyph" in str(one.message)] == []


def test_the_axis_of_the_cohort_has_the_names_of_the_steps():
    said = texts(cohort_chart(spread(progress()), "nn").svg)
    assert {"0,5 – påmeld", "3,5 – forbetring", "5,0 – framifrå og varig"} <= set(said)


def test_a_chart_says_in_words_and_forms_what_it_marks_and_why_it_marks_nothing():
    marked, few = indicator_chart(TEAM, series(), "nb"), indicator_chart(TEAM, series(FALLING[:4]), "nb")
    legend = [words for words in texts(marked.svg) if words.startswith(("skift:", "trend:"))]
    assert len(legend) == 2
    assert "Skift: 6 på rad over medianen, 15.09.2025–24.11.2025." in marked.alt
    assert "Trend: 9 på rad som synker, 22.12.2025–13.04.2026." in marked.alt
    assert "For få målinger til å si noe: 4 av de 10 som trengs." in texts(few.svg)
    assert changes(series(FALLING[:4])) == ()


@pytest.mark.parametrize(("language", "locale", "heading"), [("nb", "nb-NO", "Hele kullet"), ("nn", "nn-NO", "Heile kullet")])
def test_the_document_has_headings_language_and_a_text_for_every_picture(language, locale, heading):
    report = progress_report(told(language))
    document = Document(io.BytesIO(report.document))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [heading, "Team for team", TEAM]
    body = document.element.body
    alts = [node.get("descr") for node in body.iter(f"{{{body.nsmap['wp']}}}docPr")]
    assert len(alts) == len(report.pictures) == 4
    assert all(alts)
    styles = zipfile.ZipFile(io.BytesIO(report.document)).read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {locale}
    assert document.core_properties.title.endswith(KULL_2.cohort.short_name)
    said = "\n".join(p.text for p in document.paragraphs)
    assert OTHER in said
    assert "“<&>”" in said


def test_the_pictures_are_those_that_the_document_is_told_to_have():
    report = progress_report(told())
    assert tuple(report.pictures) == told().pictures == ("", "team", "UNN-1-1", "UNN-1-2")
    assert progress_report(told()) == report


def test_more_than_twenty_teams_take_more_pictures():
    many = [Progress(team=f"UNN-{number}", steps=(point(dt.date(2026, 2, 20), 3),)) for number in range(1, 24)]
    charts = team_charts(many, spread(many), "nb")
    assert len(charts) == 2
    assert Image.open(io.BytesIO(charts[0].png)).height < 300 / 25.4 * 180  # stays on a page
    found = Told(programme=KULL_2, registrations={}, progress=tuple(many), until=dt.date(2026, 2, 20), language="nb")
    assert found.pictures == ("", "team", "team-2")
