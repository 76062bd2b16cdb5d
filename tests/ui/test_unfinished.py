"""Which unfinished form the window opens again on."""

from __future__ import annotations

import pytest

from qh_console.ui.unfinished import kind_of, latest_form, room_of


@pytest.mark.parametrize(
    ("key", "room"),
    [
        ("alert/a1/propose-lift", "alert"),
        ("response/a1/task@unit", "response"),
        ("assessment/a1", "assessment"),
        ("outlook/630100", "outlook"),
        ("alert", ""),
        ("watch/entry", ""),
        ("", ""),
    ],
)
def test_a_draft_belongs_to_the_room_its_key_begins_with(key: str, room: str) -> None:
    assert room_of(key) == room


def test_the_form_typed_in_last_is_opened_and_those_without_a_room_are_passed_over() -> None:
    assert latest_form(["calls.acknowledged", "logbook/note", "alert/a1/issue"]) == "logbook/note"
    assert latest_form(["entry/first", "alert/a1/issue"]) == "entry/first"
    assert latest_form(["other/x", "calls.acknowledged"]) == latest_form([]) == ""


@pytest.mark.parametrize(
    ("key", "kind"), [("calls/reason/clock:x", "calls"), ("entry/accounts/", "entry"), ("entry", "")]
)
def test_forms_outside_every_room_are_told_apart(key: str, kind: str) -> None:
    assert (kind_of(key), room_of(key)) == (kind, "")
