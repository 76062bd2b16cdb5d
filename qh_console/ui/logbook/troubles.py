"""What is odd about the record, on top of the logbook: entries without effect, disputes and the form to end them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.commands import SettleDispute
from qh_console.domain.verdicts import Reason
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.logbook.state import DisputeView, EntryKey, LogbookState, Oddity
from qh_console.ui.theme import Look

DISPUTES = "logbook/dispute/"
MOST_PX = 176
MOST_ODDITIES = 20


@dataclass(frozen=True)
class Settlement:
    """Which alert stands, and why; as sent, or as far as it was written."""

    dispute: str
    keeps: str
    reason: str

    @property
    def key(self) -> str:
        return f"{DISPUTES}{self.dispute}"


class DisputeForm(QFrame):
    """One dispute: which alert stands and why; the refusal stands beside the button."""

    settled = Signal(object)
    edited = Signal(object)

    def __init__(self, look: Look, dispute: DisputeView) -> None:
        super().__init__()
        self.dispute = dispute
        self.setProperty("role", "problem")
        self.setProperty("tone", "fault")
        self.keeps = QComboBox()
        for alert, text in dispute.sides:
            self.keeps.addItem(f"保留 {text}", alert)
        self.keeps.setCurrentIndex(-1)
        self.keeps.setPlaceholderText("保留哪一个")
        self.keeps.setAccessibleName("保留哪一个")
        self.keeps.setMinimumWidth(look.theme.px(300))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("理由")
        self.reason.setAccessibleName("理由")
        self.settle = QPushButton("处理争议")
        self.settle.setProperty("role", "grave")
        self.error = QLabel()
        self.error.setProperty("role", "error")
        self.settle.clicked.connect(self._on_settle)
        self.reason.returnPressed.connect(self._on_settle)
        self.keeps.activated.connect(lambda _: self.edited.emit(self.settlement))
        self.reason.textEdited.connect(lambda _: self.edited.emit(self.settlement))
        what = QLabel(dispute.what)
        what.setWordWrap(True)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.keeps)
        fields.addWidget(self.reason, 1)
        fields.addWidget(self.settle)
        fields.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(what)
        column.addLayout(fields)

    @property
    def settlement(self) -> Settlement:
        return Settlement(self.dispute.id, str(self.keeps.currentData() or ""), self.reason.text())

    def fill(self, draft: Settlement) -> None:
        """As it was left."""
        self.keeps.setCurrentIndex(self.keeps.findData(draft.keeps))
        self.reason.setText(draft.reason)

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self.error.setText("；".join(str(reason) for reason in reasons))

    def _on_settle(self) -> None:
        self.refuse(())
        self.settled.emit(self.settlement)


class Troubles(QScrollArea):
    """Hidden while the record is in order; what is being typed outlives the lines' being made anew, and a crash."""

    entry_chosen = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._drafts = DraftKeeper(desk, self)
        self._shown: tuple[tuple[Oddity, ...], tuple[DisputeView, ...]] = ((), ())
        self.forms: dict[str, DisputeForm] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def show_state(self, state: LogbookState) -> None:
        wanted = (state.oddities, state.disputes)
        if wanted == self._shown:
            return
        self._shown = wanted
        page = QWidget()
        page.setObjectName("scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.forms = {dispute.id: self._form(dispute) for dispute in state.disputes}
        for form in self.forms.values():
            column.addWidget(form)
            self._drafts.fetch(form.settlement.key, Settlement, self._on_found)
        for oddity in state.oddities[:MOST_ODDITIES]:
            column.addWidget(self._line(oddity))
        if len(state.oddities) > MOST_ODDITIES:
            column.addWidget(QLabel(f"另有{len(state.oddities) - MOST_ODDITIES}条，见下表红字"))
        self.setWidget(page)
        self.setFixedHeight(min(page.sizeHint().height(), self._look.theme.px(MOST_PX)))
        self.setVisible(any(wanted))

    def _form(self, dispute: DisputeView) -> DisputeForm:
        form = DisputeForm(self._look, dispute)
        form.settled.connect(self._on_settled)
        form.edited.connect(lambda draft: self._drafts.keep(draft.key, draft))
        return form

    def reopen(self, draft: str) -> None:
        """A settlement that was being written, by its key."""
        form = self.forms.get(draft.removeprefix(DISPUTES))
        if form is not None:
            form.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_settled(self, settlement: Settlement) -> None:
        form = self.forms[settlement.dispute]
        self._desk.submit(
            SettleDispute(self._desk.by, settlement.dispute, settlement.keeps, settlement.reason),
            done=lambda _: self._drafts.discard(settlement.key),
            refused=lambda refused: form.refuse(refused.reasons),
        )

    def _on_found(self, draft: Settlement) -> None:
        form = self.forms.get(draft.dispute)
        if form is not None:
            form.fill(draft)

    def _line(self, oddity: Oddity) -> QFrame:
        line = QFrame()
        line.setProperty("role", "problem")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(12)
        what, advice, look_up = QLabel(oddity.what), QLabel(oddity.what_to_do), QPushButton("查看")
        advice.setProperty("role", "muted")
        advice.setWordWrap(True)
        look_up.setProperty("role", "quiet")
        look_up.clicked.connect(lambda: self._on_look_up(oddity.key))
        row.addWidget(what)
        row.addWidget(advice, 1)
        row.addWidget(look_up)
        return line

    def _on_look_up(self, key: EntryKey) -> None:
        self.entry_chosen.emit(key)
