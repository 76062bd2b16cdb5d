"""A filing as it stands: its lacks are named, and a check is offered once."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.registers.filing_panel import FilingPanel
from qh_console.ui.registers.filings_state import FilingRow
from qh_console.ui.theme import Look
from tests.builders import NOW

ROW = FilingRow(
    ("630100", "1号"), "西宁市", "1号", "发布", None, "20:00", NOW, "20:00 至 未定", "20:00", "传真",
    "待核对", "warn", True, ("影响范围没有填写",), (("影响范围", "—"),), True,
)  # fmt: skip


def test_a_check_is_offered_once(look: Look, qtbot: QtBot) -> None:
    panel = FilingPanel(look)
    qtbot.addWidget(panel)
    panel.show()
    said: list[tuple[bool, str]] = []
    panel.checked.connect(lambda accepted, remark: said.append((accepted, remark)))
    panel.show_row(ROW)
    assert panel.lacks.text() == "通知缺项：影响范围没有填写"
    panel.ask()
    panel.remark.setText("可以")
    panel.accept.click()
    panel.send_back.click()
    assert said == [(True, "可以"), (False, "可以")]
    panel.refuse((Reason("已经核对过"),))
    panel.show_row(replace(ROW, waits=False, faults=(), state="在案"))
    assert (panel.error, panel.accept.isVisible(), panel.lacks.isVisible()) == ("", False, False)
    panel.show_row(None)
    assert not panel.next.isVisible()
