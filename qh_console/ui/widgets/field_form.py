"""Labelled fields, one under the other, with what is wrong said beside the very field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QEvent, QObject, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qh_console.ui.theme import Look

TIME_FORMAT = "yyyy-MM-dd HH:mm"
TEXT_LINES = 4
SEPARATOR = "\n"
SHORT_CHOICE, SHORT_A_ROW = 4, 4


@dataclass(frozen=True)
class Choice:
    key: str
    text: str


@dataclass(frozen=True)
class FieldSpec:
    """One field. `kind`: line, secret, text, choice, many (several keys, one a line), check, time (Beijing)."""

    key: str
    label: str
    kind: str = "line"
    is_required: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    clause: str = ""
    """Shown small after the label: what asks for this field."""
    lines: int = TEXT_LINES
    """How many lines a text field is high."""


class _Many(QWidget):
    """Check boxes under each other, short ones four a row; its value is the chosen keys, one a line."""

    changed = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        is_short = all(len(choice.text) <= SHORT_CHOICE for choice in choices)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        self._boxes = {choice.key: QCheckBox(choice.text) for choice in choices}
        for i, box in enumerate(self._boxes.values()):
            box.toggled.connect(self.changed)
            grid.addWidget(box, *(divmod(i, SHORT_A_ROW) if is_short else (i, 0)))

    def value(self) -> str:
        return SEPARATOR.join(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: str) -> None:
        chosen = set(value.split(SEPARATOR))
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)


Editor = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | QDateTimeEdit | _Many


class FieldForm(QWidget):
    """Values are text: of a choice its key, of a check 1 or nothing, of a time yyyy-MM-dd HH:mm in Beijing."""

    field_changed = Signal(str, str)
    field_left = Signal(str)
    submitted = Signal()

    def __init__(self, look: Look, fields: Sequence[FieldSpec]) -> None:
        super().__init__()
        self._look = look
        self._specs = {spec.key: spec for spec in fields}
        self._editors: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._is_telling = True
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for spec in fields:
            form.addRow(self._label(spec), self._field(spec))

    def editor(self, key: str) -> Editor:
        return self._editors[key]

    def values(self) -> Mapping[str, str]:
        return {key: _value(editor) for key, editor in self._editors.items()}

    def open_values(self) -> Mapping[str, str]:
        """All but the passwords."""
        return {key: text for key, text in self.values().items() if self._specs[key].kind != "secret"}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fill fields without telling anybody; a field that already holds its value keeps its cursor."""
        self._is_telling = False
        for key, value in values.items():
            editor = self._editors.get(key)
            if editor is not None and _value(editor) != value:
                _set_value(editor, value)
        self._is_telling = True

    def set_errors(self, errors: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it; fields not named are cleared."""
        for key, label in self._errors.items():
            text = errors.get(key, "")
            label.setText(text)
            label.setVisible(bool(text))
            self._mark_wrong(self._editors[key], bool(text))

    def errors(self) -> Mapping[str, str]:
        """What is said beside each field that is wrong."""
        return {key: label.text() for key, label in self._errors.items() if label.text()}

    def focus_first_error(self) -> None:
        wrong = next((key for key, label in self._errors.items() if label.text()), None)
        if wrong is not None:
            self._editors[wrong].setFocus(Qt.FocusReason.OtherFocusReason)

    def focused_key(self) -> str:
        """The field that has the keyboard; empty where none of them has."""
        return next((key for key, editor in self._editors.items() if editor.hasFocus()), "")

    def set_enabled(self, key: str, is_enabled: bool, why: str = "") -> None:
        self._editors[key].setEnabled(is_enabled)
        self._editors[key].setToolTip(why)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            key = next((key for key, editor in self._editors.items() if editor is watched), None)
            if key is not None:
                self.field_left.emit(key)
        return super().eventFilter(watched, event)

    def _label(self, spec: FieldSpec) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(QLabel(spec.label))
        if spec.is_required:
            star = QLabel("*")
            star.setProperty("role", "fault")
            star.setToolTip("必填")
            row.addWidget(star)
        if spec.clause:
            clause = QLabel(spec.clause)
            clause.setProperty("role", "caption")
            row.addWidget(clause)
        part.setFixedHeight(self._look.theme.px(32))
        return part

    def _field(self, spec: FieldSpec) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        editor = self._make_editor(spec)
        editor.setAccessibleName(spec.label + ("（必填）" if spec.is_required else ""))
        editor.installEventFilter(self)
        error = QLabel()
        error.setProperty("role", "error")
        error.setWordWrap(True)
        error.hide()
        column.addWidget(editor)
        column.addWidget(error)
        self._editors[spec.key] = editor
        self._errors[spec.key] = error
        return part

    def _make_editor(self, spec: FieldSpec) -> Editor:
        if spec.kind == "text":
            return self._make_text(spec)
        if spec.kind == "choice":
            return self._make_choice(spec)
        if spec.kind == "check":
            check = QCheckBox(spec.hint)
            check.toggled.connect(lambda: self._tell(spec.key))
            return check
        if spec.kind == "many":
            many = _Many(spec.choices)
            many.changed.connect(lambda: self._tell(spec.key))
            return many
        if spec.kind == "time":
            time = QDateTimeEdit()
            time.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))
            time.setDisplayFormat(TIME_FORMAT)
            time.lineEdit().setTextMargins(6, 0, 0, 0)
            time.dateTimeChanged.connect(lambda: self._tell(spec.key))
            return time
        return self._make_line(spec)

    def _make_line(self, spec: FieldSpec) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(spec.hint)
        if spec.kind == "secret":
            line.setEchoMode(QLineEdit.EchoMode.Password)
        line.textChanged.connect(lambda: self._tell(spec.key))
        line.returnPressed.connect(self.submitted)
        return line

    def _make_text(self, spec: FieldSpec) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setPlaceholderText(spec.hint)
        text.setTabChangesFocus(True)
        text.setFixedHeight(self._look.theme.px(24 * spec.lines + 8))
        text.textChanged.connect(lambda: self._tell(spec.key))
        return text

    def _make_choice(self, spec: FieldSpec) -> QComboBox:
        box = QComboBox()
        for choice in spec.choices:
            box.addItem(choice.text, choice.key)
        box.setPlaceholderText(spec.hint or "请选择")
        box.setCurrentIndex(-1)
        box.currentIndexChanged.connect(lambda: self._tell(spec.key))
        return box

    def _tell(self, key: str) -> None:
        if self._is_telling:
            self.field_changed.emit(key, _value(self._editors[key]))

    def _mark_wrong(self, editor: Editor, is_wrong: bool) -> None:
        if bool(editor.property("wrong")) != is_wrong:
            editor.setProperty("wrong", is_wrong)
            editor.style().unpolish(editor)
            editor.style().polish(editor)


def _value(editor: Editor) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QComboBox):
        return str(editor.currentData() or "")
    if isinstance(editor, QCheckBox):
        return "1" if editor.isChecked() else ""
    if isinstance(editor, QDateTimeEdit):
        return editor.dateTime().toString(TIME_FORMAT)
    return editor.value()


def _set_value(editor: Editor, value: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(value)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, QDateTimeEdit):
        editor.setDateTime(QDateTime.fromString(value + "Z", TIME_FORMAT + "t"))
    else:
        editor.set_value(value)
