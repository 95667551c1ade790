"""A file may hold several reports one after another; where each begins."""

import re

import regex

from gouji.schemas import Span

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARK = regex.compile(
    rf"^[ \t　]*(?:第{_NUMERAL}篇|篇{_NUMERAL}|[【\[](?:范文|篇)(?:{_NUMERAL}|\d{{1,3}})[】\]])(?:[ \t　:：]*\S.*)?$",
    regex.MULTILINE,
)
_NUMBERED = regex.compile(
    rf"^[ \t　]*[^\s\d。，,；;]{{2,14}}(?:总结|报告|范文|汇报|方案|小结)(?:\d{{1,2}}|[（(]{_NUMERAL}[)）])"
    r"[ \t　]*(?:[（(:：].*)?$",
    regex.MULTILINE,
)


_NUMBER = re.compile(r"[结告文报案](?:\d|[（(][一二三四五六七八九十])")  # what a numbered title ends with


def split_reports(text: str) -> list[Span]:
    """The reports of a clean text, in order, together covering all of it; a text without marks is one report.

    What stands before the first mark (the collection's own title) belongs to the first report.
    """
    starts = [m.start() for m in _MARK.finditer(text)] if "篇" in text or "范文" in text else []
    if len(starts) >= 2:
        starts += [m.start() for m in _NUMBERED.finditer(text) if m.start() > starts[0]]
    else:
        numbered = [m.start() for m in _NUMBERED.finditer(text)] if _NUMBER.search(text) else []
        starts = numbered if len(numbered) >= 2 else []
    if len(starts) < 2:
        return [Span(0, len(text))]
    starts = sorted(set(starts))
    starts[0] = 0
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
