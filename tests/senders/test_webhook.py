"""Requests to a real interface: taken, turned down, put off, or of unknown outcome; never led to another host."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from qh_console.domain.dispatches import SendState
from qh_console.problems import KnownProblem
from qh_console.senders.parcel import Delivery, Parcel
from qh_console.senders.webhook import WebhookAddress, WebhookSender
from tests.senders.servers import HookHost, Reply, silent_port


def send(url: str, parcel: Parcel, **more: Any) -> Delivery:
    address = WebhookAddress(url, **({"connect_seconds": 0.3, "step_seconds": 0.3} | more))
    sender = WebhookSender(address, time.monotonic)
    try:
        return sender.send(parcel)
    finally:
        sender.close()


def test_the_text_arrives_once_with_its_key(hook_host: HookHost, parcel: Parcel) -> None:
    delivery = send(hook_host.url, parcel, token="geheim")
    assert (delivery.state, delivery.answer) == (SendState.SENT, "接口已收下（200）")
    assert json.loads(hook_host.bodies[0])["text"] == parcel.body
    assert hook_host.took == {parcel.idempotency_key: 1}
    assert hook_host.headers[0]["Authorization"] == "Bearer geheim"
    assert "geheim" not in repr(WebhookAddress(hook_host.url, "geheim"))


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply(202), SendState.SENT),
        (Reply(400), SendState.FAILED),
        (Reply(401), SendState.FAILED),
        (Reply(429), SendState.WAITING),
        (Reply(503), SendState.WAITING),
        (Reply(500), SendState.UNKNOWN),
        (Reply(504), SendState.UNKNOWN),
        (Reply(302, headers={"Location": "/other"}), SendState.FAILED),
        (Reply(hang=True), SendState.UNKNOWN),
        (Reply(drop=True), SendState.UNKNOWN),
        (Reply(200, b"half", promised=4000), SendState.UNKNOWN),
        (Reply(200, b"x" * 300_000), SendState.SENT),
    ],
)
def test_what_each_answer_means(hook_host: HookHost, parcel: Parcel, reply: Reply, state: SendState) -> None:
    hook_host.reply = reply
    delivery = send(hook_host.url, parcel)
    assert delivery.state is state
    assert delivery.answer
    assert hook_host.took == {parcel.idempotency_key: 1}


def test_a_redirect_elsewhere_is_not_followed(hook_host: HookHost, parcel: Parcel) -> None:
    other = HookHost()
    try:
        hook_host.reply = Reply(307, headers={"Location": other.url})
        delivery = send(hook_host.url, parcel)
        assert delivery.state is SendState.FAILED
        assert "没有照办" in delivery.answer
        assert other.took == {}
    finally:
        other.close()


def test_nobody_there(parcel: Parcel) -> None:
    assert send(f"http://127.0.0.1:{silent_port()}/", parcel).state is SendState.WAITING


@pytest.mark.parametrize("url", ["ftp://x/", "file:///etc/passwd", "http://", "http://user:word@host/"])
def test_only_http_addresses_without_a_login_in_them(url: str) -> None:
    with pytest.raises(KnownProblem, match="接口地址"):
        WebhookSender(WebhookAddress(url), time.monotonic)
