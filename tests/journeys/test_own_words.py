"""A duty officer writes a notice's words in the window; then the office's template changes, and the paper does not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from qh_console.app import House
from qh_console.domain.commands import ApproveProposal, IssueAlert
from qh_console.domain.particulars import Approval
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.drafts import BODY
from qh_console.ui.alert.screen import AlertScreen
from tests.builders import CHIEF, DUTY
from tests.documents.measured import plain
from tests.journeys.console_forms import CONSULTED, STANDING
from tests.journeys.house_at_night import WORDS, Night, alert_of

OWN = "各地昼夜值守，不得松懈。"


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def begin_to_write(night: Night, house: House, step: str = "propose-issue") -> tuple[AlertScreen, QPlainTextEdit]:
    """A proposal's form with the template's words open for an officer's own, by key."""
    console = night.open(house)
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    console.go("alert", "a1")
    screen = alert_of(console)
    screen.open_step(step)
    QTest.keyClick(
        console.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    form = screen.pane.form

    def editor() -> QPlainTextEdit | None:
        found = form.form.editor(BODY) if form.form is not None and BODY in form.form.values() else None
        return found if isinstance(found, QPlainTextEdit) else None

    night.qtbot.waitUntil(lambda: editor() is not None)
    written = editor()
    assert written is not None
    return screen, written


def test_a_wrong_hour_is_told_while_it_is_written_and_refused_when_proposed(night: Night) -> None:
    house = night.begin(CONSULTED)
    screen, written = begin_to_write(night, house)
    form, right = screen.pane.form, written.toPlainText()
    assert "20时" in right
    written.setPlainText(right.replace("20时", "21时"))
    night.qtbot.waitUntil(lambda: "正文的开始时间应为" in form._note.text())
    assert form.form is not None
    form.form.set_values({"password": WORDS[DUTY]})
    form.go.click()
    fields = form.form
    night.qtbot.waitUntil(lambda: "正文的开始时间应为" in fields.errors().get(BODY, ""))
    assert house.office.board.alerts["a1"].proposal is None
    assert "21时" in written.toPlainText()
    written.setPlainText(right)
    night.qtbot.waitUntil(lambda: form._note.text() == "")


def test_a_correction_is_held_to_the_level_in_force(night: Night) -> None:
    screen, written = begin_to_write(night, night.begin(*STANDING), "propose-correct")
    form, right = screen.pane.form, written.toPlainText().replace("〔理由待填〕", "范围有误")
    written.setPlainText(f"{right}\n现行为黄色预警。")
    night.qtbot.waitUntil(lambda: not screen.paper.live.is_setting)
    assert "预警级别" not in form._note.text()
    written.setPlainText(f"{right}\n现行为红色预警。")
    night.qtbot.waitUntil(lambda: "正文的预警级别应为" in form._note.text())


def test_words_written_in_the_window_are_the_words_of_the_paper(night: Night, tmp_path: Path) -> None:
    house = night.begin(CONSULTED)
    screen, written = begin_to_write(night, house)
    form = screen.pane.form
    written.appendPlainText(OWN)
    night.qtbot.waitUntil(lambda: not screen.paper.live.is_setting)
    assert form.form is not None
    form.form.set_values({"password": WORDS[DUTY]})
    form.go.click()
    night.qtbot.waitUntil(lambda: house.office.board.alerts["a1"].proposal is not None)
    templates = house.config.data / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "issue_notice.txt").write_text("另一种写法。", encoding="utf-8")
    for command in (ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), IssueAlert(DUTY, "a1")):
        assert isinstance(house.office.submit(command, WORDS[command.by]), Changed)
    number = house.office.board.alerts["a1"].latest_number
    request = PaperRequest(PaperKind.ISSUE_NOTICE, "a1", number)
    house.paperwork.file([request], house.office.board, DUTY, lambda done, total: None)
    (sha256,) = (s for s, f in house.office.board.papers.items() if f.paper.kind == PaperKind.ISSUE_NOTICE.value)
    pdf = house.paperwork.pdf(sha256)
    said = "".join(plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages)
    assert plain(OWN) in said
    assert "另一种写法" not in said
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(pdf)
    assert [check.on_record for check in house.paperwork.check([copy])] == [True]
