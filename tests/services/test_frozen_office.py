"""The office's own papers say what the record says, at the time they speak of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain.commands import EnterContact, StartShift
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.office_commands import AcceptHandover, CheckFiling, FileCityAlert, HandOver
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, CityFiling, HandoverLine, HandoverRemark, Means
from qh_console.problems import KnownProblem
from qh_console.services.frozen_office import NO_FAULT, contact_sheet, extract, filing, handover
from tests.builders import DUTY, NOW, REVIEW, XINING, Ledger, office, plan, publication, to_standing
from tests.services.framing import LIFT, framed, later

LINES = (
    HandoverLine("a", "变动", "发出1号"),
    HandoverLine("feed:x", "数据", "监测平台：没有新数据，最近数据在2小时前。"),
)
CITY = "宁重污染应急〔2026〕2号"


def handed() -> Ledger:
    ledger = office(StartShift(DUTY), *to_standing())
    return later(ledger, 8, HandOver(DUTY, REVIEW, LINES, "夜间注意城东区。"))


def page_of(ledger: Ledger) -> str:
    return ledger.board.book.handovers[-1].id


def test_a_hand_over_names_both_sides_its_lines_and_what_stood_then() -> None:
    ledger = handed()
    page = page_of(ledger)
    accept = AcceptHandover(REVIEW, page, ("a",), (HandoverRemark("feed:x", "已恢复"),))
    later(ledger, 1, accept)
    found = handover(framed(ledger), page, ledger.entries)
    assert (found.off_duty, found.on_duty) == (("值班员甲",), ("复核员乙",))
    assert (found.from_at, found.handed_at) == (NOW, NOW + timedelta(hours=9))
    assert [(i.kind, i.text) for i in found.items] == [
        ("变动", "发出1号"),
        ("数据", "监测平台：没有新数据，最近数据在2小时前。（接班人：已恢复）"),
    ]
    assert found.alerts == ("西宁市橙色预警（宁重污应急〔2026〕1号），Ⅱ级应急响应",)
    assert found.equipment == "监测平台：没有新数据，最近数据在2小时前"
    assert found.remarks == "夜间注意城东区"


def test_an_old_page_still_says_what_stood_when_it_was_handed_over() -> None:
    ledger = later(handed(), 40, *LIFT)
    found = handover(framed(ledger), page_of(ledger), ledger.entries)
    assert len(found.alerts) == 1
    quiet = later(office(StartShift(DUTY)), 8, HandOver(DUTY, REVIEW, LINES[:1], ""))
    later(quiet, 1, *to_standing())
    before = handover(framed(quiet), page_of(quiet), quiet.entries)
    assert (before.alerts, before.equipment, before.remarks) == ((), NO_FAULT, "")


def test_a_page_that_was_never_handed_over_is_not_printed() -> None:
    with pytest.raises(KnownProblem, match="还没有交班"):
        handover(framed(office(StartShift(DUTY))), "d1-1", ())


def test_an_extract_holds_the_chosen_lines_oldest_first_with_every_desks_head() -> None:
    ledger = handed()
    keys = [(e.desk, e.seq) for e in reversed(ledger.entries) if e.by == DUTY]
    found = extract(framed(ledger), "甲", keys, ledger.entries, ledger.now)
    assert [line.position for line in found.lines] == [f"d1-{seq:06d}" for _, seq in reversed(keys)]
    assert {line.officer for line in found.lines} == {"值班员甲"}
    assert (found.from_at, found.to_at) == (NOW, NOW + timedelta(hours=8))
    assert found.heads == (("d1", ledger.entries[-1].digest),)
    with pytest.raises(KnownProblem, match="没有可摘录"):
        extract(framed(ledger), "无", (), ledger.entries, ledger.now)


def test_the_contacts_show_every_post_of_the_plan_and_others_after_them() -> None:
    unit = plan().units[0]
    mine = Contact(unit.id, Post.LIAISON, "丁某", "处长", "0971-6100000")
    outside = Contact("省电视台", Post.LIAISON, "戊某", "编辑", "0971-6200000")
    ledger = later(office(), 3, EnterContact(DUTY, mine), EnterContact(DUTY, outside))
    found = contact_sheet(framed(ledger), ledger.now)
    assert [(c.post, c.name) for c in found.lines[:2]] == [("负责人", "未登记"), ("联络员", "丁某")]
    assert (found.lines[-1].unit, found.lines[-1].phone) == ("省电视台", "0971-6200000")
    assert found.missing == 2 * len(plan().units) - 1
    assert found.as_of == NOW + timedelta(hours=3)
    with pytest.raises(KnownProblem, match="还没有登记"):
        contact_sheet(framed(office()), NOW)


def filed(change: Change = Change.ISSUE, level: Level = Level.ORANGE, number: str = CITY) -> FileCityAlert:
    given = CityFiling(XINING, number, change, level, NOW, publication(), Means.FAX, "冶某", NOW)
    return FileCityAlert(DUTY, given)


def test_a_filing_says_what_came_in_and_who_received_it() -> None:
    ledger = later(office(), 1, filed(), CheckFiling(DUTY, XINING, CITY, True, ""))
    unit = plan().headquarters(XINING)
    found = filing(framed(ledger), unit.id, CITY)
    assert found.head.issuer == unit.name
    assert (found.notice.number, found.notice.title) == (CITY, f"{unit.name}关于发布重污染天气橙色预警的通知")
    assert (found.facts.places, found.facts.level.response) == (("西宁市",), "Ⅱ")
    assert (found.contact, found.received_by, found.received_at) == ("冶某", "值班员甲", NOW)
    assert found.approved_by == ""
    with pytest.raises(KnownProblem, match="没有这份备案"):
        filing(framed(ledger), unit.id, "别的文号")


def test_a_lifted_alert_is_filed_without_a_level() -> None:
    ledger = later(office(), 1, filed(), filed(Change.LIFT, Level.NONE, "宁3号"))
    found = filing(framed(ledger), plan().headquarters(XINING).id, "宁3号")
    assert found.facts.level.name == "已解除"
    assert found.notice.title.endswith("关于解除重污染天气预警的通知")
