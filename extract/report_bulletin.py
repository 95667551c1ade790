"""The month that a monthly bulletin is about: by its number, or by its first words and its date."""

import regex

from gouji.extract.dates import small_number
from gouji.extract.report_signed import MONTH, signed_year
from gouji.schemas import Span

_NUMBERED = regex.compile(r"(?P<year>20\d\d)年第\s?(?P<month>1[0-2]|[1-9])期")
_OPENS = regex.compile(
    r"^(?:据(?:统计|悉|了解|初步统计)[，,]\s*|[^，。；：\d]{0,16}?)"
    rf"(?<![年\d])(?P<month>{MONTH})月份(?![至到—-]|以来)"
)


def month_of_issue(head: list[str], text: str, report: Span) -> str | None:
    """The month of a monthly bulletin: its number is that of a month which it calls this one (2023年第5期, 本月, 5月份)."""
    issue = next((m for line in head[:3] if (m := _NUMBERED.search(line))), None)
    if issue is None or text.find("本月", report.start, report.end) < 0:
        return None
    told = regex.search(rf"(?<!\d){issue['month']}月份", text, pos=report.start, endpos=report.end)
    return f"{issue['year']}-{int(issue['month']):02d}" if told else None


def month_just_over(head: list[str], signed: "regex.Match[str]") -> str | None:
    """The month of which a bulletin tells that names no year but in its date: 3月份，…共受理5件, of the 22nd of April 2011."""
    opening = next((m for line in head[:3] if (m := _OPENS.search(line))), None)
    if opening is None:
        return None
    told, given, year = small_number(opening["month"]), small_number(signed["month"]), signed_year(signed)
    if (given - told) % 12 > 1:
        return None
    return f"{year - (told > given)}-{told:02d}"
