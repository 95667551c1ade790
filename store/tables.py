"""The tables of the store; SQLAlchemy Core, nothing in them that only SQLite knows.

A decimal is stored exactly, as text without exponent (`value`, `gap` …). Where one sorts or filters by size there is a
`…_number` beside it, a binary double: near enough to compare, never to be shown or added up.
A row of `document` keeps its id when its file is read again, so that links to it live on; all its other rows are replaced.
Equal bytes are one document, whose files are in `path`. What a file said before it was changed is moved to the tables
`past_…`, so that whoever queries the others never meets it.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


def storable(value: Any) -> Any:
    """A value as PostgreSQL can hold it: U+0000 in a text gives way to U+2400, the symbol for it."""
    return value.replace("\x00", "\u2400") if isinstance(value, str) else value


class Text(TypeDecorator[str]):
    """Text of any length, for PostgreSQL made `storable`."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        found: str | None = storable(value)
        return found

    def bind_processor(self, dialect: Dialect) -> Any:
        """None where a database holds any text: a call for each value is a tenth of what writing takes."""
        return super().bind_processor(dialect) if dialect.name == "postgresql" else None


metadata = MetaData()

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", String(32), nullable=False),  # ISO 8601, UTC
    Column("ended_at", String(32)),  # null: interrupted, or still going on
    Column("pipeline_version", Text, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("paths", JSON, nullable=False),  # as given
    Column("files_read", Integer),
    Column("files_skipped", Integer),
    Column("files_failed", Integer),
    Column("files_passed_over", Integer),
    Column("checked", String(64)),  # digest of the documents that it checked and how; null: it checked none
)

failure = Table(
    "failure",
    metadata,
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("path", Text, nullable=False, server_default=""),  # absolute; earlier versions knew only the name
    Column("reason", Text, nullable=False),
    Index("failure_by_path", "path"),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", Text, nullable=False, unique=True),  # absolute: the first of those in table path
    Column("document", Text, nullable=False),  # the name of that file as last given: what the exports call it
    Column("content_hash", String(128), nullable=False),
    Column("pipeline_version", Text, nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),  # the run that read it
    Column("read_at", String(32), nullable=False),
    Column("encoding", Text, nullable=False),
    Column("runner_up", Text),
    Column("repairs", JSON, nullable=False),  # [[name of the repair, how often] …]
    Column("dropped", JSON, nullable=False),  # [[start, end, reason] …]
    Column("notes", JSON, nullable=False, server_default="[]"),  # [what was left unread …]
    Column("source", Text, nullable=False),  # last: SQLite goes through all of a text to what stands behind it
    Index("document_by_content", "content_hash", "pipeline_version"),
    Index("document_by_name", "document"),
)

path = Table(
    "path",
    metadata,
    Column("path", Text, primary_key=True),  # absolute: what makes it the same file
    Column("name", Text, nullable=False),  # as last given
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("run_id", ForeignKey("run.id"), nullable=False),  # the last run that met it
    Column("position", Integer, nullable=False),  # its place among the files of that run
    Index("path_by_document", "document_id"),
    Index("path_by_run", "run_id", "position"),
)


def _as_it_was(column: Column[Any]) -> Column[Any]:
    """A column of a table of the past: the same values, tied to nothing."""
    return Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable)


def _of_document() -> Column[int]:
    return Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)


report = Table(
    "report",
    metadata,
    _of_document(),
    Column("report", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("title", Text),
    Column("office", Text),
    Column("number", Text),
    Column("period", Text),
    Column("issuer", Text),  # the office by the name that all its reports share, given at the end of a run
    Index("report_by_office", "office"),
    Index("report_by_issuer", "issuer"),
)

figure = Table(
    "figure",
    metadata,
    _of_document(),
    Column("figure", String(32), primary_key=True),
    Column("position", Integer, nullable=False),  # order within the document
    Column("report", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("bbox", JSON(none_as_null=True)),
    Column("value", Text, nullable=False),
    Column("value_number", Double, nullable=False),
    Column("low", Text),
    Column("high", Text),
    Column("decimals", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_mult", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("bound", String(16), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("measure", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("indicator", Text),
    Column("breakdown", Text, nullable=False),
    Column("period", Text),
    Column("role", String(16), nullable=False),
    Column("section", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("rule", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("spans", JSON, nullable=False),  # {"measure": [[start, end] …], "subject": …, "period": …}
    Index("figure_by_report", "document_id", "report"),
    Index("figure_by_indicator", "indicator", "breakdown", "period"),
)

relation = Table(
    "relation",
    metadata,
    _of_document(),
    Column("relation", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("report", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("lhs", String(32), nullable=False),
    Column("listed", Integer),
    Column("stated", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("outcome", String(20)),
    Column("expected", Text),
    Column("gap", Text),
    Column("gap_number", Double),
    Column("tolerance", Text),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rule", Text, nullable=False),
    ForeignKeyConstraint(["document_id", "lhs"], ["figure.document_id", "figure.figure"], ondelete="CASCADE"),
    Index("relation_by_outcome", "outcome"),
    Index("relation_by_lhs", "document_id", "lhs"),
)

term = Table(
    "term",
    metadata,
    Column("document_id", Integer, primary_key=True),
    Column("relation", String(32), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sign", Integer, nullable=False),
    Column("figure", String(32), nullable=False),
    ForeignKeyConstraint(["document_id", "relation"], ["relation.document_id", "relation.relation"], ondelete="CASCADE"),
    ForeignKeyConstraint(["document_id", "figure"], ["figure.document_id", "figure.figure"], ondelete="CASCADE"),
    Index("term_by_figure", "document_id", "figure"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),  # the run that found it
    Column("finding", String(32), nullable=False),  # its id within that run
    Column("code", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("documents", JSON, nullable=False),
    Column("relation", String(32)),
    Column("expected", Text),
    Column("actual", Text),
    Column("gap", Text),
    Column("gap_number", Double),
    Column("tolerance", Text),
    Column("message", Text, nullable=False),
    Column("suggestion", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("equation", Text, nullable=False),
    Column("value_digest", String(32), nullable=False),
    Column("waiver", JSON(none_as_null=True)),  # {"fingerprint", "value_digest", "reason", "by", "until"}; open: it has lapsed
    Column("wordings", JSON, nullable=False),  # [[language, message, suggestion] …]
)

finding_figure = Table(
    "finding_figure",
    metadata,
    Column("finding_id", ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # 0 is the claim
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("figure", String(32), nullable=False),
    Column("suspect", Integer),  # 1 the most likely to be wrong; null: not suspected
    Index("finding_figure_by_figure", "document_id", "figure"),
)

past_document = Table(
    "past_document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Integer, nullable=False),  # of the document that it was; gone where none of its files is left
    Column("superseded_by", ForeignKey("run.id"), nullable=False),  # the run that found the file changed
    *(_as_it_was(column) for column in document.c if column.name != "id"),
    Index("past_document_by_path", "path"),
)


def _past(table: Table) -> Table:
    return Table(
        f"past_{table.name}",
        metadata,
        Column("past_id", ForeignKey("past_document.id", ondelete="CASCADE"), primary_key=True),
        *(_as_it_was(column) for column in table.c if column.name != "document_id"),
    )


PAST = {table: _past(table) for table in (report, figure, relation, term)}

# What of the store is derived from the program: the digest of its labels and of its views, renewed where it differs.
definition = Table(
    "definition",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
)

label = Table(
    "label",
    metadata,
    Column("field", String(16), primary_key=True),
    Column("code", String(40), primary_key=True),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
)
