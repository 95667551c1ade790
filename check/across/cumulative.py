"""CUMULATIVE: what is counted up (累计 …) and is less at a later day than at an earlier one."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from gouji.check.across.periods import bounds_of
from gouji.check.across.series import Series, Statement
from gouji.check.across.told import claim_of
from gouji.check.claim import Claim
from gouji.check.verdict import Verdict, decimal
from gouji.schemas import Figure

# Counted up from the beginning of the thing, or from that of the year. 累计 alone may be either, and then says nothing: in a
# yearly report 累计培训1200人次 is mostly what was done that year. Source: usage of the development reports.
_CLAUSE = re.compile(r"[^，,。；;！!？?：:（(\n]*$")
_COUNTED = re.compile(r"累计|累积")
_EVER = re.compile(r"截至|截止|至今|历年|历史|以来|迄今|总累计|累计达|累计已|已累计|(?:上年|去年|年|月)[末底]累计")
_OF_THE_YEAR = re.compile(r"全年|今年|本年|当年|年内|年初以来|[上下]半年|季度|\d\s*月份?累计|[—\-–至到]\s*\d{1,2}月")
_OF_SOME_YEARS = re.compile(r"[一二两三四五六七八九十\d]\s*年(?:来|间|累计|共)|期间|时期|任期|五年")


def counted_up(figure: Figure) -> Literal["ever", "year"] | None:
    """Whether a figure is a running total, since the beginning or since that of its year; None where it is neither.

    The words must stand before every place where its sentence prints it, in the same clause or as the first words of it.
    """
    before = [
        figure.sentence[: match.start()] for match in re.finditer(rf"(?<![\d.]){re.escape(figure.text)}", figure.sentence)
    ]
    clauses = [clause[0] if (clause := _CLAUSE.search(text)) else "" for text in before]
    if not clauses or not all(_COUNTED.search(clause) for clause in clauses):
        return None
    if any(_OF_SOME_YEARS.search(clause) for clause in clauses):
        return None
    if any(_OF_THE_YEAR.search(text) for text in before):
        return "year"
    return "ever" if all(_EVER.search(text) for text in before) else None


def claims(series: Sequence[Series]) -> Iterator[Claim]:
    """One claim for each running total that lies below the one before it, in another report.

    Totals since the beginning are compared over days, those of one year where both begin with it (a half year, a year).
    """
    for one in series:
        running = [
            (kind, statement)
            for statements in one.levels.values()
            for statement in statements
            if (kind := counted_up(statement.figure))
        ]
        yield from _falling([s for kind, s in running if kind == "ever" and len(s.figure.period or "") == 10])
        of_year: dict[str, list[Statement]] = {}
        for kind, statement in running:
            first, _ = bounds_of(statement.figure.period or "")
            if kind == "year" and first.endswith("-01-01"):
                of_year.setdefault(first, []).append(statement)
        for statements in of_year.values():
            yield from _falling(statements)


def _falling(statements: Sequence[Statement]) -> Iterator[Claim]:
    for earlier, later in pairwise(statements):
        if _end(earlier) >= _end(later) or earlier.report == later.report:
            continue
        low, high = earlier.span.low, later.span.high
        if low is not None and high is not None and high < low:
            room = (earlier.reading.value - low) + (high - later.reading.value)
            gap = earlier.reading.value - later.reading.value
            verdict = Verdict("violated", earlier.figure.value, decimal(gap), decimal(room))
            yield claim_of("CUMULATIVE", "error", (later, earlier), verdict)


def _end(statement: Statement) -> str:
    return bounds_of(statement.figure.period or "")[1]
