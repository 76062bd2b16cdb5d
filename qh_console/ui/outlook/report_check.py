"""The report-up message of plan 3.2, field by field: what is there, what is missing, where it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import ExpectedFigures
from qh_console.domain.places import Places
from qh_console.services.watch import Air
from qh_console.ui.form_times import read_time
from qh_console.ui.instants import clock_words
from qh_console.ui.outlook.consult_command import figures_of
from qh_console.ui.outlook.consult_draft import ConsultDraft, DayDraft, is_within


@dataclass(frozen=True)
class ReportLine:
    """One field the message must carry; `field` is where the form holds it."""

    label: str
    text: str
    field: str

    @property
    def is_good(self) -> bool:
        return bool(self.text)


def derive_report(draft: ConsultDraft, air: Air | None, pack: PlanPack, places: Places) -> tuple[ReportLine, ...]:
    """Plan 3.2: nine fields; an empty text is a missing one."""
    starts_at, ends_at = read_time(draft.starts_at), read_time(draft.ends_at)
    span = "" if starts_at is None or ends_at is None else f"{clock_words(starts_at)}至{clock_words(ends_at)}"
    level = Level.of(draft.level or "none")
    days = [d for d in draft.days if starts_at is None or ends_at is None or is_within(d, starts_at, ends_at)]
    pollutants = _pollutants(days, pack)
    figures: tuple[ExpectedFigures, ...] = ()
    if air is not None and starts_at is not None and ends_at is not None:
        figures = figures_of(draft, air, starts_at, ends_at)
    return (
        ReportLine("时间", span, "starts_at"),
        ReportLine("地点", places.names(draft.codes), "places"),
        ReportLine("影响范围", places.names(draft.codes), "places"),
        ReportLine("级别", pack.rule(level).name if level.is_alert or level is Level.HINT else "", "level"),
        ReportLine("主要污染物", "、".join(pollutants), "days"),
        ReportLine("AQI范围和均值", _figures_words(figures, places, True) or _aqi_words(days), "days"),
        ReportLine("浓度范围和均值", _figures_words(figures, places, False), "concentrations"),
        ReportLine("扩散条件", draft.meteorology.strip(), "meteorology"),
        ReportLine("后期趋势", draft.conclusion.strip(), "conclusion"),
    )


def _pollutants(days: Sequence[DayDraft], pack: PlanPack) -> tuple[str, ...]:
    heavy = [d.pollutant for d in days if d.high.isdecimal() and int(d.high) > pack.grading.heavy_above]
    return tuple(dict.fromkeys(p for p in (heavy or [d.pollutant for d in days]) if p))


def _aqi_words(days: Sequence[DayDraft]) -> str:
    figures = [(int(d.low), int(d.high)) for d in days if d.low.isdecimal() and d.high.isdecimal()]
    if not figures:
        return ""
    low, high = min(a for a, _ in figures), max(b for _, b in figures)
    mean = sum(a + b for a, b in figures) / (2 * len(figures))
    return f"{low}–{high}，均值{mean:.0f}"


def _figures_words(figures: Sequence[ExpectedFigures], places: Places, is_aqi: bool) -> str:
    """Range and mean of each place; a single one needs no name."""
    words = []
    for f in figures:
        name = f"{places[f.place].short} " if len(figures) > 1 else ""
        if is_aqi:
            words.append(f"{name}{f.aqi_low}–{f.aqi_high}，均值{f.aqi_mean}")
        else:
            words.append(f"{name}{f.pollutant} {f.low_ugm3}–{f.high_ugm3}微克/立方米，均值{f.mean_ugm3}")
    return "；".join(words)
