"""The forms of the road as values: what the record already knows is filled in, what is unresolved is a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qh_console.domain.adjusting import Proposal as Advised
from qh_console.domain.adjusting import StandingAdvice
from qh_console.domain.alerts import Alert
from qh_console.domain.clock import floor_hour
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    CloseConsultation,
    Command,
    CorrectNotice,
    CountersignApproval,
    IssueAlert,
    LiftAlert,
    ProposeChange,
    ReturnProposal,
    WithdrawAlert,
)
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import (
    NO_EVIDENCE,
    Approval,
    Change,
    Consultation,
    Publication,
    Scope,
    TelephoneRecord,
)
from qh_console.domain.places import Places
from qh_console.domain.prefills import Prefilled, carried_on
from qh_console.domain.signing import derive_signatures
from qh_console.domain.verdicts import Reason
from qh_console.services.watch import Air
from qh_console.ui.alert.steps_table import PROPOSALS, change_of
from qh_console.ui.form_times import read_time, time_text

BODY = "body"
"""The words of the notice; empty while they are the template's."""
TEXTS = ("extent", "dispersion", "pollutants", "outlook")


@dataclass(frozen=True)
class StepDraft:
    """One form of one alert as filled in so far: text by field. A password never enters it."""

    alert: str
    step: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return draft_key(self.alert, self.step)

    def text(self, field: str) -> str:
        return dict(self.values).get(field, "")

    def with_(self, field: str, text: str) -> StepDraft:
        return replace(self, values=tuple({**dict(self.values), field: text}.items()))


@dataclass(frozen=True)
class Unresolved:
    """A form that no command can be made of yet, and why."""

    reasons: tuple[Reason, ...]


def draft_key(alert: str, step: str) -> str:
    return f"alert/{alert}/{step}"


# --- what is filled in beforehand -----------------------------------------------------------------------------------


def prefilled(
    alert: Alert, step: str, air: Air | None, pack: PlanPack, places: Places, officer: str, now: datetime
) -> StepDraft:
    """Everything the consultation, the air and the standing notice already say."""
    draft = StepDraft(alert.id, step)
    if step in PROPOSALS:
        return replace(draft, values=tuple(_proposed(alert, change_of(step), air, pack, places, now).items()))
    if step == "approve":
        holder = _next_holder(alert, pack)
        values = {"approval": Approval.SIGNATURE.value, "called_at": time_text(now)}
        return replace(draft, values=tuple({**values, "by": holder, "spoke_to": holder}.items()))
    if step == "countersign":
        owed = [n for n in alert.notices if n.needs_countersignature]
        return replace(draft, values=(("number", owed[0].number), ("by", owed[0].proposal.decided_by)) if owed else ())
    if step == "close":
        return replace(draft, values=(("outcome", "未达到黄色预警条件，发健康防护提示"),))
    return draft


def _next_holder(alert: Alert, pack: PlanPack) -> str:
    """Who signs next where the office has named somebody."""
    lines = derive_signatures(alert.proposal, pack) if alert.proposal else ()
    return next((line.holder for line in lines if line.is_next), "")


def _proposed(
    alert: Alert, change: Change, air: Air | None, pack: PlanPack, places: Places, now: datetime
) -> Mapping[str, str]:
    """A proposal that came back is mended, not begun again."""
    returned = alert.proposal.act if alert.proposal and alert.proposal.return_reason else None
    if returned is not None and returned.change is change:
        published, level, reason = returned.publication, returned.level, returned.reason
        body = returned.body if returned.own_words else ""
    else:
        body = ""
        advised = _advised(alert, change, air)
        published = _published(alert, change, pack, places, now, advised)
        level = _level(alert, change, advised)
        reason = advised.text if advised else ""
        carried = _carried(alert, air) if change is Change.RAISE else None
        if carried is not None and carried.change is Change.RAISE:
            lasting = carried.publication
            published = replace(published, starts_at=lasting.starts_at, ends_at=lasting.ends_at)
            level, reason = max(level, carried.level), "；".join(t for t in (carried.reason, reason) if t)
    ends_at = published.ends_at or published.starts_at + timedelta(hours=pack.grading.window_hours)
    values = {"level": level.word, "starts_at": time_text(published.starts_at), "ends_at": time_text(ends_at)}
    return {**values, **{name: getattr(published, name) for name in TEXTS}, "reason": reason, BODY: body}


def _advice(alert: Alert, air: Air | None) -> list[StandingAdvice]:
    found = [air.places[p].advice for p in alert.places if air is not None and p in air.places]
    return [advice for advice in found if advice is not None]


def _advised(alert: Alert, change: Change, air: Air | None) -> Advised | None:
    offers = [advice.may(change) for advice in _advice(alert, air)]
    return next((offer for offer in offers if offer is not None), None)


def _carried(alert: Alert, air: Air | None) -> Prefilled | None:
    """Plan 3.3.2: a second episode is one process with the first; of several places the highest level."""
    found = [(a.carry_on, a.carried_until_at) for a in _advice(alert, air)]
    offers = [carried_on(alert, carry_on, until_at) for carry_on, until_at in found if carry_on is not None]
    return max((o for o in offers if o is not None), key=lambda o: o.level, default=None)


def _level(alert: Alert, change: Change, advised: Advised | None) -> Level:
    if change is Change.ISSUE or alert.level is None:
        return alert.consultation.level
    if change is Change.RAISE:
        agreed = max(alert.consultation.level, advised.level if advised else Level.NONE)
        return agreed if agreed > alert.level else Level(min(alert.level + 1, Level.RED))
    if change is Change.LOWER:
        return advised.level if advised else Level(max(alert.level - 1, Level.YELLOW))
    return alert.level


def _published(
    alert: Alert, change: Change, pack: PlanPack, places: Places, now: datetime, advised: Advised | None
) -> Publication:
    agreed = from_consultation(alert.consultation, places, pack)
    if change is Change.ISSUE or not alert.notices:
        return agreed
    standing = alert.notices[-1].publication
    if change in (Change.CORRECT, Change.WITHDRAW):
        return standing
    starts_at = max(floor_hour(now), advised.effective_at if advised else now)
    if change is Change.LIFT:
        outlook = advised.text if advised else ""
        return replace(standing, starts_at=starts_at, ends_at=None, outlook=outlook)
    is_ahead = agreed.ends_at is not None and agreed.ends_at > starts_at
    ends_at = agreed.ends_at if is_ahead else starts_at + timedelta(hours=pack.grading.window_hours)
    return replace(agreed, starts_at=starts_at, ends_at=ends_at)


def from_consultation(c: Consultation, places: Places, pack: PlanPack) -> Publication:
    """Plan 3.3.1: what the consultation settled, in the fields a publication carries."""
    extent = places.names(c.places) + ("全域" if c.scope is Scope.CITY else "")
    heavy = [d.pollutant for d in c.forecast if d.aqi_high > pack.grading.heavy_above]
    pollutants = "、".join(dict.fromkeys(heavy or [d.pollutant for d in c.forecast]))
    return Publication(c.starts_at, c.ends_at, extent, c.meteorology, pollutants, c.conclusion)


# --- from a form to a command ---------------------------------------------------------------------------------------


def publication_of(draft: StepDraft) -> Publication | Unresolved:
    """The publication as typed; a lift has no end."""
    starts_at, ends_at = read_time(draft.text("starts_at")), read_time(draft.text("ends_at"))
    if starts_at is None:
        return Unresolved((Reason("请填开始时间", "3.3.1", "starts_at"),))
    if draft.step == "propose-lift":
        ends_at = None
    return Publication(starts_at, ends_at, *(draft.text(name).strip() for name in TEXTS))


def as_previewed(p: Publication) -> Publication:
    """The same with every empty field named, so that the page shows where something is still missing."""
    return replace(
        p,
        extent=p.extent or "〔影响范围待填〕",
        dispersion=p.dispersion or "〔不利扩散条件待填〕",
        pollutants=p.pollutants or "〔主要污染物待填〕",
        outlook=p.outlook or "〔后期趋势待填〕",
    )


def resolved(draft: StepDraft, alert: Alert, air: Air | None, officer: str) -> Command | Unresolved:
    """The command this form asks for. Whether it is lawful is not decided here."""
    if draft.step in PROPOSALS:
        return _proposal(draft, alert, air, officer)
    if draft.step in _SIMPLE:
        return _SIMPLE[draft.step](officer, draft.alert)
    by = draft.text("by") or officer
    match draft.step:
        case "close":
            return CloseConsultation(officer, draft.alert, draft.text("outcome"))
        case "return":
            return ReturnProposal(by, draft.alert, draft.text("reason"))
        case "approve":
            return _approval(draft, officer)
        case "countersign":
            return CountersignApproval(by, draft.alert, draft.text("number"))
        case _:
            return Unresolved((Reason("这一步不在这里办"),))


_SIMPLE: Mapping[str, Callable[[str, str], Command]] = {
    "issue": IssueAlert,
    "release-raise": AdjustAlert,
    "release-lower": AdjustAlert,
    "release-lift": LiftAlert,
    "release-correct": CorrectNotice,
    "release-withdraw": WithdrawAlert,
}


def _proposal(draft: StepDraft, alert: Alert, air: Air | None, officer: str) -> Command | Unresolved:
    published = publication_of(draft)
    if isinstance(published, Unresolved):
        return published
    change = change_of(draft.step)
    evidence = NO_EVIDENCE if air is None else air.evidence(alert, change)
    level = Level.of(draft.text("level") or "none")
    return ProposeChange(
        officer,
        draft.alert,
        change,
        level,
        published,
        draft.text("reason"),
        evidence,
        ecology_agrees=bool(draft.text("ecology_agrees")),
        meteorology_agrees=bool(draft.text("meteorology_agrees")),
        body=draft.text(BODY).strip(),
    )


def _approval(draft: StepDraft, officer: str) -> Command | Unresolved:
    """By signature the approver's own account signs; by telephone the duty officer answers for the record."""
    if draft.text("approval") != Approval.TELEPHONE.value:
        by = draft.text("by")
        if not by:
            return Unresolved((Reason("请选择批准人", "3.3.1", "by"),))
        return ApproveProposal(by, draft.alert, Approval.SIGNATURE, absence=draft.text("absence"))
    called_at = read_time(draft.text("called_at"))
    if called_at is None or not draft.text("spoke_to"):
        return Unresolved((Reason("请填通话人和通话时间", "3.3.1", "spoke_to"),))
    record = TelephoneRecord(draft.text("spoke_to"), draft.text("number"), called_at, bool(draft.text("read_back")))
    return ApproveProposal(officer, draft.alert, Approval.TELEPHONE, record, draft.text("absence"))
