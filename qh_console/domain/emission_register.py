"""The emission lists of all prefectures, every edition of each, folded from their acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from qh_console.domain.acts import Entry
from qh_console.domain.emission_acts import EmissionAct, EmissionBaseEntered, EmissionListEntered
from qh_console.domain.emissions import EmissionBase, EmissionList


@dataclass(frozen=True)
class HeldEmissionList:
    """An edition with who entered it and when; `id` names its place in the journal."""

    id: str
    list: EmissionList
    by: str
    at: datetime


@dataclass(frozen=True)
class HeldEmissionBase:
    id: str
    base: EmissionBase
    by: str
    at: datetime


@dataclass(frozen=True)
class EmissionRegister:
    """Plan 4.1, 4.3: by prefecture, oldest first; the last one counts."""

    lists: Mapping[str, tuple[HeldEmissionList, ...]] = field(default_factory=dict)
    bases: Mapping[str, tuple[HeldEmissionBase, ...]] = field(default_factory=dict)

    def current(self, place: str) -> HeldEmissionList | None:
        return next(reversed(self.lists.get(place, ())), None)

    def base_of(self, place: str) -> HeldEmissionBase | None:
        """The latest year's, as last entered."""
        held = self.bases.get(place, ())
        return max(reversed(held), key=lambda one: one.base.year, default=None)

    def edition(self, id: str) -> HeldEmissionList | None:
        return next((one for held in self.lists.values() for one in held if one.id == id), None)

    def until(self, at: datetime) -> EmissionRegister:
        """What was on record at `at`."""
        lists = {place: tuple(one for one in held if one.at <= at) for place, held in self.lists.items()}
        bases = {place: tuple(one for one in held if one.at <= at) for place, held in self.bases.items()}
        return EmissionRegister(lists, bases)


def take_emission(register: EmissionRegister, entry: Entry, act: EmissionAct) -> EmissionRegister | str:
    """The register after one act; otherwise why it cannot follow, which only a merge of two desks brings about."""
    id = f"{entry.desk}-{entry.seq}"
    match act:
        case EmissionListEntered():
            lists = register.lists.get(act.list.place, ())
            if act.replaces != _last(lists):
                return "两台工作站各登记了一版减排清单，先到的有效，请核对后重新导入"
            held = HeldEmissionList(id, act.list, entry.by, entry.at)
            return replace(register, lists={**register.lists, act.list.place: (*lists, held)})
        case EmissionBaseEntered():
            bases = register.bases.get(act.base.place, ())
            if act.replaces != _last(bases):
                return "两台工作站各登记了一次减排基数，先到的有效，请核对后重新登记"
            base = HeldEmissionBase(id, act.base, entry.by, entry.at)
            return replace(register, bases={**register.bases, act.base.place: (*bases, base)})
        case _:
            assert_never(act)


def _last(held: tuple[HeldEmissionList, ...] | tuple[HeldEmissionBase, ...]) -> str:
    return held[-1].id if held else ""
