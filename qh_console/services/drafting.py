"""Unfinished forms as frozen values: kept as JSON at every edit, read back after a restart, gone once done."""

from __future__ import annotations

from typing import TypeVar

from qh_console.domain.clock import Clock
from qh_console.store.codec import from_json_text, json_text
from qh_console.store.drafts import Draft, Drafts

T = TypeVar("T")


class Drafting:
    """Called on the drafts' own runner only."""

    def __init__(self, drafts: Drafts, clock: Clock) -> None:
        self._drafts = drafts
        self._clock = clock

    def save(self, key: str, officer: str, value: object) -> None:
        """`value` is a frozen dataclass; it is on the disk when this returns."""
        self._drafts.save(Draft(key, officer, json_text(value), self._clock()))

    def load(self, key: str, kind: type[T]) -> T | None:
        """The form as it was left; None where there is none, or where its shape is no longer this version's."""
        draft = self._drafts.load(key)
        if draft is None:
            return None
        try:
            return from_json_text(kind, draft.body)
        except (ValueError, TypeError, KeyError):
            return None

    def discard(self, key: str) -> None:
        self._drafts.discard(key)

    def keys(self) -> tuple[str, ...]:
        """Of every form left unfinished, the latest first."""
        return tuple(draft.key for draft in self._drafts.list())
