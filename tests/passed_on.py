"""What other programs make of a filled form: LibreOffice, pypdf, pikepdf, pdfium, poppler."""

import io
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.soffice import Office, find_soffice

INFILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
EXPORTS = {
    "docx": {
        "docx": "docx:MS Word 2007 XML",
        "odt": "odt:writer8",
        "doc": "doc:MS Word 97",
        "rtf": "rtf:Rich Text Format",
        "pdf": "pdf:writer_pdf_Export",
    },
    "xlsx": {
        "xlsx": "xlsx:Calc MS Excel 2007 XML",
        "ods": "ods:calc8",
        "xls": "xls:MS Excel 97",
        "pdf": "pdf:calc_pdf_Export",
    },
}


def saved_by_libreoffice(files: Mapping[str, bytes], source: str, target: str) -> dict[str, bytes]:
    """Each file, opened as `source` and saved as `target` by one process."""
    soffice = find_soffice()
    assert soffice is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        office = Office(soffice=soffice, folder=Path(name), timeout_s=120)
        keys = list(files)
        paths = [folder / f"f{i:03}.original" for i in range(len(keys))]  # so that no file is saved over what it is made from
        for key, path in zip(keys, paths, strict=True):
            path.write_bytes(files[key])
        assert office.convert(paths, infilter=INFILTERS[source], export=EXPORTS[source][target]) == 0
        return {key: path.with_suffix(f".{target}").read_bytes() for key, path in zip(keys, paths, strict=True)}


def saved_by_pypdf(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    return _written(writer)


def appearances_by_pypdf(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    fields = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
    values = {name: field.get("/V", "") for name, field in fields.items() if field.get("/V") not in (None, "/Off")}
    writer.update_page_form_field_values(None, values, auto_regenerate=False)
    return _written(writer)


def _written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved_by_pikepdf(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    return out.getvalue()


def without_appearances(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.FT != "/Btn" and "/AP" in field:
                del field.AP
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def flattened_by_pdfium(content: bytes) -> bytes:
    """As Chrome prints it: pdfium draws the values, and they become part of the page."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    for number in range(len(document)):
        page = document[number]
        page.flatten(pdfium.FLAT_PRINT) if hasattr(page, "flatten") else pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_PRINT)
        page.close()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed_by_poppler(content: bytes) -> bytes:
    """As Evince and Okular print it."""
    done = subprocess.run(["pdftocairo", "-pdf", "-", "-"], input=content, capture_output=True, check=True, timeout=120)
    return done.stdout


KEEPS_CONTROLS: dict[str, Callable[[bytes], bytes]] = {
    "pypdf": saved_by_pypdf,
    "pypdf ap": appearances_by_pypdf,
    "pikepdf": saved_by_pikepdf,
    "no ap": without_appearances,
}
PRINTS: dict[str, Callable[[bytes], bytes]] = {"pdfium": flattened_by_pdfium, "poppler": printed_by_poppler}
