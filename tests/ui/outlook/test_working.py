"""The working of one place: windows, bars, clauses, other editions."""

from __future__ import annotations

from pathlib import Path

from qh_console.domain.pack import Level
from qh_console.packs import load_packs
from qh_console.paths import resources_folder
from qh_console.ui.outlook.working import WorkingView, derive_working
from tests.builders import HAIDONG, NOW, XINING
from tests.services.air_builders import CLEAN, by_day, measured
from tests.ui.airs import HAZE, TODAY, Told, air_of

PACKS = load_packs(resources_folder() / "packs")


def working(folder: Path, *told: Told, place: str = XINING) -> WorkingView:
    return derive_working(air_of(folder, *told).places[place], "西宁市", PACKS.default, PACKS)


def test_why_yellow(tmp_path: Path) -> None:
    view = working(tmp_path, *HAZE)
    assert (view.level, view.headline) == (Level.YELLOW, "达到黄色预警条件，Ⅲ级响应")
    assert view.windows == (
        "1-10 00:00 — 1-11 00:00　AQI 190–300",
        "1-11 00:00 — 1-12 00:00　AQI 220–270",
    )
    assert {(b.label, b.have, b.need, b.is_met) for b in view.bars} == {
        ("黄色：AQI＞200", 48, 48, True),
        ("橙色：AQI＞200", 48, 72, False),
        ("红色：AQI＞200", 48, 96, False),
        ("红色：AQI＞300", 0, 48, False),
    }
    assert view.clauses[0].number == "3.1"
    assert view.clauses[0].gist
    assert view.nearest.startswith("距")
    assert "完整率" in view.data
    assert not view.is_data_poor


def test_other_editions_stand_beside_and_are_marked(tmp_path: Path) -> None:
    others = working(tmp_path, *HAZE).others
    assert [o.title for o in others] == [p.title for p in PACKS.items if p.id != PACKS.default.id]
    assert all("待核" in o.note for o in others if not o.is_confirmed)
    assert any(not o.is_confirmed for o in others)


def test_clean_air_and_no_air(tmp_path: Path) -> None:
    clean = working(tmp_path / "a", measured(NOW, (CLEAN, 60)), by_day(NOW, TODAY, 50, 60, 70))
    assert (clean.level, clean.headline) == (Level.NONE, "没有24小时均值超过标准线的时段")
    assert clean.spell == ""
    none = working(tmp_path / "b", *HAZE, place="632300")
    assert none.level is None
    assert none.is_data_poor
    assert none.data.startswith("没有数据")


def test_one_heavy_day_is_a_hint(tmp_path: Path) -> None:
    view = working(tmp_path, measured(NOW, (CLEAN, 60)), by_day(NOW, TODAY, 50, 230, 70))
    assert view.level is Level.HINT
    assert view.headline.endswith("不启动响应")
    assert HAIDONG != XINING
