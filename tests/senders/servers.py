"""Real servers on this machine that take mail and requests, or fail to at a chosen point; they keep what they took."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
from collections import Counter
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseRequestHandler, StreamRequestHandler, ThreadingTCPServer

DROP, HANG, DROP_AFTER, HANG_AFTER = "drop", "hang", "drop-after", "hang-after"
"""Instead of an answer: cut the line, keep silent; `-after` where the text was taken first."""


class _Server(ThreadingTCPServer):
    """Bound and listening only when it is told to."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, handler: type[BaseRequestHandler], port: int) -> None:
        super().__init__(("127.0.0.1", port), handler, bind_and_activate=False)
        self.server_bind()


class Plug:
    """A server on a port of its own: while the plug is pulled, connections are refused and the port stays its own."""

    def __init__(self, handler: type[BaseRequestHandler]) -> None:
        self._handler = handler
        self._thread: threading.Thread | None = None
        self._server = _Server(handler, 0)
        self.port = int(self._server.server_address[1])

    def put_in(self) -> None:
        if self._thread is None:
            self._server.server_activate()
            self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
            self._thread.start()

    def pull(self) -> None:
        if self._thread is not None:
            self.close()
            self._server, self._thread = _Server(self._handler, self.port), None

    def close(self) -> None:
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class MailHost:
    """An SMTP server. `says` answers a verb, or DOT (the end of a text), in its own way; `took` holds the texts."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.says: dict[str, str] = {}
        self.took: list[bytes] = []
        self.heard: list[str] = []
        self.released = threading.Event()
        self.has_taken = threading.Semaphore(0)
        host = self

        class Line(StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError, EOFError):
                    host._talk(self)
                if isinstance(self.connection, ssl.SSLSocket):
                    self.connection.close()

        self._tls = tls
        self.plug = Plug(Line)
        self.plug.put_in()
        self.port = self.plug.port

    def _talk(self, line: StreamRequestHandler) -> None:
        self._say(line, "GREETING", "220 loopback")
        while True:
            told = line.rfile.readline()
            if not told:
                return
            verb = told.split()[0].decode().upper()
            self.heard.append(verb)
            if verb == "EHLO":
                offers = ["loopback", "AUTH PLAIN"] + (["STARTTLS"] if self._is_offered(line) else [])
                text = "".join(f"250{'-' if o != offers[-1] else ' '}{o}\r\n" for o in offers)
                self._say(line, verb, text.rstrip())
            elif verb == "STARTTLS":
                self._say(line, verb, "220 go")
                assert self._tls is not None
                line.connection = self._tls.wrap_socket(line.connection, server_side=True)
                line.rfile, line.wfile = line.connection.makefile("rb"), line.connection.makefile("wb", buffering=0)
            elif verb == "DATA":
                self._say(line, verb, "354 go on")
                self._take(line)
            elif verb == "QUIT":
                return
            else:
                self._say(line, verb, "235 ok" if verb == "AUTH" else "250 ok")

    def _is_offered(self, line: StreamRequestHandler) -> bool:
        return self._tls is not None and not isinstance(line.connection, ssl.SSLSocket)

    def _take(self, line: StreamRequestHandler) -> None:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            more = line.rfile.readline()
            if not more:
                return
            text += more
        if self.says.get("DOT", "250").startswith(("250", DROP_AFTER, HANG_AFTER)):
            self.took.append(text)
            self.has_taken.release()
        self._say(line, "DOT", "250 queued")

    def _say(self, line: StreamRequestHandler, verb: str, usual: str) -> None:
        answer = self.says.get(verb, usual)
        if answer.startswith(HANG):
            self.released.wait(20)
        if answer.startswith((DROP, HANG)):
            raise EOFError
        line.wfile.write(f"{answer}\r\n".encode())

    def close(self) -> None:
        self.released.set()
        self.plug.close()


@dataclass
class Reply:
    """`hang`: take the request, keep silent. `promised`: a Content-Length that is not the truth."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    hang: bool = False
    drop: bool = False


class HookHost:
    """An HTTP server that takes POSTs; `took` counts requests read whole, by Idempotency-Key."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.took: Counter[str] = Counter()
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.released = threading.Event()
        host = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                host.bodies.append(body)
                host.paths.append(self.path)
                host.headers.append(dict(self.headers.items()))
                host.took[self.headers["Idempotency-Key"]] += 1
                reply = host.reply
                if reply.hang:
                    host.released.wait(20)
                if reply.hang or reply.drop:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                promised = len(reply.body) if reply.promised is None else reply.promised
                self.send_header("Content-Length", str(promised))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.plug = Plug(Desk)
        self.plug.put_in()
        self.url = f"http://127.0.0.1:{self.plug.port}/notices"

    def close(self) -> None:
        self.released.set()
        self.plug.close()


def silent_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        return int(port.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A fresh self-signed certificate for 127.0.0.1 and its key. Raises FileNotFoundError without openssl."""
    made, key = folder / "cert.pem", folder / "key.pem"
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    more = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(made)]
    subprocess.run([*asked, *more], check=True, capture_output=True)
    return made, key
