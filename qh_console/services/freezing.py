"""A request for a paper turned into the frozen value it will be set from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, assert_never

from qh_console.documents.machine_notice import Notice as NoticeSnapshot
from qh_console.documents.model import FooterStamp
from qh_console.documents.press import Snapshot
from qh_console.domain.acts import ChangeProposed, DutyMarked, Entry, MarkCorrected
from qh_console.domain.alerts import Alert, Notice, Proposal
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.clock import beijing
from qh_console.domain.notice_texts import places_of
from qh_console.domain.numbering import issuing_office, number_for
from qh_console.domain.particulars import NO_EVIDENCE, Change
from qh_console.domain.places import Shapes
from qh_console.problems import KnownProblem
from qh_console.services.frozen_assessment import BEFORE, assessment
from qh_console.services.frozen_emissions import emission_board, emission_summary
from qh_console.services.frozen_hint import health_hint
from qh_console.services.frozen_messages import bulletin, minutes, report_up, response_notice
from qh_console.services.frozen_notices import (
    adjust_notice,
    approval_sheet,
    correction,
    duty_sheet,
    issue_notice,
    lift_notice,
)
from qh_console.services.frozen_office import contact_sheet, extract, filing, handover
from qh_console.services.frozen_parts import Frame, notice_of
from qh_console.services.frozen_response import daily_brief, supervision_notice
from qh_console.services.frozen_roster import duty_roster
from qh_console.services.paper_requests import OfficeKind, PaperKind, PaperRequest
from qh_console.services.watch import Watch
from qh_console.services.wording import worded
from qh_console.store.codec import json_text

NoticeKind = Literal[PaperKind.ISSUE_NOTICE, PaperKind.ADJUST_NOTICE, PaperKind.LIFT_NOTICE, PaperKind.CORRECTION]
AlertKind = (
    NoticeKind
    | Literal[
        PaperKind.MINUTES,
        PaperKind.REPORT_UP,
        PaperKind.HEALTH_HINT,
        PaperKind.APPROVAL_SHEET,
        PaperKind.BULLETIN,
        PaperKind.RESPONSE_NOTICE,
        PaperKind.DUTY_SHEET,
        PaperKind.ASSESSMENT,
        PaperKind.SUPERVISION,
        PaperKind.DAILY_BRIEF,
    ]
)
"""Papers under an alert; what is in neither this nor `OfficeKind` does not pass the type checker."""

KIND_OF_CHANGE: Mapping[Change, NoticeKind] = {
    Change.ISSUE: PaperKind.ISSUE_NOTICE,
    Change.RAISE: PaperKind.ADJUST_NOTICE,
    Change.LOWER: PaperKind.ADJUST_NOTICE,
    Change.LIFT: PaperKind.LIFT_NOTICE,
    Change.CORRECT: PaperKind.CORRECTION,
    Change.WITHDRAW: PaperKind.CORRECTION,
}
"""The paper a change is published by."""

_AHEAD = frozenset({PaperKind.ISSUE_NOTICE, PaperKind.ADJUST_NOTICE, PaperKind.BULLETIN, PaperKind.RESPONSE_NOTICE})
"""Papers that, without a number, show what the next release would cover."""

_OF_ITS_TIME = frozenset({*KIND_OF_CHANGE.values(), PaperKind.BULLETIN})
"""Papers over the places of their notice, however far a later one reaches."""


@dataclass(frozen=True, eq=False)
class Freezer:
    """What snapshots are made from besides the board."""

    watch: Watch
    editions: AqiEditions
    shapes: Shapes

    def freeze(self, request: PaperRequest, frame: Frame, now: datetime, entries: tuple[Entry, ...] = ()) -> Snapshot:
        """The paper's content as of this board. Raises KnownProblem where the record does not hold it yet."""
        match request.kind:
            case (
                PaperKind.FILING
                | PaperKind.HANDOVER
                | PaperKind.LOGBOOK_EXTRACT
                | PaperKind.CONTACTS
                | PaperKind.DUTY_ROSTER
                | PaperKind.EMISSION_SUMMARY
                | PaperKind.EMISSION_BOARD
            ) as office_kind:
                return _office_paper(office_kind, request, frame, now, entries)
            case kind:
                return self._alert_paper(kind, request, frame, now, entries)

    def _alert_paper(
        self, kind: AlertKind, request: PaperRequest, frame: Frame, now: datetime, entries: tuple[Entry, ...]
    ) -> Snapshot:
        alert = frame.board.alerts.get(request.alert)
        if alert is None:
            raise KnownProblem("没有这次过程的记录", "请先会商")
        if not request.number and request.kind in _AHEAD:
            alert = replace(alert, places=alert.intended_places)
        elif request.number and request.kind in _OF_ITS_TIME and alert.notices:
            alert = replace(alert, places=places_of(alert, notice_of(alert, request.number)))
        match kind:
            case PaperKind.MINUTES:
                return minutes(frame, alert)
            case PaperKind.REPORT_UP:
                return report_up(frame, alert)
            case PaperKind.HEALTH_HINT:
                return health_hint(frame, alert, self.editions.by_id(alert.consultation.aqi_edition))
            case PaperKind.APPROVAL_SHEET:
                return approval_sheet(frame, alert, request.number)
            case PaperKind.ASSESSMENT:
                if request.assessment is not None:
                    alert = replace(alert, assessment=request.assessment, assessed_at=now)
                return self._assessment(frame, alert, entries)
            case PaperKind.DUTY_SHEET:
                return duty_sheet(frame, alert, request.number, request.unit)
            case PaperKind.BULLETIN | PaperKind.RESPONSE_NOTICE:
                return self._following(request, frame, alert, now)
            case PaperKind.ISSUE_NOTICE | PaperKind.ADJUST_NOTICE | PaperKind.LIFT_NOTICE | PaperKind.CORRECTION:
                return frozen_notice(kind, frame, alert, self._of(request, frame, alert, now))
            case PaperKind.SUPERVISION:
                return supervision_notice(frame, alert, notice_of(alert, request.number))
            case PaperKind.DAILY_BRIEF:
                return daily_brief(frame, alert, self.watch.look(frame.board, now), self.editions, now)
            case _:
                assert_never(kind)

    def _of(self, request: PaperRequest, frame: Frame, alert: Alert, now: datetime) -> Notice:
        """The notice asked for, or the one the proposal (or the form being filled in) would become."""
        if request.number:
            return notice_of(alert, request.number)
        changes = [c for c, kind in KIND_OF_CHANGE.items() if kind is request.kind] or [Change.ISSUE]
        proposal = alert.proposal
        if proposal is None or request.publication is not None:
            if request.publication is None:
                raise KnownProblem("还没有提请，文书无从预览", "请先填写提请内容")
            level = request.level or alert.level or alert.consultation.level
            change = request.change or changes[0]
            act = ChangeProposed(
                alert.id, change, level, request.publication, request.reason, (), NO_EVIDENCE, True, True, request.body
            )
            proposal = Proposal(act, "", now)
        act = proposal.act
        office = issuing_office(frame.pack, alert)
        ahead = proposal.reserved or [number_for(frame.board, office, now, steps) for steps in (0, 1)]
        number, after = ((*ahead, "")[k] or "（文号段已用完）" for k in (0, 1))
        return Notice(number, act.change, act.level, act.publication, now, "", proposal, alert.latest_number, after)

    def _following(self, request: PaperRequest, frame: Frame, alert: Alert, now: datetime) -> Snapshot:
        notice = self._of(request, frame, alert, now)
        if request.kind is PaperKind.BULLETIN:
            edition = self.editions.by_id(alert.consultation.aqi_edition)
            return bulletin(frame, alert, notice, edition)
        return response_notice(frame, alert, notice)

    def _assessment(self, frame: Frame, alert: Alert, entries: tuple[Entry, ...]) -> Snapshot:
        if alert.issued_at is None or alert.ended_at is None:
            raise KnownProblem("预警还没有解除，不能评估", "请先解除预警")
        from_at, to_at = alert.notices[0].publication.starts_at, alert.ended_at
        begin, end = min(from_at, alert.issued_at) - BEFORE, to_at + BEFORE
        air = {p.code: self.watch.observed(p.code, begin, end, frame.board) for p in frame.places.items}
        lines = [
            (f"{e.desk}-{e.seq}", e.at, frame.board.name_of(e.by), worded(e, frame.board, frame.pack, frame.places))
            for e in entries
            if getattr(e.act, "alert", None) == alert.id and not isinstance(e.act, DutyMarked | MarkCorrected)
        ]
        mine = [air[code] for code in frame.places.in_order(alert.places)]
        told = self.watch.forecasts_until(alert.ended_at)
        return assessment(frame, alert, mine, list(air.values()), told, self.shapes, lines)


def frozen_notice(kind: NoticeKind, frame: Frame, alert: Alert, notice: Notice) -> NoticeSnapshot:
    match kind:
        case PaperKind.ISSUE_NOTICE:
            return issue_notice(frame, alert, notice)
        case PaperKind.ADJUST_NOTICE:
            return adjust_notice(frame, alert, notice)
        case PaperKind.LIFT_NOTICE:
            return lift_notice(frame, alert, notice)
        case PaperKind.CORRECTION:
            return correction(frame, alert, notice)
        case _:
            assert_never(kind)


def _office_paper(
    kind: OfficeKind, request: PaperRequest, frame: Frame, now: datetime, entries: tuple[Entry, ...]
) -> Snapshot:
    match kind:
        case PaperKind.HANDOVER:
            return handover(frame, request.subject.split()[0] if request.subject else "", entries)
        case PaperKind.LOGBOOK_EXTRACT:
            return extract(frame, request.subject, request.entries, entries, now)
        case PaperKind.CONTACTS:
            return contact_sheet(frame, now)
        case PaperKind.DUTY_ROSTER:
            today = beijing(now).date()
            return duty_roster(frame, *(request.days or (today, today)), now)
        case PaperKind.EMISSION_SUMMARY:
            return emission_summary(frame, request.edition, now)
        case PaperKind.EMISSION_BOARD:
            return emission_board(frame, request.edition, request.source, request.on_a3, now)
        case PaperKind.FILING:
            return filing(frame, request.unit, request.number)
        case _:
            assert_never(kind)


def stamped(snapshot: Snapshot, desk: str, seq: int, head: str) -> Snapshot:
    """The snapshot with its footer: where the record stood, and the digest of what the paper says."""
    digest = content_digest(snapshot)
    code = f"qh-console:{desk}-{seq}:{head[:16]}:{digest[:16]}"
    stamp = FooterStamp(f"{desk}-{seq:06d}", head, digest, code)
    return replace(snapshot, head=replace(snapshot.head, footer=stamp))


def content_digest(snapshot: Snapshot) -> str:
    """SHA-256 of everything a paper says, before it is stamped."""
    return hashlib.sha256(json_text(snapshot).encode()).hexdigest()
