"""The steps of the alert road as an officer sees them: which are lawful now, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.acts import (
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ApprovalCountersigned,
    ChangeProposed,
    ConsultationClosed,
    ConsultationHeld,
    NoticeCorrected,
    ProposalApproved,
    ProposalReturned,
)
from qh_console.domain.alert_fold import may_follow, may_propose
from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause, Change, Consultation
from qh_console.domain.verdicts import Reason

_STAGE_WORDS = {
    Stage.CONSULTED: "已会商，等待提请",
    Stage.PROPOSED: "发布已提请，等待审批",
    Stage.RETURNED: "发布提请已退回",
    Stage.APPROVED: "已批准，等待发布",
    Stage.STANDING: "预警生效中",
    Stage.CHANGE_PROPOSED: "调整已提请，等待审批",
    Stage.CHANGE_RETURNED: "调整提请已退回",
    Stage.CHANGE_APPROVED: "调整已批准，等待发布",
    Stage.LIFT_PROPOSED: "解除已提请，等待审批",
    Stage.LIFT_RETURNED: "解除提请已退回",
    Stage.LIFT_APPROVED: "解除已批准，等待发布",
    Stage.LIFTED: "已解除，等待评估",
    Stage.WITHDRAWN: "已撤回",
    Stage.CLOSED: "已办结",
    Stage.ASSESSED: "已评估",
}


def stage_words(stage: Stage) -> str:
    return _STAGE_WORDS[stage]


@dataclass(frozen=True)
class Step:
    """One step an officer might take next; a step that is not lawful says why."""

    name: str
    act: type
    change: Change | None
    clause: str
    refusal: Reason | None

    @property
    def is_lawful(self) -> bool:
        return self.refusal is None


_STEPS: tuple[tuple[str, type, Change | None, str], ...] = (
    ("再次会商", ConsultationHeld, None, "3.2"),
    ("会商结束不发预警", ConsultationClosed, None, "3.1"),
    ("提请发布", ChangeProposed, Change.ISSUE, "3.3.1"),
    ("退回", ProposalReturned, None, "3.3.1"),
    ("批准", ProposalApproved, None, "3.3.1"),
    ("发布预警", AlertIssued, Change.ISSUE, "3.3.1"),
    ("补签电话批准", ApprovalCountersigned, None, "3.3.1"),
    ("提请升级", ChangeProposed, Change.RAISE, "3.3.2"),
    ("提请降级", ChangeProposed, Change.LOWER, "3.3.2"),
    ("提请解除", ChangeProposed, Change.LIFT, "3.3.2"),
    ("提请更正", ChangeProposed, Change.CORRECT, "3.3.2"),
    ("提请撤回", ChangeProposed, Change.WITHDRAW, "3.3.2"),
    ("发布升级", AlertAdjusted, Change.RAISE, "3.3.2"),
    ("发布降级", AlertAdjusted, Change.LOWER, "3.3.2"),
    ("发布更正", NoticeCorrected, Change.CORRECT, "3.3.2"),
    ("发布撤回", AlertWithdrawn, Change.WITHDRAW, "3.3.2"),
    ("发布解除", AlertLifted, Change.LIFT, "3.3.2"),
    ("总结评估", AlertAssessed, None, "5.5"),
)


def lawful_next(alert: Alert) -> tuple[Step, ...]:
    """Every step of the road for this alert, each lawful now or with the reason why not."""
    steps = []
    for name, act, change, clause in _STEPS:
        refusal = None
        if not may_follow(alert, act) or not _change_fits(alert, act, change):
            refusal = Reason(f"现在是“{stage_words(alert.stage)}”，不能{name}", clause)
        elif act is ChangeProposed and change is Change.ISSUE:
            refusal = next(iter(cause_reasons(alert.consultation)), None)
        steps.append(Step(name, act, change, clause, refusal))
    return tuple(steps)


def _change_fits(alert: Alert, act: type, change: Change | None) -> bool:
    if change is None:
        return True
    if act is ChangeProposed:
        if change is Change.RAISE and alert.level is Level.RED:
            return False
        if change is Change.LOWER and alert.level is Level.YELLOW:
            return False
        return may_propose(alert, change)
    return alert.proposal is not None and alert.proposal.act.change is change


def cause_reasons(c: Consultation) -> tuple[Reason, ...]:
    """Plan 1.3: dust is outside the plan, and an undecided cause cannot be issued upon; health advice always can."""
    if c.cause is Cause.UNDECIDED:
        return (Reason("污染成因未定，不能发布预警；可以先发健康提示", "1.3", "cause"),)
    if c.cause is Cause.DUST:
        return (Reason("成因为沙尘，不适用本预案；可以发健康提示", "1.3", "cause"),)
    return ()
