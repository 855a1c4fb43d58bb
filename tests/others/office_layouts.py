"""Forms that went through another office program: saved as .odt, .doc, .rtf, .ods, .xls, or printed to PDF by it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from others import docx_layouts, xlsx_layouts
from others.layout import Layout

SOURCES = {
    "odt_twocolumns": ("docx_twocolumns", "odt"),
    "odt_controls": ("docx_controls", "odt"),
    "odt_lines": ("docx_boldlabel", "odt"),
    "doc_fourcolumns": ("docx_fourcolumns", "doc"),
    "doc_legacy": ("docx_legacy", "doc"),
    "rtf_headings": ("docx_headings", "rtf"),
    "rtf_rolesprinted": ("docx_rolesprinted", "rtf"),
    "ods_secondsheet": ("xlsx_secondsheet", "ods"),
    "xls_rowperteam": ("xlsx_rowperteam", "xls"),
    "pdfoffice_twocolumns": ("docx_twocolumns", "pdf"),
    "pdfoffice_samecell": ("docx_samecell", "pdf"),
    "pdfoffice_tabs": ("docx_tabs", "pdf"),
    "pdfoffice_rolecrosses": ("docx_rolecrosses", "pdf"),
    "pdfoffice_letter": ("docx_letter", "pdf"),
    "pdfoffice_mix": ("docx_mix", "pdf"),
}
ALL = {**docx_layouts.LAYOUTS, **xlsx_layouts.LAYOUTS}
LAYOUTS = {
    name: Layout(
        why=f"{ALL[source].why}; saved as .{ending}", ending=ALL[source].ending, make=ALL[source].make, converted=ending
    )
    for name, (source, ending) in SOURCES.items()
}


def converted(files: Mapping[str, bytes], ending: str) -> dict[str, bytes]:
    """The files in another format, by one run of LibreOffice with a profile of its own; names keep their stems."""
    with TemporaryDirectory() as place:
        room = Path(place)
        for name, data in files.items():
            (room / name).write_bytes(data)
        program = [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{room}/profile",
            "--convert-to",
            ending,
            "--outdir",
            f"{room}/out",
        ]
        subprocess.run([*program, *(str(room / name) for name in files)], check=True, capture_output=True, timeout=600)
        return {path.name: path.read_bytes() for path in sorted((room / "out").iterdir())}
