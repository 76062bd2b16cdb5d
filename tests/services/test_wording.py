"""One sentence an act: every act has one, none shows a raw kind, an id of another edition is kept as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from qh_console.domain import acts as a
from qh_console.domain import sending_acts as s
from qh_console.domain.board import Board
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import Addressee, Said
from qh_console.domain.emission_acts import EmissionAct
from qh_console.domain.office_acts import OfficeAct
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    NO_EVIDENCE,
    Approval,
    Assessment,
    Cause,
    Change,
    Mark,
    MarkState,
    Means,
    Paper,
    Role,
    TelephoneRecord,
)
from qh_console.domain.roster_acts import RosterAct
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.wording import KIND_WORDS, alert_of, alert_words, kind_word, mark_words, unit_name, worded
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, consultation, office, plan, publication, to_standing

PACK = plan()
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PAPER = Paper("a1", "issue-notice", "预警发布通知", "〔2026〕1号", "ab" * 32, 2)
TALK = TelephoneRecord(CHIEF, "0971-1", NOW, True)
DONE = Mark(MarkState.DONE, Means.PHONE, "王主任", "已停产")
TASK = office(*to_standing()).board.alerts["a1"].tasks[0].task.id
ASSESSMENT = Assessment("", "静稳", "", "", "无", "无", "早报", "加密")

LIAISON = Contact("police", Post.LIAISON, "联络员甲", "", "0971-0000001")
TO_RADIO = Addressee("broadcast", "radio", "广播电台", "", Carrier.HAND, TextForm.BROADCAST, "0" * 64)

LINES: tuple[tuple[a.Act, str], ...] = (
    (a.OfficerEnrolled("x", "李四", "", (Role.REVIEWER,)), "为李四（未填职务）开户：复核员"),
    (a.OfficerRolesChanged(DUTY, (Role.DUTY_OFFICER, Role.REVIEWER), True), "值班员甲的岗位改为值班员、复核员"),
    (a.OfficerRolesChanged(DUTY, (), False), "停用值班员甲的账号"),
    (a.PasswordChanged(DUTY), "修改了自己的口令"),
    (a.PasswordChanged(CHIEF), "重设审批人丙的口令"),
    (a.ShiftStarted(), "接班"),
    (a.ShiftEnded("两项未落实"), "交班：两项未落实"),
    (
        a.CauseFound((XINING,), NOW, NOW + timedelta(hours=3), Cause.DUST, "PM10突升"),
        "认定西宁市1月9日20:00至1月9日23:00成因为沙尘：PM10突升",
    ),
    (
        a.ConsultationHeld("a1", consultation(), "qh-2020", ""),
        "西宁市会商，商定橙色：达到预警条件",
    ),
    (a.ConsultationClosed("a1", "只发提示"), "西宁市会商结束，不发预警：只发提示"),
    (
        a.ChangeProposed("a1", Change.RAISE, Level.RED, publication(), "浓度上升", (), NO_EVIDENCE, True, True),
        "提请西宁市升级，红色：浓度上升",
    ),
    (a.ProposalReturned("a1", "范围不清"), "退回西宁市的提请：范围不清"),
    (a.ProposalApproved("a1", Approval.SIGNATURE, "办公室主任"), "批准西宁市的提请（签字，办公室主任）"),
    (
        a.ProposalApproved("a1", Approval.SIGNATURE, "办公室主任", number="宁重污应急〔2026〕5号"),
        "批准西宁市的提请（签字，办公室主任），留号宁重污应急〔2026〕5号",
    ),
    (
        a.ProposalApproved("a1", Approval.TELEPHONE, "办公室主任", TALK),
        "批准西宁市的提请（电话，办公室主任，与审批人丙通话）",
    ),
    (
        a.ProposalSigned("a1", Approval.SIGNATURE, "副组长", absence="组长出差"),
        "会签西宁市的提请（签字，副组长，代签：组长出差）",
    ),
    (a.ApprovalCountersigned("a1", "1号"), "补签1号的电话批准"),
    (a.AlertIssued("a1", "1号", Level.ORANGE, publication(), ()), "发布西宁市橙色预警，1号，交办0项"),
    (
        a.AlertAdjusted("a1", "2号", "1号", Change.RAISE, Level.RED, publication(), ()),
        "西宁市升级为红色，2号，现行0项",
    ),
    (a.AlertLifted("a1", "3号", "2号", publication(), ("x", "y")), "解除西宁市预警，3号，未办结2项"),
    (a.AlertLifted("a1", "3号", "2号", publication(), ()), "解除西宁市预警，3号"),
    (a.NoticeCorrected("a1", "2号", "1号", publication(), "日期写错"), "2号更正1号：日期写错"),
    (a.AlertWithdrawn("a1", "2号", "1号", publication(), "误发", ()), "2号撤回1号：误发"),
    (a.MarkCorrected("a1", "old@gone", "打错电话"), "撤销gone“old”的最后一次登记：打错电话"),
    (a.PaperFiled(PAPER), "归档《预警发布通知》〔2026〕1号，2页"),
    (a.PaperPrinted("ab" * 32, 2, "HP"), "打印文书abababab2份（HP）"),
    (a.PaperExported("ab" * 32, "U盘"), "导出文书abababab到U盘"),
    (a.AlertAssessed("a1", ASSESSMENT), "西宁市总结评估完成"),
    (a.DisputeSettled("a1|a2", "a1", "先发者有效"), "处理争议，保留西宁 橙色：先发者有效"),
    (s.NoticeQueued("a1", "1号", (TO_RADIO,)), "排发1号，1个对象"),
    (s.DispatchReported("a1", "1号", "phone", "x", Said.READ_OUT, "丁"), "1号发给x：已电话宣读，接听人丁"),
    (s.DispatchReported("a1", "1号", "fax", "x", Said.FAILED, "", "占线"), "1号发给x：没有发出：占线"),
    (s.ContactEntered(LIAISON, 1), "登记公安厅联络员：联络员甲"),
    (s.ContactEntered(LIAISON, 2), "改登公安厅联络员：联络员甲"),
    (s.ContactWithdrawn("police", Post.LIAISON, 2, "调离"), "撤销公安厅联络员：调离"),
    (a.DataImported("实况.csv", "", 24, 1, 2, 3), "导入实况.csv：新增24、相同1、改动2、退回3"),
)


def _entry(act: a.Act) -> a.Entry:
    return a.Entry("d1", 9, 9, NOW, DUTY, act, "p", "d")


def _board() -> Board:
    return office(*to_standing()).board


@pytest.mark.parametrize(("act", "line"), LINES, ids=lambda value: value if isinstance(value, str) else "")
def test_an_act_in_one_line(act: a.Act, line: str) -> None:
    assert worded(_entry(act), _board(), PACK, PLACES) == line


def test_a_mark_names_unit_duty_and_who_said_what() -> None:
    line = worded(_entry(a.DutyMarked("a1", TASK, DONE)), _board(), PACK, PLACES)
    duty, _, unit = TASK.partition("@")
    assert line == f"{PACK.unit(unit).short}“{PACK.duty(duty).text}”：已完成（电话，王主任）说“已停产”"


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark(MarkState.NOTIFIED, Means.FAX, "", ""), "已通知（传真）"),
        (Mark(MarkState.NOT_APPLICABLE, Means.LETTER, "", "辖区无此类企业"), "不适用（来函）辖区无此类企业"),
        (Mark(MarkState.UNDER_WAY, Means.PHONE, "王", ""), "办理中（电话，王）"),
    ],
)
def test_a_mark_in_words(mark: Mark, words: str) -> None:
    assert mark_words(mark) == words


def test_every_act_has_a_word_and_a_line_here() -> None:
    assert set(KIND_WORDS) == set(get_args(a.Act))
    elsewhere = {a.DutyMarked, *get_args(OfficeAct), *get_args(EmissionAct), *get_args(RosterAct)}
    assert {type(act) for act, _ in LINES} | elsewhere == set(get_args(a.Act))
    assert kind_word(_entry(a.ShiftStarted())) == "接班"


def test_a_filed_paper_is_named_when_it_is_used() -> None:
    ledger = office(*to_standing())
    ledger.record(a.PaperFiled(PAPER), DUTY)
    line = worded(_entry(a.PaperPrinted(PAPER.sha256, 1, "HP")), ledger.board, PACK, PLACES)
    assert line == "打印《预警发布通知》〔2026〕1号1份（HP）"


@pytest.mark.parametrize(
    ("act", "alert"),
    [
        (a.ShiftStarted(), ""),
        (a.ProposalReturned("a1", "x"), "a1"),
        (a.PaperFiled(PAPER), "a1"),
        (a.PaperPrinted(PAPER.sha256, 1, "HP"), "a1"),
        (a.PaperExported("00", "U盘"), ""),
        (a.DisputeSettled("a1|a2", "a2", "x"), "a2"),
    ],
)
def test_the_alert_an_act_belongs_to(act: a.Act, alert: str) -> None:
    ledger = office(*to_standing())
    ledger.record(a.PaperFiled(PAPER), DUTY)
    assert alert_of(act, ledger.board) == alert


def test_alerts_and_units_nobody_knows_keep_their_id() -> None:
    assert alert_words("a9", _board(), PLACES) == "a9"
    assert alert_words("a1", _board(), PLACES) == "西宁 橙色"
    assert unit_name("gone", PACK) == "gone"
    strange = a.CauseFound((HAIDONG, "999999"), NOW, NOW, Cause.HAZE, "x")
    assert "海东市、999999" in worded(_entry(strange), _board(), PACK, PLACES)
