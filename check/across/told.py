"""A claim about statements of several reports: whose it is by which grounds, and what lowers it to review."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from gouji.check import reasons
from gouji.check.across.periods import bounds_of
from gouji.check.across.series import Statement
from gouji.check.claim import Claim
from gouji.check.verdict import Verdict
from gouji.schemas import Figure, Severity


def claim_of(code: str, severity: Severity, statements: Sequence[Statement], verdict: Verdict, *, reason: str = "") -> Claim:
    """The claim of the first statement against the others.

    A contradiction is for review only where the text near one of the figures speaks of a change of basis (口径调整, 机构改革,
    合并 …: recast.toml), or where an office is known from a title only. The words beside an earlier level do not count: what
    was merged before it is in it.
    """
    claim, *_ = statements
    if severity in ("error", "warning"):
        ends = [bounds_of(statement.figure.period or "")[1] for statement in statements]
        latest = [statement for statement, end in zip(statements, ends, strict=True) if end == max(ends)]
        if any(is_recast(statement.figure) for statement in latest):
            severity, reason = "review", reasons.RECAST
        elif not all(statement.issued.is_sure for statement in statements):
            severity, reason = "review", reasons.OFFICE_BY_TITLE
    figures = tuple(statement.figure for statement in statements)
    names = tuple(dict.fromkeys(statement.issued.name for statement in statements))
    grounds = tuple(dict.fromkeys(ground for statement in statements for ground in statement.issued.grounds))
    sure = next((statement.issued.name for statement in statements if statement.issued.is_sure), claim.issued.name)
    return Claim(
        code=code,
        severity=severity,
        figures=figures,
        expected=verdict.expected,
        actual=claim.figure.value,
        gap=verdict.gap,
        tolerance=verdict.tolerance,
        reason=reason,
        office=claim.issued.name if claim.issued.is_sure else sure,
        offices=names,
        grounds=grounds if len(names) > 1 else (),
        suspects=figures,
    )


def is_recast(figure: Figure) -> bool:
    """Whether the sentence or the heading of a figure says that what is counted was redrawn."""
    words = _words()
    return words.search(figure.sentence) is not None or words.search(figure.section) is not None


@cache
def _words() -> re.Pattern[str]:
    table = tomllib.loads((files(__package__) / "recast.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(map(re.escape, sorted(table["words"], key=len, reverse=True))))
