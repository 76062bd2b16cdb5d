"""What a screen shows before there is anything: one picture, one sentence, and what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.ui.theme import Look

ICON_PX = 48
TEXT_PX = 420


class EmptyState(QWidget):
    """Centred in whatever room it gets; the button is there only when it has a text."""

    act_clicked = Signal()

    def __init__(self, look: Look, icon: str, title: str, text: str, act_text: str = "") -> None:
        super().__init__()
        self._look = look
        self._icon_name = icon
        self._icon = QLabel()
        self._title = QLabel(title)
        self._title.setProperty("role", "lead")
        self._text = QLabel(text)
        self._text.setProperty("role", "muted")
        self._text.setWordWrap(True)
        self._text.setFixedWidth(look.theme.px(TEXT_PX))
        self._act = QPushButton(act_text)
        if not act_text:
            self._act.hide()
        self._act.clicked.connect(self.act_clicked)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        for label in (self._icon, self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self._act, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        look.changed.connect(self._draw_icon)
        self._draw_icon()

    def say(self, title: str, text: str, act_text: str = "") -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._act.setText(act_text)
        self._act.setVisible(bool(act_text))
        self._fit_text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_text()

    def _fit_text(self) -> None:
        """As high as the wrapped words need; the layout asks only for one line's."""
        self._text.ensurePolished()
        self._text.setMinimumHeight(self._text.heightForWidth(self._text.width()))

    def _draw_icon(self) -> None:
        px = self._look.theme.px(ICON_PX)
        self._icon.setPixmap(self._look.pixmap(self._icon_name, px, "faint", self.devicePixelRatioF()))
