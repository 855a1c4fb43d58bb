"""The registry of the second set: every layout by the name of the function that draws it, which also tells its purpose."""

from __future__ import annotations

from others.layout import Layout
from others.second import (
    docx_fields,
    docx_letters,
    docx_lines,
    docx_lists,
    docx_oddities,
    docx_people,
    docx_tables,
    docx_traps,
    exports,
    lists,
    mails,
    mails_more,
    workbooks,
)

DRAWN = {
    "docx": (
        *docx_tables.FORMS,
        *docx_people.FORMS,
        *docx_lines.FORMS,
        *docx_lists.FORMS,
        *docx_fields.FORMS,
        *docx_letters.FORMS,
        *docx_oddities.FORMS,
        *docx_traps.FORMS,
    ),
    "xlsx": (*workbooks.FORMS, *lists.FORMS, *exports.FORMS),
    "eml": (*mails.FORMS, *mails_more.FORMS),
}


QUICK = {
    make.__name__: Layout(why=(make.__doc__ or "").rstrip("."), ending=ending, make=make)
    for ending, makes in DRAWN.items()
    for make in makes
}
SAVED_AS = {
    "s_odt_two_columns": ("s_docx_two_columns", "odt"),
    "s_odt_controls_unnamed": ("s_docx_controls_unnamed", "odt"),
    "s_odt_headings": ("s_docx_headings", "odt"),
    "s_odt_text_boxes": ("s_docx_text_boxes", "odt"),
    "s_doc_one_table": ("s_docx_one_table", "doc"),
    "s_doc_word97": ("s_docx_word97", "doc"),
    "s_doc_role_heads": ("s_docx_role_heads", "doc"),
    "s_rtf_four_columns": ("s_docx_four_columns", "rtf"),
    "s_rtf_letter": ("s_docx_letter", "rtf"),
    "s_rtf_person_blocks": ("s_docx_person_blocks", "rtf"),
    "s_xls_middle": ("s_xlsx_middle", "xls"),
    "s_xls_row_per_person": ("s_xlsx_row_per_person", "xls"),
    "s_ods_labels_above": ("s_xlsx_labels_above", "ods"),
    "s_ods_two_columns_of_labels": ("s_xlsx_two_columns_of_labels", "ods"),
}
OFFICE = {
    name: Layout(
        why=f"{QUICK[source].why}; saved as .{ending}", ending=QUICK[source].ending, make=QUICK[source].make, converted=ending
    )
    for name, (source, ending) in SAVED_AS.items()
}
LAYOUTS = {**QUICK, **OFFICE}
