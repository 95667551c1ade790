"""Equal bytes become one document with several files; what files said before they were changed is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "path",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"]),
        sa.PrimaryKeyConstraint("path"),
    )
    op.create_index("path_by_document", "path", ["document_id"])
    op.create_index("path_by_run", "path", ["run_id", "position"])
    op.add_column("run", sa.Column("checked", sa.String(length=64), nullable=True))
    op.add_column("failure", sa.Column("path", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE failure SET path = document")
    op.create_index("failure_by_path", "failure", ["path"])
    op.execute(
        "INSERT INTO path SELECT d.path, d.document, (SELECT min(s.id) FROM document AS s WHERE"
        " s.content_hash = d.content_hash AND s.pipeline_version = d.pipeline_version), d.run_id, 0 FROM document AS d"
    )
    copies = "SELECT id FROM document WHERE id NOT IN (SELECT document_id FROM path)"
    op.execute(f"DELETE FROM finding WHERE id IN (SELECT finding_id FROM finding_figure WHERE document_id IN ({copies}))")
    op.execute(f"DELETE FROM document WHERE id IN ({copies})")
    _past()


def _past() -> None:
    op.create_table(
        "past_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=128), nullable=False),
        sa.Column("pipeline_version", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.String(length=32), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("runner_up", sa.Text(), nullable=True),
        sa.Column("repairs", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["superseded_by"], ["run.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("past_document_by_path", "past_document", ["path"])
    op.create_table(
        "past_report",
        sa.Column("past_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["past_id"], ["past_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("past_id", "report"),
    )
    op.create_table(
        "past_figure",
        sa.Column("past_id", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("bbox", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("value_number", sa.Double(), nullable=False),
        sa.Column("low", sa.Text(), nullable=True),
        sa.Column("high", sa.Text(), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("unit_mult", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("bound", sa.String(length=16), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=True),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["past_id"], ["past_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("past_id", "figure"),
    )
    op.create_table(
        "past_relation",
        sa.Column("past_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("lhs", sa.String(length=32), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=True),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=True),
        sa.Column("gap_number", sa.Double(), nullable=True),
        sa.Column("tolerance", sa.Text(), nullable=True),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["past_id"], ["past_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("past_id", "relation"),
    )
    op.create_table(
        "past_term",
        sa.Column("past_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["past_id"], ["past_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("past_id", "relation", "position"),
    )
