"""A list goes in whole and sound or not at all (plan 4.1); a base once a year (4.3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qh_console.domain.emission_commands import EmissionCommand, EnterEmissionBase, EnterEmissionList
from qh_console.domain.emission_entry import MOST_REASONS
from qh_console.domain.emissions import DailyGrams, EmissionList
from tests.builders import DUTY, HAIDONG, office
from tests.emission_builders import BASE, PLANT, SITE, emission_list, to_register


@pytest.mark.parametrize(
    ("bend", "field", "said"),
    [
        ({"place": "999999"}, "place", "市州"),
        ({"sources": ()}, "sources", "没有污染源"),
        ({"dated_on": date(2026, 1, 10)}, "dated_on", "还没有到"),
        ({"sources": (PLANT, SITE, PLANT)}, "sources", "虚构水泥一厂（城东区）有2行"),
        ({"sources": (replace(PLANT, credit_code=""),)}, "credit_code", "虚构水泥一厂：工业源没有"),
    ],
)
def test_a_list_that_is_not_sound_stays_out(bend: dict[str, object], field: str, said: str) -> None:
    told: EmissionList = replace(emission_list(), **bend)  # type: ignore[arg-type]
    reason = office().refused(EnterEmissionList(DUTY, told)).reasons[0]
    assert (reason.field, reason.clause) == (field, "4.1")
    assert said in reason.text


def test_no_more_reasons_than_can_be_read() -> None:
    rows = tuple(replace(PLANT, name=f"虚构{k}厂", credit_code="") for k in range(MOST_REASONS + 5))
    assert len(office().refused(EnterEmissionList(DUTY, emission_list(*rows))).reasons) == MOST_REASONS


def test_the_list_in_force_is_not_entered_again_but_an_older_one_may_come_back() -> None:
    ledger = office(*to_register())
    again = EnterEmissionList(DUTY, replace(emission_list(), file="另存.csv", dated_on=date(2026, 1, 9)))
    assert "没有改动" in ledger.refused(again).reasons[0].text
    ledger.must(EnterEmissionList(DUTY, emission_list(PLANT)), again)


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"place": "999999"}, "place"),
        ({"year": 2027}, "year"),
        ({"year": 1999}, "year"),
        ({"grams": DailyGrams()}, "so2"),
    ],
)
def test_a_base_that_cannot_be_stays_out(bend: dict[str, object], field: str) -> None:
    base = replace(BASE, **bend)  # type: ignore[arg-type]
    reason = office().refused(EnterEmissionBase(DUTY, base)).reasons[0]
    assert (reason.field, reason.clause) == (field, "4.3")


def test_the_same_base_is_not_entered_twice() -> None:
    ledger = office(*to_register())
    again: EmissionCommand = EnterEmissionBase(DUTY, BASE)
    assert "没有改动" in ledger.refused(again).reasons[0].text
    ledger.must(
        EnterEmissionBase(DUTY, replace(BASE, year=2026)), EnterEmissionBase(DUTY, replace(BASE, place=HAIDONG))
    )
