"""One host over real HTTP on this machine: whatever it answers, the outcome is JSON or a worded problem."""

from __future__ import annotations

import gzip
import itertools
import zlib
from collections.abc import Iterator

import pytest

from qh_console.feeds.web import Unreachable, WebLimits, WebSource
from qh_console.problems import KnownProblem
from tests.feeds.conftest import Answer, Host

LIMITS = WebLimits(connect_seconds=1, read_seconds=0.3, whole_seconds=5, most_bytes=10_000, redirects=2)


@pytest.fixture
def web(host: Host) -> Iterator[WebSource]:
    source = WebSource("试验源", host.url, lambda: 0.0, LIMITS)
    yield source
    source.close()


def _problem(web: WebSource, path: str = "x") -> KnownProblem:
    with pytest.raises(KnownProblem) as caught:
        web.get_json(path, {})
    assert caught.value.what.startswith("试验源")
    assert caught.value.what_to_do
    return caught.value


def test_json_comes_through_with_query_and_method(web: WebSource, host: Host) -> None:
    host.says("/a/b?cityCode=630100", {"城": "西宁市"})
    assert web.get_json("a/b", {"cityCode": "630100"}) == {"城": "西宁市"}
    assert web.post_json("/a/b", {"cityCode": "630100"}) == {"城": "西宁市"}
    assert host.asked == ["GET /a/b?cityCode=630100", "POST /a/b?cityCode=630100"]


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_folded_answers_are_unfolded(web: WebSource, host: Host, encoding: str) -> None:
    body = gzip.compress(b"[1]") if encoding == "gzip" else zlib.compress(b"[1]")
    host.answers["/x"] = Answer(body, headers={"Content-Encoding": encoding})
    assert web.get_json("x", {}) == [1]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"oops", 500), "出错（500）"),
        (Answer(b"", 404), "出错（404）"),
        (Answer(b"<html>login</html>"), "不是应有的数据"),
        (Answer(b""), "不是应有的数据"),
        (Answer(b'{"a": NaN}'), "不是应有的数据"),
        (Answer("西宁".encode("gb18030")), "不是应有的数据"),
        (Answer(b"[" * 9_999), "不是应有的数据"),
        (Answer(b'{"a": ', promised=500), "中断"),
        (Answer(b"[" + b"1," * 5_000 + b"1]"), "过大"),
        (Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}), "过大"),
        (Answer(gzip.compress(b"[1]")[:-6], headers={"Content-Encoding": "gzip"}), "不完整"),
        (Answer(b"not gzip", headers={"Content-Encoding": "gzip"}), "已损坏"),
        (Answer(b"[1]", headers={"Content-Encoding": "br"}), "不认识"),
        (Answer(status=302, headers={"Location": "http://example.com/x"}), "别的地址（example.com）"),
        (Answer(status=302, headers={"Location": "//127.0.0.1:1/x"}), "别的地址"),
        (Answer(status=302, headers={"Location": "https://127.0.0.1/x"}), "别的地址"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "别的地址"),
        (Answer(status=302, headers={"Location": "/x"}), "一再转址"),
    ],
)
def test_whatever_else_it_says_is_refused_in_words(web: WebSource, host: Host, answer: Answer, said: str) -> None:
    host.answers["/x"] = answer
    assert said in _problem(web).what
    assert {request.split()[1] for request in host.asked} == {"/x"}


def test_a_move_on_the_same_host_is_followed(web: WebSource, host: Host) -> None:
    host.answers["/x"] = Answer(status=301, headers={"Location": "/y"})
    host.says("/y", [2])
    assert web.get_json("x", {}) == [2]


def test_nobody_there_and_no_answer_are_unreachable(silent_url: str, web: WebSource, host: Host) -> None:
    nobody = WebSource("试验源", silent_url, lambda: 0.0, LIMITS)
    assert isinstance(_problem(nobody), Unreachable)
    nobody.close()
    host.answers["/x"] = Answer(hangs=True)
    problem = _problem(web)
    assert isinstance(problem, Unreachable)
    assert "没有答复" in problem.what


def test_an_answer_that_trickles_is_given_up(host: Host) -> None:
    host.says("/x", [1])
    seconds = itertools.count(step=LIMITS.whole_seconds + 1)
    slow = WebSource("试验源", host.url, lambda: next(seconds), LIMITS)
    assert "太慢" in _problem(slow).what
    slow.close()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1", "http://", "file:///etc/passwd", ""])
def test_only_web_addresses_are_taken(url: str) -> None:
    with pytest.raises(KnownProblem, match="地址"):
        WebSource("试验源", url, lambda: 0.0)
