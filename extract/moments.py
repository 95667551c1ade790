"""A time named in a text, and what several of them named together come to: spans, open spans, two months of a year."""

from dataclasses import dataclass, replace

import regex

from gouji.extract.dates import base_year

_ALSO = regex.compile(r"^\s*[和及与、]\s*$")
_EACH = regex.compile(r"[^，。；]{0,8}分别")
_OPEN_END = regex.compile(r"(?:至今|(?:[^，。；\d]{0,14}(?:施行|实施|公布|颁布|成立|启动|运行|开通))?以来)")
_SPAN_LINK = regex.compile(r"^[\s]*(?:起)?[至到—–-]+[\s]*$")
MEANT = "同期"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time named in the text at [start, end): the period of a level, that of a flow, and whether it lies before the
    reported period (`prior`); `asof` where it names a day or the end of something, `cutoff` where 截至 says so outright."""

    start: int
    end: int
    level: str
    flow: str
    prior: bool
    asof: bool
    cutoff: bool = False


def _two_months(text: str, first: Moment, second: Moment) -> bool:
    """Whether two months of a year are named together (6月和9月), and not for one figure each."""
    months = len(first.level) == len(second.level) == len("2012-12") and first.level[:4] == second.level[:4]
    return months and bool(_ALSO.match(text[first.end : second.start])) and not _EACH.match(text, second.end)


def _is_over(moment: Moment, period: str | None) -> bool:
    """Whether a month, or a year before that of the report, was named (2017年以来): this year's is the report's own time."""
    return len(moment.level) > len("2012") or (period is not None and moment.level < period[:4])


def join_spans(text: str, found: list[Moment], period: str | None) -> list[Moment]:
    """`从2008年5月1日到9月30日` is one span; `2006年7月至今` is open."""
    joined: list[Moment] = []
    for moment in found:
        if joined and _SPAN_LINK.match(text[joined[-1].end : moment.start]) and "/" not in moment.level + joined[-1].level:
            first = joined.pop()
            span = f"{first.level}/{moment.level}"
            moment = Moment(first.start, moment.end, span, span, False, False)
        elif joined and _two_months(text, joined[-1], moment):
            year = moment.level[:4]
            span = period if period and base_year(period) == int(year) else year
            moment = Moment(joined.pop().start, moment.end, span, span, False, False)
        elif "/" not in moment.level and _is_over(moment, period) and (tail := _OPEN_END.match(text, moment.end)):
            span = moment.level if moment.level == period else f"{moment.level}/.."  # 今年以来 is the half year reported on
            moment = Moment(moment.start, tail.end(), span, span, False, False)
        joined.append(moment)
    return joined


def meant(moments: list[Moment], period: str | None) -> list[Moment]:
    """`2014年至2016年招录90名；同期流失30人`: 同期 alone at the head of a clause is the time named before, or the report's."""
    told: list[Moment] = []
    for moment in moments:
        then = moment.flow
        if then == MEANT:
            then = told[-1].flow if told else period or ""
        if then:
            told.append(moment if then == moment.flow else replace(moment, level=then, flow=then))
    return told
