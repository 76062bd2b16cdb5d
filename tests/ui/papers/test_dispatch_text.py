"""The text of a dispatch: whose it is, whether it is still the released one, and what became of it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.domain.dispatches import DispatchKey
from qh_console.services.dissemination import DispatchText
from qh_console.ui.papers.dispatch_text import CHANGED, DispatchTextCard
from qh_console.ui.papers.sending_state import DispatchRow
from qh_console.ui.theme import Look

KEY = DispatchKey("1号", "tv", "tv")
ROW = DispatchRow(
    KEY, 0, "电视", "电视台", "", "人工", "待发", "warn", "x", ("a", "b"), (), False, True, False
)  # fmt: skip


def test_a_text_that_is_not_the_released_one_says_so(look: Look, qtbot: QtBot) -> None:
    card = DispatchTextCard(look)
    qtbot.addWidget(card)
    card.show_row(ROW)
    assert card.caption.text() == "人工　没有登记号码，须人工查找"
    assert card.history.text() == "a\nb"
    card.show_text(DispatchText("正文", False))
    assert (card.text.toPlainText(), card.warning.text()) == ("正文", CHANGED)
    card.show_text(DispatchText("正文", True))
    assert card.warning.isHidden()
    card.show_row(None)
    assert (card.text.toPlainText(), card.copy.isEnabled()) == ("", False)
