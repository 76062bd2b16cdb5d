"""Texts to an interface over HTTP: one configured address, never led elsewhere, and clear about what is uncertain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from qh_console.problems import KnownProblem
from qh_console.senders.parcel import Delivery, Parcel, later, refused, sent, unknown

_TRY_LATER = frozenset({408, 425, 429, 503})
"""Answers by which a server says that it has not taken the request (RFC 9110 15.5, 15.6.4, RFC 6585)."""


@dataclass(frozen=True)
class WebhookAddress:
    """Seconds to connect, for any next byte, for a whole answer; most bytes of an answer that are read."""

    url: str
    token: str = field(default="", repr=False)
    connect_seconds: float = 5.0
    step_seconds: float = 15.0
    whole_seconds: float = 60.0
    most_bytes: int = 64 * 1024


class WebhookSender:
    """One POST a parcel, with the same Idempotency-Key at every attempt. `stopwatch` counts seconds."""

    def __init__(self, address: WebhookAddress, stopwatch: Callable[[], float]) -> None:
        """Raises KnownProblem where the address is not http(s)."""
        parts = urlsplit(address.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise KnownProblem(f"接口地址“{address.url}”不对", "请在办公室设置中改为 http:// 或 https:// 开头的地址")
        self._address = address
        self._stopwatch = stopwatch
        waits = httpx.Timeout(address.step_seconds, connect=address.connect_seconds)
        self._client = httpx.Client(timeout=waits, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def send(self, parcel: Parcel) -> Delivery:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "Idempotency-Key": parcel.idempotency_key,
        }
        if self._address.token:
            headers["Authorization"] = f"Bearer {self._address.token}"
        started = self._stopwatch()
        try:
            with self._client.stream("POST", self._address.url, content=parcel.as_json, headers=headers) as response:
                return self._read(response, started)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return later("接口连不上")
        except httpx.TimeoutException:
            return unknown("接口没有答复")
        except (httpx.HTTPError, httpx.InvalidURL):
            return unknown("接口的答复中断")

    def _read(self, response: httpx.Response, started: float) -> Delivery:
        code = response.status_code
        if 300 <= code < 400:
            return refused(f"接口要转到别的地址（{code}），没有照办")
        if code in _TRY_LATER:
            return later(f"接口暂不接收（{code}）")
        if 400 <= code < 500:
            return refused(f"接口拒收（{code}）")
        if code >= 500:
            return unknown(f"接口出错（{code}）")
        return self._heard_out(response, started)

    def _heard_out(self, response: httpx.Response, started: float) -> Delivery:
        """A success counts once its answer is whole; of one that is too long or too slow the status is enough."""
        code, read = response.status_code, 0
        for piece in response.iter_raw():
            read += len(piece)
            is_slow = self._stopwatch() - started > self._address.whole_seconds
            if read > self._address.most_bytes or is_slow:
                break
        return sent(f"接口已收下（{code}）")
