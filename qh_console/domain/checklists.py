"""Duties per unit at a level, where each stands, and what is overdue at a given time (plan 2.4, 5.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.domain.alerts import Alert, GivenMark, LaidTask
from qh_console.domain.pack import Category, Duty, Level, PlanPack
from qh_console.domain.particulars import MarkState, Scope, Task

FINISHED = frozenset({MarkState.DONE, MarkState.NOT_APPLICABLE})


def tasks_at(pack: PlanPack, level: Level, scope: Scope, places: tuple[str, ...]) -> tuple[Task, ...]:
    """Plan 5.2, 5.3: what a level lays on whom.

    Under a city's alert its headquarters responds and the guiding units keep their standing duties (2.3); when the
    province responds every member unit takes up its own, and every affected prefecture its measures.
    """
    tasks = []
    for duty in pack.duties_at(level):
        if duty.provincial_only and scope is not Scope.PROVINCE:
            continue
        units = duty.units
        if scope is Scope.CITY:
            units = tuple(u for u in units if u in pack.city_guides and duty.category is Category.STANDING)
        tasks += [Task(f"{duty.id}@{unit}", duty.id, unit, None, duty.due_hours) for unit in units]
        if duty.by_place:
            headquarters = [(pack.headquarters(place).id, place) for place in places]
            tasks += [Task(f"{duty.id}@{unit}", duty.id, unit, place, duty.due_hours) for unit, place in headquarters]
    return tuple(tasks)


@dataclass(frozen=True)
class DutyLine:
    """One task as it stands now."""

    task: Task
    duty: Duty
    laid_at: datetime
    due_at: datetime
    given: GivenMark | None
    is_overdue: bool
    is_new: bool
    """Added by the latest notice, not by the first."""

    @property
    def state(self) -> MarkState | None:
        return self.given.mark.state if self.given else None

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED


def due_at(laid: LaidTask) -> datetime:
    """When the office expects an answer."""
    return laid.laid_at + timedelta(hours=laid.task.due_hours)


def is_overdue(alert: Alert, laid: LaidTask, now: datetime) -> bool:
    """Past its time and not finished, while the alert stands."""
    given = alert.mark_of(laid.task.id)
    finished = given is not None and given.mark.state in FINISHED
    return alert.is_standing and not finished and now > due_at(laid)


def derive_lines(alert: Alert, pack: PlanPack, now: datetime) -> tuple[DutyLine, ...]:
    """Every task in force, overdue first, then as the pack orders them. Nothing is overdue once the alert has ended."""
    lines = []
    latest = alert.latest_number if len(alert.notices) > 1 else ""
    for laid in alert.tasks:
        given = alert.mark_of(laid.task.id)
        duty = pack.duty(laid.task.duty)
        overdue = is_overdue(alert, laid, now)
        lines.append(DutyLine(laid.task, duty, laid.laid_at, due_at(laid), given, overdue, laid.number == latest))
    return tuple(sorted(lines, key=lambda line: not line.is_overdue))


@dataclass(frozen=True)
class UnitProgress:
    unit: str
    total: int
    finished: int
    overdue: int


def derive_progress(lines: Iterable[DutyLine]) -> tuple[UnitProgress, ...]:
    """How far each unit is, in the order units first appear."""
    by_unit: dict[str, list[DutyLine]] = {}
    for line in lines:
        by_unit.setdefault(line.task.unit, []).append(line)
    return tuple(
        UnitProgress(unit, len(own), sum(x.is_finished for x in own), sum(x.is_overdue for x in own))
        for unit, own in by_unit.items()
    )


def left_open(alert: Alert) -> tuple[str, ...]:
    """Tasks nobody had finished, by id; a lift lists them (plan 5.4)."""
    open_ids = []
    for laid in alert.tasks:
        given = alert.mark_of(laid.task.id)
        if given is None or given.mark.state not in FINISHED:
            open_ids.append(laid.task.id)
    return tuple(open_ids)
