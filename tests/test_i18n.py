"""What a person reads is there in bokmål and nynorsk, and says the same as the English in the code."""

import importlib.util
from pathlib import Path

import pytest

from pipeline.i18n import msg, translate

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def i18n():
    spec = importlib.util.spec_from_file_location("tools_i18n", ROOT / "tools" / "i18n.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def elsewhere(i18n, tmp_path, monkeypatch):
    """The tool over a small tree of its own."""
    source = tmp_path / "pipeline"
    source.mkdir()
    monkeypatch.setattr(i18n, "ROOT", tmp_path)
    monkeypatch.setattr(i18n, "SOURCES", source)
    monkeypatch.setattr(i18n, "LOCALE", source / "i18n" / "locale")

    def write(code):
        (source / "words.py").write_text(code, encoding="utf-8")

    def fill_in(sentence, translation):
        for language in i18n.LANGUAGES:
            path = i18n.po_path(language)
            text = path.read_text(encoding="utf-8")
            path.write_text(
                text.replace(f'msgid "{sentence}"\nmsgstr ""', f'msgid "{sentence}"\nmsgstr "{translation}"'), "utf-8"
            )

    i18n.write, i18n.fill_in = write, fill_in
    return i18n


def test_every_sentence_of_the_code_is_there_in_both_languages(i18n, capsys):
    assert i18n.main(["--check"]) == 0, capsys.readouterr().out


def test_a_new_sentence_is_missing_until_it_is_filled_in(elsewhere, capsys):
    elsewhere.write('msg("Sent {count}.", count=1)')
    assert elsewhere.main([]) == 1
    assert capsys.readouterr().out == "nb: missing: Sent {count}.\nnn: missing: Sent {count}.\n"
    elsewhere.fill_in("Sent {count}.", "Sendt {count}.")
    assert elsewhere.main([]) == 0
    assert elsewhere.main(["--check"]) == 0


def test_check_writes_nothing(elsewhere):
    elsewhere.write('msg("Sent.")')
    assert elsewhere.main(["--check"]) == 1
    assert not elsewhere.LOCALE.exists()


def test_a_translation_must_have_the_same_places(elsewhere, capsys):
    elsewhere.write('msg("Sent {count}.", count=1)')
    elsewhere.main([])
    elsewhere.fill_in("Sent {count}.", "Sendt {antall}.")
    capsys.readouterr()
    assert elsewhere.main([]) == 1
    assert "nb: ['antall'] instead of ['count'] in: Sent {count}." in capsys.readouterr().out


def test_a_translation_is_kept_when_its_sentence_goes_and_comes_back(elsewhere, capsys):
    elsewhere.write('msg("Sent.")')
    elsewhere.main([])
    elsewhere.fill_in("Sent.", "Sendt.")
    elsewhere.write('msg("Received.")')
    elsewhere.main([])
    assert "nb: stale (drop it with --prune): Sent." in capsys.readouterr().out
    elsewhere.write('msg("Sent.")')
    elsewhere.main([])
    assert elsewhere.main(["--check"]) == 0


def test_prune_drops_what_no_sentence_uses(elsewhere):
    elsewhere.write('msg("Sent.")')
    elsewhere.main([])
    elsewhere.fill_in("Sent.", "Sendt.")
    elsewhere.write("")
    assert elsewhere.main([]) == 1
    assert elsewhere.main(["--prune"]) == 0
    assert elsewhere.translations(elsewhere.load("nb")) == {}


def test_running_it_twice_gives_the_same_bytes(elsewhere):
    elsewhere.write('msg("b {x}", x=1)\nmsg("a")')
    elsewhere.main([])
    first = {path: path.read_bytes() for path in elsewhere.LOCALE.rglob("kull.*")}
    elsewhere.main([])
    assert {path: path.read_bytes() for path in elsewhere.LOCALE.rglob("kull.*")} == first


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("msg(text)", "pipeline/words.py:1: msg() takes one literal sentence and its values by name"),
        ('msg("Sent {count}.", cuont=1)', "pipeline/words.py:1: msg() is given ['cuont'], its sentence names ['count']"),
        ("msg(", "pipeline/words.py:1: cannot be parsed: '(' was never closed"),
    ],
)
def test_a_call_that_the_catalogue_cannot_follow_is_named(elsewhere, capsys, code, fault):
    elsewhere.write(code)
    assert elsewhere.main([]) == 1
    assert fault in capsys.readouterr().out


def test_code_that_cannot_be_parsed_leaves_the_catalogues_alone(elsewhere):
    elsewhere.write("msg(")
    elsewhere.main([])
    assert not elsewhere.LOCALE.exists()


def test_a_value_with_braces_or_percent_comes_through_untouched():
    said = msg("Nothing was written: {count} faults must be mended first.", count="{x} %s {count} <&>")
    assert "{x} %s {count} <&>" in translate(said, "nb")
    assert translate(said, "en") == "Nothing was written: {x} %s {count} <&> faults must be mended first."
