"""The one door from a snapshot to a finished PDF: which module words which kind of paper."""

from __future__ import annotations

from typing import assert_never

from qh_console.documents import (
    adjust_notice,
    approval_sheet,
    assessment,
    bulletin,
    consultation_minutes,
    contact_sheet,
    correction,
    daily_brief,
    duty_roster,
    duty_sheet,
    emission_board,
    emission_summary,
    filing_form,
    handover_record,
    health_hint,
    issue_notice,
    lift_notice,
    logbook_extract,
    report_up,
    response_notice,
    supervision_notice,
)
from qh_console.documents.assessed import AssessmentReport
from qh_console.documents.emission_snapshots import EmissionBoard, EmissionSummary
from qh_console.documents.faces import Faces
from qh_console.documents.model import Paper
from qh_console.documents.office_snapshots import ContactSheet, DutyRoster, HandoverRecord, HealthHint, LogbookExtract
from qh_console.documents.render import Rendered, render
from qh_console.documents.reported import (
    DailyBrief,
    DutySheet,
    FilingForm,
    ResponseNotice,
    SupervisionNotice,
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
from qh_console.documents.wording import Wording

Snapshot = (
    AdjustNotice | ApprovalSheet | AssessmentReport | Bulletin | ConsultationMinutes | ContactSheet | CorrectionNotice
    | DailyBrief | DutyRoster | DutySheet | EmissionBoard | EmissionSummary
    | FilingForm | HandoverRecord | HealthHint | IssueNotice | LiftNotice
    | LogbookExtract | ReportUp | ResponseNotice | SupervisionNotice
)  # fmt: skip


def make(snapshot: Snapshot, wording: Wording, faces: Faces) -> Rendered:
    """The finished paper; the same snapshot, templates and faces give the same bytes. Raises KnownProblem."""
    return render(worded(snapshot, wording), faces)


def worded(snapshot: Snapshot, wording: Wording) -> Paper:
    """The paper before it is set, for a preview that edits its wording."""
    match snapshot:
        case IssueNotice():
            return issue_notice.paper(snapshot, wording)
        case AdjustNotice():
            return adjust_notice.paper(snapshot, wording)
        case LiftNotice():
            return lift_notice.paper(snapshot, wording)
        case CorrectionNotice():
            return correction.paper(snapshot, wording)
        case ApprovalSheet():
            return approval_sheet.paper(snapshot, wording)
        case DutySheet():
            return duty_sheet.paper(snapshot, wording)
        case ReportUp():
            return report_up.paper(snapshot, wording)
        case ConsultationMinutes():
            return consultation_minutes.paper(snapshot, wording)
        case Bulletin():
            return bulletin.paper(snapshot, wording)
        case ResponseNotice():
            return response_notice.paper(snapshot, wording)
        case FilingForm():
            return filing_form.paper(snapshot, wording)
        case SupervisionNotice():
            return supervision_notice.paper(snapshot, wording)
        case DailyBrief():
            return daily_brief.paper(snapshot, wording)
        case AssessmentReport():
            return assessment.paper(snapshot, wording)
        case HandoverRecord():
            return handover_record.paper(snapshot, wording)
        case LogbookExtract():
            return logbook_extract.paper(snapshot, wording)
        case DutyRoster():
            return duty_roster.paper(snapshot, wording)
        case HealthHint():
            return health_hint.paper(snapshot, wording)
        case ContactSheet():
            return contact_sheet.paper(snapshot, wording)
        case EmissionSummary():
            return emission_summary.paper(snapshot, wording)
        case EmissionBoard():
            return emission_board.paper(snapshot, wording)
        case _:
            assert_never(snapshot)
