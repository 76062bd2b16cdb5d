"""The printed page holds every line, and what people typed stays text."""

from __future__ import annotations

from qh_console.ui.logbook.handover_print import handover_html
from qh_console.ui.logbook.handover_state import HandoverRow, HandoverState


def test_every_line_is_printed_as_text() -> None:
    rows = (
        HandoverRow("a", 0, "变动", "<b>甲</b>", "接收", "ok"),
        HandoverRow("b", 1, "时钟", "乙", "还差 & 一项", "warn"),
    )
    html = handover_html(HandoverState("值班员甲 交给 复核员乙", rows, note="a<b"))
    assert "&lt;b&gt;甲&lt;/b&gt;" in html
    assert "还差 &amp; 一项" in html
    assert "交班人的话：a&lt;b" in html
    assert html.count("<tr>") == 3
    assert "交班人的话" not in handover_html(HandoverState("t", rows))
