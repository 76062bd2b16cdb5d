"""Suspected dust (plan 1.3) as a hint with its evidence; whether it was dust is an officer's finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import atan2, cos, degrees, radians

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from qh_console.domain.clock import HOUR
from qh_console.domain.pack import DustSettings
from qh_console.domain.places import Places
from qh_console.domain.readings import Floats, HourlySeries, Indicator
from qh_console.domain.windows import Mask, runs


class Sign(StrEnum):
    """What gave a suspected dust event away."""

    JUMP = "jump"
    """PM10 rose steeply."""
    MASKED = "masked"
    """In air already polluted, the share of PM2.5 in PM10 fell steeply."""
    RATIO = "ratio"
    """Coarse air for hours, its beginning unseen."""


@dataclass(frozen=True)
class DustHint:
    """Hours at one place that look like dust, and why. A proposal only; it excludes nothing by itself."""

    place: str
    sign: Sign
    start_at: datetime
    end_at: datetime
    """UTC start of its first and end of its last hour."""
    is_open: bool
    """It had not ended when the series did."""
    peak_ugm3: float
    before_ugm3: float | None
    """Mean PM10 of the hours before it."""
    ratio: float | None
    """PM2.5/PM10 over its hours."""
    ratio_before: float | None
    upwind: tuple[str, ...] = ()
    """Neighbours with signs of dust at the same time or just before: upwind ones where the wind is known."""
    evidence: tuple[str, ...] = ()


def dust_hints(series: HourlySeries, settings: DustSettings) -> tuple[DustHint, ...]:
    """Plan 1.3, 环办监测〔2016〕120号 (待核): events in hourly PM10 and PM2.5 (µg/m³), in time order.

    Begins: PM10 ≥ `jump_ratio` × the mean of the `before_hours` before and > `jump_over_ugm3`; or, masked, PM2.5/PM10 ≤
    `masked_ratio` × its mean before. Ends: PM10 back within `end_within` of that mean. A mean needs half its hours.
    """
    pm10 = series.values.get(Indicator.PM10)
    if pm10 is None or not len(pm10):
        return ()
    pm25 = series.values.get(Indicator.PM25)
    fine = np.full_like(pm10, np.nan) if pm25 is None else pm25
    ratio = np.divide(fine, pm10, out=np.full_like(pm10, np.nan), where=pm10 > 0)
    before, ratio_before = _mean_before(pm10, settings.before_hours), _mean_before(ratio, settings.before_hours)
    loud = pm10 > settings.jump_over_ugm3
    jump = loud & (pm10 >= settings.jump_ratio * before)
    masked = loud & (ratio <= settings.masked_ratio * ratio_before)
    events = _events(pm10, before, jump, masked, settings)
    events += _coarse(loud & (ratio <= settings.ratio_line), events, settings)
    return tuple(
        _hint(series, sign, first, last, pm10, before[first], ratio, ratio_before[first], settings)
        for first, last, sign in sorted(events)
    )


def with_neighbours(
    hints: Mapping[str, tuple[DustHint, ...]],
    places: Places,
    settings: DustSettings,
    wind_from_deg: Mapping[str, float] | None = None,
) -> dict[str, tuple[DustHint, ...]]:
    """The hints with neighbours that show signs at the same time or up to `before_hours` earlier.

    `wind_from_deg`: by place, where the wind comes from (0 north, 90 east); where it is known only that side counts.
    """
    winds = wind_from_deg or {}
    lead = settings.before_hours * HOUR
    done: dict[str, tuple[DustHint, ...]] = {}
    for code, own in hints.items():
        near = [n for n in places.neighbours(code) if _is_upwind(places, code, n, winds.get(code))]
        side = "上风向相邻地区" if code in winds else "相邻地区（风向未知）"
        found = []
        for hint in own:
            at_once = tuple(n for n in near if any(_together(hint, h, lead) for h in hints.get(n, ())))
            words = (f"{side}{places.names(at_once)}同时有沙尘迹象",) if at_once else ()
            found.append(replace(hint, upwind=at_once, evidence=hint.evidence + words))
        done[code] = tuple(found)
    return done


def dust_mask(spans: Iterable[tuple[datetime, datetime]], first_at: datetime, hours: int) -> Mask:
    """Plan 1.3: which hours (the first ends at `first_at`) lie in spans found to be dust, touched hours included."""
    mask = np.zeros(hours, dtype=np.bool_)
    begin_at = first_at - HOUR
    for start_at, end_at in spans:
        first, last = (start_at - begin_at) // HOUR, -((begin_at - end_at) // HOUR)
        mask[max(first, 0) : max(last, 0)] = True
    return mask


def _mean_before(values: Floats, hours: int) -> Floats:
    """Mean of the `hours` before each hour, NaN where fewer than half of them are known."""
    padded = np.concatenate((np.full(hours, np.nan), values))[:-1]
    windows = sliding_window_view(padded, hours)
    known = np.isfinite(windows)
    counts = known.sum(axis=1)
    sums = np.where(known, windows, 0.0).sum(axis=1)
    means: Floats = np.divide(sums, counts, out=np.full(len(values), np.nan), where=2 * counts >= hours)
    return means


def _events(
    pm10: Floats, before: Floats, jump: Mask, masked: Mask, settings: DustSettings
) -> list[tuple[int, int, Sign]]:
    """First and last hour of each event; a start inside an event belongs to it."""
    found: list[tuple[int, int, Sign]] = []
    free = 0
    for start in np.flatnonzero(jump | masked).tolist():
        if start < free:
            continue
        level = before[start]
        back = pm10[start + 1 :] <= level * (1 + settings.end_within)
        after = start + 1 + int(np.argmax(back)) if back.any() else len(pm10)
        found.append((start, after - 1, Sign.JUMP if jump[start] else Sign.MASKED))
        free = after
    return found


def _coarse(marked: Mask, events: list[tuple[int, int, Sign]], settings: DustSettings) -> list[tuple[int, int, Sign]]:
    """Stretches of at least `before_hours` coarse hours outside the events."""
    left = marked.copy()
    for first, last, _ in events:
        left[first : last + 1] = False
    begin, end = runs(left)
    pairs = zip(begin.tolist(), end.tolist(), strict=True)
    return [(b, e, Sign.RATIO) for b, e in pairs if e - b + 1 >= settings.before_hours]


def _hint(
    series: HourlySeries,
    sign: Sign,
    first: int,
    last: int,
    pm10: Floats,
    before: float,
    ratio: Floats,
    ratio_before: float,
    settings: DustSettings,
) -> DustHint:
    part, shares = pm10[first : last + 1], ratio[first : last + 1]
    shares = shares[np.isfinite(shares)]
    hint = DustHint(
        series.place,
        sign,
        series.at(first) - HOUR,
        series.at(last),
        last == len(pm10) - 1,
        float(np.nanmax(part)),
        float(before) if np.isfinite(before) else None,
        float(shares.mean()) if len(shares) else None,
        float(ratio_before) if np.isfinite(ratio_before) else None,
    )
    coarse = int(np.count_nonzero(shares <= settings.ratio_line))
    return replace(hint, evidence=_evidence(hint, float(pm10[first]), coarse, len(shares), settings))


def _evidence(hint: DustHint, start: float, coarse: int, shares: int, settings: DustSettings) -> tuple[str, ...]:
    words = []
    if hint.sign is Sign.JUMP and hint.before_ugm3 is not None:
        before = f"前{settings.before_hours}小时均值{hint.before_ugm3:.0f}"
        words.append(f"PM10由{before}升至{start:.0f}微克/立方米，达{settings.jump_ratio:g}倍")
    if hint.sign is Sign.MASKED and hint.ratio_before is not None:
        words.append(
            f"PM2.5/PM10较前{settings.before_hours}小时均值{hint.ratio_before:.2f}降至{settings.masked_ratio:.0%}以下"
        )
    if shares and coarse:
        words.append(f"{shares}小时中有{coarse}小时PM2.5/PM10不高于{settings.ratio_line:g}")
    if hint.is_open:
        words.append("尚未见PM10回落")
    if not settings.confirmed:
        words.append("判据数值待核，仅供参考")
    return tuple(words)


def _together(mine: DustHint, other: DustHint, lead: timedelta) -> bool:
    return other.start_at < mine.end_at and mine.start_at - lead < other.end_at


def _is_upwind(places: Places, code: str, neighbour: str, wind_from_deg: float | None) -> bool:
    """On the half of the compass the wind comes from; every neighbour where the wind is not known."""
    if wind_from_deg is None:
        return True
    (lon, lat), (there_lon, there_lat) = places[code].seat, places[neighbour].seat
    bearing = degrees(atan2((there_lon - lon) * cos(radians(lat)), there_lat - lat))
    return abs((bearing - wind_from_deg + 180) % 360 - 180) <= 90
