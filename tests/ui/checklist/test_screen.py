"""The response screen by key and click: one key to write down a call, many at once, undo, sheets, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import DutyMarked, MarkCorrected
from qh_console.domain.commands import ApproveProposal, LiftAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, MarkState, Means
from qh_console.services.paper_requests import PaperKind
from qh_console.store.plan_texts import PlanTexts
from qh_console.ui.checklist.screen import ChecklistScreen
from qh_console.ui.checklist.state import Show
from qh_console.ui.theme import Look
from tests.builders import ADMIN, CHIEF, DUTY, propose, to_standing
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path, *to_standing())


class ToFile:
    """A printer that writes a PDF; counts how often it was asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked = 0

    def __call__(self, parent: QWidget, kind: str) -> QPrinter:
        self.asked += 1
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return printer


@pytest.fixture
def printer(tmp_path: Path) -> ToFile:
    return ToFile(tmp_path / "sheets.pdf")


@pytest.fixture
def screen(seat: Seat, printer: ToFile, look: Look, qtbot: QtBot) -> ChecklistScreen:
    made = ChecklistScreen(look, seat.desk, printer)
    qtbot.addWidget(made)
    made.resize(1294, 700)
    made.show()
    return made


def _fill(screen: ChecklistScreen, spoke_to: str, says: str = "") -> None:
    words, _, _ = screen.panel.forms
    words.set_values({"spoke_to": spoke_to, "says": says})


def _button(screen: QWidget, text: str) -> QPushButton:
    return next(b for b in screen.findChildren(QPushButton) if b.text() == text and b.isVisible())


def _choose(screen: ChecklistScreen, *rows: int) -> list[str]:
    screen.table.clearSelection()
    for row in rows:
        index = screen.table.rows_model.index(row, 0)
        flags = screen.table.selectionModel().SelectionFlag
        screen.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
    return [str(key) for key in screen.table.selected_keys]


def test_the_model_is_sound(screen: ChecklistScreen, seat: Seat) -> None:
    QAbstractItemModelTester(screen.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seat.clock.move(hours=3)
    screen.refresh(seat.clock())
    screen.show_bar.button("overdue").click()
    screen.group_bar.button("place").click()
    screen.search.setText("停产")
    screen.search.setText("")


def test_an_empty_record_says_what_comes_first(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    made = ChecklistScreen(look, seat_at(tmp_path).desk)
    qtbot.addWidget(made)
    made.open_panel()
    assert made.panel.isHidden()
    assert made.table.rows_model.rowCount() == 0


def test_d_on_a_row_writes_down_a_call(screen: ChecklistScreen, seat: Seat, qtbot: QtBot) -> None:
    (task,) = _choose(screen, 2)
    QTest.keyClick(screen.table, Qt.Key.Key_D)
    assert screen.panel.isVisible()
    assert screen.panel.tasks == (task,)
    _fill(screen, "王主任", "已布置")
    words, _, _ = screen.panel.forms
    field = words.editor("spoke_to")
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert isinstance(act, DutyMarked)
    assert (act.task, act.mark.state, act.mark.means) == (task, MarkState.NOTIFIED, Means.PHONE)
    assert (act.mark.spoke_to, act.mark.says) == ("王主任", "已布置")
    assert screen.panel.isHidden()
    row = next(row for row in screen.table.rows_model.rows if row.task == task)
    assert (row.state, row.says) == ("已通知", "已布置")


def test_enter_opens_and_escape_closes(screen: ChecklistScreen, qtbot: QtBot) -> None:
    _choose(screen, 0)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.panel.isVisible()
    QTest.keyClick(screen.panel, Qt.Key.Key_Escape)
    assert screen.panel.isHidden()
    QTest.keyClick(screen.table, Qt.Key.Key_D)
    QTest.keyClick(screen.table, Qt.Key.Key_Escape)
    assert screen.panel.isHidden()


def test_what_is_missing_is_said_beside_its_field(screen: ChecklistScreen, seat: Seat) -> None:
    before = seat.desk.board.length
    _choose(screen, 0)
    screen.acts["response.called"]()
    _button(screen, "登记").click()
    assert seat.desk.board.length == before
    assert screen.panel.isVisible()
    texts = [label.text() for label in screen.panel.findChildren(type(screen.panel._error)) if label.isVisible()]
    assert "电话落实须记下通话人（预案5.3）" in texts


def test_several_duties_take_one_answer(screen: ChecklistScreen, seat: Seat) -> None:
    tasks = _choose(screen, 1, 3, 4)
    assert len(tasks) == 3
    screen.acts["response.mark_done"]()
    _fill(screen, "值班室")
    _button(screen, "登记").click()
    marked = [e.act for e in seat.office.entries() if isinstance(e.act, DutyMarked)]
    assert {act.task for act in marked} == set(tasks)
    assert {act.mark.state for act in marked} == {MarkState.DONE}
    assert dict(screen._shown.counts)[Show.OPEN] == len(screen.table.rows_model.rows) - 3  # type: ignore[union-attr]


def test_a_mark_is_taken_back_with_a_reason_and_stays_in_the_journal(screen: ChecklistScreen, seat: Seat) -> None:
    (task,) = _choose(screen, 0)
    screen.open_panel()
    assert not _button(screen, "更正").isEnabled()
    _fill(screen, "王主任")
    _button(screen, "登记").click()
    screen.table.select(task)
    screen.open_panel()
    _button(screen, "更正").click()
    _button(screen, "撤销登记").click()
    assert screen.panel.isVisible()
    assert not any(isinstance(e.act, MarkCorrected) for e in seat.office.entries())
    screen.panel.forms[2].set_values({"reason": "打错电话"})
    _button(screen, "撤销登记").click()
    acts = [e.act for e in seat.office.entries()]
    assert acts[-1] == MarkCorrected("a1", task, "打错电话")
    assert any(isinstance(act, DutyMarked) for act in acts)
    assert next(row for row in screen.table.rows_model.rows if row.task == task).state == "未联系"


def test_who_may_not_mark_is_told_so_beside_the_buttons(
    tmp_path: Path, look: Look, qtbot: QtBot, printer: ToFile
) -> None:
    screen = ChecklistScreen(look, seat_at(tmp_path, *to_standing(), by=ADMIN).desk, printer)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_panel()
    _fill(screen, "王主任")
    screen.panel.send()
    assert screen.panel._error.text() == "这一步须由值班员、复核员办理（账号规则）"


def test_equal_states_repaint_nothing(screen: ChecklistScreen, seat: Seat) -> None:
    changes: list[object] = []
    screen.table.rows_model.dataChanged.connect(lambda *_: changes.append(1))
    screen.table.rows_model.headerDataChanged.connect(lambda *_: changes.append(2))
    screen.refresh(seat.clock())
    assert changes == []
    seat.clock.move(minutes=1)
    screen.refresh(seat.clock())
    assert changes


def test_filters_by_click(screen: ChecklistScreen, seat: Seat, qtbot: QtBot) -> None:
    every = screen.table.rows_model.rowCount()
    seat.clock.move(hours=2, minutes=1)
    screen.refresh(seat.clock())
    screen.show_bar.button("overdue").click()
    late = screen.table.rows_model.rowCount()
    assert 0 < late < every
    assert screen.show_bar.button("overdue").text() == f"逾期 {late}"
    screen.groups.unit_chosen.emit("ecology")
    assert {row.unit for row in screen.table.rows_model.rows} == {"生态环境厅"}
    screen.group_bar.button("place").click()
    assert screen.table.rows_model.rowCount() == late
    screen.search.setText("没有这样的任务")
    assert screen.table.rows_model.rowCount() == 0
    screen.open_panel()
    assert screen.panel.isHidden()


def test_the_panel_goes_when_the_alert_ends(screen: ChecklistScreen, seat: Seat) -> None:
    screen.open_panel()
    lift(seat)
    assert screen.panel.isHidden()
    screen.open_panel()
    assert screen.panel.isHidden()
    assert screen.job_line.text == "响应已经终止，不再登记"


def lift(seat: Seat) -> None:
    """Signatures need their password; the test gives every officer one."""
    for officer in (DUTY, CHIEF):
        seat.credentials.set(officer, "password1", seat.clock())
    for command in (
        propose(Change.LIFT, Level.ORANGE),
        ApproveProposal(CHIEF, "a1", Approval.SIGNATURE),
        LiftAlert(DUTY, "a1"),
    ):
        seat.office.submit(command, "password1")
    seat.desk.catch_up()


def test_all_sheets_print_in_one_go_and_are_on_record(screen: ChecklistScreen, seat: Seat, printer: ToFile) -> None:
    screen.acts["response.print_sheets"]()
    units = {laid.task.unit for laid in seat.desk.board.alerts["a1"].tasks}
    assert printer.asked == 1
    assert printer.path.stat().st_size > 1000
    sheets = [p for p in seat.desk.board.papers.values() if p.paper.kind == PaperKind.DUTY_SHEET.value]
    assert {p.paper.subject for p in sheets} == {seat.desk.pack.unit(unit).name for unit in units}
    assert {p.prints for p in sheets} == {1}
    assert screen.job_line.text == f"已打印{len(units)}份文书，共{len(units)}页"


def test_the_sheet_of_the_chosen_unit(screen: ChecklistScreen, seat: Seat, printer: ToFile) -> None:
    screen.sheets.print_chosen()
    assert (printer.asked, screen.job_line.text) == (0, "先选一个单位，或选几项任务")
    screen.groups.unit_chosen.emit("ecology")
    screen.sheets.print_chosen()
    assert [p.paper.subject for p in seat.desk.board.papers.values()] == ["省生态环境厅"]
    screen.sheets.print_chosen()
    assert [p.prints for p in seat.desk.board.papers.values()] == [2]


def test_sheets_go_to_a_folder(screen: ChecklistScreen, seat: Seat, tmp_path: Path) -> None:
    folder = tmp_path / "u"
    folder.mkdir()
    screen.sheets.export_all(folder)
    assert len(list(folder.glob("*.pdf"))) == len(seat.desk.board.papers) > 1
    assert {p.exports for p in seat.desk.board.papers.values()} == {1}
    assert screen.job_line.text.startswith("已导出")


def test_a_run_can_be_cancelled_and_leaves_nothing_on_paper(
    tmp_path: Path, look: Look, qtbot: QtBot, printer: ToFile
) -> None:
    waiting: list[Callable[[], None]] = []
    seat = seat_at(tmp_path, *to_standing(), execute=waiting.append)
    screen = ChecklistScreen(look, seat.desk, printer)
    qtbot.addWidget(screen)
    screen.show()
    screen.acts["response.print_sheets"]()
    assert screen.job_line.is_running
    screen.acts["response.print_sheets"]()
    assert len(waiting) == 1
    screen.job_line.cancel()
    while waiting:
        waiting.pop(0)()
    assert screen.job_line.text == "打印已取消"
    assert not screen.sheets.run.is_running
    assert not printer.path.exists()
    assert seat.desk.board.papers == {}


def test_a_unit_or_an_alert_is_reached_by_name(screen: ChecklistScreen, seat: Seat) -> None:
    screen.show_bar.button("overdue").click()
    screen.search.setText("没有")
    screen.open_subject("ecology")
    assert {row.unit for row in screen.table.rows_model.rows} == {"生态环境厅"}
    screen.open_subject("a1")
    assert {row.unit for row in screen.table.rows_model.rows} > {"生态环境厅"}
    screen.open_subject("nothing")
    assert screen.alert_box.key == "a1"


def test_other_keys_go_on_to_the_table(screen: ChecklistScreen) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not screen.eventFilter(screen.table, event)
    assert screen.sizeHint().width() >= 1280


def test_a_text_imported_meanwhile_is_read_beside_its_duty(screen: ChecklistScreen, seat: Seat) -> None:
    rows = list(screen.table.rows_model.rows)
    at = next(i for i, row in enumerate(rows) if row.clause == "2.4")
    PlanTexts(seat.folder).put("qh-2020", f"2 某章\n2.4 某条。\n{rows[at].unit_name}：假的一句。\n", seat.clock())
    _choose(screen, at)
    screen.open_panel()
    assert screen.panel.official.text.text() == f"{rows[at].unit_name}：假的一句。"
    assert not screen.panel.official.isHidden()
