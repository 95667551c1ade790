"""A text that lost all its line ends, as databases and web services hand it over: paragraphs begin again where they must."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Edit

LEAST = 200  # characters of a text that is no single paragraph
SHARE = 0.8  # of the text that stands in its one line
MARK = (
    r"(?:[一二三四五六七八九十]{1,3}、|[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|第[一二三四五六七八九十]{1,3}[部章篇]|篇[一二三四五六七八九十]{1,3}"
    r"|[【\[]范文|\d{1,2}(?:、|[.．](?!\d)))"
)
BLANK = r"[ \t\u3000]+"
# The end of a sentence and a blank, a blank before the number of a heading, and the blank behind the heading or the title.
BREAK = re.compile(
    rf"(?<=[。！？：；])({BLANK})(?=\S)"
    rf"|(?<=[\u4e00-\u9fff）)。；：”])({BLANK})(?={MARK})"
    rf"|(?:(?<=\s)|(?<=^)){MARK}[ \u3000]?[^。；：\s]{{2,40}}({BLANK})(?=[\u4e00-\u9fff“（(\d])"
)
HEAD = 200  # characters in which titles, offices and addresses stand, up to the first sentence
HEAD_BREAK = re.compile(r"(?<=[\u4e00-\u9fff）)：:〕][\u4e00-\u9fff）)：:〕])([ \t]+)(?=[\u4e00-\u9fff“（(—\d]{2})")
# Without blanks only the numbers of headings tell: 。二、
GLUED = re.compile(r"[。；](?=(?P<number>[一二三四五六七八九十]{1,2})、[\u4e00-\u9fff])")
SECTIONS = re.compile("一?二三")


def one_line(text: str) -> Iterator[Edit]:
    """Blanks that stood for line ends become line ends, where nearly all of a text is one line.

    Harm: a sentence that was typed with a blank behind it begins a paragraph.

    >>> text = "某局2021年总结 一、机构 全局共有12个科室。 " + "二、人员 在编96人。" * 20
    >>> [edit.start for edit in one_line(text)][:4]
    [9, 14, 25, 30]
    """
    if len(text) < LEAST:
        return
    start, end = max(_lines(text), key=lambda line: line[1] - line[0])
    if end - start < LEAST or end - start < SHARE * len(text.strip()):
        return
    opening = next((at for at in range(start, min(end, start + HEAD)) if text[at] in "。；，"), start)
    breaks = {match.span(1) for match in HEAD_BREAK.finditer(text, start, opening)}
    breaks |= {match.span(match.lastindex or 0) for match in BREAK.finditer(text, start, end)}
    for place, stop in sorted(breaks):
        yield Edit(place, stop, "\n", "one_line")
    if breaks:
        return
    glued = [match for match in GLUED.finditer(text, start, end)]
    numbers = "".join(match["number"] for match in glued)
    if SECTIONS.match(numbers):
        for match in glued:
            yield Edit(match.start(), match.end(), match[0] + "\n", "one_line")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, at + len(line.rstrip("\r\n"))
        at += len(line)
