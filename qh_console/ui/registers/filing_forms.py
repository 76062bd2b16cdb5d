"""The forms of the filing table: a prefecture's notice, and its word on the level at which it responds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change, Means
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason
from qh_console.services.terms import term
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_fields
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec


def filing_fields(pack: PlanPack, places: Places) -> tuple[FieldSpec, ...]:
    """Plan 3.3.1: what a prefecture's notice says, in the order it is read out."""
    return (
        FieldSpec("place", "市州", "choice", True, choices=tuple(Choice(p.code, p.name) for p in places.items)),
        FieldSpec("number", "市州文号", is_required=True, hint="西重应急办〔2026〕1号"),
        FieldSpec("change", "事项", "choice", True, choices=tuple(Choice(c.value, term(c)) for c in Change)),
        FieldSpec("level", "级别", "choice", choices=_levels(pack), hint="解除、撤回不选"),
        FieldSpec("changes_number", "原文号", hint="调整、解除的是哪一份"),
        FieldSpec("issued_at", "发布时间", "time", True),
        FieldSpec("starts_at", "开始时间", "time", True),
        FieldSpec("ends_at", "预计结束", "time"),
        FieldSpec("extent", "影响范围", hint="到县区"),
        FieldSpec("dispersion", "扩散条件"),
        FieldSpec("pollutants", "主要污染物"),
        FieldSpec("outlook", "后期趋势"),
        FieldSpec("means", "送达方式", "choice", True, choices=_means()),
        FieldSpec("sender", "报送人", is_required=True, hint="姓名、电话"),
        FieldSpec("received_at", "收到时间", "time", True),
    )


def floor_fields(pack: PlanPack) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("level", "当地响应", "choice", True, choices=_levels(pack), clause="5.1"),
        FieldSpec("means", "方式", "choice", True, choices=_means()),
        FieldSpec("spoke_to", "通话人", hint="姓名、职务"),
        FieldSpec("says", "答复", hint="对方怎么说"),
    )


def _levels(pack: PlanPack) -> tuple[Choice, ...]:
    return tuple(Choice(rule.level.word, term(rule.level)) for rule in pack.levels if rule.level.is_alert)


def _means() -> tuple[Choice, ...]:
    return tuple(Choice(means.value, term(means)) for means in Means)


class SideForm(QWidget):
    """A titled form with one button, scrolling where the window is low; Escape leaves it, and what was typed stays."""

    sent = Signal(object)
    left = Signal()

    def __init__(self, look: Look, desk: Desk, fields: Sequence[FieldSpec], act: str) -> None:
        super().__init__()
        self.known = {spec.key for spec in fields}
        self.form = FieldForm(look, fields)
        self._kept = keep_fields(desk, self.form, self)
        self.title, self.note, self._error = QLabel(), QLabel(), QLabel()
        self.send = QPushButton(act)
        self.leave = QPushButton("收起")
        self.send.clicked.connect(self._on_send)
        self.form.submitted.connect(self._on_send)
        self.leave.clicked.connect(self.left)
        self._lay_out(look)

    @property
    def error(self) -> str:
        return self._error.text()

    def open(self, draft: str, title: str, note: str, values: Mapping[str, str], first: str) -> None:
        """Filled in with `values`, or as it was left under the key `draft`."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.refuse(())
        self.form.set_values(values)
        self.form.editor(first).setFocus(Qt.FocusReason.OtherFocusReason)
        self._kept.open(draft)

    def forget(self) -> None:
        """It is in the record now."""
        self._kept.drop()

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self.form.set_errors({r.field: str(r) for r in reversed(reasons) if r.field in self.known})
        self._error.setText("；".join(str(r) for r in reasons if r.field not in self.known))
        self._error.setVisible(bool(self._error.text()))
        self.form.focus_first_error()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_send(self) -> None:
        self.sent.emit(dict(self.form.values()))

    def _lay_out(self, look: Look) -> None:
        px = look.theme.px
        self.title.setProperty("role", "lead")
        self.note.setProperty("role", "caption")
        self.note.setWordWrap(True)
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self.send.setProperty("role", "primary")
        page = QWidget()
        page.setObjectName("scrolled")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, px(12), 0)
        inner.addWidget(self.form)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch()
        buttons.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(4), px(12))
        column.setSpacing(px(8))
        for part in (self.title, self.note):
            column.addWidget(part)
        column.addWidget(scroll, 1)
        column.addWidget(self._error)
        buttons.setContentsMargins(0, 0, px(12), 0)
        column.addLayout(buttons)
