"""A run over papers: what is on file is not set again, refusals and failures are told, and nothing is left running."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from qh_console.services.machine_forms import FormKind
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.jobs import WorkerThread
from qh_console.ui.paper_run import PRINTER, PaperRun, filed_as, reprint_words
from tests.builders import ADMIN, to_standing
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path, *to_standing())


def _sheet(seat: Seat, unit: str) -> PaperRequest:
    return PaperRequest(PaperKind.DUTY_SHEET, "a1", seat.desk.board.alerts["a1"].latest_number, unit)


def _told(run: PaperRun) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    run.ended.connect(lambda text, tone: told.append((text, tone)))
    return told


def test_only_missing_papers_are_set(seat: Seat, tmp_path: Path) -> None:
    (known,) = seat.file(_sheet(seat, "ecology"))
    assert filed_as(seat.desk.board, _sheet(seat, "ecology"), seat.desk.pack) == known
    assert filed_as(seat.desk.board, _sheet(seat, "met"), seat.desk.pack) is None
    run, folder = PaperRun(seat.desk), tmp_path / "out"
    folder.mkdir()
    told = _told(run)
    run.export_requests([_sheet(seat, "ecology"), _sheet(seat, "met")], folder)
    assert len(seat.desk.board.papers) == len(list(folder.iterdir())) == 2
    assert told == [(f"已导出2份文书到{folder}", "ok")]
    assert not run.is_running


def test_setting_and_using_are_told_apart(seat: Seat, tmp_path: Path) -> None:
    run = PaperRun(seat.desk)
    told: list[str] = []
    run.progressed.connect(lambda text, done, total: told.append(text))
    run.export_requests([_sheet(seat, "ecology"), _sheet(seat, "met")], tmp_path)
    assert told == ["正在导出", "正在排版（0/4）", "正在排版（1/4）", "正在导出（2/4）", "正在导出（3/4）"]


def test_nothing_asked_for_is_nothing_done(seat: Seat, tmp_path: Path) -> None:
    run = PaperRun(seat.desk)
    told = _told(run)
    run.export_papers([], tmp_path)
    run.cancel()
    assert told == []


def test_a_refusal_is_told_and_nothing_goes_out(seat: Seat, tmp_path: Path) -> None:
    seat.desk.officer = seat.desk.board.officers[ADMIN]
    run, folder = PaperRun(seat.desk), tmp_path / "out"
    folder.mkdir()
    told = _told(run)
    run.export_requests([_sheet(seat, "ecology")], folder)
    assert told == [("导出没有完成：这一步须由值班员、复核员、审批人办理（账号规则）", "fault")]
    assert list(folder.iterdir()) == []


def test_an_altered_paper_is_told(seat: Seat, tmp_path: Path) -> None:
    (known,) = seat.file(_sheet(seat, "ecology"))
    (seat.archive.folder / known[:2] / f"{known}.pdf").write_bytes(b"x")
    run = PaperRun(seat.desk)
    told = _told(run)
    run.export_papers([known], tmp_path)
    assert told[0][1] == "fault"
    assert "被改动过" in told[0][0]
    assert not run.is_running


def test_a_folder_that_takes_nothing_is_told(seat: Seat, tmp_path: Path) -> None:
    (known,) = seat.file(_sheet(seat, "ecology"))
    run = PaperRun(seat.desk)
    told = _told(run)
    run.export_papers([known], tmp_path / "gone")
    assert told[0][0].startswith("导出没有完成：")
    assert told[0][1] == "fault"
    assert seat.desk.board.papers[known].exports == 0


def test_pages_are_drawn_off_the_gui_thread_without_blocking_it(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    papers = seat.file(*(_sheet(seat, unit) for unit in ("ecology", "met", "health", "police")))
    execute = WorkerThread("output")
    seat.desk.runners["output"]._execute = execute
    printer = QPrinter()
    printer.setResolution(100)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    run = PaperRun(seat.desk)
    steps: list[tuple[int, int]] = []
    run.progressed.connect(lambda text, done, total: steps.append((done, total)))
    with qtbot.waitSignal(run.ended, timeout=20_000) as ended:
        run.print_papers(papers, printer)
        assert run.is_running
        assert seat.desk.runners["output"].is_idle is False
        assert seat.desk.runners["documents"].is_idle, "a page being typed is set meanwhile"
    assert ended.args == ["已打印4份文书，共4页", "ok"]
    assert steps == [(0, 4), (0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert {filed.prints for filed in seat.desk.board.papers.values()} == {1}
    assert execute.close()


def test_the_second_print_says_which_it_is_and_copies_are_put_on_record(seat: Seat, tmp_path: Path) -> None:
    (key,) = seat.file(_sheet(seat, "ecology"))
    kept = seat.paperwork.pdf(key)
    said = []
    for count in (3, 1, 1):
        said.append(reprint_words(seat.desk.board, key, seat.desk.clock()))
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{len(said)}.pdf"))
        printer.setCopyCount(count)
        PaperRun(seat.desk).print_papers([key], printer)
    assert said == ["", "补打 第1次　2026-01-09 20:00", "补打 第2次　2026-01-09 20:00"]
    filed = seat.desk.board.papers[key]
    assert (filed.prints, filed.runs) == (5, 3)
    assert seat.paperwork.pdf(key) == kept
    marked = []
    for number in (1, 2, 3):
        with pdfplumber.open(tmp_path / f"{number}.pdf") as made:
            marked.append([bool(page.chars) for page in made.pages])
    assert marked == [[False] * 3, [True], [True]]


def test_a_form_no_chosen_paper_has_is_told(seat: Seat, tmp_path: Path) -> None:
    run = PaperRun(seat.desk)
    told = _told(run)
    run.export_papers(seat.file(_sheet(seat, "met")), tmp_path, frozenset({FormKind.CAP}))
    assert told == [("所选文书没有这种格式，只有通知（发布、调整、解除、更正）有", "warn")]


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_fails_stands_until_one_prints_and_nothing_is_recorded(seat: Seat, tmp_path: Path) -> None:
    (key,) = seat.file(_sheet(seat, "ecology"))
    arose: list[str] = []
    solved: list[str] = []
    seat.desk.problem_arose.connect(lambda what, _: arose.append(what))
    seat.desk.problem_solved.connect(solved.append)
    run = PaperRun(seat.desk)
    told = _told(run)
    for folder in (tmp_path / "gone", tmp_path):
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(folder / "out.pdf"))
        run.print_papers([key], printer)
        assert arose == [PRINTER]
        assert seat.desk.board.papers[key].prints == (0 if "gone" in str(folder) else 1)
    assert [tone for _, tone in told] == ["fault", "ok"]
    assert PRINTER in solved


def test_what_was_handed_over_is_recorded_though_cancelled_too_late(tmp_path: Path, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    (key,) = seat.file(_sheet(seat, "ecology"))
    waiting: list[Callable[[], None]] = []
    seat.desk.runners["output"]._execute = waiting.append
    for is_late in (True, False):
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{is_late}.pdf"))
        run = PaperRun(seat.desk)
        told = _told(run)
        run.print_papers([key], printer)
        if is_late:
            printed_at_once(waiting, run)
        else:
            run.cancel()
            assert told == []
            waiting.pop(0)()
        assert (tmp_path / f"{is_late}.pdf").exists() == is_late
        assert told[-1][0].startswith("已打印" if is_late else "打印已取消")
        assert seat.desk.board.papers[key].prints == 1
        assert not run.is_running


def printed_at_once(waiting: list[Callable[[], None]], run: PaperRun) -> None:
    """The button is pressed after the last step and before anybody hears that it is done."""
    run.progressed.connect(lambda text, done, total: run.cancel() if done == total and total else None)
    waiting.pop(0)()
