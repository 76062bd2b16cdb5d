"""Every act of the office's own keeping has one line in the logbook."""

from __future__ import annotations

from typing import get_args

import pytest

from qh_console.domain import acts as a
from qh_console.domain import office_acts as o
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, CityFiling, HandoverLine, HandoverRemark, Means
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.office_wording import office_words
from qh_console.services.wording import kind_word, worded
from tests.builders import DUTY, HAIDONG, NOW, REVIEW, office, plan, publication

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
FILING = CityFiling(HAIDONG, "东重污指3号", Change.RAISE, Level.ORANGE, NOW, publication(), Means.FAX, "王科长", NOW)
LIFTED = CityFiling(HAIDONG, "东重污指4号", Change.LIFT, Level.NONE, NOW, publication(), Means.LETTER, "王科长", NOW)
LINE = HandoverLine("x", "时钟", "每6小时复核一次")

LINES: tuple[tuple[o.OfficeAct, str], ...] = (
    (o.CityAlertFiled(FILING), "收到海东市升级预警，橙色，东重污指3号（传真，王科长）"),
    (o.CityAlertFiled(LIFTED), "收到海东市解除预警，东重污指4号（来函，王科长）"),
    (o.FilingChecked(HAIDONG, "东重污指3号", True, ""), "海东市东重污指3号准予备案"),
    (o.FilingChecked("999999", "3号", False, "缺范围"), "9999993号退回补正：缺范围"),
    (
        o.FloorAnswered("a1", HAIDONG, Level.ORANGE, Means.PHONE, "李", "已启动"),
        "海东市答复按橙色级别响应（电话，李）：已启动",
    ),
    (o.FloorAnswered("a1", HAIDONG, Level.RED, Means.FAX, "", ""), "海东市答复按红色级别响应（传真）"),
    (o.NumberVoided("宁重污应急〔2026〕4号", "打印毁损"), "作废文号宁重污应急〔2026〕4号：打印毁损"),
    (o.ClockAcknowledged("a1", "age/a1", "1号", "已会商"), "应答时钟提醒：已会商"),
    (o.ClockAcknowledged("", f"rise/{HAIDONG}/orange", "2026-01-10", "等会商"), "应答海东市达到橙色条件的提醒：等会商"),
    (o.ClockAcknowledged("", "rise/province/red", "", "已报厅"), "应答全省达到红色条件的提醒：已报厅"),
    (o.PasswordReset(DUTY, REVIEW), "会同复核员乙重置值班员甲的口令"),
    (o.HandedOver(REVIEW, (LINE,), "夜间注意"), "向复核员乙交班，1条：夜间注意"),
    (o.HandoverAccepted("d1-9", ("x",), ()), "逐条接班，接收1条"),
    (o.HandoverAccepted("d1-9", (), (HandoverRemark("x", "再问"),)), "逐条接班，接收0条，1条有说明"),
)


@pytest.mark.parametrize(("act", "line"), LINES, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_in_one_line(act: o.OfficeAct, line: str) -> None:
    board = office().board
    entry = a.Entry("d1", 9, 9, NOW, DUTY, act, "p", "d")
    assert office_words(act, board, PLACES) == line
    assert worded(entry, board, plan(), PLACES) == line
    assert kind_word(entry)


def test_every_act_of_the_office_is_above() -> None:
    assert {type(act) for act, _ in LINES} == set(get_args(o.OfficeAct))
