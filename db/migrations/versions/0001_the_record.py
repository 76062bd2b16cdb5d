"""Lay down the record: journal, readings, forecasts, credentials, archive, drafts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STRICT: dict[str, Any] = {"sqlite_strict": True}
KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
FOR_EVER = ("entries", "readings", "forecasts", "forecast_days", "forecast_hours", "archive")
INDICATORS = ("so2", "no2", "co", "o3", "o3_8h", "pm10", "pm25", "pm10_24h", "pm25_24h")


def upgrade() -> None:
    _journal()
    _readings()
    _forecasts()
    _office()
    for table in FOR_EVER:
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is for ever'); END"
            )
    op.execute(
        "CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries "
        "WHEN EXISTS (SELECT 1 FROM entries WHERE desk = NEW.desk AND seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'entries is for ever'); END"
    )


def _journal() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        **KEYED,
    )
    op.create_table(
        "entries",
        sa.Column("desk", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("lamport", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        **KEYED,
    )
    op.create_index("entries_lamport", "entries", ["lamport"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("received_at", sa.Text, nullable=False),
        *(sa.Column(name, sa.REAL) for name in INDICATORS),
        sa.Column("aqi", sa.Integer),
        **KEYED,
    )
    op.create_table(
        "feed_state",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("asked_at", sa.Text),
        sa.Column("answered_at", sa.Text),
        sa.Column("newest_at", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("message", sa.Text, nullable=False, server_default=sa.text("''")),
        **KEYED,
    )


def _forecasts() -> None:
    op.create_table(
        "forecasts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("issued_at", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, unique=True),
        **STRICT,
    )
    op.create_index("forecasts_issued_at", "forecasts", ["issued_at"])
    op.create_table(
        "forecast_days",
        sa.Column("forecast", sa.Integer, sa.ForeignKey("forecasts.id"), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("on", sa.Text, primary_key=True),
        sa.Column("aqi_low", sa.Integer, nullable=False),
        sa.Column("aqi_high", sa.Integer, nullable=False),
        sa.Column("pollutant", sa.Text, nullable=False),
        sa.Column("dust", sa.Integer, nullable=False),
        **KEYED,
    )
    op.create_table(
        "forecast_hours",
        sa.Column("forecast", sa.Integer, sa.ForeignKey("forecasts.id"), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("first_at", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        **KEYED,
    )


def _office() -> None:
    op.create_table(
        "credentials",
        sa.Column("officer", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("locked_until", sa.Text),
        sa.Column("changed_at", sa.Text, nullable=False),
        **KEYED,
    )
    op.create_table(
        "archive",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("alert", sa.Text),
        sa.Column("filed_at", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        **KEYED,
    )
    op.create_index("archive_alert", "archive", ["alert"])
    op.create_table(
        "drafts",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("officer", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Text, nullable=False),
        **KEYED,
    )
