"""The consultation's form: every edit becomes a draft, refusals stand where they belong and are reached."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.particulars import Participant
from qh_console.domain.verdicts import Reason
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.outlook.consult_draft import ConsultDraft, DayDraft
from qh_console.ui.outlook.consult_form import ConsultForm
from qh_console.ui.theme import Look
from tests.builders import XINING, plan

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
DRAFT = ConsultDraft(
    "", "city", XINING, "haze", "yellow", "", "2026-01-10 00:00", "2026-01-12 00:00", "监测", "静稳", "", "达到黄色",
    (Participant("ecology", "辛"),), (DayDraft(XINING, date(2026, 1, 10), "210", "260", "PM2.5"),),
)  # fmt: skip


@pytest.fixture
def form(look: Look, qtbot: QtBot) -> ConsultForm:
    made = ConsultForm(look, plan(), PLACES)
    qtbot.addWidget(made)
    made.show_draft(DRAFT, "新的会商：西宁市", "")
    made.resize(900, 640)
    made.show()
    return made


def test_every_part_is_told(form: ConsultForm) -> None:
    told: list[ConsultDraft] = []
    form.edited.connect(told.append)
    form.head.editor("level").setCurrentIndex(0)  # type: ignore[union-attr]
    form.texts.editor("experts").setPlainText("偏保守")  # type: ignore[union-attr]
    form.participants.name_field(0).setText("壬")
    form.days.findChildren(QLineEdit)[1].setText("270")
    assert [d.level for d in told[:1]] == ["none"]
    last = told[-1]
    assert (last.experts, last.participants[0].name, last.days[0].high) == ("偏保守", "壬", "270")
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    assert form.draft == last


def test_refusals_stand_where_they_belong(form: ConsultForm) -> None:
    form.show_reasons(
        (
            Reason("商定级别与系统分级不同，须写明理由", "3.2", "reason"),
            Reason("需要填写", "3.2", "meteorology"),
            Reason("请填参加人姓名", "3.2", "participants"),
        )
    )
    assert form.head.editor("reason").property("wrong")
    assert form.texts.editor("meteorology").property("wrong")
    assert form.error.text() == "请填参加人姓名（预案3.2）"
    form.show_reasons(())
    assert form.error.isHidden()


@pytest.mark.parametrize("field", ["meteorology", "starts_at"])
def test_a_field_is_brought_into_view(form: ConsultForm, qtbot: QtBot, field: str) -> None:
    form.go_to(field)
    editor = form.texts.editor(field) if field == "meteorology" else form.head.editor(field)
    qtbot.waitUntil(editor.hasFocus)
    form.go_to("days")
    qtbot.waitUntil(form.days.findChildren(QLineEdit)[0].hasFocus)
    form.go_to("participants")
    qtbot.waitUntil(form.participants.name_field(0).hasFocus)
    form.go_to("nowhere")


def test_a_renewed_one_keeps_its_issuer(form: ConsultForm) -> None:
    renewed = ConsultDraft(**{**vars(DRAFT), "alert": "a1"})
    form.show_draft(renewed, "再次会商", "须写明理由")
    assert not form.head.editor("scope").isEnabled()
    assert "3.3.1" in form.head.editor("scope").toolTip()
