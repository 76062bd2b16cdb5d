"""How far to trust the forecasts: each source's record, and the error band around the newest word on one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qh_console.domain.clock import beijing
from qh_console.domain.forecasts import Verification
from qh_console.domain.pack import GradingSettings
from qh_console.services.watch import Air, PlaceAir

MEANT = "偏高偏低按预报中值减实测平均；漏报是来了重污染没报，空报是报了没来。"


@dataclass(frozen=True)
class RecordLine:
    """`label`: a day, or a source."""

    label: str
    text: str
    tip: str = ""


@dataclass(frozen=True)
class RecordView:
    """Beside the working and no part of it."""

    newest: str
    """Source of the newest daily forecast, whose errors make the bands; empty without one."""
    bands: tuple[RecordLine, ...]
    too_few: str
    """Of which days there is no band, and why."""
    period: str
    """Over which days the sources are checked."""
    sources: tuple[RecordLine, ...]
    nothing: str
    """Said where no source can be checked."""


def derive_record(air: Air, seen: PlaceAir) -> RecordView:
    """Plan 3.2: what a consultation may weigh; nothing here grades."""
    settings = air.pack.grading
    today = beijing(air.at).date()
    told = [t for d in seen.days if d.on >= today for t in d.told]
    newest = max(told, key=lambda t: t.issued_at, default=None)
    share = f"{settings.band_share:.0%}"
    tip = settings.readings.get("band_share", "")
    bands = tuple(
        RecordLine(_day(b.on), f"按以往误差{share}：{b.aqi_low}–{b.aqi_high}（{b.cases}例）", tip) for b in seen.bands
    )
    banded = {b.on for b in seen.bands}
    foretold = [t.day.on for t in told if newest and (t.source, t.issued_at) == (newest.source, newest.issued_at)]
    return RecordView(
        newest.source if newest else "",
        bands,
        _too_few([on for on in foretold if on not in banded], bool(bands), settings),
        f"近{settings.forecast_record_days}天核对",
        tuple(_source(v, air.sources, settings) for v in air.sources if v.lead_days is None),
        "" if air.sources else "还没有可核对的预报",
    )


def _day(on: date) -> str:
    return f"{on.month}-{on.day:02}"


def _too_few(days: list[date], is_some: bool, settings: GradingSettings) -> str:
    if not days:
        return ""
    which = "、".join(_day(on) for on in days) + "的" if is_some else ""
    return f"{which}以往误差不足{settings.band_least_cases}例，不给范围"


def _source(every: Verification, sources: tuple[Verification, ...], settings: GradingSettings) -> RecordLine:
    text = _counts(every)
    for one in sources:
        if one.source == every.source and one.lead_days is not None:
            text += f"\n提前{one.lead_days}天：{_counts(one)}"
    tip = f"{MEANT}误差平均{every.mean_error:.0f}，落在预报范围内{every.within_range:.0%}。"
    return RecordLine(every.source, text, tip + settings.readings.get("forecast_record_days", ""))


def _counts(found: Verification) -> str:
    hits = "没有重污染日" if found.hit_rate is None else f"命中率{found.hit_rate:.0%}，漏报{found.misses}"
    return f"{found.days}天次，{_bias(found.bias)}，{hits}，空报{found.false_alarms}"


def _bias(bias: float) -> str:
    rounded = round(bias)
    return f"平均偏{'高' if rounded > 0 else '低'}{abs(rounded)}" if rounded else "平均不偏"
