"""值班表 says what the roster held for the days asked for, and what is not covered."""

from __future__ import annotations

from datetime import date

import pytest

from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.frozen_parts import Frame
from qh_console.services.frozen_roster import duty_roster
from tests.builders import NOW, office, plan
from tests.roster_builders import to_roster

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def test_the_days_asked_for_and_no_others() -> None:
    frame = Frame(office(*to_roster(4)).board, plan(), PLACES, False)
    told = duty_roster(frame, date(2026, 1, 10), date(2026, 1, 11), NOW)
    assert [(line.on.day, line.shift, line.leader, line.officers) for line in told.lines] == [
        (10, "8:00—20:00", "样本甲", ("样本3", "样本丙")),
        (10, "20:00—次日8:00", "样本甲", ("样本4", "样本丙")),
    ]
    assert told.faults == ("1月11日8:00—24:00无人值班",)


def test_without_a_shift_there_is_no_paper() -> None:
    frame = Frame(office(*to_roster(2)).board, plan(), PLACES, False)
    with pytest.raises(KnownProblem, match="还没有排班"):
        duty_roster(frame, date(2026, 1, 11), date(2026, 1, 12), NOW)
