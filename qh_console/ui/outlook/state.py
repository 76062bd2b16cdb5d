"""What the outlook screen shows: places by days, the province's level and why, and the chosen place's working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qh_console.domain.aqi_editions import AqiEdition, AqiEditions
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.forecasts import DayBySource
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.domain.places import Places
from qh_console.domain.readings import DayForecast
from qh_console.domain.series_aqi import daily_aqi
from qh_console.services.terms import term
from qh_console.services.watch import Air, PlaceAir, standing_at
from qh_console.ui.outlook.cause import CauseView, derive_cause
from qh_console.ui.outlook.record import RecordView, derive_record
from qh_console.ui.outlook.working import WorkingView, derive_working

DAYS_BACK, DAYS_AHEAD = 1, 4
_DAY_WORDS = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


@dataclass(frozen=True)
class DayHead:
    on: date
    word: str
    """昨天, 今天, 明天 …, 周四."""
    is_today: bool


@dataclass(frozen=True)
class DayCell:
    """One place and day: the range that counts, and what the sources say of it."""

    text: str
    detail: str
    """Pollutant, and the sources where they differ from the agreed figure."""
    colour: str
    """Of the AQI class of the upper end, #rrggbb; empty where there is no figure."""
    tip: str
    is_agreed: bool = False
    is_measured: bool = False


@dataclass(frozen=True)
class PlaceRow:
    code: str
    name: str
    cells: tuple[DayCell | None, ...]
    level: Level | None
    """Proposed; None where there is no recommendation."""
    why_none: str
    standing: Level | None
    nearest: str


@dataclass(frozen=True)
class ProvinceView:
    """`wider` is the other wording of plan 5.2, on a line of its own and never merged."""

    level: Level
    text: str
    affected: str
    ungraded: str
    wider_level: Level
    wider: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class OutlookState:
    days: tuple[DayHead, ...]
    rows: tuple[PlaceRow, ...]
    province: ProvinceView | None
    working: WorkingView | None
    cause: CauseView | None
    record: RecordView | None = None


def derive_outlook(
    board: Board,
    air: Air | None,
    pack: PlanPack,
    packs: Packs,
    editions: AqiEditions,
    places: Places,
    now: datetime,
    place: str = "",
) -> OutlookState:
    """`place` is the chosen one; empty, the worst."""
    days = _days(now)
    if air is None:
        return OutlookState(days, (), None, None, None)
    edition = editions.at(now)
    rows = tuple(_row(board, air.places[p.code], p.short, days, editions, edition) for p in places.items)
    chosen = place if place in air.places else worst_place(air, places)
    seen = air.places[chosen]
    name = places[chosen].name
    return OutlookState(
        days,
        rows,
        _province(air, places),
        derive_working(seen, name, pack, packs),
        derive_cause(board, seen, name, now),
        derive_record(air, seen),
    )


def worst_place(air: Air, places: Places) -> str:
    """Where an officer looks first: the highest level proposed, then the highest peak."""
    ranked = max(places.items, key=lambda p: (air.places[p.code].grade.level or 0, air.places[p.code].grade.peak or 0))
    return ranked.code


def waiting(board: Board, air: Air | None, now: datetime) -> int:
    """Places whose proposed level is above what stands there, and that no open consultation speaks of."""
    if air is None:
        return 0
    open_ = {p for a in board.alerts.values() if a.outcome is None and a.level is None for p in a.places}
    return sum(_asks(board, seen) and code not in open_ for code, seen in air.places.items())


def _asks(board: Board, seen: PlaceAir) -> bool:
    level = seen.grade.level
    standing = standing_at(board, seen.place)
    here = standing.level if standing and standing.level else Level.NONE
    return level is not None and level.is_alert and level > here


def _days(now: datetime) -> tuple[DayHead, ...]:
    today = beijing(now).date()
    offsets = range(-DAYS_BACK, DAYS_AHEAD + 1)
    return tuple(
        DayHead(on, _DAY_WORDS.get(n, "周" + "一二三四五六日"[on.weekday()]), n == 0)
        for n in offsets
        for on in (today + timedelta(days=n),)
    )


def _row(
    board: Board, seen: PlaceAir, name: str, days: tuple[DayHead, ...], editions: AqiEditions, edition: AqiEdition
) -> PlaceRow:
    measured = _daily(seen, editions)
    foretold = {d.on: d for d in seen.days}
    today = next(d.on for d in days if d.is_today)
    cells = tuple(_cell(d.on, today, foretold.get(d.on), measured, edition) for d in days)
    standing = standing_at(board, seen.place)
    return PlaceRow(
        seen.place,
        name,
        cells,
        seen.grade.level,
        seen.grade.why_none,
        standing.level if standing else None,
        seen.grade.nearest,
    )


def _daily(seen: PlaceAir, editions: AqiEditions) -> Mapping[date, tuple[int, str]]:
    """AQI and pollutant by day, of what was measured and foretold by the hour."""
    if not seen.hours.hours:
        return {}
    table = daily_aqi(seen.hours, editions)
    rows = [(table.on(i), table.row(i)) for i in range(table.rows)]
    return {on: (row.aqi, "、".join(row.primary)) for on, row in rows if row.aqi is not None}


def _cell(
    on: date,
    today: date,
    told: DayBySource | None,
    measured: Mapping[date, tuple[int, str]],
    edition: AqiEdition,
) -> DayCell | None:
    """A past day as measured; a coming one as agreed, else as the sources span it, else by the hourly forecast."""
    if told is not None and on >= today and (told.agreed or told.told):
        return _told_cell(told, edition)
    if on not in measured:
        return None
    aqi, pollutant = measured[on]
    source = "实测" if on < today else "逐时预报"
    of_class = edition.class_of(aqi)
    tip = f"{source} AQI {aqi}，{of_class.name}"
    return DayCell(str(aqi), pollutant or "—", _hex(of_class.rgb), tip, is_measured=on < today)


def _told_cell(told: DayBySource, edition: AqiEdition) -> DayCell:
    spread = [t.day for t in told.told]
    low = told.agreed.aqi_low if told.agreed else min(d.aqi_low for d in spread)
    high = told.agreed.aqi_high if told.agreed else max(d.aqi_high for d in spread)
    pollutant = told.agreed.pollutant if told.agreed else _first_pollutant(spread)
    detail = pollutant
    if told.agreed and spread:
        highest = max(d.aqi_high for d in spread)
        lowest = min(d.aqi_low for d in spread)
        detail = pollutant if (lowest, highest) == (low, high) else f"{pollutant} 源≤{highest}"
    of_class = edition.class_of(high)
    lines = [f"会商商定 {range_text(low, high)} {pollutant}"] if told.agreed else []
    lines += [f"{t.source} {range_text(t.day.aqi_low, t.day.aqi_high)} {t.day.pollutant}" for t in told.told]
    tip = "\n".join([*lines, f"按上限：{of_class.name}"])
    return DayCell(range_text(low, high), detail, _hex(of_class.rgb), tip, is_agreed=told.agreed is not None)


def _first_pollutant(days: list[DayForecast]) -> str:
    return next((d.pollutant for d in days if d.pollutant), "")


def range_text(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*rgb)


def _province(air: Air, places: Places) -> ProvinceView:
    province = air.province
    wider = province.any_two
    text = f"{wider.text}：{term(wider.level)}" if wider.level.is_alert else wider.text
    return ProvinceView(
        province.level,
        province.adjacent.text,
        places.names(province.affected),
        places.names(province.ungraded),
        wider.level,
        text,
        province.readings,
    )
