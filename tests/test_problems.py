"""Trouble is told in one line: where, what, and what to do."""

from __future__ import annotations

import pytest

from qh_console.problems import BadInput, Fault, KnownProblem


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault("a.csv", "没有数据"), "a.csv：没有数据"),
        (Fault("a.csv", "不是数", "请改为数字", row=3, column="pm25"), "a.csv 第3行 “pm25”列：不是数；请改为数字"),
        (Fault("a.toml", "缺少这一项", row=3, key="duties[1].id"), "a.toml 第3行 “duties[1].id”项：缺少这一项"),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault: Fault, line: str) -> None:
    assert str(fault) == line


def test_bad_input_keeps_every_fault_and_shows_the_first() -> None:
    faults = [Fault("a.csv", "甲"), Fault("a.csv", "乙")]
    problem = BadInput(faults)
    assert problem.faults == tuple(faults)
    assert str(problem) == "a.csv：甲（另有1处）"
    assert str(BadInput(faults[:1])) == "a.csv：甲"
    assert isinstance(problem, KnownProblem)


def test_a_known_problem_tells_the_mend() -> None:
    assert str(KnownProblem("磁盘已满", "请清出空间")) == "磁盘已满；请清出空间"
    assert str(KnownProblem("打印机离线", "")) == "打印机离线"
