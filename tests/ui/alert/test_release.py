"""The last question repeats place, level and text; a drill asks in other words."""

from __future__ import annotations

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Alert
from qh_console.domain.commands import ApproveProposal, HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.alert.release import release_view
from tests.builders import CHIEF, DUTY, consultation, office, plan, propose, to_standing

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
APPROVE = ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)


def act_of(alert: Alert) -> ChangeProposed:
    assert alert.proposal is not None
    return alert.proposal.act


def test_an_issue_in_earnest_and_in_a_drill() -> None:
    held = HoldConsultation(DUTY, "a1", consultation())
    alert = office(held, propose(Change.ISSUE, Level.ORANGE), APPROVE).board.alerts["a1"]
    view = release_view(alert, act_of(alert), plan(), PLACES, "甲", "")
    assert (view.act, view.where) == ("发布预警", "西宁")
    assert view.level is not None
    assert view.level.text == "橙色 Ⅱ级"
    assert {line.label: line.text for line in view.lines}["影响范围"] == "西宁市全域"
    drill = release_view(alert, act_of(alert), plan(), PLACES, "甲", "冬季演练")
    assert view.question != drill.question
    assert "不会发送" in drill.question
    assert drill.button.startswith("演练")


def test_a_change_names_the_notice_it_changes() -> None:
    alert = office(*to_standing(), propose(Change.RAISE, Level.RED), APPROVE).board.alerts["a1"]
    view = release_view(alert, act_of(alert), plan(), PLACES, "甲", "")
    assert view.act == "升级为红色"
    assert {line.label: line.text for line in view.lines}["针对"] == alert.latest_number
    lifting = office(*to_standing(), propose(Change.LIFT, Level.ORANGE), APPROVE).board.alerts["a1"]
    assert release_view(lifting, act_of(lifting), plan(), PLACES, "甲", "").act == "发布解除"


def test_a_change_that_is_only_asked_for_reads_the_same() -> None:
    alert = office(*to_standing()).board.alerts["a1"]
    command = propose(Change.CORRECT, Level.ORANGE)
    proposed = office(*to_standing(), command).board.alerts["a1"]
    assert release_view(alert, command, plan(), PLACES, "甲", "") == release_view(
        proposed, act_of(proposed), plan(), PLACES, "甲", ""
    )
