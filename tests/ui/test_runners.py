"""Runners: one a resource, on threads that finish what is queued."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.ui.runners import RESOURCES, Runners


def test_every_resource_and_feed_has_a_runner_that_works_at_once(qapp: QApplication) -> None:
    root = QObject()
    runners = Runners(["平台"], False, root)
    assert set(runners.by_name) == {*RESOURCES, "平台"}
    seen: list[str] = []
    runners.by_name["平台"].run(lambda job: threading.current_thread().name, seen.append)
    assert seen == [threading.current_thread().name]
    assert runners.close()


def test_threads_bear_the_resource_s_name_and_end_when_closed(qtbot: QtBot) -> None:
    root = QObject()
    runners = Runners([], True, root)
    seen: list[str] = []
    runners.by_name["journal"].run(lambda job: threading.current_thread().name, seen.append)
    qtbot.waitUntil(lambda: seen == ["journal"])
    assert runners.close()
    assert "journal" not in {thread.name for thread in threading.enumerate()}
