"""What a Word file of ours carries beside its text: styles, language, footer, properties, building blocks for placeholders.

python-docx starts every document from a template of its own, with an American default language, a thumbnail, a stranger's
properties and a hundred table styles: all that is taken out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from lxml import etree

from pipeline.form import content_control as cc
from pipeline.form.layout import OF_PAGES, PAGE, Blank
from pipeline.form.wordml import W14_NS, W15_NS, W_NS, Element, Vocabulary, W, attributes, run, val

FORM_PROPERTY = "kull.form"
REGISTRATION_PROPERTY, ANSWERED_FORM_PROPERTY, ASKED_PROPERTY = "kull.registration", "kull.answers", "kull.asked"
"""What a return form carries beside: the registration's id, the form that it was made from, the keys that were empty."""

MC_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT_NS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CUSTOM_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one that ECMA-376 gives for custom properties
NEWEST_LAYOUT = 15  # Word 2013 and later; below it, repeating rows cannot be added to
SUPERFLUOUS = frozenset({"stylesWithEffects", "customXml", "numbering", "thumbnail", "webSettings", "fontTable", "theme"})


def furnish(document: WordDocument, blank: Blank) -> None:
    """Give `document`, whose body stands, all that the form carries beside it."""
    _take_out_superfluous_parts(document)
    _set_styles(document, blank.locale)
    _set_settings(document, blank.locale)
    _set_footer(document, blank)
    _set_core_properties(document, blank)
    _add_custom_properties(document, {FORM_PROPERTY: blank.identity, **_reply_properties(blank)})
    _add_building_blocks(document, blank)
    _declare_extensions(document.element)


def _take_out_superfluous_parts(document: WordDocument) -> None:
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.rsplit("/", 1)[-1] in SUPERFLUOUS]:
            del relations[key]


def _styles(locale: str) -> Element:
    root = etree.fromstring((files("pipeline.form") / "design" / "styles.xml").read_bytes())
    for language in root.iter(f"{{{W_NS}}}lang"):
        for name, value in attributes(val=locale, eastAsia=locale).items():
            language.set(name, value)
    return root


def _set_styles(document: WordDocument, locale: str) -> None:
    _replace_content(document.styles.element, _styles(locale))


def _set_settings(document: WordDocument, locale: str) -> None:
    compatible = attributes(name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=NEWEST_LAYOUT)
    settings = W.settings(
        W.zoom(attributes(percent=100)),
        W.defaultTabStop(val(709)),
        W.characterSpacingControl(val("doNotCompress")),
        W.compat(W.compatSetting(compatible)),
        W.themeFontLang(val(locale)),
        W.decimalSymbol(val(",")),
        W.listSeparator(val(";")),
    )
    _replace_content(document.settings.element, settings)


def _replace_content(element: Element, new: Element) -> None:
    element.clear()
    element.extend(new)


def _set_footer(document: WordDocument, blank: Blank) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer._element  # noqa: SLF001 - python-docx has no public way to a footer's XML
    element.clear()
    page, of = (words[blank.language] for words in (PAGE, OF_PAGES))
    pages = (run(f" · {page} "), _field("PAGE"), run(f" {of} "), _field("NUMPAGES"))
    element.append(W.p(W.pPr(W.pStyle(val("Footer"))), run(blank.footer), *pages))


def _field(instruction: str) -> Element:
    return W.fldSimple(attributes(instr=f" {instruction} "), run("1"))


def _set_core_properties(document: WordDocument, blank: Blank) -> None:
    """Title, author and language; no dates, since a form that is the same bytes each time has no time of making."""
    properties = document.core_properties
    properties.title = f"{blank.title} – {blank.cohort.network}"
    properties.author = blank.cohort.organiser
    properties.language = blank.locale
    properties.comments = ""
    element = properties._element  # noqa: SLF001 - python-docx can set dates but not remove them
    for child in list(element):
        if etree.QName(child).localname in {"created", "modified", "revision"}:
            element.remove(child)


def _reply_properties(blank: Blank) -> dict[str, str]:
    to = blank.reply_to
    if to is None:
        return {}
    return {
        REGISTRATION_PROPERTY: to.registration,
        ANSWERED_FORM_PROPERTY: to.form,
        ASKED_PROPERTY: " ".join(sorted(to.asked)),
    }


def _add_custom_properties(document: WordDocument, values: Mapping[str, str]) -> None:
    custom, variant = Vocabulary(CUSTOM_NS, "cp"), Vocabulary(VT_NS, "vt")
    # The numbers of custom properties begin with 2 (ECMA-376, part 4, custom properties).
    root = custom.Properties(
        *(
            custom.property(variant.lpwstr(value), fmtid=CUSTOM_FORMAT_ID, pid=str(number), name=name)
            for number, (name, value) in enumerate(values.items(), start=2)
        )
    )
    package = document.part.package
    package.relate_to(PackagePart(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, _xml(root), package), CUSTOM_RELATION)


def _add_building_blocks(document: WordDocument, blank: Blank) -> None:
    """The glossary part: from it Word puts a placeholder back when a sender empties a control."""
    package = document.part.package
    blocks = W.docParts(*(_building_block(name, words[blank.language]) for words, name in cc.PLACEHOLDER_BLOCKS.items()))
    glossary_xml, styles_xml = _xml(W.glossaryDocument(blocks)), _xml(_styles(blank.locale))
    glossary = PackagePart(PackURI("/word/glossary/document.xml"), CT.WML_DOCUMENT_GLOSSARY, glossary_xml, package)
    glossary.relate_to(PackagePart(PackURI("/word/glossary/styles.xml"), CT.WML_STYLES, styles_xml, package), RT.STYLES)
    document.part.relate_to(glossary, RT.GLOSSARY_DOCUMENT)


def _building_block(name: str, text: str) -> Element:
    return W.docPart(
        W.docPartPr(
            W.name(val(name)),
            W.category(W.name(val("General")), W.gallery(val("placeholder"))),
            W.types(W.type(val("bbPlcHdr"))),
            W.behaviors(W.behavior(val("content"))),
        ),
        W.docPartBody(W.p(run(text, W.rStyle(val(cc.PLACEHOLDER_STYLE))))),
    )


def _declare_extensions(root: Element) -> None:
    """Say in the root which namespaces an older Word may pass over."""
    extensions = {"w14": W14_NS, "w15": W15_NS}
    etree.cleanup_namespaces(root, top_nsmap=extensions, keep_ns_prefixes=[*extensions, "r", "mc"])
    root.set(MC_IGNORABLE, " ".join(extensions))


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
