"""Whether a list or a base may be entered (plan 4.1–4.4)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.emission_acts import EmissionBaseEntered, EmissionListEntered
from qh_console.domain.emission_commands import EmissionCommand, EnterEmissionBase, EnterEmissionList
from qh_console.domain.emissions import DailyGrams, faults_in
from qh_console.domain.pack import PlanPack
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

MOST_REASONS = 20
FIRST_YEAR = 2000


def decide_emission(board: Board, command: EmissionCommand, pack: PlanPack, now: datetime) -> Verdict:
    if isinstance(command, EnterEmissionList):
        return _decide_list(board, command, pack, now)
    return _decide_base(board, command, pack, now)


def _decide_list(board: Board, command: EnterEmissionList, pack: PlanPack, now: datetime) -> Verdict:
    """Plan 4.1: a whole list of one prefecture, every row sound, not the one already in force."""
    told, reasons = command.list, []
    if not _is_prefecture(pack, told.place):
        reasons.append(Reason("清单不属于任何一个市州", "4.1", "place"))
    if not told.sources:
        reasons.append(Reason("清单里没有污染源", "4.1", "sources"))
    if told.dated_on > beijing(now).date():
        reasons.append(Reason("清单日期还没有到", "4.1", "dated_on"))
    for key, count in Counter(source.key for source in told.sources).items():
        if count > 1:
            reasons.append(Reason(f"{key[1]}（{key[2]}）有{count}行", "4.1", "sources"))
    for source in told.sources:
        reasons += [Reason(f"{source.name}：{fault.what}", "4.1", fault.field) for fault in faults_in(source)]
    current = board.emissions.current(told.place)
    if current is not None and current.list.sources == told.sources:
        reasons.append(Reason("与现行清单相同，没有改动", "4.1"))
    if reasons:
        return Refused(tuple(reasons[:MOST_REASONS]))
    return Accepted((EmissionListEntered(told, current.id if current else ""),))


def _decide_base(board: Board, command: EnterEmissionBase, pack: PlanPack, now: datetime) -> Verdict:
    """Plan 4.3: worked out once a year; a correction of the same year is entered as the year's base anew."""
    base, reasons = command.base, []
    if not _is_prefecture(pack, base.place):
        reasons.append(Reason("基数不属于任何一个市州", "4.3", "place"))
    if not FIRST_YEAR <= base.year <= beijing(now).year:
        reasons.append(Reason(f"核算年度应在{FIRST_YEAR}到{beijing(now).year}之间", "4.3", "year"))
    if base.grams == DailyGrams():
        reasons.append(Reason("四项基数都是零", "4.3", "so2"))
    held = board.emissions.bases.get(base.place, ())
    if any(one.base == base for one in held[-1:]):
        reasons.append(Reason("与现有登记相同，没有改动", "4.3"))
    if reasons:
        return Refused(tuple(reasons))
    return Accepted((EmissionBaseEntered(base, held[-1].id if held else ""),))


def _is_prefecture(pack: PlanPack, place: str) -> bool:
    return any(unit.place == place for unit in pack.units)
