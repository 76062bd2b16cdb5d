"""Keeps Python's constants alive under a Qt binding that gives back references it never took.

PySide6 6.12.0 returns None, True and False as if they could not die, which holds from Python 3.12 on (PEP 683). Under
Python 3.11 every such call takes one reference away, and after some thousands of repaints the interpreter aborts with
"deallocating None". The last binding without the fault has no package for QtPdf of its own.
"""

from __future__ import annotations

import ctypes
import sys

FIRST_WITH_IMMORTAL_CONSTANTS = (3, 12)
SPARE_REFERENCES = 1 << 48
CONSTANTS = (None, True, False, NotImplemented, Ellipsis)


def keep_constants_alive() -> None:
    """Give each constant more references than years of repaints can take. Harmless to call twice; call it first."""
    if sys.version_info >= FIRST_WITH_IMMORTAL_CONSTANTS or sys.implementation.name != "cpython":
        return
    for constant in CONSTANTS:
        if sys.getrefcount(constant) < SPARE_REFERENCES // 2:
            count = ctypes.c_ssize_t.from_address(id(constant))
            count.value += SPARE_REFERENCES
