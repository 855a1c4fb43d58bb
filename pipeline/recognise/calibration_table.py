"""Made by `tools/calibrate.py`, not by hand: for each method, from which sureness on which share of the values is right."""

from typing import Final

SHARES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "label": (
        (0.0, 0.7),
        (0.5, 0.909),
        (0.8, 0.99),
        (0.9, 0.999),
    ),
    "layout": (
        (0.0, 0.266),
        (0.45, 0.731),
        (0.6, 0.907),
        (0.7, 0.976),
        (0.8, 0.996),
        (0.95, 0.998),
    ),
    "ocr": (
        (0.0, 0.327),
        (0.3, 0.634),
        (0.35, 0.768),
        (0.6, 0.912),
        (0.8, 0.998),
    ),
}
