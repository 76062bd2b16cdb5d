"""The side of a place: a finding is kept by place and goes aside for another."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.outlook.place_side import PlaceSide
from qh_console.ui.theme import Look
from tests.builders import HAIDONG, XINING
from tests.ui.airs import HAZE, air_of
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    made = seat_at(tmp_path / "desk")
    made.desk.show_air(air_of(tmp_path / "air", *HAZE))
    return made


@pytest.fixture
def side(seat: Seat, look: Look, qtbot: QtBot) -> PlaceSide:
    made = PlaceSide(look, seat.desk, DraftKeeper(seat.desk))
    qtbot.addWidget(made)
    made.show_place(XINING)
    made.show()
    return made


def test_without_air_there_is_no_finding(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    desk = seat_at(tmp_path).desk
    side = PlaceSide(look, desk, DraftKeeper(desk))
    qtbot.addWidget(side)
    side.find_cause()
    assert side.currentWidget() is side.working


def test_what_was_being_written_comes_back_with_its_place(side: PlaceSide, seat: Seat) -> None:
    side.find_cause()
    side.cause_form.form.editor("reason").setPlainText("写到一半")  # type: ignore[union-attr]
    side.show_place(HAIDONG)
    assert side.currentWidget() is side.working
    side.find_cause()
    assert side.cause_form.draft is not None
    assert side.cause_form.draft.reason == ""
    side.show_place(XINING)
    side.find_cause()
    assert side.cause_form.draft.reason == "写到一半"
    side.cause_form.closed.emit()
    assert side.currentWidget() is side.working


def test_nobody_signed_in_is_told_so(side: PlaceSide, seat: Seat) -> None:
    seat.desk.officer = None
    side.find_cause()
    side.cause_form.asked.emit(side.cause_form.draft)
    assert "请先登录" in side.cause_form.error.text()


def test_a_refusal_of_the_rules_stands_in_the_form(side: PlaceSide, seat: Seat) -> None:
    side.find_cause()
    cause = side.cause_form.form.editor("cause")
    cause.setCurrentIndex(0)  # type: ignore[union-attr]
    side.cause_form.asked.emit(side.cause_form.draft)
    assert side.cause_form.form.editor("reason").property("wrong")
    assert seat.desk.board.findings == ()
