"""A consultation as it is being written down: what the engine knows is filled in, what is unresolved is a type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR, beijing, floor_hour, from_beijing
from qh_console.domain.contacts import Post
from qh_console.domain.forecasts import DayBySource
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import (
    AgreedDay,
    BasisKind,
    Cause,
    ObservedAir,
    Participant,
    Scope,
)
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason
from qh_console.services.observed import observed_air
from qh_console.services.terms import term
from qh_console.services.watch import Air, PlaceAir
from qh_console.ui.form_times import read_time, time_text
from qh_console.ui.instants import clock_words

JOINED = "\n"
SEATS = ("ecology", "met")
"""Units the plan names for a consultation (3.2)."""
DAYS = 5
USUAL_HOURS = 72


@dataclass(frozen=True)
class DayDraft:
    """One day of the agreed forecast as typed; `sources` is what the sources say, for reading only."""

    place: str
    on: date
    low: str
    high: str
    pollutant: str
    sources: str = ""


@dataclass(frozen=True)
class ConsultDraft:
    """`alert` is empty for a new process. Times are Beijing's, places one code a line."""

    alert: str
    scope: str
    places: str
    cause: str
    level: str
    reason: str
    starts_at: str
    ends_at: str
    ecology: str
    meteorology: str
    experts: str
    conclusion: str
    participants: tuple[Participant, ...]
    days: tuple[DayDraft, ...]
    concentrations: str = ""
    """Low, high and mean of the main pollutant, where no forecast by the hour tells them."""
    about: str = ""
    """Which places a new consultation is about, so that several can be under way."""
    basis: str = BasisKind.BY_HAND.value
    observed: tuple[ObservedAir, ...] = ()
    """What was seen when it was opened on an observation."""

    @property
    def key(self) -> str:
        return draft_key(self.alert, self.about)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code in self.places.split(JOINED) if code)


@dataclass(frozen=True)
class Unresolved:
    """A form that no consultation can be made of yet, and why."""

    reasons: tuple[Reason, ...]


def draft_key(alert: str, about: str = "") -> str:
    return f"outlook/consult/{alert or f'new/{about}'}"


def new_draft(
    codes: Sequence[str],
    scope: Scope,
    air: Air,
    pack: PlanPack,
    places: Places,
    now: datetime,
    on: BasisKind | None = None,
) -> ConsultDraft:
    """Plan 3.2: a first consultation on these places, with the engine's answer for each field that it has.

    Opened `on` what is named, else on the grade where there is one.
    """
    seen = [air.places[code] for code in codes if code in air.places]
    days = days_of(seen, now)
    level = proposed_level(codes, scope, air, days)
    spells = [s.grade.process for s in seen if s.grade.process is not None]
    starts_at = min((p.start_at for p in spells), default=floor_hour(now))
    ends_at = max((p.end_at for p in spells), default=starts_at + USUAL_HOURS * HOUR)
    draft = ConsultDraft(
        "",
        scope.value,
        JOINED.join(codes),
        Cause.UNDECIDED.value,
        level.word,
        "",
        time_text(starts_at),
        time_text(ends_at),
        " ".join(measured_words(s, places) for s in seen),
        "",
        "",
        "",
        tuple(Participant(unit, "") for unit in SEATS),
        days,
        about="+".join((scope.value, *codes)),
        basis=(on or (BasisKind.BY_HAND if level is Level.NONE else BasisKind.GRADE)).value,
        observed=observed_in(codes, air) if on is BasisKind.OBSERVATION else (),
    )
    return replace(draft, conclusion=conclusion_words(draft, air, pack, places))


def renewed_draft(
    alert: Alert, air: Air, pack: PlanPack, places: Places, now: datetime, on: BasisKind | None = None
) -> ConsultDraft:
    """The same process looked at again: people and cause as before, the air as it is now."""
    before = alert.consultation
    fresh = new_draft(alert.places, alert.scope, air, pack, places, now, on)
    draft = replace(
        fresh,
        alert=alert.id,
        cause=before.cause.value,
        starts_at=time_text(before.starts_at),
        meteorology=before.meteorology,
        experts=before.experts,
        participants=tuple(replace(p, opinion="") for p in before.participants),
    )
    if Level.of(draft.level) < (alert.level or Level.NONE):
        draft = replace(draft, ends_at=time_text(before.ends_at))
    return replace(draft, conclusion=conclusion_words(draft, air, pack, places))


def usual_people(board: Board) -> tuple[Participant, ...]:
    """Who took part last time, else the register's liaison of each unit the plan names (3.2); names, no opinions."""
    held = max((a for a in board.alerts.values()), key=lambda a: a.opened_at, default=None)
    if held is not None:
        return tuple(replace(p, opinion="") for p in held.consultation.participants)
    liaisons = {unit: board.contacts.get((unit, Post.LIAISON.value)) for unit in SEATS}
    return tuple(Participant(unit, known.contact.name if known else "") for unit, known in liaisons.items())


def with_choice(draft: ConsultDraft, air: Air, pack: PlanPack, places: Places, now: datetime) -> ConsultDraft:
    """After another choice of places: the forecast lines follow, and texts nobody has changed are written anew."""
    if {d.place for d in draft.days} == {c for c in draft.codes if c in air.places and air.places[c].days}:
        return draft
    seen = [air.places[code] for code in draft.codes if code in air.places]
    kept = {(d.place, d.on): d for d in draft.days}
    days = tuple(kept.get((d.place, d.on), d) for d in days_of(seen, now))
    fresh = new_draft(draft.codes, Scope(draft.scope or Scope.CITY.value), air, pack, places, now)
    ecology = fresh.ecology if draft.ecology.startswith(tuple(p.name for p in places.items)) else draft.ecology
    return replace(draft, days=days, ecology=ecology or fresh.ecology)


def proposed_level(codes: Sequence[str], scope: Scope, air: Air, days: Sequence[DayDraft]) -> Level:
    """Plan 3.2: what the forecast in the form amounts to; the latest one where no line of it can be read."""
    agreed = agreed_in(days)
    if scope is Scope.PROVINCE:
        return air.province_level(agreed)
    return max((g.level for g in air.grades(codes, agreed)), default=Level.NONE)


def agreed_in(days: Sequence[DayDraft]) -> tuple[AgreedDay, ...]:
    return tuple(day for day in map(agreed_day, days) if day is not None)


def measured_words(seen: PlaceAir, places: Places) -> str:
    """What monitoring says, in the words an ecology department would report."""
    name = places[seen.place].name
    if seen.now is None or seen.now.aqi is None or seen.data_at is None:
        return f"{name}暂无监测数据。"
    parts = [f"{name}{clock_words(seen.data_at)} AQI {seen.now.aqi}（{seen.now.class_name}）"]
    if seen.now.primary:
        parts.append(f"首要污染物{'、'.join(seen.now.primary)}")
    if seen.mean_24h is not None:
        parts.append(f"24小时均值{seen.mean_24h:.0f}")
    if seen.fine_ratio is not None:
        parts.append(f"PM2.5/PM10为{seen.fine_ratio:.2f}")
    return "，".join(parts) + "。"


def conclusion_words(draft: ConsultDraft, air: Air, pack: PlanPack, places: Places) -> str:
    """The engine's answer as a sentence to start from."""
    level = Level.of(draft.level)
    starts_at, ends_at = read_time(draft.starts_at), read_time(draft.ends_at)
    graded = air.grades(draft.codes, agreed_in(draft.days))
    days = max((g.heavy_days for g in graded), default=0)
    where = places.names(draft.codes)
    if not level.is_alert or starts_at is None or ends_at is None:
        return f"{where}未达到黄色预警条件（重污染{days}天），{'发健康防护提示' if days else '不发预警'}。"
    severe = max((g.severe_days for g in graded), default=0)
    also = f"，其中严重污染{severe}天" if severe else ""
    span = f"{clock_words(starts_at)}至{clock_words(ends_at)}"
    return f"{where}{span}重污染{days}天{also}，达到{pack.rule(level).name}条件。"


def days_of(seen: Sequence[PlaceAir], now: datetime) -> tuple[DayDraft, ...]:
    """The coming days by place, from the newest source, else from what was agreed before."""
    today = beijing(now).date()
    return tuple(_day(d, _usual_pollutant(s)) for s in seen for d in s.days if 0 <= (d.on - today).days < DAYS)


def _usual_pollutant(seen: PlaceAir) -> str:
    """For a source that names none: what leads now."""
    return seen.now.primary[0] if seen.now is not None and seen.now.primary else "PM2.5"


def _day(told: DayBySource, usual: str) -> DayDraft:
    newest = max(told.told, key=lambda t: t.issued_at).day if told.told else told.agreed
    sources = "；".join(f"{t.source} {t.day.aqi_low}–{t.day.aqi_high}" for t in told.told)
    if newest is None:
        return DayDraft(told.place, told.on, "", "", usual, sources)
    low, high = str(newest.aqi_low), str(newest.aqi_high)
    return DayDraft(told.place, told.on, low, high, newest.pollutant or usual, sources)


def observed_in(codes: Sequence[str], air: Air) -> tuple[ObservedAir, ...]:
    found = (observed_air(air.places[code]) for code in codes if code in air.places)
    return tuple(o for o in found if o is not None)


def is_within(day: DayDraft, starts_at: datetime, ends_at: datetime) -> bool:
    """By its noon, so that the night a process ends does not bring the whole day in."""
    return starts_at <= from_beijing(day.on.year, day.on.month, day.on.day, 12) <= ends_at


def agreed_day(day: DayDraft) -> AgreedDay | None:
    """None where the figures typed cannot be a day of a forecast."""
    low, high = day.low.strip() or day.high.strip(), day.high.strip() or day.low.strip()
    if not (low.isdecimal() and high.isdecimal() and int(low) <= int(high) <= 500):
        return None
    return AgreedDay(day.place, day.on, int(low), int(high), day.pollutant)


def difference_note(draft: ConsultDraft, air: Air) -> str:
    """Says that a reason is wanted, where the agreed level is not the engine's."""
    if not draft.codes:
        return ""
    graded = proposed_level(draft.codes, Scope(draft.scope), air, draft.days)
    if Level.of(draft.level or "none") is graded:
        return ""
    return f"按商定预报系统分级为{term(graded)}，商定级别不同，须写明理由"
