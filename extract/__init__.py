"""Reading a repaired text: its reports, the figures they state with what they count and whose, and their relations."""

from gouji.extract.document import extract
from gouji.extract.draft import Quantity
from gouji.extract.numerals import parse_number
from gouji.extract.quantities import find_quantities

__all__ = ["Quantity", "extract", "find_quantities", "parse_number"]
