"""Findings back out of the store: filtered, ranked, and with the figures and places that they rest on."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from gouji.schemas import SEVERITIES, Figure, Finding, FindingKind, Relation, ReportHead, Term
from gouji.store import rows
from gouji.store.cases import Artifact, Case, Exhibit, Text
from gouji.store.scan import held
from gouji.store.tables import document, figure, finding, finding_figure, relation, report, term

_CHUNK = 500  # keys in one statement


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings; an empty field asks for nothing.

    Of the last three, one figure of a finding must satisfy all that are given: `document` is part of the name of its
    file, `offices` holds the office of its report as written, and its own period or its report's begins with `period`.
    """

    severities: Collection[str] = ()
    codes: Collection[str] = ()
    run: int | None = None
    document: str = ""
    offices: Collection[str] | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding in the store: its key, its name (F3; 2/F3 where two runs have one of that name), the keys of its documents."""

    key: int
    name: str
    finding: Finding
    documents: dict[str, int] = field(hash=False)


def kept_findings(connection: Connection, wanted: Wanted) -> list[Kept]:
    """The findings that are wanted, the gravest first, those with the largest gap for their size before the others."""
    runs = Counter(connection.execute(select(finding.c.finding)).scalars())
    query = select(finding)
    for column, values in (("severity", wanted.severities), ("code", wanted.codes)):
        if values:
            query = query.where(finding.c[column].in_(values))
    if wanted.run is not None:
        query = query.where(finding.c.run_id == wanted.run)
    found = {row["id"]: row for row in connection.execute(query).mappings()}
    figures: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(_figures_of_findings()).mappings():
        if row["finding_id"] in found:
            figures[row["finding_id"]].append(row)
    touched = sorted({row["document_id"] for rows_of in figures.values() for row in rows_of})
    names = {each.id: each.name for each in held(connection, touched)}
    kept = [
        _kept(row, figures[key], names, shared=runs[row["finding"]] > 1)
        for key, row in found.items()
        if any(_is_wanted(each, wanted) for each in figures[key])
    ]
    return sorted(kept, key=lambda each: _rank(each.finding, found[each.key]))


def counts(connection: Connection, run: int) -> Counter[FindingKind]:
    """How many findings of a run there are."""
    kind = finding.c.code, finding.c.severity, finding.c.status
    query = select(*kind, func.count()).where(finding.c.run_id == run).group_by(*kind)
    return Counter({FindingKind(*row[:3]): row[3] for row in connection.execute(query)})


def cases_of(connection: Connection, kept: Sequence[Kept]) -> Iterator[Case]:
    """The findings as cases, in their order; the text of one document at a time is in memory."""
    wanted: dict[int, set[str]] = defaultdict(set)
    names: dict[int, str] = {}
    for each in kept:
        names.update({key: name for name, key in each.documents.items()})
        for name, number in each.finding.figures:
            wanted[each.documents[name]].add(number)
    exhibits: dict[tuple[str, str], Exhibit] = {}
    artifacts: dict[str, Artifact] = {}
    relations: dict[tuple[str, str], Relation] = {}
    for key, numbers in wanted.items():
        artifacts[names[key]] = _read_exhibits(connection, key, names[key], sorted(numbers), exhibits)
    for key, numbers in _failed(kept).items():
        relations.update(_read_relations(connection, key, names[key], sorted(numbers)))
    for each in kept:
        shown = tuple(exhibits[pair] for pair in each.finding.figures)
        touched = tuple(artifacts[name] for name in each.finding.documents)
        failed = relations.get((each.finding.documents[0], each.finding.relation or ""))
        yield Case(each.name, each.finding, shown, failed, touched)


def offices(connection: Connection) -> list[str]:
    """Every office that issued a report in the store, as written."""
    query = select(report.c.office).where(report.c.office.is_not(None)).distinct().order_by(report.c.office)
    return list(connection.execute(query).scalars())


def marks(connection: Connection) -> list[tuple[str, str]]:
    """(fingerprint, value digest) of every finding."""
    return [(row[0], row[1]) for row in connection.execute(select(finding.c.fingerprint, finding.c.value_digest))]


def _figures_of_findings() -> Select[Any]:
    """Every figure of every finding with the name of its document, its period, and the office and period of its report."""
    own = finding_figure.c
    joined = (
        finding_figure.join(document, document.c.id == own.document_id)
        .join(figure, and_(figure.c.document_id == own.document_id, figure.c.figure == own.figure))
        .outerjoin(report, and_(report.c.document_id == own.document_id, report.c.report == figure.c.report))
    )
    columns = own.finding_id, own.document_id, own.figure, own.suspect, document.c.document, figure.c.period, report.c.office
    query = select(*columns, report.c.period.label("about")).select_from(joined)
    return query.order_by(own.finding_id, own.position)


def _is_wanted(row: RowMapping, wanted: Wanted) -> bool:
    periods = (row["period"] or "", row["about"] or "")
    return (
        wanted.document in row["document"]
        and (wanted.offices is None or row["office"] in wanted.offices)
        and any(period.startswith(wanted.period) for period in periods)
    )


def _kept(row: RowMapping, figures: Sequence[RowMapping], names: Mapping[int, str], *, shared: bool) -> Kept:
    pairs = [(names[each["document_id"]], each["figure"]) for each in figures]
    ranked = sorted((each for each in figures if each["suspect"] is not None), key=lambda each: each["suspect"])
    suspects = [(names[each["document_id"]], each["figure"]) for each in ranked]
    name = f"{row['run_id']}/{row['finding']}" if shared else row["finding"]
    documents = {names[each["document_id"]]: each["document_id"] for each in figures}
    return Kept(row["id"], name, rows.to_finding(row, pairs, suspects), documents)


def _rank(found: Finding, row: RowMapping) -> tuple[Any, ...]:
    number = int("".join(filter(str.isdigit, found.finding)) or 0)
    return SEVERITIES.index(found.severity), -found.size, row["run_id"], number, row["id"]


def _read_exhibits(
    connection: Connection, key: int, name: str, numbers: Sequence[str], exhibits: dict[tuple[str, str], Exhibit]
) -> Artifact:
    """Fill in the exhibits of one document."""
    columns = document.c
    query = select(columns.source, columns.encoding, columns.content_hash).where(columns.id == key)
    head = connection.execute(query).one()
    text, heads = Text(head.source), _heads(connection, key)
    for one in _figures(connection, key, name, numbers):
        exhibits[name, one.figure] = text.exhibit(one, heads.get(one.report))
    return Artifact(name, head.encoding, head.content_hash)


def _heads(connection: Connection, key: int) -> dict[int, ReportHead]:
    found = connection.execute(select(report).where(report.c.document_id == key)).mappings()
    return {row["report"]: rows.to_report(row) for row in found}


def _figures(connection: Connection, key: int, name: str, numbers: Sequence[str]) -> Iterable[Figure]:
    for first in range(0, len(numbers), _CHUNK):
        chunk = numbers[first : first + _CHUNK]
        query = select(figure).where(figure.c.document_id == key, figure.c.figure.in_(chunk))
        yield from (rows.to_figure(row, name) for row in connection.execute(query).mappings())


def _failed(kept: Sequence[Kept]) -> dict[int, set[str]]:
    """Document → the relations in it that findings are about."""
    failed: dict[int, set[str]] = defaultdict(set)
    for each in kept:
        if each.finding.relation:
            failed[each.documents[each.finding.documents[0]]].add(each.finding.relation)
    return failed


def _read_relations(
    connection: Connection, key: int, name: str, numbers: Sequence[str]
) -> Iterator[tuple[tuple[str, str], Relation]]:
    """((name of the document, relation id), relation) of one document."""
    for first in range(0, len(numbers), _CHUNK):
        chunk = numbers[first : first + _CHUNK]
        parts = select(term).where(term.c.document_id == key, term.c.relation.in_(chunk)).order_by(term.c.position)
        terms: dict[str, list[Term]] = defaultdict(list)
        for row in connection.execute(parts).mappings():
            terms[row["relation"]].append(Term(row["sign"], row["figure"]))
        query = select(relation).where(relation.c.document_id == key, relation.c.relation.in_(chunk))
        for row in connection.execute(query).mappings():
            yield (name, row["relation"]), rows.to_relation(row, terms[row["relation"]], name)
