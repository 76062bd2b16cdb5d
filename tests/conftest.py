"""What every test stands on: no screen, no outside network, an empty home, a far time zone, the same random cases."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from qh_console.ui.immortals import keep_constants_alive

keep_constants_alive()  # any test may make a window
# Before the first import of Qt, which reads these once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["TZ"] = "AWAY+09:30"  # a machine's own zone must never matter: rules and people read Beijing time
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


class OutsideNetwork(AssertionError):
    """A test tried to leave this machine; not an OSError, which the code under test may rightly survive."""


def is_loopback(address: object) -> bool:
    """True for a Unix socket's path, a host of this machine, or no host at all (any interface of ours)."""
    host = address[0] if isinstance(address, tuple) else None
    if host is None or host in ("", "localhost"):
        return True
    text = host.decode("ascii") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        return text == "localhost"


@pytest.fixture(autouse=True, scope="session")
def _no_outside_network() -> Iterator[None]:
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse(address: object) -> None:
        if not is_loopback(address):
            raise OutsideNetwork(f"the test reaches for {address!r}; serve it on 127.0.0.1 instead")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        refuse((host,))
        return look_up(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True, scope="session")
def _a_home_of_its_own() -> Iterator[None]:
    """Nothing is read from or left in the home of whoever runs the tests."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            (home / name).mkdir(mode=0o700)
            patch.setenv(name, str(home / name))
        yield


@pytest.fixture(autouse=True)
def _widgets_really_go() -> Iterator[None]:
    """What a test put up is deleted after it; otherwise every later style sheet is laid on all of them."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of published measurements that stays out of the repository; named by QH_REFERENCE_DATA."""
    named = os.environ.get("QH_REFERENCE_DATA", "")
    if not named or not Path(named).is_dir():
        pytest.skip("QH_REFERENCE_DATA names no folder")
    return Path(named)
