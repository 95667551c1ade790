"""What Alembic runs: the migrations, within the transaction of the connection that gouji.store hands it."""

from alembic import context

from gouji.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
