"""The numbers that Word puts before headings and items, which stand in no run of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gouji.normalize.readers.docx_xml import is_on, number, value, w
from gouji.normalize.readers.numbering import written

_PLACE = re.compile(r"%([1-9])")
_MAX_STYLES = 64  # a chain of styles that is longer goes in a circle


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    legal: bool = False  # all numbers in digits, whatever the style of their level
    restart: int | None = None


class Numbering:
    """Counts the numbered paragraphs of one document, in the order in which they are asked for."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        """`numbering` and `styles` are the roots of the parts of these names, None where the file has none."""
        self._styles = {} if styles is None else {s.get(w("styleId"), ""): s for s in styles.iterchildren(w("style"))}
        self._default = next(
            (i for i, s in self._styles.items() if s.get(w("default")) in ("1", "true") and _is_paragraph(s)), ""
        )
        self._lists: dict[str, str] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        abstract = {a.get(w("abstractNumId"), ""): a for a in numbering.iterchildren(w("abstractNum"))}
        for identity, element in abstract.items():
            self._levels[identity] = dict(_levels(element))
            for level in element.iterchildren(w("lvl")):
                if style := value(level, "pStyle"):
                    self._by_style[identity, style] = int(level.get(w("ilvl"), "0"))
        for element in numbering.iterchildren(w("num")):
            identity, of = element.get(w("numId"), ""), value(element, "abstractNumId") or ""
            self._lists[identity] = of
            for override in element.iterchildren(w("lvlOverride")):
                depth = int(override.get(w("ilvl"), "0"))
                if (start := number(override, "startOverride")) is not None:
                    self._overrides[identity, depth] = start
                if (level := override.find(w("lvl"))) is not None:
                    # A list with a level of its own counts for itself.
                    own = f"{of}/{identity}"
                    self._levels.setdefault(own, dict(self._levels.get(of, {})))[depth] = _level(level)
                    self._lists[identity] = own

    def before(self, properties: etree._Element | None) -> str:
        """The number before the paragraph with these properties (w:pPr), with a blank where the sense needs it; often ""."""
        place = self._place(properties)
        if place is None:
            return ""
        identity, depth = place
        of = self._lists.get(identity, "")
        levels = self._levels.get(of, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(of, {})
        self._count(identity, depth, level, counts)
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                del counts[deeper]
        return self._written(level, levels, counts)

    def _count(self, identity: str, depth: int, level: _Level, counts: dict[int, int]) -> None:
        override = self._overrides.get((identity, depth))
        if override is not None and (identity, depth) not in self._begun:
            self._begun.add((identity, depth))
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start

    def _written(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        if level.style in ("bullet", "none"):
            return ""

        def of(place: re.Match[str]) -> str:
            depth = int(place[1]) - 1
            other = levels.get(depth, level)
            return written(counts.get(depth, other.start), "decimal" if level.legal else other.style)

        return _PLACE.sub(of, level.text)

    def _place(self, properties: etree._Element | None) -> tuple[str, int] | None:
        """List and depth of a paragraph, its own or those of its style."""
        own = properties.find(w("numPr")) if properties is not None else None
        identity, depth = value(own, "numId"), number(own, "ilvl")
        style = (value(properties, "pStyle") if properties is not None else None) or self._default
        for _ in range(_MAX_STYLES):
            if (identity is not None and depth is not None) or style not in self._styles:
                break
            element = self._styles[style]
            inherited = element.find(f"{w('pPr')}/{w('numPr')}")
            if inherited is not None:
                found = value(inherited, "numId")
                if identity is None:
                    identity = found
                if depth is None:
                    said = number(inherited, "ilvl")
                    depth = said if said is not None else self._by_style.get((self._lists.get(found or "", ""), style))
            style = value(element, "basedOn") or ""
        return (identity, depth or 0) if identity and identity != "0" else None


def _is_paragraph(style: etree._Element) -> bool:
    return str(style.get(w("type"))) == "paragraph"


def _levels(abstract: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in abstract.iterchildren(w("lvl")):
        yield int(element.get(w("ilvl"), "0")), _level(element)


def _level(element: etree._Element) -> _Level:
    start = number(element, "start")
    return _Level(
        1 if start is None else start,
        value(element, "numFmt") or "decimal",
        (value(element, "lvlText") or "")[:40],
        is_on(element, "isLgl"),
        number(element, "lvlRestart"),
    )
