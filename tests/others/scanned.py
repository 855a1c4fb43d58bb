"""Forms that were printed, and then scanned or photographed: pages without text, askew, grey, noisy, unevenly lit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from random import Random

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from others.forms import Truth
from others.layout import Layout, Make
from others.pdf_printed_layouts import LAYOUTS as PRINTED

A4_INCHES = (8.27, 11.69)
SEVERAL_PAGES = {"pdfprint_pages", "pdfprint_samecell", "pdfprint_narrow", "pdfprint_heldout"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """How paper becomes a picture: `skew` in degrees either way, `noise` a deviation of grey levels, `blur` in pixels."""

    why: str
    ending: str = "pdf"
    dpi: tuple[int, ...] = (200,)
    skew: float = 1.0
    noise: float = 6.0
    blur: float = 0.4
    quality: int = 70
    turns: tuple[int, ...] = (0,)
    shadow: float = 0.0
    keystone: float = 0.0
    bilevel: bool = False


SCANNERS = {
    "scan_office": Scanner(why="an office scanner: 200 dpi, grey, a little askew"),
    "scan_fine": Scanner(why="300 dpi, askew as far as a feeder pulls", dpi=(300,), skew=3.0),
    "scan_coarse": Scanner(why="150 dpi, as saved to be sent by mail", dpi=(150,), skew=1.5, blur=0.3, quality=60),
    "scan_bilevel": Scanner(why="black and white only, as a fax machine", dpi=(200, 300), bilevel=True, skew=1.0),
    "scan_turned": Scanner(why="lying on its side or upside down in the scanner", turns=(90, 180, 270), skew=2.0),
    "photo_phone": Scanner(
        why="photographed with a phone: shadow, keystone, no resolution told",
        ending="jpg",
        dpi=(230, 280),
        skew=2.5,
        noise=8.0,
        blur=0.7,
        shadow=0.45,
        keystone=0.008,
    ),
}


def pictures(pdf: bytes, rng: Random, scanner: Scanner) -> list[Image.Image]:
    """Each page of `pdf` as the scanner sees it."""
    dpi = rng.choice(scanner.dpi)
    with pdfium.PdfDocument(pdf) as document:
        pages = [document[i].render(scale=dpi / 72, grayscale=True).to_pil() for i in range(len(document))]
    return [_seen(page, rng, scanner) for page in pages]


def scan(pdf: bytes, rng: Random, scanner: Scanner) -> bytes:
    """`pdf` scanned: a PDF of pictures, or the first page as the picture that `scanner.ending` names."""
    pages = pictures(pdf, rng, scanner)
    out = BytesIO()
    if scanner.ending == "pdf":
        lossy = {} if scanner.bilevel else {"quality": scanner.quality}
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=_resolution(pages[0]), **lossy)
    elif scanner.ending == "tiff":
        told = _resolution(pages[0])
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(told, told))
    else:
        pages[0].save(out, {"jpg": "JPEG", "png": "PNG"}[scanner.ending], quality=scanner.quality)
    return out.getvalue()


def _resolution(page: Image.Image) -> float:
    return float(max(page.size) / A4_INCHES[1])


def _seen(page: Image.Image, rng: Random, scanner: Scanner) -> Image.Image:
    image = page.convert("L")
    image = image.rotate(rng.uniform(-scanner.skew, scanner.skew), Image.Resampling.BICUBIC, fillcolor=255)
    if scanner.keystone:
        image = _from_an_angle(image, rng, scanner.keystone)
    image = image.filter(ImageFilter.GaussianBlur(scanner.blur)) if scanner.blur else image
    image = _lit(image, rng, scanner)
    if scanner.bilevel:
        image = image.point([255 if v > 150 else 0 for v in range(256)]).convert("1")
    return image.rotate(rng.choice(scanner.turns), expand=True)


def _from_an_angle(image: Image.Image, rng: Random, strength: float) -> Image.Image:
    """A sheet not held quite parallel: its corners wander by up to `strength` of the page, and a table shows around it."""
    wide, tall = image.size
    margin = 0.02

    def off(size: int, side: int) -> float:
        return size * (-margin * side + rng.uniform(-strength, strength))

    corners = [
        (off(wide, 1), off(tall, 1)),
        (off(wide, 1), tall + off(tall, -1)),
        (wide + off(wide, -1), tall + off(tall, -1)),
        (wide + off(wide, -1), off(tall, 1)),
    ]
    flat = tuple(v for corner in corners for v in corner)
    return image.transform(image.size, Image.Transform.QUAD, flat, Image.Resampling.BICUBIC, fillcolor=120)


def _lit(image: Image.Image, rng: Random, scanner: Scanner) -> Image.Image:
    """Grey levels as a sensor gives them: paper not quite white, ink not quite black, a shadow over a corner, noise."""
    grey = np.asarray(image, dtype=np.float32)
    grey = 25 + grey * rng.uniform(0.84, 0.9)
    grey *= _shade(grey.shape, rng, scanner.shadow)
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, scanner.noise, grey.shape)
    return Image.fromarray(np.clip(grey + noise, 0, 255).astype(np.uint8))


def _shade(shape: tuple[int, ...], rng: Random, strength: float) -> NDArray[np.float32]:
    if not strength:
        return np.ones(shape, np.float32)
    tall, wide = shape
    y, x = np.mgrid[0:tall, 0:wide].astype(np.float32)
    across, down = rng.uniform(-1, 1), rng.uniform(-1, 1)
    slope = (across * x / wide + down * y / tall) / (abs(across) + abs(down))
    slope = (slope - slope.min()) / (slope.max() - slope.min())
    return (1 - strength * slope).astype(np.float32)


def _scanned(layout: Layout, scanner: Scanner) -> Make:
    def make(rng: Random) -> tuple[bytes, list[Truth]]:
        pdf, truth = layout.make(rng)
        return scan(pdf, rng, scanner), truth

    return make


def layouts() -> Iterator[tuple[str, Layout]]:
    """Every printed layout through every scanner (a photo shows one page only, so that its layouts are those of one page)."""
    for way, scanner in SCANNERS.items():
        for name, layout in PRINTED.items():
            if scanner.ending == "pdf" or name not in SEVERAL_PAGES:
                kind = name.removeprefix("pdfprint_")
                yield (
                    f"{way}_{kind}",
                    Layout(why=f"{scanner.why}; {layout.why}", ending=scanner.ending, make=_scanned(layout, scanner)),
                )


LAYOUTS = dict(layouts())
