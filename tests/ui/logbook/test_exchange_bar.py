"""Exchange by menu: out to a file, in from one, disputes and forks told and standing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import ShiftStarted
from qh_console.domain.commands import StartShift
from qh_console.problems import KnownProblem
from qh_console.store.journal import Journal
from qh_console.ui.logbook.exchange_bar import SUFFIX, BundleDialogs, ExchangeBar
from qh_console.ui.theme import Look
from qh_console.ui.widgets.job_line import JobLine
from tests.builders import DUTY, NOW, office, to_standing
from tests.ui.seats import Seat, outward_of, seat_at


@dataclass
class Choice:
    """What the dialogs answer; remembers the name that was proposed."""

    path: Path | None
    proposed: str = ""

    def save(self, parent: QWidget, name: str) -> Path | None:
        self.proposed = name
        return self.path

    def open(self, parent: QWidget) -> Path | None:
        return self.path


@dataclass
class Bench:
    seat: Seat
    bar: ExchangeBar
    job_line: JobLine
    choice: Choice
    problems: list[tuple[str, KnownProblem]]


@pytest.fixture
def bench(tmp_path: Path, look: Look, qtbot: QtBot) -> Bench:
    seat = seat_at(tmp_path / "here", *to_standing())
    choice = Choice(tmp_path / f"out.{SUFFIX}")
    job_line = JobLine(look)
    bar = ExchangeBar(look, seat.desk, outward_of(seat), job_line, BundleDialogs(choice.save, choice.open))
    for part in (bar, job_line, bar.button):
        qtbot.addWidget(part)
    found: list[tuple[str, KnownProblem]] = []
    seat.desk.problem_arose.connect(lambda key, problem: found.append((key, problem)))
    seat.desk.problem_solved.connect(lambda key: found.append((f"{key} solved", KnownProblem("", ""))))
    return Bench(seat, bar, job_line, choice, found)


def other_desk(folder: Path, file: Path) -> Path:
    """Another desk that issued for the same place; its bundle."""
    seat = seat_at(folder, entries=office().entries)
    other = Journal(seat.journal._database, "d2")
    for entry in office(*to_standing(alert="a2")).entries[4:]:
        other.append([entry.act], entry.by, entry.at)
    outward_of(seat).write_bundle(file)
    return file


def test_out_and_in_again_changes_nothing(bench: Bench) -> None:
    bench.bar.ask_export()
    assert bench.choice.proposed == f"值守记录-20260109-2000.{SUFFIX}"
    assert bench.bar.lines[0] == f"记录{bench.seat.desk.board.length}条，文书0份"
    bench.bar.ask_export()
    assert "已经存在" in bench.job_line.text
    bench.bar.ask_import()
    assert bench.bar.lines == ("没有新的记录，两边一致，文书0份",)
    assert [key for key, _ in bench.problems] == ["exchange solved"]


def test_a_dispute_between_desks_is_told(bench: Bench, tmp_path: Path) -> None:
    bench.choice.path = other_desk(tmp_path / "there", tmp_path / f"in.{SUFFIX}")
    bench.bar.ask_import()
    assert bench.bar.lines[0].startswith("新增记录4条（席位d2）")
    assert any(line.startswith("争议：") for line in bench.bar.lines)
    assert len(bench.seat.desk.board.disputes) == 1


def test_a_fork_stands_until_a_merge_succeeds(bench: Bench, tmp_path: Path) -> None:
    forked = seat_at(tmp_path / "copy", entries=office().entries)
    forked.journal.append([ShiftStarted("")], DUTY, NOW)
    bad = tmp_path / f"fork.{SUFFIX}"
    outward_of(forked).write_bundle(bad)
    before = bench.seat.desk.board.length
    bench.choice.path = bad
    bench.bar.ask_import()
    assert bench.problems[-1][0] == "exchange"
    assert bench.seat.desk.board.length == before
    assert bench.bar.isHidden()


def test_a_broken_file_and_a_change_of_mind(bench: Bench, tmp_path: Path) -> None:
    bench.choice.path = None
    bench.bar.ask_export()
    bench.bar.ask_import()
    assert bench.job_line.text == ""
    broken = tmp_path / "x"
    broken.write_text("no")
    bench.bar.merge(broken)
    assert "不是完好的交换文件" in bench.job_line.text


def test_nobody_merges_without_a_name(bench: Bench) -> None:
    bench.seat.must(StartShift(DUTY))
    bench.seat.desk.sign_out()
    bench.bar.ask_import()
    assert bench.job_line.text == "请先登录"
