"""An officer in a process of its own who writes in form after form until somebody kills it: `python -m … FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qh_console.app import build
from qh_console.config import Config
from qh_console.paths import resources_folder
from qh_console.ui.application import dressed_application
from qh_console.ui.runners import Runners
from qh_console.windowed import furnish
from tests.builders import XINING
from tests.journeys.house_at_night import alert_of, outlook_of
from tests.ui.hands import Hands
from tests.ui.seats import Wall

METEOROLOGY, OUTLOOK, REASON = "静稳逆温，写到一半", "冷空气未到，写到一半", "卫星见沙尘，写到一半"


def write(folder: Path) -> None:
    """Three forms, with threads as in earnest; says so on standard output and then only waits."""
    application, look = dressed_application(resources_folder(), "light")
    clock = Wall()
    house = build(Config(folder, is_drill=True), clock)
    console = furnish(look, house, clock, Runners((), True, QObject(application)), (), "")
    console.start()
    console.window.activateWindow()
    while console.desk.air is None:
        application.processEvents()
    outlook, hands = outlook_of(console), Hands()
    console.go("outlook", XINING)
    outlook.consult_on_place()
    hands.fill(METEOROLOGY, outlook.form.texts.editor("meteorology"))
    outlook.find_cause()
    hands.fill(REASON, outlook.cause_form.form.editor("reason"))
    console.go("alert", "a1")
    alert_of(console).open_step("propose-lift")
    form = alert_of(console).pane.form.form
    assert form is not None
    hands.fill(OUTLOOK, form.editor("outlook"))
    sys.stdout.write("written\n")
    sys.stdout.flush()
    QApplication.exec()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
