"""The logbook by click: it reads, follows, filters, proves and exports the record, and disputes end here."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import DisputeSettled, ShiftEnded
from qh_console.domain.commands import MarkDuty
from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.store.journal import Journal
from qh_console.ui.logbook.hand_over import HandoverFacts, HandOverPage
from qh_console.ui.logbook.screen import LogbookScreen
from qh_console.ui.theme import Look
from tests.builders import DUTY, NOW, REVIEW, office, to_standing
from tests.ui.seats import Seat, outward_of, printer_at, seat_at


def logbook_of(look: Look, seat: Seat) -> LogbookScreen:
    facts = HandoverFacts(lambda: (), lambda: (), lambda: ())
    return LogbookScreen(look, seat.desk, outward_of(seat), HandOverPage(look, seat.desk, facts))


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path, *to_standing())


@pytest.fixture
def screen(seat: Seat, look: Look, qtbot: QtBot) -> LogbookScreen:
    made = logbook_of(look, seat)
    qtbot.addWidget(made)
    made.resize(1294, 700)
    made.show()
    return made


def _marked(seat: Seat, says: str = "已办") -> None:
    task = seat.desk.board.alerts["a1"].tasks[0].task.id
    seat.desk.submit(MarkDuty(DUTY, "a1", task, Mark(MarkState.DONE, Means.FAX, "", says)))


def _texts(screen: LogbookScreen) -> list[str]:
    return [row.text for row in screen.table.rows_model.rows]


def test_the_model_is_sound(screen: LogbookScreen, seat: Seat) -> None:
    QAbstractItemModelTester(screen.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    _marked(seat)
    screen.span_bar.button("day").click()
    screen.search.setText("开户")
    screen.search.setText("")
    assert screen.table.rows_model.rowCount() == 9


def test_what_others_do_appears_at_once_and_is_read_once(screen: LogbookScreen, seat: Seat) -> None:
    before = len(_texts(screen))
    _marked(seat, "新答复")
    assert len(_texts(screen)) == before + 1
    assert "新答复" in _texts(screen)[0]
    assert screen.table.rows_model.rows[0].key == ("d1", before + 1)


def test_the_newest_entry_is_shown_until_another_is_chosen(screen: LogbookScreen, seat: Seat) -> None:
    screen.refresh(NOW)
    _marked(seat)
    screen.refresh(NOW)
    newest, before = (row.key for row in screen.table.rows_model.rows[:2])
    assert screen.table.selected_key == newest
    screen.show_entry(before)
    _marked(seat, "再办")
    screen.refresh(NOW)
    assert screen.table.selected_key == before


def test_another_desks_entries_are_read_in_their_place(screen: LogbookScreen, seat: Seat) -> None:
    Journal(seat.journal._database, "d0").append([ShiftEnded("邻席")], DUTY, NOW)
    seat.office.reload()
    seat.desk.catch_up()
    assert "交班：邻席" in _texts(screen)
    assert len(_texts(screen)) == seat.desk.board.length


def test_an_entry_to_the_last_field(screen: LogbookScreen) -> None:
    first = screen.table.rows_model.rows[-1]
    screen.table.selectRow(len(screen.table.rows_model.rows) - 1)
    shown = {line.name: line.text for line in screen.fields.lines}
    assert (shown["事项"], shown["姓名"], shown["岗位"]) == ("开户", "管理员丁", "管理员")
    assert shown["本条摘要"] == first.digest
    assert shown["记录"] == "席位d1 第1条 逻辑时刻1"


def test_filters_by_box_and_back_by_showing_an_entry(screen: LogbookScreen) -> None:
    screen.kind_box.choose("开户")
    assert len(_texts(screen)) == 4
    screen.officer_box.choose(DUTY)
    assert _texts(screen) == []
    screen.show_entry(("d1", 8))
    assert len(_texts(screen)) == 8
    assert screen.table.selected_key == ("d1", 8)
    screen.alert_box.choose("a1")
    assert len(_texts(screen)) == 4


def test_the_record_is_proved_on_the_officers_word(screen: LogbookScreen) -> None:
    screen.acts["logbook.verify"]()
    assert "逐条核对无误" in screen.job_line.text


def test_the_excerpt_holds_what_the_filter_leaves(screen: LogbookScreen, tmp_path: Path) -> None:
    screen.kind_box.choose("开户")
    screen.export(tmp_path / "摘录.csv")
    lines = (tmp_path / "摘录.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 5
    assert screen.job_line.text == f"已导出4条到{tmp_path / '摘录.csv'}"
    screen.export(tmp_path / "gone" / "x.csv")
    assert "写不进" in screen.job_line.text


def test_the_hand_over_has_a_page_of_its_own(screen: LogbookScreen) -> None:
    screen.acts["logbook.hand_over"]()
    assert screen.hand_over.isVisible()
    assert not screen.table.isVisible()
    screen.tabs.button("journal").click()
    assert screen.table.isVisible()
    screen.open_subject("logbook/hand-over")
    assert screen.hand_over.isVisible()
    screen.open_subject("")
    assert screen.table.isVisible()


@pytest.fixture
def disputed(tmp_path: Path, look: Look, qtbot: QtBot) -> tuple[LogbookScreen, Seat]:
    seat = seat_at(tmp_path, *to_standing(), by=REVIEW)
    other = Journal(seat.journal._database, "d2")
    for entry in office(*to_standing(alert="a2")).entries[4:]:
        other.append([entry.act], entry.by, entry.at)
    seat.office.reload()
    seat.desk.catch_up()
    screen = logbook_of(look, seat)
    qtbot.addWidget(screen)
    screen.resize(1294, 700)
    screen.show()
    return screen, seat


def test_a_dispute_is_settled_on_top(disputed: tuple[LogbookScreen, Seat]) -> None:
    screen, seat = disputed
    assert screen.troubles.isVisible()
    form = screen.troubles.forms["a1|a2"]
    form.settle.click()
    assert form.error.text() == "须保留争议双方之一（争议规则）"
    form.keeps.setCurrentIndex(form.keeps.findData("a2"))
    form.settle.click()
    assert form.error.text() == "请写明理由（争议规则）"
    seat.clock.move(minutes=1)
    screen.refresh(seat.clock())
    assert screen.troubles.forms["a1|a2"] is form
    form.reason.setText("该席位先会商")
    form.settle.click()
    act = seat.office.entries()[-1].act
    assert isinstance(act, DisputeSettled)
    assert (act.dispute, act.keeps, act.reason) == ("a1|a2", "a2", "该席位先会商")
    assert [alert.id for alert in seat.desk.board.standing] == ["a2"]
    assert screen.troubles.isHidden()


def test_an_odd_entry_can_be_looked_up(disputed: tuple[LogbookScreen, Seat]) -> None:
    screen, seat = disputed
    other = Journal(seat.journal._database, "d3")
    other.append([DisputeSettled("x|y", "x", "z")], REVIEW, NOW)
    seat.office.reload()
    seat.desk.catch_up()
    assert len(screen.troubles._shown[0]) == 1
    screen.search.setText("开户")
    screen.troubles.entry_chosen.emit(("d3", 1))
    assert screen.table.selected_key == ("d3", 1)
    assert screen.search.text() == ""


def test_a_minute_that_changes_nothing_repaints_nothing(screen: LogbookScreen, seat: Seat) -> None:
    changes: list[int] = []
    screen.table.rows_model.headerDataChanged.connect(lambda *_: changes.append(1))
    for _ in range(3):
        seat.clock.move(seconds=20)
        screen.refresh(seat.clock())
    assert changes == []
    assert screen.sizeHint().width() >= 1280


def test_what_the_filter_leaves_is_printed_as_a_paper_on_file(seat: Seat, look: Look, qtbot: QtBot) -> None:
    facts = HandoverFacts(lambda: (), lambda: (), lambda: ())
    page = HandOverPage(look, seat.desk, facts)
    made = LogbookScreen(look, seat.desk, outward_of(seat), page, choose=printer_at(seat.folder / "extract.pdf"))
    qtbot.addWidget(made)
    made.search.setText("开户")
    left = len(made.table.rows_model.rows)
    made.print_extract()
    (filed,) = seat.desk.board.papers.values()
    assert (filed.paper.kind, filed.paper.alert, filed.runs) == ("logbook-extract", None, 1)
    assert filed.paper.subject.endswith(f"，{left}条")
    made.search.setText("没有这样的内容")
    made.print_extract()
    assert made.job_line.text == "没有可摘录的日志"
