"""What a pack file and a places file may hold, as tables and keys; the domain values are built in packs.py."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from qh_console.domain.pack import Level
from qh_console.toml_files import Section

LevelWord = Literal["hint", "yellow", "orange", "red"]
AlertWord = Literal["yellow", "orange", "red"]
Pollutant = Literal["so2", "nox", "pm", "vocs"]
Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Code = Annotated[str, Field(pattern=r"^\d{6}$")]
Hours = Annotated[int, Field(ge=1, le=24 * 31)]
Aqi = Annotated[int, Field(ge=1, le=500)]
Share = Annotated[float, Field(gt=0, le=1)]
Percent = Annotated[int, Field(ge=0, le=100)]

EXTENDABLE = (
    "dust",
    "units",
    "headquarters",
    "groups",
    "duties",
    "approvals",
    "reductions",
    "office",
    "clocks",
    "clauses",
)
"""Tables an edition may take from the one it extends; grading is always its own."""

MERGED = frozenset({"clauses"})


class GradingSection(Section):
    window_hours: Hours
    window_valid_hours: Hours
    heavy_above: Aqi
    severe_above: Aqi
    merge_gap_hours: Hours
    clear_hours: Hours
    improvement_hours: Hours
    no_improvement_mean: Aqi
    least_completeness: Share
    forecast_record_days: Annotated[int, Field(ge=1, le=366)]
    band_share: Share
    band_least_cases: Annotated[int, Field(ge=2)]
    cause_split: bool
    clauses: dict[
        Literal["dust", "process", "province", "any_two", "floor", "raise", "lower", "lift", "carry_on", "cause_split"],
        Text,
    ] = Field(default_factory=dict)
    readings: dict[str, Text]


class DustSection(Section):
    jump_ratio: Annotated[float, Field(gt=1)]
    jump_over_ugm3: Annotated[float, Field(gt=0)]
    before_hours: Hours
    end_within: Share
    masked_ratio: Share
    ratio_line: Share
    confirmed: bool


class RunSection(Section):
    above: Aqi
    days: Annotated[int, Field(ge=1, le=31)]
    consecutive: bool = False


class ConditionSection(Section):
    clause: Text
    runs: list[RunSection] = Field(default_factory=list)
    reaches: Aqi | None = None


class LevelSection(Section):
    level: LevelWord
    name: Text
    colour: str = ""
    response: Literal["", "Ⅰ", "Ⅱ", "Ⅲ"] = ""
    severity: str = ""
    any_of: list[ConditionSection]


class UnitSection(Section):
    id: Id
    name: Text
    short: Text


class HeadquartersSection(UnitSection):
    place: Code
    number_prefix: Text


class GroupSection(Section):
    id: Id
    name: Text
    clause: Text
    duty: Text
    units: Annotated[list[str], Field(min_length=1)]
    guides_cities: bool = False


class DutySection(Section):
    id: Id
    clause: Text
    category: Literal["mandatory", "suggested", "health", "standing"]
    level: Literal["none", "hint", "yellow", "orange", "red"]
    phase: Literal["ready", "response", "after"] = "response"
    units: list[str]
    by_place: bool = False
    provincial_only: bool = False
    due_hours: Annotated[int, Field(ge=0, le=24 * 31)] = 0
    supersedes: list[str] = Field(default_factory=list)
    text: Text

    @property
    def at_level(self) -> Level:
        return Level.of(self.level)


class OfficeSection(Section):
    name: Text
    issuer: Text
    number_prefix: Text
    printed_by: Text
    province_addressee: Text
    city_addressee: Text
    hotline: Text
    reply_hours: Annotated[int, Field(ge=1)]
    message_sender: Annotated[str, Field(pattern=r"^[^\s,<&]+$")]
    region_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    organ_code: Annotated[str, Field(pattern=r"^\d{3}$")]
    event_code: Annotated[str, Field(pattern=r"^[0-9A-Z]+$")]


class ReviewSection(Section):
    yellow: Hours
    orange: Hours
    red: Hours


class ClocksSection(Section):
    review_hours: ReviewSection
    countersign_hours: Hours
    forecast_hours: Hours


class ApprovalSection(Section):
    level: AlertWord
    signatory: Text


class PackSection(Section):
    """A whole pack, whatever it extends already filled in."""

    id: Id
    extends: Id | None = None
    title: Text
    document: Text
    effective_from: date
    effective_to: date | None = None
    confirmed: bool
    default: bool = False
    scope: Literal["province", "national"]
    remark: str = ""
    grading: GradingSection
    dust: DustSection
    levels: Annotated[list[LevelSection], Field(min_length=1)]
    units: Annotated[list[UnitSection], Field(min_length=1)]
    headquarters: list[HeadquartersSection]
    groups: list[GroupSection]
    duties: Annotated[list[DutySection], Field(min_length=1)]
    approvals: list[ApprovalSection]
    reductions: dict[AlertWord, dict[Pollutant, Percent]]
    office: OfficeSection
    clocks: ClocksSection
    clauses: dict[str, Text]


class CountySection(Section):
    code: Code
    name: Text


class PlaceSection(Section):
    code: Code
    name: Text
    short: Text
    aliases: list[Text] = Field(default_factory=list)
    seat: Annotated[list[float], Field(min_length=2, max_length=2)]
    counties: list[CountySection] = Field(default_factory=list)


class PlacesSection(Section):
    places: Annotated[list[PlaceSection], Field(min_length=1)]
    borders: list[Annotated[list[Code], Field(min_length=2, max_length=2)]]
