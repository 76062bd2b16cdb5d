"""How fast grading is: a week of eight places with its working, and ten years against a bare rolling mean."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from qh_console.domain.grading import Grade, grade
from qh_console.domain.pack import PlanPack
from qh_console.domain.province import ProvinceGrade, grade_province
from qh_console.domain.readings import Floats
from qh_console.domain.windows import processes, windows_of_hourly_aqi
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder

FIRST_AT = datetime(2016, 1, 1, tzinfo=UTC)
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
TEN_YEARS, WEEK = 87_648, 168


def air(hours: int, seed: int) -> Floats:
    """Hourly AQI of eight places with a winter and a memory of three days; every fiftieth hour or so is missing.

    About as many heavy days as the province had in 2014 to 2017: some three a place and year.
    """
    rng = np.random.default_rng(seed)
    season = 75 + 40 * np.cos(np.arange(hours) / 8766 * 2 * np.pi)
    kernel = np.exp(-np.arange(72) / 24)
    found = np.empty((len(PLACES.items), hours))
    for place in found:
        noise = np.convolve(rng.normal(0, 1, hours + 71), kernel / np.linalg.norm(kernel), "valid")
        place[:] = np.clip(season + 50 * noise, 5, 500).round()
        place[rng.random(hours) < 0.02] = np.nan
    return found


def best_ms(work: Callable[[], object], times: int) -> float:
    work()
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begin)
    return 1000 * min(spent)


def rolling_means(hourly: Floats) -> Floats:
    running = np.cumsum(hourly, axis=1)
    return (running[:, 24:] - running[:, :-24]) / 24


def replay(hourly: Floats, pack: PlanPack) -> int:
    """Windows and processes of every place, as a replay draws them."""
    settings, found = pack.grading, 0
    for place, series in zip(PLACES.items, hourly, strict=True):
        windows = windows_of_hourly_aqi(
            place.code, FIRST_AT, series, settings.window_hours, settings.window_valid_hours
        )
        found += len(processes(windows, settings.heavy_above, settings.merge_gap_hours))
    return found


def graded(hourly: Floats, pack: PlanPack) -> tuple[list[Grade], ProvinceGrade]:
    """The full answer with its working, the province included."""
    settings = pack.grading
    grades = [
        grade(windows_of_hourly_aqi(p.code, FIRST_AT, s, settings.window_hours, settings.window_valid_hours), pack)
        for p, s in zip(PLACES.items, hourly, strict=True)
    ]
    return grades, grade_province(grades, PLACES, pack)


def peak_bytes(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        kept = work()
        peak = tracemalloc.get_traced_memory()[1]
        del kept
    finally:
        tracemalloc.stop()
    return peak


def main() -> None:
    pack = load_packs(resources_folder() / "packs").default
    week, decade = air(WEEK, 1) + 120, air(TEN_YEARS, 2)
    filled = np.nan_to_num(decade, nan=100)
    bare = best_ms(lambda: rolling_means(filled), 7)
    windows_only = best_ms(lambda: replay(decade, pack), 7)
    everything = best_ms(lambda: graded(decade, pack), 5)
    found = [p for g in graded(decade, pack)[0] for p in g.processes]
    heavy = sum(p.heavy_days for p in found)
    memory = peak_bytes(lambda: graded(decade, pack)) / decade.nbytes
    week_ms = best_ms(lambda: graded(week, pack), 20)
    show("what", "measured", "goal")
    show("8 places x 168 h, graded with working and province", f"{week_ms:.2f} ms", "10 ms")
    show("8 places x 10 years, bare cumulative-sum rolling mean", f"{bare:.2f} ms", "")
    show("8 places x 10 years, windows and processes", f"{windows_only / bare:.2f} x", "5 x")
    show(
        f"8 places x 10 years, {len(found)} processes ({heavy} days) with working", f"{everything / bare:.2f} x", "5 x"
    )
    show("memory of that at its peak, against its input", f"{memory:.2f} x", "3 x")


def show(what: str, measured: str, goal: str) -> None:
    print(f"{what:<58}{measured:>12}{goal:>10}")


if __name__ == "__main__":
    main()
