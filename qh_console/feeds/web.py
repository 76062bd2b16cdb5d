"""One host of the outside world over HTTP: bounded in time and size, never led elsewhere, JSON or a KnownProblem."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

import httpx

from qh_console.problems import KnownProblem

_CHECK_LATER = "稍后自动重试；一直不好请检查网络和地址设置"
_TELL_SOURCE = "稍后自动重试；一直不好请联系数据提供方"


class Unreachable(KnownProblem):
    """Nothing came back at all; asking the same host again at once would only wait again."""


@dataclass(frozen=True)
class WebLimits:
    """Seconds to connect, to wait for any next byte, and for a whole answer; bytes an answer may unfold to."""

    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    whole_seconds: float = 20.0
    most_bytes: int = 4 * 2**20
    redirects: int = 3


class WebSource:
    """Asks one origin (scheme, host, port), given by the configuration, and no other."""

    def __init__(self, name: str, url: str, stopwatch: Callable[[], float], limits: WebLimits | None = None) -> None:
        """`stopwatch` counts seconds; raises KnownProblem where `url` is not http(s)."""
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise KnownProblem(f"{name}的地址“{url}”不对", "请在办公室设置中改为 http:// 或 https:// 开头的地址")
        self.name = name
        self._base = httpx.URL(url.rstrip("/") + "/")
        self._limits = limits or WebLimits()
        self._stopwatch = stopwatch
        waits = httpx.Timeout(self._limits.read_seconds, connect=self._limits.connect_seconds)
        self._client = httpx.Client(timeout=waits, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def get_json(self, path: str, query: Mapping[str, str]) -> Any:
        """The answer to GET; raises KnownProblem, Unreachable where nothing answers."""
        return self._json(self._ask("GET", path, query))

    def post_json(self, path: str, query: Mapping[str, str]) -> Any:
        """The answer to POST with an empty body; raises as `get_json`."""
        return self._json(self._ask("POST", path, query))

    def _ask(self, method: str, path: str, query: Mapping[str, str]) -> bytes:
        url = self._base.join(path.lstrip("/")).copy_merge_params(query)
        started = self._stopwatch()
        for _ in range(self._limits.redirects + 1):
            answer = self._once(method, url, started)
            if isinstance(answer, bytes):
                return answer
            url = self._on_host(url.join(answer))
        raise self._refused("一再转址")

    def _once(self, method: str, url: httpx.URL, started: float) -> bytes | str:
        """The body, or where it has moved to."""
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip"}
        try:
            with self._client.stream(method, url, headers=headers) as response:
                if response.is_redirect:
                    return response.headers["Location"]
                if response.status_code != 200:
                    raise self._refused(f"答复出错（{response.status_code}）")
                return b"".join(self._unfolded(response, started))
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise Unreachable(f"{self.name}连不上", _CHECK_LATER) from None
        except httpx.TimeoutException:
            raise Unreachable(f"{self.name}没有答复", _CHECK_LATER) from None
        except (httpx.HTTPError, httpx.InvalidURL):
            raise KnownProblem(f"{self.name}的答复中断", _TELL_SOURCE) from None

    def _unfolded(self, response: httpx.Response, started: float) -> Iterator[bytes]:
        """The body piece by piece, unfolded no further than the limit."""
        kind = response.headers.get("Content-Encoding", "identity").strip().lower()
        if kind not in ("identity", "gzip", "deflate"):
            raise self._refused("答复的压缩方式不认识")
        unfold = None if kind == "identity" else zlib.decompressobj(zlib.MAX_WBITS | 32)
        left = self._limits.most_bytes
        for folded in response.iter_raw():
            try:
                piece = folded if unfold is None else unfold.decompress(folded, left + 1)
            except zlib.error:
                raise self._refused("答复的压缩内容已损坏") from None
            left -= len(piece)
            if left < 0:
                raise self._refused("答复过大")
            if self._stopwatch() - started > self._limits.whole_seconds:
                raise Unreachable(f"{self.name}答复太慢", _CHECK_LATER)
            yield piece
        if unfold is not None and not unfold.eof:
            raise self._refused("答复不完整")

    def _on_host(self, url: httpx.URL) -> httpx.URL:
        here, there = self._base, url
        if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
            raise self._refused(f"要转到别的地址（{there.host}）")
        return url

    def _json(self, body: bytes) -> Any:
        try:
            return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise self._refused("答复不是应有的数据") from None

    def _refused(self, what: str) -> KnownProblem:
        return KnownProblem(f"{self.name}{what}，没有采用", _TELL_SOURCE)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)
