"""The steps of the road as forms of this screen: a key each, where it stands on the road, which paper it makes."""

from __future__ import annotations

from collections.abc import Mapping
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
from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.particulars import Change
from qh_console.domain.steps import Step, lawful_next
from qh_console.services.paper_requests import PaperKind

STOPS: tuple[tuple[str, str], ...] = (
    ("watch", "监测"),
    ("consult", "会商"),
    ("approve", "审批"),
    ("issue", "发布"),
    ("respond", "响应"),
    ("change", "调整/解除"),
    ("assess", "评估"),
)
_KEYS: Mapping[tuple[type, Change | None], str] = {
    (ConsultationHeld, None): "consult",
    (ConsultationClosed, None): "close",
    (ChangeProposed, Change.ISSUE): "propose-issue",
    (ProposalReturned, None): "return",
    (ProposalApproved, None): "approve",
    (AlertIssued, Change.ISSUE): "issue",
    (ApprovalCountersigned, None): "countersign",
    (ChangeProposed, Change.RAISE): "propose-raise",
    (ChangeProposed, Change.LOWER): "propose-lower",
    (ChangeProposed, Change.LIFT): "propose-lift",
    (ChangeProposed, Change.CORRECT): "propose-correct",
    (ChangeProposed, Change.WITHDRAW): "propose-withdraw",
    (AlertAdjusted, Change.RAISE): "release-raise",
    (AlertAdjusted, Change.LOWER): "release-lower",
    (NoticeCorrected, Change.CORRECT): "release-correct",
    (AlertWithdrawn, Change.WITHDRAW): "release-withdraw",
    (AlertLifted, Change.LIFT): "release-lift",
    (AlertAssessed, None): "assess",
}
RELEASES = frozenset({"issue", *(key for key in _KEYS.values() if key.startswith("release-"))})
"""What goes out to the world: asked once more before it does."""
PROPOSALS = frozenset(key for key in _KEYS.values() if key.startswith("propose-"))
_APPROVAL = ("return", "approve", "countersign")
_AT_STOP: Mapping[str, tuple[str, ...]] = {
    "watch": (),
    "consult": ("consult", "close"),
    "approve": ("propose-issue", *_APPROVAL),
    "issue": ("issue", "return"),
    "respond": ("countersign",),
    "change": (
        "propose-raise",
        "propose-lower",
        "propose-lift",
        "propose-correct",
        "propose-withdraw",
        *_APPROVAL,
        "release-raise",
        "release-lower",
        "release-correct",
        "release-withdraw",
        "release-lift",
    ),
    "assess": ("assess",),
}
_STOP_OF: Mapping[Stage, str] = {
    Stage.CONSULTED: "approve",
    Stage.PROPOSED: "approve",
    Stage.RETURNED: "approve",
    Stage.APPROVED: "issue",
    Stage.STANDING: "respond",
    Stage.LIFTED: "assess",
    Stage.WITHDRAWN: "assess",
    Stage.CLOSED: "consult",
    Stage.ASSESSED: "assess",
}


@dataclass(frozen=True)
class StepView:
    """One step as a button: `why_not` is empty where it is lawful now."""

    key: str
    name: str
    clause: str
    why_not: str = ""

    @property
    def is_lawful(self) -> bool:
        return not self.why_not


def key_of(step: Step) -> str:
    """Empty for a step that is taken elsewhere."""
    return _KEYS.get((step.act, step.change), "")


def change_of(key: str) -> Change:
    """The change a proposal or release of this key makes."""
    return Change(key.removeprefix("propose-").removeprefix("release-"))


def stop_of(stage: Stage) -> str:
    """Where on the road an alert of this stage stands."""
    return _STOP_OF.get(stage, "change")


def steps_at(alert: Alert, stop: str) -> tuple[StepView, ...]:
    """The steps that belong to one stop; a release, an approval or a signature owed shows only when its turn has come.

    Greyed ones keep their reason with its clause.
    """
    views = {}
    for step in lawful_next(alert):
        why = "" if step.refusal is None else str(step.refusal)
        views[key_of(step)] = StepView(key_of(step), step.name, step.clause, why)
    quiet = {"release-raise", "release-lower", "release-correct", "release-withdraw", "release-lift", "countersign"}
    quiet |= {"return", "approve"} if stop in ("change", "issue") else set()
    if alert.level is not None and stop == "approve":
        quiet |= {"return", "approve"}
    shown = (views[key] for key in _AT_STOP[stop] if key in views)
    return tuple(v for v in shown if v.is_lawful or v.key not in quiet)


def stop_with(alert: Alert, step: str, now: str) -> str:
    """Where on the road a step is offered: `now` if it is there, else where the alert stands, else anywhere."""
    for stop in (now, stop_of(alert.stage), *_AT_STOP):
        if stop and any(view.key == step for view in steps_at(alert, stop)):
            return stop
    return now


def step_to_open(alert: Alert, stop: str) -> str:
    """The form an officer most likely wants at this stop; empty where none is due."""
    wanted = {
        Stage.CONSULTED: "propose-issue",
        Stage.RETURNED: "propose-issue",
        Stage.PROPOSED: "approve",
        Stage.CHANGE_PROPOSED: "approve",
        Stage.LIFT_PROPOSED: "approve",
    }.get(alert.stage, "")
    lawful = {s.key for s in steps_at(alert, stop) if s.is_lawful}
    if wanted in lawful:
        return wanted
    return next((key for key in RELEASES if key in lawful), "countersign" if "countersign" in lawful else "")


def papers_of(alert: Alert, stop: str, step: str) -> tuple[PaperKind, ...]:
    """The papers worth seeing beside this step, the one it makes first."""
    if stop in ("watch", "consult"):
        return (PaperKind.REPORT_UP, PaperKind.MINUTES, PaperKind.HEALTH_HINT)
    if stop == "assess" and alert.assessment is not None:
        return (PaperKind.ASSESSMENT,)
    change = _change_at(alert, step)
    notice = {
        Change.ISSUE: PaperKind.ISSUE_NOTICE,
        Change.LIFT: PaperKind.LIFT_NOTICE,
        Change.CORRECT: PaperKind.CORRECTION,
        Change.WITHDRAW: PaperKind.CORRECTION,
    }.get(change, PaperKind.ADJUST_NOTICE)
    if step in PROPOSALS or (alert.proposal is None and not alert.notices):
        return (notice,)
    if alert.proposal is not None:
        sheet = PaperKind.APPROVAL_SHEET
        return (notice, sheet) if step in RELEASES else (sheet, notice)
    return (notice, PaperKind.APPROVAL_SHEET, PaperKind.BULLETIN)


def _change_at(alert: Alert, step: str) -> Change:
    if step in PROPOSALS or step.startswith("release-"):
        return change_of(step)
    if alert.proposal is not None:
        return alert.proposal.act.change
    return alert.notices[-1].change if alert.notices else Change.ISSUE
