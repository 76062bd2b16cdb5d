"""The Qt application in our look, with faults of our own told instead of lost."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qh_console.ui.immortals import keep_constants_alive
from qh_console.ui.messages import CrashMessage
from qh_console.ui.theme import Look, register_fonts

LOG_FILE = "console.log"


def dressed_application(resources: Path, mode: str) -> tuple[QApplication, Look]:
    """The one application of this process, in the mode asked for. Raises KnownProblem where parts are missing."""
    keep_constants_alive()
    present = QApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("qh-console")
    family = register_fonts(resources / "fonts")
    look = Look(resources / "styles", resources / "icons", family, mode)
    look.dress(application)
    return application, look


class FaultLog(QObject):
    """Writes every fault of ours to the log and tells of it without stopping the work."""

    def __init__(self, look: Look, log_file: Path) -> None:
        super().__init__()
        self._log = logging.getLogger("qh_console")
        self._handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._log.addHandler(self._handler)
        self.message = CrashMessage(look, log_file)

    def take_over(self) -> None:
        """From now on nothing that no caller expected goes unseen."""
        sys.excepthook = self.on_fault

    def on_fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.tell(error)

    def tell(self, error: BaseException) -> None:
        self._log.error("fault", exc_info=error)
        self.message.tell(error)

    def close(self) -> None:
        sys.excepthook = sys.__excepthook__
        self._log.removeHandler(self._handler)
        self._handler.close()
