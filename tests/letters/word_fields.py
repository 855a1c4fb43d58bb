"""Word templates with merge fields, as Word writes them: simple, and in runs with the code split as it pleases."""

import io
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

NS = nsdecls("w")


def simple(paragraph, code, shown="«X»", looks=""):
    """`w:fldSimple`."""
    run = f"<w:r><w:rPr>{looks}</w:rPr><w:t>{escape(shown)}</w:t></w:r>"
    paragraph._p.append(parse_xml(f"<w:fldSimple {NS} w:instr={quoteattr(code)}>{run}</w:fldSimple>"))


def in_runs(  # noqa: PLR0913 - all that differs from field to field
    paragraph, *pieces, shown="«X»", looks="", code_looks="", separated=True, ended=True
):
    """A field in runs, its code in `pieces`."""
    mark = '<w:fldChar w:fldCharType="{}"/>'.format
    runs = [
        ("", mark("begin")),
        *((code_looks, f'<w:instrText xml:space="preserve">{escape(one)}</w:instrText>') for one in pieces),
    ]
    runs += [("", mark("separate")), (looks, f"<w:t>{escape(shown)}</w:t>")] if separated else []
    runs += [("", mark("end"))] if ended else []
    for properties, content in runs:
        add(paragraph, f"<w:r {NS}><w:rPr>{properties}</w:rPr>{content}</w:r>")


def in_one_run(paragraph, code, shown="«X»"):
    """A field whose marks, code and result all stand in one run."""
    mark = '<w:fldChar w:fldCharType="{}"/>'.format
    content = (
        f"{mark('begin')}<w:instrText>{escape(code)}</w:instrText>{mark('separate')}<w:t>{escape(shown)}</w:t>{mark('end')}"
    )
    add(paragraph, f"<w:r {NS}><w:rPr><w:i/></w:rPr>{content}</w:r>")


def add(paragraph, xml):
    paragraph._p.append(parse_xml(xml))


def text_box(paragraph, code):
    """A text box with a field in it, as new Word draws it and as old Word does."""
    field = f"<w:p><w:fldSimple w:instr={quoteattr(code)}><w:r><w:t>«X»</w:t></w:r></w:fldSimple></w:p>"
    box = f"<w:txbxContent>{field}</w:txbxContent>"
    namespaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    drawn = f"<mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    add(paragraph, f"<w:r {NS} {namespaces}><mc:AlternateContent>{drawn}{old}</mc:AlternateContent></w:r>")


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def accessible(document, language="nb-NO"):
    """The document in the language of its letters, in a font that is everywhere."""
    defaults = document.styles.element.find(".//{*}docDefaults")
    for lang in defaults.iter("{*}lang"):
        lang.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", language)
    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        style.font.name, style.font.size = "Liberation Sans", Pt(11)
    return document


def new_document():
    return accessible(Document())
