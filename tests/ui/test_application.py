"""The application in our look, and faults of ours: logged, told, and the work goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.ui.application import LOG_FILE, FaultLog, dressed_application
from qh_console.ui.theme import Look


def test_there_is_one_application_in_the_mode_asked_for(qapp: QApplication) -> None:
    application, look = dressed_application(resources_folder(), "dark")
    assert application is qapp
    assert look.theme.is_dark
    assert look.theme.family in application.font().family()


def test_missing_parts_are_named(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="字体"):
        dressed_application(tmp_path, "light")


def test_a_fault_is_logged_and_told(dressed: Look, tmp_path: Path) -> None:
    log = FaultLog(dressed, tmp_path / LOG_FILE)
    log.take_over()
    assert sys.excepthook == log.on_fault
    try:
        raise ValueError("broken")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    assert log.message.count == 1
    assert log.message.isVisible()
    log.close()
    log.message.deleteLater()
    assert sys.excepthook is sys.__excepthook__
    assert "ValueError: broken" in (tmp_path / LOG_FILE).read_text(encoding="utf-8")
