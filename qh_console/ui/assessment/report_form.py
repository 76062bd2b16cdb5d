"""The middle of the assessment room: whose report it is, what is missing for it, and the parts a person writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Assessment
from qh_console.domain.verdicts import Reason
from qh_console.ui.assessment.state import Gap, ReportView
from qh_console.ui.assessment.writing import FIELDS, REQUIRED
from qh_console.ui.levels import level_view
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
from qh_console.ui.widgets.field_form import FieldForm
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.level_badge import LevelBadge


class ReportForm(QWidget):
    edited = Signal(str, str)
    """Field and its text."""
    submitted = Signal()
    print_wanted = Signal()
    gap_chosen = Signal(str, str)
    """Room and subject."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._gaps: tuple[Gap, ...] = ()
        self._why_not = ""
        self._where, self._how_far = QLabel(), QLabel()
        self._where.setProperty("role", "title")
        self._badge = LevelBadge(look, None, "title", "")
        self.facts = FactGrid()
        self.gaps: dict[str, QPushButton] = {}
        self._gap_column = QVBoxLayout()
        self.error = QLabel()
        self.error.setProperty("role", "fault")
        self.error.setWordWrap(True)
        self.error.hide()
        self.form = FieldForm(look, FIELDS)
        self._print = IconButton(look, "print", "打印")
        self.go = QPushButton("提交评估")
        self.go.setProperty("role", "primary")
        self._area = QScrollArea()
        self._lay_out()
        self.form.field_changed.connect(self.edited)
        self.go.clicked.connect(self.submitted)
        self._print.clicked.connect(self.print_wanted)

    def show_report(self, view: ReportView, pack: PlanPack) -> None:
        self._where.setText(view.where)
        self._badge.show_level(level_view(view.level, pack))
        self.facts.show_lines([FactLine(label, text) for label, text in view.facts])
        self._show_gaps(view.gaps)
        self._how_far.setText(f"必写{view.written}/{len(REQUIRED)}")
        self._say_tone("ok" if view.written == len(REQUIRED) else "warn")
        self.go.setText("再次提交评估" if view.is_assessed else "提交评估")
        self._why_not = view.why_not
        self.go.setEnabled(not view.why_not)
        self.go.setToolTip(view.why_not or "Ctrl+回车")
        self._print.setEnabled(view.is_assessed)
        self._print.setToolTip("" if view.is_assessed else "提交以后才能打印")

    def show_text(self, text: Assessment) -> None:
        self.form.set_values(vars(text))

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        known = {spec.key for spec in FIELDS}
        self.error.setText("\n".join(str(r) for r in reasons if r.field not in known))
        self.error.setVisible(bool(self.error.text()))
        self.form.set_errors({r.field: str(r) for r in reversed(reasons) if r.field in known})
        self.form.focus_first_error()

    def set_busy(self, is_busy: bool) -> None:
        self.go.setEnabled(not is_busy and not self._why_not)

    def focus_first(self) -> None:
        """The first part that is still to be written; the button where none is."""
        values = self.form.values()
        empty = next((name for name in REQUIRED if not values[name].strip()), None)
        (self.form.editor(empty) if empty else self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_field(self, field: str) -> None:
        if field:
            self.bring_into_view(field)
            self.form.editor(field).setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_into_view(self, field: str) -> None:
        if field:
            self._area.ensureWidgetVisible(self.form.editor(field))

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        if gaps == self._gaps:
            return
        self._gaps = gaps
        for button in self.gaps.values():
            self._gap_column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.gaps = {gap.text: self._gap_button(gap) for gap in gaps}
        before: QWidget = self.facts
        for button in self.gaps.values():
            self._gap_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            QWidget.setTabOrder(before, button)
            before = button

    def _gap_button(self, gap: Gap) -> QPushButton:
        button = QPushButton(self._look.icon("warn", "warn"), gap.text)
        button.setProperty("role", "quiet")
        button.setToolTip(gap.detail or "到那里去补")
        button.clicked.connect(lambda: self.gap_chosen.emit(gap.room, gap.subject))
        return button

    def _say_tone(self, tone: str) -> None:
        if self._how_far.property("role") != tone:
            self._how_far.setProperty("role", tone)
            self._how_far.style().unpolish(self._how_far)
            self._how_far.style().polish(self._how_far)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._where, self._badge):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._how_far)
        inner = QWidget()
        inner.setObjectName("scrolled")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.form)
        inside.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self._print)
        foot.addStretch()
        foot.addWidget(self.go)
        self._gap_column.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addLayout(self._gap_column)
        column.addWidget(self.error)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
