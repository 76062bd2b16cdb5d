"""What the paper beside the form shows: the form's words, else the proposal's, else the notice's."""

from __future__ import annotations

from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.alert.shown_paper import publication_shown, request_shown
from tests.builders import office, propose, publication, to_standing


def test_before_a_proposal_there_is_only_the_agreed_level() -> None:
    alert = office(*to_standing()[:1]).board.alerts["a1"]
    assert publication_shown(alert, "", None) == (None, Level.ORANGE)


def test_what_is_proposed_goes_before_what_stands() -> None:
    ledger = office(*to_standing())
    assert publication_shown(ledger.board.alerts["a1"], "", None)[1] is Level.ORANGE
    coming = ledger.must(propose(Change.RAISE, Level.RED)).alerts["a1"]
    assert publication_shown(coming, "", None) == (publication(), Level.RED)


def test_papers_of_the_consultation_have_no_number_and_a_form_shows_what_is_missing() -> None:
    alert = office(*to_standing()).board.alerts["a1"]
    assert request_shown(alert, "", PaperKind.HEALTH_HINT, None, None).number == ""
    assert request_shown(alert, "", PaperKind.ISSUE_NOTICE, None, None).number == alert.latest_number
    draft = StepDraft("a1", "propose-raise", (("level", "red"),))
    asked = request_shown(alert, "propose-raise", PaperKind.ADJUST_NOTICE, publication(), draft)
    assert (asked.number, asked.level, asked.change, asked.reason) == ("", Level.RED, Change.RAISE, "〔理由待填〕")
