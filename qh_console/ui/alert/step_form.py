"""The form of one step: its fields, what is wrong beside each, and the one button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.domain.verdicts import Reason
from qh_console.ui.alert.drafts import BODY, StepDraft
from qh_console.ui.alert.forms import FIRST_FIELD, ON_THE_SPOT, PASSWORD
from qh_console.ui.alert.steps_table import PROPOSALS
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldForm, FieldSpec


class StepForm(QWidget):
    """Holds a StepDraft; the password stays in its field and goes out with `asked` alone."""

    edited = Signal(object)
    asked = Signal(object, str)
    asked_on_the_spot = Signal(object)
    words_wanted = Signal(object)
    """From the template's words to one's own, or back."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._draft: StepDraft | None = None
        self._specs: tuple[FieldSpec, ...] = ()
        self.form: FieldForm | None = None
        self._title = QLabel()
        self._title.setProperty("role", "lead")
        self._note = QLabel()
        self._note.setProperty("role", "warn")
        self._note.setWordWrap(True)
        self.error = QLabel()
        self.error.setProperty("role", "fault")
        self.error.setWordWrap(True)
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self._on_go)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (self._title, self._note, self.error):
            self._column.addWidget(part)
        self.on_the_spot = QPushButton("当场签发…")
        self.on_the_spot.setToolTip("批准人在旁：两人各签一次，提请、批准、发布一并办理（Ctrl+Return）")
        self.on_the_spot.clicked.connect(self._on_the_spot)
        self.words = QPushButton("改正文")
        self.words.clicked.connect(self._on_words)
        row = QHBoxLayout()
        row.addWidget(self.words)
        row.addStretch()
        row.addWidget(self.on_the_spot)
        row.addWidget(self.go)
        self._column.addLayout(row)

    @property
    def draft(self) -> StepDraft | None:
        return self._draft

    def show_step(
        self, draft: StepDraft, specs: Sequence[FieldSpec], title: str, act: str, note: str = "", why_not: str = ""
    ) -> None:
        """Open a form; the same form again only takes the draft's values."""
        if tuple(specs) != self._specs or self._draft is None or self._draft.key != draft.key:
            self._build(tuple(specs))
            self.show_reasons(())
        self._draft = draft
        self._title.setText(title)
        self.remind(note)
        self.go.setText(act)
        self.go.setEnabled(not why_not)
        self.go.setToolTip(why_not)
        self._show_words(draft, why_not)
        self.on_the_spot.setVisible(draft.step in ON_THE_SPOT)
        self.on_the_spot.setEnabled(not why_not)
        if self.form is not None:
            self.form.set_values(dict(draft.values))

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Each refusal beside its field; what belongs to no field of this form, in a line above it."""
        known = {spec.key for spec in self._specs}
        reasons = [self._placed(reason, known) for reason in reasons]
        self.error.setText("\n".join(str(r) for r in reasons if r.field not in known))
        self.error.setVisible(bool(self.error.text()))
        if self.form is not None:
            self.form.set_errors({r.field: str(r) for r in reversed(reasons) if r.field in known})
            self.form.focus_first_error()

    def _placed(self, reason: Reason, known: set[str]) -> Reason:
        """What is said of the person who was called stands, on the form for a signature, at the account."""
        is_account = reason.field == "spoke_to" and "spoke_to" not in known
        return replace(reason, field="by") if is_account else reason

    def focus_field(self, field: str) -> None:
        if self.form is not None and field in {spec.key for spec in self._specs}:
            self.form.editor(field).setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """What is most often wrong, else the first field that still wants something; the button where none does."""
        if self.isHidden():
            return
        likely = FIRST_FIELD.get(self._draft.step) if self._draft is not None else None
        if self.form is not None and likely is not None:
            self.form.editor(likely).setFocus(Qt.FocusReason.TabFocusReason)
            return
        empty = [spec.key for spec in self._specs if self.form is not None and self._wants(spec)]
        if self.form is not None and empty:
            self.form.editor(empty[0]).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wants(self, spec: FieldSpec) -> bool:
        return self.form is not None and spec.is_required and not self.form.values()[spec.key].strip()

    def clear_password(self) -> None:
        if self.form is not None and PASSWORD in self.form.values():
            self.form.set_values({PASSWORD: ""})

    def _build(self, specs: tuple[FieldSpec, ...]) -> None:
        at = self.form.focused_key() if self.form is not None else ""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._specs = specs
        self.form = FieldForm(self._look, specs) if specs else None
        if self.form is not None:
            self.form.field_changed.connect(self._on_changed)
            self.form.submitted.connect(self._on_go)
            self._column.insertWidget(3, self.form)
            if at in self.form.values():
                self.form.show()
                self.form.editor(at).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, field: str, text: str) -> None:
        if self._draft is not None and field != PASSWORD:
            self._draft = self._draft.with_(field, text)
            self.edited.emit(self._draft)

    def remind(self, note: str) -> None:
        """A line above the form while it is typed, without taking the cursor."""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_words(self, draft: StepDraft, why_not: str) -> None:
        has_own = bool(draft.text(BODY))
        text, tip = ("恢复模板", "正文改用模板的文字") if has_own else ("改正文", "改通知的正文；提请签字后定稿")
        self.words.setText(text)
        self.words.setToolTip(f"{tip}（Ctrl+Shift+E）")
        self.words.setVisible(draft.step in PROPOSALS)
        self.words.setEnabled(not why_not)

    def _on_words(self) -> None:
        if self._draft is not None:
            self._take_values()
            self.words_wanted.emit(self._draft)

    def _on_go(self) -> None:
        if self._draft is None or not self.go.isEnabled():
            return
        self._take_values()
        self.asked.emit(self._draft, self.form.values().get(PASSWORD, "") if self.form is not None else "")

    def _on_the_spot(self) -> None:
        if self._draft is not None and self.go.isEnabled():
            self._take_values()
            self.asked_on_the_spot.emit(self._draft)

    def _take_values(self) -> None:
        if self._draft is not None and self.form is not None:
            for field, text in self.form.open_values().items():
                self._draft = self._draft.with_(field, text)
