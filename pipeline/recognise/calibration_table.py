"""Made by `tools/calibrate.py`, not by hand: for each method, from which sureness on which share of the values is right."""

from typing import Final

SHARES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "label": (
        (0.0, 0.742),
        (0.5, 0.905),
        (0.8, 0.987),
        (0.9, 0.999),
    ),
    "layout": (
        (0.0, 0.673),
        (0.5, 0.82),
        (0.7, 0.956),
        (0.8, 0.995),
        (0.95, 0.997),
    ),
    "ocr": (
        (0.0, 0.494),
        (0.35, 0.731),
        (0.4, 0.858),
        (0.65, 0.972),
        (0.8, 0.997),
    ),
}
