"""What the emission register shows: how each prefecture stands, one list's ratios, and the sources that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.emission_ratios import RatioLine, RatioVerdict, check_ratios, shortfall
from qh_console.domain.emission_register import HeldEmissionBase, HeldEmissionList
from qh_console.domain.emissions import (
    DailyGrams,
    EmissionBase,
    EmissionSource,
    LevelMeasures,
    Pollutant,
    SourceKind,
    kilograms,
    percent_down,
)
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.emissions import EmissionImport, PlaceEmissions, derive_place_emissions
from qh_console.services.terms import term
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.ratio_bars import RatioLevel, RatioView

TONES = {
    RatioVerdict.REACHED: "ok",
    RatioVerdict.TRADED: "accent",
    RatioVerdict.SHORT: "fault",
    RatioVerdict.NO_BASE: "muted",
}
BASE_FIELDS = ("year", *(p.value for p in Pollutant))


@dataclass(frozen=True)
class EmissionsFilter:
    """`edition` is empty for the list in force; `kind` for every kind."""

    place: str = ""
    edition: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class PlaceLine:
    code: str
    name: str
    sources: str
    standing: str
    tone: str


@dataclass(frozen=True)
class SourceLine:
    """One source of the list shown; `number` is its place in the edition."""

    number: int
    name: str
    kind: str
    county: str
    industry: str
    grade: str
    marks: str
    emissions: tuple[str, ...]
    measures: tuple[str, ...]
    """A level each, in a sentence."""
    is_enterprise: bool


@dataclass(frozen=True)
class EmissionsState:
    places: tuple[PlaceLine, ...]
    place: str
    title: str
    note: str
    """What is missing or short, by name; tells what to do first."""
    note_tone: str
    ratios: tuple[RatioLevel, ...] = ()
    editions: tuple[tuple[str, str], ...] = ()
    """Id and words, the one in force first."""
    edition: str = ""
    rows: tuple[SourceLine, ...] = ()
    counts: Mapping[str, int] | None = None


def derive_emissions(
    board: Board, pack: PlanPack, places: Places, wanted: EmissionsFilter, now: datetime
) -> EmissionsState:
    """Plan 4.1, 4.3."""
    every = tuple(derive_place_emissions(board, pack, place.code) for place in places.items)
    lines = tuple(_place(one, places) for one in every)
    chosen = next((one for one in every if one.place == wanted.place), every[0])
    history = tuple(reversed(board.emissions.lists.get(chosen.place, ())))
    held = next((one for one in history if one.id == wanted.edition), chosen.held)
    name = places[chosen.place].name
    if held is None:
        told = f"先导入{name}报送的清单（XLSX或CSV，可先导出空表照表头填），再登记减排基数"
        return EmissionsState(lines, chosen.place, f"{name}　还没有清单", told, "")
    sources = held.list.sources
    ratios = check_ratios(sources, chosen.base.base.grams if chosen.base else None, pack.reductions)
    note, tone = _note(ratios, chosen.base, now)
    rows = tuple(_source(k, source, pack) for k, source in enumerate(sources))
    counts = {kind.value: sum(source.kind is kind for source in sources) for kind in SourceKind}
    editions = tuple((one.id, _edition(one, one is chosen.held)) for one in history)
    return EmissionsState(
        lines,
        chosen.place,
        f"{name}　{len(sources)}个源　{_base_words(chosen.base)}",
        note,
        tone,
        _ratio_levels(ratios, pack),
        editions,
        held.id,
        tuple(row for row in rows if _is_wanted(row, wanted)),
        {"": len(sources), **counts},
    )


def base_of(place: str, values: Mapping[str, str]) -> EmissionBase | tuple[str, str]:
    """The base the form holds; or the field that cannot be read, and why."""
    year = values["year"].strip()
    if not year.isdecimal() or len(year) > 4:
        return "year", "请填四位年份"
    grams: dict[str, int] = {}
    for pollutant in Pollutant:
        text = values[pollutant.value].strip()
        try:
            value = Decimal(text) * 1000
        except InvalidOperation:
            value = Decimal(-1)
        if not value.is_finite() or value < 0 or value != value.to_integral_value() or value > 10**13:
            return pollutant.value, "请填每日千克数，最多三位小数，没有填0"
        grams[pollutant.value] = int(value)
    return EmissionBase(place, int(year), DailyGrams(**grams))


def base_values(held: HeldEmissionBase | None, now: datetime) -> dict[str, str]:
    """The form as it opens: last year's figures to be worked over."""
    year = {"year": str(beijing(now).year)}
    if held is None:
        return year | {p.value: "" for p in Pollutant}
    return year | {p.value: kilograms(held.base.grams.of(p)) for p in Pollutant}


def import_words(result: EmissionImport, places: Places) -> str:
    """What became of a file, in one sentence."""
    parts = [f"{places[code].name}新一版，{count}个源" for code, count in result.entered]
    parts += [f"{places[code].name}与现行清单相同" for code in result.unchanged]
    if result.refused:
        parts.append(f"有错{'未收' if result.entered else ''}{result.refused}行")
    if result.ignored_columns:
        parts.append(f"没有用到的列：{'、'.join(result.ignored_columns)}")
    return f"{result.file}：{'；'.join(parts) or '没有可以登记的行'}"


def _place(one: PlaceEmissions, places: Places) -> PlaceLine:
    name = places[one.place].name
    if one.held is None:
        return PlaceLine(one.place, name, "—", "无清单", "muted")
    count = str(len(one.held.list.sources))
    if one.base is None:
        return PlaceLine(one.place, name, count, "无基数", "warn")
    short = sum(line.verdict is RatioVerdict.SHORT for line in one.lines)
    return PlaceLine(one.place, name, count, f"{short}项不足" if short else "达标", "fault" if short else "ok")


def _note(ratios: tuple[RatioLine, ...], base: HeldEmissionBase | None, now: datetime) -> tuple[str, str]:
    if base is None:
        return "减排基数还没有登记，比例无从核算（4.3）：按“登记基数”填写", "warn"
    short = [f"{term(line.level)}{words}" for line in ratios if (words := shortfall(line))]
    late = beijing(now).year - base.base.year
    stale = f"基数是{base.base.year}年的，每年须核算一次（4.3）" if late > 1 else ""
    if short:
        return "；".join([*short, *filter(None, [stale])]), "fault"
    return (stale, "warn") if stale else ("各级各项均达到要求", "ok")


def _base_words(base: HeldEmissionBase | None) -> str:
    return f"{base.base.year}年基数" if base else "无基数"


def _edition(held: HeldEmissionList, is_current: bool) -> str:
    return f"{held.list.dated_on}版" + ("（现行）" if is_current else "（已被替换）")


def _ratio_levels(lines: tuple[RatioLine, ...], pack: PlanPack) -> tuple[RatioLevel, ...]:
    levels = dict.fromkeys(line.level for line in lines)
    found = []
    for level in levels:
        view = level_view(level, pack)
        if view is not None:
            found.append(RatioLevel(view, tuple(_ratio(line) for line in lines if line.level is level)))
    return tuple(found)


def _ratio(line: RatioLine) -> RatioView:
    figure = "—" if line.percent is None else f"{percent_down(line.percent)}%"
    figure += f"／{line.required_percent}%"
    share = None if line.percent is None else float(line.percent / max(line.required_percent, 1))
    verdict = line.verdict.label
    tip = shortfall(line) or f"{line.pollutant.symbol} {figure}，{verdict}"
    is_short = line.verdict is RatioVerdict.SHORT
    return RatioView(line.pollutant.symbol, figure, verdict, share, is_short, TONES[line.verdict], tip)


def _source(number: int, source: EmissionSource, pack: PlanPack) -> SourceLine:
    marks = (("民生", source.is_livelihood), ("超低", source.is_ultra_low), ("自主", not source.is_mandatory))
    return SourceLine(
        number,
        source.name,
        source.kind.label,
        source.county,
        source.industry,
        source.grade,
        "、".join(word for word, holds in marks if holds),
        tuple(kilograms(source.emissions.of(p)) for p in Pollutant),
        tuple(f"{term(doing.level)}：{_doing(doing)}" for doing in source.responses),
        source.kind is SourceKind.INDUSTRIAL,
    )


def _doing(doing: LevelMeasures) -> str:
    parts = (doing.lines, doing.measures, doing.transport, _less(doing.reductions))
    return "；".join(part.rstrip("；。") for part in parts if part)


def _less(grams: DailyGrams) -> str:
    told = [f"{p.symbol} {kilograms(grams.of(p))}" for p in Pollutant if grams.of(p)]
    return f"日减排{'、'.join(told)}千克" if told else ""


def _is_wanted(row: SourceLine, wanted: EmissionsFilter) -> bool:
    if wanted.kind and row.kind != SourceKind(wanted.kind).label:
        return False
    words = f"{row.name} {row.county} {row.industry} {row.marks}".lower()
    return all(part in words for part in wanted.text.lower().split())
