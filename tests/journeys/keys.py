"""What an officer does by keyboard alone again and again: signing in, a field of a form, a step of the road."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.console import Console
from qh_console.ui.widgets.field_form import FieldForm
from tests.builders import DUTY
from tests.journeys.house_at_night import WORDS
from tests.ui.hands import CTRL, focused, strike, tab_to, type_over, walk_to

Key = Qt.Key


def sign_in(console: Console, officer: str = DUTY) -> None:
    strike(Key.Key_L, CTRL)
    if console.sheet.sign_in.form.values()["officer"] != officer:
        tab_to(console.sheet.sign_in.form.editor("officer"), back=True)
        box = focused()
        assert isinstance(box, QComboBox)
        walk_to(box, officer)
        strike(Key.Key_Tab)
    type_over(WORDS[officer])
    strike(Key.Key_Return)
    assert console.desk.by == officer


def form_of(screen: AlertScreen) -> FieldForm:
    form = screen.pane.form.form
    assert form is not None
    return form


def put(screen: AlertScreen, field: str, text: str) -> None:
    """Tab to a field of the open step and fill it."""
    editor = form_of(screen).editor(field)
    tab_to(editor)
    if isinstance(editor, QComboBox):
        walk_to(editor, text)
    else:
        type_over(text)


def open_step(screen: AlertScreen, step: str) -> None:
    """With Tab to the step's button on the road, and Space."""
    tab_to(screen.pane.road)
    while step not in screen.pane.buttons:
        before = screen.pane.road.chosen
        strike(Key.Key_Right)
        assert screen.pane.road.chosen != before, f"no stop of the road offers {step}"
    tab_to(screen.pane.buttons[step])
    strike(Key.Key_Space)
    assert screen.pane.form.draft is not None
    assert screen.pane.form.draft.step == step
