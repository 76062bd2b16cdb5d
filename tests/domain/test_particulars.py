"""What the engine recommended, read off a consultation for whoever issues."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.pack import Level
from qh_console.domain.particulars import GradeRecord, Scope
from tests.builders import HAIDONG, XINING, consultation


def grade(place: str, level: Level) -> GradeRecord:
    return GradeRecord(place, level, 0, 0, None, (), "")


@pytest.mark.parametrize(
    ("scope", "places", "grades", "province", "graded"),
    [
        (Scope.CITY, (XINING,), (grade(XINING, Level.RED),), Level.NONE, Level.RED),
        (Scope.CITY, (XINING,), (grade(XINING, Level.HINT), grade(HAIDONG, Level.RED)), Level.RED, Level.HINT),
        (Scope.CITY, (XINING,), (), Level.RED, Level.NONE),
        (Scope.PROVINCE, (XINING, HAIDONG), (grade(XINING, Level.RED),), Level.YELLOW, Level.YELLOW),
    ],
)
def test_a_city_goes_by_its_own_grade_and_the_province_by_its(
    scope: Scope, places: tuple[str, ...], grades: tuple[GradeRecord, ...], province: Level, graded: Level
) -> None:
    held = replace(consultation(), scope=scope, places=places, grades=grades, province_level=province)
    assert held.graded is graded
