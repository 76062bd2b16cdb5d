"""Reads templates without making a paper: unknown variables, required fields left out, headings that skip a level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from qh_console.documents import (
    adjust_notice,
    bulletin,
    consultation_minutes,
    contact_sheet,
    correction,
    daily_brief,
    duty_roster,
    duty_sheet,
    emission_board,
    emission_summary,
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
from qh_console.documents.assessment import TEMPLATE as ASSESSMENT
from qh_console.documents.emission_snapshots import EmissionBoard, EmissionSummary
from qh_console.documents.office_snapshots import ContactSheet, DutyRoster, HandoverRecord, HealthHint, LogbookExtract
from qh_console.documents.reported import (
    DailyBrief,
    DutySheet,
    ResponseNotice,
    SupervisionNotice,
)
from qh_console.documents.snapshots import (
    AdjustNotice,
    Bulletin,
    ConsultationMinutes,
    CorrectionNotice,
    IssueNotice,
    LiftNotice,
    ReportUp,
)
from qh_console.documents.template_paths import ADDED, inserts_in, wrong_numbers, wrong_paths
from qh_console.documents.wording import Wording
from qh_console.problems import Fault, KnownProblem

PUBLISHED = (
    "facts.level", "facts.starts_at", "facts.ends_at", "facts.places", "facts.extent", "facts.dispersion",
    "facts.pollutants", "facts.outlook",
)  # fmt: skip
"""Plan 3.3.1; `basis` stands for the edition and clause every official paper names."""
CHANGED = ("changes.number", "changes.title")
TEXTS = ("meteorology", "causes", "problems", "lessons", "proposals", "[[timeline]]", "[[duties]]", "[[air_charts]]")

TEMPLATES: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    issue_notice.TEMPLATE: (IssueNotice, (*PUBLISHED, "[[measures]]")),
    adjust_notice.TEMPLATE: (AdjustNotice, (*PUBLISHED, *CHANGED, "[[measures]]")),
    lift_notice.TEMPLATE: (LiftNotice, (*CHANGED, "places", "lifted_at", "outlook", "clear_hours")),
    correction.TEMPLATE: (CorrectionNotice, (*CHANGED, "reason")),
    report_up.TEMPLATE: (ReportUp, (*(f for f in PUBLISHED if f != "facts.outlook"), "trend", "[[rows]]")),
    bulletin.TEMPLATE: (Bulletin, (*PUBLISHED, "advice")),
    duty_sheet.TEMPLATE: (DutySheet, ("unit", "notice_number", "level", "[[duties]]")),
    response_notice.TEMPLATE: (ResponseNotice, ("alert.number", "level", "places", "starts_at")),
    consultation_minutes.TEMPLATE: (ConsultationMinutes, ("opinions", "agreed_level", "conclusion", "difference")),
    supervision_notice.TEMPLATE: (SupervisionNotice, ("points", "notice.number", "[[teams]]")),
    daily_brief.TEMPLATE: (DailyBrief, ("monitoring", "duration", "harm", "measures", "progress", "[[rows]]")),
    ASSESSMENT: (AssessmentReport, TEXTS),
    handover_record.TEMPLATE: (HandoverRecord, ("off_duty", "on_duty", "alerts", "equipment", "[[items]]")),
    logbook_extract.TEMPLATE: (LogbookExtract, ("from_at", "to_at", "count", "[[lines]]", "[[heads]]")),
    duty_roster.TEMPLATE: (DutyRoster, ("first_on", "last_on", "faults", "[[lines]]")),
    health_hint.TEMPLATE: (HealthHint, ("starts_at", "places", "peak", "cause", "effect", "advice", "hotline")),
    emission_summary.TEMPLATE: (
        EmissionSummary,
        ("place", "dated_on", "base_year", "shortfalls", "[[ratios]]", "[[kinds]]", "[[sources]]"),
    ),
    emission_board.TEMPLATE: (EmissionBoard, ("[[board]]",)),
    contact_sheet.TEMPLATE: (ContactSheet, ("as_of", "missing", "[[lines]]")),
}

UNCHECKED = frozenset({"approval_sheet.txt"})
"""One sentence with one value: nothing in it can be missed."""


def check_templates(wording: Wording) -> tuple[Fault, ...]:
    """Every fault of every template, the office's own where it has one."""
    used = {*TEMPLATES, *UNCHECKED}
    faults = [Fault(name, "没有文书用这个模板", "核对文件名") for name in wording.names() if name not in used]
    for name, (snapshot, required) in TEMPLATES.items():
        try:
            faults += _check(wording, name, snapshot, required)
        except KnownProblem as problem:
            faults.append(Fault(name, problem.what, problem.what_to_do))
    return tuple(faults)


def _check(wording: Wording, name: str, snapshot: Any, required: tuple[str, ...]) -> list[Fault]:
    source, tree = wording.source(name), wording.tree(name)
    known = [*(f.name for f in fields(snapshot)), *ADDED]
    faults = [Fault(name, f"变量“{v}”不存在", "改正变量名") for v in wording.unknown_names(name, known)]
    faults += [Fault(name, f"变量“{path}”不存在", "改正变量名", line) for line, path in wrong_paths(tree, snapshot)]
    unused = [f for f in (*required, "basis") if not re.search(rf"(?<![\w.]){re.escape(f)}(?!\w)", source)]
    faults += [Fault(name, f"没有用到必备内容“{field}”", "补上该项内容") for field in unused]
    there = {*inserts_in(wording.shipped(name)), *(f.strip("[]") for f in required if f.startswith("[["))}
    faults += [Fault(name, f"没有可插入的内容“{i}”", "改正模板") for i in inserts_in(source) if i not in there]
    level = 0
    for number, line in enumerate(source.split("\n"), 1):
        heading = re.match(r"(#+) ", line)
        if heading and len(heading[1]) > level + 1:
            faults.append(Fault(name, f"标题从第{level}级跳到第{len(heading[1])}级", "逐级设置标题", number))
        if heading:
            level = len(heading[1])
    for number, text, start in wrong_numbers(source):
        faults.append(Fault(name, f"标题“{text}”的序号与级别不符", f"这一级用“{start}”", number))
    return faults
