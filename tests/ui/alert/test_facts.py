"""The facts beside each stop's form."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation, ReturnProposal
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.alert.facts import Fact, facts_at
from tests.builders import CHIEF, DUTY, NOW, REVIEW, consultation, office, plan, propose, to_lifted, to_standing
from tests.ui.airs import CLEARING, COMING_BACK, HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
CONSULTED = (HoldConsultation(DUTY, "a1", consultation(graded=Level.YELLOW, reason="夜间更重")),)
PROPOSED = (*CONSULTED, propose(Change.ISSUE, Level.ORANGE))


def facts(*commands: Command, stop: str, air: Air | None = None) -> dict[str, Fact]:
    board = office(*commands).board
    found = facts_at(board, board.alerts["a1"], air, plan(), PLACES, NOW, stop)
    return {fact.label: fact for fact in found}


def test_the_consultation_and_why_it_differs_from_the_grade() -> None:
    found = facts(*CONSULTED, stop="consult")
    assert found["系统分级"] == Fact("系统分级", "黄色", "warn")
    assert found["不同的理由"].text == "夜间更重"
    assert found["参加人"].text == "甲：同意；乙：同意"


def test_every_signature_given_or_open() -> None:
    assert facts(*PROPOSED, stop="approve")["副组长"] == Fact("副组长", "待签", "warn")
    given = facts(*PROPOSED, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), stop="approve")
    assert given["副组长"].text == "审批人丙签字批准，1-09 20:00"


def test_a_return_tells_its_reason() -> None:
    found = facts(*PROPOSED, ReturnProposal(REVIEW, "a1", "范围不清"), stop="approve")
    assert found["退回"] == Fact("退回", "范围不清（复核员乙）", "warn")


def test_the_air_beside_the_watch_stop(tmp_path: Path) -> None:
    air = air_of(tmp_path, *HAZE)
    assert facts(*CONSULTED, stop="watch", air=air)["西宁"].text.startswith(
        "AQI 50，24小时均值50（1-09 20:00）；重污染2天"
    )
    assert facts(*CONSULTED, stop="watch")["数据"].tone == "warn"


def test_what_may_be_proposed_now(tmp_path: Path) -> None:
    board = office(*to_standing()).board
    air = air_of(tmp_path, *CLEARING, board=board)
    assert "现在可提请解除" in facts(*to_standing(), stop="change", air=air)["西宁"].text
    assert facts(*to_standing(), stop="change")["西宁"] == Fact("西宁", "没有可用的数据", "warn")
    board = office(*to_standing(Level.YELLOW)).board
    back = air_of(tmp_path / "back", *COMING_BACK, board=board)
    said = facts(*to_standing(Level.YELLOW), stop="change", air=back)["西宁"].text
    assert "按一次过程计（预案3.3.2），提请升级时按橙色、自首段开始填好" in said
    assert "级别不变" in facts(*to_standing(), stop="change", air=back)["西宁"].text
    assert "可提请" not in str(facts(*to_standing(), propose(Change.LIFT, Level.ORANGE), stop="change", air=air))


@pytest.mark.parametrize(
    ("commands", "text"),
    [(CONSULTED, "发布后启动"), (to_lifted(), "预警解除，响应自然终止（5.4）")],
)
def test_the_response_before_and_after(commands: tuple[Command, ...], text: str) -> None:
    assert facts(*commands, stop="respond")["响应"].text == text


def test_the_response_while_it_runs() -> None:
    found = facts(*to_standing(), stop="respond")
    assert found["响应级别"].text == "Ⅱ级"
    assert found["任务"].text.endswith("完成0项")


def test_notices_by_number_and_the_way_to_the_assessment() -> None:
    assert len(facts(*to_lifted(), stop="issue")) == 2
    assert "到“评估”填写" in facts(*to_lifted(), stop="assess")["评估"].text
    assert facts(*to_standing(), stop="assess") == {}
