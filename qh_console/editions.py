"""Reads resources/aqi: each edition of HJ 633 from one TOML file, checked, into domain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from qh_console.domain.aqi_editions import (
    AqiClass,
    AqiEdition,
    AqiEditions,
    Column,
    Item,
    MeanSettings,
    Pollutant,
    Report,
    Rule,
)
from qh_console.domain.readings import Indicator
from qh_console.problems import BadInput, Fault
from qh_console.toml_files import Section, checked, read_toml
from qh_console.toml_lines import Loc

Whole = Annotated[int, Field(ge=0)]
Places = Annotated[int, Field(ge=0, le=3)]
Byte = Annotated[int, Field(ge=0, le=255)]
Percent = Annotated[int, Field(ge=0, le=100)]
Texts = list[str]

_SEE_OTHERS = "请对照其他版本的文件改正"


def _rise_from_zero(numbers: list[int]) -> list[int]:
    if numbers[0] != 0 or any(low >= high for low, high in pairwise(numbers)):
        raise ValueError("应从0起逐个增大")
    return numbers


_Rising = Annotated[list[Whole], Field(min_length=2), AfterValidator(_rise_from_zero)]


class _Pollutant(Section):
    sign: str
    name: str
    unit: str
    mean_decimals: Places
    sensitive: Texts = Field(default_factory=list)


class _Column(Section):
    id: str
    pollutant: str
    limits: _Rising
    beyond: Whole | None = None


class _Means(Section):
    day_hours: Whole
    day_least: Whole
    eight_hours: Whole
    eight_least: Whole
    o3_day_windows_least: Whole
    o3_day_counts_above: Whole


class _Class(Section):
    level: Whole
    numeral: str
    name: str
    low: Whole
    high: Whole
    colour: str
    rgb: Annotated[list[Byte], Field(min_length=3, max_length=3)]
    cmyk: Annotated[list[Percent], Field(min_length=4, max_length=4)]
    effect: str
    advice: Texts


class _Reports(Section):
    daily: dict[str, str]
    hourly: dict[str, str]
    hourly_text: dict[str, str] | None = None


class _Edition(Section):
    id: str
    title: str
    short: str
    effective_from: date
    effective_to: date | None = None
    steps: _Rising
    primary_above: Whole
    exceeding_above: Whole | None = None
    incomplete_above: Whole | None = None
    advise_sensitive_above: Whole | None = None
    concentration_decimals: dict[str, Places] = Field(default_factory=dict)
    unconfirmed: Texts = Field(default_factory=list)
    means: _Means
    pollutants: Annotated[list[_Pollutant], Field(min_length=1, max_length=8)]
    columns: list[_Column]
    reports: _Reports
    classes: Annotated[list[_Class], Field(min_length=1)]


def _disagreements(edition: _Edition) -> Iterator[tuple[Loc, str]]:
    """Keys that are well-formed each but do not hang together."""
    signs = {p.sign for p in edition.pollutants}
    columns = [c.id for c in edition.columns]
    for i, column in enumerate(edition.columns):
        if column.id in columns[:i]:
            yield ("columns", i, "id"), "与前面的一列同名"
        if column.pollutant not in signs:
            yield ("columns", i, "pollutant"), f"{column.pollutant} 不在 pollutants 之内"
        if len(column.limits) > len(edition.steps):
            yield ("columns", i, "limits"), "限值比 steps 多"
        elif column.pollutant not in edition.concentration_decimals and not _on_hundredths(
            edition.steps, column.limits
        ):
            yield ("columns", i, "limits"), "相邻限值分不成整百分之一的步长"
    for sign in edition.concentration_decimals.keys() - signs:
        yield ("concentration_decimals", sign), "不在 pollutants 之内"
    reports = {"daily": edition.reports.daily, "hourly": edition.reports.hourly}
    reports["hourly_text"] = edition.reports.hourly_text or {}
    for report, items in reports.items():
        for name, column_id in items.items():
            if name not in list(Indicator):
                yield ("reports", report, name), "没有这个监测项目"
            if column_id not in columns:
                yield ("reports", report, name), f"{column_id} 不在 columns 之内"
    yield from _class_gaps(edition)


def _on_hundredths(steps: Sequence[int], limits: Sequence[int]) -> bool:
    """Unrounded concentrations are looked up by hundredths, so every single sub-index must end on one."""
    between = zip(pairwise(limits), pairwise(steps), strict=False)
    return all((high - low) * 100 % (at_high - at_low) == 0 for (low, high), (at_low, at_high) in between)


def _class_gaps(edition: _Edition) -> Iterator[tuple[Loc, str]]:
    after = 0
    for i, c in enumerate(edition.classes):
        if c.low != after:
            yield ("classes", i, "low"), f"应为{after}，与上一级相接"
        if c.level != i + 1:
            yield ("classes", i, "level"), f"应为{i + 1}"
        after = c.high + 1
    if after != edition.steps[-1] + 1:
        yield ("classes", len(edition.classes) - 1, "high"), f"应为最高指数{edition.steps[-1]}"


def load_editions(folder: Path) -> AqiEditions:
    """All editions in `folder`, oldest first. Raises BadInput naming file, key and line of every fault."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise BadInput([Fault(str(folder.name), "没有空气质量指数的版本文件", "请重新安装本程序")])
    faults: list[Fault] = []
    editions: list[AqiEdition] = []
    for path in paths:
        try:
            edition = load_edition(path)
        except BadInput as e:
            faults.extend(e.faults)
            continue
        if any(edition.id == other.id for other in editions):
            faults.append(Fault(path.name, f"版本号 {edition.id} 已被另一个文件使用", "请改 id 或删去其中一个文件"))
        editions.append(edition)
    if faults:
        raise BadInput(faults)
    return AqiEditions(tuple(sorted(editions, key=lambda e: e.effective_from)))


def load_edition(path: Path) -> AqiEdition:
    """The edition in one file; raises BadInput."""
    file = read_toml(path)
    edition = checked(_Edition, file)
    faults = [file.fault(loc, what, _SEE_OTHERS) for loc, what in _disagreements(edition)]
    if faults:
        raise BadInput(faults)
    columns = {c.id: _column(edition, c) for c in edition.columns}
    return AqiEdition(
        id=edition.id,
        title=edition.title,
        short=edition.short,
        effective_from=edition.effective_from,
        effective_to=edition.effective_to,
        pollutants=tuple(
            Pollutant(p.sign, p.name, p.unit, p.mean_decimals, tuple(p.sensitive)) for p in edition.pollutants
        ),
        columns=columns,
        items=_reports(edition.reports, columns),
        classes=tuple(_class(c) for c in edition.classes),
        means=MeanSettings(**edition.means.model_dump()),
        top=edition.steps[-1],
        primary_above=edition.primary_above,
        exceeding_above=edition.exceeding_above,
        incomplete_above=edition.incomplete_above,
        advise_sensitive_above=edition.advise_sensitive_above,
        unconfirmed=tuple(edition.unconfirmed),
    )


def _column(edition: _Edition, column: _Column) -> Column:
    return Column(
        id=column.id,
        pollutant=column.pollutant,
        steps=tuple(edition.steps[: len(column.limits)]),
        limits=tuple(column.limits),
        beyond=column.beyond,
        decimals=edition.concentration_decimals.get(column.pollutant),
    )


def _reports(reports: _Reports, columns: dict[str, Column]) -> dict[tuple[Report, Rule], tuple[Item, ...]]:
    """Items of every report; the 2012 letter differs by hour only, and later editions have one rule."""
    text = reports.hourly if reports.hourly_text is None else reports.hourly_text
    of_rule = {
        (Report.DAILY, Rule.PUBLISHED): reports.daily,
        (Report.DAILY, Rule.TEXT): reports.daily,
        (Report.HOURLY, Rule.PUBLISHED): reports.hourly,
        (Report.HOURLY, Rule.TEXT): text,
    }
    return {
        key: tuple(Item(Indicator(name), columns[column]) for name, column in items.items())
        for key, items in of_rule.items()
    }


def _class(c: _Class) -> AqiClass:
    red, green, blue = c.rgb
    cyan, magenta, yellow, black = c.cmyk
    return AqiClass(
        level=c.level,
        numeral=c.numeral,
        name=c.name,
        low=c.low,
        high=c.high,
        colour=c.colour,
        rgb=(red, green, blue),
        cmyk=(cyan, magenta, yellow, black),
        effect=c.effect,
        advice=tuple(c.advice),
    )
