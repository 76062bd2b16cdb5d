"""The interpreter outlives more calls into Qt than its constants have references."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CALLS = """
from qh_console.ui.immortals import keep_constants_alive
keep_constants_alive()
keep_constants_alive()
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(50_000):
    thing.setObjectName("x")
    thing.parent()
print("alive")
"""


def test_many_calls_into_qt_leave_none_alive() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
