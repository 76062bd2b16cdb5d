"""What the record and the air say about the chosen stop, line by line, beside its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.adjusting import CarryOn
from qh_console.domain.adjusting import Proposal as Advised
from qh_console.domain.alerts import Alert, Decided
from qh_console.domain.board import Board
from qh_console.domain.checklists import FINISHED, derive_lines
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, Publication
from qh_console.domain.places import Places
from qh_console.domain.signing import SignatureLine, derive_signatures
from qh_console.domain.verdicts import cited
from qh_console.domain.working import working_text
from qh_console.services.observed import basis_words
from qh_console.services.terms import term
from qh_console.services.watch import Air
from qh_console.ui.instants import clock_words


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    tone: str = ""


def facts_at(
    board: Board, alert: Alert, air: Air | None, pack: PlanPack, places: Places, now: datetime, stop: str
) -> tuple[Fact, ...]:
    match stop:
        case "watch":
            return _air_facts(alert, air, places)
        case "consult":
            return _consulted(board, alert, places)
        case "approve":
            return _proposal_facts(board, alert, pack)
        case "issue":
            return tuple(
                Fact(n.number, f"{term(n.change)}{term(n.level)}，{clock_words(n.at)}，{board.name_of(n.by)}")
                for n in alert.notices
            )
        case "respond":
            return _response_facts(alert, pack, now)
        case "change":
            return _proposal_facts(board, alert, pack, only_pending=True) or _advice_facts(alert, air, places)
        case "assess" if alert.ended_at is not None and alert.assessment is None:
            return (Fact("评估", "预警已结束，成因、影响、问题、教训和建议到“评估”填写（5.5）", "warn"),)
    return ()


def _air_facts(alert: Alert, air: Air | None, places: Places) -> tuple[Fact, ...]:
    if air is None:
        return (Fact("数据", "还没有数据", "warn"),)
    facts = []
    for code in alert.places:
        seen = air.places[code]
        now = "无数据" if seen.now is None else f"AQI {seen.now.aqi}"
        mean = "" if seen.mean_24h is None else f"，24小时均值{seen.mean_24h:.0f}"
        at = "" if seen.data_at is None else f"（{clock_words(seen.data_at)}）"
        facts.append(Fact(places[code].short, f"{now}{mean}{at}；{working_text(seen.grade)}"))
    return tuple(facts)


def _consulted(board: Board, alert: Alert, places: Places) -> tuple[Fact, ...]:
    c = alert.consultation
    agreed = f"{places.names(c.places)} {term(c.level)}，{clock_words(c.starts_at)}—{clock_words(c.ends_at)}"
    facts = [
        Fact(
            "次数", f"{len(alert.consultations)}次，首次{clock_words(alert.opened_at)} {board.name_of(alert.opened_by)}"
        )
    ]
    facts += [Fact("商定", agreed), Fact("成因", term(c.cause))]
    facts.append(Fact("系统分级", term(c.graded), "warn" if c.graded is not c.level else ""))
    if c.reason:
        facts.append(Fact("不同的理由", c.reason))
    if c.basis is not None:
        facts.append(Fact("由何发起", basis_words(c.basis, places)))
    opinions = (("生态环境", c.ecology), ("气象", c.meteorology), ("专家", c.experts), ("结论", c.conclusion))
    facts += [Fact(label, text) for label, text in opinions if text]
    people = "；".join(f"{p.name}{'：' + p.opinion if p.opinion else ''}" for p in c.participants)
    return (*facts, Fact("参加人", people))


def _proposal_facts(board: Board, alert: Alert, pack: PlanPack, only_pending: bool = False) -> tuple[Fact, ...]:
    proposal = alert.proposal
    if proposal is None and alert.notices and not only_pending:
        proposal = alert.notices[0].proposal
    if proposal is None:
        return ()
    act = proposal.act
    what = f"{term(act.change)}{term(act.level)}" if act.level.is_alert else term(act.change)
    facts = [Fact("提请", f"{what}，{board.name_of(proposal.by)}，{clock_words(proposal.at)}")]
    if act.reason:
        facts.append(Fact("理由", act.reason))
    if act.change in (Change.RAISE, Change.LOWER, Change.LIFT) and act.evidence.working:
        facts.append(Fact("依据", act.evidence.working))
    facts += _published(act.publication)
    if proposal.decided is Decided.RETURNED:
        facts.append(Fact("退回", f"{proposal.return_reason}（{board.name_of(proposal.decided_by)}）", "warn"))
    facts += [_signature(board, line) for line in derive_signatures(proposal, pack)]
    return tuple(facts)


def _published(p: Publication) -> list[Fact]:
    """The very words that would go out."""
    ends = clock_words(p.ends_at) if p.ends_at else "解除时止"
    texts = (("影响范围", p.extent), ("扩散条件", p.dispersion), ("主要污染物", p.pollutants), ("后期趋势", p.outlook))
    return [Fact("时间", f"{clock_words(p.starts_at)}—{ends}"), *(Fact(label, text) for label, text in texts)]


def _signature(board: Board, line: SignatureLine) -> Fact:
    """One signature, given or still open."""
    label = line.signatory or "批准"
    if line.signed_at is None or line.approval is None:
        who = f"（{board.name_of(line.holder)}）" if line.holder else ""
        return Fact(label, f"{'待签' if line.is_next else '在后'}{who}", "warn" if line.is_next else "muted")
    absence = f"，代签：{line.absence}" if line.absence else ""
    return Fact(
        label, f"{board.name_of(line.signed_by)}{term(line.approval)}批准，{clock_words(line.signed_at)}{absence}"
    )


def _response_facts(alert: Alert, pack: PlanPack, now: datetime) -> tuple[Fact, ...]:
    if alert.level is None:
        return (Fact("响应", "预警解除，响应自然终止（5.4）" if alert.ended_at else "发布后启动"),)
    lines = derive_lines(alert, pack, now)
    done = sum(line.state in FINISHED for line in lines)
    overdue = sum(line.is_overdue for line in lines)
    facts = [Fact("响应级别", f"{pack.rule(alert.level).response}级"), Fact("任务", f"{len(lines)}项，完成{done}项")]
    return (*facts, Fact("逾期", f"{overdue}项，请到“响应”催办", "fault")) if overdue else tuple(facts)


def _advice_facts(alert: Alert, air: Air | None, places: Places) -> tuple[Fact, ...]:
    """What the air speaks for; an officer decides."""
    if alert.level is None:
        return ()
    facts = []
    for code in alert.places:
        advice = None if air is None or code not in air.places else air.places[code].advice
        if advice is None:
            facts.append(Fact(places[code].short, "没有可用的数据", "warn"))
            continue
        offers = [f"{_from_when(o, advice.now)}可提请{term(o.change)}：{o.text}" for o in advice.proposals]
        if advice.carry_on is not None:
            offers.append(_carry_on_words(advice.carry_on, alert.level))
        facts.append(Fact(places[code].short, "；".join(offers) or "暂无可提的调整", "" if offers else "muted"))
    return tuple(facts)


def _carry_on_words(carry_on: CarryOn, standing: Level) -> str:
    """Plan 3.3.2: what the second episode does to the alert that stands."""
    raised = f"提请升级时按{term(carry_on.level)}、自首段开始填好" if carry_on.level > standing else "级别不变，延续"
    return f"{carry_on.text}（{cited('、'.join(carry_on.clauses))}），{raised}"


def _from_when(offer: Advised, now: datetime) -> str:
    return "现在" if offer.effective_at <= now else f"{clock_words(offer.effective_at)}起"
