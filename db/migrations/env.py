"""Runs the steps on the connection it is handed; imports nothing of the application, so old steps never change."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
