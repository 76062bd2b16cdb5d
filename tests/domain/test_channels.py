"""Channels by id, and waits that grow, stay bounded and never fall in step."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qh_console.channels import load_channels
from qh_console.domain.channels import RetrySettings
from qh_console.paths import resources_folder

CHANNELS = load_channels(resources_folder() / "channels.toml")
RETRY = RetrySettings(15.0, 2.0, 600.0, 0.3, 20)


def test_channels_and_bodies_are_found_by_id() -> None:
    assert CHANNELS["tv"].name == "电视"
    assert "tv" in CHANNELS
    assert "telex" not in CHANNELS
    assert CHANNELS.recipients["schools"].through == "education"
    assert CHANNELS["phone"].by_phone
    assert not CHANNELS["fax"].by_phone


def test_waits_double_up_to_the_longest() -> None:
    assert [RETRY.wait_seconds(n, 0.0) for n in (1, 2, 3, 7, 1000)] == [15.0, 30.0, 60.0, 600.0, 600.0]


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_a_wait_keeps_its_bounds(attempts: int, chance: float) -> None:
    whole = RETRY.wait_seconds(attempts, 0.0)
    assert 0.7 * whole - 1e-9 <= RETRY.wait_seconds(attempts, chance) <= whole <= 600.0
