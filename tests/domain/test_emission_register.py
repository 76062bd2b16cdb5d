"""Editions follow one another and stay readable; what two desks entered at once is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from qh_console.domain.emission_acts import EmissionBaseEntered, EmissionListEntered
from qh_console.domain.emission_commands import EnterEmissionBase, EnterEmissionList
from tests.builders import DUTY, HAIDONG, NOW, XINING, office
from tests.emission_builders import BASE, PLANT, SITE, emission_list, to_register


def test_a_new_edition_replaces_the_former_which_stays_readable() -> None:
    ledger = office(*to_register())
    first = ledger.board.emissions.current(XINING)
    assert first is not None
    assert (first.by, first.at, first.list) == (DUTY, NOW, emission_list())
    ledger.now += timedelta(days=1)
    ledger.must(EnterEmissionList(DUTY, emission_list(PLANT, on=date(2026, 1, 10))))
    register = ledger.board.emissions
    current = register.current(XINING)
    assert current is not None
    assert current.list.sources == (PLANT,)
    assert register.lists[XINING] == (first, current)
    assert (register.edition(first.id), register.edition(current.id)) == (first, current)
    assert register.until(NOW).current(XINING) == first
    assert register.until(NOW - timedelta(seconds=1)).current(XINING) is None
    assert isinstance(act := ledger.entries[-1].act, EmissionListEntered)
    assert act.replaces == first.id


def test_prefectures_do_not_touch_one_another() -> None:
    register = office(*to_register()).board.emissions
    assert register.current(HAIDONG) is None
    assert register.base_of(HAIDONG) is None
    assert register.edition("d9-9") is None


def test_the_base_of_the_latest_year_counts_as_last_entered() -> None:
    ledger = office(*to_register())
    earlier = replace(BASE, year=2024)
    corrected = replace(BASE, grams=replace(BASE.grams, so2=90_000))
    for base, counts in ((earlier, BASE), (corrected, corrected)):
        ledger.must(EnterEmissionBase(DUTY, base))
        held = ledger.board.emissions.base_of(XINING)
        assert held is not None
        assert held.base == counts
    assert [one.base for one in ledger.board.emissions.bases[XINING]] == [BASE, earlier, corrected]
    held = ledger.board.emissions.until(NOW).base_of(XINING)
    assert held is not None


def test_two_desks_that_entered_at_once_are_named_and_the_first_stands() -> None:
    ledger = office(*to_register())
    before = ledger.board.emissions
    ledger.record(EmissionListEntered(emission_list(SITE), ""), DUTY)
    ledger.record(EmissionBaseEntered(replace(BASE, year=2026), ""), DUTY)
    assert ledger.board.emissions == before
    assert [odd.why[:9] for odd in ledger.board.irregular] == ["两台工作站各登记了"] * 2
