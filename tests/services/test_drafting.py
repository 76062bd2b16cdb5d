"""A form left unfinished comes back as it was, after a restart too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qh_console.paths import db_folder
from qh_console.services.drafting import Drafting
from qh_console.store.database import open_database
from qh_console.store.drafts import Draft, Drafts

NOW = datetime(2026, 1, 9, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Form:
    name: str
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OtherForm:
    colour: int


def drafting(folder: Path) -> Drafting:
    return Drafting(Drafts(open_database(folder, db_folder() / "migrations")), lambda: NOW)


def test_a_form_survives_a_restart_and_goes_when_discarded(tmp_path: Path) -> None:
    form = Form("西宁", (("extent", "全域"),))
    first = drafting(tmp_path)
    first.save("alert/a1", "jia", Form("旧"))
    first.save("alert/a1", "jia", form)
    again = drafting(tmp_path)
    assert again.load("alert/a1", Form) == form
    assert again.keys() == ("alert/a1",)
    again.discard("alert/a1")
    assert again.load("alert/a1", Form) is None


@pytest.mark.parametrize("body", ["{", '{"colour": 1, "name": "x"}', '{"colour": 1}{}'])
def test_a_draft_of_another_shape_is_no_draft(tmp_path: Path, body: str) -> None:
    store = Drafts(open_database(tmp_path, db_folder() / "migrations"))
    store.save(Draft("k", "jia", body, NOW))
    assert Drafting(store, lambda: NOW).load("k", OtherForm) is None
