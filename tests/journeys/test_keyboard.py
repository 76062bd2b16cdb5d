"""The whole road by keyboard alone: nothing here touches a mouse, and Tab is never caught."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.alerts import Stage
from qh_console.domain.pack import Level
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.console import Console
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, to_lifted, to_standing
from tests.domain.provinces import city
from tests.journeys.house_at_night import WORDS, Night, alert_of, assessment_of, outlook_of, papers_of, response_of
from tests.journeys.keys import form_of, open_step, put, sign_in
from tests.services.air_builders import CLEAN, HEAVY, by_hour, measured
from tests.ui.airs import HAZE
from tests.ui.hands import CTRL, SHIFT, focused, strike, tab_to, type_over, walk_to

Key = Qt.Key
PARTS_OF_A_TIME = 6


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def it_clears(night: Night) -> None:
    """Days later the air is clean and stays so."""
    assert night.console is not None
    night.clock.move(hours=60)
    now, house = night.clock(), night.houses[-1]
    house.readings.add(measured(now, (CLEAN, 30)))
    house.forecasts.add(by_hour(now, now, (CLEAN, 96)))
    night.console.tick(now)
    QApplication.processEvents()


def propose(screen: AlertScreen) -> None:
    put(screen, "password", WORDS[DUTY])
    strike(Key.Key_Return)
    assert (screen.pane.form.error.text(), form_of(screen).errors()) == ("", {})


def approve_and_release(console: Console) -> None:
    screen = alert_of(console)
    put(screen, "password", WORDS[CHIEF])
    strike(Key.Key_Return)
    assert screen.pane.form.error.text() == ""
    strike(Key.Key_Return, CTRL)
    assert screen.confirm is not None
    type_over(WORDS[DUTY])
    strike(Key.Key_Return)
    assert screen.confirm is None


def test_from_sign_in_to_assessment(night: Night) -> None:
    console = night.open(night.begin(told=HAZE))
    sign_in(console)
    strike(Key.Key_F2)
    outlook = outlook_of(console)
    tab_to(outlook.matrix)
    while outlook.matrix.chosen != XINING:
        strike(Key.Key_Up)
    strike(Key.Key_M, CTRL)
    cause = outlook.form.head.editor("cause")
    tab_to(cause)
    assert isinstance(cause, QComboBox)
    walk_to(cause, "haze")
    for i, name in enumerate(("马晓明", "李静")):
        tab_to(outlook.form.participants.name_field(i))
        type_over(name)
    tab_to(outlook.form.texts.editor("meteorology"))
    type_over("静稳，夜间逆温")
    strike(Key.Key_Return, CTRL)
    screen = alert_of(console)
    assert console.window.room == "alert"

    propose(screen)
    (alert,) = console.desk.board.alerts
    open_step(screen, "return")
    put(screen, "by", CHIEF)
    put(screen, "reason", "补充后期趋势")
    put(screen, "password", WORDS[CHIEF])
    strike(Key.Key_Return)
    assert console.desk.board.alerts[alert].stage is Stage.RETURNED
    propose(screen)
    approve_and_release(console)
    assert console.desk.board.alerts[alert].level is Level.YELLOW

    for step, level in (("propose-raise", Level.ORANGE), ("propose-lower", Level.YELLOW)):
        if step == "propose-lower":
            it_clears(night)
        open_step(screen, step)
        put(screen, "reason", "按最新研判")
        propose(screen)
        approve_and_release(console)
        assert console.desk.board.alerts[alert].level is level
    open_step(screen, "propose-lift")
    put(screen, "reason", "冷空气到达，扩散条件转好")
    for field in ("ecology_agrees", "meteorology_agrees"):
        tab_to(form_of(screen).editor(field))
        strike(Key.Key_Space)
    propose(screen)
    approve_and_release(console)
    assert console.desk.board.alerts[alert].stage is Stage.LIFTED
    strike(Key.Key_Return, CTRL)
    assert console.window.room == "assessment"
    for field in ("causes", "later_effects", "problems", "lessons", "proposals"):
        assert QApplication.focusWidget() is assessment_of(console).form.form.editor(field)
        type_over("按记录")
        strike(Key.Key_Tab)
    strike(Key.Key_Return, CTRL)
    assert console.desk.board.alerts[alert].stage is Stage.ASSESSED


def test_a_consultation_on_what_is_observed(night: Night) -> None:
    console = night.open(night.begin(told=(measured(NOW, (HEAVY, 30), place=HAIDONG),)))
    sign_in(console)
    strike(Key.Key_M, CTRL)
    assert console.window.room == "outlook"
    outlook = outlook_of(console)
    assert outlook.form.draft is not None
    assert (outlook.form.draft.codes, outlook.form.draft.basis) == ((HAIDONG,), "observation")
    tab_to(outlook.form.head.editor("cause"))
    cause = focused()
    assert isinstance(cause, QComboBox)
    walk_to(cause, "haze")
    for i, name in enumerate(("马晓明", "李静")):
        tab_to(outlook.form.participants.name_field(i))
        type_over(name)
    tab_to(outlook.form.texts.editor("meteorology"))
    type_over("静稳，夜间逆温")
    strike(Key.Key_Return, CTRL)
    (alert,) = console.desk.board.alerts.values()
    basis = alert.consultation.basis
    assert basis is not None
    assert [(seen.place, seen.aqi, seen.mean_24h) for seen in basis.observed] == [(HAIDONG, 250, 250)]


def test_duties_papers_and_calls(night: Night) -> None:
    house = night.begin(*to_standing(Level.YELLOW))
    number = house.office.board.alerts["a1"].latest_number
    house.paperwork.file(
        [PaperRequest(PaperKind.ISSUE_NOTICE, "a1", number)], house.office.board, DUTY, lambda *_: None
    )
    console = night.open(house)
    sign_in(console)
    strike(Key.Key_F4)
    response = response_of(console)
    strike(Key.Key_Down)
    strike(Key.Key_T, CTRL)
    (task,) = response.panel.tasks
    type_over("王科长")
    strike(Key.Key_Tab)
    type_over("已安排洒水")
    strike(Key.Key_Return)
    assert console.desk.board.alerts["a1"].mark_of(task) is not None
    strike(Key.Key_T, CTRL)
    tab_to(response.panel.undo)
    strike(Key.Key_Space)
    type_over("记错单位")
    strike(Key.Key_Return)
    assert console.desk.board.alerts["a1"].mark_of(task) is None

    strike(Key.Key_F5)
    papers = papers_of(console)
    assert papers.table.rows_model.rows
    strike(Key.Key_P, CTRL)
    assert night.printed
    assert any(f.prints for f in console.desk.board.papers.values())

    night.clock.move(hours=30)
    console.tick(night.clock())
    assert console.calls.clocks
    before = len(console.desk.board.book.acknowledgements)
    strike(Key.Key_A, CTRL | SHIFT)
    type_over("已电话催办")
    strike(Key.Key_Return)
    assert len(console.desk.board.book.acknowledgements) > before


def ring(forward: bool = True) -> list[QWidget]:
    """Every widget Tab goes through until it comes round."""
    passed: list[QWidget] = []
    for _ in range(400):
        strike(Key.Key_Tab if forward else Key.Key_Backtab, Qt.KeyboardModifier.NoModifier if forward else SHIFT)
        now = focused()
        if passed and now is passed[0] and passed[-1] is not now:
            return passed
        assert passed.count(now) < PARTS_OF_A_TIME, f"Tab is caught at {now.accessibleName() or now}"
        passed.append(now)
    raise AssertionError(f"Tab never comes round: {[w.accessibleName() or w for w in passed[-6:]]}")


def stop_of(widget: QWidget) -> int:
    """Buttons of which one holds are one stop: arrows go from one to the next."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return id(widget if group is None else group)


@pytest.mark.parametrize(
    ("room", "page"),
    [
        *((room, None) for room in ("watch", "outlook", "alert", "response", "papers", "registers", "assessment")),
        *(("registers", key) for key in (Key.Key_2, Key.Key_3, Key.Key_4)),
        ("papers", Key.Key_T),
        ("logbook", None),
        ("logbook", Key.Key_J),
    ],
)
def test_tab_goes_through_every_room_and_comes_round_both_ways(night: Night, room: str, page: Qt.Key | None) -> None:
    before = (to_lifted if room == "assessment" else to_standing)(Level.YELLOW)
    console = night.open(night.begin(*before, city(XINING, Level.YELLOW), told=HAZE))
    sign_in(console)
    strike({r: Key(Key.Key_F1 + i) for i, r in enumerate(ROOMS)}[room])
    if page is not None:
        strike(page, CTRL)
    assert console.window.room == room
    night.qtbot.waitUntil(
        lambda: {stop_of(w) for w in ring()} == {stop_of(w) for w in ring(forward=False)}, timeout=10_000
    )  # a page that is still being set may bring one more stop in between
    there = ring()
    for widget in there:
        assert widget.isVisible()
        assert widget.isEnabled()
    inside = console.window.room_screen(room)
    assert any(inside.isAncestorOf(w) for w in there)
    assert any(console.window.rail.isAncestorOf(w) for w in there), "and out of the room again"
    assert QApplication.activeModalWidget() is None


ROOMS = ("watch", "outlook", "alert", "response", "papers", "registers", "assessment", "logbook")


@pytest.mark.parametrize("room", ["watch", "outlook", "alert", "response", "papers", "assessment"])
def test_whatever_has_the_keyboard_looks_so(night: Night, room: str) -> None:
    console = night.open(night.begin(*(to_lifted if room == "assessment" else to_standing)(Level.YELLOW), told=HAZE))
    sign_in(console)
    strike({r: Key(Key.Key_F1 + i) for i, r in enumerate(ROOMS)}[room])
    for widget in ring():
        if not console.window.room_screen(room).isAncestorOf(widget):
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_focus = widget.grab().toImage()
        widget.clearFocus()
        QApplication.processEvents()
        assert widget.grab().toImage() != with_focus, f"{type(widget).__name__} {widget.accessibleName()}"
