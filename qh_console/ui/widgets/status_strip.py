"""The strip that is always there: time, standing alerts, age of the data, what waits to be sent, who is on duty."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelBadge, LevelView

TONES = ("", "ok", "warn", "fault")


@dataclass(frozen=True)
class StripAlert:
    """A standing alert: where, at which level, how long it has stood (已26h)."""

    key: str
    place: str
    level: LevelView
    age_text: str


@dataclass(frozen=True)
class StripNote:
    """One thing the strip tells; `tone` is empty, ok, warn or fault, and ok only ever with fresh data."""

    text: str
    tone: str = ""
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True)
class StripView:
    clock_text: str
    day_text: str
    alerts: tuple[StripAlert, ...] = ()
    data: StripNote = StripNote("尚无数据", "warn", "database")
    sending: StripNote = StripNote("")
    officer: StripNote = StripNote("未登录", "", "person")
    no_alert_text: str = "目前没有预警"


class StatusStrip(QWidget):
    """Shows a StripView; says which part was clicked."""

    alert_clicked = Signal(str)
    data_clicked = Signal()
    sending_clicked = Signal()
    officer_clicked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: StripView | None = None
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock = QLabel("--:--")
        self._clock.setObjectName("stripClock")
        self._day = QLabel()
        self._day.setProperty("role", "muted")
        self._alerts = QWidget()
        self._alert_row = QHBoxLayout(self._alerts)
        self._alert_row.setContentsMargins(0, 0, 0, 0)
        self._alert_row.setSpacing(0)
        self._data = self._note(self.data_clicked)
        self._sending = self._note(self.sending_clicked)
        self._officer = self._note(self.officer_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(4)
        parts = (self._clock, self._day, _upright(), self._alerts)
        for part in parts:
            row.addWidget(part)
        row.addStretch()
        for part in (self._data, self._sending, _upright(), self._officer):
            row.addWidget(part)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_view(self, view: StripView) -> None:
        before = self._shown
        if view == before:
            return
        self._shown = view
        self._clock.setText(view.clock_text)
        self._day.setText(view.day_text)
        if before is None or (before.alerts, before.no_alert_text) != (view.alerts, view.no_alert_text):
            self._show_alerts(view)
        self._show_note(self._data, view.data)
        self._show_note(self._sending, view.sending)
        self._show_note(self._officer, view.officer)

    def _show_alerts(self, view: StripView) -> None:
        while (item := self._alert_row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for alert in view.alerts:
            self._alert_row.addWidget(self._alert_part(alert))
        if not view.alerts:
            label = QLabel(view.no_alert_text)
            label.setProperty("role", "muted")
            self._alert_row.addWidget(label)

    def _alert_part(self, alert: StripAlert) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "strip")
        button.setAccessibleName(f"{alert.place} {alert.level.text} {alert.age_text}")
        row = QHBoxLayout(button)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(4)
        place = QLabel(alert.place)
        place.setProperty("role", "lead")
        age = QLabel(alert.age_text)
        age.setProperty("role", "muted")
        for part in (place, LevelBadge(self._look, alert.level), age):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        button.setMinimumWidth(row.sizeHint().width())
        button.setMinimumHeight(self._look.theme.px(36))
        button.clicked.connect(lambda: self.alert_clicked.emit(alert.key))
        return button

    def _note(self, clicked: object) -> QPushButton:
        button = QPushButton()
        button.setProperty("role", "strip")
        button.clicked.connect(clicked)
        return button

    def _show_note(self, button: QPushButton, note: StripNote) -> None:
        button.setVisible(bool(note.text))
        button.setText(note.text)
        button.setToolTip(note.tip)
        button.setAccessibleName(note.text)
        if note.icon:
            button.setIcon(self._look.icon(note.icon, note.tone or "muted"))
        if button.property("tone") != note.tone:
            button.setProperty("tone", note.tone)
            button.style().unpolish(button)
            button.style().polish(button)

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._look.theme.px(48))
        if self._shown is not None:
            view, self._shown = self._shown, None
            self.show_view(view)


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("role", "upright")
    line.setFixedHeight(24)
    return line
