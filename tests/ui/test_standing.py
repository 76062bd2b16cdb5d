"""Standing lines: feeds, files, editions, disputes, odd entries; and what calls until it is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.board import Board, Irregular
from qh_console.domain.pack import Level
from qh_console.domain.pack_list import Packs
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.problems import Fault, KnownProblem
from qh_console.services.feeding import FeedReport
from qh_console.ui.standing import changed_packs, derive_nags, derive_problems
from qh_console.ui.widgets.problem_line import ProblemView
from tests.builders import NOW, office, to_standing

PACKS = load_packs(resources_folder() / "packs")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
LIVE = FeedReport("国家平台", True, "live", NOW - timedelta(minutes=40), NOW, "", ())


def problems(
    *feeds: FeedReport, board: Board | None = None, failed: dict[str, KnownProblem] | None = None
) -> tuple[ProblemView, ...]:
    return derive_problems(board or Board(), PACKS, PLACES, feeds, failed or {}, NOW)


def test_where_all_is_well_nothing_stands() -> None:
    assert problems(LIVE, board=office(*to_standing(Level.ORANGE)).board) == ()


@pytest.mark.parametrize(
    ("report", "tone", "words"),
    [
        (
            replace(LIVE, freshness="stale", problem="国家平台没有答复；稍后重试"),
            "warn",
            "没有答复，最近一次是19:20（40分前）",
        ),
        (replace(LIVE, freshness="lost"), "fault", "没有新数据"),
        (
            replace(LIVE, freshness="lost", newest_at=None, problem="连不上"),
            "fault",
            "连不上，最近一次是20:00（0分前）",
        ),
        (replace(LIVE, freshness="lost", newest_at=None, answered_at=None, problem="连不上"), "fault", "从未收到数据"),
    ],
)
def test_a_silent_feed_tells_its_age_and_can_be_asked_again(report: FeedReport, tone: str, words: str) -> None:
    (line,) = problems(report)
    assert line.tone == tone
    assert words in line.what
    assert (line.key, line.act_text) == ("feed:国家平台", "现在重试")


def test_a_feed_not_yet_asked_is_no_problem() -> None:
    assert problems(replace(LIVE, freshness="lost", newest_at=None, answered_at=None)) == ()


def test_a_file_with_faults_waits_for_a_word() -> None:
    fault = Fault("甲.csv", "AQI不是数", row=3)
    (line,) = problems(replace(LIVE, name="收件夹", faults=(fault,), waiting_files=("甲.csv",)))
    assert (line.key, line.act_text) == ("file:收件夹:甲.csv", "导入有效部分")
    (line,) = problems(replace(LIVE, name="收件夹", faults=(fault, replace(fault, row=4))))
    assert line.what == "甲.csv 第3行：AQI不是数（另有1处）"


def test_what_failed_stands_as_a_fault() -> None:
    (line,) = problems(failed={"journal": KnownProblem("磁盘已满", "请腾出空间")})
    assert line == ProblemView("failed:journal", "磁盘已满", "请腾出空间", tone="fault")


def _packs(digest: str | None) -> Packs:
    default = PACKS.default
    changed = [replace(p, digest=digest) if p is default and digest else p for p in PACKS.items]
    return Packs(tuple(p for p in changed if digest or p is not default))


def test_an_edition_changed_after_it_was_used_stands_until_it_is_put_back() -> None:
    board = office(*to_standing(Level.ORANGE)).board
    assert changed_packs(board, PACKS) == ()
    (line,) = changed_packs(board, _packs("other"))
    assert "与记录时不一样" in line.what
    assert changed_packs(Board(), _packs("other")) == ()


def test_an_edition_gone_after_it_was_used_is_a_fault() -> None:
    (line,) = changed_packs(office(*to_standing(Level.ORANGE)).board, _packs(None))
    assert line.tone == "fault"
    assert "不见了" in line.what


def test_disputes_and_odd_entries_lead_to_where_they_are_settled() -> None:
    board = office(*to_standing(Level.ORANGE)).board
    alert = board.alerts["a1"]
    twice = replace(board, alerts={"a1": alert, "a2": replace(alert, id="a2")})
    (line,) = problems(board=twice)
    assert (line.key, line.tone) == ("dispute:a1|a2", "fault")
    entry = office().entries[0]
    (line,) = problems(board=replace(board, irregular=(Irregular(entry, "x"),)))
    assert line.key == "irregular"
    assert "1条" in line.what


def test_two_lines_call_at_once_and_tell_of_the_rest() -> None:
    nags = derive_nags({key: key for key in "abcd"})
    assert [(nag.key, nag.what) for nag in nags] == [("a", "a"), ("b", "b（另有2项）")]
