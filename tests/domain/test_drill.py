"""Steps of a drill: one word about many tasks marks each of them, and only those it speaks of."""

from __future__ import annotations

import pytest

from qh_console.domain.board import Board
from qh_console.domain.drill import MarkDuties
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Mark, MarkState, Means
from tests.builders import DUTY, office, to_standing

DONE = Mark(MarkState.DONE, Means.SYSTEM, "联络员", "已落实")
NOTIFIED = Mark(MarkState.NOTIFIED, Means.PHONE, "值班室", "已收到")


def _marked(step: MarkDuties, board: Board) -> list[str]:
    return [command.task for command in step.commands(board.alerts["a1"])]


def test_without_names_it_speaks_of_every_task() -> None:
    board = office(*to_standing(Level.YELLOW)).board
    assert _marked(MarkDuties(DUTY, "a1", DONE), board) == [laid.task.id for laid in board.alerts["a1"].tasks]


@pytest.mark.parametrize(
    ("units", "duties", "besides"),
    [
        (("hq-630100",), (), ()),
        ((), ("reduce-10",), ()),
        (("hq-630100",), ("reduce-10", "clean-roads"), ()),
        ((), (), ("hq-630100",)),
        (("hq-630100",), (), ("reduce-10",)),
        (("hq-630100",), (), ("reduce-10@hq-630100",)),
        (("nobody",), (), ()),
    ],
)
def test_units_duties_and_exceptions_narrow_it(
    units: tuple[str, ...], duties: tuple[str, ...], besides: tuple[str, ...]
) -> None:
    board = office(*to_standing(Level.YELLOW)).board
    expected = [
        task.id
        for task in (laid.task for laid in board.alerts["a1"].tasks)
        if (task.unit in units or not units)
        and (task.duty in duties or not duties)
        and not {task.unit, task.duty, task.id} & {*besides}
    ]
    assert _marked(MarkDuties(DUTY, "a1", DONE, units, duties, besides), board) == expected


def test_finished_tasks_stay_and_nobody_is_notified_twice() -> None:
    ledger = office(*to_standing(Level.YELLOW))
    alert = ledger.board.alerts["a1"]
    first, second = (laid.task.id for laid in alert.tasks[:2])
    ledger.must(*MarkDuties(DUTY, "a1", NOTIFIED).commands(alert))
    ledger.must(MarkDuties(DUTY, "a1", DONE).commands(ledger.board.alerts["a1"])[0])
    assert _marked(MarkDuties(DUTY, "a1", NOTIFIED), ledger.board) == []
    again = _marked(MarkDuties(DUTY, "a1", DONE), ledger.board)
    assert first not in again
    assert second in again
