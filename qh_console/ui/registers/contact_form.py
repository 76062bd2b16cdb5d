"""One post of one unit in a form beside the table; what is typed is kept until it is saved or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.contacts import ContactKey
from qh_console.domain.verdicts import Reason
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_fields, keep_line
from qh_console.ui.registers.contacts_state import ContactLine
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldForm, FieldSpec

DRAFTS, WITHDRAWALS = "registers/contact/", "registers/contact-withdrawal/"
CONTACT_FIELDS = (
    FieldSpec("name", "姓名", is_required=True),
    FieldSpec("title", "职务"),
    FieldSpec("phone", "24小时电话", is_required=True, hint="0971-…，夜间有人接"),
    FieldSpec("mobile", "手机", hint="收短信用，11位"),
    FieldSpec("fax", "传真"),
    FieldSpec("email", "邮箱"),
    FieldSpec("note", "备注"),
)


class ContactForm(QFrame):
    """Enter saves; Escape gives the table back the keys. Every edit is kept across a crash."""

    saved = Signal()
    withdrawn = Signal(str)
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._line: ContactLine | None = None
        self.setProperty("role", "card")
        self.form = FieldForm(look, CONTACT_FIELDS)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("撤销原因：调离、岗位空缺")
        self.reason.setAccessibleName("撤销原因")
        self._kept = keep_fields(desk, self.form, self)
        self._kept_reason = keep_line(desk, self.reason, self)
        self._title, self._about, self._error = QLabel(), QLabel(), QLabel()
        self.save = QPushButton("保存")
        self.take_out = QPushButton("撤销登记")
        self._lay_out(look)
        self.form.submitted.connect(self.saved)
        self.save.clicked.connect(self.saved)
        self.take_out.clicked.connect(self._on_take_out)
        self.reason.returnPressed.connect(self._on_take_out)
        self.setMinimumWidth(look.theme.px(280))

    @property
    def key(self) -> ContactKey | None:
        return self._line.key if self._line else None

    def values(self) -> Mapping[str, str]:
        return self.form.values()

    @property
    def error(self) -> str:
        return self._error.text()

    def show_line(self, line: ContactLine | None) -> None:
        """The same post again keeps what is being typed, unless the register itself has changed."""
        if line == self._line:
            return
        before, self._line = self._line, line
        is_edited = before is not None and line is not None and before.key == line.key and self._is_edited(before)
        self.setEnabled(line is not None)
        self._title.setText(f"{line.unit}　{line.post}" if line else "")
        self._about.setText((f"{line.changed}登记" if line.changed else "还没有登记") if line else "")
        self.take_out.setVisible(line is not None and line.is_held)
        self.reason.hide()
        self.reason.clear()
        if is_edited or line is None:
            return
        self.refuse(())
        self.form.set_values(line.values())
        self._kept.open(f"{DRAFTS}{_post(line.key)}")

    def edit(self) -> None:
        self.form.editor("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_why(self) -> None:
        """Why the post is taken out, or as far as that was written."""
        if self._line is not None and self._line.is_held:
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self._kept_reason.open(f"{WITHDRAWALS}{_post(self._line.key)}")

    def forget(self) -> None:
        """What was typed is in the record now."""
        if self._line is not None:
            self._kept.drop()
            self._kept_reason.drop()
            self._line = None

    def refuse(self, reasons: Sequence[Reason]) -> None:
        known = {spec.key for spec in CONTACT_FIELDS}
        self.form.set_errors({r.field: str(r) for r in reasons if r.field in known})
        self._error.setText("；".join(str(r) for r in reasons if r.field not in known))
        self._error.setVisible(bool(self._error.text()))
        self.form.focus_first_error()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._drop()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _drop(self) -> None:
        line = self._line
        self.forget()
        self.show_line(line)

    def _is_edited(self, line: ContactLine) -> bool:
        return dict(self.form.values()) != dict(line.values())

    def _on_take_out(self) -> None:
        """The first press asks why, the second does it."""
        if self.reason.isHidden():
            self.ask_why()
        else:
            self.withdrawn.emit(self.reason.text())

    def _lay_out(self, look: Look) -> None:
        px = look.theme.px
        self._title.setProperty("role", "lead")
        self._title.setWordWrap(True)
        self._about.setProperty("role", "caption")
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self.save.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.take_out)
        buttons.addStretch()
        buttons.addWidget(self.save)
        page = QWidget()
        page.setObjectName("scrolled")
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, px(12), 0)
        inner.setSpacing(px(8))
        for part in (self.form, self._error, self.reason):
            inner.addWidget(part)
        inner.addLayout(buttons)
        inner.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(4), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(scroll, 1)
        self.reason.hide()


def _post(key: ContactKey) -> str:
    return f"{key[0]}/{key[1]}"
