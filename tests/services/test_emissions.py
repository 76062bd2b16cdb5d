"""Lists come in whole, edition by edition; the good part of a bad one waits for a word; what goes out comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qh_console.domain.emission_commands import EnterEmissionBase
from qh_console.domain.emission_ratios import RatioVerdict
from qh_console.domain.emissions import EmissionList
from qh_console.domain.verdicts import Refused
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.drill import HandClock
from qh_console.services.emissions import EmissionLists, derive_place_emissions, write_emissions
from qh_console.services.office import Office
from qh_console.store.database import Database
from tests.builders import DUTY, HAIDONG, NOW, XINING, plan
from tests.emission_builders import BASE, PLANT, SOURCES, emission_list
from tests.services.offices import open_office, staffed

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


@pytest.fixture
def office(record: Database, clock: HandClock) -> Office:
    return staffed(open_office(record, clock))


@pytest.fixture
def lists(office: Office) -> EmissionLists:
    return EmissionLists(office, PLACES)


def written(path: Path, *told: EmissionList) -> Path:
    write_emissions(path, told or (emission_list(),), PLACES)
    return path


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_exported_is_read_back_as_it_was_and_a_second_time_changes_nothing(
    office: Office, lists: EmissionLists, tmp_path: Path, suffix: str
) -> None:
    path = written(tmp_path / f"虚构清单.{suffix}")
    taken = lists.take(path, DUTY, "", NOW)
    assert (taken.entered, taken.unchanged, taken.faults) == (((XINING, 4),), (), ())
    held = office.board.emissions.current(XINING)
    assert held is not None
    assert (held.list.sources, held.list.dated_on, held.list.file) == (SOURCES, date(2025, 10, 15), path.name)
    before = office.board.length
    again = lists.take(path, DUTY, "", NOW)
    assert (again.entered, again.unchanged) == ((), (XINING,))
    assert office.board.length == before


def test_a_bad_row_keeps_the_file_out_until_the_good_ones_are_confirmed(
    office: Office, lists: EmissionLists, tmp_path: Path
) -> None:
    bad = replace(PLANT, name="虚构坏厂", credit_code="")
    path = written(tmp_path / "虚构清单.csv", emission_list(*SOURCES, bad))
    taken = lists.take(path, DUTY, "", NOW)
    assert (taken.entered, taken.refused) == ((), 1)
    assert "第6行 “统一社会信用代码”列" in str(taken.faults[0])
    assert office.board.emissions.current(XINING) is None
    assert lists.take(path, DUTY, "", NOW, good_part=True).entered == ((XINING, 4),)


def test_a_list_shorter_than_the_one_in_force_waits_until_somebody_has_looked(
    office: Office, lists: EmissionLists, tmp_path: Path
) -> None:
    lists.take(written(tmp_path / "虚构清单.csv"), DUTY, "", NOW)
    part = written(tmp_path / "一部分.csv", emission_list(*SOURCES[:2]))
    taken = lists.take(part, DUTY, "", NOW)
    assert (taken.entered, taken.waits) == ((), True)
    (fault,) = taken.faults
    assert "西宁市现行清单有4个源，这份只有2个" in str(fault)
    assert all(source.name in str(fault) for source in SOURCES[2:])
    held = office.board.emissions.current(XINING)
    assert held is not None
    assert held.list.sources == SOURCES
    confirmed = lists.take(part, DUTY, "", NOW, good_part=True)
    assert (confirmed.entered, confirmed.waits) == (((XINING, 2),), False)


def test_one_file_may_hold_several_prefectures_and_rows_without_one_go_where_they_are_read_in(
    office: Office, lists: EmissionLists, tmp_path: Path
) -> None:
    east = replace(PLANT, county="平安区")
    path = written(tmp_path / "虚构清单.csv", emission_list(), emission_list(east, place=HAIDONG))
    text = path.read_text("utf-8-sig").replace("西宁市", "").replace("2025-10-15", "")
    path.write_text(text, encoding="utf-8")
    assert lists.take(path, DUTY, XINING, NOW).entered == ((XINING, 4), (HAIDONG, 1))
    held = office.board.emissions.current(HAIDONG)
    assert held is not None
    assert held.list.dated_on == date(2026, 1, 9), "without a date of its own it is dated by the day it came in"


def test_what_the_rules_refuse_is_told(lists: EmissionLists, tmp_path: Path) -> None:
    path = written(tmp_path / "虚构清单.csv", emission_list(on=date(2027, 1, 1)))
    taken = lists.take(path, DUTY, "", NOW)
    assert taken.entered == ()
    assert "西宁市：清单日期还没有到" in str(taken.faults[0])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"\xff\xfex"])
def test_a_file_that_cannot_be_read_is_told(lists: EmissionLists, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "虚构清单.xlsx"
    path.write_bytes(content)
    assert lists.take(path, DUTY, "", NOW).faults
    assert "没有这个文件" in str(lists.take(tmp_path / "无.csv", DUTY, "", NOW).faults[0])


def test_how_a_prefecture_stands(office: Office, lists: EmissionLists, tmp_path: Path) -> None:
    assert derive_place_emissions(office.board, plan(), XINING).lines == ()
    lists.take(written(tmp_path / "虚构清单.csv"), DUTY, "", NOW)
    without = derive_place_emissions(office.board, plan(), XINING)
    assert {line.verdict for line in without.lines} == {RatioVerdict.NO_BASE}
    assert not isinstance(office.submit(EnterEmissionBase(DUTY, BASE)), Refused)
    found = derive_place_emissions(office.board, plan(), XINING)
    assert found.base is not None
    assert len(found.lines) == 12
    assert {line.verdict for line in found.lines} >= {RatioVerdict.REACHED}
