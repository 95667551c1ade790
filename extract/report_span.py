"""The span that a report covers, where it names both ends: 2019年10月至2020年3月, 统计期限自…至…."""

import regex

from gouji.extract.dates import small_number, year_number
from gouji.extract.periods import find_moments
from gouji.extract.report_signed import MONTH, YEAR
from gouji.schemas import Span

RUN = regex.compile(
    rf"(?:从|自)?(?P<y1>{YEAR}|(?<!\d)1\d\d)年(?P<m1>{MONTH})月(?:(?P<d1>\d{{1,2}})日)?[至到—-]"
    rf"(?P<y2>{YEAR}|1\d\d)年(?P<m2>{MONTH})月(?:(?P<d2>\d{{1,2}})日)?"
)
_COVERED = regex.compile(
    rf"(?:统计(?:期限|期间|时间|时段)|报告期|会期|[定临]期会|临时会)(?:限|间)?(?:是|为|自|从|[:：])*"
    rf"(?P<span>(?:{YEAR}|(?:民国)?\d{{3}})年{MONTH}月\d{{1,2}}日[^。，,；\n]{{0,20}}日)"
)
_DATED = regex.compile(rf"{YEAR}年|(?<!\d)1\d\d年")


def span_of(line: str) -> str | None:
    """The span with which the first year of a line begins, None where there is none.

    >>> span_of("自2019年10月至2020年3月共受理5件"), span_of("2019年共受理5件")
    ('2019-10/2020-03', None)
    """
    first = _DATED.search(line)
    run = RUN.match(line, first.start()) if first else None
    return run_of(run) if run else None


def run_of(run: "regex.Match[str]") -> str:
    """ISO 8601 of a span whose ends both name their year, in days where both name theirs, else in months."""
    first, last = (f"{_year(run[f'y{n}'])}-{small_number(run[f'm{n}']):02d}" for n in "12")
    return f"{first}-{int(run['d1']):02d}/{last}-{int(run['d2']):02d}" if run["d1"] and run["d2"] else f"{first}/{last}"


def _year(digits: str) -> int:
    return int(digits) + 1911 if len(digits) == len("106") else year_number(digits)


def covered(text: str, report: Span) -> str | None:
    """The span that the beginning says the report covers: 统计期限自…至…, 本次定期会自…至…; a whole year is that year."""
    match = _COVERED.search(text, report.start, min(report.end, report.start + 400))
    if match is None:
        return None
    moments = find_moments(text, match.start("span"), match.end(), None)
    span = moments[0].level if len(moments) == 1 else ""
    first, _, last = span.partition("/")
    if len(first) != len("2024-10-07") or len(last) != len(first):
        return None
    return first[:4] if (first[5:], last) == ("01-01", f"{first[:4]}-12-31") else span
