"""The shipped Word templates: what stands in them, how they look to a screen reader, and that each fits its letter."""

import io
import re
import zipfile

import pytest
from docx import Document
from letter_cohort import TEMPLATES
from lxml import etree

from pipeline.letter_record import LetterKind
from pipeline.letters.archive import LOCALES, read_members
from pipeline.letters.compose import KINDS
from pipeline.letters.contexts import MeetingRow
from pipeline.letters.engine import load_template
from pipeline.letters.names import printable_paths
from pipeline.letters.templates import check_template, check_templates, optional_left_out, shown_paths
from pipeline.year.timeline import template as timeline_template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVERY_TEMPLATE = [(kind, language) for kind in KINDS for language in LOCALES]

# What a meeting row can say and a letter's shorter table does not; the programme shows all of it.
NOT_IN_ALL_TABLES = {f"{table}[].{name}" for table in ("meetings", "gatherings") for name in MeetingRow.__slots__}

# Word refuses or repairs a file whose properties stand in another order.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u shd vertAlign"
    " lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgBorders pgNumType cols vAlign titlePg docGrid",
}


def path_of(kind, language):
    return TEMPLATES / KINDS[kind].template(language)


def members_of(kind, language):
    return read_members(path_of(kind, language).read_bytes())


def trees_of(kind, language):
    return {name: etree.fromstring(data) for name, data in members_of(kind, language).items() if name.endswith(".xml")}


def test_there_is_a_template_for_each_kind_and_language_and_for_the_timeline_and_no_other_file():
    wanted = {KINDS[kind].template(language) for kind, language in EVERY_TEMPLATE}
    wanted |= {timeline_template(language) for language in ("nb", "nn")}
    assert {path.name for path in TEMPLATES.glob("*.docx")} == wanted


def test_every_kind_of_letter_has_its_row():
    assert set(KINDS) == set(LetterKind)


def test_the_shipped_templates_are_without_fault():
    assert check_templates(lambda name: TEMPLATES / name) == ()


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_a_template_shows_every_field_of_its_context_but_the_smaller_tables_columns(kind, language):
    template = load_template(path_of(kind, language))
    context = KINDS[kind].context
    left_out = {path for path, _ in printable_paths(context)} - shown_paths(template, context)
    assert left_out - NOT_IN_ALL_TABLES == set()
    assert left_out == optional_left_out(template, context)


@pytest.mark.parametrize("language", LOCALES)
def test_the_programme_shows_everything_there_is_to_say_of_a_meeting(language):
    template = load_template(path_of(LetterKind.PROGRAMME, language))
    assert optional_left_out(template, KINDS[LetterKind.PROGRAMME].context) == frozenset()


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_a_template_says_its_own_language_and_no_other(kind, language):
    members = members_of(kind, language)
    styles = etree.fromstring(members["word/styles.xml"])
    lang = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert lang.get(f"{W}val") == LOCALES[language]
    assert [name for name, data in members.items() if b"en-US" in data] == []
    assert f"<dc:language>{LOCALES[language]}</dc:language>".encode() in members["docProps/core.xml"]


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_a_template_has_a_title_and_one_main_heading(kind, language):
    document = Document(path_of(kind, language))
    assert document.core_properties.title
    main = [p for p in document.paragraphs if p.style.name in {"Heading 1", "Diplom tittel"}]
    assert [p.text for p in main] == ["{{ heading }}"]


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_the_first_row_of_every_table_is_marked_as_heading_row(kind, language):
    for table in Document(path_of(kind, language)).tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert table._tblPr.find(f"{W}tblCaption").get(f"{W}val")


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_bullets_are_bullets_and_the_font_is_one(kind, language):
    members = members_of(kind, language)
    numbering = etree.fromstring(members["word/numbering.xml"])
    assert [t.get(f"{W}val") for t in numbering.iter(f"{W}lvlText")] == ["\u2022", "%1."]
    fonts = {
        value
        for tree in trees_of(kind, language).values()
        for node in tree.iter(f"{W}rFonts")
        for value in node.attrib.values()
    }
    assert fonts == {"Calibri"}


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_properties_stand_in_the_order_that_word_asks_for(kind, language):
    wrong = [
        (name, etree.QName(parent).localname, found)
        for name, tree in trees_of(kind, language).items()
        for element, order in ORDER.items()
        for parent in tree.iter(f"{W}{element}")
        if (found := [etree.QName(child).localname for child in parent]) != sorted(found, key=order.split().index)
    ]
    assert wrong == []


@pytest.mark.parametrize(("kind", "language"), EVERY_TEMPLATE)
def test_a_template_says_nothing_of_complaint_by_itself(kind, language):
    text = " ".join(p.text for p in Document(path_of(kind, language)).paragraphs)
    before_tag = text.split("{%p if complaint %}")[0]
    assert "klage" not in before_tag.lower()


def test_unions_and_their_representatives_are_named_only_where_the_requirements_are_told():
    naming = {
        kind
        for kind, language in EVERY_TEMPLATE
        if re.search(r"tillitsval[gd]|fagforening|fagforeining|union", "".join(map(str, members_of(kind, language).values())))
    }
    assert naming == {LetterKind.INVITATION}


# --- the doctor ----------------------------------------------------------------------------------------------------------


def a_template(tmp_path, *paragraphs, header=""):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].header.paragraphs[0].text = header
    document.save(tmp_path / "mal.docx")
    return tmp_path / "mal.docx"


def faults_of(path, kind=LetterKind.REMINDER):
    return [(fault.place, fault.value, str(fault.message)) for fault in check_template(path, kind) if fault.place]


def test_every_fault_of_syntax_is_named_at_once_with_its_paragraph(tmp_path):
    path = a_template(tmp_path, "Frist {{ deadline }", "Svar {{ reply_by | }}", "Fint: {{ trust }}", header="{% if %}")
    assert sorted(place for place, _, _ in faults_of(path)) == [
        "document: «Frist {{ deadline }»",
        "document: «Svar {{ reply_by | }}»",
        "header1: «{% if %}»",
    ]


def test_an_unknown_name_is_named_with_the_nearest_known_one(tmp_path):
    path = a_template(tmp_path, "Fristen er {{ dedline }}.", "{{ contact.mail }}", header="{{ nonsense }}")
    assert faults_of(path) == [
        (
            "document: «Fristen er {{ dedline }}.»",
            "dedline",
            "The letter has nothing called «dedline». Did you mean «deadline»?",
        ),
        ("document: «{{ contact.mail }}»", "contact.mail", "The letter has nothing called «mail». Did you mean «email»?"),
        ("header1: «{{ nonsense }}»", "nonsense", "The letter has nothing called «nonsense»."),
    ]


def test_a_wrong_field_in_a_loop_behind_a_condition_is_found_without_rendering(tmp_path):
    path = a_template(
        tmp_path,
        "{%p if late %}",
        "{%p for member in members %}",
        "{{ member.navn }} {{ loop.index }}",
        "{%p endfor %}",
        "{%p endif %}",
    )
    assert [value for _, value, _ in faults_of(path, LetterKind.RECEIPT)] == ["members[].navn"]


def test_a_list_or_a_record_cannot_be_printed(tmp_path):
    path = a_template(tmp_path, "{{ copies }}", "{{ contact }}", "{{ copies | join(', ') }}")
    assert [value for _, value, _ in faults_of(path)] == ["copies", "contact"]


def test_a_for_without_its_end_is_named(tmp_path):
    path = a_template(tmp_path, "{%p for copy in copies %}", "{{ copy }}")
    ((place, tag, message),) = faults_of(path)
    assert (place, tag) == ("document: «{% for copy in copies %}»", "{% for copy in copies %}")
    assert message.startswith("This tag has no partner")


@pytest.mark.parametrize(
    ("lines", "single"),
    [
        (("{% if copies %} for sent", "{{ dedline }}"), ["{% if copies %}"]),
        (("{% endif %}", "{{ dedline }}"), ["{% endif %}"]),
        (("{% if copies %}{% if copies %}{% endif %}", "{{ dedline }}"), ["{% if copies %}"]),
        (("{% else %}", "{{ dedline }}", "{%p if copies %}", "Sent", "{%p else %}", "I tide", "{%p endif %}"), ["{% else %}"]),
        (("{# {% if copies %} #}", "{{ dedline }}", "{% endfor %}"), ["{% endfor %}"]),
    ],
)
def test_a_tag_without_its_partner_is_named_and_hides_no_other_fault(tmp_path, lines, single):
    faults = faults_of(a_template(tmp_path, *lines))
    assert [value for _, value, message in faults if "no partner" in message] == single
    assert [value for _, value, message in faults if "no partner" not in message] == ["dedline"]


@pytest.mark.parametrize("block", ["{% filter upper %}", "{% raw %}{% if %}"])
def test_other_blocks_without_an_end_are_found_too(tmp_path, block):
    assert faults_of(a_template(tmp_path, block, "{{ deadline }}"))


def test_what_every_letter_of_the_kind_must_say_cannot_be_left_out(tmp_path):
    faults = check_template(a_template(tmp_path, "{{ heading }}"), LetterKind.REMINDER)
    assert "deadline" in {fault.value for fault in faults}
    assert "heading" not in {fault.value for fault in faults}
    assert "contact.phone" not in {fault.value for fault in faults}


@pytest.mark.parametrize("content", [b"", b"PK not a zip", b"%PDF-1.7"])
def test_a_file_that_is_no_word_document_is_named(tmp_path, content):
    (tmp_path / "mal.docx").write_bytes(content)
    (fault,) = check_template(tmp_path / "mal.docx", LetterKind.PLACE)
    assert str(fault.message).startswith("The template is no Word document")


def test_an_archive_without_a_body_is_no_word_document(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    (tmp_path / "mal.docx").write_bytes(out.getvalue())
    (fault,) = check_template(tmp_path / "mal.docx", LetterKind.PLACE)
    assert fault.file == "mal.docx"


def test_a_template_that_is_not_there_is_named(tmp_path):
    (fault,) = check_template(tmp_path / "mal.docx", LetterKind.PLACE)
    assert (fault.file, str(fault.message)) == ("mal.docx", "The template cannot be read: No such file or directory.")


def test_tags_that_word_has_split_over_runs_are_read_as_one(tmp_path):
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("Frist: {", "{ dead", "line }", "}"):
        paragraph.add_run(piece)
    document.save(tmp_path / "mal.docx")
    assert faults_of(tmp_path / "mal.docx") == []
    assert "deadline" not in {fault.value for fault in check_template(tmp_path / "mal.docx", LetterKind.REMINDER)}
