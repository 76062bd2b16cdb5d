"""Servers and a parcel for every test of the senders."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qh_console.domain.dispatches import DispatchKey
from qh_console.senders.parcel import Parcel
from tests.builders import NOW
from tests.senders.servers import HookHost, MailHost


@pytest.fixture
def parcel() -> Parcel:
    key = DispatchKey("青重污应急〔2026〕1号", "email", "police/liaison")
    return Parcel(
        key, "a1", "liaison@example.invalid", "发布重污染天气橙色预警", "西宁市：1月9日20时起。\n第二行。", NOW
    )


@pytest.fixture
def mail_host() -> Iterator[MailHost]:
    host = MailHost()
    yield host
    host.close()


@pytest.fixture
def hook_host() -> Iterator[HookHost]:
    host = HookHost()
    yield host
    host.close()
