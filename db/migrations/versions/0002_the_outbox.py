"""Add the outbox: what senders have to carry, tried to carry and have carried."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STRICT: dict[str, Any] = {"sqlite_strict": True}


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("desk", sa.Text, nullable=False),
        sa.Column("alert", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("carrier", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("released_at", sa.Text, nullable=False),
        sa.Column("next_at", sa.Text),
        sa.Column("claimed_at", sa.Text),
        sa.Column("settled_at", sa.Text),
        sa.Column("answer", sa.Text, nullable=False, server_default=sa.text("''")),
        **STRICT,
    )
    op.create_index("outbox_once", "outbox", ["number", "channel", "recipient"], unique=True)
    op.create_index("outbox_due", "outbox", ["channel", "state", "next_at"])
    op.execute(
        "CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox is for ever'); END"
    )
    op.execute(
        "CREATE TRIGGER outbox_sent_once BEFORE UPDATE ON outbox WHEN OLD.state = 'sent' "
        "BEGIN SELECT RAISE(ABORT, 'sent is sent'); END"
    )
    op.execute(
        "CREATE TRIGGER outbox_same_text BEFORE UPDATE OF desk, alert, number, channel, recipient, carrier, address, "
        "subject, body, digest ON outbox BEGIN SELECT RAISE(ABORT, 'a text is frozen when it is queued'); END"
    )
