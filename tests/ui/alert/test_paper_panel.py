"""The page follows the form once the typing pauses; what fails is said above it, missing fields lead back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.board import Board
from qh_console.problems import KnownProblem
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.field_list import FieldTick
from qh_console.ui.alert.paper_panel import SETTLE_MS, PaperPanel
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.seats import PlainPaperwork, Seat, page, seat_at

NOTICE = PaperRequest(PaperKind.ISSUE_NOTICE, "a1")
SHEET = PaperRequest(PaperKind.APPROVAL_SHEET, "a1")


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
def panel(seat: Seat, look: Look, qtbot: QtBot) -> PaperPanel:
    made = PaperPanel(look, seat.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def work(waiting: list[Callable[[], None]], qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    while waiting:
        waiting.pop(0)()


def test_many_wishes_become_one_page(
    panel: PaperPanel, seat: Seat, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    for reason in ("一", "二", "三"):
        panel.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason=reason))
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: panel.pdf.page_count == 1)
    assert isinstance(seat.desk.paperwork, CountedPaperwork)
    assert seat.desk.paperwork.asked == [PaperKind.ISSUE_NOTICE]


def test_a_page_is_set_while_the_typing_goes_on_and_the_last_word_is_set_too(
    panel: PaperPanel, seat: Seat, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    panel.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason="一"))
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    for reason in ("一二", "一二三"):
        panel.ask(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", reason=reason))
        QTest.qWait(SETTLE_MS + 30)
    assert len(waiting) == 1
    waiting.pop(0)()
    qtbot.waitUntil(lambda: panel.pdf.page_count == 1)
    work(waiting, qtbot)
    assert isinstance(seat.desk.paperwork, CountedPaperwork)
    assert seat.desk.paperwork.asked == [PaperKind.ISSUE_NOTICE] * 2
    assert not waiting


def test_a_page_that_comes_after_nothing_is_wanted_is_not_shown(
    panel: PaperPanel, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    panel.ask(NOTICE)
    qtbot.waitUntil(lambda: bool(waiting), timeout=2000)
    panel.ask(None)
    waiting.pop(0)()
    QTest.qWait(20)
    assert panel.pdf.page_count == 0


def test_the_page_of_another_paper_does_not_stay(
    panel: PaperPanel, waiting: list[Callable[[], None]], qtbot: QtBot
) -> None:
    panel.ask(NOTICE)
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: panel.pdf.page_count == 1)
    panel.ask(PaperRequest(PaperKind.ASSESSMENT, "a1"))
    assert panel.pdf.page_count == 0
    work(waiting, qtbot)
    qtbot.waitUntil(lambda: not panel.line.isHidden())
    assert "不能评估" in panel.line.text()
    panel.ask(None)
    assert panel.line.isHidden()


def test_ticks_lead_to_their_fields(panel: PaperPanel, qtbot: QtBot) -> None:
    panel.show_ticks((FieldTick("级别", "橙色预警"), FieldTick("影响范围", "", "没有填写", "extent")))
    assert panel.ticks["影响范围"].toolTip() == "没有填写"
    with qtbot.waitSignal(panel.field_wanted) as told:
        QTest.mouseClick(panel.ticks["影响范围"], Qt.MouseButton.LeftButton)
    assert told.args == ["extent"]


def test_the_kinds_on_offer(panel: PaperPanel, qtbot: QtBot) -> None:
    panel.show_kinds((PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN))
    assert panel.kind is PaperKind.ISSUE_NOTICE
    with qtbot.waitSignal(panel.kind_chosen) as told:
        panel.kind_box.setCurrentIndex(1)
    assert told.args == [PaperKind.BULLETIN.value]
    panel.show_kinds((PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN))
    assert panel.kind_box.currentData() == PaperKind.BULLETIN.value
