"""Forms left unfinished: where each belongs, so that the window opens again on the one last typed in."""

from __future__ import annotations

from collections.abc import Sequence

REOPENED = frozenset({"alert", "outlook", "response", "registers", "logbook"})
"""Rooms that open a form by the key of its draft, which begins with theirs."""


def room_of(key: str) -> str:
    """The room of a draft's key, such as alert/a1/propose-lift; empty for one that no room opens by itself."""
    kind, slash, _ = key.partition("/")
    return kind if slash and kind in REOPENED else ""


def latest_form(keys: Sequence[str]) -> tuple[str, str]:
    """Room and key of the form typed in last; `keys` are the latest first."""
    return next(((room, key) for key in keys if (room := room_of(key))), ("", ""))
