"""The steps and the tables must say the same, for ever."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from qh_console.store.database import Database, schema_versions
from qh_console.store.tables import metadata

FOR_EVER = ("entries", "readings", "forecasts", "forecast_days", "forecast_hours", "archive")


def test_the_newest_step_leaves_the_tables_the_code_knows(record: Database) -> None:
    with record.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_strictness_and_keys_are_those_the_code_knows(record: Database) -> None:
    query = text("SELECT name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'")
    engine = create_engine("sqlite://")
    with engine.begin() as fresh:
        metadata.create_all(fresh)
        wanted = {tuple(row) for row in fresh.execute(query)}
    engine.dispose()
    with record.reading() as connection:
        found = {tuple(row) for row in connection.execute(query) if row[0] != "alembic_version"}
    assert found == wanted
    assert all(strict for _, _, strict in found)


@pytest.mark.parametrize("table", FOR_EVER)
def test_what_is_for_ever_has_its_triggers(record: Database, table: str) -> None:
    with record.reading() as connection:
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        names = set(connection.execute(query, {"table": table}).scalars())
    assert names >= {f"{table}_no_update", f"{table}_no_delete"}


def test_the_cheap_reading_of_versions_agrees_with_alembic(migrations: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations))
    steps = ScriptDirectory.from_config(config)
    assert steps.get_heads() == [schema_versions(migrations)[-1]]
    assert [step.revision for step in steps.walk_revisions()][::-1] == list(schema_versions(migrations))
    assert schema_versions(migrations) == tuple(f"{n:04}" for n in range(1, len(schema_versions(migrations)) + 1))


def test_no_step_imports_code_that_will_move_on(migrations: Path) -> None:
    files = [migrations / "env.py", *(migrations / "versions").glob("*.py")]
    assert len(files) >= 2
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith("qh_console")], file
