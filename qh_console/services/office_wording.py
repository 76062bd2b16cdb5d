"""The office's own acts in one Chinese sentence each: filings, floors, numbers, clocks, handovers, passwords."""

from __future__ import annotations

from typing import assert_never

from qh_console.domain import office_acts as o
from qh_console.domain.board import Board
from qh_console.domain.clocks import CROSSING
from qh_console.domain.pack import Level
from qh_console.domain.places import Places
from qh_console.services.terms import term


def office_words(act: o.OfficeAct, board: Board, places: Places) -> str:
    """What was done, in one line; who and when stand beside it."""
    match act:
        case o.CityAlertFiled():
            filing = act.filing
            level = f"，{term(filing.level)}" if filing.level.is_alert else ""
            how = f"{term(filing.means)}，{filing.sender}"
            return f"收到{_place(filing.place, places)}{term(filing.change)}预警{level}，{filing.number}（{how}）"
        case o.FilingChecked():
            verdict = "准予备案" if act.accepted else "退回补正"
            return _noted(f"{_place(act.place, places)}{act.number}{verdict}", act.remark)
        case o.FloorAnswered():
            who = f"，{act.spoke_to}" if act.spoke_to else ""
            said = f"{_place(act.place, places)}答复按{term(act.level)}级别响应（{term(act.means)}{who}）"
            return _noted(said, act.says)
        case o.NumberVoided():
            return f"作废文号{act.number}：{act.reason}"
        case o.ClockAcknowledged():
            return f"应答{_crossed(act.clock, places) or '时钟'}提醒：{act.reason}"
        case o.PasswordReset():
            return f"会同{board.name_of(act.confirmed_by)}重置{board.name_of(act.officer)}的口令"
        case o.HandedOver():
            return _noted(f"向{board.name_of(act.successor)}交班，{len(act.lines)}条", act.note)
        case o.HandoverAccepted():
            remarks = f"，{len(act.remarks)}条有说明" if act.remarks else ""
            return f"逐条接班，接收{len(act.accepted)}条{remarks}"
        case _:
            assert_never(act)


def _crossed(clock: str, places: Places) -> str:
    """西宁达到橙色条件, of a crossing; empty for a clock."""
    kind, where, word = (*clock.split("/"), "", "")[:3]
    level = next((level for level in Level if level.word == word), None)
    if kind != CROSSING or level is None:
        return ""
    return f"{places[where].name if where in places else '全省'}达到{term(level)}条件的"


def _place(code: str, places: Places) -> str:
    return places[code].name if code in places else code


def _noted(what: str, note: str) -> str:
    return f"{what}：{note}" if note else what
