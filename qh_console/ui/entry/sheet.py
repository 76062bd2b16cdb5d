"""The sheet over the window where officers come and go; the screens behind it stay readable."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.commands import EndShift
from qh_console.domain.particulars import Role
from qh_console.ui.desk import Desk
from qh_console.ui.entry.panels import AccountsPanel, EntryPanel, FirstPanel, PasswordPanel, SignInPanel
from qh_console.ui.entry.reset_panel import ResetPanel
from qh_console.ui.entry.state import ACCOUNTS, FIRST, RESETS, Page, derive_page
from qh_console.ui.theme import Look

NARROW_PX = 440
WIDE_PX = 960
TOP_PX = 72
LEFT = "账号的表还没有填完，管理员登录后接着填"


class EntrySheet(QFrame):
    """Not modal: Escape puts it away, and whoever only looks needs no account."""

    closed = Signal()

    def __init__(self, look: Look, desk: Desk, host: QWidget) -> None:
        super().__init__(host)
        self._look, self._desk, self._host = look, desk, host
        self._remembered = self._left = ""
        self._page = Page.SIGN_IN
        self.setObjectName("sheet")
        self.first, self.sign_in = FirstPanel(look, desk), SignInPanel(look, desk)
        self.password, self.accounts = PasswordPanel(look, desk), AccountsPanel(look, desk)
        self.reset = ResetPanel(look, desk)
        self._panels: dict[Page, EntryPanel] = {
            Page.FIRST: self.first,
            Page.SIGN_IN: self.sign_in,
            Page.PASSWORD: self.password,
            Page.ACCOUNTS: self.accounts,
            Page.RESET: self.reset,
        }
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        self._to_password = _link("修改口令", lambda: self.open(Page.PASSWORD))
        self._to_accounts = _link("账号管理", lambda: self.open(Page.ACCOUNTS))
        self._end_shift = _link("结束值班", self._on_shift_ended)
        self._leave = _link("退出登录", self._sign_out)
        self._close = _link("收起", self.close_sheet)
        self._lay_out()
        host.installEventFilter(self)
        desk.officer_changed.connect(self._on_officer)
        self.password.finished.connect(self.close_sheet)
        self.accounts.reset_wanted.connect(self.open_reset)
        self.reset.finished.connect(self._on_reset)
        look.changed.connect(self._place)
        self.hide()

    @property
    def page(self) -> Page:
        return self._page

    def open(self, wanted: Page = Page.SIGN_IN) -> None:
        """The page wanted, or the first administrator's where there is nobody yet."""
        self._page = derive_page(self._desk.board, wanted)
        self.sign_in.show_board(self._desk.board, self._remembered)
        panel = self._panels[self._page]
        panel.clear_secrets()
        self._stack.setCurrentWidget(panel)
        if self._page is Page.FIRST:
            self.first.kept.open(FIRST)
        officer = self._desk.officer
        self._to_password.setVisible(officer is not None and self._page is not Page.PASSWORD)
        is_administrator = officer is not None and Role.ADMINISTRATOR in officer.roles
        self._to_accounts.setVisible(is_administrator and self._page is not Page.ACCOUNTS)
        self._leave.setVisible(officer is not None)
        shift = self._desk.board.shift
        self._end_shift.setVisible(officer is not None and shift is not None and shift.officer == officer.id)
        self._place()
        self.show()
        self.raise_()
        key = {Page.FIRST: "officer", Page.ACCOUNTS: "officer", Page.RESET: "new_password"}.get(self._page, "password")
        panel.form.editor(key).setFocus(Qt.FocusReason.PopupFocusReason)

    def open_reset(self, officer: str) -> None:
        """Give this officer a new password, with another administrator beside."""
        self.reset.show_officer(officer)
        self.open(Page.RESET)

    def reopen(self, draft: str) -> None:
        """A page left unfinished, by the key of what was written there; accounts are for an administrator to see."""
        self._left = draft
        officer = self._desk.officer
        if officer is not None and Role.ADMINISTRATOR in officer.roles:
            self._go_on()
        elif self._desk.board.officers:
            self.sign_in.set_hint(LEFT)
            self.open()

    def _go_on(self) -> None:
        draft, self._left = self._left, ""
        self.sign_in.set_hint("")
        if draft.startswith(RESETS):
            self.open_reset(draft.removeprefix(RESETS))
        else:
            self.accounts.choose(draft.removeprefix(ACCOUNTS))
            self.open(Page.ACCOUNTS)

    def close_sheet(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def remember(self, officer: str) -> None:
        """Who stands on top of the list."""
        self._remembered = officer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_officer(self, officer: object) -> None:
        if officer is None:
            return
        was_first = self._page is Page.FIRST and not self.isHidden()
        self._remembered = self._desk.by
        for panel in self._panels.values():
            panel.clear_secrets()
        if was_first:
            self.open(Page.ACCOUNTS)
        elif self._left and self._desk.officer is not None and Role.ADMINISTRATOR in self._desk.officer.roles:
            self._go_on()
        else:
            self.close_sheet()

    def _on_reset(self) -> None:
        name = self._desk.board.name_of(self.reset.form.values()["officer"])
        self.reset.clear_secrets()
        self.open(Page.ACCOUNTS)
        self.accounts.say(f"已重设{name}的口令，请转告本人登录后修改")

    def _on_shift_ended(self) -> None:
        """Nobody is on shift until another takes it; a hand-over is made up in the logbook before."""
        panel = self._panels[self._page]
        self._desk.submit(EndShift(self._desk.by), done=lambda _: self._sign_out(), refused=panel.refuse)

    def _sign_out(self) -> None:
        self._desk.sign_out()
        self.open(Page.SIGN_IN)

    def _place(self) -> None:
        px = self._look.theme.px
        wide = self._page is Page.ACCOUNTS
        width = min(px(WIDE_PX if wide else NARROW_PX), self._host.width() - px(32))
        self.setFixedWidth(width)
        needed = self._panels[self._page].sizeHint().height() + px(96)
        height = min(needed, self._host.height() - px(TOP_PX + 16))
        self.setGeometry((self._host.width() - width) // 2, px(TOP_PX), width, height)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        for link in (self._to_password, self._to_accounts, self._end_shift, self._leave):
            foot.addWidget(link)
        foot.addStretch()
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(12))
        column.setSpacing(px(8))
        column.addWidget(self._stack, 1)
        column.addLayout(foot)


def _link(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("role", "quiet")
    button.clicked.connect(act)
    return button
