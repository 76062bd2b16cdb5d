"""What is observed is told in figures, and is reason to consult only above the line of heavy pollution."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.particulars import BasisKind, ConsultationBasis, ObservedAir
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.observed import basis_words, heavy_now, observed_air, observed_words
from qh_console.services.watch import PlaceAir
from tests.builders import NOW, XINING, plan
from tests.services.air_builders import CLEAN, HEAVY, measured
from tests.ui.airs import air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
SEEN = ObservedAir(XINING, NOW, 250, 250, "PM2.5")


def place(folder: Path, *stretches: tuple[float, int]) -> PlaceAir:
    return air_of(folder, measured(NOW, *stretches)).places[XINING]


def test_heavy_air_is_told_with_hour_day_and_pollutant(tmp_path: Path) -> None:
    found = heavy_now(place(tmp_path, (HEAVY, 30)), plan().grading)
    assert found is not None
    assert (found.place, found.at, found.aqi, found.mean_24h) == (XINING, NOW, 250, 250)
    assert "PM2.5" in found.pollutant


def test_clean_air_is_no_reason(tmp_path: Path) -> None:
    seen = place(tmp_path, (CLEAN, 30))
    assert observed_air(seen) is not None
    assert heavy_now(seen, plan().grading) is None


@pytest.mark.parametrize(
    ("hour", "mean", "is_heavy"), [(201, 100.0, True), (200, 200.0, False), (100, 200.5, True), (100, None, False)]
)
def test_the_hour_or_the_day_above_the_line(tmp_path: Path, hour: int, mean: float | None, is_heavy: bool) -> None:
    seen = place(tmp_path, (CLEAN, 30))
    assert seen.now is not None
    changed = replace(seen, now=replace(seen.now, aqi=hour), mean_24h=mean)
    assert (heavy_now(changed, plan().grading) is not None) is is_heavy


def test_without_data_nothing_is_observed(tmp_path: Path) -> None:
    seen = replace(place(tmp_path, (CLEAN, 30)), now=None)
    assert observed_air(seen) is None
    assert heavy_now(seen, plan().grading) is None


def test_words() -> None:
    assert observed_words((SEEN,), PLACES) == "西宁2026年1月9日20时AQI 250（24小时均值250），首要污染物PM2.5"
    bare = replace(SEEN, aqi=None, mean_24h=None, pollutant="")
    assert observed_words((bare,), PLACES) == "西宁2026年1月9日20时AQI —"
    assert basis_words(ConsultationBasis(BasisKind.OBSERVATION, (bare,)), PLACES).startswith("监测实况：西宁")
    assert basis_words(ConsultationBasis(BasisKind.BY_HAND), PLACES) == "人工提议"
