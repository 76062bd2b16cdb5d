"""The room as an officer uses it: write, see the page, submit, print, come back to what was left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.alerts import Stage
from qh_console.domain.board import Board
from qh_console.domain.commands import AssessAlert, Command
from qh_console.domain.particulars import Assessment
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.assessment.screen import AssessmentScreen
from qh_console.ui.assessment.writing import REQUIRED
from qh_console.ui.theme import Look
from tests.builders import DUTY, to_lifted, to_standing
from tests.services.framing import ASSESS
from tests.ui.seats import PlainPaperwork, Seat, page, printer_at, seat_at


class Heard(PlainPaperwork):
    """Remembers what pages were asked for."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.office, seat.archive, seat.clock)
        self.asked: list[PaperRequest] = []

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        self.asked.append(request)
        return page(str(len(self.asked)))


def sit(tmp_path: Path, look: Look, qtbot: QtBot, *commands: Command) -> tuple[Seat, AssessmentScreen]:
    seat = seat_at(tmp_path, *commands)
    seat.desk.paperwork = Heard(seat)
    screen = AssessmentScreen(look, seat.desk, printer_at(tmp_path / "out.pdf"))
    qtbot.addWidget(screen)
    screen.show()
    return seat, screen


def write(screen: AssessmentScreen, *fields: str) -> None:
    for field in fields:
        QTest.keyClicks(screen.form.form.editor(field), "text")


def test_nothing_is_over_yet(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    _, screen = sit(tmp_path, look, qtbot, *to_standing())
    assert not screen.form.isVisible()
    for act in screen.acts.values():
        act()


def test_writing_fills_the_outline_and_the_page_and_submitting_ends_it(
    tmp_path: Path, look: Look, qtbot: QtBot
) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    write(screen, *REQUIRED)
    assert {s.field for s in screen.outline.rows_model.rows if s.tone == "ok"} == set(REQUIRED)
    paperwork = seat.desk.paperwork
    assert isinstance(paperwork, Heard)
    qtbot.waitUntil(lambda: not screen.live.is_setting and bool(paperwork.asked), timeout=3000)
    last = paperwork.asked[-1]
    assert last.kind is PaperKind.ASSESSMENT
    assert last.assessment is not None
    assert last.assessment.proposals == "text"
    screen.acts["assessment.submit"]()
    assert seat.desk.board.alerts["a1"].stage is Stage.ASSESSED
    assert [p.paper.kind for p in seat.desk.board.papers.values()] == [PaperKind.ASSESSMENT.value]
    assert "已提交" in screen.printing.line.text
    assert seat.desk.drafting.keys() == ()


def test_what_is_not_written_is_refused_at_its_field(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    write(screen, "causes")
    QTest.mouseClick(screen.form.go, Qt.MouseButton.LeftButton)
    assert set(screen.form.form.errors()) == set(REQUIRED) - {"causes"}
    assert seat.desk.board.alerts["a1"].stage is Stage.LIFTED
    assert screen.form.go.isEnabled()


def test_nobody_signed_in_is_said(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    seat.desk.sign_out()
    screen.submit()
    assert "登录" in screen.form.error.text()


def test_a_draft_outlives_the_program(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted(), *to_lifted(alert="a2"))
    screen.open_alert("a1")
    write(screen, "lessons")
    screen.open_alert("a2")
    assert screen.form.form.values()["lessons"] == ""
    again = AssessmentScreen(look, seat.desk)
    qtbot.addWidget(again)
    again.reopen("assessment/a1")
    assert again.form.form.values()["lessons"] == "text"
    screen.open_alert("a1")
    assert screen.form.form.values()["lessons"] == "text"


def test_an_assessment_from_elsewhere_comes_into_a_form_nobody_typed_in(
    tmp_path: Path, look: Look, qtbot: QtBot
) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    seat.must(ASSESS)
    assert isinstance(ASSESS, AssessAlert)
    assert screen.form.form.values()["causes"] == ASSESS.assessment.causes
    write(screen, "causes")
    seat.must(AssessAlert(DUTY, "a1", Assessment(*("另一席位",) * 8)))
    assert "text" in screen.form.form.values()["causes"], "what is being typed stays"


def test_missing_papers_are_found_in_the_journal(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    assert any("没有归档" in text and "会商纪要1份" in b.toolTip() for text, b in screen.form.gaps.items())
    seat.desk.file_missing(lambda count: None)
    assert not any("会商纪要" in button.toolTip() for button in screen.form.gaps.values())


def test_printing_takes_the_report_on_file(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, screen = sit(tmp_path, look, qtbot, *to_lifted())
    screen.acts["assessment.print"]()
    assert "提交以后" in screen.printing.line.text
    write(screen, *REQUIRED)
    screen.submit()
    screen.acts["assessment.print"]()
    assert [p.prints for p in seat.desk.board.papers.values()] == [1]


@pytest.mark.parametrize("is_opened", [True, False])
def test_a_section_leads_to_its_field(tmp_path: Path, look: Look, qtbot: QtBot, is_opened: bool) -> None:
    _, screen = sit(tmp_path, look, qtbot, *to_lifted())
    screen.activateWindow()
    screen.outline.setFocus()
    screen.outline.select("十二、经验和教训")
    (screen.outline.row_opened if is_opened else screen.outline.row_selected).emit("十二、经验和教训")
    assert (screen.focusWidget() is screen.form.form.editor("lessons")) is is_opened
    assert not screen.form.form.editor("lessons").visibleRegion().isEmpty()
