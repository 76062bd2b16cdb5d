"""Every telling is kept, the right one counts, and telling again changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain.clock import HOUR
from qh_console.domain.readings import SIX, Floats, Indicator, Reading
from qh_console.store.database import Database, open_database
from qh_console.store.readings import Added, ReadingStore

T0 = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
XINING, HAIDONG = "630100", "630200"


@pytest.fixture
def store(record: Database) -> ReadingStore:
    return ReadingStore(record)


def told(
    hour: int = 0,
    pm25: float = 80.0,
    *,
    source: str = "cnemc",
    place: str = XINING,
    later: int = 0,
    aqi: int | None = None,
) -> Reading:
    received_at = T0 + timedelta(hours=hour, minutes=20 + later)
    return Reading(place, T0 + hour * HOUR, {Indicator.PM25: pm25}, source, received_at, aqi)


def pm25(store: ReadingStore, hours: int = 3, **named: tuple[str, ...]) -> list[float | None]:
    found = store.series(XINING, T0, T0 + (hours - 1) * HOUR, **named).values[Indicator.PM25]
    return [None if np.isnan(value) else float(value) for value in found]


def test_what_was_told_is_read_back_to_the_last_digit(store: ReadingStore) -> None:
    values = {indicator: 0.1 + 35.3 * n for n, indicator in enumerate(Indicator)}
    reading = Reading(XINING, T0, values, "cnemc", T0 + timedelta(microseconds=7), 321)
    assert store.add([reading]) == Added(new=1)
    assert store.tellings(XINING, T0) == (reading,)
    assert store.newest(XINING) == reading


def test_telling_it_again_changes_nothing(store: ReadingStore) -> None:
    readings = [told(hour, 80.0 + hour) for hour in range(3)]
    assert store.add(readings) == Added(new=3)
    assert store.add([replace(r, received_at=r.received_at + HOUR) for r in readings]) == Added(unchanged=3)
    assert store.add(readings + readings) == Added(unchanged=6)


def test_a_later_telling_counts_and_the_earlier_one_is_kept(store: ReadingStore) -> None:
    first, second = told(0, 80.0), told(0, 95.0, later=30)
    assert store.add([first, second]) == Added(new=1, changed=1)
    assert pm25(store, 1) == [95.0]
    assert store.tellings(XINING, T0) == (first, second)
    assert store.add([replace(first, received_at=T0 + 3 * HOUR)]) == Added(changed=1)
    assert pm25(store, 1) == [80.0]


def test_a_published_aqi_alone_is_a_reading_and_its_change_is_one(store: ReadingStore) -> None:
    bare = Reading(XINING, T0, {}, "cnemc", T0, 210)
    assert store.add([bare]) == Added(new=1)
    assert store.add([replace(bare, aqi=211)]) == Added(changed=1)
    series = store.series(XINING, T0, T0)
    assert series.aqi is not None
    assert series.aqi.tolist() == [211.0]


def test_a_figure_that_is_no_number_is_no_figure(store: ReadingStore) -> None:
    store.add([told(0, float("nan"))])
    assert store.tellings(XINING, T0)[0].values == {}
    assert store.add([replace(told(0), values={})]) == Added(unchanged=1)


def test_series_covers_every_hour_asked_for(store: ReadingStore) -> None:
    store.add([told(0, 80.0), told(2, 82.0), told(3, 83.0), told(1, 99.0, place=HAIDONG)])
    assert pm25(store, 3) == [80.0, None, 82.0]
    series = store.series(XINING, T0 - HOUR, T0 + timedelta(minutes=59))
    assert (series.place, series.first_at, series.hours) == (XINING, T0 - HOUR, 2)
    assert set(series.values) == set(SIX)
    assert series.aqi is None
    assert all(len(values) == 2 for values in series.values.values())


def test_where_nothing_was_told_the_hours_are_there_and_empty(store: ReadingStore) -> None:
    series = store.series(XINING, T0, T0 + 9 * HOUR)
    assert series.hours == 10
    assert all(np.isnan(values).all() for values in series.values.values())
    assert store.series(XINING, T0, T0 - HOUR).hours == 0
    assert store.newest(XINING) is None
    assert store.latest_at() is None


def test_a_named_source_goes_before_a_later_telling(store: ReadingStore) -> None:
    store.add([told(0, 1.0, source="a"), told(0, 2.0, source="b", later=5), told(0, 3.0, source="c", later=9)])
    store.add([told(1, 4.0, source="b"), told(1, 5.0, source="c", later=1), told(2, 6.0, source="c")])
    assert pm25(store) == [3.0, 5.0, 6.0]
    assert pm25(store, source_order=("a", "b")) == [1.0, 4.0, 6.0]
    newest = store.newest(XINING, T0 + HOUR + timedelta(minutes=59), source_order=("b",))
    assert newest is not None
    assert (newest.source, newest.values) == ("b", {Indicator.PM25: 4.0})


def test_an_hour_comes_whole_from_one_telling(store: ReadingStore) -> None:
    store.add([Reading(XINING, T0, {Indicator.PM10: 9.0}, "a", T0), told(0, 80.0, source="b")])
    series = store.series(XINING, T0, T0, source_order=("a",))
    assert np.isnan(series.values[Indicator.PM25]).all()
    assert series.values[Indicator.PM10].tolist() == [9.0]


def test_the_last_hour_known(store: ReadingStore) -> None:
    store.add([told(0), told(5, source="file"), told(7, place=HAIDONG)])
    assert store.latest_at() == T0 + 7 * HOUR
    assert store.latest_at(XINING) == T0 + 5 * HOUR
    assert store.latest_at(XINING, "cnemc") == T0
    assert store.latest_at(source="none") is None


@pytest.mark.parametrize("at", [T0 + timedelta(minutes=1), T0.replace(tzinfo=None), T0 + timedelta(microseconds=1)])
def test_only_whole_hours_with_a_zone_are_readings(store: ReadingStore, at: datetime) -> None:
    with pytest.raises(ValueError, match="whole hour"):
        store.add([replace(told(0), at=at)])
    assert store.latest_at() is None


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("ab"), st.integers(0, 3)), max_size=20), st.randoms())
@settings(max_examples=30)
def test_adding_in_any_pieces_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, migrations: Path, steps: list[tuple[int, str, int]], chance: random.Random
) -> None:
    readings = [told(hour, float(value), source=s, later=n) for n, (hour, s, value) in enumerate(steps)]
    root = tmp_path_factory.mktemp("pieces")
    with open_database(root / "a", migrations) as one, open_database(root / "b", migrations) as two:
        whole, pieces = ReadingStore(one), ReadingStore(two)
        whole.add(readings)
        while readings:
            cut = chance.randint(1, len(readings))
            pieces.add(readings[:cut])
            readings = readings[cut:]
        for order in ((), ("a",)):
            assert pm25(whole, 5, source_order=order) == pm25(pieces, 5, source_order=order)


def test_two_winters_of_one_place_are_one_query_and_one_array(store: ReadingStore) -> None:
    store.add(told(hour, float(hour)) for hour in range(5000))
    values: Floats = store.series(XINING, T0, T0 + 4999 * HOUR).values[Indicator.PM25]
    assert np.array_equal(values, np.arange(5000.0))
    values[0] = 1.0
    assert store.series(XINING, T0, T0).values[Indicator.PM25][0] == 0.0


def test_every_new_telling_is_counted(store: ReadingStore) -> None:
    store.add([told(0), told(0, 95.0, later=30), told(1), told(1), told(1, place=HAIDONG), told(3)])
    assert store.count([XINING], T0, T0 + HOUR) == 3
    assert store.count([XINING, HAIDONG], T0, T0 + 3 * HOUR) == 5
    assert store.count([HAIDONG], T0 + 2 * HOUR, T0 + 3 * HOUR) == 0


def test_all_tellings_come_first_tellings_first(store: ReadingStore) -> None:
    first, second, other = told(0, 80.0), told(0, 95.0, later=30), told(1, 70.0, source="b")
    store.add([first, second, other])
    assert [(t.revision, t.reading) for t in store.all_tellings()] == [(1, other), (1, first), (2, second)]
