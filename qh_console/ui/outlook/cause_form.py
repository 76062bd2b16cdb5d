"""An officer's finding of cause: which places, which hours, haze or dust, and why (plan 1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from qh_console.domain.particulars import Cause
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason
from qh_console.services.terms import term
from qh_console.ui.outlook.cause import CauseDraft
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec

_NAMES = tuple(field.name for field in fields(CauseDraft))


class CauseForm(QFrame):
    """Holds a CauseDraft; tells of every edit."""

    edited = Signal(object)
    asked = Signal(object)
    closed = Signal()

    def __init__(self, look: Look, places: Places) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._draft: CauseDraft | None = None
        title = QLabel("判定成因")
        title.setProperty("role", "lead")
        words = QLabel("判为沙尘的时段不计入分级（预案1.3）；后一次判定覆盖前一次")
        words.setProperty("role", "caption")
        words.setWordWrap(True)
        self.error = QLabel()
        self.error.setProperty("role", "fault")
        self.error.hide()
        self.form = FieldForm(look, _fields(places))
        self.go = QPushButton("记入判定")
        self.go.setProperty("role", "primary")
        self.back = QPushButton("返回")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (title, words, self.error, self.form):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch()
        row.addWidget(self.go)
        column.addLayout(row)
        column.addStretch()
        self.form.field_changed.connect(self._on_field)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.closed)

    @property
    def draft(self) -> CauseDraft | None:
        return self._draft

    def show_draft(self, draft: CauseDraft) -> None:
        self._draft = draft
        self.form.set_values({name: getattr(draft, name) for name in _NAMES})

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        self.form.set_errors({r.field: str(r) for r in reversed(reasons) if r.field in _NAMES})
        self.error.setText("\n".join(str(r) for r in reasons if r.field not in _NAMES))
        self.error.setVisible(bool(self.error.text()))
        self.form.focus_first_error()

    def _on_field(self, field: str, text: str) -> None:
        if self._draft is not None:
            self._draft = replace(self._draft, **{field: text})
            self.edited.emit(self._draft)

    def _on_go(self) -> None:
        if self._draft is not None:
            self.asked.emit(self._draft)


def _fields(places: Places) -> tuple[FieldSpec, ...]:
    causes = tuple(Choice(c.value, term(c)) for c in Cause)
    return (
        FieldSpec("places", "地区", "many", True, choices=tuple(Choice(p.code, p.short) for p in places.items)),
        FieldSpec("from_at", "起", "time", True),
        FieldSpec("to_at", "止", "time", True),
        FieldSpec("cause", "成因", "choice", True, choices=causes),
        FieldSpec("evidence", "证据", "text", False, "监测、卫星、气象、上风向；监测到的已填好"),
        FieldSpec("reason", "理由", "text", True, "为什么这样判定，写给以后评估的人看"),
    )
