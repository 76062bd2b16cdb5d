"""Under the page of the hand-over: to whom it goes and with what words, or the keys that answer it; one password."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from qh_console.ui.desk import Desk
from qh_console.ui.drafts import KeptForm
from qh_console.ui.logbook.handover_state import HandoverState
from qh_console.ui.theme import Look

HANDING = "logbook/handing-over"


class HandOverFoot(QFrame):
    """What the outgoing officer chooses and writes is kept until the page is handed over."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.accept, self.differ = QPushButton("接收　空格"), QPushButton("有出入　N")
        self.successor, self.note, self.password = QComboBox(), QLineEdit(), QLineEdit()
        self.send, self.error = QPushButton("交班"), QLabel()
        self._kept = KeptForm(desk, self._values, self._fill, self)
        self._lay_out(look)
        self.note.textEdited.connect(self._kept.keep)
        self.successor.activated.connect(self._kept.keep)

    def show_state(self, state: HandoverState, is_waiting: bool) -> None:
        for key in (self.accept, self.differ):
            key.setVisible(is_waiting)
        self.successor.setVisible(not state.page)
        self.note.setVisible(not state.page)
        self.setVisible(not state.is_locked)
        self._offer(state.successors)
        self.send.setText("接班" if is_waiting else "交班")
        self.send.setEnabled(not state.why_not and not (is_waiting and state.left))
        owner = state.successor_name if is_waiting else "交班人"
        self.password.setPlaceholderText(f"{owner}本人口令")
        self.password.setAccessibleName(f"{owner}本人口令")
        if not state.page and not self._kept.key:
            self._kept.open(HANDING)

    def clear(self) -> None:
        """It has been handed over."""
        self._kept.drop()
        self.password.clear()
        self.note.clear()

    def _values(self) -> Mapping[str, str]:
        return {"successor": str(self.successor.currentData() or ""), "note": self.note.text()}

    def _fill(self, values: Mapping[str, str]) -> None:
        self.successor.setCurrentIndex(self.successor.findData(values["successor"]))
        self.note.setText(values["note"])

    def _offer(self, successors: tuple[tuple[str, str], ...]) -> None:
        box, chosen = self.successor, self.successor.currentData()
        if [(box.itemData(i), box.itemText(i)) for i in range(box.count())] == list(successors):
            return
        box.clear()
        for officer, words in successors:
            box.addItem(words, officer)
        box.setCurrentIndex(box.findData(chosen))

    def _lay_out(self, look: Look) -> None:
        px = look.theme.px
        self.setProperty("role", "card")
        self.error.setProperty("role", "error")
        self.successor.setPlaceholderText("交给谁")
        self.successor.setAccessibleName("接班人")
        self.successor.setMinimumWidth(px(180))
        self.note.setPlaceholderText("留给接班人的话，可不填")
        self.note.setAccessibleName("交班备注")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(px(180))
        self.send.setProperty("role", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(6), px(8), px(6))
        row.setSpacing(px(12))
        row.addWidget(self.accept)
        row.addWidget(self.differ)
        row.addWidget(self.successor)
        row.addWidget(self.note, 1)
        row.addStretch()
        row.addWidget(self.error)
        row.addWidget(self.password)
        row.addWidget(self.send)
