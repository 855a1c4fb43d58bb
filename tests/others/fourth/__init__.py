"""A fourth collection: Word tables and workbooks that hospitals send, drawn by somebody who had not seen how grids are read."""

from others.fourth import lists, side_by_side, tables, workbooks
from others.layout import Layout

DRAWN = {
    "docx": (*tables.FORMS, *side_by_side.FORMS),
    "xlsx": (*workbooks.FORMS, *lists.FORMS),
}
LAYOUTS: dict[str, Layout] = {
    make.__name__: Layout(why=(make.__doc__ or "").rstrip("."), ending=ending, make=make)
    for ending, makes in DRAWN.items()
    for make in makes
}
