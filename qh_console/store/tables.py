"""Every table of the record, as the newest migration leaves it (a test holds the two together)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

from qh_console.domain.readings import Indicator

metadata = MetaData()

STRICT: dict[str, Any] = {"sqlite_strict": True}
KEYED: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""Strict column types, and rows stored once, in the order of their key."""

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    **KEYED,
)

entries = Table(
    "entries",
    metadata,
    Column("desk", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("lamport", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("entries_lamport", "lamport"),
    **KEYED,
)

readings = Table(
    "readings",
    metadata,
    Column("place", Text, primary_key=True),
    Column("at", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("received_at", Text, nullable=False),
    *(Column(indicator.value, REAL) for indicator in Indicator),
    Column("aqi", Integer),
    **KEYED,
)
"""`at` in Unix seconds of the hour's end. `revision` counts tellings of one hour by one source, from 1."""

forecasts = Table(
    "forecasts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("issued_at", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Index("forecasts_issued_at", "issued_at"),
    **STRICT,
)

forecast_days = Table(
    "forecast_days",
    metadata,
    Column("forecast", Integer, ForeignKey("forecasts.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("on", Text, primary_key=True),
    Column("aqi_low", Integer, nullable=False),
    Column("aqi_high", Integer, nullable=False),
    Column("pollutant", Text, nullable=False),
    Column("dust", Integer, nullable=False),
    **KEYED,
)

forecast_hours = Table(
    "forecast_hours",
    metadata,
    Column("forecast", Integer, ForeignKey("forecasts.id"), primary_key=True),
    Column("place", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("first_at", Text, nullable=False),
    Column("figures", Text, nullable=False),
    **KEYED,
)
"""One row per place and `what` (an indicator, aqi or dust); `figures` is a JSON list, one an hour, null where none."""

feed_state = Table(
    "feed_state",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("asked_at", Text),
    Column("answered_at", Text),
    Column("newest_at", Text),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("message", Text, nullable=False, server_default=text("''")),
    **KEYED,
)

credentials = Table(
    "credentials",
    metadata,
    Column("officer", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("locked_until", Text),
    Column("changed_at", Text, nullable=False),
    **KEYED,
)

archive = Table(
    "archive",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("alert", Text),
    Column("filed_at", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("path", Text, nullable=False),
    Index("archive_alert", "alert"),
    **KEYED,
)

drafts = Table(
    "drafts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("saved_at", Text, nullable=False),
    **KEYED,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", Text, nullable=False),
    Column("alert", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("released_at", Text, nullable=False),
    Column("next_at", Text),
    Column("claimed_at", Text),
    Column("settled_at", Text),
    Column("answer", Text, nullable=False, server_default=text("''")),
    Index("outbox_once", "number", "channel", "recipient", unique=True),
    Index("outbox_due", "channel", "state", "next_at"),
    **STRICT,
)
"""What senders carry: one row per number, channel and recipient; `state` is a SendState, a sent row never changes."""
