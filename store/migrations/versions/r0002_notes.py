"""What of a document was left unread."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # No batch: SQLite would copy the table, and what hangs on its rows would be deleted with the old one.
    op.add_column("document", sa.Column("notes", sa.JSON(), nullable=False, server_default="[]"))
