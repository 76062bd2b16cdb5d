"""What a form holds before anybody types, and the command it becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.alerts import Alert
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    CloseConsultation,
    Command,
    CountersignApproval,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    ProposeChange,
    ReturnProposal,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Publication, TelephoneRecord
from qh_console.domain.verdicts import Accepted
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.alert.drafts import StepDraft, Unresolved, as_previewed, prefilled, publication_of, resolved
from tests.builders import (
    CHIEF,
    DUTY,
    NOW,
    REVIEW,
    XINING,
    Ledger,
    consultation,
    office,
    plan,
    propose,
    to_standing,
)
from tests.ui.airs import CLEARING, COMING_BACK, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PACK = plan()
CONSULTED = HoldConsultation(DUTY, "a1", consultation())


def draft(alert: Alert, step: str, air: Air | None = None) -> StepDraft:
    return prefilled(alert, step, air, PACK, PLACES, DUTY, NOW)


def known(ledger: Ledger) -> Alert:
    return ledger.board.alerts["a1"]


def test_a_first_proposal_takes_everything_from_the_consultation() -> None:
    ledger = office(CONSULTED)
    filled = draft(known(ledger), "propose-issue")
    assert filled.text("extent") == "西宁市全域"
    assert filled.text("dispersion") == "静稳天气维持"
    assert filled.text("pollutants") == "PM2.5"
    assert filled.text("outlook") == "达到预警条件"
    assert filled.text("starts_at") == "2026-01-09 20:00"
    command = resolved(filled, known(ledger), None, DUTY)
    assert isinstance(command, ProposeChange)
    assert isinstance(ledger.submit(command), Accepted)


def test_a_returned_proposal_is_mended_not_begun_again() -> None:
    mine = replace(propose(Change.ISSUE, Level.ORANGE), reason="原来的理由")
    ledger = office(CONSULTED, mine, ReturnProposal(REVIEW, "a1", "范围不清"))
    filled = draft(known(ledger), "propose-issue")
    assert filled.text("outlook") == mine.publication.outlook
    assert filled.text("reason") == "原来的理由"


def test_a_lift_is_filled_from_the_advice_and_lawful_as_it_stands(tmp_path: Path) -> None:
    ledger = office(*to_standing())
    air = air_of(tmp_path, *CLEARING, board=ledger.board)
    filled = draft(known(ledger), "propose-lift", air)
    assert "36小时" in filled.text("reason")
    filled = filled.with_("ecology_agrees", "1").with_("meteorology_agrees", "1")
    command = resolved(filled, known(ledger), air, DUTY)
    assert isinstance(command, ProposeChange)
    assert command.publication.ends_at is None
    assert command.evidence.clear_hours is not None
    assert command.evidence.clear_hours >= 36
    assert isinstance(ledger.submit(command), Accepted)


def test_a_second_episode_fills_the_raise_from_the_first_start_to_the_second_end(tmp_path: Path) -> None:
    """Plan 3.3.2: within 36 hours two episodes are one process, warned of from its start at the higher level."""
    ledger = office(*to_standing(Level.YELLOW))
    air = air_of(tmp_path, *COMING_BACK, board=ledger.board)
    advice = air.places[XINING].advice
    assert advice is not None
    assert advice.carry_on is not None
    filled = draft(known(ledger), "propose-raise", air)
    published = publication_of(filled)
    assert isinstance(published, Publication)
    assert published.starts_at == known(ledger).notices[0].publication.starts_at
    assert published.ends_at == advice.carried_until_at
    assert published.ends_at is not None
    assert published.ends_at > advice.carry_on.next_start_at
    assert filled.text("level") == "orange"
    assert filled.text("reason").startswith(advice.carry_on.text)
    command = resolved(filled, known(ledger), air, DUTY)
    assert isinstance(command, ProposeChange)
    assert isinstance(ledger.submit(command), Accepted)


def test_a_second_episode_no_higher_leaves_the_raise_as_it_would_be(tmp_path: Path) -> None:
    ledger = office(*to_standing(Level.ORANGE))
    air = air_of(tmp_path, *COMING_BACK, board=ledger.board)
    assert draft(known(ledger), "propose-raise", air).text("reason") == ""


@pytest.mark.parametrize(("step", "level"), [("propose-raise", "red"), ("propose-lower", "yellow")])
def test_the_level_after_a_change_is_proposed(step: str, level: str) -> None:
    assert draft(known(office(*to_standing())), step).text("level") == level


def test_a_correction_starts_from_the_notice_it_corrects() -> None:
    standing = known(office(*to_standing()))
    filled = draft(standing, "propose-correct")
    published = publication_of(filled)
    assert published == standing.notices[-1].publication


def test_without_a_time_there_is_no_publication() -> None:
    standing = known(office(*to_standing()))
    broken = draft(standing, "propose-correct").with_("starts_at", "明天")
    assert isinstance(resolved(broken, standing, None, DUTY), Unresolved)


@pytest.mark.parametrize(
    ("values", "command"),
    [
        ({"approval": "signature", "by": CHIEF}, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)),
        (
            {
                "approval": "telephone", "spoke_to": CHIEF, "number": "0971-1",
                "called_at": "2026-01-09 20:00", "read_back": "1",
            },
            ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971-1", NOW, True)),
        ),
    ],
)  # fmt: skip
def test_who_signs(values: dict[str, str], command: Command) -> None:
    alert = known(office(CONSULTED, propose(Change.ISSUE, Level.ORANGE)))
    assert resolved(StepDraft("a1", "approve", tuple(values.items())), alert, None, DUTY) == command


@pytest.mark.parametrize("values", [{"approval": "signature"}, {"approval": "telephone", "number": "1"}])
def test_nobody_to_sign_is_unresolved(values: dict[str, str]) -> None:
    alert = known(office(CONSULTED, propose(Change.ISSUE, Level.ORANGE)))
    answer = resolved(StepDraft("a1", "approve", tuple(values.items())), alert, None, DUTY)
    assert isinstance(answer, Unresolved)
    assert answer.reasons[0].field in ("by", "spoke_to")


@pytest.mark.parametrize(
    ("step", "values", "kind"),
    [
        ("close", {"outcome": "只发健康提示"}, CloseConsultation),
        ("return", {"by": REVIEW, "reason": "范围不清"}, ReturnProposal),
        ("countersign", {"by": CHIEF, "number": "1号"}, CountersignApproval),
        ("issue", {}, IssueAlert),
        ("release-raise", {}, AdjustAlert),
        ("release-lift", {}, LiftAlert),
    ],
)
def test_each_form_becomes_its_command(step: str, values: dict[str, str], kind: type) -> None:
    alert = known(office(CONSULTED))
    command = resolved(StepDraft("a1", step, tuple(values.items())), alert, None, DUTY)
    assert isinstance(command, kind)
    assert not isinstance(command, Unresolved)
    assert command.by == values.get("by", DUTY)


@pytest.mark.parametrize("step", ["consult", "assess"])
def test_a_step_taken_elsewhere_is_unresolved(step: str) -> None:
    assert isinstance(resolved(StepDraft("a1", step), known(office(CONSULTED)), None, DUTY), Unresolved)


def test_a_word_by_telephone_is_countersigned_by_whoever_gave_it() -> None:
    call = ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971", NOW, True))
    ledger = office(CONSULTED, propose(Change.ISSUE, Level.ORANGE), call, IssueAlert(DUTY, "a1"))
    filled = draft(known(ledger), "countersign")
    command = resolved(filled, known(ledger), None, DUTY)
    assert isinstance(command, CountersignApproval)
    assert command.by == CHIEF
    assert isinstance(ledger.submit(command), Accepted)


def test_blanks_are_named_on_the_page() -> None:
    empty = Publication(NOW, NOW + timedelta(hours=1), "", "", "PM2.5", "")
    assert as_previewed(empty).extent == "〔影响范围待填〕"
    assert as_previewed(empty).pollutants == "PM2.5"


def test_a_draft_is_a_value() -> None:
    one = StepDraft("a1", "close")
    two = one.with_("outcome", "a").with_("outcome", "b")
    assert (one.text("outcome"), two.text("outcome"), two.key) == ("", "b", "alert/a1/close")
