"""Who signs a proposal, in what order, who may sign in whose stead, and who still owes a signature (plan 3.3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.acts import ApprovalCountersigned, ProposalApproved, ProposalSigned
from qh_console.domain.alert_fold import may_follow
from qh_console.domain.alerts import Alert, Decided, Proposal
from qh_console.domain.board import Board
from qh_console.domain.commands import ApproveProposal, CountersignApproval
from qh_console.domain.numbering import EXHAUSTED, issuing_office, reserve
from qh_console.domain.pack import ApprovalRule, Level, PlanPack
from qh_console.domain.particulars import Approval, Role
from qh_console.domain.steps import stage_words
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict


@dataclass(frozen=True)
class SignatureLine:
    """One signature a proposal needs: given or still open. `holder` is empty where the office names nobody."""

    signatory: str
    holder: str
    deputies: tuple[str, ...]
    signed_by: str
    signed_at: datetime | None
    approval: Approval | None
    absence: str
    is_next: bool


def derive_signatures(proposal: Proposal, pack: PlanPack) -> tuple[SignatureLine, ...]:
    """The signatures of a proposal in the order they are given."""
    given: list[tuple[str, datetime, Approval | None, str, str]]
    given = [(s.by, s.at, s.approval, s.absence, s.signatory) for s in proposal.signed]
    if proposal.decided is Decided.APPROVED and proposal.decided_at is not None:
        decided = (proposal.decided_by, proposal.decided_at, proposal.approval, proposal.absence, proposal.signatory)
        given.append(decided)
    rules = rules_for(pack, proposal.act.level)
    lines = []
    for k in range(max(len(rules), len(given))):
        rule = rules[k] if k < len(rules) else ApprovalRule(proposal.act.level, "")
        if k < len(given):
            by, at, approval, absence, signatory = given[k]
            line = SignatureLine(signatory, rule.holder, rule.deputies, by, at, approval, absence, False)
        else:
            is_next = proposal.decided is Decided.PENDING and k == len(given)
            line = SignatureLine(rule.signatory, rule.holder, rule.deputies, "", None, None, "", is_next)
        lines.append(line)
    return tuple(lines)


def rules_for(pack: PlanPack, level: Level) -> tuple[ApprovalRule, ...]:
    """Who signs this level, first to last; the plan does not say, so the office's settings do."""
    return tuple(rule for rule in pack.approvals if rule.level is level)


def other_person(proposal: Proposal | None, by: str, doing: str) -> tuple[Reason, ...]:
    """Whoever proposed decides nothing about it."""
    if proposal is not None and proposal.by == by:
        return (Reason(f"提请人不能自己{doing}，须由另一人办理", "3.3.1"),)
    return ()


def decide_approval(board: Board, alert: Alert, command: ApproveProposal, pack: PlanPack, now: datetime) -> Verdict:
    """The next signature in the order; the last one approves and reserves the numbers of what it approves."""
    proposal = alert.proposal
    telephone = command.telephone if command.approval is Approval.TELEPHONE else None
    level = proposal.act.level if proposal else Level.NONE
    rules = rules_for(pack, level)
    done = len(proposal.signed) if proposal else 0
    rule = rules[done] if done < len(rules) else ApprovalRule(level, "")
    approver = telephone.spoke_to if telephone else command.by
    reasons = [
        *_call_reasons(command),
        *other_person(proposal, approver, "批准"),
        *_standing_reasons(board, approver),
        *_order_reasons(board, proposal, rule, approver, command.absence),
    ]
    if not may_follow(alert, ProposalApproved):
        reasons.insert(0, Reason(f"现在是“{stage_words(alert.stage)}”，这一步不能办", "3.3"))
    is_last = done + 1 >= len(rules)
    office = issuing_office(pack, alert)
    numbers = reserve(board, proposal.act.change, office, now) if proposal and is_last else ("", "")
    if numbers is None:
        reasons.append(EXHAUSTED)
    if numbers is None or reasons:
        return Refused(tuple(reasons))
    absence = command.absence.strip() if approver != rule.holder and rule.holder else ""
    given = (alert.id, command.approval, rule.signatory, telephone, absence)
    return Accepted((ProposalApproved(*given, *numbers) if is_last else ProposalSigned(*given),))


def _call_reasons(command: ApproveProposal) -> tuple[Reason, ...]:
    if command.approval is not Approval.TELEPHONE:
        return ()
    if command.telephone is None or not command.telephone.number.strip():
        return (Reason("电话批准须记下对方号码", "3.3.1", "number"),)
    if not command.telephone.read_back:
        return (Reason("电话批准须复述确认", "3.3.1", "read_back"),)
    return ()


def _standing_reasons(board: Board, approver: str) -> tuple[Reason, ...]:
    officer = board.officers.get(approver)
    if officer is None or not officer.active or Role.APPROVER not in officer.roles:
        return (Reason("批准人没有签批权限", "3.3.1", "spoke_to"),)
    return ()


def _order_reasons(
    board: Board, proposal: Proposal | None, rule: ApprovalRule, approver: str, absence: str
) -> tuple[Reason, ...]:
    if proposal is not None and approver in (s.by for s in proposal.signed):
        return (Reason("同一人不能签两次", "3.3.1", "spoke_to"),)
    if not rule.holder or approver == rule.holder:
        return ()
    holder = board.name_of(rule.holder)
    if approver not in rule.deputies:
        return (Reason(f"这一道由{rule.signatory}（{holder}）签，须按次序", "3.3.1", "spoke_to"),)
    if not absence.strip():
        return (Reason(f"代{holder}签须写明其不在岗的原因", "3.3.1", "absence"),)
    return ()


def decide_countersignature(alert: Alert, command: CountersignApproval) -> Verdict:
    """Whoever gave his word by telephone puts his own signature behind it, once."""
    notice = next((n for n in alert.notices if n.number == command.number and n.needs_countersignature), None)
    if notice is None:
        return Refused((Reason("这份文书没有待补签的电话批准", "3.3.1"),))
    if command.by not in notice.owing:
        return Refused((Reason("须由电话批准的本人补签", "3.3.1"),))
    return Accepted((ApprovalCountersigned(alert.id, command.number),))
