"""Forms left unfinished: where each belongs, so that the window opens again on the one last typed in."""

from __future__ import annotations

from collections.abc import Sequence

REOPENED = frozenset({"alert", "outlook", "response", "papers", "registers", "assessment", "logbook"})
"""Rooms that open a form by the key of its draft, which begins with theirs."""
ENTRY, CALLS = "entry", "calls"
"""What begins the keys of forms that belong to no room: the sheet of accounts, the answer to what calls."""


def room_of(key: str) -> str:
    """The room of a draft's key, such as alert/a1/propose-lift; empty for one that no room opens by itself."""
    kind = kind_of(key)
    return kind if kind in REOPENED else ""


def kind_of(key: str) -> str:
    """What a draft's key begins with; empty for what is kept in the same way and is no form."""
    kind, slash, _ = key.partition("/")
    return kind if slash and kind in REOPENED | {ENTRY, CALLS} else ""


def latest_form(keys: Sequence[str]) -> str:
    """Key of the form typed in last, empty for none; `keys` are the latest first."""
    return next((key for key in keys if kind_of(key)), "")
