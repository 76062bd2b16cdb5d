"""Each step asks for what it needs; a signature always comes with its own field for the password."""

from __future__ import annotations

import pytest

from qh_console.ui.alert.forms import PASSWORD, approval_fields, fields_of
from tests.builders import CHIEF, REVIEW, office, plan

BOARD = office().board


@pytest.mark.parametrize(
    ("step", "has", "has_not"),
    [
        ("propose-issue", {"starts_at", "ends_at", "extent", "outlook", PASSWORD}, {"level", "reason"}),
        ("propose-raise", {"level", "reason", PASSWORD}, {"ecology_agrees"}),
        ("propose-lift", {"ecology_agrees", "meteorology_agrees", "reason"}, {"ends_at", "level"}),
        ("close", {"outcome"}, {PASSWORD}),
        ("return", {"by", "reason"}, set()),
        ("countersign", {"by", "number", PASSWORD}, set()),
        ("assess", set(), {PASSWORD}),
        ("issue", set(), {PASSWORD}),
    ],
)
def test_the_fields_of_a_step(step: str, has: set[str], has_not: set[str]) -> None:
    keys = {spec.key for spec in fields_of(step, BOARD, plan())}
    assert has <= keys
    assert not has_not & keys


def test_only_those_who_may_are_offered() -> None:
    by = next(spec for spec in approval_fields(BOARD, False) if spec.key == "by")
    assert [choice.key for choice in by.choices] == [CHIEF]
    back = next(spec for spec in fields_of("return", BOARD, plan()) if spec.key == "by")
    assert [choice.key for choice in back.choices] == [REVIEW, CHIEF]


def test_a_call_is_written_down_whole() -> None:
    keys = {spec.key for spec in approval_fields(BOARD, True)}
    assert {"spoke_to", "number", "called_at", "read_back", "absence", PASSWORD} <= keys
