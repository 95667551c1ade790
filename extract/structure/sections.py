"""Blocks of a report: paragraphs with the path of headings they stand under."""

from dataclasses import dataclass

import regex

from gouji.schemas import Span

# Numbering styles of official documents (GB/T 9704 and practice), outermost first; a heading of a style closes all deeper ones.
_STYLES = (
    r"附[件录]?[一二三四五六七八九十\d]{0,2}[:：][ 　]*",
    r"第[一二三四五六七八九十百]{1,3}(?:部分|章)[:：、\s]?|[壹贰叁参肆伍陆柒捌玖拾]{1,2}、",
    r"[一二三四五六七八九十]{1,3}、(?!二|三)",
    r"[（(][一二三四五六七八九十]{1,3}[)）]、?|【(?=[^】]{2,12}】)|[一二三四五六七八九十]{1,2}是",
    r"\d{1,2}(?:、|[.．](?!\d)\s?|\s(?=[\u4e00-\u9fff]))",
    r"[（(](?:\d{1,2}|[a-z])[)）]|[①-⑳]",
    r"[◆●■★▲◎▶➤][ 　]?(?=[^。；：:]{2,24}$)",
)
_HEADS = tuple(regex.compile(rf"[ \t　]*(?P<mark>{style})", regex.MULTILINE) for style in _STYLES)
_FIRST = frozenset("第附壹贰叁参肆伍陆柒捌玖拾一二三四五六七八九十（(【◆●■★▲◎▶➤0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_TITLE_END = regex.compile(r"[。：:；;】\n\t]|\s{2,}|(?<=[\u4e00-\u9fff])　")
# In text whose punctuation was all turned to dots, a heading begins behind a dot: `.二.稳步推进.调整优化对机构…`
_DOTTED = regex.compile(r"(?<=^|[\u4e00-\u9fff\d]\.)(?P<mark>[一二三四五六七八九十]{1,2})\.(?=[\u4e00-\u9fff])")
_GLUED_TITLE = regex.compile(r"[一二三四五六七八九十]{1,2}\.[\u4e00-\u9fff]{2,10}?(?:情况|措施|问题)(?=[\u4e00-\u9fff])")
# A title whose line end was lost: 一、清理范围全县纳入清理的单位318个, 二、基本情况截至6月底.
_RUN_ON = regex.compile(
    r"[\u4e00-\u9fff“”、]{0,12}(?:情况|范围|概况|现状|成效|打算|工作|措施)"
    r"(?=(?:全[县市区省镇乡局校院]|[本我][县市区省镇乡局校院办委]|截[至止]\d|综上|今年|20\d\d年|全年|上半年)[^。；\n]{4})"
)
# A year or a day does not make a title a sentence: 一、人员情况（截至2015年6月30日）.
_NUMBER = regex.compile(r"(?<!\d)(?!(?:(?:19|20)\d\d|9\d|1[01]\d)(?:年|[-—－至])|\d{1,2}[月日])\d")
# 公开的内容有五大项：一是… begins a sentence, with a figure.
_ANNOUNCES = regex.compile(r"[有为分][两二三四五六七八九十]{1,3}大?(?:[项类个条件种点步块]|方面|部分)$")
_MAX_TITLE = 30
_CHIEF = 2  # 一、 is the outermost level that reports commonly have
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_UNMARKED = regex.compile(
    r"[ \t　]*(?P<number>[一二三四五六七八九十])(?P<title>(?:20\d\d年)?[\u4e00-\u9fff“”]{4,16})(?:(?P<stop>[。：:])|[ \t　]*$)"
)
_MIN_UNMARKED = 3  # fewer could be chance: 一季度…, 三农工作…


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its place in the clean text without its heading, and the headings above it, outermost first."""

    start: int
    end: int
    path: tuple[str, ...]
    level: int

    @property
    def chief(self) -> bool:
        """Whether it begins one of the main sections: 一、 or what stands over it."""
        return 0 <= self.level <= _CHIEF

    @property
    def section(self) -> str:
        return " / ".join(self.path)


def split_blocks(text: str, report: Span, holes: list[Span]) -> list[Block]:
    """The paragraphs of a report, leaving out `holes` (tables), each with its heading path."""
    path: list[tuple[int, str]] = []
    blocks: list[Block] = []
    dotted = is_dotted(text, report)
    lines = _lines(text, report, holes)
    unmarked = {} if dotted else _unmarked_heads(text, lines)
    for start, end in lines:
        if dotted:
            blocks += _dotted_blocks(text, start, end, path)
            continue
        level, title, body = unmarked.get(start) or _heading(text, start, end)
        if level is not None:
            path = [(depth, name) for depth, name in path if depth < level]
            path.append((level, title))
        if body < end:
            blocks.append(Block(body, end, tuple(name for _, name in path), level if level is not None else -1))
    return blocks


def is_dotted(text: str, report: Span) -> bool:
    """Whether all punctuation of the report was turned to dots."""
    part = text[report.start : report.end]
    return part.count(".") > 20 and part.count("。") + part.count("，") + part.count(",") < part.count(".") / 20


def _lines(text: str, report: Span, holes: list[Span]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = report.start
    for hole in [*holes, Span(report.end, report.end)]:
        while at < hole.start:
            stop = text.find("\n", at, hole.start)
            stop = hole.start if stop < 0 else stop
            if text[at:stop].strip():
                spans.append((at, stop))
            at = stop + 1
        at = max(at, hole.end)
    return spans


def _unmarked_heads(text: str, lines: list[tuple[int, int]]) -> dict[int, tuple[int, str, int]]:
    """Headings that lost the mark behind their number (二审批流程再压缩), by the start of their line: 一 二 三 … in order.

    Each as level, title and where the body begins.
    """
    heads: dict[int, tuple[int, str, int]] = {}
    wanted = 0
    for start, end in lines:
        match = _UNMARKED.match(text, start, end)
        if match and wanted < len(_NUMERALS) and match["number"] == _NUMERALS[wanted]:
            body = match.end() if match["stop"] else end
            heads[start] = (_CHIEF, match["title"], body)
            wanted += 1
    return heads if len(heads) >= _MIN_UNMARKED else {}


def _heading(text: str, start: int, end: int) -> tuple[int | None, str, int]:
    """Level, title and where the body begins; a line without number is all body."""
    at = start
    while at < end and text[at] in " \t　":
        at += 1
    if at >= end or text[at] not in _FIRST:
        return None, "", start
    for level, head in enumerate(_HEADS):
        match = head.match(text, start, end)
        if not match:
            continue
        if (run_on := _RUN_ON.match(text, match.end(), end)) is not None:
            return level, run_on[0], run_on.end()
        stop = _TITLE_END.search(text, match.end(), min(end, match.end() + _MAX_TITLE + 2))
        if stop is None:
            whole = end - match.end() <= _MAX_TITLE
            title = text[match.end() : end if whole else match.end() + _MAX_TITLE]
            if whole and not _NUMBER.search(title) and not title.endswith(("，", ",")):
                return level, title.strip(), end
            return level, "", match.end()
        title = text[match.end() : stop.start()]
        if any(mark in title for mark in "，,") or _NUMBER.search(title) or _ANNOUNCES.search(title):
            return level, "", match.end()
        return level, title.strip(), stop.end()
    return None, "", start


def _dotted_blocks(text: str, start: int, end: int, path: list[tuple[int, str]]) -> list[Block]:
    marks = list(_DOTTED.finditer(text, start, end))
    starts = [start, *(m.start() for m in marks)]
    blocks = []
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
        if number:
            stop = text.find(".", a + 2, b)
            path[:] = [(_CHIEF, text[a + 2 : stop if 0 < stop - a < _MAX_TITLE else a + 12])]
            if glued := _GLUED_TITLE.match(text, a, b):
                a = glued.end()
        blocks.append(Block(a, b, tuple(name for _, name in path), _CHIEF if number else -1))
    return blocks
