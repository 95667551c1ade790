"""Dates that lost a part, or were torn apart: 2017222, 2019-0 1-2 3, 2015年月, 2月30日."""

import re
from collections.abc import Iterator

from gouji.normalize.plan import Proposal

# A year, then three digits, or two parts with a space somewhere, or 月 without its number.
YEARS = re.compile(
    r"[12](?:(?<!\d.)(?<!\.\d.))(?:9|0)\d\d(?:(?P<glued>\d{3})(?!\d)"
    r"|(?P<torn> ?[-/.] ?([01]? ?\d) ?[-/.] ?([0-3]? ?\d)(?![\d.])(?: ([0-2] ?\d[:：] ?[0-5] ?\d)(?!\d))?)"
    r"|年[ \u3000]*月(?:[ \u3000]*\d{0,2}[ \u3000]*日)?(?![\u4e00-\u9fff]))"
)
# Three digits more are a date only where they stand alone; what a label or a unit makes a number is none.
ALONE_BEFORE = re.compile(r"(?:^|[\n \u3000(（])$")
ALONE_BEHIND = re.compile(r"[ \t\u3000]*(?:[)）\n]|$)")
DAY = re.compile(r"月(?<=\d月)(\d{1,2})日")
MONTH = re.compile(r"(?<!\d)\d{1,2}$")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def dates(text: str) -> Iterator[Proposal]:
    """A date without separators that lacks a digit, without its month, or that no calendar has: marked. One torn apart by
    spaces: what it may have been is proposed.

    >>> [tuple(flag)[:3] for flag in dates("2017222\\n发布于2019-0 1-2 3，2015年月，2月30日，5月3日")]
    [(0, 7, None), (11, 23, '2019-01-23'), (24, 30, None), (31, 36, None)]
    """
    for match in YEARS.finditer(text):
        if match["torn"]:
            tight = _tight(match)
            if tight is not None:
                yield Proposal(*match.span(), tight, "dates", "date_torn")
        elif not match["glued"]:
            yield Proposal(*match.span(), None, "dates", "date_part_lost")
        elif _is_alone(text, match) and (_is_day(match[0][4], match[0][5:]) or _is_day(match[0][4:6], match[0][6])):
            yield Proposal(*match.span(), None, "dates", "date_digit_lost")
    for match in DAY.finditer(text):
        month = MONTH.search(text[max(0, match.start() - 3) : match.start()])
        if month is not None and not _is_day(month[0], match[1]):
            yield Proposal(match.start() - len(month[0]), match.end(), None, "dates", "date_impossible")


def _is_alone(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    return ALONE_BEFORE.search(before) is not None and ALONE_BEHIND.match(text, match.end()) is not None


def _tight(match: re.Match[str]) -> str | None:
    """The date without spaces; None where nothing but a space before the time stands in it, or no such day is possible."""
    if not _is_day(match[3].replace(" ", ""), match[4].replace(" ", "")):
        return None
    date = match[0][: match.end(4) - match.start()].replace(" ", "")
    tight = date if match[5] is None else f"{date} {match[5].replace(' ', '')}"
    return None if tight == match[0] else tight


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= DAYS[int(month) - 1]
