"""The words of the letters and the ranking, to be read by people: `python tests/year/award_golden.py` writes them anew."""

import datetime as dt
import io
from pathlib import Path

from agenda_golden import lines, words
from docx import Document
from pitch_cohort import PROGRAMME, RECIPIENTS, REGISTER, awarded, pitched

from pipeline.letters.compose import compose_letters
from pipeline.letters.occasion import Occasion
from pipeline.views.pitching_papers import ranking_paper
from pipeline.year.award_papers import AWARDS, award_drafts

GOLDEN = Path(__file__).with_name("golden")
AFTER, BEFORE = dt.date(2026, 5, 4), dt.date(2026, 4, 29)


def letters(found=None, day=AFTER, programme=PROGRAMME):
    """The letters of the award to the teams of the cohort, dated `day`."""
    occasion = Occasion(register=REGISTER, plan=None, programme=programme, recipients=RECIPIENTS, dated=day)
    papers = award_drafts(occasion, found or awarded())
    return compose_letters(REGISTER, None, programme, RECIPIENTS, AWARDS, day, papers=papers)


def golden_texts():
    """The words of each letter, and of the ranking in both målformer, by file name."""
    texts = {f"{letter.stem}.{letter.language}.txt": words(letter) for letter in letters()}
    for language in ("nb", "nn"):
        document = Document(io.BytesIO(ranking_paper(pitched(language=language))))
        told = (line for block in document.iter_inner_content() for line in lines(block))
        texts[f"rangering.{language}.txt"] = "\n".join(told) + "\n"
    return texts


if __name__ == "__main__":
    for name, text in golden_texts().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
