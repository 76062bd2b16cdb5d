"""The drill's clock: by hand first, then by itself."""

from __future__ import annotations

from datetime import timedelta

from qh_console.services.drill import HandClock
from qh_console.services.drill_clock import DrillClock
from tests.builders import NOW


def test_it_stands_until_it_runs_and_then_no_hand_moves_it() -> None:
    real, clock = HandClock(NOW), DrillClock(NOW - timedelta(days=300))
    opened = NOW - timedelta(days=299)
    clock.move(opened)
    real.move(NOW + timedelta(seconds=5))
    assert clock() == opened
    clock.run(real, 180.0)
    assert clock() == opened
    real.move(NOW + timedelta(seconds=25))
    assert clock() == opened + timedelta(hours=1)
    clock.move(opened + timedelta(days=9))
    assert clock() == opened + timedelta(hours=1)
