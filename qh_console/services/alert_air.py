"""The 36 h clock of every standing alert, read from the air: of an alert's places the one that is clear last."""

from __future__ import annotations

from collections.abc import Mapping

from qh_console.domain.board import Board
from qh_console.domain.clearing import ClearClock
from qh_console.services.watch import Air


def air_facts(board: Board, air: Air) -> Mapping[str, ClearClock]:
    """What `derive_clocks` asks of the air, by alert; an alert with a place nobody foretells has none."""
    found = {}
    for alert in board.standing:
        clocks = []
        for place in alert.places:
            seen = air.places.get(place)
            if seen is not None and seen.advice is not None:
                clocks.append(seen.advice.lift_clock)
        if clocks and len(clocks) == len(alert.places):
            found[alert.id] = min(clocks, key=lambda clock: clock.clear_hours)
    return found
