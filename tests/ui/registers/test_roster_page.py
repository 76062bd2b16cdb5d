"""The duty roster by key and click: shifts entered, changed, exchanged, withdrawn, printed, taken in from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.registers.file_dialogs import Dialogs
from qh_console.ui.registers.roster_page import RosterPage
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldForm
from tests.roster_builders import to_roster
from tests.ui.seats import Seat, outward_of, printer_at, seat_at


@dataclass
class Chosen:
    path: Path | None = None

    def __call__(self, parent: QWidget) -> Path | None:
        return self.path


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path / "desk")


@pytest.fixture
def chosen() -> Chosen:
    return Chosen()


@pytest.fixture
def page(seat: Seat, chosen: Chosen, look: Look, qtbot: QtBot) -> RosterPage:
    printer = printer_at(seat.folder / "printed.pdf")
    made = RosterPage(look, seat.desk, outward_of(seat), Dialogs(chosen, chosen), printer)
    seat.desk.changed.connect(lambda _: made.refresh(seat.clock()))
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.refresh(seat.clock())
    return made


def fill(form: FieldForm, **values: str) -> None:
    for key, value in values.items():
        editor = form.editor(key)
        if isinstance(editor, QLineEdit):
            editor.setText(value)
        else:
            form.set_values({key: value})


def mains(seat: Seat) -> list[str]:
    return [held.shift.main for held in seat.desk.board.roster.in_order]


def press(page: RosterPage, key: Qt.Key) -> None:
    QTest.keyClick(page.board, key)


def test_the_empty_page_offers_the_first_shift(page: RosterPage, seat: Seat) -> None:
    assert page.empty.isVisible()
    assert not page.print_button.isEnabled()
    assert not page.shift_title.isVisible()
    page.empty.act_clicked.emit()
    assert page.new.isVisible()
    fill(page.new.form, leader="样本甲", main="样本乙", phone="0971-0000001")
    page.new.send.click()
    assert mains(seat) == ["样本乙"]
    assert page.board.isVisible()
    assert page.board.key == seat.desk.board.roster.in_order[0].id
    assert page.job_line.text == "已登记"


def test_a_refusal_stands_beside_its_field(page: RosterPage, seat: Seat) -> None:
    page.new_button.click()
    page.new.send.click()
    assert {"leader", "main", "phone"} <= set(page.new.form.errors())
    assert mains(seat) == []


def test_enter_on_a_gap_enters_a_shift_into_it(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(3))
    gap = next(b.key for day in page.board.days for b in day.blocks if b.is_gap)
    page.board.select(gap)
    press(page, Qt.Key.Key_Return)
    assert page.new.form.values()["starts_at"] == "2026-01-10 20:00"
    assert page.new.form.values()["leader"] == "样本甲"
    fill(page.new.form, main="样本丁")
    page.new.send.click()
    assert mains(seat) == ["样本1", "样本2", "样本3", "样本丁"]


def test_a_change_asks_why(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(2))
    page.board.select(seat.desk.board.roster.in_order[0].id)
    press(page, Qt.Key.Key_Return)
    fill(page.change.form, main="样本丁")
    page.change.send.click()
    assert "理由" in page.change.form.errors()["reason"]
    fill(page.change.form, reason="病假")
    page.change.send.click()
    assert mains(seat) == ["样本丁", "样本2"]
    assert "第2版" in page.shift_text.text()


def test_two_shifts_give_each_other_their_people(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(3))
    page.board.select(seat.desk.board.roster.in_order[1].id)
    page.exchange_button.click()
    others = page.exchange.form.editor("second")
    assert isinstance(others, QComboBox)
    others.setCurrentIndex(others.count() - 1)
    fill(page.exchange.form, reason="出差")
    page.exchange.send.click()
    assert mains(seat) == ["样本1", "样本3", "样本2"]


def test_a_shift_is_withdrawn_with_a_reason(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(2))
    page.board.select(seat.desk.board.roster.in_order[1].id)
    page.withdraw_button.click()
    fill(page.withdraw.form, reason="重复登记")
    page.withdraw.send.click()
    assert mains(seat) == ["样本1"]


def test_the_roster_is_walked_by_keys_and_by_hand(page: RosterPage, seat: Seat, qtbot: QtBot) -> None:
    seat.must(*to_roster(4))
    ids = [held.id for held in seat.desk.board.roster.in_order]
    page.board.select(ids[0])
    press(page, Qt.Key.Key_Right)
    assert page.board.key == ids[1]
    press(page, Qt.Key.Key_Down)
    assert page.board.key == ids[3]
    press(page, Qt.Key.Key_Up)
    assert page.board.key == ids[1]
    middle = page.board.box_of(ids[2]).center()
    QTest.mouseClick(page.board, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y())))
    assert "1月10日8:00—20:00" in page.shift_title.text()
    press(page, Qt.Key.Key_PageDown)
    assert page.title.text() == "2026年1月12日—18日"
    page.views.button("month").click()
    assert page.title.text() == "2026年1月"
    page.today.click()
    page.back.click()
    assert page.title.text() == "2025年12月"


def test_what_was_typed_comes_back(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(2))
    id = seat.desk.board.roster.in_order[0].id
    page.reopen(f"registers/shift/change/{id}")
    fill(page.change.form, main="样本写到一半")
    QTest.keyClick(page.change, Qt.Key.Key_Escape)
    assert page.shift_title.isVisible()
    page.reopen(f"registers/shift/change/{id}")
    assert page.change.form.values()["main"] == "样本写到一半"
    page.reopen(f"registers/shift/exchange/{id}")
    assert page.exchange.isVisible()
    page.reopen(f"registers/shift/withdraw/{id}")
    assert page.withdraw.isVisible()
    page.reopen("registers/shift/new/")
    assert page.new.isVisible()


def test_the_week_is_printed_through_the_archive(page: RosterPage, seat: Seat) -> None:
    seat.must(*to_roster(2))
    page.print_button.click()
    filed = [held.paper for held in seat.desk.board.papers.values()]
    assert [(paper.kind, paper.subject[:22]) for paper in filed] == [("duty-roster", "2026-01-05至2026-01-11，")]


def test_a_file_comes_in_and_a_bad_row_waits(page: RosterPage, seat: Seat, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "值班表.csv"
    page.export_button.click()
    assert "空表已写到" in page.job_line.text
    good = "2026-01-09 08:00,2026-01-09 20:00,甲,乙,,0971-0000001,\n"
    with chosen.path.open("a", encoding="utf-8") as file:
        file.write(good + "x,2026-01-10 08:00,甲,丙,,0971-0000001,\n")
    page.import_button.click()
    assert "第3行" in page.faults.faults.toPlainText()
    assert mains(seat) == []
    page.faults.take.click()
    assert mains(seat) == ["乙"]
    assert page.job_line.text == "值班表.csv：新登记1班，改登0班，相同0班；有错未收1行"
    page.export_button.click()
    assert "已导出1班" in page.job_line.text
    chosen.path = tmp_path / "没有这个文件夹" / "表.csv"
    page.export_button.click()
    assert page.job_line.text
