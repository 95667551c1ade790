"""What the runs of a Word file look like, as far as it decides whether they are read: hidden, or struck out."""

from lxml import etree

from gouji.normalize.readers.docx_xml import is_on, value, w

_UNREAD = ("vanish", "strike", "dstrike")
_MAX_STYLES = 64  # a chain of styles that is longer goes in a circle


class Styles:
    """The character styles of one document."""

    def __init__(self, styles: etree._Element | None) -> None:
        """`styles` is the root of the part of this name, None where the file has none."""
        self._known = {} if styles is None else {s.get(w("styleId"), ""): s for s in styles.iterchildren(w("style"))}

    def hides(self, properties: etree._Element | None) -> bool:
        """Whether a run with these properties (w:rPr) is hidden or struck out, by itself or by its character style."""
        return any(self._has(properties, name) for name in _UNREAD)

    def _has(self, properties: etree._Element | None, name: str) -> bool:
        style = value(properties, "rStyle")
        for _ in range(_MAX_STYLES):
            if value(properties, name) is not None:
                return is_on(properties, name)
            element = self._known.get(style or "")
            if element is None:
                return False
            properties, style = element.find(w("rPr")), value(element, "basedOn")
        return False
