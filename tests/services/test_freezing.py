"""A request becomes a snapshot: of what is on record, of what was proposed, or of the form being filled in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.documents.assessed import AssessmentReport
from qh_console.documents.office_snapshots import HealthHint
from qh_console.documents.reported import (
    DutySheet,
    ResponseNotice,
)
from qh_console.documents.snapshots import (
    AdjustNotice,
    ApprovalSheet,
    Bulletin,
    ConsultationMinutes,
    CorrectionNotice,
    IssueNotice,
    LiftNotice,
    ReportUp,
)
from qh_console.domain.commands import Command
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Assessment, Change
from qh_console.packs import load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.freezing import Freezer, stamped
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.watch import Watch
from qh_console.store.codec import json_text
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import NOW, XINING, office, plan, publication, to_standing
from tests.services.air_builders import CLEAN, HEAVY, measured
from tests.services.framing import (
    ASSESS,
    CORRECT,
    EDITIONS,
    LIFT,
    LOWER,
    PLACES,
    RAISE,
    SIGN,
    WITHDRAW,
    framed,
    later,
)

HEADQUARTERS = plan().headquarters(XINING).id


@pytest.fixture
def freezer(record: Database) -> Freezer:
    readings, forecasts = ReadingStore(record), ForecastStore(record)
    readings.add(measured(NOW + timedelta(hours=60), (CLEAN, 100), (HEAVY, 70)))
    shapes = load_shapes(resources_folder() / "geo" / "qinghai_prefectures.geojson")
    return Freezer(Watch(readings, forecasts, PLACES, EDITIONS, plan()), EDITIONS, shapes)


def asked(kind: PaperKind, number: str = "", unit: str = "") -> PaperRequest:
    return PaperRequest(kind, "a1", number, unit)


def number(serial: int) -> str:
    return f"宁重污应急〔2026〕{serial}号"


@pytest.mark.parametrize(
    ("kind", "made", "road", "serial"),
    [
        (PaperKind.MINUTES, ConsultationMinutes, (), 0),
        (PaperKind.REPORT_UP, ReportUp, (), 0),
        (PaperKind.HEALTH_HINT, HealthHint, (), 0),
        (PaperKind.APPROVAL_SHEET, ApprovalSheet, (), 1),
        (PaperKind.ISSUE_NOTICE, IssueNotice, (), 1),
        (PaperKind.BULLETIN, Bulletin, (), 1),
        (PaperKind.RESPONSE_NOTICE, ResponseNotice, (), 1),
        (PaperKind.ADJUST_NOTICE, AdjustNotice, RAISE, 3),
        (PaperKind.ADJUST_NOTICE, AdjustNotice, LOWER, 3),
        (PaperKind.LIFT_NOTICE, LiftNotice, LIFT, 3),
        (PaperKind.CORRECTION, CorrectionNotice, CORRECT, 3),
        (PaperKind.CORRECTION, CorrectionNotice, WITHDRAW, 3),
    ],
)
def test_every_kind_is_frozen_under_its_number(
    freezer: Freezer, kind: PaperKind, made: type, road: tuple[Command, ...], serial: int
) -> None:
    ledger = office(*to_standing(), *road)
    found = freezer.freeze(asked(kind, number(serial) if serial else ""), framed(ledger), NOW)
    assert type(found) is made
    wanted = number(2) if kind is PaperKind.RESPONSE_NOTICE else number(serial) if serial else ""
    assert found.head.number == wanted


def test_a_sheet_of_one_unit(freezer: Freezer) -> None:
    found = freezer.freeze(asked(PaperKind.DUTY_SHEET, number(1), HEADQUARTERS), framed(office(*to_standing())), NOW)
    assert isinstance(found, DutySheet)
    assert found.unit == plan().unit(HEADQUARTERS).name


def test_a_proposal_reads_as_the_notice_it_would_become(freezer: Freezer) -> None:
    ledger = office(*to_standing()[:2])
    now = NOW + timedelta(hours=1)
    coming = freezer.freeze(asked(PaperKind.ISSUE_NOTICE), framed(ledger), now)
    later(ledger, 1, SIGN, to_standing()[-1])
    assert isinstance(coming, IssueNotice)
    issued = freezer.freeze(asked(PaperKind.ISSUE_NOTICE, number(1)), framed(ledger), now)
    assert coming == issued


@pytest.mark.parametrize(
    ("change", "level", "kind"),
    [
        (Change.RAISE, Level.RED, PaperKind.ADJUST_NOTICE),
        (Change.LOWER, Level.YELLOW, PaperKind.ADJUST_NOTICE),
        (Change.LIFT, Level.ORANGE, PaperKind.LIFT_NOTICE),
        (Change.CORRECT, Level.ORANGE, PaperKind.CORRECTION),
    ],
)
def test_a_form_being_filled_in_reads_as_its_notice_before_anything_is_proposed(
    freezer: Freezer, change: Change, level: Level, kind: PaperKind
) -> None:
    ledger = office(*to_standing())
    form = PaperRequest(kind, "a1", "", "", publication(48), change, level, "因由")
    found = freezer.freeze(form, framed(ledger), NOW)
    assert found.head.number == number(3)
    assert isinstance(found, AdjustNotice | LiftNotice | CorrectionNotice)
    assert found.changes.number == number(1)
    if isinstance(found, AdjustNotice):
        assert found.raised is (change is Change.RAISE)
        assert found.facts.level == framed(ledger).level(level)
        assert found.reason == "因由"


def test_a_form_overrides_a_returned_proposal_and_takes_the_level_agreed_on(freezer: Freezer) -> None:
    ledger = office(*to_standing()[:2])
    form = PaperRequest(PaperKind.BULLETIN, "a1", publication=replace(publication(), extent="西宁市主城区"))
    found = freezer.freeze(form, framed(ledger), NOW)
    assert isinstance(found, Bulletin)
    assert (found.facts.extent, found.facts.level.name) == ("西宁市主城区", "橙色预警")


def test_numbers_used_up_are_said_on_the_page(freezer: Freezer) -> None:
    ledger = office(*to_standing()[:2])
    frame = framed(ledger)
    full = replace(frame, pack=replace(frame.pack, office=replace(frame.pack.office, first_serial=1, last_serial=1)))
    assert freezer.freeze(asked(PaperKind.ISSUE_NOTICE), full, NOW).head.number == number(1)
    none = replace(frame, pack=replace(frame.pack, office=replace(frame.pack.office, first_serial=2, last_serial=1)))
    assert freezer.freeze(asked(PaperKind.ISSUE_NOTICE), none, NOW).head.number == "（文号段已用完）"


@pytest.mark.parametrize(
    ("road", "request_", "what"),
    [
        ((), asked(PaperKind.MINUTES), "没有这次过程的记录"),
        (to_standing()[:1], asked(PaperKind.ISSUE_NOTICE), "还没有提请"),
        (to_standing()[:1], asked(PaperKind.APPROVAL_SHEET), "没有提请"),
        (to_standing()[:1], asked(PaperKind.DUTY_SHEET, unit=HEADQUARTERS), "预警还没有发布"),
        (to_standing()[:2], asked(PaperKind.RESPONSE_NOTICE), "预警还没有发布"),
        (to_standing(), asked(PaperKind.BULLETIN, "9号"), "没有文号为9号的通知"),
        (to_standing(), asked(PaperKind.ASSESSMENT), "预警还没有解除"),
        ((*to_standing(), *LIFT), asked(PaperKind.ASSESSMENT), "评估还没有填写"),
    ],
)
def test_what_is_not_on_record_yet_is_said(
    freezer: Freezer, road: tuple[Command, ...], request_: PaperRequest, what: str
) -> None:
    with pytest.raises(KnownProblem, match=what):
        freezer.freeze(request_, framed(office(*road)), NOW)


def test_the_assessment_takes_the_lines_of_its_own_alert_without_the_marks(freezer: Freezer) -> None:
    ledger = later(office(*to_standing()), 30, *LIFT, ASSESS)
    found = freezer.freeze(asked(PaperKind.ASSESSMENT), framed(ledger), ledger.now, tuple(ledger.entries))
    assert isinstance(found, AssessmentReport)
    mine = [e for e in ledger.entries if getattr(e.act, "alert", None) == "a1"]
    assert [line.position for line in found.journal] == [f"d1-{e.seq}" for e in mine]
    assert [a.place for a in found.air] == ["西宁"]
    assert len(found.regions) == len(PLACES.items)
    assert found.air[0].first_at <= NOW - timedelta(hours=23)


def test_an_assessment_is_seen_while_it_is_being_written(freezer: Freezer) -> None:
    """Plan 5.5: what the form says stands on the page, over what was submitted before."""
    text = Assessment("", "〔成因待填〕", "", "", "影响小", "无", "早会商", "加密")
    for road in ((*to_standing(), *LIFT), (*to_standing(), *LIFT, ASSESS)):
        ledger = office(*road)
        wanted = replace(asked(PaperKind.ASSESSMENT), assessment=text)
        found = freezer.freeze(wanted, framed(ledger), ledger.now, tuple(ledger.entries))
        assert isinstance(found, AssessmentReport)
        assert (found.causes, found.later_effects) == ("〔成因待填〕", "影响小")
        assert found.meteorology == ledger.board.alerts["a1"].consultation.meteorology


def test_a_stamp_ties_the_paper_to_the_record_and_to_what_it_says(freezer: Freezer) -> None:
    ledger = office(*to_standing())
    snapshot = freezer.freeze(asked(PaperKind.ISSUE_NOTICE, number(1)), framed(ledger), NOW)
    footer = stamped(snapshot, "d1", 8, "f" * 64).head.footer
    assert footer is not None
    digest = hashlib.sha256(json_text(snapshot).encode()).hexdigest()
    assert (footer.journal_at, footer.chain_head, footer.digest) == ("d1-000008", "f" * 64, digest)
    assert footer.code == f"qh-console:d1-8:{'f' * 16}:{digest[:16]}"
    assert isinstance(snapshot, IssueNotice)
    other = stamped(replace(snapshot, approved_by="别人"), "d1", 8, "f" * 64).head.footer
    assert other is not None
    assert other.digest != digest
