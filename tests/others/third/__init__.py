"""A third collection of others' forms in PDF, drawn by somebody who had seen neither reading nor the other collections.

`LAYOUTS` are made directly, `OFFICE` by LibreOffice, `SCANS` are pictures of the printed ones.
"""

from others.layout import Layout
from others.third import form_layouts, office, printed_layouts, scans

LAYOUTS: dict[str, Layout] = {**form_layouts.LAYOUTS, **printed_layouts.LAYOUTS}
OFFICE: dict[str, Layout] = office.LAYOUTS
SCANS: dict[str, Layout] = scans.LAYOUTS
