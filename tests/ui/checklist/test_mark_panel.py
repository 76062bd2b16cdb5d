"""The mark form: what it proposes, how it follows its duties, and where refusals stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.domain.verdicts import Reason
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.ui.checklist.mark_panel import MarkPanel
from qh_console.ui.checklist.state import ChecklistFilter, DutyRow, derive_checklist
from qh_console.ui.theme import Look
from tests.builders import NOW, office, to_standing


@pytest.fixture
def panel(look: Look, qtbot: QtBot) -> MarkPanel:
    made = MarkPanel(look)
    qtbot.addWidget(made)
    return made


def _rows() -> tuple[DutyRow, ...]:
    packs = load_packs(resources_folder() / "packs")
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    board = office(*to_standing()).board
    return derive_checklist(board, packs.default, packs, places, ChecklistFilter(), NOW).rows


@pytest.mark.parametrize(
    ("states", "asked", "proposed"),
    [
        (["未联系"], None, "notified"),
        (["未联系", "未联系"], None, "notified"),
        (["未联系", "已通知"], None, "done"),
        (["办理中"], None, "done"),
        (["未联系"], MarkState.DONE, "done"),
    ],
)
def test_the_state_it_proposes(panel: MarkPanel, states: list[str], asked: MarkState | None, proposed: str) -> None:
    rows = [replace(row, state=state) for row, state in zip(_rows(), states, strict=False)]
    panel.ask(rows, asked)
    assert panel.forms[1].values() == {"means": "phone", "state": proposed, "evidence": ""}


def test_a_mark_is_what_the_fields_say(panel: MarkPanel) -> None:
    panel.ask(_rows()[:1])
    marks: list[Mark] = []
    panel.marked.connect(marks.append)
    words, kinds, _ = panel.forms
    words.set_values({"spoke_to": " 王主任 ", "says": "已停产"})
    kinds.set_values({"means": "fax", "state": "under_way", "evidence": "传真3号"})
    panel.send()
    assert marks == [Mark(MarkState.UNDER_WAY, Means.FAX, "王主任", "已停产", "传真3号")]


def test_what_was_typed_stays_while_its_duty_changes(panel: MarkPanel) -> None:
    rows = _rows()
    panel.ask(rows[:1])
    panel.forms[0].set_values({"spoke_to": "王"})
    panel.show_rows([replace(rows[0], history=("20:00 电话 李",))])
    assert panel.forms[0].values()["spoke_to"] == "王"


def test_reasons_of_no_field_stand_by_the_buttons(panel: MarkPanel) -> None:
    panel.ask(_rows()[:1])
    panel.show_refusal((Reason("响应已经终止，不再登记", "5.4"), Reason("不适用须写明原因", "5.3", "says")))
    assert panel._error.text() == "响应已经终止，不再登记（预案5.4）"
    panel.show_refusal(())
    assert panel._error.text() == ""


def test_one_duty_has_the_plans_own_words_beside_it_and_many_have_none(panel: MarkPanel) -> None:
    panel.wording_of = lambda row: f"原文{row.clause}"
    rows = _rows()
    panel.ask(rows[:1])
    assert (panel.official.text.text(), panel.official.isHidden()) == (f"原文{rows[0].clause}", False)
    panel.show_rows(rows[:2])
    assert panel.official.isHidden()
