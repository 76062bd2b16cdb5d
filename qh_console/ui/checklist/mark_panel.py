"""What a unit said, written down beside the table: one form for one duty or for many at once, never in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.domain.verdicts import Reason
from qh_console.services.terms import term
from qh_console.ui.checklist.state import DutyRow
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.official_text import OfficialText

WORD_FIELDS = (
    FieldSpec("spoke_to", "通话人", hint="姓名、职务"),
    FieldSpec("says", "答复", hint="对方怎么说"),
)
KIND_FIELDS = (
    FieldSpec("means", "方式", "choice", choices=tuple(Choice(means.value, term(means)) for means in Means)),
    FieldSpec("state", "状态", "choice", choices=tuple(Choice(state.value, term(state)) for state in MarkState)),
    FieldSpec("evidence", "凭据", hint="照片、台账、文号，可不填"),
)
REASON_FIELDS = (FieldSpec("reason", "更正原因", is_required=True, hint="为什么撤销最后一次登记"),)
HEIGHT_PX = 184


@dataclass(frozen=True)
class MarkDraft:
    """What was typed for these duties of one alert; taking a mark back is another form over the same duties."""

    alert: str
    tasks: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()
    is_taking_back: bool = False

    @property
    def key(self) -> str:
        return f"response/{self.alert}/{','.join(self.tasks)}"


class MarkPanel(QFrame):
    """Escape closes it; Enter in a line sends it."""

    marked = Signal(object)
    """The Mark to give to every chosen duty."""
    taken_back = Signal(str)
    """The reason for which the latest mark of the chosen duty goes."""
    edited = Signal(object)
    """The MarkDraft as it stands."""
    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rows: tuple[DutyRow, ...] = ()
        self._alert = ""
        self._look = look
        self.setProperty("role", "card")
        self._words, self._kinds = FieldForm(look, WORD_FIELDS), FieldForm(look, KIND_FIELDS)
        self._reason = FieldForm(look, REASON_FIELDS)
        self._title, self._about, self._history = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "lead")
        self._title.setWordWrap(True)
        self._about.setProperty("role", "caption")
        self._about.setWordWrap(True)
        self._history.setWordWrap(True)
        self._history.setProperty("role", "muted")
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.official = OfficialText()
        self.wording_of: Callable[[DutyRow], str] = lambda row: ""
        """The plan's own words for one duty; empty where the office has not imported them."""
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._send = QPushButton("登记")
        self._send.setProperty("role", "primary")
        self.undo = IconButton(look, "undo", "更正")
        self.undo.setToolTip("撤销最后一次登记；原来的登记留在日志里")
        self.undo.setCheckable(True)
        self._close = QPushButton("收起")
        self._lay_out(look)
        self._connect()
        look.changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def tasks(self) -> tuple[str, ...]:
        return tuple(row.task for row in self._rows)

    @property
    def is_taking_back(self) -> bool:
        return self.undo.isChecked()

    @property
    def forms(self) -> tuple[FieldForm, FieldForm, FieldForm]:
        """What was said, what that means, and the reason of a correction."""
        return self._words, self._kinds, self._reason

    @property
    def draft(self) -> MarkDraft:
        values = {key: text for form in self.forms for key, text in form.values().items()}
        return MarkDraft(self._alert, self.tasks, tuple(values.items()), self.is_taking_back)

    def show_draft(self, draft: MarkDraft) -> None:
        """Go on where it was left."""
        for form in self.forms:
            form.set_values(dict(draft.values))
        self.undo.setChecked(draft.is_taking_back and self.undo.isEnabled())

    def ask(self, rows: Sequence[DutyRow], state: MarkState | None = None, alert: str = "") -> None:
        """Open for these duties; `state` fills the state in."""
        self._alert = alert
        self.show_rows(rows)
        known = {row.state for row in rows}
        proposed = state or (MarkState.NOTIFIED if known == {"未联系"} else MarkState.DONE)
        self._words.set_values({"spoke_to": "", "says": ""})
        self._kinds.set_values({"means": Means.PHONE.value, "state": proposed.value, "evidence": ""})
        self._reason.set_values({"reason": ""})
        self.undo.setChecked(False)
        self.show_refusal(())
        self.show()
        self._words.editor("spoke_to").setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: Sequence[DutyRow]) -> None:
        """Say what the form is about; what was typed stays."""
        self._rows = tuple(rows)
        first = self._rows[0]
        self.official.show_text(self.wording_of(first) if len(self._rows) == 1 else "")
        if len(self._rows) == 1:
            self._title.setText(f"{first.unit}　{first.place}")
            self._about.setText(f"{first.text}\n{first.clause} {first.gist}".strip())
            self._history.setText("\n".join(reversed(first.history)) or "还没有登记")
        else:
            units = "、".join(dict.fromkeys(row.unit for row in self._rows))
            self._title.setText(f"已选{len(self._rows)}项，登记同一答复")
            self._about.setText(units)
            self._history.setText("\n".join(f"{row.unit}　{row.text}" for row in self._rows))
        self.undo.setEnabled(all(row.history for row in self._rows))

    def show_refusal(self, reasons: Sequence[Reason]) -> None:
        """Each reason beside its field; what belongs to no field stands by the buttons."""
        errors = {reason.field: str(reason) for reason in reasons}
        known = {spec.key for spec in (*WORD_FIELDS, *KIND_FIELDS, *REASON_FIELDS)}
        for form in self.forms:
            form.set_errors(errors)
        self._error.setText("；".join(text for field, text in errors.items() if field not in known))
        for form in self.forms:
            form.focus_first_error()

    def send(self) -> None:
        if self.is_taking_back:
            self.taken_back.emit(self._reason.values()["reason"])
        else:
            self.marked.emit(_mark({**self._words.values(), **self._kinds.values()}))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(self._look.theme.px(HEIGHT_PX))

    def _lay_out(self, look: Look) -> None:
        px = look.theme.px
        past = QWidget()
        past.setObjectName("scrolled")
        column = QVBoxLayout(past)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(4))
        for part in (self._title, self._about, self.official, self._history):
            column.addWidget(part)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(past)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QVBoxLayout()
        buttons.setSpacing(px(8))
        for button in (self._send, self.undo, self._close):
            button.setMinimumWidth(px(96))
            buttons.addWidget(button)
        buttons.addWidget(self._error)
        buttons.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(12), px(8))
        row.setSpacing(px(24))
        row.addWidget(scroll, 5)
        for form in (self._words, self._kinds, self._reason):
            row.addWidget(form, 4, Qt.AlignmentFlag.AlignTop)
        row.addLayout(buttons)
        self._reason.hide()

    def _connect(self) -> None:
        self._send.clicked.connect(self.send)
        self._close.clicked.connect(self.closed)
        self.undo.toggled.connect(self._on_undo)
        for form in self.forms:
            form.submitted.connect(self.send)
            form.field_changed.connect(lambda *_: self.edited.emit(self.draft))

    def _on_undo(self, is_on: bool) -> None:
        self._words.setVisible(not is_on)
        self._kinds.setVisible(not is_on)
        self._reason.setVisible(is_on)
        self._send.setText("撤销登记" if is_on else "登记")
        self.show_refusal(())
        if is_on:
            self._reason.editor("reason").setFocus(Qt.FocusReason.OtherFocusReason)


def _mark(values: Mapping[str, str]) -> Mark:
    state, means = MarkState(values["state"]), Means(values["means"])
    return Mark(state, means, values["spoke_to"].strip(), values["says"].strip(), values["evidence"].strip())
