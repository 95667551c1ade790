"""No index by the words of measures: nothing looks figures up by them, and keeping it was a sixth of what writing took."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_index("figure_by_measure", "figure")
