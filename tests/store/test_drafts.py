"""Unfinished forms outlive the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qh_console.store.database import Database, open_database
from qh_console.store.drafts import Draft, Drafts

AT = datetime(2026, 1, 9, 12, 0, 0, 1, tzinfo=UTC)


@pytest.fixture
def drafts(record: Database) -> Drafts:
    return Drafts(record)


def draft(key: str = "alert-a1", officer: str = "wang", body: str = '{"step":2}', minutes: int = 0) -> Draft:
    return Draft(key, officer, body, AT + timedelta(minutes=minutes))


def test_a_draft_is_opened_again_where_it_was(drafts: Drafts, folder: Path, migrations: Path) -> None:
    drafts.save(draft(body='{"step":1,"text":"影响范围"}'))
    drafts.save(draft(body='{"step":2,"text":"影响范围：西宁"}', minutes=1))
    with open_database(folder, migrations) as again:
        assert Drafts(again).load("alert-a1") == draft(body='{"step":2,"text":"影响范围：西宁"}', minutes=1)


def test_several_drafts_live_side_by_side_the_latest_first(drafts: Drafts) -> None:
    drafts.save(draft("a", "wang", minutes=1))
    drafts.save(draft("b", "li", minutes=3))
    drafts.save(draft("c", "wang", minutes=2))
    assert [d.key for d in drafts.list()] == ["b", "c", "a"]
    assert [d.key for d in drafts.list("wang")] == ["c", "a"]


def test_a_discarded_draft_is_gone_and_the_others_stay(drafts: Drafts) -> None:
    drafts.save(draft("a"))
    drafts.save(draft("b"))
    drafts.discard("a")
    drafts.discard("never was")
    assert drafts.load("a") is None
    assert [d.key for d in drafts.list()] == ["b"]
