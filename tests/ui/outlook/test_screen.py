"""The outlook by clicks: a place's working, a finding of dust, a consultation from the engine to the record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import Command
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause, Scope
from qh_console.ui.outlook.screen import OutlookScreen
from qh_console.ui.theme import Look
from tests.builders import HAIDONG, XINING, to_standing
from tests.ui.airs import HAZE, air_of
from tests.ui.seats import Seat, seat_at


def sit(folder: Path, look: Look, qtbot: QtBot, *commands: Command) -> tuple[Seat, OutlookScreen]:
    seat = seat_at(folder / "desk", *commands)
    seat.desk.show_air(air_of(folder / "air", *HAZE, board=seat.desk.board))
    screen = OutlookScreen(look, seat.desk, lambda: "n1")
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    return seat, screen


def fill(screen: OutlookScreen) -> None:
    screen.form.head.editor("cause").setCurrentIndex(0)  # type: ignore[union-attr]
    screen.form.texts.editor("meteorology").setPlainText("静稳，逆温")  # type: ignore[union-attr]
    for i in range(2):
        screen.form.participants.name_field(i).setText("会商员")


def click(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def test_a_consultation_from_the_engines_answer(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    click(screen.begin)
    fill(screen)
    assert "齐全" in screen.report.summary.text() or "浓度" in "".join(screen.report.buttons)
    with qtbot.waitSignal(screen.consulted) as told:
        click(screen.form.go)
    assert told.args == ["n1"]
    held = seat.desk.board.alerts["n1"].consultation
    assert (held.places, held.level, held.cause) == ((XINING,), Level.YELLOW, Cause.HAZE)
    assert screen.pages.key == "air"


def test_what_is_missing_is_said_beside_its_field(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    screen.acts["outlook.consult"]()
    click(screen.form.go)
    assert "参加人" in screen.form.error.text()
    for i in range(2):
        screen.form.participants.name_field(i).setText("会商员")
    click(screen.form.go)
    assert screen.form.texts.editor("meteorology").property("wrong")
    assert seat.desk.board.alerts == {}


def test_another_level_needs_its_reason(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    screen.consult_on_place()
    fill(screen)
    level = screen.form.head.editor("level")
    level.setCurrentIndex(level.findData("orange"))  # type: ignore[union-attr]
    click(screen.form.go)
    assert screen.form.head.editor("reason").property("wrong")
    screen.form.head.editor("reason").setText("夜间更重")  # type: ignore[union-attr]
    click(screen.form.go)
    assert seat.desk.board.alerts["n1"].consultation.level is Level.ORANGE


def test_the_province_is_consulted_on_whom_it_affects(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    click(screen.province.act)
    fill(screen)
    click(screen.form.go)
    held = seat.desk.board.alerts["n1"]
    assert (held.scope, held.places) == (Scope.PROVINCE, (XINING, HAIDONG))


def test_an_open_process_is_looked_at_again(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_standing())
    screen.open_alert("a1")
    assert screen.form.draft is not None
    assert screen.form.draft.alert == "a1"
    screen.form.head.editor("reason").setText("维持")  # type: ignore[union-attr]
    click(screen.form.go)
    assert len(seat.desk.board.alerts["a1"].consultations) == 2


def test_a_finding_of_cause(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    screen.acts["outlook.find_cause"]()
    click(screen.cause_form.go)
    assert screen.cause_form.form.editor("cause").property("wrong")
    cause = screen.cause_form.form.editor("cause")
    cause.setCurrentIndex(cause.findData("dust"))  # type: ignore[union-attr]
    screen.cause_form.form.editor("reason").setPlainText("上风向来沙")  # type: ignore[union-attr]
    click(screen.cause_form.go)
    assert seat.desk.board.findings[0].act.cause is Cause.DUST
    assert screen.cause_form.isHidden()


def test_a_click_on_a_place_shows_its_working(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    _, screen = sit(tmp_path, look, qtbot)
    screen.matrix.setFocus()
    QTest.keyClick(screen.matrix, Qt.Key.Key_Down)
    assert screen.matrix.chosen == HAIDONG
    assert screen.working.headline.text() == "达到黄色预警条件，Ⅲ级响应"


def test_another_place_puts_the_finding_aside(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    _, screen = sit(tmp_path, look, qtbot)
    screen.find_cause()
    assert screen.cause_form.isVisible()
    screen.open_place(HAIDONG)
    assert screen.working.isVisible()


def test_a_draft_outlives_the_program_and_can_be_dropped(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    screen.consult_on_place()
    screen.form.texts.editor("experts").setPlainText("写到一半")  # type: ignore[union-attr]
    desk = seat.desk
    qtbot.waitUntil(lambda: len(desk.drafting.keys()) == 1, timeout=3000)
    assert desk.drafting.keys()[0].startswith("outlook/consult/new/")
    again = OutlookScreen(look, desk)
    qtbot.addWidget(again)
    again.consult_on_place()
    assert again.form.draft is not None
    assert again.form.draft.experts == "写到一半"
    click(again.form.drop)
    assert desk.drafting.keys() == ()
    again.open_place(HAIDONG)
    again.consult_on_place()
    assert again.form.draft.experts == ""


def test_a_missing_field_of_the_report_is_one_click_away(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    _, screen = sit(tmp_path, look, qtbot)
    screen.consult_on_place()
    click(screen.report.buttons["扩散条件"])
    qtbot.waitUntil(screen.form.texts.editor("meteorology").hasFocus)


def test_nobody_signed_in_is_told_so(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot)
    seat.desk.officer = None
    screen.consult_on_place()
    click(screen.form.go)
    assert "请先登录" in screen.form.error.text()


def test_without_air_the_screen_says_what_to_do(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    screen = OutlookScreen(look, seat_at(tmp_path).desk)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.matrix.isHidden() or not screen.matrix.isVisible()
    screen.acts["outlook.consult"]()
    screen.acts["outlook.find_cause"]()
    assert screen.form.draft is None
