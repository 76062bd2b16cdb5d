"""The papers screen by click: pages as archived, printing and copying on record, and true copies told from false."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import PaperPrinted
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_missing
from qh_console.ui.papers.screen import PapersScreen
from qh_console.ui.theme import Look
from tests.builders import DUTY, to_standing
from tests.ui.seats import Seat, page, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    made = seat_at(tmp_path, *to_standing())
    number = made.desk.board.alerts["a1"].latest_number
    made.file(
        PaperRequest(PaperKind.ISSUE_NOTICE, "a1", number), PaperRequest(PaperKind.DUTY_SHEET, "a1", number, "met")
    )
    return made


@pytest.fixture
def screen(seat: Seat, look: Look, qtbot: QtBot, tmp_path: Path) -> PapersScreen:
    def to_file(parent: QWidget, kind: str) -> QPrinter:
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setCopyCount(1)
        return printer

    made = PapersScreen(look, seat.desk, to_file)
    qtbot.addWidget(made)
    made.resize(1294, 700)
    made.show()
    return made


def _key(screen: PapersScreen, kind: PaperKind) -> str:
    return next(row.sha256 for row in screen.table.rows_model.rows if row.kind == kind.value)


def _stand_on(screen: PapersScreen, kind: PaperKind) -> str:
    key = _key(screen, kind)
    row = screen.table.rows_model.position(key)
    assert row is not None
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    screen.table.selectionModel().setCurrentIndex(screen.table.rows_model.index(row, 0), flags)
    return key


def test_an_empty_archive_says_where_papers_come_from(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    made = PapersScreen(look, seat_at(tmp_path).desk)
    qtbot.addWidget(made)
    made.print_chosen()
    assert made.job_line.text == "先选一份文书"
    assert made.preview.sha256 == ""


def test_the_model_is_sound(screen: PapersScreen, seat: Seat) -> None:
    QAbstractItemModelTester(screen.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    seat.file(PaperRequest(PaperKind.BULLETIN, "a1", "x"))
    screen.search.setText("公告")
    assert screen.table.rows_model.rowCount() == 1
    screen.search.setText("")
    assert screen.table.rows_model.rowCount() == 3


def test_the_row_one_stands_on_is_shown_as_archived(screen: PapersScreen, seat: Seat) -> None:
    for kind in (PaperKind.DUTY_SHEET, PaperKind.ISSUE_NOTICE):
        key = _stand_on(screen, kind)
        assert screen.preview.view.digest == key
        assert screen.preview.title.text() == kind.label
        assert key[:16] in screen.preview.caption.text()
    assert screen.preview.view.thumbs.isHidden()


def test_thumbnails_of_a_longer_paper_turn_its_pages(screen: PapersScreen, seat: Seat) -> None:
    request = PaperRequest(PaperKind.ASSESSMENT, "a1", "")
    seat.paperwork.put(request, page("one", "two", "three"), DUTY)
    seat.desk.catch_up()
    _stand_on(screen, PaperKind.ASSESSMENT)
    assert screen.preview.view.thumbs.pages.rowCount() == 3
    assert screen.preview.view.thumbs.isVisible()
    screen.preview.view.thumbs.page_chosen.emit(2)
    assert "第3页" in [label.text()[:3] for label in screen.preview.view.findChildren(type(screen.preview.title))]


def test_a_damaged_paper_is_not_shown_as_if_it_were_sound(screen: PapersScreen, seat: Seat) -> None:
    _stand_on(screen, PaperKind.DUTY_SHEET)
    notice = _key(screen, PaperKind.ISSUE_NOTICE)
    (seat.archive.folder / notice[:2] / f"{notice}.pdf").write_bytes(b"x")
    _stand_on(screen, PaperKind.ISSUE_NOTICE)
    assert screen.preview.view.digest == ""
    assert "被改动过" in screen.preview.problem.text()
    _stand_on(screen, PaperKind.DUTY_SHEET)
    assert screen.preview.problem.isHidden()


def test_printing_is_on_record_and_so_is_printing_again(screen: PapersScreen, seat: Seat, tmp_path: Path) -> None:
    key = _stand_on(screen, PaperKind.ISSUE_NOTICE)
    screen.acts["papers.print"]()
    screen.acts["papers.print"]()
    acts = [e.act for e in seat.office.entries() if isinstance(e.act, PaperPrinted)]
    assert acts == [PaperPrinted(key, 1, "PDF打印")] * 2
    assert next(row for row in screen.table.rows_model.rows if row.sha256 == key).prints == 2
    assert "打印2份" in screen.preview.caption.text()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert screen.job_line.text == "已打印1份文书，共1页"


def test_all_listed_papers_go_to_a_folder(screen: PapersScreen, seat: Seat, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    screen.table.selectAll()
    assert sorted(screen.chosen()) == sorted(screen.every_shown())
    screen.export(screen.every_shown(), folder)
    assert len(list(folder.iterdir())) == 2
    assert {row.exports for row in screen.table.rows_model.rows} == {1}


def test_filters_by_box(screen: PapersScreen) -> None:
    screen.kind_box.choose("duty-sheet")
    assert [row.kind for row in screen.table.rows_model.rows] == ["duty-sheet"]
    screen.alert_box.choose("a1")
    assert screen.table.rows_model.rowCount() == 1
    screen.search.setText("没有")
    assert screen.table.rows_model.rowCount() == 0
    assert screen.preview.sha256 == ""
    screen.reveal(next(iter(screen._desk.board.papers)))
    assert screen.table.rows_model.rowCount() == 2
    assert screen.preview.sha256 == next(iter(screen._desk.board.papers))


def test_a_code_is_held_against_the_record(screen: PapersScreen, seat: Seat) -> None:
    bar = screen.verify_bar
    bar.open()
    assert bar.isVisible()
    before = next(e for e in seat.office.entries() if e.seq == seat.desk.board.length - 2)
    bar.code.setText(f"qh-console:d1-{before.seq}:{before.digest[:16]}:0123456789abcdef")
    QTest.keyClick(bar.code, Qt.Key.Key_Return)
    assert "摘要一致" in bar.verdict.text()
    assert bar.verdict.property("role") == "ok"
    assert screen.preview.sha256 == _key(screen, PaperKind.ISSUE_NOTICE)
    bar.code.setText(f"d1-{before.seq} {'0' * 16}")
    QTest.keyClick(bar.code, Qt.Key.Key_Return)
    assert bar.verdict.property("role") == "fault"
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_file_is_a_true_copy_or_not(screen: PapersScreen, seat: Seat, tmp_path: Path) -> None:
    key = _key(screen, PaperKind.DUTY_SHEET)
    true, false = tmp_path / "true.pdf", tmp_path / "false.pdf"
    true.write_bytes(seat.paperwork.pdf(key))
    false.write_bytes(true.read_bytes() + b"\n")
    screen.verify_bar.check_files([true])
    assert (screen.verify_bar.verdict.property("role"), screen.preview.sha256) == ("ok", key)
    assert "与档案一致" in screen.verify_bar.verdict.text()
    screen.verify_bar.check_files([false])
    assert "之后又添了内容，不是原件" in screen.verify_bar.verdict.text()
    screen.verify_bar.check_files([tmp_path / "gone.pdf"])
    assert "没有这个文件" in screen.verify_bar.verdict.text()


def test_a_file_dropped_anywhere_in_the_room_is_held_against_the_record(
    screen: PapersScreen, seat: Seat, tmp_path: Path
) -> None:
    key = _key(screen, PaperKind.DUTY_SHEET)
    file = tmp_path / "found on the desk.pdf"
    file.write_bytes(seat.paperwork.pdf(key))
    data, nothing = QMimeData(), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    nothing.setText("words")
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for mime, is_taken in ((nothing, False), (data, True)):
        enter = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, left, plain)
        enter.ignore()
        screen.dragEnterEvent(enter)  # type: ignore[arg-type]  # its own kind of event can no longer be made by hand
        assert enter.isAccepted() is is_taken
    screen.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, plain))
    assert (screen.verify_bar.verdict.property("role"), screen.preview.sha256) == ("ok", key)


def test_equal_states_repaint_nothing(screen: PapersScreen, seat: Seat) -> None:
    changes: list[int] = []
    screen.table.rows_model.headerDataChanged.connect(lambda *_: changes.append(1))
    seat.clock.move(minutes=3)
    screen.refresh(seat.clock())
    assert changes == []
    assert screen.sizeHint().height() >= 720


def test_what_was_not_filed_when_it_was_due_is_filed_later(screen: PapersScreen, seat: Seat) -> None:
    asked = papers_missing(seat.desk.board, seat.office.entries(), seat.desk.pack)
    assert PaperKind.BULLETIN in {request.kind for request in asked}
    before = len(seat.desk.board.papers)
    screen.file_missing()
    assert len(seat.desk.board.papers) == before + len(asked)
    assert screen.job_line.text == f"已补齐{len(asked)}份文书"


def test_only_who_is_signed_in_files(screen: PapersScreen, seat: Seat) -> None:
    seat.desk.sign_out()
    before = seat.desk.board.papers
    screen.file_missing()
    assert seat.desk.board.papers == before
    assert "登录" in screen.job_line.text


def test_forms_are_offered_by_name(screen: PapersScreen) -> None:
    menu = screen._export.menu()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert [t for t in texts if t.startswith("所选")] == [
        "所选文书，PDF…",
        "所选通知，Word…",
        "所选通知，CAP…",
        "所选通知，国突预警XML（待核）…",
        "所选文书，各种格式（拷U盘）…",
    ]


def test_the_days_brief_is_made_filed_and_printed_while_a_response_runs(screen: PapersScreen, seat: Seat) -> None:
    """Plan 6.1."""
    assert not screen.brief.isHidden()
    screen.brief.click()
    (filed,) = (f for f in seat.desk.board.papers.values() if f.paper.kind == PaperKind.DAILY_BRIEF)
    assert (filed.paper.alert, filed.runs) == ("a1", 1)
