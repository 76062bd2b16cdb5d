"""An alert walked by clicks: proposed, signed by another, issued after the last question, changed, lifted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.alerts import Stage
from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Cause, Change
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.theme import Look
from tests.builders import CHIEF, DUTY, NOW, consultation, propose, to_lifted, to_standing
from tests.ui.airs import CLEARING, air_of
from tests.ui.seats import Seat, seat_at

CONSULTED = HoldConsultation(DUTY, "a1", consultation())
PROPOSED = (CONSULTED, propose(Change.ISSUE, Level.ORANGE))
WORDS = {DUTY: "duty-word", CHIEF: "chief-word"}


class Screens:
    """A seat with its alert screen, and an officer's hands."""

    def __init__(self, seat: Seat, screen: AlertScreen) -> None:
        self.seat, self.screen = seat, screen
        for officer, word in WORDS.items():
            seat.credentials.set(officer, word, NOW)

    def stage(self) -> Stage:
        return self.seat.desk.board.alerts["a1"].stage

    def type(self, **texts: str) -> None:
        form = self.screen.pane.form.form
        assert form is not None
        for field, text in texts.items():
            editor = form.editor(field)
            if isinstance(editor, QLineEdit):
                editor.setText(text)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            elif isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(text))
            else:
                form.set_values({field: text})

    def go(self) -> None:
        QTest.mouseClick(self.screen.pane.form.go, Qt.MouseButton.LeftButton)

    def press(self, step: str) -> None:
        QTest.mouseClick(self.screen.pane.buttons[step], Qt.MouseButton.LeftButton)

    def confirm(self, password: str) -> None:
        dialog = self.screen.confirm
        assert dialog is not None
        dialog.password.setText(password)
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

    def errors(self) -> str:
        form = self.screen.pane.form.form
        assert form is not None
        labels = [w for w in form.findChildren(QLabel) if w.property("role") == "error"]
        return self.screen.pane.form.error.text() + "".join(label.text() for label in labels)


def sit(folder: Path, look: Look, qtbot: QtBot, *commands: Command, drill: str = "") -> Screens:
    seat = seat_at(folder, *commands)
    screen = AlertScreen(look, seat.desk, drill)
    qtbot.addWidget(screen)
    screen.resize(1280, 720)
    screen.show()
    return Screens(seat, screen)


def test_from_the_consultation_to_a_standing_alert(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.type(password=WORDS[DUTY])
    hands.go()
    assert hands.stage() is Stage.PROPOSED
    hands.type(by=CHIEF, password=WORDS[CHIEF])
    hands.go()
    assert hands.stage() is Stage.APPROVED
    hands.go()
    assert hands.stage() is Stage.APPROVED
    hands.confirm(WORDS[DUTY])
    assert hands.stage() is Stage.STANDING
    assert hands.screen.confirm is None
    assert hands.screen.table.rows_model.rows[0].stage == "预警生效中"
    assert hands.screen.pane.road.chosen == "respond"


def test_a_wrong_password_stays_beside_its_field(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.type(password="nonsense")
    hands.go()
    assert hands.stage() is Stage.CONSULTED
    assert "账号或口令不对" in hands.errors()


def test_an_empty_field_is_refused_beside_it_and_named_above_the_page(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.type(extent="", password=WORDS[DUTY])
    hands.go()
    assert hands.stage() is Stage.CONSULTED
    assert "影响范围没有填写（预案3.3.1）" in hands.errors()


def test_the_proposer_may_not_approve(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *PROPOSED)
    view = hands.screen.pane.form
    assert view.draft is not None
    assert view.draft.step == "approve"
    hands.go()
    assert view.form is not None
    assert view.form.values()["by"] == CHIEF, "the only one who may"
    assert "口令不对" in hands.errors()


def test_the_last_question_stays_after_a_wrong_password_and_lets_go(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *PROPOSED, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), drill="演练")
    hands.screen.acts["alert.issue"]()
    hands.confirm("nonsense")
    dialog = hands.screen.confirm
    assert dialog is not None
    assert "账号或口令不对" in dialog.error.text()
    assert dialog.windowTitle() == "演练：最后确认"
    dialog.reject()
    assert hands.screen.confirm is None
    assert hands.stage() is Stage.APPROVED


def test_a_call_at_night_and_its_countersignature(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *PROPOSED)
    hands.type(approval="telephone")
    hands.type(spoke_to=CHIEF, number="0971-1", read_back="1", password=WORDS[DUTY])
    hands.go()
    assert hands.stage() is Stage.APPROVED
    hands.screen.acts["alert.issue"]()
    hands.confirm(WORDS[DUTY])
    hands.press("countersign")
    hands.type(password=WORDS[CHIEF])
    hands.go()
    assert not hands.seat.desk.board.alerts["a1"].notices[0].needs_countersignature


def test_a_return_goes_back_to_the_proposer(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *PROPOSED)
    hands.press("return")
    hands.type(by=CHIEF, reason="范围不清", password=WORDS[CHIEF])
    hands.go()
    assert hands.stage() is Stage.RETURNED
    draft = hands.screen.pane.form.draft
    assert draft is not None
    assert draft.step == "propose-issue"


def test_greyed_steps_say_why(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, HoldConsultation(DUTY, "a1", consultation(cause=Cause.UNDECIDED)))
    button = hands.screen.pane.buttons["propose-issue"]
    assert not button.isEnabled()
    assert "预案1.3" in button.toolTip()


def test_a_lift_with_its_clock(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path / "desk", look, qtbot, *to_standing())
    hands.seat.desk.show_air(air_of(tmp_path / "air", *CLEARING, board=hands.seat.desk.board))
    hands.screen.open_stop("change")
    assert hands.screen.pane.lift_bar.isVisible()
    hands.press("propose-lift")
    hands.type(ecology_agrees="1", meteorology_agrees="1", password=WORDS[DUTY])
    hands.go()
    assert hands.stage() is Stage.LIFT_PROPOSED
    hands.type(by=CHIEF, password=WORDS[CHIEF])
    hands.go()
    hands.go()
    hands.confirm(WORDS[DUTY])
    assert hands.stage() is Stage.LIFTED


@pytest.mark.parametrize("by_key", [True, False])
def test_the_last_step_leads_to_the_assessment(tmp_path: Path, look: Look, qtbot: QtBot, by_key: bool) -> None:
    hands = sit(tmp_path, look, qtbot, *to_lifted())
    with qtbot.waitSignal(hands.screen.assessment_wanted) as told:
        if by_key:
            hands.screen.acts["alert.issue"]()
        else:
            hands.press("assess")
    assert told.args == ["a1"]
    assert hands.screen.pane.form.isHidden()


def test_a_correction_is_one_key_away(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *to_standing())
    hands.screen.acts["alert.correct"]()
    hands.type(extent="西宁市城区", reason="范围写错", password=WORDS[DUTY])
    hands.go()
    assert hands.stage() is Stage.CHANGE_PROPOSED


@pytest.mark.usefixtures("qapp")
def test_a_draft_outlives_the_program_and_goes_with_the_act(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.type(outlook="写到一半")
    desk = hands.seat.desk
    qtbot.waitUntil(lambda: desk.drafting.keys() == ("alert/a1/propose-issue",), timeout=3000)
    again = AlertScreen(look, desk)
    qtbot.addWidget(again)
    assert again.pane.form.draft is not None
    assert again.pane.form.draft.text("outlook") == "写到一半"
    hands.type(password=WORDS[DUTY])
    hands.go()
    assert desk.drafting.keys() == ()
    assert desk.board.alerts["a1"].proposal is not None
    assert desk.board.alerts["a1"].proposal.act.publication.outlook == "写到一半"


def test_the_page_follows_the_form(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    paper = hands.screen.paper
    qtbot.waitUntil(lambda: paper.pdf.page_count == 1, timeout=3000)
    assert paper.kind is PaperKind.ISSUE_NOTICE


def test_a_hint_is_filed_though_the_cause_is_undecided(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    """Plan 1.3, 3.1: an undecided cause blocks issuing, never the health hint."""
    unsure = HoldConsultation(DUTY, "a1", consultation(cause=Cause.UNDECIDED))
    hands = sit(tmp_path, look, qtbot, unsure)
    QTest.mouseClick(hands.screen.hint, Qt.MouseButton.LeftButton)
    (filed,) = hands.seat.desk.board.papers.values()
    assert (filed.paper.kind, filed.paper.alert, filed.by) == (PaperKind.HEALTH_HINT.value, "a1", DUTY)
    assert "已存档" in hands.screen.print_bar.line.text


def test_nobody_signed_in_files_no_hint(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.seat.desk.officer = None
    hands.screen.acts["alert.health_hint"]()
    assert hands.seat.desk.board.papers == {}
    assert "请先登录" in hands.errors()


def test_nobody_signed_in_is_told_so(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.seat.desk.officer = None
    hands.go()
    assert "请先登录" in hands.errors()


def test_an_empty_record_leads_to_the_consultation(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot)
    with qtbot.waitSignal(hands.screen.consultation_wanted) as told:
        hands.screen.acts["alert.propose"]()
    assert told.args == [""]


def test_a_renewed_consultation_is_asked_of_the_other_room(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, *to_standing())
    hands.screen.open_stop("consult")
    with qtbot.waitSignal(hands.screen.consultation_wanted) as told:
        hands.press("consult")
    assert told.args == ["a1"]


def test_time_alone_keeps_what_is_being_typed(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    hands = sit(tmp_path, look, qtbot, CONSULTED)
    hands.type(outlook="写到一半", password="half")
    hands.seat.clock.move(minutes=5)
    hands.screen.refresh(hands.seat.clock())
    form = hands.screen.pane.form.form
    assert form is not None
    assert form.values()["outlook"] == "写到一半"
    assert form.values()["password"] == "half"
