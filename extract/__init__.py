"""Reading a repaired text: its reports, the figures they state with what they count and whose, and their relations.

`find_quantities` and `parse_number` stand on their own: they take any text, and load no model and no other
part of this floor.
"""

from typing import TYPE_CHECKING, Any

from gouji.extract.freestanding import ParsedNumber, Quantity, find_quantities, parse_number

if TYPE_CHECKING:
    from gouji.extract.document import extract

__all__ = ["ParsedNumber", "Quantity", "extract", "find_quantities", "parse_number"]


def __getattr__(name: str) -> Any:
    # Whole reports need structure, scope, tables and relations, which take longer to load than to find a number.
    if name == "extract":
        from gouji.extract.document import extract

        return extract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
