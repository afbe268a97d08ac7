"""Alembic's entry: migrations run on the connection that the desk hands in, inside its transaction."""

from alembic import context

from handoff.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
