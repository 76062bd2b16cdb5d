"""Everything a paper says, frozen at one moment: notice, sheet, message and report all read the same values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qh_console.documents.model import FooterStamp


@dataclass(frozen=True)
class PaperHead:
    """Who issues, under which number, to whom, and what ties the paper to the record."""

    issuer: str
    """署名: 青海省重污染天气应急领导小组."""
    mark: tuple[str, ...]
    """发文机关标志, the lead organ first."""
    number: str
    """Empty for papers without one (forms, sheets)."""
    addressee: str
    signed_on: date
    created_at: datetime
    copies_to: str = ""
    printed_by: str = ""
    contact: str = ""
    """附注: 联系人：…；联系电话：…"""
    footer: FooterStamp | None = None
    drill: bool = False
    sealed: bool = True
    urgency: str = ""
    secrecy: str = ""
    copy_number: str = ""
    signer: str = ""
    by_city: bool = False
    """Whether a prefecture's headquarters speaks and not the province."""
    number_by_hand: str = ""
    """What stands in a number's place where the office writes its serial in: …函〔2026〕　　号."""


@dataclass(frozen=True)
class PackNote:
    """The edition of the plan a paper rests on and the clauses it names; 待核 where unconfirmed."""

    title: str
    document: str
    clauses: tuple[str, ...]
    confirmed: bool = True
    readings: tuple[str, ...] = ()
    """本系统取法, worded."""


@dataclass(frozen=True)
class LevelFacts:
    """A level as papers word it: 橙色预警, 橙色, Ⅱ."""

    name: str
    colour: str
    response: str


@dataclass(frozen=True)
class PublicationFacts:
    """Plan 3.3.1: time, place, extent, level, dispersion conditions, main pollutants, outlook."""

    starts_at: datetime
    ends_at: datetime | None
    places: tuple[str, ...]
    extent: str
    level: LevelFacts
    dispersion: str
    pollutants: str
    outlook: str


@dataclass(frozen=True)
class MeasureLine:
    """One measure with its clause and who answers for it."""

    category: str
    """强制性减排措施, 建议性减排措施, 健康防护措施, 常设职责."""
    clause: str
    text: str
    units: tuple[str, ...]
    is_new: bool = False


@dataclass(frozen=True)
class NamedNotice:
    """An earlier notice as a later one names it."""

    number: str
    title: str
    signed_on: date
    level: LevelFacts


@dataclass(frozen=True)
class IssueNotice:
    head: PaperHead
    pack: PackNote
    facts: PublicationFacts
    consulted_by: tuple[str, ...]
    approved_by: str
    measures: tuple[MeasureLine, ...]
    report_within_hours: int
    supervision: bool = False
    """Plan 5.2: at Ⅰ the province sends teams out."""
    body: str = ""
    """Its words as they were proposed; empty where the template words it."""


@dataclass(frozen=True)
class AdjustNotice:
    head: PaperHead
    pack: PackNote
    facts: PublicationFacts
    consulted_by: tuple[str, ...]
    approved_by: str
    changes: NamedNotice
    raised: bool
    takes_effect_at: datetime
    reason: str
    measures: tuple[MeasureLine, ...]
    """When raised: those added or tightened. When lowered: those that stay in force."""
    report_within_hours: int
    supervision: bool = False
    body: str = ""


@dataclass(frozen=True)
class LiftNotice:
    head: PaperHead
    pack: PackNote
    places: tuple[str, ...]
    changes: NamedNotice
    lifted_at: datetime
    proposed_by: tuple[str, ...]
    approved_by: str
    observed: str
    """How the air stands now."""
    outlook: str
    """Plan 3.3.2: why it stays below the line for 36 hours."""
    clear_hours: int
    body: str = ""


@dataclass(frozen=True)
class CorrectionNotice:
    """更正 (withdraws=False) or 撤回 of an issued notice."""

    head: PaperHead
    pack: PackNote
    changes: NamedNotice
    withdraws: bool
    reason: str
    corrections: tuple[tuple[str, str, str], ...] = ()
    """Item, as it stood, as it should be."""
    body: str = ""


@dataclass(frozen=True)
class TelephoneApproval:
    called_at: datetime
    approver: str
    number: str
    recorded_by: str
    words: str


@dataclass(frozen=True)
class SignatureBox:
    """One box of the approval road: opinion and name are empty until somebody signs."""

    label: str
    person: str = ""
    opinion: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True)
class PlaceGrade:
    """One place as the rules graded it: what counted, which clause, the nearest miss."""

    place: str
    level: str
    heavy_days: int
    severe_days: int
    peak: str
    clauses: str
    working: str


@dataclass(frozen=True)
class ApprovalSheet:
    head: PaperHead
    pack: PackNote
    act: str
    """发布, 升级, 降级, 解除."""
    facts: PublicationFacts
    grades: tuple[PlaceGrade, ...]
    proposal: str
    overruled: str
    """Reason where the agreed level differs from the recommended one; empty otherwise."""
    boxes: tuple[SignatureBox, ...]
    telephone: TelephoneApproval | None = None


@dataclass(frozen=True)
class MessageRow:
    """One place in the report-up: figures as text, ranges with their means (plan 3.2)."""

    place: str
    starts_at: datetime
    ends_at: datetime
    level: str
    aqi_range: str
    aqi_mean: str
    pollutant: str
    concentration_range: str
    concentration_mean: str


@dataclass(frozen=True)
class ReportUp:
    head: PaperHead
    pack: PackNote
    facts: PublicationFacts
    consulted_at: datetime
    consulted_by: tuple[str, ...]
    rows: tuple[MessageRow, ...]
    trend: str
    proposal: str


@dataclass(frozen=True)
class Opinion:
    party: str
    text: str


@dataclass(frozen=True)
class ConsultationMinutes:
    head: PaperHead
    pack: PackNote
    subject: str
    held_at: datetime
    venue: str
    chair: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    in_attendance: tuple[str, ...]
    situation: str
    opinions: tuple[Opinion, ...]
    grades: tuple[PlaceGrade, ...]
    conclusion: str
    agreed_level: str
    recommended_level: str
    difference: str
    follow_up: tuple[str, ...]
    opened_on: str = ""
    """On what the consultation was opened; empty in records that do not tell."""


@dataclass(frozen=True)
class AdviceLine:
    people: str
    text: str


@dataclass(frozen=True)
class Bulletin:
    """预警公告 for the media: one page, plain text (3.3.1, 3.4)."""

    head: PaperHead
    pack: PackNote
    facts: PublicationFacts
    advice: tuple[AdviceLine, ...]
    hotline: str
