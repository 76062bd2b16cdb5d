"""Files into the record: all of one, or with someone's word its good part, and never twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.readings import Indicator
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from qh_console.services.importing import IMPORTED, Importing, ImportResult, take_all
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import HAIDONG, XINING

AT = from_beijing(2026, 1, 9, 5)
RECEIVED_AT = from_beijing(2026, 1, 9, 12)
OBSERVED = "place,time,pm25,pm10\n西宁,2026-01-09T05:00,38,96\n海东,2026-01-09T05:00,41,\n西宁,2026-01-09T06:00,40,99\n"
FORETOLD = "place,date,aqi_low,aqi_high,pollutant,issued_at\n西宁,2026-01-10,180,230,PM2.5,2026-01-09T10:00\n"
FORETOLD += "西宁,2026-01-11,200,260,PM2.5,2026-01-09T10:00\n"

Write = Callable[..., Path]


@pytest.fixture
def readings(record: Database) -> ReadingStore:
    return ReadingStore(record)


@pytest.fixture
def forecasts(record: Database) -> ForecastStore:
    return ForecastStore(record)


@pytest.fixture
def importing(readings: ReadingStore, forecasts: ForecastStore) -> Importing:
    return Importing(readings, forecasts, load_places(resources_folder() / "places" / "qinghai.toml"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "a.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    return result.new, result.unchanged, result.changed, result.refused


def test_a_good_file_is_taken_in_whole(importing: Importing, readings: ReadingStore, write: Write) -> None:
    path = write(OBSERVED)
    result = importing.take(path, RECEIVED_AT)
    assert counts(result) == (3, 0, 0, 0)
    assert (result.file, result.faults) == ("a.csv", ())
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.counts == {"file": "a.csv", "new": 3, "unchanged": 0, "changed": 0, "refused": 0}
    (telling,) = readings.tellings(XINING, AT)
    assert telling.values == {Indicator.PM25: 38.0, Indicator.PM10: 96.0}
    assert (telling.source, telling.received_at) == (IMPORTED, RECEIVED_AT)


def test_the_same_file_again_changes_nothing(importing: Importing, readings: ReadingStore, write: Write) -> None:
    path = write(OBSERVED)
    importing.take(path, RECEIVED_AT)
    assert counts(importing.take(path, RECEIVED_AT + HOUR)) == (0, 3, 0, 0)
    assert counts(importing.take(write(OBSERVED, "copy.csv"), RECEIVED_AT + HOUR)) == (0, 3, 0, 0)
    assert len(readings.tellings(XINING, AT)) == 1


def test_a_corrected_figure_counts_as_changed_and_the_former_one_is_kept(
    importing: Importing, readings: ReadingStore, write: Write
) -> None:
    importing.take(write(OBSERVED), RECEIVED_AT)
    corrected = OBSERVED.replace("38,96", "83,96") + "海北,2026-01-09T05:00,12,30\n"
    assert counts(importing.take(write(corrected, "corrected.csv"), RECEIVED_AT + HOUR)) == (1, 2, 1, 0)
    assert [t.values[Indicator.PM25] for t in readings.tellings(XINING, AT)] == [38.0, 83.0]
    assert readings.series(XINING, AT, AT).values[Indicator.PM25][0] == 83.0


BAD = "place,time,pm25\n西宁,2026-01-09T05:00,38\n西京,2026-01-09T05:00,1\n海东,2026-01-09T05:00,x\n海北,,-5\n"


def test_one_bad_row_keeps_the_whole_file_out_and_every_fault_is_named(
    importing: Importing, readings: ReadingStore, write: Write
) -> None:
    result = importing.take(write(BAD), RECEIVED_AT)
    assert counts(result) == (0, 0, 0, 3)
    assert [(f.file, f.row, f.column) for f in result.faults] == [
        ("a.csv", 3, "place"),
        ("a.csv", 4, "pm25"),
        ("a.csv", 5, "time"),
        ("a.csv", 5, "pm25"),
    ]
    assert all(f.what for f in result.faults)
    assert readings.latest_at() is None


def test_the_good_part_is_taken_once_someone_says_so(
    importing: Importing, readings: ReadingStore, write: Write
) -> None:
    path = write(BAD)
    assert counts(importing.take(path, RECEIVED_AT, good_part=True)) == (1, 0, 0, 3)
    assert readings.tellings(XINING, AT)
    assert not readings.tellings(HAIDONG, AT)
    again = importing.take(path, RECEIVED_AT, good_part=True)
    assert counts(again) == (0, 1, 0, 3)
    assert len(again.faults) == 4


def test_what_was_read_waits_until_it_is_kept(importing: Importing, readings: ReadingStore, write: Write) -> None:
    sha256, parsed = importing.read(write(BAD), RECEIVED_AT)
    assert (len(parsed.readings), len(parsed.faults)) == (1, 4)
    assert readings.latest_at() is None
    assert counts(importing.keep("a.csv", sha256, parsed, good_part=False)) == (0, 0, 0, 3)
    assert counts(importing.keep("a.csv", sha256, parsed, good_part=True)) == (1, 0, 0, 3)
    assert readings.latest_at() == AT


def test_an_unknown_place_lists_the_nearest_names(importing: Importing, write: Write) -> None:
    (fault,) = importing.take(write("place,time,pm25\n海东州,2026-01-09T05:00,1\n"), RECEIVED_AT).faults
    assert (fault.row, fault.column) == (2, "place")
    assert "海东" in str(fault)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("time,pm25\n2026-01-09T05:00,1\n", "缺少地区列"),
        ("place,pm25\n西宁,1\n", "缺少时刻列"),
        ("place,time\n西宁,2026-01-09T05:00\n", "缺少数值列"),
        ("", "文件是空的"),
        (" \n\n", "文件是空的"),
        ("place,time,pm25\n", "只有表头"),
    ],
)
@pytest.mark.parametrize("good_part", [False, True])
def test_a_file_that_holds_no_table_is_one_fault_and_no_row(
    importing: Importing, readings: ReadingStore, write: Write, text: str, words: str, good_part: bool
) -> None:
    result = importing.take(write(text), RECEIVED_AT, good_part)
    assert [words in f.what for f in result.faults] == [True]
    assert result.faults[0].what_to_do
    assert counts(result) == (0, 0, 0, 0)
    assert readings.latest_at() is None


def test_rows_that_do_not_stand_under_the_headers_are_counted(importing: Importing, write: Write) -> None:
    result = importing.take(write(OBSERVED + "西宁,2026-01-09T07:00\n海东,2026-01-09T07:00,1,2,3\n"), RECEIVED_AT)
    assert counts(result) == (0, 0, 0, 2)
    assert [f.row for f in result.faults] == [5, 6]


def test_a_missing_file_is_a_fault_and_not_an_accident(importing: Importing, tmp_path: Path) -> None:
    result = importing.take(tmp_path / "gone.csv", RECEIVED_AT)
    assert [(f.file, f.what) for f in result.faults] == [("gone.csv", "没有这个文件")]
    with pytest.raises(BadInput):
        importing.read(tmp_path / "gone.csv", RECEIVED_AT)


@pytest.mark.parametrize("kept", [1.0, 0.9, 0.5, 0.01])
def test_a_truncated_workbook_is_refused_and_a_whole_one_taken(
    importing: Importing, readings: ReadingStore, tmp_path: Path, kept: float
) -> None:
    path, book = tmp_path / "a.xlsx", Workbook()
    sheet = book.worksheets[0]
    for row in (["place", "time", "pm25"], ["西宁", "2026-01-09T05:00", 38], ["海东", "2026-01-09T05:00", 41.5]):
        sheet.append(row)
    book.save(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    result = importing.take(path, RECEIVED_AT)
    assert counts(result) == ((2 if kept == 1.0 else 0), 0, 0, 0)
    assert bool(result.faults) is (kept < 1.0)
    assert (readings.latest_at() is not None) is (kept == 1.0)


def test_a_forecast_counts_once_however_many_days_it_has(
    importing: Importing, forecasts: ForecastStore, write: Write
) -> None:
    path = write(FORETOLD)
    assert counts(importing.take(path, RECEIVED_AT)) == (1, 0, 0, 0)
    assert counts(importing.take(path, RECEIVED_AT + HOUR)) == (0, 1, 0, 0)
    (forecast,) = forecasts.issued(until_at=RECEIVED_AT)
    assert (forecast.source, forecast.issued_at, len(forecast.days)) == (IMPORTED, from_beijing(2026, 1, 9, 10), 2)


def test_a_later_forecast_file_takes_the_place_of_the_earlier_one(
    importing: Importing, forecasts: ForecastStore, write: Write
) -> None:
    importing.take(write(FORETOLD, "monday.csv"), RECEIVED_AT)
    later = FORETOLD.replace("2026-01-09T10:00", "2026-01-09T16:00").replace("260", "210")
    importing.take(write(later, "tuesday.csv"), RECEIVED_AT + timedelta(hours=5))
    (latest,) = forecasts.latest(RECEIVED_AT + timedelta(hours=5))
    assert [d.aqi_high for d in latest.days] == [230, 210]
    assert len(forecasts.issued(until_at=RECEIVED_AT + timedelta(hours=5))) == 2


def test_many_files_go_their_own_ways_and_unused_columns_are_told(importing: Importing, write: Write) -> None:
    files = [
        write(OBSERVED.replace("place,", "备注,place,").replace("\n西宁", "\n好,西宁").replace("\n海东", "\n差,海东")),
        write(BAD, "bad.csv"),
        write(FORETOLD, "forecast.csv"),
    ]
    said: list[str] = []
    results = take_all(importing, files, lambda: RECEIVED_AT, said.append)
    assert [counts(r) for r in results] == [(3, 0, 0, 0), (0, 0, 0, 3), (1, 0, 0, 0)]
    assert said == ["a.csv：没有用到“备注”列"]
