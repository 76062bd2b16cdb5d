"""Editions of HJ 633 as data: limits, items, roundings and classes, and which edition is in force when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from qh_console.domain.clock import BEIJING, HOUR, day_of_hour
from qh_console.domain.readings import POLLUTANT_NAMES, Floats, Indicator

Int16 = npt.NDArray[np.int16]
Int8 = npt.NDArray[np.int8]

NOT_GIVEN = -1
"""Stands in integer arrays where the rules give no value (NA)."""

_FINE = 1e10


class Report(StrEnum):
    """The two reports of HJ 633: by hour (实时报) and by day (日报)."""

    HOURLY = "hourly"
    DAILY = "daily"


class Rule(StrEnum):
    """Two readings of the 2012 hourly report: as the national platform publishes it, and by the letter."""

    PUBLISHED = "published"
    TEXT = "text"


def round_half_even(values: Floats, decimals: int) -> Floats:
    """GB/T 8170: round half to even on the decimal value.

    `values` are the doubles nearest to decimals of at most ten places and fifteen digits, below 200,000; for those the
    result is exact. Halves are doubles themselves at 0 decimals; elsewhere the decimal is first restored as an integer.
    """
    if decimals == 0:
        return np.rint(values)
    tenth_powers = 10.0**decimals
    rounded: Floats = np.rint(np.rint(values * _FINE) / (_FINE / tenth_powers)) / tenth_powers
    return rounded


@dataclass(frozen=True)
class Pollutant:
    """One of the six: its sign (PM2.5), name, unit, the places its means are kept to, who is sensitive to it."""

    sign: str
    name: str
    unit: str
    mean_decimals: int
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Column:
    """HJ 633 table of limits, one column. `limits` stand at `steps`; a concentration beyond the last gives `beyond`."""

    id: str
    pollutant: str
    steps: tuple[int, ...]
    limits: tuple[int, ...]
    beyond: int | None
    """None: no sub-index beyond the last limit (2012, notes 2 and 3)."""
    decimals: int | None
    """Places the concentration is rounded to first (2026, 4.2.2); None: taken as given (2012)."""

    @property
    def per_unit(self) -> int:
        """Slots of the look-up table for each unit of concentration."""
        return 100 if self.decimals is None else int(10**self.decimals)

    @cached_property
    def sub_indices(self) -> Int16:
        """Sub-index by slot, in whole numbers throughout: one slot more is `beyond`."""
        top = self.limits[-1] * self.per_unit
        table = np.full(top + 2, NOT_GIVEN, dtype=np.int16)
        ends = [limit * self.per_unit for limit in self.limits]
        for low, high, at_low, at_high in zip(ends, ends[1:], self.steps, self.steps[1:], strict=False):
            above = np.arange(1, high - low + 1, dtype=np.int64) * (at_high - at_low)
            table[low + 1 : high + 1] = at_low - (-above // (high - low))
        table[0] = self.steps[0]
        table[top + 1] = NOT_GIVEN if self.beyond is None else self.beyond
        return table

    def rounded(self, values: Floats) -> Floats:
        """The concentrations as they enter the formula."""
        return values if self.decimals is None else round_half_even(values, self.decimals)

    def sub_index(self, values: Floats, out: Int16 | None = None) -> tuple[Int16, npt.NDArray[np.bool_]]:
        """Sub-index of each concentration (in `out`), -1 where none is given, and which concentrations are valid.

        Exact for doubles nearest to decimals of at most ten places and fifteen digits. NaN and negatives are not valid.
        """
        valid = values >= 0
        slots = np.minimum(values, self.limits[-1] + 1.0)
        np.fmax(slots, 0.0, out=slots)
        if self.decimals is None:
            capped = slots
            slots = np.rint(capped * self.per_unit)
            slots += capped > slots / self.per_unit
        elif self.decimals == 0:
            np.rint(slots, out=slots)
        else:
            slots *= _FINE
            np.rint(slots, out=slots)
            slots /= _FINE / self.per_unit
            np.rint(slots, out=slots)
        found = self.sub_indices.take(slots.astype(np.intp), mode="clip", out=out)
        np.copyto(found, np.int16(NOT_GIVEN), where=~valid)
        return found, valid


@dataclass(frozen=True)
class Item:
    """One item of a report: which column of a table of readings is judged by which column of limits."""

    indicator: Indicator
    column: Column

    @property
    def pollutant(self) -> str:
        return self.column.pollutant


@dataclass(frozen=True)
class AqiClass:
    """One level of the index with its colours (Annex A: RGB on screens, CMYK in print) and health advice (table 2)."""

    level: int
    numeral: str
    name: str
    low: int
    high: int
    colour: str
    rgb: tuple[int, int, int]
    cmyk: tuple[int, int, int, int]
    effect: str
    advice: tuple[str, ...]


@dataclass(frozen=True)
class MeanSettings:
    """How many values a mean needs (GB 3095, HJ 663)."""

    day_hours: int
    day_least: int
    eight_hours: int
    eight_least: int
    o3_day_windows_least: int
    """Valid 8 h windows a day's maximum needs (HJ 663—2013, 待核) …"""
    o3_day_counts_above: int
    """… unless the maximum is above this concentration, which counts anyway."""


@dataclass(frozen=True, eq=False)
class AqiEdition:
    """One edition of HJ 633, whole. `effective_to` is its last day; None: still in force."""

    id: str
    title: str
    short: str
    effective_from: date
    effective_to: date | None
    pollutants: tuple[Pollutant, ...]
    columns: Mapping[str, Column]
    items: Mapping[tuple[Report, Rule], tuple[Item, ...]]
    classes: tuple[AqiClass, ...]
    means: MeanSettings
    top: int
    primary_above: int
    """There is a primary pollutant only above this AQI."""
    exceeding_above: int | None
    """Sub-index above which a pollutant counts as 超标; None: the edition has no such notion."""
    incomplete_above: int | None
    """2026, 5.3.1: with a pollutant missing the AQI is given only above this; None: always given."""
    advise_sensitive_above: int | None
    """2026, table 2: sensitive groups are named for pollutants whose sub-index is above this."""
    unconfirmed: tuple[str, ...] = ()
    """Settings without a source we read (待核)."""

    @property
    def has_exceeding_pollutant(self) -> bool:
        return self.exceeding_above is not None

    @cached_property
    def signs(self) -> tuple[str, ...]:
        return tuple(p.sign for p in self.pollutants)

    @cached_property
    def levels(self) -> Int8:
        """Level by AQI from 0 to the top; the last (-1) is 0, no level."""
        table = np.zeros(self.top + 2, dtype=np.int8)
        for c in self.classes:
            table[c.low : c.high + 1] = c.level
        return table

    def pollutant(self, sign: str) -> Pollutant:
        return self.pollutants[self.signs.index(sign)]

    def mean_decimals(self, indicator: Indicator) -> int:
        """Places a mean of `indicator` is rounded to (GB/T 8170) before it is judged or shown."""
        return self.pollutant(POLLUTANT_NAMES[indicator]).mean_decimals

    def class_of(self, aqi: int) -> AqiClass:
        """The class `aqi` falls in; what is above the top falls in the last."""
        return self.classes[int(self.levels[min(aqi, self.top)]) - 1]

    def is_in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class AqiEditions:
    """All editions, oldest first."""

    items: tuple[AqiEdition, ...]

    def __iter__(self) -> Iterator[AqiEdition]:
        return iter(self.items)

    @cached_property
    def _by_id(self) -> dict[str, AqiEdition]:
        return {e.id: e for e in self.items}

    def by_id(self, edition_id: str) -> AqiEdition:
        """Raises KeyError for an edition that is not here."""
        return self._by_id[edition_id]

    @property
    def newest(self) -> AqiEdition:
        return self.items[-1]

    def at(self, when: datetime | date) -> AqiEdition:
        """The edition in force on a day, or for the hour ending at an instant; the newest where none was."""
        on = day_of_hour(when) if isinstance(when, datetime) else when
        return next((e for e in reversed(self.items) if e.is_in_force(on)), self.newest)

    def spans(self, first_at: datetime, hours: int) -> tuple[tuple[AqiEdition, slice], ...]:
        """Consecutive hours, the first ending at `first_at`, cut where the edition changes."""
        cuts = {0, hours}
        for edition in self.items:
            for on in (edition.effective_from, edition.effective_to and edition.effective_to + timedelta(days=1)):
                if on:
                    first_of_day = datetime(on.year, on.month, on.day, tzinfo=BEIJING) + HOUR
                    cuts.add(min(max(-((first_at - first_of_day) // HOUR), 0), hours))
        ends = sorted(cuts)
        return tuple((self.at(first_at + start * HOUR), slice(start, stop)) for start, stop in pairwise(ends))
