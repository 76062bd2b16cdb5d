"""The register's papers say what the record held when they were asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.emission_commands import EnterEmissionList
from qh_console.domain.emission_ratios import RatioVerdict
from qh_console.domain.emissions import Pollutant
from qh_console.domain.pack import Level
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.frozen_emissions import (
    board_numbers,
    emission_board,
    emission_summary,
    planned_percents,
    planned_words,
)
from qh_console.services.frozen_parts import Frame
from tests.builders import DUTY, HAIDONG, NOW, XINING, Ledger, office, plan
from tests.emission_builders import HEATING, PLANT, SITE, SOURCES, emission_list, to_register

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def frame(ledger: Ledger) -> Frame:
    return Frame(ledger.board, plan(), PLACES, False)


def edition(ledger: Ledger) -> str:
    held = ledger.board.emissions.current(XINING)
    assert held is not None
    return held.id


def test_a_summary_is_of_its_edition_though_a_newer_one_is_in_force() -> None:
    ledger = office(*to_register())
    first = edition(ledger)
    ledger.must(EnterEmissionList(DUTY, emission_list(PLANT)))
    told = emission_summary(frame(ledger), first, NOW)
    assert (told.place, told.sources, told.base_year, told.edition) == ("西宁市", SOURCES, 2025, first)
    assert len(emission_summary(frame(ledger), edition(ledger), NOW).sources) == 1


def test_ratios_are_told_as_they_were_judged() -> None:
    told = emission_summary(frame(office(*to_register())), "d1-5", NOW)
    assert [row.level.response for row in told.ratios[::4]] == ["Ⅲ", "Ⅱ", "Ⅰ"]
    first = told.ratios[0]
    assert (first.pollutant, first.base, first.reduction, first.percent, first.required) == (
        "二氧化硫", "100", "12.02", "12.02", "10",
    )  # fmt: skip
    assert told.shortfalls == sum(row.verdict == RatioVerdict.SHORT.label for row in told.ratios)
    without = emission_summary(frame(office(to_register()[0])), "d1-5", NOW)
    assert {(row.base, row.percent, row.verdict, row.short) for row in without.ratios} == {("—", "—", "无基数", "—")}


def test_a_board_is_an_enterprises_alone() -> None:
    ledger = office(*to_register())
    told = emission_board(frame(ledger), edition(ledger), 1, True, NOW)
    assert (told.source, told.supervisor, told.on_a3) == (HEATING, HEATING.supervisor, True)
    assert told.hotline == plan().office.hotline
    assert board_numbers(SOURCES) == (0, 1)
    for number in (2, -1, 99):
        with pytest.raises(KnownProblem, match="不是工业企业"):
            emission_board(frame(ledger), edition(ledger), number, False, NOW)


def test_a_board_without_a_supervisor_names_the_headquarters() -> None:
    ledger = office(EnterEmissionList(DUTY, emission_list(replace(PLANT, supervisor=""))))
    assert emission_board(frame(ledger), edition(ledger), 0, False, NOW).supervisor == plan().headquarters(XINING).name


@pytest.mark.parametrize("make", [emission_summary, lambda f, e, at: emission_board(f, e, 0, False, at)])
def test_an_edition_that_is_not_on_record_has_no_paper(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KnownProblem, match="没有这一版"):
        make(frame(office()), "d9-1", NOW)


def test_what_is_planned_is_of_the_list_in_force_then() -> None:
    told = frame(office(*to_register()))
    assert planned_words(told, XINING, Level.YELLOW, NOW) == (
        "黄色级别按西宁2025年10月15日版减排清单，计划日减排SO₂ 12.02、NOx 26.55、颗粒物 75.125、VOCs 6.4千克/日"
    )
    assert planned_words(told, XINING, Level.HINT, NOW) == ""
    assert planned_words(told, HAIDONG, Level.RED, NOW) == ""
    assert planned_words(told, XINING, Level.RED, NOW - timedelta(hours=1)) == ""
    assert planned_words(frame(office(EnterEmissionList(DUTY, emission_list(SITE)))), XINING, Level.RED, NOW)


def test_planned_ratios_are_of_the_list_and_base_in_force_then() -> None:
    told = frame(office(*to_register()))
    found = planned_percents(told, XINING, Level.YELLOW, NOW)
    assert found == {Pollutant.SO2: 12.02, Pollutant.NOX: 13.27, Pollutant.PM: 25.04, Pollutant.VOCS: 12.8}
    assert planned_percents(told, XINING, Level.YELLOW, NOW - timedelta(hours=1)) == {}
    assert planned_percents(frame(office(to_register()[0])), XINING, Level.YELLOW, NOW) == {}
