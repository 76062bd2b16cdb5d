"""How fast the index is, as ratios within one run: python -m tests.benchmarks.bench_aqi."""

from __future__ import annotations

import importlib
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from qh_console.domain.aqi import hourly_table
from qh_console.domain.readings import SIX, Floats, HourlySeries, Indicator
from qh_console.domain.series_aqi import window_aqi
from qh_console.editions import load_editions

ROWS = 1_000_000
PEER_ROWS = 20_000
TEN_YEARS_HOURS = 87_660
PLACES = 8
SCALE = {
    Indicator.SO2: 8,
    Indicator.NO2: 18,
    Indicator.CO: 0.4,
    Indicator.O3: 40,
    Indicator.PM10: 70,
    Indicator.PM25: 35,
}


def best_seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The shortest of several runs: the others were disturbed."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def site_hours(rows: int) -> dict[Indicator, Floats]:
    """Concentrations as published: whole numbers, CO to one decimal, a hundredth missing."""
    random = np.random.default_rng(20260301)
    values: dict[Indicator, Floats] = {}
    for indicator in SIX:
        drawn = np.round(random.gamma(2.0, SCALE[indicator], rows), 1 if indicator is Indicator.CO else 0)
        drawn[random.random(rows) < 0.01] = np.nan
        values[indicator] = drawn
    return values


def peak_bytes(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def peer() -> Any | None:
    try:
        return importlib.import_module("aqi_hub.aqi_cn.aqi")
    except ImportError:
        return None


def peer_seconds(module: Any, values: dict[Indicator, Floats]) -> float:
    """Seconds of the peer for each record, its own level and primary pollutant included."""
    order = (Indicator.PM25, Indicator.PM10, Indicator.SO2, Indicator.NO2, Indicator.CO, Indicator.O3)
    records = list(zip(*(np.nan_to_num(values[i][:PEER_ROWS]).tolist() for i in order), strict=True))

    def one_by_one() -> None:
        for record in records:
            index = module.AQI(*record, data_type="hourly")
            _ = (index.AQI, index.aqi_level, index.primary_pollutant)

    return best_seconds(one_by_one, rounds=3) / PEER_ROWS


def print_row(what: str, ours: str, other: str, ratio: str, goal: str) -> None:
    print(f"{what:<46}{ours:>12}{other:>14}{ratio:>10}{goal:>10}")


def main() -> None:
    editions = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
    values = site_hours(ROWS)
    print_row("", "ours", "the other", "ratio", "goal")
    floor = best_seconds(lambda: [_interpolated(values[i], editions.newest.items) for i in SIX])
    for edition in editions:
        ours = best_seconds(lambda edition=edition: hourly_table(values, edition))  # type: ignore[misc]
        what = f"{edition.id}, {ROWS:,} site-hours / np.interp"
        print_row(what, f"{ours * 1e3:.0f} ms", f"{floor * 1e3:.0f} ms", f"{ours / floor:.2f}", "<= 4")
    module = peer()
    if module is None:
        print_row("against aqi-hub per record", "", "not installed", "-", ">= 200")
    else:
        ours = best_seconds(lambda: hourly_table(values, editions.newest)) / ROWS
        theirs = peer_seconds(module, values)
        print_row(
            "aqi-hub per record / ours",
            f"{ours * 1e9:.0f} ns",
            f"{theirs * 1e9:.0f} ns",
            f"{theirs / ours:.0f}",
            ">= 200",
        )
    input_bytes = sum(v.nbytes for v in values.values())
    used = peak_bytes(lambda: hourly_table(values, editions.newest))
    print_row(
        "memory of the table / its input",
        f"{used >> 20} MB",
        f"{input_bytes >> 20} MB",
        f"{used / input_bytes:.2f}",
        "",
    )
    _windows(editions)


def _interpolated(column: Floats, _: object) -> Floats:
    return np.interp(column, (0, 35, 60, 115, 150, 250, 350, 500), (0, 50, 100, 150, 200, 300, 400, 500))


def _windows(editions: Any) -> None:
    """The index of every 24 h window of ten years in eight places against bare rolling means of the same columns."""
    hours = {k: v[:TEN_YEARS_HOURS] for k, v in site_hours(TEN_YEARS_HOURS).items()}
    series = HourlySeries("630100", datetime(2016, 12, 31, 17, tzinfo=UTC), hours)

    def bare() -> None:
        for column in hours.values():
            running = np.cumsum(column)
            _ = (running[24:] - running[:-24]) / 24

    ours = PLACES * best_seconds(lambda: window_aqi(series, editions), rounds=3)
    floor = PLACES * best_seconds(bare, rounds=3)
    what = "24 h windows, ten years, eight places / cumsum"
    print_row(what, f"{ours * 1e3:.0f} ms", f"{floor * 1e3:.0f} ms", f"{ours / floor:.1f}", "")
    input_bytes = sum(v.nbytes for v in hours.values())
    used = peak_bytes(lambda: window_aqi(series, editions))
    print_row(
        "memory of the windows / their input",
        f"{used >> 20} MB",
        f"{input_bytes >> 20} MB",
        f"{used / input_bytes:.2f}",
        "",
    )


if __name__ == "__main__":
    main()
