"""Word's own merge fields are filled in wherever they stand, in the looks of their results; what cannot be is named."""

import dataclasses
import datetime as dt
import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from letter_cohort import decision, letters, only, plan, registration
from word_fields import add, in_one_run, in_runs, new_document, saved, simple, text_box

from pipeline.errors import ConfigurationError
from pipeline.letter_record import LetterKind
from pipeline.letters.archive import read_members, write_members
from pipeline.letters.contexts import InvitationContext, PlaceContext, RecipientRow
from pipeline.letters.date_picture import in_picture, picture_fault
from pipeline.letters.engine import load_template
from pipeline.letters.finish import finish
from pipeline.letters.merge_fields import W
from pipeline.letters.templates import check_template

UNN, HELG, FIN = range(3)  # the recipients of the cohort; HELG writes nynorsk, FIN has no contact


def invitation(number=UNN):
    return letters(kinds=(LetterKind.INVITATION,))[number]


def a_template(tmp_path, document):
    path = tmp_path / "invitasjon.nb.docx"
    path.write_bytes(document if isinstance(document, bytes) else saved(document))
    return path


def merged(tmp_path, *codes, number=UNN, field=in_runs):
    """What each field gives in a letter, one a paragraph."""
    document = new_document()
    for code in codes:
        field(document.add_paragraph(), code)
    path = a_template(tmp_path, document)
    data = load_template(path, InvitationContext).render(invitation(number).context)
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def faults_of(tmp_path, document, kind=LetterKind.INVITATION):
    return [
        (fault.place, fault.value, str(fault.message))
        for fault in check_template(a_template(tmp_path, document), kind)
        if fault.place
    ]


ROW = {
    "MOTTAKERNAVN": "Universitetssykehuset Nord-Norge HF",
    "ADRESSE": "Fjellveien 3",
    "POSTNR": "9019",
    "POSTSTED": "Tromsø",
    "Kontakt": "Kjersti Myrnes",
    "epost": "postmottak@unn.example",
    "REF": "2025/311",
    "ORGNR": "983 974 899",
    "MÅLFORM": "bokmål",
}


@pytest.mark.parametrize("field", [simple, in_runs, in_one_run])
def test_every_column_of_the_recipients_list_is_filled_in_however_word_writes_the_field(tmp_path, field):
    assert merged(tmp_path, *(f" MERGEFIELD {name} " for name in ROW), field=field) == list(ROW.values())


@pytest.mark.parametrize(
    "code",
    ["MERGEFIELD POSTSTED", " mergefield poststed", ' MERGEFIELD  "POSTSTED"  \\* MERGEFORMAT ', "MERGEFIELD “Poststed”"],
)
def test_a_name_is_known_whatever_its_case_and_quotes(tmp_path, code):
    assert merged(tmp_path, code) == ["Tromsø"]


@pytest.mark.parametrize("code", ["contact.name", "CONTACT_NAME", "Contact_Name", '"Contact name"'])
def test_a_field_of_the_context_is_known_by_its_name_with_dots_or_flat(tmp_path, code):
    assert merged(tmp_path, f"MERGEFIELD {code}") == ["Marja Čáhci"]


@pytest.mark.parametrize("pieces", [["MERGE", "FIELD ", "POST", "STED"], list(" MERGEFIELD POSTSTED \\* Upper ")])
def test_a_code_that_word_has_split_over_runs_is_read_as_one(tmp_path, pieces):
    document = new_document()
    in_runs(document.add_paragraph("Til "), *pieces)
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    assert Document(io.BytesIO(data)).paragraphs[0].text.lower() == "til tromsø"


def test_a_field_without_a_result_is_filled_in_too(tmp_path):
    document = new_document()
    in_runs(document.add_paragraph(), "MERGEFIELD REF", separated=False)
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    assert Document(io.BytesIO(data)).paragraphs[0].text == "2025/311"


def test_fields_are_filled_in_beside_tags_and_other_fields_stay(tmp_path):
    document = new_document()
    paragraph = document.add_paragraph("{{ capacity }} plasser, ")
    simple(paragraph, "MERGEFIELD POSTSTED")
    paragraph.add_run(" side ")
    in_runs(paragraph, " PAGE ", shown="1")
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    body = read_members(data)["word/document.xml"].decode()
    assert Document(io.BytesIO(data)).paragraphs[0].text == "15 plasser, Tromsø side 1"
    assert (" PAGE " in body, "MERGEFIELD" in body) == (True, False)


def test_headers_footers_notes_tables_and_text_boxes_have_fields_too(tmp_path):
    document = new_document()
    for paragraph in (document.sections[0].header.paragraphs[0], document.sections[0].footer.paragraphs[0]):
        simple(paragraph, "MERGEFIELD POSTSTED")
    in_runs(document.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0], "MERGEFIELD POSTSTED")
    text_box(document.add_paragraph(), "MERGEFIELD POSTSTED")
    members = read_members(saved(document))
    note = b'<w:p><w:fldSimple w:instr="MERGEFIELD POSTSTED"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    for name in ("footnotes", "endnotes"):
        members[f"word/{name}.xml"] = b'<w:%s xmlns:w="%s">%s</w:%s>' % (name.encode(), W[1:-1].encode(), note, name.encode())
    template = load_template(a_template(tmp_path, write_members(members)), InvitationContext)
    made = read_members(template.render(invitation().context))
    found = {name: data.decode().count("Tromsø") for name, data in made.items() if b"Troms" in data}
    assert found == {
        "word/document.xml": 3,
        "word/header1.xml": 1,
        "word/footer1.xml": 1,
        "word/footnotes.xml": 1,
        "word/endnotes.xml": 1,
    }


# --- looks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "bold", "italic"), [("", True, None), ("\\* MERGEFORMAT", True, None), ("\\* CHARFORMAT", None, True)]
)
def test_a_value_looks_as_the_result_did_or_as_the_code_when_that_is_asked_for(tmp_path, switch, bold, italic):
    document = new_document()
    in_runs(document.add_paragraph(), f"MERGEFIELD REF {switch}", looks="<w:b/>", code_looks="<w:i/>")
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    (run,) = Document(io.BytesIO(data)).paragraphs[0].runs
    assert (run.text, run.bold, run.italic) == ("2025/311", bold, italic)


def test_a_field_in_runs_that_has_no_result_looks_like_its_code(tmp_path):
    document = new_document()
    in_runs(document.add_paragraph(), "MERGEFIELD REF", code_looks="<w:i/>", separated=False)
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    assert Document(io.BytesIO(data)).paragraphs[0].runs[0].italic


# --- switches ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("switches", "shown"),
    [
        ("\\* Upper", "REGIONALT LÆRINGSNETTVERK TØRN – KULL 2"),
        ("\\* LOWER", "regionalt læringsnettverk tørn – kull 2"),
        ("\\*FirstCap", "Regionalt læringsnettverk Tørn – kull 2"),
        ("\\* Lower \\* Caps", "Regionalt Læringsnettverk Tørn – Kull 2"),
        ("\\* lower \\* FirstCap \\* MERGEFORMAT", "Regionalt læringsnettverk tørn – kull 2"),
        ('\\b "For " \\f "!"', "For Regionalt læringsnettverk Tørn – kull 2!"),
    ],
)
def test_a_switch_gives_the_value_another_form(tmp_path, switches, shown):
    assert merged(tmp_path, f"MERGEFIELD COHORT {switches}") == [shown]


def test_words_around_a_field_are_only_there_when_it_says_something(tmp_path):
    code = 'MERGEFIELD Kontakt \\b "v/ " \\f "."'
    assert [merged(tmp_path, code, number=number) for number in (UNN, FIN)] == [["v/ Kjersti Myrnes."], [""]]


@pytest.mark.parametrize("around", ["{{ x }} ", "{% if %}", "«A» & <b> ", "100 % ”", "‘’ “ ”", '\\" ', "æøå čđŋ \U0001f600 "])
def test_words_around_a_field_come_out_exactly(tmp_path, around):
    assert merged(tmp_path, f'MERGEFIELD REF \\b "{around}"') == [around.replace("\\", "") + "2025/311"]


@given(value=st.text(alphabet="{}%#<>&«»\"'’\\_ nNæ\n", min_size=1, max_size=30))
def test_every_value_comes_out_of_a_merge_field_exactly(tmp_path_factory, value):
    document = new_document()
    in_runs(document.add_paragraph(), 'MERGEFIELD KONTAKT \\b "v/ "')
    template = load_template(a_template(tmp_path_factory.mktemp("mal"), document), InvitationContext)
    context = dataclasses.replace(invitation().context, recipient=RecipientRow(contact=value))
    assert Document(io.BytesIO(template.render(context))).paragraphs[0].text == f"v/ {value}"


# --- dates ---------------------------------------------------------------------------------------------------------------

MONTHS = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"]
WEEKDAYS = {
    "nb": ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    "nn": ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"],
}


def test_a_date_is_written_in_the_letters_language_whatever_the_machines(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    code = 'MERGEFIELD DATO \\@ "dddd d. MMMM yyyy"'
    assert [merged(tmp_path, code, number=number) for number in (UNN, HELG)] == [
        ["torsdag 8. mai 2025"],
        ["torsdag 8. mai 2025"],
    ]
    monday = dt.date(2025, 5, 5)
    assert [in_picture(monday, "dddd", language) for language in ("nb", "nn")] == ["mandag", "måndag"]


def test_the_day_without_a_picture_is_written_in_words(tmp_path):
    assert merged(tmp_path, "MERGEFIELD DATO", "MERGEFIELD dato \\* Upper") == ["8. mai 2025", "8. MAI 2025"]


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), language=st.sampled_from(["nb", "nn"]))
def test_each_piece_of_a_picture_is_that_of_the_day(day, language):
    pieces = {
        "d": str(day.day),
        "dd": f"{day.day:02}",
        "dddd": WEEKDAYS[language][day.weekday()],
        "M": str(day.month),
        "MM": f"{day.month:02}",
        "MMMM": MONTHS[day.month - 1],
        "yy": f"{day.year % 100:02}",
        "yyyy": str(day.year),
    }
    for picture, written in pieces.items():
        assert in_picture(day, picture, language) == written
    assert in_picture(day, "'den' d. MMMM yyyy", language) == f"den {day.day}. {MONTHS[day.month - 1]} {day.year}"
    assert in_picture(day, "dd.MM.yyyy", language) == f"{day.day:02}.{day.month:02}.{day.year}"
    assert WEEKDAYS[language][day.weekday()].startswith(in_picture(day, "ddd", language).rstrip("."))
    assert MONTHS[day.month - 1].startswith(in_picture(day, "MMM", language).rstrip("."))


@given(st.text(alphabet=" .,-/:'(){}%«»0123", max_size=12))
def test_what_is_no_day_month_or_year_stands_as_it_is(words):
    quoted = words.count("'") % 2 == 0
    assert not quoted or in_picture(dt.date(2025, 5, 8), f"d{words}", "nb") == f"8{words.replace(chr(39), '')}"


@pytest.mark.parametrize(
    ("picture", "wrong"), [("HH.mm", "HH"), ("dd.MM.åååå", "åååå"), ("ddddd", "ddddd"), ("den d", "e"), ("y", "y")]
)
def test_a_picture_that_asks_for_something_else_is_named(tmp_path, picture, wrong):
    assert picture_fault(picture) == wrong
    document = new_document()
    in_runs(document.add_paragraph(), f'MERGEFIELD DATO \\@ "{picture}"')
    ((_, value, message),) = faults_of(tmp_path, document)
    assert (value, "is no day, month or year" in message) == ("DATO", True)


# --- what cannot be ------------------------------------------------------------------------------------------------------


def test_an_unknown_field_is_a_fault_with_its_place_and_the_nearest_known_name(tmp_path):
    document = new_document()
    in_runs(document.add_paragraph("Til "), "MERGEFIELD MOTAKERNAVN", shown="«MOTAKERNAVN»")
    simple(document.sections[0].header.paragraphs[0], "MERGEFIELD Skonummer", shown="«Skonummer»")
    assert sorted(faults_of(tmp_path, document)) == [
        (
            "document: «Til «MOTAKERNAVN»»",
            "MOTAKERNAVN",
            "The letter has nothing called «MOTAKERNAVN». Did you mean «MOTTAKERNAVN»?",
        ),
        ("header1: ««Skonummer»»", "Skonummer", "The letter has nothing called «Skonummer»."),
    ]
    with pytest.raises(ConfigurationError):
        load_template(tmp_path / "invitasjon.nb.docx", InvitationContext)


def test_a_field_that_only_another_kind_of_letter_has_is_unknown(tmp_path):
    document = new_document()
    simple(document.add_paragraph(), "MERGEFIELD PROJECT_TITLE")
    assert [value for _, value, _ in faults_of(tmp_path, document)] == ["PROJECT_TITLE"]
    assert faults_of(tmp_path, document, LetterKind.PLACE) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('MERGEFIELD DEADLINE \\@ "d.M"', "is words, which a date picture"),
        ("MERGEFIELD REF \\# 0.00", "The switch \\# of the merge field is not known"),
        ("MERGEFIELD REF \\m", "The switch \\m of the merge field is not known"),
        ("MERGEFIELD REF \\* Roman", "The switch \\* Roman of the merge field is not known"),
        ("MERGEFIELD REF og mer", "«og» in the code of the merge field belongs to nothing"),
        ('MERGEFIELD REF \\b "uten slutt', "belongs to nothing"),
        ("MERGEFIELD", "The letter has nothing called «»"),
        ("ADDRESSBLOCK \\f x", "The field ADDRESSBLOCK belongs to Word's own merge"),
        ("NEXT", "The field NEXT belongs to Word's own merge"),
    ],
)
def test_what_is_not_followed_is_named_and_never_blank(tmp_path, code, said):
    for field in (simple, in_runs):
        document = new_document()
        field(document.add_paragraph(), code)
        ((_, _, message),) = faults_of(tmp_path, document)
        assert said in message


def test_a_merge_field_in_the_code_of_another_field_is_named(tmp_path):
    document = new_document()
    paragraph = document.add_paragraph()
    in_runs(paragraph, " IF ", separated=False, ended=False)
    in_runs(paragraph, "MERGEFIELD Kontakt", shown="")
    in_runs(paragraph, "PAGE", shown="")
    in_runs_end(paragraph, ' = "" "Til postmottak" "" ', "Til postmottak")
    ((_, value, message),) = faults_of(tmp_path, document)
    assert (value, "in the code of another field (IF)" in message) == ("Kontakt", True)


def in_runs_end(paragraph, code, shown):
    """The rest of a field that was begun: more of its code, its result and its end."""
    document = Document()
    in_runs(document.add_paragraph(), code, shown=shown)
    for run in document.paragraphs[0]._p.findall(f"{W}r")[1:]:
        paragraph._p.append(run)


def test_a_merge_field_in_the_result_of_another_field_is_filled_in(tmp_path):
    document = new_document()
    paragraph = document.add_paragraph()
    in_runs(paragraph, ' HYPERLINK "https://x.example" ', separated=False, ended=False)
    add(paragraph, f'<w:r xmlns:w="{W[1:-1]}"><w:fldChar w:fldCharType="separate"/></w:r>')
    in_runs(paragraph, "MERGEFIELD POSTSTED")
    add(paragraph, f'<w:r xmlns:w="{W[1:-1]}"><w:fldChar w:fldCharType="end"/></w:r>')
    data = load_template(a_template(tmp_path, document), InvitationContext).render(invitation().context)
    assert Document(io.BytesIO(data)).paragraphs[0].text == "Tromsø"


def test_a_field_that_does_not_end_in_its_paragraph_is_named(tmp_path):
    document = new_document()
    in_runs(document.add_paragraph("Til "), "MERGEFIELD REF", ended=False)
    document.add_paragraph("Neste avsnitt")
    ((_, value, message),) = faults_of(tmp_path, document)
    assert (value, "does not end in the paragraph" in message) == ("REF", True)


# --- the letter ----------------------------------------------------------------------------------------------------------


def own_template(tmp_path):
    """An office's own invitation: only the recipient is merged, the rest stands in its own words."""
    document = new_document()
    for code in ("MOTTAKERNAVN", "ADRESSE \\* Upper"):
        in_runs(document.add_paragraph(), f"MERGEFIELD {code}")
    paragraph = document.add_paragraph()
    simple(paragraph, "MERGEFIELD POSTNR")
    paragraph.add_run(" ")
    simple(paragraph, "MERGEFIELD POSTSTED")
    simple(document.add_paragraph("Deres ref: "), "MERGEFIELD REF")
    in_runs(document.add_paragraph("Bodø, "), 'MERGEFIELD DATO \\@ "dd.MM.yyyy"')
    document.add_heading("Velkommen til læringsnettverket", 1)
    document.add_paragraph("Meld dere på innen 1. mai.")
    return a_template(tmp_path, document)


def test_an_offices_own_template_works_as_it_is_and_what_it_says_itself_is_named(tmp_path):
    path = own_template(tmp_path)
    (warning,) = check_template(path, LetterKind.INVITATION)
    assert warning.warning
    assert "deadline" in str(warning.message)
    for number in (UNN, HELG, FIN):
        assert finish(invitation(number), path).faults == ()


def test_what_differs_from_letter_to_letter_must_be_merged_also_in_an_offices_own_template(tmp_path):
    document = new_document()
    simple(document.add_paragraph(), "MERGEFIELD MOTTAKERNAVN")
    found = [fault for fault in check_template(a_template(tmp_path, document), LetterKind.PLACE) if not fault.warning]
    assert str(found[0].message).endswith("all of the address: MOTTAKERNAVN, ADRESSE, POSTNR, POSTSTED.")
    assert [fault.value for fault in found] == ["addressee[]", "project.id", "project.title", "project.trust", "reasons[]"]


def test_the_proof_looks_for_a_merged_value_in_the_form_in_which_it_is_printed(tmp_path):
    path = own_template(tmp_path)
    data = finish(invitation(), path).data
    lost = {"FJELLVEIEN 3": "recipient.address", "08.05.2025": "properties.dated", "Tromsø": "recipient.city"}
    for shown, field in lost.items():
        members = read_members(data)
        assert shown in members["word/document.xml"].decode()
        spoilt = write_members(
            {**members, "word/document.xml": members["word/document.xml"].decode().replace(shown, "").encode()}
        )
        assert [fault.field for fault in proved(spoilt, path)] == [field]


def proved(data, path):
    from pipeline.letters.proof import read_back
    from pipeline.letters.templates import optional_left_out, shown_forms

    template = load_template(path, InvitationContext)
    return read_back(
        data,
        invitation(),
        left_out=optional_left_out(template, InvitationContext),
        forms=shown_forms(template, InvitationContext),
    ).faults


def test_a_letter_to_a_recipient_that_is_not_on_the_list_is_refused_not_left_blank(tmp_path):
    document = new_document()
    for name in ("MOTTAKERNAVN", "ADRESSE", "POSTNR", "POSTSTED", "KONTAKT", "PROJECT_ID", "PROJECT_TITLE", "PROJECT_TRUST"):
        simple(document.add_paragraph(), f"MERGEFIELD {name}")
    document.add_paragraph("{{ reasons | join('; ') }}")
    path = a_template(tmp_path, document)
    known, unknown = (only(LetterKind.PLACE, registration(name), decided=plan(decision(name))) for name in ("UNN-1", "X-1"))
    assert finish(known, path).faults == ()
    assert {fault.field for fault in finish(unknown, path).faults} == {
        "recipient.name",
        "recipient.address",
        "recipient.postal_code",
        "recipient.city",
    }


def test_the_paths_of_lists_and_templates_that_word_remembers_do_not_leave_with_a_letter(tmp_path):
    document = new_document()
    simple(document.add_paragraph(), "MERGEFIELD REF")
    members = read_members(saved(document))
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    merge = (
        f'<w:attachedTemplate xmlns:r="{relation}" r:id="rId7"/>'
        f'<w:mailMerge xmlns:r="{relation}"><w:mainDocumentType w:val="formLetters"/><w:query w:val="Hemmelig"/>'
        '<w:dataSource r:id="rId9"/><w:odso><w:recipientData r:id="rId8"/></w:odso></w:mailMerge>'
    )
    settings = members["word/settings.xml"].decode().replace("</w:settings>", f"{merge}</w:settings>")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId9" Type="{relation}/mailMergeSource" Target="file:///C:/Hemmelig.xlsx" TargetMode="External"/>'
        f'<Relationship Id="rId7" Type="{relation}/attachedTemplate" Target="file:///C:/Hemmelig.dotm" TargetMode="External"/>'
        f'<Relationship Id="rId8" Type="{relation}/recipientData" Target="recipientData.xml"/></Relationships>'
    )
    override = '<Override PartName="/word/recipientData.xml" ContentType="application/xml"/></Types>'
    path = a_template(
        tmp_path,
        write_members(
            {
                **members,
                "word/settings.xml": settings.encode(),
                "word/_rels/settings.xml.rels": relations.encode(),
                "word/recipientData.xml": b"<x>Hemmelig</x>",
                "[Content_Types].xml": members["[Content_Types].xml"].decode().replace("</Types>", override).encode(),
            }
        ),
    )
    made = read_members(load_template(path, InvitationContext).render(invitation().context))
    assert [
        name for name, data in made.items() if b"Hemmelig" in data or b"mailMerge" in data or b"recipientData" in data
    ] == []
    assert b"attachedTemplate" not in made["word/settings.xml"]
    assert Document(io.BytesIO(write_members(made))).paragraphs[0].text == "2025/311"


def test_a_template_of_jinja_tags_alone_is_held_to_say_everything(tmp_path):
    document = new_document()
    document.add_paragraph("{{ recipient.name }}, {{ recipient.address }}, {{ recipient.postal_code }} {{ recipient.city }}")
    faults = {fault.value for fault in check_template(a_template(tmp_path, document), LetterKind.INVITATION)}
    assert "deadline" in faults
    assert "addressee[]" not in faults


def test_place_letters_know_their_recipients_row():
    context = only(LetterKind.PLACE, registration("HELG-1"), decided=plan(decision("HELG-1"))).context
    assert isinstance(context, PlaceContext)
    assert (context.recipient.name, context.recipient.language) == ("Helgelandssykehuset HF", "nynorsk")


def test_a_comment_in_a_template_is_put_before_a_person_but_stops_no_letter(tmp_path):
    path = own_template(tmp_path)
    document = Document(path)
    document.add_comment(document.paragraphs[0].runs, "Husk å spørre Kari", author="x")
    document.save(path)
    assert [fault.place for fault in check_template(path, LetterKind.INVITATION) if fault.place] == [
        "comments: «Husk å spørre Kari»"
    ]
    assert all(fault.warning for fault in check_template(path, LetterKind.INVITATION))
