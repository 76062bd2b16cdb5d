"""One window a data folder: a second start asks the first to come forward instead of opening another."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

WAIT_MS = 1500


def address_of(folder: Path) -> str:
    """The same for every start on one folder, and of no meaning to anybody else."""
    return "qh-console-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def call_first_window(folder: Path) -> bool:
    """Ask the window that holds `folder` to show itself; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(address_of(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    is_answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(WAIT_MS) or socket.bytesAvailable() > 0
    socket.disconnectFromServer()
    return is_answered


class FirstWindow(QObject):
    """Listens on behalf of the window; whoever connects is answered and the window comes forward."""

    called = Signal()

    def __init__(self, folder: Path, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address_of(folder))
        self._server.listen(address_of(folder))
        self._server.newConnection.connect(self._on_called)

    def close(self) -> None:
        self._server.close()

    def _on_called(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.write(b"here\n")
            connection.flush()
            connection.disconnected.connect(connection.deleteLater)
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self.called.emit()
