"""Quantities: every figure that a clean text states, with its unit and bound, and the numbers that are no figures."""

from gouji.extract.draft import Quantity
from gouji.extract.quantities.collect import Reading
from gouji.extract.quantities.scan import read_quantities
from gouji.extract.traps import Dropped

__all__ = ["Dropped", "Quantity", "Reading", "find_quantities", "read_quantities"]


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The figures of text[start:end], ordered and not overlapping; see `read_quantities`."""
    return read_quantities(text, start, end).quantities
