"""A file may hold several reports one after another; where each begins."""

import re
from itertools import pairwise

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


# The titles of the yearly reports of one office, one after another: behind an empty line, without a mark, each with its year.
_YEARLY = regex.compile(
    r"""(?:\A|\n[ \t　]*\n)(?P<title>[ \t　]*(?![一二三四五六七八九十]{1,3}[、.．]|[（(]|第[一二三四五六七八九十])
    [^\n\d。，,；;：:]{0,24}?(?P<year>(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|(?:[89]\d|1[0-4]\d)(?=年))年度?
    [^\n\d。，,；;：:]{2,30}?(?:报告|总结|汇报|情况|公报|说明|年报|摘要|通报|小结|安排))[ \t　]*$""",
    regex.MULTILINE | regex.VERBOSE,
)
_TITLE, _LEAST = 11, 80  # characters: a title, which a heading seldom has (2015年工作总结), and the report under it

_NUMBER = re.compile(r"[结告文报案](?:\d|[（(][一二三四五六七八九十])")  # what a numbered title ends with


def _yearly(text: str) -> list[int]:
    """Where the yearly reports of a file begin whose first line is the title of one, [] where they are not of several years."""
    titles = [match for match in _YEARLY.finditer(text) if len(match["title"].strip()) >= _TITLE]
    if len(titles) < 2 or len({match["year"] for match in titles}) < len(titles) or text[: titles[0].start("title")].strip():
        return []
    starts = [match.start("title") for match in titles]
    return starts if all(after - start >= _LEAST for start, after in pairwise([*starts, len(text)])) else []


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
        starts = _yearly(text)
    if len(starts) < 2:
        return [Span(0, len(text))]
    starts = sorted(set(starts))
    starts[0] = 0
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
