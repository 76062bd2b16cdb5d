"""What every test of the window needs: constants that live, no screen, one look."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
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
