"""What the feeds' tests share: the eight places, a moment, and where the reference data may be."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from qh_console.domain.clock import from_beijing
from qh_console.domain.places import Place, Places
from qh_console.feeds.intake import Intake


@pytest.fixture(scope="session")
def places() -> Places:
    return Places((
        Place("630100", "西宁市", "西宁"),
        Place("630200", "海东市", "海东", ("海东地区",)),
        Place("632200", "海北藏族自治州", "海北", ("海北州",)),
        Place("632300", "黄南藏族自治州", "黄南", ("黄南州",)),
        Place("632500", "海南藏族自治州", "海南州", ("海南",)),
        Place("632600", "果洛藏族自治州", "果洛", ("果洛州",)),
        Place("632700", "玉树藏族自治州", "玉树", ("玉树州",)),
        Place("632800", "海西蒙古族藏族自治州", "海西", ("海西州",)),
    ))  # fmt: skip


@pytest.fixture
def now() -> datetime:
    return from_beijing(2026, 1, 9, 12)


@pytest.fixture
def intake(places: Places, now: datetime) -> Intake:
    return Intake(places, "测试", now)


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real data, which is not part of the project."""
    folder = os.environ.get("QH_REFERENCE_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("QH_REFERENCE_DATA is not set")
    return Path(folder)


@dataclass
class Answer:
    """What the host says to one request. `hangs`: it takes the request and keeps silent."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    """Content-Length, where it is not the truth."""
    hangs: bool = False


class Host:
    """A real HTTP server on this machine; answers by path and query, remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.released = threading.Event()
        host = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(f"{self.command} {self.path}")
                answer = host.answers.get(self.path, Answer(status=404))
                if answer.hangs:
                    host.released.wait(10)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header(
                    "Content-Length", str(len(answer.body) if answer.promised is None else answer.promised)
                )
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(answer.body)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def says(self, path: str, told: object, **more: Any) -> None:
        """Answer `path` with JSON."""
        self.answers[path] = Answer(json.dumps(told, ensure_ascii=False).encode(), **more)

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    yield host
    host.close()


@pytest.fixture
def silent_url() -> str:
    """An address where nobody listens."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{port.getsockname()[1]}"
