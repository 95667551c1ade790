"""Elements of a page that a visitor does not see, or sees struck out."""

import re

from lxml import etree

from gouji.normalize.readers.html_tags import tag_of

_HIDING = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:\.0*)?(?:px|pt|r?em|%)?\s*(?:[;!]|$)"
    r"|text-decoration(?:-line)?\s*:[^;]{0,40}line-through)",
    re.I,
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][\w-]*)?([.#])(-?[A-Za-z_][\w-]*)", re.I)
_MAX_CSS = 200_000


class Hiding:
    """What inline styles, the attribute `hidden` and the plain rules of the page's own style sheets hide.

    Only rules for one class or id are understood; those for paper (@media print) and for states are passed over.
    """

    def __init__(self, root: etree._Element) -> None:
        self._rules = frozenset(rule for style in root.iter("style") for rule in _hiding_rules("".join(style.itertext())))

    def inline(self, element: etree._Element) -> bool:
        """Whether the element itself says that it is hidden."""
        return element.get("hidden") is not None or _HIDING.search(element.get("style") or "") is not None

    def by_sheet(self, element: etree._Element) -> bool:
        """Whether a style sheet hides it. A script may show it again, so that this is weaker evidence."""
        if not self._rules:
            return False
        tag = tag_of(element)
        marks = [("#", element.get("id") or ""), *((".", name) for name in (element.get("class") or "").split())]
        return any((of, kind, name) in self._rules for kind, name in marks for of in ("", tag))


def _hiding_rules(css: str) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    css = _without_at_rules(_COMMENT.sub("", css[:_MAX_CSS]))
    for match in _RULE.finditer(css):
        if _HIDING.search(match[2]):
            plain = (_SELECTOR.fullmatch(selector.strip()) for selector in match[1].split(","))
            found += [((m[1] or "").lower(), m[2], m[3]) for m in plain if m]
    return found


def _without_at_rules(css: str) -> str:
    """Blocks of @media and their like fall away whole."""
    kept: list[str] = []
    depth, inside = 0, False
    for piece in re.split(r"([{}])", css):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            inside = piece.strip().startswith("@")
        if not inside:
            kept.append(piece)
    return "".join(kept)
