"""The response screen's state: what is late, what is new, who is how far, and what each filter leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from qh_console.domain.commands import AdjustAlert, ApproveProposal, CorrectMark, CorrectNotice, MarkDuty
from qh_console.domain.pack import Level
from qh_console.domain.pack_list import Packs
from qh_console.domain.particulars import Approval, Change, Mark, MarkState, Means
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.ui.checklist.state import (
    PROVINCIAL as NO_PLACE,
)
from qh_console.ui.checklist.state import (
    ChecklistFilter,
    ChecklistState,
    DutyRow,
    GroupBy,
    Show,
    derive_checklist,
    waiting,
)
from tests.builders import CHIEF, DUTY, NOW, XINING, Ledger, office, propose, to_lifted, to_standing
from tests.ui.seats import PROVINCIAL

PACKS: Packs = load_packs(resources_folder() / "packs")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PHONED = Mark(MarkState.DONE, Means.PHONE, "王主任", "已停产12家", "照片")


def _state(ledger: Ledger, hours: float = 0, **wanted: object) -> ChecklistState:
    asked = ChecklistFilter(**wanted)  # type: ignore[arg-type]
    return derive_checklist(ledger.board, PACKS.default, PACKS, PLACES, asked, NOW + timedelta(hours=hours))


def _first(ledger: Ledger, alert: str = "a1") -> str:
    return ledger.board.alerts[alert].tasks[0].task.id


def test_nothing_before_the_first_alert() -> None:
    assert _state(office()) == ChecklistState()


def test_a_fresh_alert_has_every_duty_open_and_none_late() -> None:
    ledger = office(*to_standing())
    state = _state(ledger)
    count = len(ledger.board.alerts["a1"].tasks)
    assert dict(state.counts) == {Show.ALL: count, Show.OVERDUE: 0, Show.OPEN: count, Show.NEW: 0}
    assert (state.alert, state.level, state.why_closed) == ("a1", Level.ORANGE, "")
    assert state.summary == f"已0分　已办结0/{count}"
    assert {row.state for row in state.rows} == {"未联系"}
    assert sum(group.total for group in state.groups) == count


@pytest.mark.parametrize(
    ("minutes", "due", "tone", "is_overdue"),
    [
        (0, "剩1时00分", "", False),
        (29, "剩31分", "", False),
        (30, "剩30分", "warn", False),
        (60, "剩0分", "warn", False),
        (61, "逾期1分", "fault", True),
        (60 + 60 * 50, "逾期2天2时", "fault", True),
    ],
)
def test_the_time_left(minutes: int, due: str, tone: str, is_overdue: bool) -> None:
    ledger = office(*to_standing())
    task = next(laid.task.id for laid in ledger.board.alerts["a1"].tasks if laid.task.due_hours == 1)
    row = next(row for row in _state(ledger, minutes / 60).rows if row.task == task)
    assert (row.due, row.due_tone, row.is_overdue) == (due, tone, is_overdue)


def test_late_duties_stand_on_top_and_count_on_the_rail() -> None:
    ledger = office(*to_standing())
    state = _state(ledger, 2.5)
    late = [row.is_overdue for row in state.rows]
    assert late == sorted(late, reverse=True)
    assert 0 < sum(late) < len(late)
    assert waiting(ledger.board, NOW + timedelta(hours=2.5)) == sum(late) == dict(state.counts)[Show.OVERDUE]
    assert waiting(ledger.board, NOW) == 0


def test_a_mark_says_who_how_and_what() -> None:
    ledger = office(*to_standing())
    task = _first(ledger)
    ledger.must(MarkDuty(DUTY, "a1", task, PHONED))
    row = next(row for row in _state(ledger, 5).rows if row.task == task)
    assert (row.state, row.state_tone, row.is_finished, row.is_overdue) == ("已完成", "ok", True, False)
    assert (row.says, row.given) == ("已停产12家；照片", "1-09 20:00 电话 王主任")
    assert row.history == ("1-09 20:00 电话 王主任　已完成（电话，王主任）说“已停产12家”",)
    assert row.due_tone == "muted"


@pytest.mark.parametrize(
    ("state", "tone"),
    [(MarkState.NOTIFIED, ""), (MarkState.UNDER_WAY, ""), (MarkState.DONE, "ok"), (MarkState.NOT_APPLICABLE, "muted")],
)
def test_the_tone_of_a_state(state: MarkState, tone: str) -> None:
    ledger = office(*to_standing())
    task = _first(ledger)
    ledger.must(MarkDuty(DUTY, "a1", task, Mark(state, Means.LETTER, "", "函复")))
    row = next(row for row in _state(ledger).rows if row.task == task)
    assert row.state_tone == tone
    assert row.given == "20:00 来函 值班员甲"


def test_a_correction_brings_the_mark_before_it_back() -> None:
    ledger = office(*to_standing())
    task = _first(ledger)
    ledger.must(MarkDuty(DUTY, "a1", task, PHONED), CorrectMark(DUTY, "a1", task, "打错了"))
    row = next(row for row in _state(ledger).rows if row.task == task)
    assert (row.state, row.history) == ("未联系", ())


def test_a_raise_marks_only_what_it_added() -> None:
    ledger = office(*to_standing(Level.YELLOW))
    before = {row.task for row in _state(ledger).rows}
    ledger.now += timedelta(hours=5)
    ledger.must(
        propose(Change.RAISE, Level.RED), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), AdjustAlert(DUTY, "a1")
    )
    state = _state(ledger, 5)
    fresh = {row.task for row in state.rows if row.is_new}
    assert fresh
    assert not fresh & before
    assert dict(state.counts)[Show.NEW] == len(fresh) == sum(group.fresh for group in state.groups)
    assert {row.task for row in _state(ledger, 5, show=Show.NEW).rows} == fresh


def test_sheets_are_those_of_the_notice_that_laid_the_duties() -> None:
    ledger = office(*to_standing())
    first = ledger.board.alerts["a1"].latest_number
    ledger.must(
        propose(Change.CORRECT, Level.ORANGE),
        ApproveProposal(CHIEF, "a1", Approval.SIGNATURE),
        CorrectNotice(DUTY, "a1"),
    )
    assert ledger.board.alerts["a1"].latest_number != first
    assert _state(ledger).number == first


Holds = Callable[[DutyRow], bool]


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"show": Show.OPEN}, lambda row: not row.is_finished),
        ({"show": Show.OVERDUE}, lambda row: row.is_overdue),
        ({"group": "ecology"}, lambda row: row.unit_id == "ecology"),
        ({"group_by": GroupBy.PLACE, "group": XINING}, lambda row: row.place == "西宁"),
        ({"group_by": GroupBy.PLACE, "group": NO_PLACE}, lambda row: row.place == "省级"),
        ({"text": "  停驶 "}, lambda row: "停驶" in row.text),
        ({"text": "王主任"}, lambda row: "王主任" in row.given),
        ({"text": "5.3.1"}, lambda row: "5.3.1" in row.clause),
    ],
)
def test_a_filter_leaves_just_what_it_names(wanted: dict[str, object], holds: Holds) -> None:
    ledger = office(*PROVINCIAL)
    ledger.must(MarkDuty(DUTY, "p1", _first(ledger, "p1"), PHONED))
    every, left = _state(ledger, 2.5).rows, _state(ledger, 2.5, **wanted).rows
    assert {row.task for row in left} == {row.task for row in every if holds(row)}
    assert 0 < len(left) < len(every)


def test_groups_keep_the_order_of_the_plan_and_count_whatever_is_shown() -> None:
    ledger = office(*PROVINCIAL)
    by_unit = _state(ledger, 2.5, show=Show.OVERDUE).groups
    order = [unit.id for unit in PACKS.default.units]
    assert [group.key for group in by_unit] == sorted((group.key for group in by_unit), key=order.index)
    by_place = _state(ledger, 2.5, group_by=GroupBy.PLACE).groups
    assert [group.name for group in by_place] == ["省级", "西宁", "海东", "海北州"]
    assert sum(group.total for group in by_place) == sum(group.total for group in by_unit)


def test_standing_alerts_are_offered_before_ended_ones() -> None:
    ledger = office(*to_lifted(alert="a1"))
    ended = _state(ledger)
    assert ended.level is None
    assert ended.why_closed == "响应已经终止，不再登记"
    assert "终止时未办结" in ended.summary
    assert [choice.text for choice in ended.alerts] == ["西宁 橙色（已终止）"]
    assert {row.due_tone for row in ended.rows} == {"muted"}
    ledger.must(*PROVINCIAL)
    assert [choice.key for choice in _state(ledger).alerts] == ["p1", "a1"]
    assert _state(ledger).alert == "p1"
    assert _state(ledger, alert="a1").alert == "a1"
    assert _state(ledger, alert="gone").alert == "p1"


def test_equal_facts_give_an_equal_state() -> None:
    ledger = office(*to_standing())
    assert _state(ledger, 2.5) == _state(ledger, 2.5)
    assert _state(ledger, 2.5) != _state(ledger, 2.75)
