"""The pages of the entry sheet: first administrator, sign-in, own password, accounts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from qh_console.domain.board import Board
from qh_console.domain.particulars import Role
from qh_console.domain.verdicts import Refused
from qh_console.services.office import LEAST_PASSWORD
from qh_console.services.terms import term
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_fields
from qh_console.ui.entry.state import (
    ACCOUNTS,
    AccountRow,
    account_rows,
    enrolment,
    errors_by_field,
    first_administrator,
    password_change,
    repeated_wrongly,
    role_change,
    sign_in_choices,
)
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

PASSWORD_HINT = f"至少{LEAST_PASSWORD}位"
NEW_PASSWORD = (
    FieldSpec("new_password", "新口令", "secret", True, PASSWORD_HINT),
    FieldSpec("again", "再输一次", "secret", True),
)
ROLE_CHOICES = tuple(Choice(role.value, term(role)) for role in Role)
ACCOUNT_COLUMNS: tuple[Column[AccountRow], ...] = (
    Column("姓名", lambda r: r.name, is_bold=True, width_px=104),
    Column("账号", lambda r: r.id, tone=lambda r: "muted", width_px=112),
    Column("职务", lambda r: r.title, width_px=112),
    Column("岗位", lambda r: r.roles, width_px=-1),
    Column("状态", lambda r: r.state, tone=lambda r: "" if r.is_active else "warn", width_px=64),
)


class EntryPanel(QWidget):
    """A titled form with one main button; `finished` once it is done with."""

    finished = Signal()

    def __init__(
        self, look: Look, desk: Desk, title: str, text: str, fields: Sequence[FieldSpec], act_text: str
    ) -> None:
        super().__init__()
        self._desk = desk
        self.form = FieldForm(look, fields)
        self.kept = keep_fields(desk, self.form, self)
        self.act = QPushButton(act_text)
        self.act.setProperty("role", "primary")
        self.act.setMinimumWidth(look.theme.px(112))
        self.act.clicked.connect(self.submit)
        self.form.submitted.connect(self.submit)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.theme.px(12))
        self.column.addWidget(_label(title, "title"))
        self.lead = _label(text, "muted")
        self.lead.setWordWrap(True)
        self.column.addWidget(self.lead)
        if not text:
            self.lead.hide()
        self.column.addWidget(self.form)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.buttons.addWidget(self.act)
        self.column.addLayout(self.buttons)
        self.column.addStretch()
        self._fields = tuple(spec.key for spec in fields)

    def submit(self) -> None:
        """What the main button and Enter do."""
        raise NotImplementedError

    def refuse(self, refused: Refused) -> None:
        self.act.setEnabled(True)
        self.form.set_errors(errors_by_field(refused.reasons, self._fields, self._fields[-1]))
        self.form.focus_first_error()

    def clear_secrets(self) -> None:
        secret = {"password", "new_password", "again", "second_password"} & set(self._fields)
        self.form.set_values(dict.fromkeys(secret, ""))
        self.form.set_errors({})
        self.act.setEnabled(True)


class FirstPanel(EntryPanel):
    """First run: the administrator, who then enrols the others."""

    def __init__(self, look: Look, desk: Desk) -> None:
        fields = (
            FieldSpec("officer", "账号", "line", True, "拼音或工号"),
            FieldSpec("name", "姓名", "line", True),
            FieldSpec("title", "职务"),
            *NEW_PASSWORD,
        )
        text = (
            "本机还没有账号。先登记管理员，再由管理员登记值班员、复核员和审批人。"
            "口令只存在本机，忘记的由两名管理员重设。"
        )
        super().__init__(look, desk, "首次使用：登记管理员", text, fields, "登记并登录")

    def submit(self) -> None:
        values = self.form.values()
        wrong = repeated_wrongly(values)
        self.form.set_errors(wrong)
        if wrong:
            return
        self.act.setEnabled(False)
        command, password = first_administrator(values), values["new_password"]
        self._desk.submit(
            command,
            "",
            password,
            done=lambda _: self._on_enrolled(command.officer, password),
            refused=self.refuse,
        )

    def _on_enrolled(self, officer: str, password: str) -> None:
        self.kept.drop()
        self._desk.sign_in(officer, password, refused=self.refuse)


class SignInPanel(EntryPanel):
    """Who takes the desk. What was on the screen stays where it is."""

    def __init__(self, look: Look, desk: Desk) -> None:
        fields = (FieldSpec("officer", "姓名", "choice", True), FieldSpec("password", "口令", "secret", True))
        super().__init__(look, desk, "登录、换班", "", fields, "登录")
        self.form.editor("officer").setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_hint(self, text: str) -> None:
        """In a drill: what the password is."""
        self.lead.setText(text)
        self.lead.setVisible(bool(text))

    def show_board(self, board: Board, remembered: str) -> None:
        box = self.form.editor("officer")
        assert isinstance(box, QComboBox)
        wanted = sign_in_choices(board, remembered)
        if [(box.itemData(i), box.itemText(i)) for i in range(box.count())] == list(wanted):
            return
        box.clear()
        for key, text in wanted:
            box.addItem(text, key)
        box.setCurrentIndex(0 if wanted else -1)

    def submit(self) -> None:
        values = self.form.values()
        self.form.set_errors({})
        self.act.setEnabled(False)
        self._desk.sign_in(values["officer"], values["password"], refused=self.refuse)


class PasswordPanel(EntryPanel):
    """The officer's own password."""

    def __init__(self, look: Look, desk: Desk) -> None:
        fields = (FieldSpec("password", "现在的口令", "secret", True), *NEW_PASSWORD)
        super().__init__(look, desk, "修改口令", "", fields, "修改")

    def submit(self) -> None:
        values = self.form.values()
        wrong = repeated_wrongly(values)
        self.form.set_errors(wrong)
        if wrong:
            return
        self.act.setEnabled(False)
        self._desk.submit(
            password_change(self._desk.by),
            values["password"],
            values["new_password"],
            done=lambda _: self.finished.emit(),
            refused=self.refuse,
        )


class AccountsPanel(EntryPanel):
    """Every account, for the administrator: enrol, change roles, stop; a new password is for two of them to give."""

    reset_wanted = Signal(str)
    """Officer whose password is forgotten."""

    def __init__(self, look: Look, desk: Desk) -> None:
        fields = (
            FieldSpec("officer", "账号", "line", True, "拼音或工号，登记后不能改"),
            FieldSpec("name", "姓名", "line", True),
            FieldSpec("title", "职务"),
            FieldSpec("roles", "岗位", "many", True, choices=ROLE_CHOICES),
            FieldSpec("active", "状态", "check", hint="在用"),
            FieldSpec("new_password", "口令", "secret", hint=PASSWORD_HINT),
            FieldSpec("password", "您的口令", "secret", True, "管理员本人，每次都要输"),
        )
        text = "提请和审批须是两个人：至少登记一名值班员和一名审批人。"
        super().__init__(look, desk, "账号", text, fields, "登记")
        self._chosen = ""
        self.table: Table[AccountRow] = Table(look, ACCOUNT_COLUMNS, lambda row: row.id)
        self.table.setAccessibleName("账号")
        self.table.setMinimumSize(QSize(look.theme.px(480), look.theme.px(320)))
        self.table.row_selected.connect(self.choose)
        self.said = _label("", "ok")
        self.new = QPushButton("新账号")
        self.new.clicked.connect(lambda: self.choose(""))
        self.reset = QPushButton("重设口令")
        self.reset.clicked.connect(lambda: self.reset_wanted.emit(self._chosen))
        self.buttons.insertWidget(0, self.said)
        self.buttons.insertWidget(2, self.new)
        self.buttons.insertWidget(3, self.reset)
        self.column.removeWidget(self.form)
        body = QHBoxLayout()
        body.setSpacing(look.theme.px(24))
        body.addWidget(self.table, 3)
        body.addWidget(self.form, 2, Qt.AlignmentFlag.AlignTop)
        self.column.insertLayout(2, body, 1)
        desk.changed.connect(lambda _: self.show_board(desk.board))
        self.show_board(desk.board)
        self.choose("")

    def show_board(self, board: Board) -> None:
        self.table.show_rows(account_rows(board))

    def choose(self, officer: object) -> None:
        """An account to change, or with an empty id a new one."""
        known = self._desk.board.officers.get(str(officer))
        self._chosen = known.id if known else ""
        self.form.set_errors({})
        self.form.set_values(
            {
                "officer": self._chosen,
                "name": known.name if known else "",
                "title": known.title if known else "",
                "roles": "\n".join(role.value for role in known.roles) if known else "",
                "active": "1" if known is None or known.active else "",
                "new_password": "",
                "password": "",
            }
        )
        for key in ("officer", "name", "title"):
            self.form.set_enabled(key, known is None, "登记后不能改" if known else "")
        self.form.set_enabled("active", known is not None)
        self.form.set_enabled("new_password", known is None, "登记后由本人修改" if known else "")
        self.act.setText("保存岗位" if known else "登记")
        self.reset.setVisible(known is not None)
        self.kept.open(f"{ACCOUNTS}{self._chosen}")
        if known is None:
            self.table.select("")

    def submit(self) -> None:
        values, desk = self.form.values(), self._desk
        self.form.set_errors({})
        known = desk.board.officers.get(self._chosen)
        if known is None:
            command = enrolment(values, desk.by)
            words = f"已登记{command.name}"
            desk.submit(
                command,
                values["password"],
                values["new_password"],
                done=lambda _: self._done(words),
                refused=self.refuse,
            )
        else:
            desk.submit(
                role_change(values, known, desk.by),
                values["password"],
                done=lambda _: self._done(f"已保存{known.name}的岗位"),
                refused=self.refuse,
            )

    def refuse(self, refused: Refused) -> None:
        self.said.setText("")
        super().refuse(refused)

    def say(self, words: str) -> None:
        self.said.setText(words)

    def _done(self, words: str) -> None:
        self.kept.drop()
        self.say(words)
        self.choose("")


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label
