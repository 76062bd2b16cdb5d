"""The steps a drill's file may hold, and the command each stands for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal, assert_never

from pydantic import Field

from qh_console.domain.clock import BEIJING
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    AssessAlert,
    CloseConsultation,
    Command,
    CorrectMark,
    CountersignApproval,
    EndShift,
    FindCause,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    ProposeChange,
    ReturnProposal,
    StartShift,
)
from qh_console.domain.drill import MarkDuties
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    AgreedDay,
    Approval,
    Assessment,
    Cause,
    Change,
    Consultation,
    Mark,
    MarkState,
    Means,
    Participant,
    Publication,
    Scope,
    TelephoneRecord,
)
from qh_console.domain.readings import DayForecast
from qh_console.toml_files import Section

Code = Annotated[str, Field(pattern=r"^\d{6}$")]
LevelWord = Literal["hint", "yellow", "orange", "red"]
DayRange = Annotated[str, Field(pattern=r"^\d{1,3}~\d{1,3} \S+( 沙尘)?$")]
Days = dict[Code, list[DayRange]]
"""By place: one text a day, `180~230 PM2.5`, with ` 沙尘` behind it on a day of dust."""


class _Step(Section):
    at: datetime
    by: str


class _Shift(_Step):
    act: Literal["start-shift", "end-shift"]
    note: str = ""


class _Cause(_Step):
    act: Literal["find-cause"]
    places: list[Code]
    from_at: datetime
    to_at: datetime
    cause: Annotated[Cause, Field(strict=False)]
    reason: str


class _Participant(Section):
    unit: str
    name: str
    opinion: str = ""


class _Consult(_Step):
    act: Literal["consult"]
    alert: str
    scope: Annotated[Scope, Field(strict=False)]
    places: list[Code]
    cause: Annotated[Cause, Field(strict=False)]
    level: LevelWord
    reason: str = ""
    starts_at: datetime
    ends_at: datetime
    participants: list[_Participant]
    ecology: str
    meteorology: str
    experts: str
    conclusion: str
    days_from: date
    days: Days


class _Close(_Step):
    act: Literal["close"]
    alert: str
    outcome: str


class _Propose(_Step):
    act: Literal["propose"]
    alert: str
    change: Annotated[Change, Field(strict=False)]
    level: LevelWord
    starts_at: datetime
    ends_at: datetime | None = None
    extent: str
    dispersion: str
    pollutants: str
    outlook: str
    reason: str = ""
    jointly: bool = False
    """Ecology and meteorology propose together (plan 3.3.2, a lift)."""


class _Return(_Step):
    act: Literal["return"]
    alert: str
    reason: str


class _Telephone(Section):
    spoke_to: str
    number: str
    called_at: datetime
    read_back: bool


class _Approve(_Step):
    act: Literal["approve"]
    alert: str
    telephone: _Telephone | None = None


class _Countersign(_Step):
    act: Literal["countersign"]
    alert: str


class _Release(_Step):
    act: Literal["issue", "adjust", "lift"]
    alert: str


class _Mark(_Step):
    act: Literal["mark"]
    alert: str
    units: list[str] = Field(default_factory=list)
    duties: list[str] = Field(default_factory=list)
    besides: list[str] = Field(default_factory=list)
    state: Annotated[MarkState, Field(strict=False)]
    means: Annotated[Means, Field(strict=False)]
    spoke_to: str = ""
    says: str = ""
    evidence: str = ""


class _CorrectMark(_Step):
    act: Literal["correct-mark"]
    alert: str
    task: str
    reason: str


class _Assess(_Step):
    act: Literal["assess"]
    alert: str
    meteorology: str
    causes: str
    reductions: str
    publicity: str
    later_effects: str
    problems: str
    lessons: str
    proposals: str


AnyStep = Annotated[
    _Shift
    | _Cause
    | _Consult
    | _Close
    | _Propose
    | _Return
    | _Approve
    | _Countersign
    | _Release
    | _Mark
    | _CorrectMark
    | _Assess,
    Field(discriminator="act"),
]


def step_of(step: AnyStep) -> Command | MarkDuties:
    """What the officer asks for; the parts only the engine knows are left open."""
    by = step.by
    match step:
        case _Shift():
            return StartShift(by, step.note) if step.act == "start-shift" else EndShift(by, step.note)
        case _Cause():
            return FindCause(by, tuple(step.places), utc(step.from_at), utc(step.to_at), step.cause, step.reason)
        case _Consult():
            return HoldConsultation(by, step.alert, _consultation(step))
        case _Close():
            return CloseConsultation(by, step.alert, step.outcome)
        case _Propose():
            return _proposal(step)
        case _Return():
            return ReturnProposal(by, step.alert, step.reason)
        case _Approve():
            call = step.telephone
            if call is None:
                return ApproveProposal(by, step.alert, Approval.SIGNATURE)
            record = TelephoneRecord(call.spoke_to, call.number, utc(call.called_at), call.read_back)
            return ApproveProposal(by, step.alert, Approval.TELEPHONE, record)
        case _Countersign():
            return CountersignApproval(by, step.alert, number="")
        case _Release():
            return _release(step)
        case _Mark():
            mark = Mark(step.state, step.means, step.spoke_to, step.says, step.evidence)
            return MarkDuties(by, step.alert, mark, tuple(step.units), tuple(step.duties), tuple(step.besides))
        case _CorrectMark():
            return CorrectMark(by, step.alert, step.task, step.reason)
        case _Assess():
            texts = {name: getattr(step, name) for name in Assessment.__dataclass_fields__}
            return AssessAlert(by, step.alert, Assessment(**texts))
        case _:
            assert_never(step)


def utc(at: datetime) -> datetime:
    """Times in a drill are Beijing's unless they say otherwise."""
    return (at.replace(tzinfo=BEIJING) if at.tzinfo is None else at).astimezone(UTC)


def day_forecasts(days: Days, first_on: date) -> Iterator[DayForecast]:
    """The days of a block, place by place."""
    for place, texts in days.items():
        for number, text in enumerate(texts):
            figures, pollutant, *dust = text.split()
            low, high = figures.split("~")
            yield DayForecast(place, first_on + timedelta(days=number), int(low), int(high), pollutant, bool(dust))


def _release(step: _Release) -> Command:
    match step.act:
        case "issue":
            return IssueAlert(step.by, step.alert)
        case "adjust":
            return AdjustAlert(step.by, step.alert)
        case "lift":
            return LiftAlert(step.by, step.alert)


def _consultation(step: _Consult) -> Consultation:
    agreed = day_forecasts(step.days, step.days_from)
    return Consultation(
        step.scope,
        tuple(step.places),
        step.cause,
        Level.of(step.level),
        step.reason,
        utc(step.starts_at),
        utc(step.ends_at),
        tuple(Participant(p.unit, p.name, p.opinion) for p in step.participants),
        step.ecology,
        step.meteorology,
        step.experts,
        step.conclusion,
        tuple(AgreedDay(d.place, d.on, d.aqi_low, d.aqi_high, d.pollutant) for d in agreed),
        grades=(),
        province_level=Level.NONE,
        aqi_edition="",
    )


def _proposal(step: _Propose) -> ProposeChange:
    publication = Publication(
        utc(step.starts_at),
        None if step.ends_at is None else utc(step.ends_at),
        step.extent,
        step.dispersion,
        step.pollutants,
        step.outlook,
    )
    return ProposeChange(
        step.by,
        step.alert,
        step.change,
        Level.of(step.level),
        publication,
        step.reason,
        ecology_agrees=step.jointly,
        meteorology_agrees=step.jointly,
    )
