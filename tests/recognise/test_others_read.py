"""Forms of others, each layout drawn anew: nothing wrong in silence, and most of it right."""

from collections import Counter

import pytest
from others import corpus
from reading_score import score

from pipeline.recognise.file import read_file

FEW = {
    "docx": 0.99,
    "xlsx": 0.99,
    "pdfform": 0.95,
    "pdfprint": 0.93,
    "s_docx": 0.99,
    "s_xlsx": 0.99,
    "f_docx": 0.99,
    "f_xlsx": 0.99,
    "s_eml": 0.98,
    "h_eml": 0.98,
    "h_docx": 0.98,
    "t_pdfform": 0.98,
    "t_pdfprint": 0.98,
    "g_pdfprint": 0.95,
}


def read_all(seed: int, per_layout: int, family: str) -> tuple[Counter[str], list[str]]:
    """The scores of a family, the layouts kept apart among them by `heldout` left out of what must be right."""
    total: Counter[str] = Counter()
    silent = []
    layouts = {**corpus.QUICK, **corpus.SECOND, **corpus.THIRD, **corpus.FOURTH, **corpus.FOURTH_MAIL}
    for name, data, truths in corpus.made(seed, per_layout, family, layouts):
        counts, paths = score(truths, read_file(data, name).readings)
        silent += [f"{name}: {path}" for path in paths]
        if "heldout" not in name:
            total += counts
    return total, silent


@pytest.mark.parametrize("family", FEW)
def test_others_forms_are_read_and_never_wrong_in_silence(family):
    counts, silent = read_all(5, 1, family)
    assert silent == []
    assert counts["right"] >= FEW[family] * counts["fields"]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20, 30))
@pytest.mark.parametrize("family", FEW)
def test_many_forms_of_others_are_read_and_never_wrong_in_silence(family, seed):
    counts, silent = read_all(seed, 3, family)
    assert silent == []
    assert counts["right"] >= FEW[family] * counts["fields"]
