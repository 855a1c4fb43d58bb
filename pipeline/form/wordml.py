"""WordprocessingML: the few elements and attributes that a form is made of (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
W15_NS = "http://schemas.microsoft.com/office/word/2012/wordml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements
Content = Element | Mapping[str, str] | str


class Vocabulary:
    """The elements of one namespace: `W.p(W.r(...))`. Takes children, attributes by full name, and text."""

    def __init__(self, namespace: str, prefix: str) -> None:
        """The vocabulary of `namespace`, written with `prefix`."""
        self.namespace, self.nsmap = namespace, {prefix: namespace}

    def __getattr__(self, name: str) -> Callable[..., Element]:
        """The maker of the element `name`."""

        def make(*content: Content, **plain: str) -> Element:
            element = etree.Element(f"{{{self.namespace}}}{name}", nsmap=self.nsmap)
            for name_of, value in plain.items():
                element.set(name_of, value)
            for piece in content:
                _put(element, piece)
            return element

        return make


def _put(element: Element, piece: Content) -> None:
    if isinstance(piece, str):
        element.text = piece
    elif isinstance(piece, Mapping):
        for name, value in piece.items():
            element.set(name, value)
    else:
        element.append(piece)


W = Vocabulary(W_NS, "w")
W14 = Vocabulary(W14_NS, "w14")
W15 = Vocabulary(W15_NS, "w15")


def attributes(**values: str | int) -> dict[str, str]:
    """Attributes in Word's namespace."""
    return {f"{{{W_NS}}}{name}": str(value) for name, value in values.items()}


def val(value: str | int) -> dict[str, str]:
    """The attribute `w:val`."""
    return attributes(val=value)


def run(text: str, *properties: Element) -> Element:
    """A run of text: line feeds become line breaks and tabs tabs, spaces are kept."""
    element = W.r(W.rPr(*properties)) if properties else W.r()
    for i, line in enumerate(text.split("\n")):
        if i:
            element.append(W.br())
        for j, piece in enumerate(line.split("\t")):
            if j:
                element.append(W.tab())
            if piece:
                element.append(W.t(piece, {XML_SPACE: "preserve"}))
    return element
