"""The body a notice would have in the template's words as they stand, before anybody has signed it."""

from __future__ import annotations

from typing import assert_never

from qh_console.documents import adjust_notice, correction, issue_notice, lift_notice
from qh_console.documents.machine_notice import Notice
from qh_console.documents.notice_body import awaiting
from qh_console.documents.snapshots import AdjustNotice, CorrectionNotice, IssueNotice, LiftNotice
from qh_console.documents.wording import Wording


def drafted_body(snapshot: Notice, wording: Wording) -> str:
    """In the templates' markup, with its inserts by name. Raises KnownProblem naming template, line and variable."""
    match snapshot:
        case IssueNotice():
            return wording.text(issue_notice.TEMPLATE, awaiting(issue_notice.facts(snapshot)))
        case AdjustNotice():
            return wording.text(adjust_notice.TEMPLATE, awaiting(adjust_notice.facts(snapshot)))
        case LiftNotice():
            return wording.text(lift_notice.TEMPLATE, awaiting(lift_notice.facts(snapshot)))
        case CorrectionNotice():
            return wording.text(correction.TEMPLATE, awaiting(correction.facts(snapshot)))
        case _:
            assert_never(snapshot)
