"""Fills blank forms as senders do: in Word, in a PDF viewer, in Excel.

Values are text by contract key; ticks are True or False.
Written against the formats, not against the code that draws the blanks, so that the two check each other.
"""

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

import openpyxl
import pikepdf
from lxml import etree

from pipeline.form.archive import with_fixed_dates

Values = Mapping[str, str | bool]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT = "word/document.xml"
ROW = re.compile(r"(member|indicator|task|score)_(\d+)_(\w+)")
"""The keys of counted rows, on all forms."""


# --- Word ----------------------------------------------------------------------------------------------------------------


def fill_docx(blank: bytes, values: Values, *, tags_as_word_copies_them: bool = False) -> bytes:
    """`blank` with `values` written into its content controls, found by tag.

    Members (or other counted rows) that the form has no row for get rows added with Word's «+». Word copies the tags of the row
    unchanged, which `tags_as_word_copies_them` shows; otherwise the added rows are numbered on (`member_11_…`).
    """
    root = document_xml(blank)
    last = max(rows_of_members(root), default=0)
    added = {(m[1], int(m[2])) for m in map(ROW.fullmatch, values) if m and int(m[2]) > last}
    items = [_added_row(root, name, last, number) for name, number in sorted(added)]
    controls = controls_by_tag(root)
    for key, value in values.items():
        _fill_control(controls[key][0], value)
    if tags_as_word_copies_them:
        for item in items:
            for tag in item.iter(f"{W}tag"):
                tag.set(f"{W}val", ROW.sub(rf"\1_{last}_\3", tag.get(f"{W}val")))
    return with_fixed_dates(blank, {DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def document_xml(docx: bytes) -> etree._Element:
    """The main part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(DOCUMENT))


def controls_by_tag(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Every content control that takes a value, by its tag, in document order."""
    found: dict[str, list[etree._Element]] = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and control.find(f"{W}sdtPr/{W15}repeatingSection") is None:
            found.setdefault(tag.get(f"{W}val"), []).append(control)
    return found


def control_value(control: etree._Element) -> str | bool:
    """What a person sees in a content control; "" while it shows its placeholder."""
    checked = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
    if checked is not None:
        return checked.get(f"{W14}val") == "1"
    if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        return ""
    return "".join(_letters(control.find(f"{W}sdtContent")))


def _letters(content: etree._Element) -> Iterator[str]:
    for element in content.iter(f"{W}t", f"{W}br", f"{W}tab"):
        yield {f"{W}br": "\n", f"{W}tab": "\t"}.get(element.tag, element.text or "")


def rows_of_members(root: etree._Element) -> set[int]:
    """The numbers of the counted rows: on the registration form those of the members."""
    return {int(m[2]) for m in map(ROW.fullmatch, controls_by_tag(root)) if m}


def _fill_control(control: etree._Element, value: str | bool) -> None:
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    run = content.find(f"{W}r")
    if isinstance(value, bool):
        box = properties.find(f"{W14}checkbox")
        box.find(f"{W14}checked").set(f"{W14}val", "1" if value else "0")
        shown = box.find(f"{W14}checkedState" if value else f"{W14}uncheckedState").get(f"{W14}val")
        run.find(f"{W}t").text = chr(int(shown, 16))
        return
    for placeholder in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(placeholder)
    for child in list(content):
        content.remove(child)
    content.append(_run(value))


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t", {XML_SPACE: "preserve"}).text = line
    return run


def _added_row(root: etree._Element, name: str, last: int, number: int) -> etree._Element:
    """A copy of the last repeating row, empty, at the end of its section, its tags numbered on."""
    control = next(controls[0] for tag, controls in controls_by_tag(root).items() if tag.startswith(f"{name}_{last}_"))
    item = next(a for a in control.iterancestors(f"{W}sdt") if a.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None)
    new = copy.deepcopy(item)
    for offset, identity in enumerate(new.iter(f"{W}id")):
        identity.set(f"{W}val", str(900_000_000 + 100 * number + offset))
    for tag in new.iter(f"{W}tag"):
        tag.set(f"{W}val", ROW.sub(rf"\1_{number}_\3", tag.get(f"{W}val")))
    item.getparent().append(new)
    return new


# --- PDF -----------------------------------------------------------------------------------------------------------------


def fill_pdf(blank: bytes, values: Values) -> bytes:
    """`blank` with `values` in its fields. Text is left for the viewer to draw (NeedAppearances).

    Members that the form has no row for get fields below the last row, named alike.
    """
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        fields = fields_by_name(pdf)
        for key in values:
            if key not in fields:
                fields[key] = _added_field(pdf, fields, key)
        for key, value in values.items():
            _fill_field(fields[key], value)
        pdf.Root.AcroForm.NeedAppearances = True
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def fields_by_name(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The form's fields by their names."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def field_value(field: pikepdf.Object) -> str | bool:
    """What a PDF field holds."""
    value = field.get("/V")
    if field.FT == "/Btn":
        return value is not None and value != "/Off"
    return "" if value is None else str(value)


def _fill_field(field: pikepdf.Object, value: str | bool) -> None:
    if isinstance(value, bool):
        on = next(name for name in field.AP.N if name != "/Off")
        field.V = field.AS = pikepdf.Name(on if value else "/Off")
        return
    field.V = pikepdf.String(value)
    if "/AP" in field:
        del field.AP


def _added_field(pdf: pikepdf.Pdf, fields: Mapping[str, pikepdf.Object], key: str) -> pikepdf.Object:
    match = ROW.fullmatch(key)
    assert match, f"the form has no {key}"
    last = max(int(m[2]) for m in map(ROW.fullmatch, fields) if m and not fields[m[0]].get("/Added"))
    like = fields[f"{match[1]}_{last}_{match[3]}"]
    left, low, right, high = (float(edge) for edge in like.Rect)
    down = (int(match[2]) - last) * (abs(high - low) + 4)
    field = pdf.make_indirect(pikepdf.Dictionary(like))
    field.T, field.Added = pikepdf.String(key), True
    field.TU = pikepdf.String(str(like.TU).replace(str(last), match[2], 1))
    field.Rect = pikepdf.Array([left, low - down, right, high - down])
    del field.StructParent
    like.P.Annots.append(field)
    pdf.Root.AcroForm.Fields.append(field)
    return field


# --- Excel ---------------------------------------------------------------------------------------------------------------


def fill_xlsx(blank: bytes, values: Values) -> bytes:
    """`blank` with `values` in its named cells; members beyond the named rows go into the open rows below them."""
    book = openpyxl.load_workbook(io.BytesIO(blank), rich_text=True)
    cells = named_cells(book)
    for key, value in values.items():
        _fill_cell(cells[key] if key in cells else _cell_below(cells, key), value)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        core = re.sub(rb"<dcterms:(created|modified)\b[^>]*>.*?</dcterms:\1>", b"", archive.read("docProps/core.xml"))
    return with_fixed_dates(out.getvalue(), {"docProps/core.xml": core})


def named_cells(book: openpyxl.Workbook) -> dict[str, openpyxl.cell.Cell]:
    """Every cell that has a name, by it."""
    places = {name: next(iter(defined.destinations)) for name, defined in book.defined_names.items()}
    return {name: book[sheet][place.replace("$", "")] for name, (sheet, place) in places.items()}


def _fill_cell(cell: openpyxl.cell.Cell, value: str | bool) -> None:
    assert not cell.protection.locked, f"{cell.coordinate} is locked"
    if isinstance(value, bool):
        cell.value = "ja" if value else "nei"
    elif cell.number_format != "@" and value.isdigit():
        cell.value = int(value)
    else:
        cell.value = value
        cell.data_type = "s"  # what is typed into a text cell stays text


def _cell_below(cells: Mapping[str, openpyxl.cell.Cell], key: str) -> openpyxl.cell.Cell:
    match = ROW.fullmatch(key)
    assert match, f"the form has no {key}"
    last = max(int(m[2]) for m in map(ROW.fullmatch, cells) if m)
    return cells[f"{match[1]}_{last}_{match[3]}"].offset(row=int(match[2]) - last)
