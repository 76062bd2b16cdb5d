"""One page of the hand-over on paper, as it stands on the screen, with room for both signatures."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter

from qh_console.ui.logbook.handover_state import HandoverState

TITLE = "交接班记录"


def handover_html(state: HandoverState) -> str:
    """What people typed is text, never markup."""
    rows = "".join(
        f"<tr><td>{k}</td><td>{escape(row.topic)}</td><td>{escape(row.text)}</td><td>{escape(row.answer)}</td></tr>"
        for k, row in enumerate(state.rows, start=1)
    )
    note = f"<p>交班人的话：{escape(state.note)}</p>" if state.note else ""
    return (
        f"<h2 align='center'>{TITLE}</h2><p>{escape(state.title)}</p>{note}"
        "<table border='1' cellspacing='0' cellpadding='4' width='100%'>"
        f"<tr><th>序号</th><th>类别</th><th>事项</th><th>接班人</th></tr>{rows}</table>"
        "<p>&nbsp;</p><p>交班人签字：________________　　接班人签字：________________</p>"
    )


def print_handover(state: HandoverState, printer: QPrinter) -> None:
    document = QTextDocument()
    document.setHtml(handover_html(state))
    document.print_(printer)
