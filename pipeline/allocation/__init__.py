"""Giving out the places: rounds, lottery, reasons. Pure."""
