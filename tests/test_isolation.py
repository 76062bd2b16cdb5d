"""That conftest.py really keeps a test from the network, the home folder and the zone of the machine it runs on."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import OutsideNetwork, is_loopback


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org", b"example.org"])
def test_other_machines_are_out_of_reach(host: str | bytes) -> None:
    with pytest.raises(OutsideNetwork, match="127"):
        socket.getaddrinfo(host, 80)
    with socket.socket() as connection, pytest.raises(OutsideNetwork):
        connection.connect((host, 80))
    with socket.socket() as connection, pytest.raises(OutsideNetwork):
        connection.connect_ex((host, 80))


def test_a_client_that_survives_dead_feeds_does_not_survive_this() -> None:
    with pytest.raises(OutsideNetwork):
        httpx.get("http://192.0.2.1/", trust_env=False)


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()


@pytest.mark.parametrize("address", [("localhost", 1), ("127.0.0.9",), ("::1", 1, 0, 0), ("",), (None,), "/run/bus"])
def test_what_counts_as_this_machine(address: object) -> None:
    assert is_loopback(address)


def test_the_home_is_empty_and_temporary() -> None:
    named = [Path(os.environ[name]) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")]
    assert {folder.is_relative_to(Path.home()) for folder in named} == {True}
    assert not (Path.home() / ".bashrc").exists()


@pytest.mark.skipif(os.name == "nt", reason="no tzset")
def test_the_zone_is_nobodys() -> None:
    assert datetime(2026, 1, 10, tzinfo=UTC).astimezone().utcoffset() == timedelta(hours=-9, minutes=-30)


@given(st.integers())
def test_random_cases_are_the_same_on_every_run(number: int) -> None:
    assert isinstance(number, int)
    assert settings.default is not None
    assert settings.default.derandomize
    assert settings.default.deadline is None
