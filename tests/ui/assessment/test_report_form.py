"""The form: what is missing leads elsewhere, what is refused stands beside its field."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.assessment.report_form import ReportForm
from qh_console.ui.assessment.state import ReportView, derive_assessment
from qh_console.ui.assessment.writing import begun
from qh_console.ui.theme import Look
from tests.builders import NOW, office, plan, to_lifted
from tests.services.framing import ASSESS, PLACES


def view_of(*more: object) -> ReportView:
    board = office(*to_lifted(), *more).board  # type: ignore[arg-type]
    chosen = derive_assessment(board, plan(), PLACES, NOW).chosen
    assert chosen is not None
    return chosen


@pytest.fixture
def form(dressed: Look, qtbot: QtBot) -> ReportForm:
    made = ReportForm(dressed)
    qtbot.addWidget(made)
    made.show_report(view_of(), plan())
    made.show()
    return made


def test_what_is_missing_is_a_button_that_leads_there(form: ReportForm, qtbot: QtBot) -> None:
    (button,) = form.gaps.values()
    with qtbot.waitSignal(form.gap_chosen) as told:
        button.click()
    assert told.args == ["response", "a1"]


def test_refusals_stand_beside_their_fields(form: ReportForm) -> None:
    form.show_reasons((Reason("请填写成因", "5.5", "causes"), Reason("请先登录")))
    assert form.form.errors() == {"causes": "请填写成因（预案5.5）"}
    assert form.error.text() == "请先登录"
    form.show_reasons(())
    assert (form.form.errors(), form.error.isHidden()) == ({}, True)


def test_the_keyboard_goes_to_the_first_blank_and_then_to_the_button(form: ReportForm) -> None:
    form.activateWindow()
    form.focus_first()
    assert form.focusWidget() is form.form.editor("causes")
    text = begun(office(*to_lifted(), ASSESS).board.alerts["a1"]).text
    form.show_text(text)
    form.focus_first()
    assert form.focusWidget() is form.go


def test_before_it_is_submitted_there_is_nothing_to_print(form: ReportForm) -> None:
    assert not form._print.isEnabled()
    form.show_report(view_of(ASSESS), plan())
    assert form._print.isEnabled()
    assert form.go.text() == "再次提交评估"
