"""The page follows the typing without waiting for its end; what fails is said above the last page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.board import Board
from qh_console.problems import KnownProblem
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.live_paper import SETTLE_MS, LivePaper
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.seats import PlainPaperwork, Seat, page, seat_at

NOTICE = PaperRequest(PaperKind.ISSUE_NOTICE, "a1")


class CountedPaperwork(PlainPaperwork):
    """Counts what is set; an assessment cannot be."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.office, seat.archive, seat.clock)
        self.asked: list[PaperKind] = []

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        self.asked.append(request.kind)
        if request.kind is PaperKind.ASSESSMENT:
            raise KnownProblem("预警还没有解除，不能评估", "请先解除预警")
        return page(request.kind.value)


@pytest.fixture
def waiting() -> list[Callable[[], None]]:
    return []


@pytest.fixture
def seat(tmp_path: Path, waiting: list[Callable[[], None]]) -> Seat:
    made = seat_at(tmp_path, *to_standing(), execute=waiting.append)
    made.desk.paperwork = CountedPaperwork(made)
    return made


@pytest.fixture
def live(seat: Seat, look: Look, qtbot: QtBot) -> LivePaper:
    made = LivePaper(look, seat.desk, "没有", "没有")
    qtbot.addWidget(made)
    made.show()
    return made


def work(waiting: list[Callable[[], None]], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    while waiting:
        waiting.pop(0)()


def test_many_wishes_become_one_page(
    live: LivePaper, seat: Seat, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    for reason in ("一", "二", "三"):
        live.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason=reason))
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: live.pdf.page_count == 1)
    assert isinstance(seat.desk.paperwork, CountedPaperwork)
    assert seat.desk.paperwork.asked == [PaperKind.ISSUE_NOTICE]


def test_a_page_is_set_while_the_typing_goes_on_and_the_last_word_is_set_too(
    live: LivePaper, seat: Seat, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    live.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason="一"))
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    for reason in ("一二", "一二三"):
        live.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason=reason))
        QTest.qWait(SETTLE_MS + 30)
    assert len(waiting) == 1
    waiting.pop(0)()
    qtbot.waitUntil(lambda: live.pdf.page_count == 1)
    work(waiting, qtbot)
    assert isinstance(seat.desk.paperwork, CountedPaperwork)
    assert seat.desk.paperwork.asked == [PaperKind.ISSUE_NOTICE] * 2
    assert not waiting


def test_a_page_that_comes_after_nothing_is_wanted_is_not_shown(
    live: LivePaper, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    live.ask(NOTICE)
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    live.ask(None)
    waiting.pop(0)()
    QTest.qWait(20)
    assert live.pdf.page_count == 0


def test_the_page_of_another_paper_does_not_stay(
    live: LivePaper, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    live.ask(NOTICE)
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: live.pdf.page_count == 1)
    live.ask(PaperRequest(PaperKind.ASSESSMENT, "a1"))
    assert live.pdf.page_count == 0
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: not live.line.isHidden())
    assert "不能评估" in live.line.text()
    live.ask(None)
    assert live.line.isHidden()
