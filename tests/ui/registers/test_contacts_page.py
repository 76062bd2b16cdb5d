"""The register of contacts by key and click: entered, changed, withdrawn, taken in with faults, sent out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn
from qh_console.ui.registers.contacts_page import ContactsPage
from qh_console.ui.registers.file_dialogs import Dialogs
from qh_console.ui.theme import Look
from tests.builders import DUTY
from tests.ui.seats import Seat, outward_of, printer_at, seat_at

KEY = ("ecology", "liaison")
LIST = """单位,岗位,姓名,24小时电话
生态环境厅,负责人,张厅长,0971-8000001
气象局,联络员,王工,不是电话
没有这个厅,联络员,某人,0971-8000002
"""


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
def page(seat: Seat, chosen: Chosen, look: Look, qtbot: QtBot) -> ContactsPage:
    made = ContactsPage(look, seat.desk, outward_of(seat), Dialogs(chosen, chosen))
    seat.desk.changed.connect(lambda _: made.refresh(seat.clock()))
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.refresh(seat.clock())
    return made


def line(page: ContactsPage, key: str) -> QLineEdit:
    found = page.form.form.editor(key)
    assert isinstance(found, QLineEdit)
    return found


def stand_on(page: ContactsPage, key: tuple[str, str] = KEY) -> None:
    position = page.table.rows_model.position(key)
    assert position is not None
    page.table.selectRow(position)


def test_the_model_is_sound(page: ContactsPage) -> None:
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.who_bar.button("missing").click()
    page.search.setText("环境")
    page.search.setText("")


def test_enter_opens_enter_saves(page: ContactsPage, seat: Seat) -> None:
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    line(page, "name").setText("李工")
    QTest.keyClick(line(page, "phone"), Qt.Key.Key_Return)
    assert page.form.form.errors()["phone"].startswith("24小时电话没有填写")
    line(page, "phone").setText("0971-8000003")
    QTest.keyClick(line(page, "phone"), Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert isinstance(act, ContactEntered)
    assert (act.contact.key, act.contact.name, act.version) == (KEY, "李工", 1)
    assert page.form.form.errors() == {}
    page.form.save.click()
    assert "没有改动" in page.form.error


def test_withdrawing_asks_why(page: ContactsPage, seat: Seat) -> None:
    test_enter_opens_enter_saves(page, seat)
    page.form.take_out.click()
    assert page.form.reason.isVisible()
    page.form.take_out.click()
    assert "请写明撤销原因" in page.form.error
    page.form.reason.setText("调离")
    QTest.keyClick(page.form.reason, Qt.Key.Key_Return)
    assert isinstance(seat.office.entries()[-1].act, ContactWithdrawn)
    assert line(page, "name").text() == ""


def test_a_list_with_faults_waits_for_a_word(page: ContactsPage, seat: Seat, chosen: Chosen, tmp_path: Path) -> None:
    chosen.path = tmp_path / "名单.csv"
    chosen.path.write_text(LIST, encoding="utf-8")
    before = seat.desk.board.length
    page.import_button.click()
    assert seat.desk.board.length == before
    faults = page.faults.faults.toPlainText().splitlines()
    assert "名单.csv 第3行 “24小时电话”列：电话写法不对（不是电话）" in faults
    assert any("第4行 “单位”列" in fault for fault in faults)
    page.faults.take.click()
    assert seat.desk.board.contacts["ecology", "responsible"].contact.name == "张厅长"
    assert seat.desk.board.length == before + 1
    assert not page.faults.take.isVisible()
    assert page.job_line.text == "名单.csv：新增1人，改动0人，相同0人；有错未收2行"


def test_out_and_a_change_of_mind(page: ContactsPage, chosen: Chosen, tmp_path: Path) -> None:
    page.export_button.click()
    page.import_button.click()
    assert page.job_line.text == ""
    chosen.path = tmp_path / "out.csv"
    page.export_button.click()
    assert page.job_line.text.startswith("已导出")
    chosen.path = tmp_path / "gone" / "out.csv"
    page.export_button.click()
    assert "写不进" in page.job_line.text


def test_nobody_imports_without_a_name(page: ContactsPage, seat: Seat, tmp_path: Path) -> None:
    seat.desk.sign_out()
    page.take_in(tmp_path / "x.csv")
    assert page.job_line.text == "请先登录"


def test_a_unit_is_reached_whatever_is_filtered(page: ContactsPage) -> None:
    page.search.setText("气象")
    page.open_unit("ecology")
    assert page.table.selected_key == ("ecology", "responsible")


def test_the_register_is_printed_as_a_paper_on_file(seat: Seat, look: Look, qtbot: QtBot) -> None:
    made = ContactsPage(look, seat.desk, outward_of(seat), choose=printer_at(seat.folder / "contacts.pdf"))
    qtbot.addWidget(made)
    made.print_button.click()
    assert made.job_line.text == "还没有联系人可打印"
    seat.must(EnterContact(DUTY, Contact(KEY[0], Post(KEY[1]), "丁某", "处长", "0971-6100000")))
    made.print_button.click()
    (filed,) = seat.desk.board.papers.values()
    assert (filed.paper.kind, filed.runs) == ("contacts", 1)
