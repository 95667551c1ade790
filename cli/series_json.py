"""The series of an office as JSON."""

import json
from typing import Any

from gouji.check.across import Issuer, Series, Statement
from gouji.pipeline.series import OfficeSeries
from gouji.schemas.figure import plain
from gouji.store import Store


def print_json(value: Any) -> None:
    """Print to standard output, characters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def office_row(issuer: Issuer) -> dict[str, Any]:
    """An office: its name, its reports with the name that each has, and the grounds on which they are one's."""
    return {
        "office": issuer.name,
        "reports": [
            {
                "document": report.document,
                "report": report.report,
                "period": report.period,
                "written": report.name,
                "grounds": [ground._asdict() for ground in report.grounds],
            }
            for report in issuer.reports
        ],
    }


def series_row(series: Series, office: OfficeSeries, store: Store) -> dict[str, Any]:
    """A series: its points by period, the stated changes, and the findings that they stand in."""
    points = [statement for statements in series.levels.values() for statement in statements]
    texts = store.sources(sorted({office.ids[each.figure.document] for each in (*points, *series.changes)}))
    name, _, breakdown = series.topic.name.partition(" ")
    findings = {each.finding: each for statement in (*points, *series.changes) for each in office.conflicts(statement)}
    return {
        "indicator": name if series.topic.known else None,
        "breakdown": breakdown,
        "name": None if series.topic.known else name,
        "unit": series.topic.unit,
        "points": [_point(each, office, texts) for each in points],
        "changes": [_point(each, office, texts) for each in series.changes],
        "findings": [finding.row() for finding in findings.values()],
    }


def _point(statement: Statement, office: OfficeSeries, texts: dict[int, str]) -> dict[str, Any]:
    figure = statement.figure
    source = texts[office.ids[figure.document]]
    return {
        "period": figure.period,
        "value": plain(figure.value),
        "unit": figure.unit,
        "text": figure.text,
        "document": figure.document,
        "report": figure.report,
        "figure": figure.figure,
        "line": source.count("\n", 0, figure.start) + 1,
        "start": figure.start,
        "end": figure.end,
        "page": figure.page,
        "sentence": figure.sentence,
        "findings": [[finding.code, finding.severity] for finding in office.conflicts(statement)],
    }
