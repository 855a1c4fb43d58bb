"""Kull's own forms are read back exactly: every field, three formats, two målformer, whatever a sender writes in them."""

import datetime as dt
import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from filling import fill_docx, fill_pdf, fill_xlsx
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from pipeline.form.blank import MAKERS
from pipeline.form.definition import Words
from pipeline.form.layout import CohortLine
from pipeline.form.registration import REGISTRATION, ROLES
from pipeline.form.vocabulary import load_vocabulary
from pipeline.model import Adviser, Commitments, Contact, FormIdentity, Member, Reading, Role, Values
from pipeline.recognise.file import read_file

FILL = {"docx": fill_docx, "pdf": fill_pdf, "xlsx": fill_xlsx}
FORMATS = sorted(FILL)
LANGUAGES = ("nb", "nn")
CHALLENGES = ("high_workload", "high_turnover", "limited_capacity")
COMMITMENTS = ("leader_leads", "whole_team", "follow_up", "time", "costs")
COHORT = CohortLine(
    network="Regionalt læringsnettverk – kull 2",
    deadline=Words("1. mai 2025", "1. mai 2025"),
    send_to="post@helse-nord.example",
    organiser="Helse Nord RHF",
)
HOSTILE = (
    "<&>\"'",
    "«Trygg fødsel»",
    "čđŋšŧž ČĐŊŠŦŽ á",
    "{{ x }} {% if %} {# #}",
    "=1+1",
    "+47",
    "-1",
    "@SUM(A1)",
    "007",
    "&amp; &lt;b&gt;",
    "]]>",
    "<w:t>",
    "☒ ikke et kryss",
    "Leder: Kari",
    "Tittel: en annen",
    "1,5",
    "nei",
    "😀 末",
    "👩\u200d⚕️ på vakt",
    "\u200fעברית\u200e og norsk",
    "'apostrof",
    "• punkt – «tankestrek» …",
    "a\tb\u00a0c  d",
    "t" * 500,
)


@cache
def blank(suffix: str, language: str) -> bytes:
    return MAKERS[suffix](REGISTRATION, language, COHORT)


def read(suffix: str, language: str, written: dict[str, str | bool]) -> Reading:
    readings = read_file(FILL[suffix](blank(suffix, language), written), f"a.{suffix}").readings
    assert len(readings) == 1
    return readings[0]


# --- what is written, and what it means -------------------------------------------------------------------------------------

UNSEEN = "\u00ad\u200b\ufeff"
EDGES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + UNSEEN
LETTERS = st.characters(exclude_categories=("C", "Z"))
WORD = st.one_of(st.sampled_from(HOSTILE[:-1]), st.text(LETTERS, min_size=1, max_size=12))
GAP = st.sampled_from((" ", "  ", "\t", "\u00a0", " \u00a0 ", "\u2003", "\u2009"))
TYPED = st.lists(
    st.tuples(WORD, st.one_of(GAP, st.sampled_from(("\n", "\n\n", "\n\n\n", " \n", "\n  ", "\n\t• ")))), max_size=8
).map(lambda pieces: "".join(word + gap for word, gap in pieces))
LONG = st.integers(4000, 5000).map(lambda length: ("Et langt svar, med čđŋ og «tegn».\n\n\tOg mer. " * 200)[:length])
LINE = st.one_of(st.just(""), st.just("   "), st.just("t" * 500), st.lists(WORD, min_size=1, max_size=6).map(" ".join))
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
NAME = st.lists(
    st.sampled_from(("Máret", "Ŋuorgam", "Åse-Mari", "O'Brien", "Đặng", "von", "Øy", "<b>")), min_size=1, max_size=3
)
EMAIL = st.from_regex(r"[a-z]{1,9}(?:\.[a-z]{1,20})?@[a-z]{2,9}\.example", fullmatch=True)
PHONE = st.builds(
    lambda digits, form: form.format(d=f"9{digits:07}"),
    st.integers(0, 9_999_999),
    st.sampled_from(("{d}", "+47 {d}", "0047{d}", "+47{d}")),
)
OPTIONAL = {"email": EMAIL, "phone": PHONE}
TRUSTS = st.sampled_from([trust.name for trust in load_vocabulary().trusts])
PROFESSIONS = st.sampled_from(sorted(load_vocabulary().professions))
MEMBER = st.fixed_dictionaries(
    {"name": NAME.map(" ".join), "profession": PROFESSIONS, "role": st.sampled_from(ROLES), "agent": st.booleans()},
    optional={**OPTIONAL, "title": st.sampled_from(("Fagutvikler", "Jordmor II", "  ", "=1+1", "<&>"))},
)
TICKS = [*(f"challenge_{name}" for name in CHALLENGES), *(f"commit_{name}" for name in COMMITMENTS), "binding"]
FORM = st.fixed_dictionaries(
    {},
    optional={
        "trust": TRUSTS,
        **dict.fromkeys(("unit", "place", "contact_name", "adviser_name", "signed_name"), LINE),
        "title": st.one_of(LINE, TYPED),
        **dict.fromkeys(("problem", "goal", "baseline"), st.one_of(LINES, TYPED, LONG)),
        **dict.fromkeys(("contact_email", "adviser_email"), EMAIL),
        **dict.fromkeys(("contact_phone", "adviser_phone"), PHONE),
        **dict.fromkeys(TICKS, st.booleans()),
        "priority": st.integers(1, 40).map(str),
        "adviser_attends": st.sampled_from(("ja", "nei")),
        "signed_date": st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)).map(lambda d: f"{d:%d.%m.%Y}"),
        "language": st.sampled_from(("bokmål", "nynorsk")),
    },
)


def in_rows(members: list[dict], language: str) -> dict[str, str | bool]:
    """The members in the form's rows, one after another; roles in the form's målform."""
    return {
        f"member_{n}_{name}": value.label[language] if name == "role" else value
        for n, member in enumerate(members, start=1)
        for name, value in member.items()
    }


def typed(text: object) -> str | None:
    """The text itself, blanks and empty lines and all; its two ends do not count."""
    written = unicodedata.normalize("NFC", re.sub("\r\n?", "\n", str(text or "")).strip(EDGES))
    return written if re.search(r"[^\s.…_\-–—/:]", written) else None


def words(text: object) -> str | None:
    """What of a text counts: its words, line by line; a lone dash says that there are none."""
    shown = unicodedata.normalize("NFC", str(text or "")).translate(dict.fromkeys(map(ord, UNSEEN)))
    lines = [" ".join(line.split()) for line in shown.split("\n")]
    said = "\n".join(line for line in lines if line)
    return said if re.search(r"[^\s.…_\-–—/:]", said) else None


def phone(text: object) -> str | None:
    return f"+47{str(text)[-8:]}" if text else None


def tick(value: object, suffix: str) -> bool | None:
    """A box that nobody touched says no; an Excel cell that nobody touched says nothing."""
    return value if isinstance(value, bool) else (None if suffix == "xlsx" else False)


def person(prefix: str, written: dict) -> dict[str, str | None]:
    given = {name: written.get(f"{prefix}_{name}") for name in ("name", "email", "phone")}
    return {"name": words(given["name"]), "email": given["email"], "phone": phone(given["phone"])}


def expected(written: dict, members: list[dict], language: str, suffix: str) -> Values:
    texts, verbatim = ("trust", "unit", "place", "signed_name"), ("title", "problem", "goal", "baseline")
    attends, date = written.get("adviser_attends"), written.get("signed_date")
    return Values(
        **{name: words(written.get(name)) for name in texts},
        **{name: typed(written.get(name)) for name in verbatim},
        priority=int(written["priority"]) if "priority" in written else None,
        challenges=tuple(name for name in CHALLENGES if written.get(f"challenge_{name}")),
        contact=Contact(**person("contact", written)),
        members=tuple(member(m, suffix) for m in members),
        adviser=Adviser(**person("adviser", written), attends={"ja": True, "nei": False}.get(attends)),
        commitments=Commitments(**{name: tick(written.get(f"commit_{name}"), suffix) for name in COMMITMENTS}),
        binding=tick(written.get("binding"), suffix),
        signed_date=dt.date(*map(int, reversed(date.split(".")))) if date else None,
        language={"bokmål": "nb", "nynorsk": "nn"}.get(written.get("language"), language),
    )


def member(written: dict, suffix: str) -> Member:
    return Member(
        name=words(written["name"]),
        title=words(written.get("title")),
        role=Role(written["role"].value),
        profession=written["profession"],
        email=written.get("email"),
        phone=phone(written.get("phone")),
        trained_agent=tick(written.get("agent"), suffix),
    )


# --- as a rule --------------------------------------------------------------------------------------------------------------

EVERY_FIELD = {
    "trust": "Helgelandssykehuset HF",
    "unit": "Føde & barsel <0-2 år> B",
    "place": "«Mo i Rana»",
    "title": "t" * 500,
    "problem": "Første linje\nAndre {{ linje }}\n=1+1",
    "goal": "<&>\"' čđŋšŧž",
    "baseline": "007",
    "contact_name": "Ŋilla O'Brien",
    "adviser_name": "Åse <Ø>",
    **dict.fromkeys(("contact_email", "adviser_email"), "a.b@helse.example"),
    **dict.fromkeys(("contact_phone", "adviser_phone"), "004790000001"),
    **dict.fromkeys(TICKS, True),
    "priority": "3",
    "adviser_attends": "nei",
    "signed_name": "Kari & Ola",
    "signed_date": "28.04.2025",
    "language": "nynorsk",
}
ONE = {"name": "Máret Ŋuorgam", "profession": "sykepleier", "role": ROLES[0], "email": "m@helse.example", "agent": True}
TWELVE = [{**ONE, "name": f"Deltaker Nr{n}", "role": ROLES[n % 3]} for n in range(12)]


@pytest.mark.parametrize("suffix", FORMATS)
@given(language=st.sampled_from(LANGUAGES), written=FORM, members=st.lists(MEMBER, max_size=14))
@example(language="nb", written=EVERY_FIELD, members=TWELVE)
@example(language="nn", written=EVERY_FIELD, members=TWELVE[:1])
@settings(max_examples=10, phases=(Phase.explicit, Phase.generate))  # a smaller example is not worth minutes of writing files
def test_what_is_written_in_an_own_form_is_read_back_and_nothing_else(suffix, language, written, members):
    reading = read(suffix, language, {**written, **in_rows(members, language)})
    assert reading.values == expected(written, members, language, suffix)
    assert reading.form == FormIdentity(id="registration", version=1, language=language)
    assert {path: p for path, p in reading.provenance.items() if p.method != "tag" or p.needs_review} == {}
    assert reading.findings == ()


# --- and one by one ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", FORMATS)
def test_an_untouched_blank_is_an_empty_registration_of_its_form(suffix, language):
    reading = read(suffix, language, {})
    assert reading.form == FormIdentity(id="registration", version=1, language=language)
    assert reading.values == expected({}, [], language, suffix)
    assert reading.findings == ()


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("suffix", FORMATS)
def test_no_text_is_too_odd_to_be_read_back(suffix, text):
    reading = read(suffix, "nb", {"title": text, "problem": f"{text}\n{text}", "member_1_name": text})
    assert (reading.values.title, reading.values.problem) == (text, f"{text}\n{text}")
    assert [m.name for m in reading.values.members] == [words(text)]
    assert reading.provenance["title"].text == text


@pytest.mark.parametrize("suffix", FORMATS)
def test_letters_that_were_typed_in_parts_are_composed(suffix):
    parts = unicodedata.normalize("NFD", "Åse Čáhppe")
    reading = read(suffix, "nb", {"title": parts, "unit": parts, "member_1_name": parts})
    assert {reading.values.title, reading.values.unit, reading.values.members[0].name} == {"Åse Čáhppe"}


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_every_way_to_end_a_line_is_one(suffix, ending):
    reading = read(suffix, "nb", {"problem": f"Første{ending}{ending}\tAndre{ending}"})
    assert reading.values.problem == "Første\n\n\tAndre"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_trust_by_any_of_its_names_is_that_trust(suffix):
    for trust in load_vocabulary().trusts[:: 2 if suffix == "xlsx" else 3]:
        for name in (trust.short, *trust.also):
            reading = read(suffix, "nn", {"trust": name})
            assert reading.values.trust == trust.name
            assert reading.provenance["trust"].text == name


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_form_of_blanks_says_nothing(suffix):
    texts = [key for key, _, field in REGISTRATION.fields() if field.kind in {"text", "long_text", "email", "phone"}]
    reading = read(suffix, "nb", dict.fromkeys(texts, "  \u00a0 "))
    assert reading.values == expected({}, [], "nb", suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_members_keep_their_order_when_a_row_is_left_empty(suffix):
    reading = read(suffix, "nb", {"member_2_name": "Den andre", "member_5_name": "Den femte", "member_10_name": "Den tiende"})
    assert [m.name for m in reading.values.members] == ["Den andre", "Den femte", "Den tiende"]


def test_rows_added_with_words_plus_sign_are_members_too():
    written = {f"member_{n}_name": f"Nummer {n}" for n in range(1, 14)}
    content = fill_docx(blank("docx", "nb"), written, tags_as_word_copies_them=True)
    members = read_file(content, "a.docx").readings[0].values.members
    assert [m.name for m in members] == list(written.values())


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_profession_that_nobody_knows_is_kept_as_written_and_put_up_for_review(suffix):
    reading = read(suffix, "nb", {"member_1_name": "Kari", "member_1_profession": "bølgesmed"})
    assert reading.values.members[0].profession == "bølgesmed"
    assert reading.provenance["members[0].profession"].needs_review


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_name_of_the_file_says_nothing(suffix):
    content = FILL[suffix](blank(suffix, "nb"), {"title": "Trygg fødsel"})
    assert read_file(content, "bilde.jpg") == read_file(content, f"a.{suffix}")


def test_a_prompt_that_another_program_has_turned_into_text_is_no_answer():
    reading = read("docx", "nb", {"title": "Skriv her", "place": "Velg", "member_1_name": "Skriv her"})
    assert reading.values == expected({}, [], "nb", "docx")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_lone_dash_is_no_answer(suffix):
    reading = read(suffix, "nb", {"title": "-", "place": "–", "member_1_name": "—", "member_2_name": "..."})
    assert reading.values == expected({}, [], "nb", suffix)


# --- through another program ------------------------------------------------------------------------------------------------


def through_libreoffice(content: bytes, target: str, folder: Path) -> bytes:
    (folder / "form.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(folder / "form.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"form.{target}").read_bytes()


PRINTED = {
    **EVERY_FIELD,
    "unit": "Føde- og barselavdelingen",
    "place": "Mo i Rana",
    "title": "Raskere hjem",
    "problem": "Pasienter blir liggende i snitt 1,4 døgn etter at de er meldt utskrivningsklare.",
    "goal": "Innen 1. juni skal 80 % av utskrivningene være klare før kl. 12.",
    "baseline": "34 % i februar",
    "contact_name": "Kari Utsi",
    "adviser_name": "Åse Myrvoll",
    "signed_name": "Kari Utsi",
}
FIVE = [
    {**ONE, "name": name, "role": ROLES[min(n, 2)], "email": f"{name.split()[0].lower()}@helse.example", "phone": f"9000000{n}"}
    for n, name in enumerate(("Kari Utsi", "Ola Nordmann", "Siri Hansen", "Per Berg", "Mari Lund"))
]
SAVED = {**EVERY_FIELD, "title": "Trygg «fødsel» <&> {{ x }}", "signed_date": "28.04.2025"}


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_word_form_saved_by_libreoffice_is_read_by_its_places(language, tmp_path):
    filled = fill_docx(blank("docx", language), {**SAVED, **in_rows(TWELVE, language)})
    reading = read_file(through_libreoffice(filled, "docx", tmp_path), "a.docx").readings[0]
    assert reading.values == expected(SAVED, TWELVE, language, "docx")
    assert {path: p for path, p in reading.provenance.items() if p.needs_review} == {}


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_blank_word_form_saved_by_libreoffice_is_still_empty(tmp_path):
    reading = read_file(through_libreoffice(blank("docx", "nn"), "docx", tmp_path), "a.docx").readings[0]
    assert reading.values == expected({}, [], "nn", "docx")


@pytest.mark.soak
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_own_form_printed_to_pdf_is_read_by_its_places(language, tmp_path):
    filled = fill_docx(blank("docx", language), {**PRINTED, **in_rows(FIVE, language)})
    reading = read_file(through_libreoffice(filled, "pdf", tmp_path), "a.pdf").readings[0]
    assert reading.values == expected(PRINTED, FIVE, language, "docx")
