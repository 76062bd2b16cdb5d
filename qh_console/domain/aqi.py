"""The air quality index by HJ 633: one path over arrays for a single value, a table and ten years of hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qh_console.domain.aqi_editions import NOT_GIVEN, AqiEdition, Int8, Int16, Item, Report, Rule
from qh_console.domain.readings import Floats, Indicator

UInt8 = npt.NDArray[np.uint8]

_CHUNK = 1 << 15


@dataclass(frozen=True)
class AqiReport:
    """What one row of a report says, place-less. None stands for NA; pollutants go by their signs."""

    edition: str
    report: str
    rule: str
    aqi: int | None
    level: int | None
    class_name: str | None
    primary: tuple[str, ...]
    exceeding: tuple[str, ...]
    missing: tuple[str, ...]
    not_measured: tuple[str, ...]
    """Never measured here (2026, 5.3.2); papers show —."""
    iaqi: Mapping[str, int | None]
    """The largest sub-index of each pollutant."""
    items: Mapping[str, int | None]
    """Sub-index of each item, by the name of its column of readings."""
    concentrations: Mapping[str, float | None]
    """By item, as they entered the formula, after rounding."""


@dataclass(frozen=True, eq=False)
class AqiTable:
    """Index and working for many rows. Integer arrays hold -1 (level 0) where nothing is given.

    `sub` has the shape (items, rows). `primary`, `exceeding`, `missing` hold one bit a pollutant, in edition order.
    """

    edition: AqiEdition
    report: Report
    rule: Rule
    items: tuple[Item, ...]
    values: Mapping[Indicator, Floats]
    not_measured: frozenset[str]
    sub: Int16
    aqi: Int16
    level: Int8
    primary: UInt8
    missing: UInt8

    @property
    def rows(self) -> int:
        return len(self.aqi)

    @cached_property
    def largest(self) -> Int16:
        """The largest sub-index of what there is, before the rule on missing pollutants."""
        largest: Int16 = self.sub.max(axis=0)
        return largest

    @cached_property
    def exceeding(self) -> UInt8:
        """2012 3.4: what exceeds its limit; nothing in editions without that notion."""
        found = np.zeros(self.rows, dtype=np.uint8)
        if self.edition.exceeding_above is not None:
            for sub, bit in zip(self.sub, self.bits, strict=True):
                found |= (sub > self.edition.exceeding_above) * bit
        return found

    @cached_property
    def bits(self) -> tuple[np.uint8, ...]:
        """The bit of each item's pollutant."""
        return tuple(np.uint8(1 << self.edition.signs.index(item.pollutant)) for item in self.items)

    @property
    def is_valid(self) -> npt.NDArray[np.bool_]:
        return self.aqi >= 0

    def signs(self, bits: int) -> tuple[str, ...]:
        """The pollutants a value of `primary`, `exceeding` or `missing` stands for."""
        return tuple(sign for i, sign in enumerate(self.edition.signs) if bits >> i & 1)

    def row(self, index: int) -> AqiReport:
        sub = {item: _given(self.sub[i, index]) for i, item in enumerate(self.items)}
        iaqi: dict[str, int | None] = dict.fromkeys(self.edition.signs)
        for item, value in sub.items():
            if value is not None:
                iaqi[item.pollutant] = max(value, iaqi[item.pollutant] or 0)
        aqi = _given(self.aqi[index])
        missing = self.signs(int(self.missing[index]))
        return AqiReport(
            edition=self.edition.id,
            report=str(self.report),
            rule=str(self.rule),
            aqi=aqi,
            level=None if aqi is None else int(self.level[index]),
            class_name=None if aqi is None else self.edition.class_of(aqi).name,
            primary=self.signs(int(self.primary[index])),
            exceeding=self.signs(int(self.exceeding[index])),
            missing=tuple(s for s in missing if s not in self.not_measured),
            not_measured=tuple(s for s in missing if s in self.not_measured),
            iaqi=iaqi,
            items={str(item.indicator): value for item, value in sub.items()},
            concentrations={str(item.indicator): self._concentration(item, index) for item in self.items},
        )

    def _concentration(self, item: Item, index: int) -> float | None:
        values = self.values.get(item.indicator)
        if values is None or not values[index] >= 0:
            return None
        return float(item.column.rounded(values[index : index + 1])[0])


def hourly_table(
    values: Mapping[Indicator, Floats],
    edition: AqiEdition,
    rule: Rule = Rule.PUBLISHED,
    not_measured: Collection[str] = (),
) -> AqiTable:
    """HJ 633—2026 4.2.3, 2012 5.1.3: the hourly report. Arrays of one length, µg/m³ (CO mg/m³), NaN for missing.

    `not_measured`: signs of pollutants the place never measures (2026, 5.3.2). Raises ValueError on unequal lengths.
    """
    return _table(values, edition, Report.HOURLY, rule, not_measured)


def daily_table(
    values: Mapping[Indicator, Floats], edition: AqiEdition, not_measured: Collection[str] = ()
) -> AqiTable:
    """HJ 633—2026 4.2.3, 2012 5.1.2: the daily report; O3 is the largest 1 h, O3_8H the largest 8 h mean of the day."""
    return _table(values, edition, Report.DAILY, Rule.PUBLISHED, not_measured)


def aqi_of(
    values: Mapping[Indicator, float | None],
    edition: AqiEdition,
    report: Report = Report.HOURLY,
    rule: Rule = Rule.PUBLISHED,
    not_measured: Collection[str] = (),
) -> AqiReport:
    """One row by the same path; None or NaN for missing."""
    arrays = {k: np.array([np.nan if v is None else v], dtype=np.float64) for k, v in values.items()}
    arrays = arrays or {edition.items[report, rule][0].indicator: np.array([np.nan])}
    return _table(arrays, edition, report, rule, not_measured).row(0)


def _table(
    values: Mapping[Indicator, Floats],
    edition: AqiEdition,
    report: Report,
    rule: Rule,
    not_measured: Collection[str],
) -> AqiTable:
    lengths = {len(v) for v in values.values()}
    if len(lengths) > 1:
        raise ValueError(f"columns of unequal length: {sorted(lengths)}")
    rows = lengths.pop() if lengths else 0
    items = edition.items[report, rule]
    table = AqiTable(
        edition=edition,
        report=report,
        rule=rule,
        items=items,
        values={k: np.asarray(v, dtype=np.float64) for k, v in values.items()},
        not_measured=frozenset(not_measured),
        sub=np.empty((len(items), rows), dtype=np.int16),
        aqi=np.empty(rows, dtype=np.int16),
        level=np.empty(rows, dtype=np.int8),
        primary=np.empty(rows, dtype=np.uint8),
        missing=np.empty(rows, dtype=np.uint8),
    )
    for start in range(0, rows, _CHUNK):
        _fill(table, slice(start, min(start + _CHUNK, rows)))
    return table


def _fill(table: AqiTable, part: slice) -> None:
    """Work out the rows of `part` in place; in parts so that the working stays small and near."""
    edition = table.edition
    sub = table.sub[:, part]
    present = np.zeros(part.stop - part.start, dtype=np.uint8)
    for row, item, bit in zip(sub, table.items, table.bits, strict=True):
        values = table.values.get(item.indicator)
        if values is None:
            row[:] = NOT_GIVEN
            continue
        _, valid = item.column.sub_index(values[part], out=row)
        present |= valid * bit
    missing = np.bitwise_or.reduce(table.bits) & ~present
    aqi = sub.max(axis=0)
    if edition.incomplete_above is not None:
        counted = np.uint8(sum(1 << i for i, sign in enumerate(edition.signs) if sign not in table.not_measured))
        withheld = ((missing & counted) != 0) & (aqi <= edition.incomplete_above)
        np.copyto(aqi, np.int16(NOT_GIVEN), where=withheld)
    table.aqi[part] = aqi
    table.level[part] = edition.levels.take(aqi, mode="wrap")
    table.missing[part] = missing
    np.copyto(aqi, np.int16(edition.top + 1), where=aqi <= edition.primary_above)
    primary = np.zeros_like(present)
    for row, bit in zip(sub, table.bits, strict=True):
        primary |= (row == aqi) * bit
    table.primary[part] = primary


def _given(value: np.int16) -> int | None:
    return None if value == NOT_GIVEN else int(value)
