"""The nine fields of the report-up message, each there or named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.particulars import Scope
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.outlook.consult_draft import ConsultDraft, new_draft
from qh_console.ui.outlook.report_check import derive_report
from tests.builders import NOW, XINING, plan
from tests.services.air_builders import HEAVY, by_hour
from tests.ui.airs import HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


@pytest.fixture
def air(tmp_path: Path) -> Air:
    return air_of(tmp_path, *HAZE, by_hour(NOW, NOW, (HEAVY, 72)))


@pytest.fixture
def draft(air: Air) -> ConsultDraft:
    return replace(new_draft((XINING,), Scope.CITY, air, plan(), PLACES, NOW), meteorology="静稳")


def test_a_whole_message(air: Air, draft: ConsultDraft) -> None:
    lines = {line.label: line.text for line in derive_report(draft, air, plan(), PLACES)}
    assert len(lines) == 9
    assert all(lines.values())
    assert lines["级别"] == "黄色预警", "the days in the form decide, not the hours beside them"
    assert lines["浓度范围和均值"].startswith("PM2.5 35–200微克/立方米，均值1")


@pytest.mark.parametrize(
    ("change", "label", "field"),
    [
        ({"starts_at": "?"}, "时间", "starts_at"),
        ({"places": ""}, "地点", "places"),
        ({"level": "none"}, "级别", "level"),
        ({"days": ()}, "主要污染物", "days"),
        ({"meteorology": " "}, "扩散条件", "meteorology"),
        ({"conclusion": ""}, "后期趋势", "conclusion"),
    ],
)
def test_a_missing_field_is_named_with_its_place(
    air: Air, draft: ConsultDraft, change: dict[str, object], label: str, field: str
) -> None:
    lines = derive_report(replace(draft, **change), air, plan(), PLACES)  # type: ignore[arg-type]
    missing = {line.label: line.field for line in lines if not line.is_good}
    assert missing[label] == field


def test_only_the_days_of_the_process_count(tmp_path: Path) -> None:
    air = air_of(tmp_path / "days", *HAZE)
    draft = new_draft((XINING,), Scope.CITY, air, plan(), PLACES, NOW)
    lines = {line.label: line.text for line in derive_report(draft, air, plan(), PLACES)}
    assert lines["AQI范围和均值"] == "190–300，均值245"


def test_without_air_no_concentrations(draft: ConsultDraft) -> None:
    lines = {line.label: line for line in derive_report(draft, None, plan(), PLACES)}
    assert not lines["浓度范围和均值"].is_good


def test_concentrations_that_no_forecast_tells_are_typed(tmp_path: Path) -> None:
    air = air_of(tmp_path / "days", *HAZE)
    draft = new_draft((XINING,), Scope.CITY, air, plan(), PLACES, NOW)
    silent = {line.label: line for line in derive_report(draft, air, plan(), PLACES)}["浓度范围和均值"]
    assert (silent.is_good, silent.field) == (False, "concentrations")
    typed = derive_report(replace(draft, concentrations="90–180，均值140"), air, plan(), PLACES)
    assert {line.label: line.text for line in typed}["浓度范围和均值"] == "PM2.5 90–180微克/立方米，均值140"
