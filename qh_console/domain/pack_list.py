"""The editions of the plan at hand, and which of them is in force on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from qh_console.domain.pack import PlanPack


@dataclass(frozen=True)
class Packs:
    """Every edition at hand, in order of effect; exactly one is the default."""

    items: tuple[PlanPack, ...]

    def __getitem__(self, pack_id: str) -> PlanPack:
        return self._by_id[pack_id]

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in self._by_id

    @cached_property
    def _by_id(self) -> dict[str, PlanPack]:
        return {p.id: p for p in self.items}

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(p.id for p in self.items)

    @cached_property
    def default(self) -> PlanPack:
        return next(p for p in self.items if p.is_default)

    def in_force(self, on: date) -> PlanPack:
        """The latest provincial edition in effect on `on`; the default where none is."""
        valid = [
            p
            for p in self.items
            if p.is_provincial and p.effective_from <= on and (p.effective_to is None or on <= p.effective_to)
        ]
        return max(valid, key=lambda p: p.effective_from, default=self.default)
