"""A forgotten password given anew on this machine by two administrators, each with the own password."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSizePolicy

from qh_console.ui.desk import Desk
from qh_console.ui.entry.panels import NEW_PASSWORD, EntryPanel
from qh_console.ui.entry.state import RESETS, administrators_beside, password_reset, repeated_wrongly
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldSpec

ENROL_FIRST = "只有一名管理员，不能重设口令：请先在“账号”里登记另一名管理员。"
LEAD = "本机离线办理：两名管理员都要在场，各输自己的口令。日志记下两人，不记口令。"


class ResetPanel(EntryPanel):
    """`show_officer` says whose; the journal names both administrators."""

    def __init__(self, look: Look, desk: Desk) -> None:
        fields = (
            FieldSpec("officer", "忘记口令的人", "choice", True),
            *NEW_PASSWORD,
            FieldSpec("password", "您的口令", "secret", True),
            FieldSpec("confirmed_by", "另一名管理员", "choice", True),
            FieldSpec("second_password", "其口令", "secret", True),
        )
        super().__init__(look, desk, "重设口令", LEAD, fields, "重设")
        for key in ("officer", "confirmed_by"):
            self.form.editor(key).setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_officer(self, officer: str) -> None:
        """Whose password it is, and who else may confirm it."""
        board, by = self._desk.board, self._desk.by
        others = sorted((o for o in board.officers.values() if o.id != by), key=lambda o: (not o.active, o.name))
        self._offer("officer", [(o.id, o.name) for o in others])
        seconds = administrators_beside(board, by, officer)
        self._offer("confirmed_by", [(o.id, o.name) for o in seconds])
        self.form.set_values({"officer": officer})
        self.kept.open(f"{RESETS}{officer}")
        self.lead.setText(LEAD if seconds else ENROL_FIRST)

    def submit(self) -> None:
        values = self.form.values()
        wrong = repeated_wrongly(values)
        self.form.set_errors(wrong)
        if wrong:
            return
        self.act.setEnabled(False)
        self._desk.submit(
            password_reset(values, self._desk.by),
            values["password"],
            values["new_password"],
            values["second_password"],
            done=lambda _: self._on_done(),
            refused=self.refuse,
        )

    def _on_done(self) -> None:
        self.kept.drop()
        self.finished.emit()

    def _offer(self, key: str, choices: list[tuple[str, str]]) -> None:
        box = self.form.editor(key)
        assert isinstance(box, QComboBox)
        box.clear()
        for officer, name in choices:
            box.addItem(name, officer)
        box.setCurrentIndex(0 if choices else -1)
