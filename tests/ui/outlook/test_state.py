"""The matrix, the province and what waits, told as cases over real air."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.editions import load_editions
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.outlook.state import OutlookState, PlaceRow, derive_outlook, range_text, waiting
from tests.builders import DUTY, HAIDONG, NOW, XINING, consultation, office, to_standing
from tests.ui.airs import HAZE, air_of

RESOURCES = resources_folder()
PLACES = load_places(RESOURCES / "places" / "qinghai.toml")
PACKS = load_packs(RESOURCES / "packs")
EDITIONS = load_editions(RESOURCES / "aqi")


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return air_of(tmp_path, *HAZE)


def state(air: Air | None, board: Board | None = None, place: str = "") -> OutlookState:
    return derive_outlook(board or Board(), air, PACKS.default, PACKS, EDITIONS, PLACES, NOW, place)


def row(air: Air, code: str, board: Board | None = None) -> PlaceRow:
    return next(r for r in state(air, board).rows if r.code == code)


def test_before_any_data_only_the_days_stand() -> None:
    empty = state(None)
    assert [d.word for d in empty.days] == ["昨天", "今天", "明天", "后天", "周一", "周二"]
    assert (empty.rows, empty.province, empty.working, empty.cause) == ((), None, None, None)


def test_the_record_of_the_sources_is_that_of_the_chosen_place(air: Air) -> None:
    assert state(None).record is None
    here, elsewhere = state(air, place=XINING).record, state(air, place="632300").record
    assert here is not None
    assert (here.newest, here.too_few) == ("数值模式", "以往误差不足5例，不给范围")
    assert elsewhere is not None
    assert (elsewhere.newest, elsewhere.too_few) == ("", "")


def test_yesterday_is_measured_and_the_days_ahead_span_the_sources(air: Air) -> None:
    cells = row(air, XINING).cells
    assert cells[0] is not None
    assert (cells[0].text, cells[0].is_measured) == ("50", True)
    texts = [cell.text for cell in cells[1:] if cell is not None]
    assert texts == ["140–150", "190–300", "220–270", "80", "60"]
    assert cells[2] is not None
    assert "省站 210–260" in cells[2].tip
    assert "按上限：重度污染" in cells[2].tip
    assert not cells[2].is_agreed


def test_the_agreed_figure_stands_beside_the_sources(tmp_path: Path) -> None:
    board = office(*to_standing()).board
    cell = row(air_of(tmp_path, *HAZE, board=board), XINING, board).cells[2]
    assert cell is not None
    assert (cell.text, cell.is_agreed) == ("210–260", True)
    assert cell.detail == "PM2.5 源≤300"
    assert cell.tip.startswith("会商商定 210–260 PM2.5")


def test_a_place_without_data_is_not_graded(air: Air) -> None:
    huangnan = row(air, "632300")
    assert huangnan.level is None
    assert huangnan.why_none
    assert set(huangnan.cells) == {None}


def test_levels_proposed_and_standing(tmp_path: Path) -> None:
    board = office(*to_standing()).board
    seen = row(air_of(tmp_path, *HAZE, board=board), XINING, board)
    assert seen.standing is Level.ORANGE
    assert row(air_of(tmp_path / "b", *HAZE), HAIDONG).level is Level.YELLOW


def test_the_worst_is_chosen_until_somebody_chooses(air: Air) -> None:
    chosen = state(air).working
    assert chosen is not None
    assert chosen.place == XINING
    other = state(air, place=HAIDONG)
    assert other.working is not None
    assert other.cause is not None
    assert (other.working.place, other.cause.place) == (HAIDONG, HAIDONG)


def test_the_province_and_the_wider_reading_on_a_line_of_its_own(air: Air) -> None:
    province = state(air).province
    assert province is not None
    assert province.level is Level.YELLOW
    assert province.text == "西宁市、海东市相邻且同时出现重污染"
    assert province.wider.startswith("不论是否相邻")
    assert province.affected == "西宁市、海东市"
    assert "黄南" in province.ungraded


@pytest.mark.parametrize(
    ("commands", "count"),
    [
        ((), 2),
        ((HoldConsultation(DUTY, "a1", consultation()),), 1),
        (to_standing(), 1),
    ],
)
def test_what_waits_here(air: Air, commands: tuple[HoldConsultation, ...], count: int) -> None:
    assert waiting(office(*commands).board, air, NOW) == count
    assert waiting(office(*commands).board, None, NOW) == 0


def test_an_unchanged_world_is_an_equal_state(air: Air) -> None:
    assert state(air) == state(air)
    assert state(air, place=HAIDONG) != state(air)
    assert state(replace(air, at=NOW)) == state(air)


def test_a_single_figure_is_no_range() -> None:
    assert (range_text(5, 5), range_text(5, 6)) == ("5", "5–6")
