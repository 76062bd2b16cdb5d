"""One edition of the plan as data: levels, units, duties and the settings of our own readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property

from qh_console.domain.office_settings import OfficeSettings


class Level(IntEnum):
    """What a grade or an alert amounts to, lowest first (plan 3.1). HINT is no alert: health advice only."""

    NONE = 0
    HINT = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4

    @property
    def word(self) -> str:
        """The word files and the command line use: red, orange, yellow, hint, none."""
        return self.name.lower()

    @property
    def is_alert(self) -> bool:
        return self >= Level.YELLOW

    @classmethod
    def of(cls, word: str) -> Level:
        return cls[word.upper()]


class Category(StrEnum):
    """Kinds of measure in plan 5.3, and the standing duties of 2.3/2.4."""

    MANDATORY = "mandatory"
    SUGGESTED = "suggested"
    HEALTH = "health"
    STANDING = "standing"


class Phase(StrEnum):
    """When a duty binds: kept ready at all times (plan 4, 7), during a response (5.3), after it has ended (5.5)."""

    READY = "ready"
    RESPONSE = "response"
    AFTER = "after"


@dataclass(frozen=True)
class Condition:
    """One way to reach a level: all its parts must hold within one process (plan 3.1).

    `runs`: (line, days, consecutive) — at least `days` 24 h windows above AQI `line` that do not overlap;
    consecutive ones follow each other back to back. `reaches`: any single window at or above this AQI.
    """

    clause: str
    runs: tuple[tuple[int, int, bool], ...] = ()
    reaches: int | None = None


@dataclass(frozen=True)
class LevelRule:
    level: Level
    name: str
    """As papers write it: 橙色预警."""
    colour: str
    """The colour's word: 橙色."""
    response: str
    """Ⅰ, Ⅱ, Ⅲ; empty where no response starts (plan 5.1)."""
    severity: str
    """特别严重 / 严重 / 较重, as the warning platform words it; empty for the hint."""
    any_of: tuple[Condition, ...]

    @property
    def response_ascii(self) -> str:
        return {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III"}.get(self.response, "none")


@dataclass(frozen=True)
class DustSettings:
    """Thresholds of the dust hint (plan 1.3); all 待核, editable in the pack."""

    jump_ratio: float
    jump_over_ugm3: float
    before_hours: int
    end_within: float
    masked_ratio: float
    ratio_line: float
    confirmed: bool


@dataclass(frozen=True)
class GradingSettings:
    """The numbers of plan 3.1, 3.3.2 and our readings of them (本系统取法), each with its clause in `clauses`."""

    window_hours: int
    window_valid_hours: int
    heavy_above: int
    severe_above: int
    merge_gap_hours: int
    """Heavy windows closer than this are one process (3.3.2)."""
    clear_hours: int
    """Hours the forecast must stay below the line before lowering or lifting (3.3.2)."""
    improvement_hours: int
    no_improvement_mean: int
    """Mean of the next `improvement_hours` not below this is 'no clear improvement' (3.3.2)."""
    least_completeness: float
    """Share of valid hours under which no recommendation is made."""
    forecast_record_days: int
    """Days that are over, against which the sources of forecasts are checked; never a ground for a level."""
    band_share: float
    """Share (0 to 1) of a source's past errors that its band holds."""
    band_least_cases: int
    """Past errors under which there is no band."""
    cause_split: bool
    """Editions that answer ozone and dust differently from PM2.5 (mee-2024)."""
    readings: Mapping[str, str]
    """Our reading of each open point, worded for screen and paper, by setting name."""
    clauses: Mapping[str, str] = field(default_factory=dict)
    """Clause by topic: dust, process, province, any_two, floor, raise, lower, lift, carry_on, cause_split."""

    def cited(self, *topics: str) -> tuple[str, ...]:
        """Clause numbers of `topics`, each once; a topic this edition is silent on is left out."""
        return tuple(dict.fromkeys(self.clauses[t] for t in topics if t in self.clauses))


@dataclass(frozen=True)
class Unit:
    """A member unit of the leading group (plan 2.1) or a prefecture's headquarters."""

    id: str
    name: str
    short: str
    kind: str
    """province | prefecture"""
    groups: tuple[str, ...] = ()
    place: str | None = None
    """For a prefecture: its code."""
    number_prefix: str = ""
    """For a prefecture: 发文机关代字 of its own notices."""


@dataclass(frozen=True)
class Group:
    """One of the five working groups (plan 2.3)."""

    id: str
    name: str
    duty: str
    units: tuple[str, ...]
    clause: str
    guides_cities: bool = False
    """Its units keep their standing duties under a single city's alert too (2.3)."""


@dataclass(frozen=True)
class Duty:
    """One thing a unit must do, in our own short words, from the level where the plan asks for it."""

    id: str
    clause: str
    category: Category
    level: Level
    """The lowest level at which it applies; higher levels keep it (5.3.2, 5.3.3: 在…基础上)."""
    text: str
    units: tuple[str, ...]
    """Provincial units answerable for it, the leading one first; none where only the prefectures answer."""
    by_place: bool
    """True: every affected prefecture answers for it as well."""
    due_hours: int
    """Hours after the notice by which the office expects an answer; our reading, the plan sets no limit."""
    supersedes: tuple[str, ...] = ()
    """Duties of a lower level that this one tightens (停驶30% → 50%)."""
    phase: Phase = Phase.RESPONSE
    provincial_only: bool = False
    """True: only a provincial alert calls for it (5.2: 现场工作组)."""


@dataclass(frozen=True)
class ApprovalRule:
    """Who signs a level; an office setting, since the plan does not say. Several of one level sign in their order."""

    level: Level
    signatory: str
    holder: str = ""
    """The account that signs as `signatory`; empty: any approver."""
    deputies: tuple[str, ...] = ()
    """Accounts that sign while the holder is away."""


@dataclass(frozen=True)
class ClockSettings:
    """When the office's clocks run out; the plan sets none of these limits."""

    review_hours: Mapping[Level, int]
    """Hours by level after which a standing alert is looked at again."""
    countersign_hours: int
    """Hours in which a word given by telephone is signed."""
    forecast_hours: int
    """Hours a consultation may rest on its forecast."""


@dataclass(frozen=True)
class PlanPack:
    """A dated edition of the plan. `digest` is of the file's bytes: what the record used cannot change unnoticed."""

    id: str
    title: str
    document: str
    effective_from: date
    effective_to: date | None
    """Its last day; None: still in force as far as we know."""
    confirmed: bool
    """False: 待核 is printed wherever this edition is named."""
    digest: str
    levels: tuple[LevelRule, ...]
    grading: GradingSettings
    dust: DustSettings
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    duties: tuple[Duty, ...]
    approvals: tuple[ApprovalRule, ...]
    reductions: Mapping[Level, Mapping[str, int]]
    """Least emergency reduction in percent by level and pollutant (4.3)."""
    office: OfficeSettings
    clocks: ClockSettings
    clauses: Mapping[str, str]
    """Clause number to our own one-line gist, for tool-tips and papers."""
    remark: str = ""
    """What an officer must know before relying on this edition; shown wherever editions are chosen."""
    is_provincial: bool = True
    """False: guidance from outside the province, for comparison only; never in force by date."""
    is_default: bool = False

    @cached_property
    def _rules(self) -> dict[Level, LevelRule]:
        return {r.level: r for r in self.levels}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {u.id: u for u in self.units}

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {d.id: d for d in self.duties}

    def rule(self, level: Level) -> LevelRule:
        return self._rules[level]

    def unit(self, unit_id: str) -> Unit:
        return self._units[unit_id]

    def unit_name(self, unit_id: str) -> str:
        """The unit's short name; one that only another edition knows keeps its id."""
        known = self._units.get(unit_id)
        return known.short if known else unit_id

    def duty(self, duty_id: str) -> Duty:
        return self._duties[duty_id]

    def duties_at(self, level: Level) -> tuple[Duty, ...]:
        """Response duties in force at `level`: all that began at or below it, less those a stricter one replaces."""
        reached = [d for d in self.duties if d.phase is Phase.RESPONSE and d.level <= level]
        replaced = {old for d in reached for old in d.supersedes}
        return tuple(d for d in reached if d.id not in replaced)

    def duties_of(self, phase: Phase) -> tuple[Duty, ...]:
        return tuple(d for d in self.duties if d.phase is phase)

    @cached_property
    def city_guides(self) -> frozenset[str]:
        """Provincial units that act under a city's alert as well."""
        return frozenset(unit for group in self.groups if group.guides_cities for unit in group.units)

    def headquarters(self, place: str) -> Unit:
        """Plan 2.1: the headquarters of the prefecture with this code; raises KeyError."""
        return self._headquarters[place]

    @cached_property
    def _headquarters(self) -> dict[str, Unit]:
        return {u.place: u for u in self.units if u.place is not None}
