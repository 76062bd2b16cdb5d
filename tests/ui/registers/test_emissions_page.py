"""The emission register by key and click: a list with faults, a base, papers, one enterprise found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.emission_acts import EmissionBaseEntered
from qh_console.domain.emission_commands import EnterEmissionList
from qh_console.domain.emissions import EmissionList
from qh_console.services.emissions import write_emissions
from qh_console.ui.registers.emissions_page import EmissionsPage
from qh_console.ui.registers.file_dialogs import Dialogs
from qh_console.ui.theme import Look
from tests.builders import DUTY, HAIDONG, XINING
from tests.emission_builders import PLANT, SITE, SOURCES, emission_list, to_register
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
def page(seat: Seat, chosen: Chosen, look: Look, qtbot: QtBot) -> EmissionsPage:
    printer = printer_at(seat.folder / "printed.pdf")
    made = EmissionsPage(look, seat.desk, outward_of(seat), Dialogs(chosen, chosen), printer)
    seat.desk.changed.connect(lambda _: made.refresh(seat.clock()))
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.refresh(seat.clock())
    return made


def given(seat: Seat, path: Path, *told: EmissionList) -> Path:
    write_emissions(path, told or (emission_list(),), seat.desk.places)
    return path


def names(page: EmissionsPage) -> list[str]:
    return [row.name for row in page.table.rows_model.rows]


def test_a_list_comes_in_by_the_button_the_empty_page_offers(
    page: EmissionsPage, seat: Seat, chosen: Chosen, tmp_path: Path
) -> None:
    assert page.empty.isVisible()
    assert not page.summary_button.isEnabled()
    chosen.path = given(seat, tmp_path / "虚构清单.xlsx")
    page.empty.act_clicked.emit()
    assert page.job_line.text == "虚构清单.xlsx：西宁市新一版，4个源"
    assert names(page) == [source.name for source in SOURCES]
    assert len(page.bars.rows) == 3
    assert "减排基数还没有登记" in page.note.text()
    page.import_button.click()
    assert page.job_line.text == "虚构清单.xlsx：西宁市与现行清单相同"


def test_a_list_with_faults_waits_for_a_word(page: EmissionsPage, seat: Seat, chosen: Chosen, tmp_path: Path) -> None:
    bad = replace(PLANT, name="虚构坏厂", phone="保密")
    chosen.path = given(seat, tmp_path / "虚构清单.csv", emission_list(*SOURCES, bad, place=XINING))
    page.import_button.click()
    assert "第6行 “联系电话”列：电话“保密”写法不对" in page.faults.faults.toPlainText()
    assert seat.desk.board.emissions.current(XINING) is None
    page.faults.take.click()
    assert names(page) == [source.name for source in SOURCES]
    assert page.job_line.text == "虚构清单.csv：西宁市新一版，4个源；有错未收1行"
    assert not page.faults.take.isVisible()


def test_a_base_is_entered_by_keys(page: EmissionsPage, seat: Seat) -> None:
    seat.must(to_register()[0])
    page.base_button.click()
    for key, text in {"so2": "1OO", "nox": "200", "pm": "300", "vocs": "50"}.items():
        editor = page.base.form.editor(key)
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    page.base.send.click()
    assert "千克数" in page.base.form.errors()["so2"]
    so2 = page.base.form.editor("so2")
    assert isinstance(so2, QLineEdit)
    so2.setText("100")
    QTest.keyClick(so2, Qt.Key.Key_Return)
    act = seat.office.entries()[-1].act
    assert isinstance(act, EmissionBaseEntered)
    assert (act.base.place, act.base.year, act.base.grams.so2) == (XINING, 2026, 100_000)
    assert page.places.isVisible()
    assert page.note.text() == "各级各项均达到要求"
    page.base_button.click()
    page.base.send.click()
    assert "没有改动" in page.base.error
    QTest.keyClick(page.base, Qt.Key.Key_Escape)
    assert page.places.isVisible()


def test_prefectures_kinds_words_and_editions_choose_what_is_listed(page: EmissionsPage, seat: Seat) -> None:
    seat.must(*to_register(), EnterEmissionList(DUTY, emission_list(replace(PLANT, county="平安区"), place=HAIDONG)))
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QTest.keyClick(page.places, Qt.Key.Key_Down)
    assert page.title.text().startswith("海东市　1个源")
    QTest.keyClick(page.places, Qt.Key.Key_Up)
    page.kinds.button("dust").click()
    assert names(page) == [SITE.name]
    page.kinds.button("").click()
    page.search.setText("供热")
    assert names(page) == ["虚构供热二厂"]
    assert page.detail.text().startswith("黄色：降低负荷1成")
    page.search.setText("")
    seat.must(EnterEmissionList(DUTY, emission_list(SITE)))
    assert names(page) == [SITE.name]
    page.editions.setCurrentIndex(1)
    page.editions.activated.emit(1)
    assert len(names(page)) == 4


def test_papers_are_printed_and_on_file(page: EmissionsPage, seat: Seat) -> None:
    seat.must(*to_register())
    page.summary_button.click()
    page.table.selectRow(0)
    page.board_button.click()
    page.sheets.button("A3").click()
    page.boards_button.click()
    kinds = [(filed.paper.kind, filed.paper.subject[-2:]) for filed in seat.desk.board.papers.values()]
    assert [kind for kind, _ in kinds] == ["emission-summary", *["emission-board"] * 3]
    assert [end for _, end in kinds[1:]] == ["A4", "A3", "A3"]
    assert page.job_line.text.startswith("已打印2份文书")
    page.summary_button.click()
    assert len(seat.desk.board.papers) == 4, "the same paper is printed again, not made again"


def test_only_an_enterprise_has_a_board(page: EmissionsPage, seat: Seat) -> None:
    seat.must(EnterEmissionList(DUTY, emission_list(SITE)))
    assert not page.board_button.isEnabled()
    page.boards_button.click()
    assert page.job_line.text == "这份清单里没有工业企业"


def test_out_and_a_change_of_mind(page: EmissionsPage, seat: Seat, chosen: Chosen, tmp_path: Path) -> None:
    page.export_button.click()
    page.import_button.click()
    assert page.job_line.text == ""
    chosen.path = tmp_path / "空表.csv"
    page.export_button.click()
    assert page.job_line.text.startswith("空表已写到")
    assert "企业" not in chosen.path.read_text("utf-8-sig")
    seat.must(*to_register())
    chosen.path = tmp_path / "out.csv"
    page.export_button.click()
    assert page.job_line.text.startswith("已导出4行")
    chosen.path = tmp_path / "gone" / "out.csv"
    page.export_button.click()
    assert "写不进" in page.job_line.text


def test_an_enterprise_is_reached_whatever_is_filtered(page: EmissionsPage, seat: Seat) -> None:
    seat.must(EnterEmissionList(DUTY, emission_list(replace(PLANT, county="平安区"), place=HAIDONG)), *to_register())
    page.search.setText("没有这个")
    page.open_source(HAIDONG, 0)
    assert page.title.text().startswith("海东市")
    assert page.table.selected_key == 0
    assert page.places.selected_key == HAIDONG


def test_nobody_imports_without_a_name(page: EmissionsPage, seat: Seat, tmp_path: Path) -> None:
    seat.desk.sign_out()
    page.take_in(tmp_path / "x.csv")
    assert page.job_line.text == "请先登录"
