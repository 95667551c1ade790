"""What looks like a figure and is none: dates, ordinals, codes, names with numbers (words in schemas/traps.toml).

Each test answers with a short reason, or "" where nothing speaks against a figure. `start` is where the number begins; no
test looks before `lowest`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from gouji.schemas.units import Unit


class Dropped(NamedTuple):
    """A number left out, text[start:end], and why: date, year, ordinal, code, name, attribute, every, no_unit …"""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Words:
    names: dict[str, tuple[tuple[int, str], ...]]
    attributes: dict[str, tuple[str, ...]]
    attributes_chinese: dict[str, tuple[str, ...]]
    furniture: re.Pattern[str]
    before: dict[str, tuple[str, ...]]
    after: tuple[str, ...]


def _either(words: str) -> str:
    return "|".join(words.split())


def _by(key: int, words: list[str]) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in words:
        table.setdefault(word[key], []).append(word)
    return {first: tuple(found) for first, found in table.items()}


def _by_numeral(names: list[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Names by each numeral in them, with its place in the name, since a number may be met at any of them: 七站八所."""
    table: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        for place, character in enumerate(name):
            if character in "一二两三四五六七八九十百千万0123456789":
                table.setdefault(character, []).append((place, name))
    return {character: tuple(found) for character, found in table.items()}


@cache
def _words() -> _Words:
    data: dict[str, Any] = tomllib.loads(files("gouji.schemas").joinpath("traps.toml").read_text(encoding="utf-8"))
    return _Words(
        names=_by_numeral(data["names"]["words"].split()),
        attributes={unit: tuple(words.split()) for unit, words in data["attributes"].items()},
        attributes_chinese={unit: tuple(words.split()) for unit, words in data["attributes_chinese"].items()},
        furniture=re.compile(
            rf"(?:{_either(data['furniture']['counters'])})[:：] ?$"
            rf"|(?:{_either(data['furniture']['whole'])})[^\d\n，。；,;]{{0,3}}$"
        ),
        before=_by(-1, data["duration"]["before"].split()),
        after=tuple(data["duration"]["after"].split()),
    )


_QUOTES = re.compile(
    r"“[^“”\n]{1,20}”|‘[^‘’\n]{1,20}’|「[^「」\n]{1,20}」|『[^『』\n]{1,20}』|《[^《》\n]{1,80}》"
    r"|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'"
)
_STRAIGHT_LONGEST = 16  # a longer stretch between straight quotes may as well stand between two quotations
_N = "[0-9一二三四五六七八九十百.]+"
_JOINT = r"[、及和与至到—–\-~～]+"
_ORDINAL_LIST = re.compile(rf"第 ?{_N}[条次批届期页章节项款]?{_JOINT}(?:第?{_N}{_JOINT})*$")
_LISTING = frozenset("、及和与至到—–-~～")
_BEFORE_REASON = {"第": "ordinal", "每": "every", "届": "ordinal", "#": "code", "№": "code", "×": "code", "＃": "code"}
_NO_ORDINAL = re.compile("[应往历]届")  # 应届86名, 非应届85名
_WEIGHT = re.compile(r"\d+(?:\.\d+)? ?%")  # 得分×30%
_AFTER_DIGIT = {
    ".": "code",
    "/": "code",
    "+": "code",
    "＋": "code",
    "*": "code",
    ":": "time",
    "：": "time",
    "∶": "ratio",
    "_": "code",
}
_TELLING = frozenset((*_BEFORE_REASON, *_AFTER_DIGIT, *_LISTING, "表", "图", "－"))  # beside ASCII
_CATEGORY = re.compile(r"(?:^|[^!-~])[A-F]$")
_CATEGORY_UNITS = frozenset("个处件项户次")
_PLACED = {("时", "分"): "time", ("点", "分"): "time"} | {(word, "层"): "address" for word in "楼座栋幢"}
_PLACED |= {(word, "段"): "address" for word in "路街道"} | {(word, "室"): "address" for word in "号楼栋幢座层元：:"}
_TABLE = re.compile(r"(?:^|[\s，。；：:（(《、附如按据与和及]|(?<!意)见)[表图] ?$")
_CODE = re.compile(r"[A-Za-z]-$")
_RESTATED = re.compile(r"[）)](?:以[上下内]|之内|内)")
_DATE_JOINTS = frozenset("-/.－")
_DATE_BEFORE = re.compile(r"(?<!\d)[12]\d{3}[-/.－](?:\d{1,2}[-/.－])?$")
_DATE_LIST = re.compile(r"(?:月|日)[、及和与至到—–\-~～]+$|日(?:上午|下午)?[至到—–\-~～]$")
_YEAR_AFTER = re.compile(
    r"[度底初末终冬春夏秋]|[上下]半年|前?第?[一二三四1-4]季|[0-9]{1,2}月|[一二三四五六七八九十]+月|元旦|全年|同期|以来|年"
)


_YEAR_UNITS = frozenset(("年", "学年"))
TIME_UNITS = _YEAR_UNITS | {"日"}


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Short quotations and titles in text[start:end]; a number inside one belongs to a name."""
    return [m.span() for m in _QUOTES.finditer(text, start, end) if m[0][0] not in "\"'" or len(m[0]) <= _STRAIGHT_LONGEST]


def in_front(text: str, start: int, lowest: int) -> str:
    """What the characters directly before a number say against it."""
    if start <= lowest:
        return ""
    last = text[start - 1]
    if not last.isascii() and last not in _TELLING:
        return ""
    if last == " " and start - 1 > lowest and text[start - 2] == "第":
        return "ordinal"
    if last in _BEFORE_REASON:
        counts = _NO_ORDINAL.match(text, start - 2) if start - 2 >= lowest else None
        return "" if counts or (last == "×" and _WEIGHT.match(text, start)) else _BEFORE_REASON[last]
    if last in _AFTER_DIGIT:
        previous = text[start - 2] if start - 2 >= lowest else ""
        return _AFTER_DIGIT[last] if previous.isascii() and previous.isalnum() else ""
    if last.isascii() and last.isalpha():
        return "code"
    if last in "表图 " and _TABLE.search(text[max(lowest, start - 3) : start]):
        return "code"
    if last == "-" and _CODE.search(text[max(lowest, start - 4) : start]):
        return "code"
    if last in _DATE_JOINTS and _DATE_BEFORE.search(text[max(lowest, start - 9) : start]):
        return "date"
    if last in _LISTING and _ORDINAL_LIST.search(text[max(lowest, start - 16) : start]):
        return "ordinal"
    return ""


def lettered(text: str, start: int, unit: Unit, lowest: int) -> bool:
    """Whether the letter before the number names a category, A15处、B112处, and is no part of a code."""
    front = text[max(lowest, start - 2) : start]
    return _CATEGORY.search(front) is not None and (unit.family in ("people", "organisation") or unit.name in _CATEGORY_UNITS)


_SCORED = ("满分", "得分", "扣分")  # 满分十分 is ten points, 十分满意 is none
_VERY = "十分"


def named(text: str, start: int, highest: int) -> str:
    """Whether a set phrase begins at the number."""
    for place, name in _words().names.get(text[start], ()):
        if place <= start and text.startswith(name, start - place, highest):
            return "" if name == _VERY and text.endswith(_SCORED, 0, start) else "name"
    return ""


def behind(text: str, end: int, unit: Unit, chinese: bool, highest: int) -> str:
    """What the characters directly after number and unit say against it."""
    words = _words()
    if text.startswith(words.attributes.get(unit.word, ()), end, highest):
        return "attribute"
    if chinese and text.startswith(words.attributes_chinese.get(unit.word, ()), end, highest):
        return "attribute"
    return ""


def around(text: str, start: int, end: int, unit: str, lowest: int, highest: int) -> str:
    """What both sides say against it: 浏览次数：326次, 第3页共7页, 12号楼3层, 8时30分, 3人（含3人）以上."""
    last = text[start - 1] if start > lowest else ""
    if last == "含" and _RESTATED.match(text, end, highest):
        return "restated"
    if unit in ("页", "篇", "字", "次", "人次", "人"):
        front = text[max(lowest, start - 10) : start]
        if _words().furniture.search(front) or (unit == "页" and re.search(r"页[，, \u3000/]*共 ?$", front)):
            return "furniture"
    if unit == "版" and "." in text[start:end]:
        return "version"
    return _PLACED.get((last, unit), "")


def date(text: str, start: int, number_end: int, unit: Unit, highest: int, lowest: int) -> str:
    """Whether a number before 年 or 日 is a year or a day of a month rather than a length of time."""
    digits = text[start:number_end]
    if text.endswith("民国", lowest, start):
        return "year"
    if unit.word in _YEAR_UNITS:
        return _year(text, start, digits, number_end + len(unit.word), highest, lowest)
    if unit.word == "日":
        return _day(text, start, digits, number_end + 1, highest, lowest)
    return ""


def _length_of_time(text: str, start: int, end: int, highest: int, lowest: int) -> bool:
    words = _words()
    if text.startswith(words.after, end, highest):
        return True
    if start <= lowest:
        return False
    return text.endswith(words.before.get(text[start - 1], ()), lowest, start)


def _year(text: str, start: int, digits: str, end: int, highest: int, lowest: int) -> str:
    if digits.isdigit():
        if (len(digits) == 4 and "1800" <= digits <= "2199") or digits[0] == "0" or _YEAR_AFTER.match(text, end, highest):
            return "year"
        if len(digits) == 1:
            return ""
        return "" if len(digits) < 4 and _length_of_time(text, start, end, highest, lowest) else "year"
    if "." in digits or "," in digits:
        return ""
    if _YEAR_AFTER.match(text, end, highest):
        return "year"
    after = text[end] if end < highest else ""
    clear = _length_of_time(text, start, end, highest, lowest) or after in "，。；、）),;半"
    return "" if clear else "year"


def _day(text: str, start: int, digits: str, end: int, highest: int, lowest: int) -> str:
    if "." in digits or (digits.isdecimal() and int(digits) > 31):
        return ""
    if start > lowest and (text[start - 1] in "月每" or _DATE_LIST.search(text[max(lowest, start - 8) : start])):
        return "date"
    return "" if _length_of_time(text, start, end, highest, lowest) else "date"
