"""A prefecture's notice that arrives as CAP: what it says, ready to be checked by eye and filed (plan 3.3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from qh_console.documents.cap import COLOURS, DRILL_NOTE, CapAlert, CapInfo, read_cap
from qh_console.documents.machine_notice import MessageKind
from qh_console.domain.board import Board
from qh_console.domain.filing import filing_faults, standing_filings
from qh_console.domain.office_commands import FileCityAlert
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, CityFiling, Means, Publication
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason
from qh_console.problems import BadInput, Fault

LABELS = {"范围": "extent", "气象条件": "dispersion", "主要污染指标": "pollutants", "潜势分析": "outlook"}
"""How our own messages head the fields of plan 3.3.1 inside a description."""


@dataclass(frozen=True)
class IncomingFiling:
    """The form filled in; `faults` are what the officer must look at or add before it is filed."""

    command: FileCityAlert
    faults: tuple[Reason, ...]


def incoming_filing(
    content: bytes, file: str, board: Board, pack: PlanPack, places: Places, by: str, now: datetime
) -> IncomingFiling:
    """Raises BadInput where the file is no sound CAP, names no prefecture or more than one, or is not about us."""
    alert = read_cap(content, file)
    info = next((i for i in alert.infos if i.language.lower().startswith("zh")), None) or next(iter(alert.infos), None)
    if info is None:
        raise BadInput([Fault(file, "没有info，看不出是哪里的什么预警", "请对方重新发送", key="info")])
    place = _place(info, file, places)
    held = standing_filings(board).get(place)
    standing = held.filing.level if held else Level.NONE
    told = _level(info, pack)
    change = _change(alert, told, standing)
    level = Level.NONE if change in (Change.LIFT, Change.WITHDRAW) else told
    filing = CityFiling(
        place=place,
        number=info.parameter("NoticeNumber"),
        change=change,
        level=level,
        issued_at=alert.sent_at,
        publication=_publication(alert, info),
        means=Means.SYSTEM,
        sender=info.sender_name or alert.sender,
        received_at=now,
        changes_number=held.filing.number if held and change is not Change.ISSUE else "",
    )
    return IncomingFiling(FileCityAlert(by, filing), tuple(_faults(alert, filing)))


def _place(info: CapInfo, file: str, places: Places) -> str:
    """By GB/T 2260 code, a county counting for its prefecture; by name where no code is given."""
    codes = [code for area in info.areas for name, code in area.codes if name == "GB/T 2260"]
    found = {p.code for p in places.items for code in codes if code[:4] == p.code[:4]}
    if not codes:
        names = "。".join(area.description for area in info.areas)
        found = {p.code for p in places.items if any(n in names for n in (p.name, p.short, *p.aliases))}
    if len(found) != 1:
        what = "没有写明是哪个市州" if not found else "写了不止一个市州"
        raise BadInput([Fault(file, what, "请按传真件人工登记", key="info/area")])
    return found.pop()


def _level(info: CapInfo, pack: PlanPack) -> Level:
    colour = info.parameter("ColorCode").lower()
    words = f"{info.headline}{info.description}"
    for rule in pack.levels:
        if rule.level.is_alert and (
            COLOURS.get(rule.colour, "").lower() == colour or (not colour and rule.name in words)
        ):
            return rule.level
    return Level.NONE


def _change(alert: CapAlert, told: Level, standing: Level) -> Change:
    """Plan 3.3.2: from what stands on file to what the message says."""
    if alert.kind == MessageKind.CANCEL:
        said = "".join(info.headline for info in alert.infos)
        return Change.WITHDRAW if "撤回" in said else Change.LIFT
    if alert.kind != MessageKind.UPDATE or not standing.is_alert:
        return Change.ISSUE
    if told == standing:
        return Change.CORRECT
    return Change.RAISE if told > standing else Change.LOWER


def _publication(alert: CapAlert, info: CapInfo) -> Publication:
    told = _labelled(info.description)
    extent = told.get("extent") or "、".join(area.description for area in info.areas)
    return Publication(
        info.onset_at or info.effective_at or alert.sent_at,
        info.expires_at,
        extent,
        told.get("dispersion", ""),
        told.get("pollutants", ""),
        told.get("outlook", ""),
    )


def _labelled(description: str) -> dict[str, str]:
    """范围：…。气象条件：…。 — each field up to the next one's head."""
    starts = sorted((description.find(f"{label}："), label) for label in LABELS if f"{label}：" in description)
    ends = [*(at for at, _ in starts), len(description)][1:]
    return {
        LABELS[label]: description[at + len(label) + 1 : end].strip().rstrip("。")
        for (at, label), end in zip(starts, ends, strict=True)
    }


def _faults(alert: CapAlert, filing: CityFiling) -> Iterable[Reason]:
    if alert.status != "Actual" or alert.note == DRILL_NOTE:
        yield Reason("这是演练或测试消息，不要按真实预警备案", "3.3.1")
    if not filing.number:
        yield Reason("文件里没有文号，请向对方核实后填写", "3.3.1", "number")
    ends = filing.change in (Change.LIFT, Change.WITHDRAW)
    if not ends and not filing.level.is_alert:
        yield Reason("文件里看不出预警级别，请核实后选择", "3.3.1", "level")
    if filing.issued_at > filing.received_at:
        yield Reason("文件上的发布时间晚于现在，请核实", "3.3.1", "issued_at")
    yield from _missing(filing, ends)


def _missing(filing: CityFiling, ends: bool) -> Iterator[Reason]:
    """A lift has nothing more to announce."""
    if not ends:
        yield from filing_faults(filing)
