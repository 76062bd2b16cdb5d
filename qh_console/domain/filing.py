"""Alerts of the prefectures' own headquarters, entered with their number, checked and kept on file (plan 3.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.duty_book import HeldFiling
from qh_console.domain.notices import missing_in_publication
from qh_console.domain.office_acts import CityAlertFiled, FilingChecked, FloorAnswered
from qh_console.domain.office_commands import AnswerFloor, CheckFiling, FileCityAlert
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, CityFiling, Means, Scope
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

CLAUSE = "3.3.1"


def standing_filings(board: Board) -> Mapping[str, HeldFiling]:
    """The latest filing of each place whose own alert stands."""
    latest: dict[str, HeldFiling] = {}
    for held in board.book.filings.values():
        known = latest.get(held.filing.place)
        if known is None or held.filing.issued_at >= known.filing.issued_at:
            latest[held.filing.place] = held
    return {place: held for place, held in latest.items() if held.filing.level.is_alert}


def city_levels(board: Board) -> Mapping[str, Level]:
    """The level that stands in each place by its own headquarters' word, filed or issued from here."""
    levels = {place: held.filing.level for place, held in standing_filings(board).items()}
    for alert in board.standing:
        if alert.scope is Scope.CITY and alert.level is not None:
            for place in alert.places:
                levels[place] = max(levels.get(place, Level.NONE), alert.level)
    return levels


def filing_faults(filing: CityFiling) -> tuple[Reason, ...]:
    """Plan 3.3.1: what the office finds missing in a prefecture's notice; it is entered all the same."""
    return missing_in_publication(filing.publication)


def decide_filing(board: Board, command: FileCityAlert, pack: PlanPack, now: datetime) -> Verdict:
    """What came in is entered as it is; only what nobody could file is refused."""
    filing = command.filing
    reasons = []
    if all(unit.place != filing.place for unit in pack.units):
        reasons.append(Reason("没有这个市州的应急指挥部", CLAUSE, "place"))
    if not filing.number.strip():
        reasons.append(Reason("须录入市州自己的文号", CLAUSE, "number"))
    known = board.book.filings.get((filing.place, filing.number))
    if known is not None and not known.is_returned:
        reasons.append(Reason("这份通知已经登记", CLAUSE, "number"))
    if not filing.sender.strip():
        reasons.append(Reason("须记下报送人", CLAUSE, "sender"))
    if filing.received_at < filing.issued_at:
        reasons.append(Reason("收到时间早于发布时间", CLAUSE, "received_at"))
    if filing.received_at > now:
        reasons.append(Reason("收到时间还没有到", CLAUSE, "received_at"))
    if known is None:
        reasons += _change_reasons(standing_filings(board).get(filing.place), filing)
    elif _what(known.filing) != _what(filing):
        reasons.append(Reason("补正件须与退回的是同一份通知：事项、级别、发布时间不变", "3.3.1", "change"))
    return Refused(tuple(reasons)) if reasons else Accepted((CityAlertFiled(filing),))


def _what(filing: CityFiling) -> tuple[Change, Level, datetime]:
    return filing.change, filing.level, filing.issued_at


def _change_reasons(standing: HeldFiling | None, filing: CityFiling) -> list[Reason]:
    """Plan 3.3.2: the city's own changes follow the same road as ours."""
    ends = filing.change in (Change.LIFT, Change.WITHDRAW)
    if filing.level.is_alert == ends:
        text = "解除、撤回之后不再有级别" if ends else "须填写黄、橙、红之一"
        return [Reason(text, "3.3.2", "level")]
    if standing is None:
        is_first = filing.change is Change.ISSUE
        return [] if is_first else [Reason("这里没有在案的市州级预警，请先登记其发布通知", "3.3.2", "change")]
    if filing.issued_at < standing.filing.issued_at:
        return [Reason("发布时间早于在案的上一份", "3.3.2", "issued_at")]
    level = standing.filing.level
    match filing.change:
        case Change.ISSUE:
            return [Reason("这里已有在案的市州级预警，请按调整登记", "3.3.2", "change")]
        case Change.RAISE if filing.level <= level:
            return [Reason("升级须高于在案的级别", "3.3.2", "level")]
        case Change.LOWER if filing.level >= level:
            return [Reason("降级须低于在案的级别", "3.3.2", "level")]
        case _:
            return []


def decide_check(board: Board, command: CheckFiling) -> Verdict:
    """Receipt, check, file: what is incomplete is sent back, or kept with a word why."""
    held = board.book.filings.get((command.place, command.number))
    if held is None:
        return Refused((Reason("没有这份备案", CLAUSE),))
    if held.checked is not None:
        return Refused((Reason("这份备案已经核对过", CLAUSE),))
    if not command.accepted and not command.remark.strip():
        return Refused((Reason("退回补正须写明缺什么", CLAUSE, "remark"),))
    if command.accepted and filing_faults(held.filing) and not command.remark.strip():
        return Refused((Reason("通知缺项，准予备案须写明理由", CLAUSE, "remark"),))
    return Accepted((FilingChecked(command.place, command.number, command.accepted, command.remark),))


def decide_floor_answer(board: Board, command: AnswerFloor) -> Verdict:
    """Plan 5.1: a prefecture's word on the level at which it responds under a provincial alert."""
    alert = board.alerts.get(command.alert)
    if alert is None or not alert.is_standing or alert.scope is not Scope.PROVINCE:
        return Refused((Reason("没有生效的省级预警", "5.1"),))
    reasons = []
    if command.place not in alert.places:
        reasons.append(Reason("这里不在省级预警的范围内", "5.1", "place"))
    if not command.level.is_alert:
        reasons.append(Reason("须填写当地执行的响应级别", "5.1", "level"))
    if command.means is Means.PHONE and not command.spoke_to.strip():
        reasons.append(Reason("电话答复须记下通话人", "5.1", "spoke_to"))
    if reasons:
        return Refused(tuple(reasons))
    answered = FloorAnswered(alert.id, command.place, command.level, command.means, command.spoke_to, command.says)
    return Accepted((answered,))
