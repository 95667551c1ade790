"""A place in a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open interval of code points, `text[start:end]`; which text it belongs to is said where it is used."""

    start: int
    end: int
