"""Which unfinished form the window opens again on."""

from __future__ import annotations

import pytest

from qh_console.ui.unfinished import latest_form, room_of


@pytest.mark.parametrize(
    ("key", "room"),
    [
        ("alert/a1/propose-lift", "alert"),
        ("response/a1/task@unit", "response"),
        ("outlook/630100", "outlook"),
        ("alert", ""),
        ("watch/entry", ""),
        ("", ""),
    ],
)
def test_a_draft_belongs_to_the_room_its_key_begins_with(key: str, room: str) -> None:
    assert room_of(key) == room


def test_the_form_typed_in_last_is_opened_and_those_without_a_room_are_passed_over() -> None:
    assert latest_form(["entry/x", "logbook/note", "alert/a1/issue"]) == ("logbook", "logbook/note")
    assert latest_form(["entry/x"]) == latest_form([]) == ("", "")
