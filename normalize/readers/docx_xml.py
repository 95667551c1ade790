"""Names of WordprocessingML (ECMA-376 part 1, 17)."""

from docx.oxml.ns import qn
from lxml import etree

_OFF = ("0", "false", "off", "none")


def w(name: str) -> str:
    """A name in the namespace of Word, as lxml writes it."""
    return qn(f"w:{name}")


MATH_TEXT, DENOMINATOR, EXPONENT = (qn(f"m:{name}") for name in ("t", "den", "sup"))


def is_alternate(element: etree._Element) -> bool:
    """Whether it holds the same thing written in several ways (ECMA-376 part 3, 10.2)."""
    return isinstance(element.tag, str) and element.tag.endswith("}AlternateContent")


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The first of the ways in which the same thing is written, else what stands in for it."""
    ways = [way for way in alternate if isinstance(way.tag, str) and way.tag.endswith(("}Choice", "}Fallback")) and len(way)]
    return ways[0] if ways else None


def value(parent: etree._Element | None, *path: str) -> str | None:
    """The attribute `val` at the end of a path of children; "" where the element stands there without it."""
    for name in path:
        parent = parent.find(w(name)) if parent is not None else None
    return None if parent is None else parent.get(w("val"), "")


def number(parent: etree._Element | None, *path: str) -> int | None:
    """The attribute `val` as a whole number."""
    said = value(parent, *path)
    return int(said) if said and said.lstrip("-").isdecimal() and len(said) < 10 else None


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a property that can be on or off is on."""
    said = value(parent, name)
    return said is not None and said.lower() not in _OFF
