"""The office's own papers, frozen from the record: the hand-over, an extract of the log, contacts, a filing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from qh_console.documents.office_snapshots import (
    ContactLine,
    ContactSheet,
    HandoverItem,
    HandoverRecord,
    LogbookExtract,
    LogLine,
)
from qh_console.documents.reported import FilingForm
from qh_console.documents.snapshots import LevelFacts, NamedNotice, PaperHead, PublicationFacts
from qh_console.domain.acts import Entry, ShiftStarted
from qh_console.domain.alerts import Alert
from qh_console.domain.clock import beijing
from qh_console.domain.contacts import Post
from qh_console.domain.duty_book import Handover
from qh_console.domain.office_acts import HandoverAccepted
from qh_console.domain.particulars import Change
from qh_console.problems import KnownProblem
from qh_console.services.frozen_parts import Frame, notice_title
from qh_console.services.wording import worded

DATA = "数据"
"""Topic of the hand-over's lines on what does not come in."""
NO_FAULT = "数据接收没有中断的记录；电话、传真、打印机由交班人当面说明"


def office_head(frame: Frame, at: datetime, issuer: str = "") -> PaperHead:
    """Of a paper the office draws up for itself: no number, no addressee."""
    name = issuer or frame.pack.office.name
    return PaperHead(name, (name,), "", "", beijing(at).date(), at, drill=frame.drill)


def handover(frame: Frame, page_id: str, entries: Iterable[Entry]) -> HandoverRecord:
    """Plan 7.5: a page as it was handed over, with what the incoming officer found. Raises KnownProblem."""
    board = frame.board
    page = next((p for p in board.book.handovers if p.id == page_id), None)
    if page is None:
        raise KnownProblem("这一页还没有交班，没有可打印的记录", "请先交班")
    at = page.accepted_at or page.at
    remarks = {r.line: r.text for r in page.accepted.remarks} if page.accepted else {}
    items = tuple(
        HandoverItem(line.topic, line.text + (f"（接班人：{remarks[line.id]}）" if line.id in remarks else ""))
        for line in page.act.lines
    )
    faults = "；".join(line.text.rstrip("。") for line in page.act.lines if line.topic == DATA)
    return HandoverRecord(
        office_head(frame, at),
        frame.pack_note("7.5"),
        _since(page, entries),
        at,
        (board.name_of(page.by),),
        (board.name_of(page.act.successor),),
        tuple(text for alert in board.alerts.values() if (text := _standing_at(frame, alert, page.at))),
        items,
        faults or NO_FAULT,
        page.act.note.strip().rstrip("。"),
    )


def _since(page: Handover, entries: Iterable[Entry]) -> datetime:
    """When the outgoing officer's shift began; the hand-over itself where the record does not say."""
    began = page.at
    for entry in entries:
        if entry.by == page.by and entry.at <= page.at and isinstance(entry.act, ShiftStarted | HandoverAccepted):
            began = entry.at
    return began


def _standing_at(frame: Frame, alert: Alert, at: datetime) -> str:
    """An alert in one sentence, if it was in force then."""
    known = [notice for notice in alert.notices if notice.at <= at and notice.level.is_alert]
    if not known or (alert.ended_at is not None and alert.ended_at <= at):
        return ""
    level = frame.level(known[-1].level)
    return f"{'、'.join(frame.names(alert.places))}{level.name}（{known[-1].number}），{level.response}级应急响应"


def extract(
    frame: Frame, subject: str, keys: Iterable[tuple[str, int]], entries: Iterable[Entry], now: datetime
) -> LogbookExtract:
    """Plan 7.4, 7.5: these entries as the journal has them, oldest first. Raises KnownProblem where there are none."""
    wanted = set(keys)
    chosen = sorted((e for e in entries if (e.desk, e.seq) in wanted), key=lambda entry: entry.order)
    if not chosen:
        raise KnownProblem("没有可摘录的日志", "请放宽筛选条件")
    board = frame.board
    lines = tuple(
        LogLine(f"{e.desk}-{e.seq:06d}", e.at, board.name_of(e.by), worded(e, board, frame.pack, frame.places))
        for e in chosen
    )
    times = [e.at for e in chosen]
    ends = max(max(times), min(times) + timedelta(minutes=1))
    heads = tuple((desk, digest) for desk, (_, digest) in sorted(board.heads.items()))
    return LogbookExtract(
        office_head(frame, now), frame.pack_note("7.4", "7.5"), subject, min(times), ends, lines, heads
    )


def contact_sheet(frame: Frame, now: datetime) -> ContactSheet:
    """Plan 7.5: both posts of every unit in the plan's order, then bodies outside it. Raises KnownProblem."""
    held = frame.board.contacts
    if not held:
        raise KnownProblem("联系人还没有登记", "请先导入名单或逐个填写")
    units = [(unit.id, unit.short) for unit in frame.pack.units]
    known = {unit for unit, _ in units}
    units += [(unit, unit) for unit in dict.fromkeys(unit for unit, _ in held) if unit not in known]
    lines = []
    for unit, name in units:
        for post in Post:
            found = held.get((unit, post.value))
            if found is not None:
                c = found.contact
                lines.append(ContactLine(name, post.label, c.name, c.title, c.phone, c.mobile, c.fax))
            elif unit in known:
                lines.append(ContactLine(name, post.label, "未登记", "", "", "", ""))
    missing = sum(line.name == "未登记" for line in lines)
    as_of = max(c.at for c in held.values())
    return ContactSheet(
        office_head(frame, now), frame.pack_note("7.5"), frame.pack.office.name, as_of, tuple(lines), missing
    )


def filing(frame: Frame, unit: str, number: str) -> FilingForm:
    """Plan 3.3.1: a prefecture's notice as it was entered here. Raises KnownProblem where it was not."""
    headquarters = frame.pack.unit(unit)
    held = frame.board.book.filings.get((headquarters.place or "", number))
    if held is None:
        raise KnownProblem("没有这份备案", "请先登记市州来件")
    f = held.filing
    p = f.publication
    level = frame.level(f.level) if f.level.is_alert else LevelFacts("预警", "", "")
    where = (frame.places[f.place].name,)
    ended = f.change in (Change.LIFT, Change.WITHDRAW)
    return FilingForm(
        office_head(frame, held.at, headquarters.name),
        frame.pack_note("3.3.1"),
        PublicationFacts(
            p.starts_at,
            p.ends_at,
            where,
            p.extent,
            LevelFacts("已解除", "", "") if ended else level,
            p.dispersion,
            p.pollutants,
            p.outlook,
        ),
        NamedNotice(
            number, f"{headquarters.name}{notice_title(f.change, level.name)}", beijing(f.issued_at).date(), level
        ),
        f.issued_at,
        "",
        (),
        f.sender,
        frame.board.name_of(held.by),
        f.received_at,
    )
