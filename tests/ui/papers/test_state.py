"""The papers screen's state: order, position, whether a notice still holds, and what each filter leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.acts import PaperExported, PaperFiled, PaperPrinted
from qh_console.domain.alerts import Outcome
from qh_console.domain.commands import AdjustAlert, ApproveProposal, CorrectNotice, LiftAlert, WithdrawAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Paper
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.papers.state import PaperRow, PapersFilter, PapersState, derive_papers, waiting
from tests.builders import CHIEF, DUTY, NOW, Ledger, office, propose, to_standing

PACK = load_packs(resources_folder() / "packs").default
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
NUMBER = office(*to_standing()).board.alerts["a1"].latest_number


def _paper(kind: PaperKind, sha: str, number: str = NUMBER, subject: str = "", alert: str | None = "a1") -> Paper:
    return Paper(alert, kind.value, kind.label, number, sha * 16, 2, subject)


def _filed(*papers: Paper) -> Ledger:
    ledger = office(*to_standing())
    for paper in papers:
        ledger.now += timedelta(minutes=1)
        ledger.record(PaperFiled(paper), DUTY)
    return ledger


NOTICE = _paper(PaperKind.ISSUE_NOTICE, "aaaa")
SHEET = _paper(PaperKind.DUTY_SHEET, "bbbb", subject="省生态环境厅")
MINUTES = _paper(PaperKind.MINUTES, "cccc", "", alert=None)


def _state(ledger: Ledger, **wanted: str) -> PapersState:
    return derive_papers(ledger.board, PACK, PLACES, PapersFilter(**wanted), NOW)


def _row(ledger: Ledger, sha: str) -> PaperRow:
    return next(row for row in _state(ledger).rows if row.digest.startswith(sha))


def test_nothing_filed() -> None:
    assert _state(office()) == PapersState()


def test_latest_first_with_where_and_by_whom() -> None:
    state = _state(_filed(NOTICE, SHEET, MINUTES))
    assert [row.label for row in state.rows] == ["会商纪要", "任务清单", "预警发布通知"]
    row = state.rows[1]
    assert (row.subject, row.by, row.when, row.digest) == ("生态环境厅", "值班员甲", "20:02", "bbbbbbbb")
    assert row.position == f"d1-{row.seq}"
    assert (row.number, row.short_number) == (NUMBER, "宁〔2026〕1号")
    assert state.rows[0].short_number == ""
    assert (row.alert, state.rows[0].alert) == ("西宁 橙色", "")
    assert state.alerts == (("a1", "西宁 橙色"),)
    assert [label for _, label in state.kinds] == ["会商纪要", "预警发布通知", "任务清单"]


def test_prints_and_exports_are_counted_and_nothing_waits_then() -> None:
    ledger = _filed(NOTICE, SHEET, MINUTES)
    assert waiting(ledger.board, NOW) == 2
    ledger.record(PaperPrinted(NOTICE.sha256, 2, "HP"), DUTY)
    ledger.record(PaperPrinted(NOTICE.sha256, 1, "HP"), DUTY)
    ledger.record(PaperExported(SHEET.sha256, "U盘"), DUTY)
    assert (_row(ledger, "aaaa").prints, _row(ledger, "bbbb").exports) == (3, 1)
    assert waiting(ledger.board, NOW) == 0


@pytest.mark.parametrize(
    ("change", "release", "notice", "sheet"),
    [
        (None, None, ("现行", "ok"), ("现行", "")),
        (Change.RAISE, AdjustAlert(DUTY, "a1"), ("已升级", "muted"), ("现行", "")),
        (Change.CORRECT, CorrectNotice(DUTY, "a1"), ("已更正", "fault"), ("现行", "")),
        (Change.WITHDRAW, WithdrawAlert(DUTY, "a1"), ("已撤回", "fault"), ("归档", "muted")),
        (Change.LIFT, LiftAlert(DUTY, "a1"), ("已解除", "muted"), ("归档", "muted")),
    ],
)
def test_whether_a_paper_still_holds(
    change: Change | None, release: AdjustAlert | None, notice: tuple[str, str], sheet: tuple[str, str]
) -> None:
    ledger = _filed(NOTICE, SHEET)
    if change is not None and release is not None:
        level = Level.RED if change is Change.RAISE else Level.ORANGE
        ledger.must(propose(change, level), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), release)
    assert (_row(ledger, "aaaa").standing, _row(ledger, "aaaa").tone) == notice
    assert (_row(ledger, "bbbb").standing, _row(ledger, "bbbb").tone) == sheet


@pytest.mark.parametrize(
    ("outcome", "standing"), [(Outcome.SETTLED, ("争议未留", "fault")), (Outcome.LIFTED, ("归档", "muted"))]
)
def test_the_last_notice_of_an_ended_alert(outcome: Outcome, standing: tuple[str, str]) -> None:
    ledger = _filed(NOTICE)
    ended = replace(ledger.board.alerts["a1"], level=None, outcome=outcome)
    ledger.board = replace(ledger.board, alerts={"a1": ended})
    row = _row(ledger, "aaaa")
    assert (row.standing, row.tone) == standing


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ({}, 3),
        ({"alert": "a1"}, 2),
        ({"kind": "duty-sheet"}, 1),
        ({"text": "生态"}, 1),
        ({"text": " BBBB"}, 1),
        ({"text": "〔2026〕1号"}, 2),
        ({"text": "d1-10"}, 1),
        ({"text": "没有"}, 0),
        ({"alert": "a1", "kind": "consultation-minutes"}, 0),
    ],
)
def test_filters(wanted: dict[str, str], left: int) -> None:
    ledger = _filed(NOTICE, SHEET, MINUTES)
    state = _state(ledger, **wanted)
    assert (len(state.rows), state.total) == (left, 3)


def test_kinds_and_units_of_another_edition_keep_their_names() -> None:
    odd = Paper("a1", "drill-report", "演练报告", "", "dddd" * 16, 1, "某单位")
    row = _row(_filed(odd), "dddd")
    assert (row.label, row.subject) == ("drill-report", "某单位")
