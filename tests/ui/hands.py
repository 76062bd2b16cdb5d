"""An officer's hands on the real window: what they do is counted, and goes the way the platform's own events go."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QWidget

NOTHING = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 120


class Hands:
    """Counts strictly. One action each: a click; a shortcut or any single key that does something, Enter too; an
    entry chosen in a list; a text typed, whatever its length. A click that leads into a field is a click; only the
    Tab from one field to the next belongs to the text that is typed there.
    """

    def __init__(self) -> None:
        self.actions = 0

    # --- counted ------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
        self.actions += 1
        strike(key, modifiers)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isVisible(), widget
        assert widget.isEnabled(), widget.toolTip()
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NOTHING, at or widget.rect().center())

    def type(self, text: str) -> None:
        """Where the cursor stands, in place of what is selected there."""
        self.actions += 1
        write(text)

    def fill(self, text: str, widget: QWidget | None = None, send: bool = False) -> None:
        """Type over what stands in a field, clicked into where one is named; `send` ends it with Enter."""
        self.actions += 1
        if widget is not None:
            self.actions += 1
            QApplication.processEvents()  # a form just opened is shown by the event loop
            assert widget.isVisible(), widget
            widget.setFocus(Qt.FocusReason.MouseFocusReason)
        type_over(text)
        if send:
            self.press(Qt.Key.Key_Return)

    def choose(self, box: QWidget, key: str) -> None:
        """One entry of a list: the click that opens it, and the entry."""
        self.actions += 2
        assert isinstance(box, QComboBox)
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        walk_to(box, key)

    def elsewhere(self) -> None:
        """An action in a dialog of the system, which the test answers itself."""
        self.actions += 1


# --- the keyboard as the platform gives it --------------------------------------------------------------------------


def strike(key: Qt.Key, modifiers: Qt.KeyboardModifier = NOTHING) -> None:
    """One key to whatever window has the keyboard."""
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    QTest.keyClick(window, key, modifiers)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def type_over(text: str) -> None:
    """Select all that is there and write, as an input method commits it."""
    strike(Qt.Key.Key_A, CTRL)
    strike(Qt.Key.Key_Delete)
    write(text)


def write(text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)
    QApplication.processEvents()


def walk_to(box: QComboBox, key: str) -> None:
    """With the arrows to an entry of a list that has the keyboard."""
    wanted = box.findData(key)
    assert wanted >= 0, key
    strike(Qt.Key.Key_Home)
    while box.currentIndex() < wanted:
        strike(Qt.Key.Key_Down)
    assert box.currentData() == key


def tab_to(widget: QWidget, back: bool = False) -> None:
    """With Tab alone; fails where the keyboard cannot get there."""
    for _ in range(MOST_TABS):
        now = focused()
        if now is widget or widget.focusProxy() is now or (isinstance(widget, QWidget) and widget.isAncestorOf(now)):
            return
        strike(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NOTHING)
    raise AssertionError(f"Tab never reaches {widget.accessibleName() or widget}; it stays at {focused()}")


def is_text(widget: QWidget) -> bool:
    return isinstance(widget, QPlainTextEdit)
