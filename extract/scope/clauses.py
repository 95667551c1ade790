"""Where sentences and clauses end before a figure, and how deep in brackets it stands."""

import regex

_SENTENCE_END = frozenset("。；;！？!?\n")
_CLAUSE_END = frozenset("，,：:；;。！？\n\t")
_ITEM = regex.compile(r"(?r)(?<=[\u4e00-\u9fff）)])\d{1,2}\.$")
_LAST_CLAUSE = regex.compile(r"(?r)[^，,：:；;。！？\n\t]*")


def near_of(tail: str) -> str:
    """The last clause of a text; a closed bracket inside it belongs to its noun, an open one begins it.

    >>> near_of("全市共有，到人(户)"), near_of("编制9035名，行政编制"), near_of("（含专项编制"), near_of("工作开展3.完成调研")
    ('到人(户)', '行政编制', '含专项编制', '完成调研')
    """
    if not holds_brackets(tail) and "." not in tail:
        clause = _LAST_CLAUSE.search(tail)
        return clause[0] if clause else ""
    at, depth = len(tail), 0
    while at > 0:
        char = tail[at - 1]
        if char in ")）":
            depth += 1
        elif char in "(（":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (char in _CLAUSE_END or (char == "." and _parts(tail, at))):
            break
        at -= 1
    return tail[at:]


def _parts(tail: str, at: int) -> bool:
    """Whether the point before `at` ends a clause: behind a word, or behind the number of an item (正常开展3.完成每年调研)."""
    numbered = tail[at - 2 : at - 1].isdigit()
    return not numbered or ("\u4e00" <= tail[at : at + 1] <= "\u9fff" and _ITEM.search(tail, 0, at) is not None)


def holds_brackets(text: str) -> bool:
    """Whether a bracket opens or closes in the text."""
    return "（" in text or "）" in text or "(" in text or ")" in text


def last_stop(gap: str) -> tuple[int, int]:
    """Where the last sentence of `gap` begins, and how many end in it.

    >>> last_stop("50人。其中男"), last_stop("其中男")
    ((4, 1), (0, 0))
    """
    if _SENTENCE_END.isdisjoint(gap):
        return 0, 0
    ends = [place for place, char in enumerate(gap, start=1) if char in _SENTENCE_END]
    return ends[-1], len(ends)


def depth_after(gap: str, depth: int) -> int:
    """How many brackets are open behind `gap` where `depth` were open before it."""
    if not holds_brackets(gap):
        return depth
    for char in gap:
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth = max(0, depth - 1)
    return depth
