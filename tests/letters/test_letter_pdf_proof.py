"""A PDF counts as made only when it keeps both standards, has language and heading cells, and says all that the letter says."""

import io

import pikepdf
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from test_pdf import letter, task

from pipeline.letters.archive import read_members, write_members
from pipeline.letters.pdf import convert, find_soffice
from pipeline.letters.pdf_proof import plain, unfit

pytestmark = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed, so no PDF can be made")


@pytest.fixture(scope="module")
def pdf():
    [made] = convert([task("nb")], workers=1)
    return made.pdf


def changed(pdf, change):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def words_of(message):
    return str(message).split(":")[0]


def test_the_pdf_of_a_letter_is_fit(pdf):
    assert unfit(pdf, letter(), "nb-NO") is None


def test_another_language_than_the_letters_is_told(pdf):
    english = changed(pdf, lambda opened: opened.Root.__setitem__("/Lang", pikepdf.String("en-GB")))
    assert words_of(unfit(english, letter(), "nb-NO")) == "The PDF says that its language is «en-GB», not «nb-NO»."


def test_a_pdf_that_keeps_no_standard_is_told(pdf):
    untitled = changed(pdf, lambda opened: opened.Root.__delitem__("/Metadata"))
    assert words_of(unfit(untitled, letter(), "nb-NO")) == "The PDF does not keep PDF/A-2"


def test_a_table_whose_heading_row_is_none_in_the_pdf_is_told(pdf):
    document = Document(io.BytesIO(letter()))
    properties = document.tables[0].rows[1]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    assert words_of(unfit(pdf, out.getvalue(), "nb-NO")) == "The PDF has 2 heading cells where the letter has 4."


@pytest.mark.parametrize("word", ["Áilu", "Første", "Buorre", "Nr."])
def test_a_word_of_the_letter_that_the_pdf_does_not_show_is_told(pdf, word):
    members = read_members(letter())
    body = members["word/document.xml"].decode()
    assert word in body
    other = write_members({**members, "word/document.xml": body.replace(word, f"{word}x").encode()})
    assert words_of(unfit(pdf, other, "nb-NO")) == "The PDF does not show all that the Word letter says"


def test_a_field_that_libreoffice_counts_is_not_looked_for(pdf):
    document = Document(io.BytesIO(letter()))
    run = document.add_paragraph().add_run()
    for kind, text in (("begin", ""), ("", "NUMPAGES"), ("separate", ""), (None, "77"), ("end", "")):
        part = OxmlElement("w:t" if kind is None else "w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        run._r.append(part)
    out = io.BytesIO()
    document.save(out)
    assert unfit(pdf, out.getvalue(), "nb-NO") is None


def test_a_paragraph_may_go_on_after_a_page_with_foot_and_head_between():
    text = " ".join(f"ord{number}" for number in range(2500))
    long = Document(io.BytesIO(letter()))
    long.add_paragraph(text)
    long.sections[0].footer.paragraphs[0].text = "Foten på siden"
    out = io.BytesIO()
    long.save(out)
    [made] = convert([task("lang", docx=out.getvalue())], workers=1)
    assert made.fault is None


def test_letters_are_compared_without_blanks_hyphens_and_forms():
    assert plain("Sam-\narbeids\u00adavtale  ﬁ\u202e STOR") == "samarbeidsavtalefistor"
