"""Texts of plans in the data folder: closed to others, replaced whole, the former one kept."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.problems import KnownProblem
from qh_console.store.plan_texts import FOLDER, PlanTexts
from tests.builders import NOW


def test_a_text_is_read_back_and_closed_to_others(tmp_path: Path) -> None:
    store = PlanTexts(tmp_path / "data")
    assert (store.read("p"), store.stamp("p")) == ("", 0)
    assert store.put("p", "3.1 分级\r\n", NOW) is None
    assert store.read("p").splitlines() == ["3.1 分级"]
    assert stat.S_IMODE(store.path("p").stat().st_mode) == 0o600
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert store.stamp("p") > 0


def test_another_text_takes_its_place_and_the_former_is_kept(tmp_path: Path) -> None:
    store = PlanTexts(tmp_path)
    store.put("p", "一", NOW)
    first, second = store.put("p", "二", NOW), store.put("p", "三", NOW)
    assert first is not None
    assert second is not None
    assert (first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8"), store.read("p")) == (
        "一",
        "二",
        "三",
    )
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {"p.txt", first.name, second.name}
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_the_same_text_again_changes_nothing(tmp_path: Path) -> None:
    store = PlanTexts(tmp_path)
    store.put("p", "一", NOW)
    before = store.stamp("p")
    assert store.put("p", "一", NOW + timedelta(days=1)) is None
    assert store.stamp("p") == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(KnownProblem, match="只能读"):
        PlanTexts(tmp_path).put("p", "一", NOW)


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("", encoding="utf-8")
    with pytest.raises(KnownProblem):
        PlanTexts(tmp_path).put("p", "一", NOW)
