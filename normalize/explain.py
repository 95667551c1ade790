"""explain: what the repairs did to a text and what they left alone, for people."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gouji.normalize.clean import CleanText
from gouji.normalize.offsets import OffsetMap
from gouji.normalize.plan import apply

# What each repair does: in Chinese, in English.
DESCRIPTIONS: dict[str, tuple[str, str]] = {
    "aside": ("略去页眉、页脚和页码", "heads, feet and numbers of pages left out"),
    "entities": ("还原网页实体", "HTML entities resolved"),
    "mojibake": ("还原乱码", "text in a wrong encoding read again"),
    "private": ("私用区字符还原", "private-use characters made ordinary"),
    "characters": ("去除不可见字符", "invisible characters removed"),
    "repeats": ("去除跨页重复行", "lines repeated over a page end taken out"),
    "newlines": ("统一换行符", "line ends unified"),
    "one_line": ("还原丢失的换行", "lost line ends put back"),
    "markdown": ("去除Markdown标记", "marks of Markdown taken out"),
    "radicals": ("部首与兼容字还原", "radicals and compatibility characters folded"),
    "glosses": ("去除括注拼音", "pinyin glosses taken out"),
    "letterspaced": ("去除字间空格", "spaces between the characters of a line taken out"),
    "traditional": ("繁体转简体", "traditional to simplified"),
    "furniture": ("去除网页附带文字", "what the web page put round the text taken out"),
    "points": ("还原成了点号的标点", "punctuation that had become points put back"),
    "stops": ("点号还原为句号", "points made full stops again"),
    "one_width": ("接回按固定宽度截断的行", "lines cut at one width joined"),
    "lines": ("接回断行", "broken lines joined"),
    "fullwidth": ("全角数字、字母转半角", "full-width digits and letters folded"),
    "zeros": ("统一年份中的〇", "zeros of Chinese years unified"),
    "spaces": ("去除数字、日期中及前后的空格", "spaces in and round numbers and dates taken out"),
}
# Why a place was left alone and marked: the reasons of the proposals, in Chinese, in English.
REASONS: dict[str, tuple[str, str]] = {
    "replaced": ("字符已丢失", "characters are lost"),
    "private_use": ("私用区字符,含义不明", "private-use character of unknown meaning"),
    "wrong_encoding": ("乱码,无法还原", "read in a wrong encoding, beyond repair"),
    "line_twice": ("上下两行相同", "the same line twice"),
    "all_points": ("标点都成了点号", "all punctuation has become points"),
    "percent_lost": ("可能缺百分号", "a percent sign may be lost"),
    "date_digit_lost": ("日期缺一位数字", "a digit of the date is lost"),
    "date_torn": ("日期中有空格", "spaces inside a date"),
    "date_part_lost": ("日期缺月份", "the month of the date is lost"),
    "date_impossible": ("没有这一天", "no such day"),
    "letter_in_number": ("数字中有形近字母", "a letter that looks like a digit"),
    "comma_for_point": ("小数点可能误作逗号或句号", "the decimal point may have become another sign"),
    "comma_in_number": ("千分位逗号可能误作全角", "the comma between thousands may have become full-width"),
    "point_for_comma": ("千分位逗号可能误作小数点", "the comma between thousands may have become a point"),
}
CONTEXT = 12


@dataclass(frozen=True, slots=True)
class Explained:
    """The same change wherever it was made: `before` became `after`, `count` times.

    `start` and `end` are the source span of the first, `context` the source round it, CONTEXT characters either side.
    """

    repair: str
    count: int
    start: int
    end: int
    before: str
    after: str
    context: str


def explain(cleaned: CleanText) -> list[Explained]:
    """Every change of the plan, equal ones of one repair counted together, in the order of the repairs and of the source."""
    found: dict[tuple[str, str, str], tuple[int, int, int]] = {}
    text, offsets = cleaned.source, OffsetMap.identity(len(cleaned.source))
    for step in cleaned.plan.steps:
        for start, end, after, _ in step.edits:
            change = (step.repair, text[start:end], after)
            count, first, last = found.get(change) or (0, *offsets.span(start, end))
            found[change] = (count + 1, first, last)
        offsets = offsets.then(step.edits)
        text = apply(step.edits, text)
    return [
        Explained(repair, count, start, end, before, after, cleaned.source[max(0, start - CONTEXT) : end + CONTEXT])
        for (repair, before, after), (count, start, end) in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """`source[start:end]` became `text[clean_start:clean_end]`, by the named repairs together; either may be empty."""

    start: int
    end: int
    clean_start: int
    clean_end: int
    repairs: tuple[str, ...]


def changes(cleaned: CleanText) -> list[Change]:
    """What the clean text differs in from its source when all is done, in order and without overlap.

    >>> from gouji.normalize import clean
    >>> [tuple(change.repairs) for change in changes(clean("個(gè)人９％"))]
    [('glosses', 'traditional'), ('fullwidth',)]
    """
    places = list(_differences(cleaned))
    starts = [start for start, _, _, _ in places]
    names: list[dict[str, None]] = [{} for _ in places]
    for repair, start, end in _touched(cleaned):
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(places) and starts[at] <= end:
            first, last = places[at][:2]
            overlap = min(end, last) - max(start, first)
            if overlap > 0 or (overlap == 0 and (start == end or first == last)):
                names[at][repair] = None
            at += 1
    return [Change(*place, tuple(repairs)) for place, repairs in zip(places, names, strict=True)]


def _touched(cleaned: CleanText) -> Iterator[tuple[str, int, int]]:
    """The repair and the source span of every edit, in the order of the plan."""
    offsets = OffsetMap.identity(len(cleaned.source))
    for step in cleaned.plan.steps:
        for edit in step.edits:
            yield (step.repair, *offsets.span(edit.start, edit.end))
        offsets = offsets.then(step.edits)


def _differences(cleaned: CleanText) -> Iterator[tuple[int, int, int, int]]:
    """Source and clean offsets of each stretch that differs; neighbours as one."""
    source, text = cleaned.source, cleaned.text
    at = clean_at = 0  # where the stretch that differs begins
    done = 0  # up to where the source is told
    for place, character in enumerate(text):
        start, end = cleaned.span(place, place + 1)
        if end - start == 1 and start >= done and source[start] == character:
            if start > at or place > clean_at:
                yield at, start, clean_at, place
            at, clean_at = end, place + 1
        done = max(done, end)
    if len(source) > at or len(text) > clean_at:
        yield at, len(source), clean_at, len(text)


def describe(repair: str, lang: Literal["zh", "en"] = "zh") -> str:
    """What a repair does, in one phrase; raises KeyError for a name that no repair has."""
    return DESCRIPTIONS[repair][0 if lang == "zh" else 1]


def reason_of(key: str, lang: Literal["zh", "en"] = "zh") -> str:
    """Why a place was marked, in one phrase; raises KeyError for a reason that no proposal gives."""
    return REASONS[key][0 if lang == "zh" else 1]
