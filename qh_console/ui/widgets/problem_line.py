"""Standing lines under the status strip: problems stay until they are solved, and a nag until an officer answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.ui.theme import Look

NAG_EVERY_MS = 15_000


@dataclass(frozen=True)
class ProblemView:
    """One standing problem. `tone` is warn or fault; `act_text` names the button that helps, empty for none."""

    key: str
    what: str
    what_to_do: str = ""
    act_text: str = ""
    tone: str = "warn"


@dataclass(frozen=True)
class NagView:
    """Something crossed a line; it is repeated until a named officer acknowledges it."""

    key: str
    what: str
    act_text: str = "知悉"


class _Line(QFrame):
    act_clicked = Signal(str)

    def __init__(self, look: Look, key: str, tone: str, icon: str, what: str, what_to_do: str, act_text: str) -> None:
        super().__init__()
        self.setProperty("role", "problem")
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        picture = QLabel()
        colour = "surface" if tone == "nag" else tone
        picture.setPixmap(look.pixmap(icon, look.theme.px(20), colour, self.devicePixelRatioF()))
        text = QLabel(what)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        advice = QLabel(what_to_do)
        advice.setProperty("role", "muted")
        row.addWidget(picture)
        row.addWidget(text)
        row.addWidget(advice)
        row.addStretch()
        self.setMinimumHeight(look.theme.px(40))
        self.setAccessibleName(f"{what}；{what_to_do}" if what_to_do else what)
        if act_text:
            button = QPushButton(act_text)
            button.clicked.connect(lambda: self.act_clicked.emit(key))
            row.addWidget(button)


class ProblemLines(QWidget):
    """Every standing problem on a line of its own, faults first."""

    act_clicked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[ProblemView, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        look.changed.connect(self._rebuild)
        self.hide()

    @property
    def shown(self) -> tuple[ProblemView, ...]:
        return self._shown

    def show_problems(self, problems: tuple[ProblemView, ...]) -> None:
        ordered = tuple(sorted(problems, key=lambda problem: problem.tone != "fault"))
        if ordered != self._shown:
            self._shown = ordered
            self._rebuild()

    def _rebuild(self) -> None:
        _clear(self._column)
        for problem in self._shown:
            icon = "fault" if problem.tone == "fault" else "warn"
            line = _Line(
                self._look, problem.key, problem.tone, icon, problem.what, problem.what_to_do, problem.act_text
            )
            line.act_clicked.connect(self.act_clicked)
            self._column.addWidget(line)
        self.setVisible(bool(self._shown))


class NagLines(QWidget):
    """Lines that call again and again. `call` makes the sound; the timer runs only while something waits."""

    acknowledged = Signal(str)

    def __init__(self, look: Look, call: Callable[[], None], every_ms: int = NAG_EVERY_MS) -> None:
        super().__init__()
        self._look = look
        self._call = call
        self._shown: tuple[NagView, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._call)
        look.changed.connect(self._rebuild)
        self.hide()

    @property
    def is_calling(self) -> bool:
        return self._timer.isActive()

    def show_nags(self, nags: tuple[NagView, ...]) -> None:
        if nags == self._shown:
            return
        is_new = bool({nag.key for nag in nags} - {nag.key for nag in self._shown})
        self._shown = nags
        self._rebuild()
        if not nags:
            self._timer.stop()
        elif is_new:
            self._call()
            self._timer.start()

    def _rebuild(self) -> None:
        _clear(self._column)
        for nag in self._shown:
            line = _Line(self._look, nag.key, "nag", "bell", nag.what, "", nag.act_text)
            line.act_clicked.connect(self.acknowledged)
            self._column.addWidget(line)
        self.setVisible(bool(self._shown))


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
