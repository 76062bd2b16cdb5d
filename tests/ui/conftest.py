"""What every test of the window needs: constants that live, no screen, one look."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from qh_console.ui.immortals import keep_constants_alive
from qh_console.ui.theme import Look, register_fonts

keep_constants_alive()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def family(qapp: QApplication) -> str:
    return register_fonts(RESOURCES / "fonts")


@pytest.fixture
def look(family: str) -> Look:
    return Look(RESOURCES / "styles", RESOURCES / "icons", family)


@pytest.fixture
def dressed(look: Look, qapp: QApplication) -> Look:
    """The look on the whole application, as it runs."""
    look.dress(qapp)
    return look


@pytest.fixture(autouse=True)
def _widgets_really_go(qapp: QApplication) -> Iterator[None]:
    """What a test put up is deleted after it; otherwise every later style sheet is laid on all of them."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
