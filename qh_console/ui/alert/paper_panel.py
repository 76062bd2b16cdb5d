"""The paper as it will print, live beside the form, under a tick or a name for every field it must carry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.field_list import FieldTick
from qh_console.ui.desk import Desk
from qh_console.ui.live_paper import LivePaper
from qh_console.ui.theme import Look

TICKS_A_ROW = 4


class PaperPanel(QWidget):
    """What is shown is the kind chosen, or the line that says why it cannot be set."""

    field_wanted = Signal(str)
    kind_chosen = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._ticks: tuple[FieldTick, ...] = ()
        self._kinds: tuple[PaperKind, ...] = ()
        self.ticks: dict[str, QPushButton] = {}
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName("看哪份文书")
        self.kind_box.currentIndexChanged.connect(lambda: self.kind_chosen.emit(str(self.kind_box.currentData() or "")))
        self._summary = QLabel()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self.live = LivePaper(look, desk, "还没有文书", "会商之后，这里显示文书打印出来的样子")
        self.pdf, self.line = self.live.pdf, self.live.line
        self._lay_out()

    @property
    def kind(self) -> PaperKind | None:
        word = str(self.kind_box.currentData() or "")
        return PaperKind(word) if word else None

    def show_kinds(self, kinds: Sequence[PaperKind]) -> None:
        """Offer these papers; the one on view stays where it is still among them."""
        if tuple(kinds) == self._kinds:
            return
        self._kinds = tuple(kinds)
        self.kind_box.blockSignals(True)
        self.kind_box.clear()
        for kind in kinds:
            self.kind_box.addItem(kind.label, kind.value)
        self.kind_box.blockSignals(False)

    def show_ticks(self, ticks: Sequence[FieldTick]) -> None:
        """The required fields; one that is missing is a button that leads to it."""
        if tuple(ticks) == self._ticks:
            return
        self._ticks = tuple(ticks)
        while (item := self._grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.ticks = {}
        for i, tick in enumerate(self._ticks):
            self._grid.addWidget(self._tick(tick), i // TICKS_A_ROW, i % TICKS_A_ROW)
        missing = sum(not tick.is_good for tick in ticks)
        self._summary.setText("" if not ticks else f"缺{missing}项" if missing else "必填项齐全")
        self._summary.setProperty("role", "warn" if missing else "ok")
        self._summary.style().unpolish(self._summary)
        self._summary.style().polish(self._summary)

    def ask(self, request: PaperRequest | None) -> None:
        """Show this paper soon, however fast the typing; None shows none."""
        self.live.ask(request)

    def _tick(self, tick: FieldTick) -> QPushButton:
        button = QPushButton(self._look.icon("check" if tick.is_good else "warn", _tone(tick)), tick.label)
        button.setProperty("role", "quiet")
        button.setToolTip(tick.text if tick.is_good else tick.problem)
        button.setAccessibleName(f"{tick.label}：{'已填' if tick.is_good else tick.problem}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus if tick.is_good else Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.field_wanted.emit(tick.field))
        self.ticks[tick.label] = button
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.addWidget(self.kind_box, 1)
        head.addWidget(self._summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self.live, 1)


def _tone(tick: FieldTick) -> str:
    return "ok" if tick.is_good else "warn"
