"""Reading a repaired text: its reports, the figures they state with what they count and whose, and their relations."""

from gouji.extract.document import extract
from gouji.extract.freestanding import Quantity, find_quantities, parse_number

__all__ = ["Quantity", "extract", "find_quantities", "parse_number"]
