"""People write names in many ways: the vocabulary knows the sure ones and leaves the rest to a person."""

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigurationError
from pipeline.form.vocabulary import fold, load_vocabulary
from pipeline.model import Role

WORDS = load_vocabulary()
SHARED = Path(os.environ.get("KULL_SHARED", Path(__file__).resolve().parents[3] / "shared"))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Konst.overlege ", "konst overlege"),
        ("LIS-lege", "lis lege"),
        ("Avdeling/Enhet", "avdeling enhet"),
        ("Davvi\u2011Norgga", "davvi norgga"),
        ("Syke\u00adpleier", "sykepleier"),
        ("ｌｅｇｅ\u00a0", "lege"),
        ("ČĐŊŠŦŽ Á", "čđŋšŧž á"),
        ("...", ""),
    ],
)
def test_folding(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("Universitetssykehuset Nord-Norge HF", "UNN"),
        ("UNIVERSITETSSYKEHUSET NORD-NORGE", "UNN"),
        ("unn", "UNN"),
        ("UNN HF", "UNN"),
        ("UNN, Harstad", "UNN"),
        ("UNN Harstad/Narvik", "UNN"),
        ("Universitetssykehuset Nord-Norge (UNN)", "UNN"),
        ("Universitetssjukehuset Nord-Noreg", "UNN"),
        ("Davvi-Norgga universitehtabuohcceviessu", "UNN"),
        ("University Hospital of North Norway", "UNN"),
        ("Helseforetaket Nordlandssykehuset", "NLSH"),
        ("Nordlandssykehuset, Bodø", "NLSH"),
        ("Helgelandssykehuset Mo i Rana", "HELG"),
        ("HSYK", "HELG"),
        ("Finnmárkku buohcciviessu", "FIN"),
        ("Finnmarkssykehuset Hammerfest", "FIN"),
        ("Sykehusapotek Nord HF", "SANO"),
        ("Helse Nord IKT", "HNIKT"),
    ],
)
def test_a_trust_is_known_by_any_of_its_names(written, short):
    assert WORDS.trust(written).short == short


@pytest.mark.parametrize(
    "written", ["", "HF", "Helse Nord RHF", "Oslo universitetssykehus", "Tromsø", "UNN og NLSH", "Nordlandssykehuset Tromsø"]
)
def test_what_names_no_trust_for_sure_is_no_trust(written):
    assert WORDS.trust(written) is None


def test_a_trust_is_known_by_its_organisation_number():
    assert WORDS.trust_by_orgnr("983 974 910").short == "NLSH"
    assert WORDS.trust_by_orgnr("000000000") is None


@pytest.mark.parametrize(
    ("written", "profession"),
    [
        ("Spl.", "sykepleier"),
        ("sjukepleiar", "sykepleier"),
        ("Kreftsykepleier", "sykepleier"),
        ("nyfødtsykepleier", "sykepleier"),
        ("avdelingssykepleier", "sykepleier"),
        ("enhetsleder (sykepleier)", "sykepleier"),
        ("sykepleier, plasstillitsvalgt NSF", "sykepleier"),
        ("LIS 1", "lege"),
        ("Konst.overlege", "lege"),
        ("ass.lege", "lege"),
        ("overlege, anestesi", "lege"),
        ("lege/overlege", "lege"),
        ("psykolog for barn og ungdom", "psykolog"),
        ("Hj.pleier", "helsefagarbeider"),
        ("ambulansesjåfør", "ambulansearbeider"),
        ("KEF", "klinisk ernæringsfysiolog"),
        ("apotekteknikar", "apotektekniker"),
        ("tannlege", "tannlege"),
        ("Logoped", "logoped"),
        ("IT-rådgiver", "IKT-rådgiver"),
        ("buohccidivššár", "sykepleier"),
    ],
)
def test_a_profession_is_known_by_its_synonyms(written, profession):
    assert WORDS.profession(written) == profession


@pytest.mark.parametrize(
    "written",
    [
        "",
        "enhetsleder",
        "sykepleierstudent",
        "ikke sykepleier",
        "sykepleier/jordmor",
        "kollege",
        "spesialist",
        "verneombud",
        "x " * 9,
    ],
)
def test_a_word_that_is_no_sure_profession_stays_unknown(written):
    assert WORDS.profession(written) is None


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Leder", Role.LEADER),
        ("leiar", Role.LEADER),
        ("avd.leder", Role.LEADER),
        ("fung. enhetsleder", Role.LEADER),
        ("enhetsleder (sykepleier)", Role.LEADER),
        ("tillitsvald", Role.UNION_REP),
        ("Tillitsvalgt(e)", Role.UNION_REP),
        ("plasstillitsvalgt NSF", Role.UNION_REP),
        ("TV Fagforbundet", Role.UNION_REP),
        ("NSF-tillitsvalgt", Role.UNION_REP),
        ("tillitsvalgt for Norsk Sykepleierforbund", Role.UNION_REP),
        ("HTV", Role.UNION_REP),
        ("Medarbeider", Role.STAFF),
        ("Hovedverneombud", Role.STAFF),
        ("verneombud (sykepleier)", Role.STAFF),
        ("", None),
        ("sykepleier", None),
        ("Fagforbundet", None),
        ("leder og tillitsvalgt", None),
        ("tillitsvalgt/verneombud", None),
        ("assisterende enhetsleder", None),
        ("prosjektleder", None),
    ],
)
def test_a_role_is_known_by_its_words(written, role):
    assert WORDS.role(written) == role


def test_a_safety_representative_is_told_from_a_union_representative():
    assert WORDS.is_safety_representative("Verneombud, sykepleier")
    assert not WORDS.is_safety_representative("Tillitsvalgt")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plasstillitsvalgt NSF", "plasstillitsvalgt …"),
        ("TV i Fagforbundet", "TV i …"),
        ("tillitsvalgt norsk  sykepleierforbund", "tillitsvalgt …"),
        ("tillitsvalgt, Parat Helsesekretærforbundet", "tillitsvalgt, …"),
        ("tillitsvald i Foreininga for Ukjende; Ukjendforbundet", "tillitsvald i Foreininga for Ukjende; …"),
        ("rådgiver for pasientforløp", "rådgiver for pasientforløp"),
        ("lo av det", "lo av det"),
    ],
)
def test_a_union_is_never_shown(written, shown):
    assert WORDS.hide_unions(written) == shown


def test_the_nearest_word_is_a_suggestion_with_its_likeness():
    trust, likeness = WORDS.nearest_trust("Nordlanssykehuset")
    assert (trust.short, likeness > 0.9) == ("NLSH", True)


@given(st.text())
def test_any_text_can_be_looked_up(text):
    trust, profession, nearest = WORDS.trust(text), WORDS.profession(text), WORDS.nearest_trust(text)
    assert trust is None or trust in WORDS.trusts
    assert profession is None or profession in WORDS.professions
    assert nearest is None or (nearest[0] in WORDS.trusts and 0 <= nearest[1] <= 1)
    assert WORDS.role(text) is None or fold(text)


def test_every_word_of_the_file_is_found_again():
    for canonical, synonyms in WORDS.professions.items():
        assert {WORDS.profession(word) for word in (canonical, *synonyms)} == {canonical}
    for trust in WORDS.trusts:
        assert {WORDS.trust(word) for word in (trust.name, trust.short, *trust.also)} == {trust}


def test_a_workspace_adds_its_own_words(tmp_path):
    extra = tmp_path / "vocabulary.toml"
    extra.write_text(
        '[professions]\nsykepleier = ["søster"]\nklovn = []\n[trusts.AHUS]\nname = "Ahus HF"\norgnr = "983971636"\n'
    )
    words = load_vocabulary(extra)
    assert (words.profession("Søster"), words.profession("klovn"), words.profession("spl")) == (
        "sykepleier",
        "klovn",
        "sykepleier",
    )
    assert words.trust("Ahus").orgnr == "983971636"
    assert load_vocabulary(extra) is words


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[professions]\nlege = ["spl"]', "spl"),
        ('[profesjoner]\nlege = ["x"]', "profesjoner"),
        ('[trusts.X]\nname = "X"\norgnr = "12"', "trusts.X.orgnr"),
        ("[professions", ""),
    ],
)
def test_a_fault_in_the_added_words_is_named(tmp_path, text, place):
    extra = tmp_path / "vocabulary.toml"
    extra.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        load_vocabulary(extra)
    assert [(fault.file, fault.place) for fault in caught.value.faults] == [("vocabulary.toml", place)]


@pytest.mark.skipif(not (SHARED / "vocabulary.toml").exists(), reason="the shared vocabulary is not here")
def test_it_knows_all_that_the_shared_vocabulary_knows():
    shared = tomllib.loads((SHARED / "vocabulary.toml").read_text(encoding="utf-8"))
    for canonical, synonyms in shared["professions"].items():
        assert {WORDS.profession(word) for word in (canonical, *synonyms)} == {canonical}
    for role, words in shared["roles"].items():
        expected = Role.STAFF if role == "never_union_rep" else Role(role)
        assert {WORDS.role(word) for word in words} == {expected}
    for name, trust in shared["trusts"].items():
        found = {WORDS.trust(word) for word in (name, trust["short"], *trust["also"])}
        assert [(t.name, t.short, t.orgnr) for t in found] == [(name, trust["short"], trust["orgnr"])]
