"""Between the value types and the rows of the tables."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gouji.schemas import Document, Evidence, Figure, Finding, Relation, ReportHead, Term, Waiver, Wording
from gouji.schemas.figure import plain

Row = dict[str, Any]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def document_row(document: Document) -> Row:
    """The row of table `document`, without what only the store knows (path, run …)."""
    return {
        "document": document.document,
        "content_hash": document.content_hash,
        "encoding": document.encoding,
        "runner_up": document.runner_up,
        "repairs": [list(pair) for pair in document.repairs],
        "dropped": [list(place) for place in document.dropped],
        "source": document.source,
        "notes": list(document.notes),
    }


def report_row(head: ReportHead) -> Row:
    return {**_without_document(head.row("")), "issuer": head.office}


def figure_row(figure: Figure, position: int) -> Row:
    row = figure.row()
    del row["document"]
    row["position"], row["value_number"] = position, float(figure.value)
    return row


def relation_row(relation: Relation, position: int) -> Row:
    row = relation.row()
    del row["document"], row["terms"]
    row["position"], row["gap_number"] = position, _number(relation.gap)
    row["evidence_start"], row["evidence_end"] = row.pop("evidence")
    return row


def outcome_row(document: int, relation: Relation) -> Row:
    """The parameters that give a stored relation another outcome."""
    return {
        "of_document": document,
        "of_relation": relation.relation,
        "new_outcome": relation.outcome,
        "new_expected": None if relation.expected is None else plain(relation.expected),
        "new_gap": None if relation.gap is None else plain(relation.gap),
        "new_gap_number": _number(relation.gap),
        "new_tolerance": None if relation.tolerance is None else plain(relation.tolerance),
        "new_reason": relation.reason,
    }


def term_rows(relation: Relation) -> list[Row]:
    return [
        {"relation": relation.relation, "position": position, "sign": term.sign, "figure": term.figure}
        for position, term in enumerate(relation.terms)
    ]


def finding_row(finding: Finding, run: int) -> Row:
    row = finding.row()
    del row["figures"], row["suspects"]
    wordings = [[wording.lang, wording.message, wording.suggestion] for wording in finding.wordings]
    return {**row, "run_id": run, "gap_number": _number(finding.gap), "wordings": wordings}


def finding_figure_rows(finding: Finding, documents: Mapping[str, int]) -> list[Row]:
    """One row a figure of the finding; `documents` gives the id of each document by its name."""
    rank = {pair: place for place, pair in enumerate(finding.suspects, start=1)}
    return [
        {"position": position, "document_id": documents[pair[0]], "figure": pair[1], "suspect": rank.get(pair)}
        for position, pair in enumerate(finding.figures)
    ]


def to_report(row: Mapping[Any, Any]) -> ReportHead:
    return ReportHead(**{name: row[name] for name in ("report", "start", "end", "title", "office", "number", "period")})


def to_figure(row: Mapping[Any, Any], document: str) -> Figure:
    """A figure; a row without `bbox` and `spans` gives one without boxes and evidence."""
    values = dict(row)
    del values["document_id"], values["position"], values["value_number"]
    values["document"] = document
    for name in ("value", "low", "high"):
        values[name] = _decimal(values[name])
    if values.get("bbox") is not None:
        values["bbox"] = tuple(tuple(box) for box in values["bbox"])
    if "spans" in values:
        values["spans"] = Evidence.from_row(values["spans"])
    return Figure(**values)


def to_relation(row: Mapping[Any, Any], terms: Iterable[Term], document: str) -> Relation:
    values = _without(row, "document_id", "position", "gap_number", "evidence_start", "evidence_end")
    values.update(
        document=document,
        terms=tuple(terms),
        evidence=(row["evidence_start"], row["evidence_end"]),
        expected=_decimal(values["expected"]),
        gap=_decimal(values["gap"]),
        tolerance=_decimal(values["tolerance"]),
    )
    return Relation(**values)


def to_finding(row: Mapping[Any, Any], figures: Sequence[tuple[str, str]], suspects: Iterable[tuple[str, str]]) -> Finding:
    """The finding of a row; its documents are those of its figures, as they are called now."""
    values = _without(row, "id", "run_id", "gap_number")
    for name in ("expected", "actual", "gap", "tolerance"):
        values[name] = _decimal(values[name])
    values.update(
        documents=tuple(dict.fromkeys(document for document, _ in figures)),
        figures=tuple(figures),
        suspects=tuple(suspects),
        waiver=None if values["waiver"] is None else Waiver.from_row(values["waiver"]),
        wordings=tuple(Wording(*wording) for wording in values["wordings"]),
    )
    return Finding(**values)


def to_document(
    row: Mapping[Any, Any],
    reports: Iterable[ReportHead],
    figures: Iterable[Figure],
    relations: Iterable[Relation],
) -> Document:
    return Document(
        document=row["document"],
        content_hash=row["content_hash"],
        source=row["source"],
        encoding=row["encoding"],
        runner_up=row["runner_up"],
        repairs=tuple((name, count) for name, count in row["repairs"]),
        reports=tuple(reports),
        figures=tuple(figures),
        relations=tuple(relations),
        dropped=tuple((start, end, reason) for start, end, reason in row["dropped"]),
        notes=tuple(row["notes"]),
    )


def _without(row: Mapping[Any, Any], *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _without_document(row: Row) -> Row:
    return _without(row, "document")
