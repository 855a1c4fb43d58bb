"""What WeasyPrint's form fields lack: names, tooltips, choices, states, a font that holds every letter, pictures, identity.

The page description and the tags are WeasyPrint's; here every field of the AcroForm gets its contract key, a tooltip that says
in full what it asks for (PDF/UA-1, 7.18.4), its value and appearance.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from pipeline.form.definition import Kind
from pipeline.form.layout import MISSING_MARK, Blank, Control, State
from pipeline.form.pdf_appearance import (
    PICTURE_FONT,
    TYPING_FONT,
    TextBox,
    default_appearance,
    text_appearance,
    tick_appearance,
)
from pipeline.form.pdf_font import FIRST, LAST, LETTERS, SAMI, FormFont, form_font

INFO_KEY = "/KullForm"
XMP_NS, XMP_KEY = "urn:kull:form:", "form"
TICKED, UNTICKED = Name.Ja, Name.Off
CROSS = "8"  # in the font ZapfDingbats
NOTHING_CHOSEN = " "  # an entry with which a sender takes a choice back

READ_ONLY, REQUIRED, MULTILINE, COMBO = 1 << 0, 1 << 1, 1 << 12, 1 << 17
NONSYMBOLIC, SYMBOLIC = 1 << 5, 1 << 2  # flags of a font, not of a field
CMAP_CHUNK = 100  # the most entries that one block of a CMap may have


def finish_form(drawn: bytes, blank: Blank) -> bytes:
    """The PDF that WeasyPrint drew for `blank`, as a form that can be filled in, the same bytes each time.

    Raises `ValueError` when the drawing has other fields than the blank.
    """
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        writer = _Fields(pdf, blank)
        writer.write()
        _identify(pdf, blank)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


class _Fields:
    """Writes the controls of a blank into the fields of a PDF."""

    def __init__(self, pdf: pikepdf.Pdf, blank: Blank) -> None:
        self.pdf, self.blank = pdf, blank
        self.form = pdf.Root.AcroForm
        self.fields = {str(field.T): field for field in self.form.Fields}
        self.controls = {item.key: item for item in blank.controls()}
        self.narrow = {item.key for part in blank.parts if part.table for row in part.rows for item in row}
        if self.fields.keys() != self.controls.keys() or len(self.form.Fields) != len(self.controls):
            raise ValueError(f"drawn and meant fields differ: {sorted(self.fields.keys() ^ self.controls.keys())}")
        file = _drawn_font_file(self.form)
        self.font = form_font(file.read_bytes(), _letters_shown(blank))
        file.write(self.font.file)
        self.form.DR = Dictionary(Font=_form_fonts(pdf, self.font, file))
        self.all_pictured = True

    def write(self) -> None:
        for key, item in self.controls.items():
            self._write_field(self.fields[key], item)
        self.form.DA = String(default_appearance(shrinks=False))
        self.form.NeedAppearances = not self.all_pictured

    def _write_field(self, field: pikepdf.Object, item: Control) -> None:
        field.TU = String(_tooltip(item, self.blank.language))
        field.Ff = _flags(item)
        if item.kind is Kind.TICK:
            self._write_tick(field, item)
        else:
            self._write_text(field, item)

    def _write_tick(self, field: pikepdf.Object, item: Control) -> None:
        width, height = _size(field)
        state = TICKED if item.ticked else UNTICKED
        field.V = field.AS = state
        field.MK = Dictionary(CA=String(CROSS))
        states = {str(TICKED): tick_appearance(min(width, height)), str(UNTICKED): b""}
        field.AP = Dictionary(N=Dictionary({name: self._picture(field, content) for name, content in states.items()}))

    def _write_text(self, field: pikepdf.Object, item: Control) -> None:
        shrinks = item.long or (item.key in self.narrow and not item.options)
        field.DA = String(default_appearance(shrinks=shrinks))
        if item.options:
            field.Opt = Array([String(option) for option in _choices(item)])
        if item.text:
            field.V = String(item.text)
        elif Name.V in field:
            del field.V
        width, height = _size(field)
        content = text_appearance(item.text, TextBox(width=width, height=height, many_lines=item.long), self.font)
        if content is None:
            self.all_pictured = False
            return
        field.AP = Dictionary(N=self._picture(field, content))

    def _picture(self, field: pikepdf.Object, content: bytes) -> pikepdf.Object:
        width, height = _size(field)
        box = Array([0, 0, width, height])
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=self.form.DR)


def _letters_shown(blank: Blank) -> str:
    """Every letter that may stand on the page in the form's font, so that none is cut out of it."""
    texts = [blank.title, blank.intro, blank.note, blank.footer, blank.cohort.network, blank.cohort.organiser]
    texts += [text for fact in blank.facts for text in fact]
    texts += [text for part in blank.parts for text in (part.title, part.intro, *part.headings)]
    texts += [text for item in blank.controls() for text in (item.label, item.help, item.text)]
    return "".join(sorted({letter for text in texts for letter in text}))


def _tooltip(item: Control, language: str) -> str:
    return f"{item.name} – {MISSING_MARK[language].lower()}" if item.state is State.MISSING else item.name


def _flags(item: Control) -> int:
    return (
        (READ_ONLY if item.state is State.LOCKED else 0)
        | (REQUIRED if item.required and item.state is not State.LOCKED else 0)
        | (MULTILINE if item.long else 0)
        | (COMBO if item.options else 0)
    )


def _choices(item: Control) -> tuple[str, ...]:
    """The choices; what was chosen in other words stands among them, so that it is not lost."""
    known = (NOTHING_CHOSEN, *item.options)
    return known if not item.text or item.text in known else (*known, item.text)


def _size(field: pikepdf.Object) -> tuple[float, float]:
    left, low, right, high = (float(edge) for edge in field.Rect)
    return abs(right - left), abs(high - low)


def _identify(pdf: pikepdf.Pdf, blank: Blank) -> None:
    pdf.docinfo[INFO_KEY] = blank.identity
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.register_xml_namespace(XMP_NS, "kull")
        metadata[f"{{{XMP_NS}}}{XMP_KEY}"] = blank.identity


def _drawn_font_file(form: pikepdf.Object) -> pikepdf.Object:
    """The TrueType file of the font in which WeasyPrint set the fields of `form`, whole because fields use it.

    Raises `ValueError` when that font is of another kind.
    """
    field = next(field for field in form.Fields if str(field.FT) == "/Tx")
    words = str(field.DA).split()
    descriptor = form.DR.Font[words[words.index("Tf") - 2]].DescendantFonts[0].FontDescriptor
    if Name.FontFile2 not in descriptor:
        raise ValueError(f"a form needs a TrueType font such as Liberation Sans, not {descriptor.FontName}")
    return descriptor.FontFile2


def _form_fonts(pdf: pikepdf.Pdf, font: FormFont, file: pikepdf.Object) -> pikepdf.Object:
    """The fonts that fields may name, both over `file`, and the one that viewers draw ticks with when they draw them anew."""
    file.Length1 = len(font.file)
    fonts = {TYPING_FONT: _simple(pdf, font, file), PICTURE_FONT: _composite(pdf, font, file), "ZaDb": _dingbats()}
    return Dictionary({f"/{name}": entry for name, entry in fonts.items()})


def _dingbats() -> pikepdf.Object:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats)


def _simple(pdf: pikepdf.Pdf, font: FormFont, file: pikepdf.Object) -> pikepdf.Object:
    differences = Array([entry for code, (_, glyph) in sorted(SAMI.items()) for entry in (code, Name(f"/{glyph}"))])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=_name(font),
            FirstChar=FIRST,
            LastChar=LAST,
            Widths=Array(font.widths),
            Encoding=Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=differences),
            FontDescriptor=_descriptor(pdf, font, file, NONSYMBOLIC),
            ToUnicode=pdf.make_stream(_to_unicode(LETTERS, 2)),
        )
    )


def _composite(pdf: pikepdf.Pdf, font: FormFont, file: pikepdf.Object) -> pikepdf.Object:
    advances = {font.glyphs[letter]: advance for letter, advance in font.advances.items()}
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=_name(font),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=Array([entry for glyph, advance in sorted(advances.items()) for entry in (glyph, Array([advance]))]),
        FontDescriptor=_descriptor(pdf, font, file, SYMBOLIC),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=_name(font),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(_by_glyph(font), 4)),
        )
    )


def _name(font: FormFont) -> Name:
    return Name(f"/KULLAA+{font.name}")


def _descriptor(pdf: pikepdf.Pdf, font: FormFont, file: pikepdf.Object, flags: int) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=_name(font),
            Flags=flags,
            FontBBox=Array(font.box),
            ItalicAngle=0,
            Ascent=font.ascent,
            Descent=font.descent,
            CapHeight=font.cap_height,
            StemV=80,
            FontFile2=file,
        )
    )


def _by_glyph(font: FormFont) -> dict[int, str]:
    """The letters by their glyph numbers; of two letters with one glyph the lower."""
    return {glyph: letter for letter, glyph in sorted(font.glyphs.items(), reverse=True)}


def _to_unicode(letters: Mapping[int, str], digits: int) -> bytes:
    """The CMap from codes of so many hexadecimal digits to letters; by it a viewer also finds the code of what is typed."""
    entries = [f"<{code:0{digits}X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in sorted(letters.items())]
    chunks = [entries[start : start + CMAP_CHUNK] for start in range(0, len(entries), CMAP_CHUNK)]
    blocks = "\n".join("\n".join((f"{len(chunk)} beginbfchar", *chunk, "endbfchar")) for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Kull def /CMapType 2 def\n"
        f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange\n{blocks}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
