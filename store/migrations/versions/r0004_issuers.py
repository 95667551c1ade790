"""Offices by one name each; files and figures of findings are found through an index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for table in ("report", "past_report"):
        op.add_column(table, sa.Column("issuer", sa.Text(), nullable=True))
    op.execute("UPDATE report SET issuer = office")
    op.create_index("report_by_issuer", "report", ["issuer"])
    op.create_index("document_by_name", "document", ["document"])
    op.drop_index("finding_figure_by_document", "finding_figure")
    op.create_index("finding_figure_by_figure", "finding_figure", ["document_id", "figure"])
