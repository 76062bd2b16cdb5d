"""Which edition is in force on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qh_console.domain.pack import PlanPack
from qh_console.domain.pack_list import Packs
from tests.builders import plan


def edition(pack: PlanPack, id: str, begins: date, ends: date | None = None, provincial: bool = True) -> PlanPack:
    return replace(
        pack, id=id, effective_from=begins, effective_to=ends, is_provincial=provincial, is_default=id == "old"
    )


def test_the_edition_in_force_is_the_latest_provincial_one_that_covers_the_day() -> None:
    old = edition(plan(), "old", date(2020, 8, 18), date(2024, 4, 21))
    new = edition(plan(), "new", date(2024, 4, 22))
    guidance = edition(plan(), "guidance", date(2025, 1, 1), provincial=False)
    packs = Packs((old, new, guidance))
    days = [date(2019, 1, 1), date(2020, 8, 18), date(2024, 4, 21), date(2024, 4, 22), date(2026, 1, 1)]
    assert [packs.in_force(on).id for on in days] == ["old", "old", "old", "new", "new"]
    assert packs.default is old
    assert packs.ids == ("old", "new", "guidance")
    assert packs["guidance"] is guidance
    assert "new" in packs
    assert "newer" not in packs
