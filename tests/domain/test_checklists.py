"""Duties by level and scope, and what is overdue when."""

from __future__ import annotations

import itertools
from datetime import timedelta

from qh_console.domain.checklists import derive_lines, derive_progress, left_open, tasks_at
from qh_console.domain.commands import MarkDuty
from qh_console.domain.pack import Category, Level
from qh_console.domain.particulars import Mark, MarkState, Means, Scope
from tests.builders import DUTY, HAIDONG, NOW, XINING, office, plan, to_lifted, to_standing

PACK = plan()


def test_a_city_alert_binds_its_headquarters_and_the_units_that_guide_it() -> None:
    tasks = tasks_at(PACK, Level.RED, Scope.CITY, (XINING,))
    assert {t.place for t in tasks} == {None, XINING}
    assert {PACK.duty(t.duty).category for t in tasks if t.place is None} == {Category.STANDING}
    assert {t.unit for t in tasks if t.place is None} == PACK.city_guides


def test_a_provincial_alert_binds_every_unit_and_every_affected_place() -> None:
    tasks = tasks_at(PACK, Level.RED, Scope.PROVINCE, (XINING, HAIDONG))
    assert {t.place for t in tasks} == {None, XINING, HAIDONG}
    provincial = {u.id for u in PACK.units if u.place is None}
    assert {t.unit for t in tasks if t.place is None} == provincial
    assert len({t.id for t in tasks}) == len(tasks)


def test_each_level_asks_for_more_places_or_stricter_duties() -> None:
    by_level = [
        {t.duty for t in tasks_at(PACK, lv, Scope.PROVINCE, (XINING,))} for lv in (2, 3, 4) for lv in [Level(lv)]
    ]
    for lower, higher in itertools.pairwise(by_level):
        replaced = {old for d in higher for old in PACK.duty(d).supersedes}
        assert lower - replaced <= higher
        assert higher - lower


def test_a_duty_is_overdue_only_after_its_hour_while_unfinished_and_standing() -> None:
    ledger = office(*to_standing())
    alert = ledger.board.alerts["a1"]
    first = alert.tasks[0]
    due = first.laid_at + timedelta(hours=first.task.due_hours)

    def overdue(at_due: timedelta, now_alert: object = alert) -> bool:
        lines = derive_lines(now_alert, PACK, due + at_due)  # type: ignore[arg-type]
        return next(line for line in lines if line.task.id == first.task.id).is_overdue

    assert not overdue(timedelta())
    assert overdue(timedelta(seconds=1))
    done = ledger.must(MarkDuty(DUTY, "a1", first.task.id, Mark(MarkState.DONE, Means.FAX, "", ""))).alerts["a1"]
    assert not overdue(timedelta(hours=1), done)
    assert first.task.id not in left_open(done)
    ended = ledger.must(*to_lifted()[4:]).alerts["a1"]
    assert not any(line.is_overdue for line in derive_lines(ended, PACK, NOW + timedelta(days=9)))


def test_progress_counts_each_unit_and_puts_overdue_lines_first() -> None:
    ledger = office(*to_standing())
    alert = ledger.board.alerts["a1"]
    lines = derive_lines(alert, PACK, NOW + timedelta(days=1))
    flags = [line.is_overdue for line in lines]
    assert flags == sorted(flags, reverse=True)
    progress = derive_progress(lines)
    assert sum(p.total for p in progress) == len(alert.tasks)
    assert all(p.finished == 0 for p in progress)
    assert all(line.state is None for line in lines)
