"""The logbook's state: order, filters, what is odd, what is disputed, and who is on duty."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain import acts as a
from qh_console.domain.commands import CorrectMark, EndShift, MarkDuty, StartShift
from qh_console.domain.particulars import Mark, MarkState, Means
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.logbook import state as logbook
from qh_console.ui.logbook.state import LogbookState, LogFilter, Span, derive_logbook, log_lines, waiting
from tests.builders import DUTY, NOW, REVIEW, Ledger, office, plan, to_standing

PACK = plan()
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def _state(ledger: Ledger, hours: float = 0, **wanted: object) -> LogbookState:
    lines = log_lines(ledger.entries, ledger.board, PACK, PLACES)
    asked = LogFilter(**wanted)  # type: ignore[arg-type]
    return derive_logbook(lines, ledger.board, PLACES, asked, NOW + timedelta(hours=hours))


def _busy() -> Ledger:
    """Enrolled on the first day, an alert on the second, a shift and a taken-back mark on the third."""
    ledger = office()
    ledger.now += timedelta(hours=20)
    ledger.must(*to_standing())
    task = ledger.board.alerts["a1"].tasks[0].task.id
    ledger.now += timedelta(hours=20)
    ledger.must(
        StartShift(REVIEW, "接"),
        MarkDuty(DUTY, "a1", task, Mark(MarkState.DONE, Means.FAX, "", "已办")),
        CorrectMark(DUTY, "a1", task, "写错"),
    )
    return ledger


def _disputed() -> Ledger:
    """Two desks that each issued for the same place before they met."""
    ledger = office(*to_standing())
    other = office(*to_standing(alert="a2"))
    for entry in other.entries[4:]:
        ledger.record(entry.act, entry.by)
    return ledger


def test_an_empty_journal() -> None:
    state = _state(Ledger())
    assert (state.rows, state.total, state.shift) == ((), 0, "无人在班")


def test_latest_first_one_line_each() -> None:
    state = _state(_busy(), 41)
    assert [row.key[1] for row in state.rows] == list(range(11, 0, -1))
    assert state.rows[0].tone == "warn"
    assert state.rows[0].text.endswith("的最后一次登记：写错")
    assert (state.rows[2].when, state.rows[2].by, state.rows[2].kind) == ("1-11 12:00:00", "复核员乙", "接班")
    assert state.shift == "当班 复核员乙，12:00接班，已1时00分"
    assert state.alerts == (("a1", "西宁 橙色"),)
    assert ("zhiban", "值班员甲") in state.officers
    assert "发布" in state.kinds


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({}, 11),
        ({"span": Span.SHIFT}, 3),
        ({"span": Span.DAY}, 7),
        ({"span": Span.WEEK}, 11),
        ({"kind": "开户"}, 4),
        ({"officer": REVIEW}, 1),
        ({"alert": "a1"}, 6),
        ({"text": " 写错"}, 1),
        ({"text": "审批人丙"}, 2),
        ({"text": "d1-1"}, 3),
        ({"text": "没有"}, 0),
        ({"alert": "a1", "officer": REVIEW, "span": Span.SHIFT}, 0),
    ],
)
def test_filters(wanted: dict[str, object], left: int) -> None:
    state = _state(_busy(), 41, **wanted)
    assert (len(state.rows), len(state.matched), state.total) == (left, left, 11)


def test_the_present_shift_of_nobody_is_empty() -> None:
    ledger = office(StartShift(DUTY), EndShift(DUTY))
    assert _state(ledger, 1, span=Span.SHIFT).rows == ()


def test_only_so_many_are_shown_but_all_are_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "MOST_ROWS", 3)
    state = _state(_busy(), 41)
    assert (len(state.rows), len(state.matched)) == (3, 11)


def test_an_entry_without_effect_stands_on_top_with_what_to_do() -> None:
    ledger = office()
    ledger.record(a.ProposalReturned("gone", "x"), DUTY)
    state = _state(ledger)
    (odd,) = state.oddities
    assert odd.what == "席位d1第5条（退回，值班员甲）：没有对应的会商"
    assert odd.what_to_do
    assert state.rows[0].tone == "fault"
    assert waiting(ledger.board, NOW) == 0


def test_a_dispute_names_both_sides_and_waits() -> None:
    ledger = _disputed()
    (dispute,) = _state(ledger).disputes
    assert dispute.what == "西宁市同时有两个生效的预警，须由复核员或审批人决定保留哪一个"
    assert [key for key, _ in dispute.sides] == ["a1", "a2"]
    assert all("席位d1 1-09 20:00发布" in text for _, text in dispute.sides)
    assert waiting(ledger.board, NOW) == 1
    assert waiting(office().board, NOW) == 0
