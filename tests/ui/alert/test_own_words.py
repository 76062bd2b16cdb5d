"""The words of a notice, written in the window: offered from the template, kept, checked, given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.board import Board
from qh_console.domain.commands import HoldConsultation, ReturnProposal
from qh_console.problems import KnownProblem
from qh_console.services.paper_requests import PaperRequest
from qh_console.ui.alert.drafts import BODY
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.theme import Look
from tests.builders import CHIEF, DUTY, NOW, consultation
from tests.ui.seats import Seat, seat_at

OWN = "各地昼夜值守。"


class Writing:
    """A seat whose form for a proposal is open, and an officer's hands."""

    def __init__(self, folder: Path, look: Look) -> None:
        self.seat: Seat = seat_at(folder, HoldConsultation(DUTY, "a1", consultation()))
        for officer in (DUTY, CHIEF):
            self.seat.credentials.set(officer, "word", NOW)
        self.screen = AlertScreen(look, self.seat.desk)
        self.screen.open_alert("a1")
        self.form = self.screen.pane.form

    @property
    def editor(self) -> QPlainTextEdit:
        assert self.form.form is not None
        editor = self.form.form.editor(BODY)
        assert isinstance(editor, QPlainTextEdit)
        return editor

    @property
    def fields(self) -> set[str]:
        assert self.form.form is not None
        return set(self.form.form.values())

    def turn(self) -> None:
        QTest.mouseClick(self.form.words, Qt.MouseButton.LeftButton)

    def set(self, field: str, text: str) -> None:
        assert self.form.form is not None
        editor = self.form.form.editor(field)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def propose(self) -> None:
        assert self.form.form is not None
        self.form.form.set_values({"password": "word"})
        QTest.mouseClick(self.form.go, Qt.MouseButton.LeftButton)

    def said(self) -> str:
        draft = self.form.draft
        assert draft is not None
        return draft.text(BODY)


@pytest.fixture
def writing(tmp_path: Path, look: Look, qtbot: QtBot) -> Writing:
    found = Writing(tmp_path, look)
    qtbot.addWidget(found.screen)
    found.screen.resize(1366, 768)
    found.screen.show()
    return found


def test_the_templates_words_are_there_to_write_in_and_go_again(writing: Writing) -> None:
    assert BODY not in writing.fields
    writing.turn()
    assert "〔批准人〕" in writing.editor.toPlainText()
    assert writing.form.words.text() == "恢复模板"
    writing.turn()
    assert BODY not in writing.fields
    assert writing.form.words.text() == "改正文"


def test_own_words_are_proposed_with_the_signature(writing: Writing) -> None:
    writing.turn()
    writing.editor.appendPlainText(OWN)
    writing.propose()
    proposal = writing.seat.desk.board.alerts["a1"].proposal
    assert proposal is not None
    assert proposal.act.own_words
    assert proposal.act.body.endswith(OWN)
    assert writing.form.words.isHidden(), "what is signed is not written again"


def test_a_fact_changed_under_own_words_is_pointed_out_and_refused(writing: Writing) -> None:
    writing.turn()
    writing.set("extent", "湟水河谷")
    assert "正文没有写明影响范围：湟水河谷" in writing.form._note.text()
    writing.propose()
    assert writing.seat.desk.board.alerts["a1"].proposal is None
    assert writing.form.form is not None
    writing.set(BODY, f"{writing.said()}\n湟水河谷。")
    assert writing.form._note.text() == ""


def test_own_words_outlive_the_window_and_a_return(writing: Writing, look: Look, qtbot: QtBot) -> None:
    writing.turn()
    writing.editor.appendPlainText(OWN)
    qtbot.waitUntil(lambda: writing.seat.desk.drafting.keys() == ("alert/a1/propose-issue",))
    again = AlertScreen(look, writing.seat.desk)
    qtbot.addWidget(again)
    again.open_alert("a1")
    assert again.pane.form.draft is not None
    assert OWN in again.pane.form.draft.text(BODY)
    writing.propose()
    writing.seat.office.submit(ReturnProposal(CHIEF, "a1", "语气要重"), "word")
    writing.seat.desk.catch_up()
    writing.screen.open_step("propose-issue")
    assert OWN in writing.said()


def test_a_template_that_cannot_be_worded_is_named(writing: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: PaperRequest, board: Board) -> str:
        raise KnownProblem("文书模板issue_notice.txt第1行有语法错误", "改正模板")

    monkeypatch.setattr(writing.seat.desk.paperwork, "body", broken)
    met: list[str] = []
    writing.seat.desk.problem_arose.connect(lambda what, error: met.append(str(error)))
    writing.turn()
    assert BODY not in writing.fields
    assert "issue_notice.txt" in met[0]
