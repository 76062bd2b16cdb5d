"""The parts papers share, frozen from the record: heads, levels, places, measures, the notice another one changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from qh_console.documents.snapshots import (
    LevelFacts,
    MeasureLine,
    NamedNotice,
    PackNote,
    PaperHead,
    PlaceGrade,
    PublicationFacts,
)
from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.numbering import issuing_office
from qh_console.domain.pack import Category, Duty, Level, PlanPack
from qh_console.domain.particulars import Change, Consultation, GradeRecord, Publication, Scope
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem

CATEGORIES = {
    Category.MANDATORY: "强制性减排措施",
    Category.SUGGESTED: "建议性减排措施",
    Category.HEALTH: "健康防护措施",
    Category.STANDING: "工作职责",
}
MEASURES = (Category.MANDATORY, Category.SUGGESTED, Category.HEALTH)
CHANGE_NAMES = {
    Change.ISSUE: "发布",
    Change.RAISE: "升级",
    Change.LOWER: "降级",
    Change.LIFT: "解除",
    Change.CORRECT: "更正",
    Change.WITHDRAW: "撤回",
}


@dataclass(frozen=True)
class Frame:
    """What every snapshot is frozen against: the board of that moment, the rules, and whether it is a drill."""

    board: Board
    pack: PlanPack
    places: Places
    drill: bool

    def issuer(self, alert: Alert) -> str:
        """Plan 3.3.1: the leading group for the province, the prefecture's headquarters for a city."""
        if alert.scope is Scope.PROVINCE:
            return self.pack.office.issuer
        return self.pack.headquarters(alert.places[0]).name

    def head(self, alert: Alert, at: datetime, number: str = "", addressee: str | None = None) -> PaperHead:
        office = issuing_office(self.pack, alert)
        usual = office.province_addressee if alert.scope is Scope.PROVINCE else office.city_addressee
        return PaperHead(
            issuer=self.issuer(alert),
            mark=(self.issuer(alert),),
            number=number,
            addressee=usual if addressee is None else addressee,
            signed_on=beijing(at).date(),
            created_at=at,
            printed_by=office.printed_by if number else "",
            drill=self.drill,
            by_city=alert.scope is Scope.CITY,
        )

    def letter_head(self, alert: Alert, at: datetime, addressee: str | None = None) -> PaperHead:
        """Of a 信函: its serial comes by hand from the office's own register of letters, which is on paper."""
        blank = f"{issuing_office(self.pack, alert).number_prefix}函〔{beijing(at).year}〕　　号"
        return replace(self.head(alert, at, addressee=addressee), number_by_hand=blank)

    def pack_note(self, *clauses: str, readings: Iterable[str] = ()) -> PackNote:
        pack = self.pack
        return PackNote(pack.title, pack.document, tuple(clauses), pack.confirmed, tuple(readings))

    def level(self, level: Level) -> LevelFacts:
        rule = next((r for r in self.pack.levels if r.level is level), None)
        if rule is None:
            return LevelFacts("未达预警级别", "", "")
        return LevelFacts(rule.name, rule.colour, rule.response)

    def names(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.places[code].name for code in self.places.in_order(codes))

    def facts(self, alert: Alert, publication: Publication, level: Level) -> PublicationFacts:
        p = publication
        where = self.names(alert.places)
        return PublicationFacts(
            p.starts_at, p.ends_at, where, p.extent, self.level(level), p.dispersion, p.pollutants, p.outlook
        )

    def consulted_by(self, consultation: Consultation) -> tuple[str, ...]:
        """The units that took part; at the least the two the plan names (3.2)."""
        known = {u.id: u.name for u in self.pack.units}
        named = tuple(dict.fromkeys(known.get(p.unit, p.unit) for p in consultation.participants))
        return named or ("省生态环境厅", "省气象局")

    def approved_by(self, notice: Notice) -> str:
        """The office that signs this level; the officer's own title where the pack names none."""
        proposal = notice.proposal
        named = proposal.signatory or next((a.signatory for a in self.pack.approvals if a.level is notice.level), "")
        officer = self.board.officers.get(proposal.decided_by)
        return named or (officer.title if officer else proposal.decided_by)

    def measures(
        self, duties: Iterable[Duty], alert: Alert, new: frozenset[str] = frozenset()
    ) -> tuple[MeasureLine, ...]:
        """The measures of 5.3 as a notice lists them; `new` are ids of duties this notice adds."""
        return tuple(
            MeasureLine(CATEGORIES[d.category], d.clause, d.text, self._owners(d, alert), d.id in new)
            for category in MEASURES
            for d in duties
            if d.category is category
        )

    def _owners(self, duty: Duty, alert: Alert) -> tuple[str, ...]:
        if alert.scope is Scope.CITY:
            return (self.pack.headquarters(alert.places[0]).short,)
        cities = ("有关市州指挥部",) if duty.by_place else ()
        return (*(self.pack.unit(u).short for u in duty.units), *cities)

    def named(self, alert: Alert, number: str) -> NamedNotice:
        """An earlier notice as a later one names it."""
        notice = notice_of(alert, number)
        title = f"{self.issuer(alert)}{self._title(alert, notice)}"
        return NamedNotice(notice.number, title, beijing(notice.at).date(), self.level(notice.level))

    def _title(self, alert: Alert, notice: Notice) -> str:
        """As the notice's own first page has it: with the level it left, or the number it corrected."""
        level = self.level(notice.level).name
        match notice.change:
            case Change.RAISE | Change.LOWER:
                before = self.level(notice_of(alert, notice.changes_number).level).name
                return f"关于将重污染天气{before}调整为{level}的通知"
            case Change.CORRECT | Change.WITHDRAW:
                return f"关于{CHANGE_NAMES[notice.change]}{notice.changes_number}文件的通知"
            case Change.ISSUE | Change.LIFT:
                return notice_title(notice.change, level)
            case _:
                assert_never(notice.change)

    def grades(self, consultation: Consultation) -> tuple[PlaceGrade, ...]:
        return tuple(self._grade(g) for g in consultation.grades)

    def _grade(self, grade: GradeRecord) -> PlaceGrade:
        return PlaceGrade(
            self.places[grade.place].short,
            self.level(grade.level).name,
            grade.heavy_days,
            grade.severe_days,
            "—" if grade.peak is None else str(grade.peak),
            "、".join(grade.clauses) or "3.1",
            _after_the_counts(grade),
        )


def _after_the_counts(grade: GradeRecord) -> str:
    """The working without the days and the peak it begins with (domain/working.py), which papers give beside it."""
    is_counted = grade.working.startswith(f"重污染{grade.heavy_days}天，")
    return grade.working.partition("；")[2] if is_counted else grade.working


_TITLES = {
    Change.ISSUE: "关于发布重污染天气{level}的通知",
    Change.RAISE: "关于将重污染天气预警调整为{level}的通知",
    Change.LOWER: "关于将重污染天气预警调整为{level}的通知",
    Change.LIFT: "关于解除重污染天气{level}的通知",
    Change.CORRECT: "关于更正重污染天气{level}通知的通知",
    Change.WITHDRAW: "关于撤回重污染天气{level}通知的通知",
}


def notice_title(change: Change, level: str) -> str:
    """关于…的通知: a notice's title after its issuer, where what it changes is not on record here."""
    return _TITLES[change].format(level=level)


def notice_of(alert: Alert, number: str) -> Notice:
    """The notice of this number, the latest where it is empty. Raises KnownProblem where there is none."""
    if not number and alert.notices:
        return alert.notices[-1]
    for notice in alert.notices:
        if notice.number == number:
            return notice
    if not number or not alert.notices:
        raise KnownProblem("预警还没有发布，这份文书无从填写", "请先发布预警")
    raise KnownProblem(f"这次预警没有文号为{number}的通知", "请核对文号")
