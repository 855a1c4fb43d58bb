"""A fourth set of printed forms, written after the first three were read well, so that it measures what nobody had in mind."""

from others.fourth_print.layouts import LAYOUTS

__all__ = ["LAYOUTS"]
