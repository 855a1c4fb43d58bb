"""The doctor finds everything that is wrong with a template at once, each where it bites and not where it must not."""

import datetime as dt
import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from letter_cohort import TEMPLATES, programme
from PIL import Image
from word_fields import NS, accessible, add, in_runs, new_document, saved, simple

from pipeline.letter_record import LetterKind
from pipeline.letters import fonts, looks
from pipeline.letters.annotate import annotated
from pipeline.letters.archive import read_members, write_members
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import Context
from pipeline.letters.doctor import examine, kind_by_name, language_of
from pipeline.letters.field_list import fields_of
from pipeline.letters.names import printable_paths
from pipeline.letters.sample import sample_letters
from pipeline.steps.agendas import MEETING_PAPERS

KIND = LetterKind.NOT_ELIGIBLE
NOW = dt.datetime(2025, 5, 6, 9, tzinfo=dt.UTC)
EVERY = [(kind, language) for kind in KINDS for language in ("nb", "nn")]


def good():
    """A template for refusals without any fault: every field that it must show, one a paragraph."""
    document = new_document()
    document.add_heading("{{ heading }}", 1)
    for path, needed in printable_paths(KINDS[KIND].context):
        if needed and path.endswith("[]"):
            name = path.removesuffix("[]")
            for line in (f"{{%p for one in {name} %}}", "{{ one }}", "{%p endfor %}"):
                document.add_paragraph(line)
        elif needed and path != "heading":
            document.add_paragraph(f"{{{{ {path} }}}}")
    return document


def checkup(tmp_path, document, name="avslag.nb.docx"):
    path = tmp_path / name
    path.write_bytes(document if isinstance(document, bytes) else saved(document))
    return examine(path, KIND, programme())


def told(tmp_path, document, name="avslag.nb.docx"):
    """What the doctor says, as (place, value, beginning of the message); warnings have a question mark before them."""
    return [
        ("?" * fault.warning + fault.place, fault.value, " ".join(str(fault.message).split()[:4]))
        for fault in checkup(tmp_path, document, name).faults
    ]


def test_a_good_template_has_no_fault_and_no_warning(tmp_path):
    found = checkup(tmp_path, good())
    assert (found.faults, found.notes, found.sound) == ((), (), True)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_shipped_templates_have_no_fault_and_no_warning(kind, language):
    found = examine(TEMPLATES / KINDS[kind].template(language), kind, programme())
    assert (found.faults, found.notes) == ((), ())


def test_faults_of_every_sort_are_told_at_once(tmp_path):
    document = good()
    document.sections[0].header.paragraphs[0].text = "{{ refrence.ours }}"
    document.add_paragraph("Sum {{ 1 / 0 }} og {{ heading.__class__ }}")
    document.add_paragraph("{{ heading + 1 }}")
    document.add_paragraph("Feil {{ project.title }")
    document.add_paragraph("Hei {{ projekt.title }}")
    simple(document.add_paragraph("Til "), "MERGEFIELD MOTAKERNAVN", shown="«MOTAKERNAVN»")
    document.paragraphs[0].style = document.styles["Normal"]
    assert {(place, value) for place, value, _ in told(tmp_path, document)} == {
        ("header1: «{{ refrence.ours }}»", "refrence"),
        ("document: «Sum {{ 1 / 0 }} og {{ heading.__class__ }}»", "__class__"),
        ("document: «Sum {{ 1 / 0 }} og {{ heading.__class__ }}»", ""),
        ("document: «{{ heading + 1 }}»", ""),
        ("document: «Feil {{ project.title }»", "{{"),
        ("document: «Hei {{ projekt.title }}»", "projekt"),
        ("document: «Til «MOTAKERNAVN»»", "MOTAKERNAVN"),
        ("document", ""),
    }


# --- what a template may not do ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tag",
    [
        "{{ heading.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ heading['__class__'] }}",
        "{{ heading | attr('__class__') }}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{{ 1 / 0 }}",
        "{{ heading + 1 }}",
        "{% for n in range(1000000000) %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ project.title.ukjent() }}",
    ],
)
def test_what_no_template_may_do_is_found_with_the_sentence_it_stands_in(tmp_path, tag):
    document = good()
    document.add_paragraph(f"Her: {tag}")
    assert {place for place, _, _ in told(tmp_path, document)} == {f"document: «Her: {tag}»"}


@pytest.mark.parametrize(
    "lines",
    [
        ["{% set x = heading %}{{ x }}"],
        ["{% set x %}{{ heading }}{% endset %}{{ x }}"],
        ["{% macro m(a) %}{{ a }}{% endmacro %}{{ m(heading) }}"],
        ["{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}hei{% endcall %}"],
        ["{%p set x = heading %}", "{{ x | upper }}"],
        ["{% for n in range(3) %}{{ n }}{% endfor %}"],
        ["{{ project.title.upper() }} {{ heading | caps }}"],
        ["{# en merknad #}"],
        ["{% if complaint %}", "{{ complaint | join(' ') }}", "{% endif %}"],
    ],
)
def test_what_a_template_may_do_is_no_fault(tmp_path, lines):
    document = good()
    for line in lines:
        document.add_paragraph(line)
    assert told(tmp_path, document) == []


@pytest.mark.parametrize("tag", ["{% set x = %}", "{% macro %}", "{% endset %}", "{% endmacro %}", "{% call %}", "{% set x %}"])
def test_a_set_or_macro_that_is_wrong_is_named(tmp_path, tag):
    document = good()
    document.add_paragraph(tag)
    assert [place for place, _, _ in told(tmp_path, document) if place] == [f"document: «{tag}»"]


def test_a_block_that_begins_in_a_row_and_ends_in_another_table_is_named(tmp_path):
    document = good()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% if complaint %}"
    document.add_paragraph()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{% endif %}"
    assert [place for place, _, _ in told(tmp_path, document)] == ["document: «{% if complaint %}»"]


@pytest.mark.parametrize(
    ("words", "bites"),
    [("Vi {%p if complaint %}", True), ("{%p if complaint %} ", False), ("{% if complaint %} vi {% endif %}", False)],
)
def test_words_that_a_lifted_tag_would_swallow_are_named(tmp_path, words, bites):
    document = good()
    document.add_paragraph(words)
    if "{%p" in words:
        document.add_paragraph("{%p endif %}")
    assert [value for _, value, _ in told(tmp_path, document)] == ([words] if bites else [])


def test_a_row_that_a_loop_takes_the_place_of_must_be_empty(tmp_path):
    document = good()
    table = document.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{%tr for one in reasons %}", "borte"
    table.rows[1].cells[0].text = "{{ one }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    assert [place for place, _, _ in told(tmp_path, document)] == ["document: «{%tr for one in reasons %}»"]


def bound(paragraph, content, binding="w:dataBinding"):
    add(
        paragraph,
        f'<w:sdt {NS} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:sdtPr><w:alias w:val="x"/>'
        f'<{binding} w:xpath="/a" w:storeItemID="x"/></w:sdtPr><w:sdtContent>'
        f"<w:r><w:t>{content}</w:t></w:r></w:sdtContent></w:sdt>",
    )


@pytest.mark.parametrize(
    ("content", "binding", "bites"),
    [
        ("{{ project.id }}", "w:dataBinding", True),
        ("{{ project.id }}", "w15:dataBinding", True),
        ("fast tekst", "w:dataBinding", False),
        ("{{ project.id }}", "w:tag", False),
    ],
)
def test_a_tag_in_a_control_that_word_fills_from_elsewhere_is_named(tmp_path, content, binding, bites):
    document = good()
    bound(document.add_paragraph("Om "), content, binding)
    assert [(place, value) for place, value, _ in told(tmp_path, document)] == (
        [(f"document: «Om {content}»", content)] if bites else []
    )


def test_a_word_template_that_is_only_called_docx_is_named(tmp_path):
    members = read_members(saved(good()))
    types = members["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    data = write_members({**members, "[Content_Types].xml": types})
    assert [message for _, _, message in told(tmp_path, data)] == ["The template is not"]


def test_a_letter_to_sample_people_must_pass_its_proof(tmp_path):
    document = good()
    document.add_paragraph("Klage ({{ complaint | join(' ') }}) til oss.")
    ((place, value, message),) = told(tmp_path, document)
    assert (place, value) == ("", "(")
    assert message.startswith("A letter to sample")


# --- split tags ----------------------------------------------------------------------------------------------------------


def test_a_tag_that_word_has_split_over_runs_is_mended_and_told_as_a_note(tmp_path):
    document = good()
    paragraph = document.add_paragraph("Om ")
    for piece in ("{", "{ proj", "ect.id }", "}"):
        paragraph.add_run(piece).bold = len(piece) > 1
    found = checkup(tmp_path, document)
    assert found.faults == ()
    assert [(note.place, note.value) for note in found.notes] == [("document: «Om {{ project.id }}»", "{{ project.id }}")]


def test_a_tag_with_a_link_in_it_is_a_fault(tmp_path):
    document = good()
    paragraph = document.add_paragraph("{{ proj")
    add(paragraph, f"<w:hyperlink {NS} w:anchor='x'><w:r><w:t>ect.id</w:t></w:r></w:hyperlink>")
    paragraph.add_run(" }}")
    assert ("document: «{{ project.id }}»", "{{ project.id }}", "The tag is split") in told(tmp_path, document)


# --- what a document must be ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "bites"), [("nb-NO", False), ("nn-NO", True), ("en-US", True), (None, True)])
def test_a_template_must_say_the_language_of_its_letters(tmp_path, language, bites):
    document = good()
    lang = document.styles.element.find(".//" + qn("w:lang"))
    if language:
        lang.set(qn("w:val"), language)
    else:
        lang.getparent().remove(lang)
    assert [place for place, _, _ in told(tmp_path, document)] == ([""] if bites else [])


def test_a_nynorsk_template_says_nynorsk(tmp_path):
    assert told(tmp_path, accessible(good(), "nn-NO"), "avslag.nn.docx") == []
    assert [value for _, value, _ in told(tmp_path, good(), "avslag.nn.docx")] == ["nb-NO"]


@pytest.mark.parametrize(("style", "bites"), [("Heading 1", False), ("Title", False), ("Normal", True), ("Own", False)])
def test_a_template_must_have_a_heading(tmp_path, style, bites):
    document = good()
    own = document.styles.add_style("Own", 1)
    own.base_style = document.styles["Heading 1"]
    for name in ("Title", "Own"):
        document.styles[name].font.name = "Liberation Sans"
    document.paragraphs[0].style = document.styles[style]
    assert [message for _, _, message in told(tmp_path, document)] == (["No paragraph is a"] if bites else [])


def a_table(document, *rows, bold=0, marked=False):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for number, (row, words) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, word in zip(row.cells, words, strict=True):
            cell.paragraphs[0].add_run(word).bold = number < bold
    if marked:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


LOOP = (("{%tr for one in reasons %}", ""), ("{{ one }}", "x"), ("{%tr endfor %}", ""))


@pytest.mark.parametrize(
    ("rows", "given", "bites"),
    [
        ([("Når", "Hva"), *LOOP], {}, True),
        ([("Når", "Hva"), *LOOP], {"marked": True}, False),
        ([("Når", "Hva"), ("i dag", "møte")], {"bold": 1}, True),
        ([("Når", "Hva"), ("i dag", "møte")], {"bold": 1, "marked": True}, False),
        ([("Prosjekt", "Ro"), ("Enhet", "Post 2")], {}, False),
        ([("Prosjekt", "Ro"), ("Enhet", "Post 2")], {"bold": 2}, False),
        ([*LOOP], {}, False),
        ([("Når", "Hva")], {"bold": 1}, False),
    ],
)
def test_a_table_with_headings_must_mark_their_row(tmp_path, rows, given, bites):
    document = good()
    a_table(document, *rows, **given)
    assert [(place, value) for place, value, _ in told(tmp_path, document)] == (
        [("document: «Når»", "Når | Hva")] if bites else []
    )


@pytest.mark.parametrize(("words", "bites"), [("", True), ("  ", True), ("Logoen til Helse Nord", False)])
def test_a_picture_must_say_what_it_shows(tmp_path, words, bites):
    document = good()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document.add_picture(picture)
    document.element.body.find(".//" + qn("wp:docPr")).set("descr", words)
    assert [value for _, value, _ in told(tmp_path, document)] == (["Picture 1"] if bites else [])


def test_a_picture_that_is_marked_as_decorative_need_not_say_anything(tmp_path):
    document = good()
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document.add_picture(picture)
    drawn = document.element.body.find(".//" + qn("wp:docPr"))
    drawn.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="x"><adec:decorative val="1" '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"/></a:ext></a:extLst>'
        )
    )
    assert told(tmp_path, document) == []


@pytest.mark.parametrize(("words", "bites"), [("«ADRESSE»", True), ("«Stopp og forstå»", False), ("«A»", False)])
def test_what_only_looks_like_a_merge_field_is_named(tmp_path, words, bites):
    document = good()
    document.add_paragraph(f"Til {words}")
    found = told(tmp_path, document)
    assert (f"document: «Til {words}»" in [place for place, _, _ in found]) is bites


def test_the_result_of_a_merge_field_is_no_typed_one(tmp_path):
    document = good()
    simple(document.add_paragraph(), "MERGEFIELD ADRESSE", shown="«ADRESSE»")
    in_runs(document.add_paragraph(), "MERGEFIELD POSTSTED", shown="«POSTSTED»")
    assert told(tmp_path, document) == []


@pytest.mark.parametrize(("kind", "bites"), [("DATE", True), ("TIME", True), ("PAGE", False), ("NUMPAGES", False)])
@pytest.mark.parametrize("field", [simple, in_runs])
def test_a_field_that_changes_with_the_day_is_a_warning(tmp_path, kind, bites, field):
    document = good()
    field(document.add_paragraph("Nå: "), f' {kind} \\@ "d.M" ', shown="1.1")
    found = [(place, value) for place, value, _ in told(tmp_path, document)]
    assert found == ([("?document: «Nå: 1.1»", kind)] if bites else [])


def test_a_comment_would_go_out_with_each_letter(tmp_path):
    document = good()
    document.add_comment(document.paragraphs[0].runs, "Husk å spørre Kari", author="x")
    assert [place for place, _, _ in told(tmp_path, document)] == ["comments: «Husk å spørre Kari»"]


@pytest.mark.parametrize("mark", ["ins", "del"])
def test_tracked_changes_would_go_out_with_each_letter(tmp_path, mark):
    document = good()
    text = "<w:t>nytt</w:t>" if mark == "ins" else "<w:delText>gammelt</w:delText>"
    add(document.add_paragraph("Her "), f'<w:{mark} {NS} w:id="1" w:author="x"><w:r>{text}</w:r></w:{mark}>')
    assert [message for _, _, message in told(tmp_path, document)] == ["There are tracked changes"]


@pytest.mark.parametrize(
    ("name", "bites"), [("Finnes Ikke Sans", True), ("Calibri", False), ("Liberation Serif", False), ("arial", False)]
)
def test_a_font_that_is_not_there_and_has_none_as_wide_is_a_warning(tmp_path, name, bites):
    if not fonts.installed():
        pytest.skip("fontconfig is not there to be asked")
    document = good()
    document.add_paragraph().add_run("Hei").font.name = name
    assert [(place, value) for place, value, _ in told(tmp_path, document)] == ([("?", name)] if bites else [])


def test_a_font_of_a_style_that_is_not_used_is_no_matter(tmp_path):
    document = good()
    document.styles["Quote"].font.name = "Finnes Ikke Sans"
    assert told(tmp_path, document) == []


def test_a_bullet_from_a_symbol_font_is_a_warning_where_it_is_used(tmp_path):
    document = good()
    assert told(tmp_path, document) == []
    document.add_paragraph("punkt", style="List Bullet")
    assert [message for _, _, message in told(tmp_path, document)] == ["The bullets of a"]


def test_a_template_that_is_too_large_is_a_warning(tmp_path):
    data = io.BytesIO(saved(good()))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/media/stort.bin", bytes(range(256)) * 4096)
    assert [message for _, _, message in told(tmp_path, data.getvalue())] == ["The template is 1.1"]


def test_a_file_that_is_no_word_document_is_named_and_nothing_more(tmp_path):
    assert len(told(tmp_path, b"%PDF-1.7")) == 1


def test_every_check_of_the_document_has_its_reason():
    assert all(check.__doc__ for check in looks.CHECKS)


# --- whose template ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("avslag.nb.docx", KIND),
        ("AVSLAG.NN.docx", KIND),
        ("avslag.docx", None),
        ("brev.nb.docx", None),
        ("avslag.se.docx", None),
    ],
)
def test_a_templates_name_says_which_letter_it_is_for(name, kind):
    assert kind_by_name(name) is kind


def test_the_language_is_that_of_the_name_else_of_the_document(tmp_path):
    (tmp_path / "brev.docx").write_bytes(saved(accessible(good(), "nn-NO")))
    assert [language_of(tmp_path / name) for name in ("brev.docx", "x.nb.docx", "ingen.docx")] == ["nn", "nb", ""]


# --- sample people and the list of fields --------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_there_are_sample_letters_of_every_kind_in_both_languages(kind, language):
    letters = sample_letters(programme(), kind, language)
    assert letters
    assert {(letter.kind, letter.language) for letter in letters} == {(kind, language)}
    # The papers of a meeting are to nobody; all others are to organisations that do not exist.
    assert {letter.context.recipient.orgnr[:3] for letter in letters} == {"" if kind in MEETING_PAPERS else "310"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_fields_has_all_that_a_template_may_name(kind):
    rows = {row.name: row for row in fields_of(kind, programme(), "nb")}
    paths = dict(printable_paths(KINDS[kind].context))
    assert {name: rows[name].required for name in paths} == paths
    assert {row.name for row in rows.values() if row.required and not row.sample} == set()
    assert (rows["recipient.name"].merge, rows["properties.dated"].merge) == (("MOTTAKERNAVN",), ("DATO",))


def test_the_list_of_fields_names_answers_that_only_steer():
    rows = {row.name: row for row in fields_of(LetterKind.RECEIPT, programme(), "nb")}
    assert [name for name, row in rows.items() if row.is_answer] == ["late", "incomplete"]
    assert rows["details[].label"].merge == ()
    assert rows["contact.name"].merge == ("CONTACT_NAME",)


# --- the copy with comments ----------------------------------------------------------------------------------------------


def commented(tmp_path, document, context=KINDS[KIND].context, language="en"):
    """The comments of the annotated copy, each with the text that it is anchored to."""
    found = checkup(tmp_path, document)
    copy = Document(io.BytesIO(annotated(found.path, (*found.faults, *found.notes), context, language, NOW)))
    return [(anchor(copy, comment), comment.text) for comment in copy.comments]


def anchor(document, comment):
    start = next(
        node
        for node in document.element.body.iter(qn("w:commentRangeStart"))
        if node.get(qn("w:id")) == str(comment.comment_id)
    )
    return "".join(text.text or "" for text in start.getparent().iter(qn("w:t")))


def test_the_copy_has_a_comment_at_each_fault_in_the_body(tmp_path):
    document = good()
    document.add_paragraph("Frist {{ dedline }}")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "A & B <c> {{ projekt.id }}"
    document.add_paragraph("Frist {{ dedline }}")
    simple(document.add_paragraph("Til "), "MERGEFIELD MOTAKERNAVN", shown="«MOTAKERNAVN»")
    assert sorted(commented(tmp_path, document)) == [
        ("A & B <c> {{ projekt.id }}", "«projekt»: The letter has nothing called «projekt». Did you mean «project»?"),
        ("Frist {{ dedline }}", "«dedline»: The letter has nothing called «dedline»."),
        (
            "Til «MOTAKERNAVN»",
            "«MOTAKERNAVN»: The letter has nothing called «MOTAKERNAVN». Did you mean «MOTTAKERNAVN»?",
        ),
    ]


def test_what_is_wrong_elsewhere_stands_at_the_first_paragraph_with_its_place(tmp_path):
    document = good()
    document.sections[0].footer.paragraphs[0].text = "{{ sendr.name }}"
    ((where, text),) = commented(tmp_path, document)
    assert where == "{{ heading }}"
    assert text.startswith("footer1: «{{ sendr.name }}»: «sendr»: ")


def test_a_fault_beside_a_merge_field_and_in_a_lifted_tag_is_anchored_too(tmp_path):
    document = good()
    simple(document.add_paragraph("{{ dedline }} "), "MERGEFIELD REF", shown="«REF»")
    document.add_paragraph("{%p if compaint %}")
    document.add_paragraph("{%p endif %}")
    assert [where for where, _ in commented(tmp_path, document)] == ["{{ dedline }} «REF»", "{%p if compaint %}"]


def test_the_comments_are_in_the_language_asked_for_and_dated_by_the_given_clock(tmp_path):
    document = good()
    document.add_paragraph("{{ dedline }}")
    found = checkup(tmp_path, document)
    before = found.path.read_bytes()
    made = [annotated(found.path, found.faults, Context, "nb", NOW) for _ in range(2)]
    (comment,) = Document(io.BytesIO(made[0])).comments
    assert comment.text == "«dedline»: Brevet har ikke noe felt som heter «dedline»."
    assert (comment.author, comment.timestamp) == ("kull", NOW)
    assert made[0] == made[1]
    assert found.path.read_bytes() == before


def test_a_file_that_cannot_be_opened_has_no_copy(tmp_path):
    (tmp_path / "x.docx").write_bytes(b"no archive")
    with pytest.raises(ValueError, match=r".+"):
        annotated(tmp_path / "x.docx", (), Context, "nb", NOW)
