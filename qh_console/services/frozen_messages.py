"""Minutes, the report upwards, the public bulletin and the response notice, frozen from the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from qh_console.documents.reported import (
    ResponseNotice,
)
from qh_console.documents.snapshots import (
    AdviceLine,
    Bulletin,
    ConsultationMinutes,
    MessageRow,
    Opinion,
    PaperHead,
    ReportUp,
)
from qh_console.domain.advice import advice_for
from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.aqi_editions import AqiEdition
from qh_console.domain.clock import chinese_time
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    BasisKind,
    Consultation,
    ConsultationBasis,
    ExpectedFigures,
    Publication,
    Scope,
)
from qh_console.services.frozen_notices import duty_sheet
from qh_console.services.frozen_parts import Frame
from qh_console.services.observed import observed_words
from qh_console.services.terms import term

_READINGS = ("window_hours", "heavy_days", "severe_days", "merge_gap_hours", "province_level")


def minutes(frame: Frame, alert: Alert) -> ConsultationMinutes:
    """Plan 3.2; of the latest consultation."""
    held = alert.consultations[-1]
    c = held.consultation
    names = "、".join(frame.places[p].short for p in frame.places.in_order(alert.places))
    units = {u.id: u.name for u in frame.pack.units}
    named = tuple(f"{units.get(p.unit, p.unit)}{p.name}" for p in c.participants)
    opinions = [Opinion("生态环境部门意见", _clause(c.ecology)), Opinion("气象部门意见", _clause(c.meteorology))]
    opinions += [Opinion("专家意见", _clause(c.experts))] if c.experts.strip() else []
    said = zip(named, c.participants, strict=True)
    opinions += [Opinion(f"{who}意见", _clause(p.opinion)) for who, p in said if p.opinion]
    settings = frame.pack.grading.readings
    return ConsultationMinutes(
        frame.head(alert, held.at, addressee=""),
        frame.pack_note("3.1", "3.2", readings=[settings[n] for n in _READINGS if n in settings]),
        f"{names}|重污染天气|会商纪要",
        held.at,
        frame.pack.office.name,
        frame.board.name_of(held.by),
        named,
        (),
        (),
        "；".join((_situation(frame, c), *_causes(frame, c, held.at))),
        tuple(opinions),
        frame.grades(c),
        _clause(c.conclusion),
        frame.level(c.level).name,
        frame.level(c.graded).name,
        _clause(c.reason),
        (),
        _opened_on(frame, c),
    )


def _clause(text: str) -> str:
    return text.strip().rstrip("。")


def _opened_on(frame: Frame, c: Consultation) -> str:
    match c.basis:
        case None:
            return ""
        case ConsultationBasis(BasisKind.OBSERVATION, observed):
            return f"本次会商按监测实况发起：{observed_words(observed, frame.places)}"
        case ConsultationBasis(BasisKind.GRADE):
            return f"本次会商按系统分级发起，分级为{frame.level(c.graded).name}"
        case _:
            return "本次会商由值班员提议发起"


def _situation(frame: Frame, c: Consultation) -> str:
    parts = [f"预计{chinese_time(c.starts_at)}至{chinese_time(c.ends_at)}出现重污染"]
    parts.extend(
        f"{frame.places[f.place].short}AQI {f.aqi_low}至{f.aqi_high}（平均{f.aqi_mean}），"
        f"{f.pollutant}浓度{f.low_ugm3}至{f.high_ugm3}µg/m³（平均{f.mean_ugm3}µg/m³）"
        for f in c.figures
    )
    return "；".join(parts)


def _causes(frame: Frame, c: Consultation, at: datetime) -> Iterator[str]:
    """Plan 1.3: the cause the consultation took, and the latest finding behind it with its evidence."""
    yield f"污染成因：{term(c.cause)}"
    found = [f for f in frame.board.findings if f.at <= at and set(f.act.places) & set(c.places)]
    if found:
        act = found[-1].act
        span = f"{chinese_time(act.from_at)}至{chinese_time(act.to_at)}"
        seen = f"（{_clause(act.evidence)}）" if act.evidence else ""
        yield f"经判定，{span}为{term(act.cause)}：{_clause(act.reason)}{seen}"


def _upwards(frame: Frame, alert: Alert, at: datetime) -> PaperHead:
    """Plan 3.2: to the leading group; the province's message comes from its office, not from the group itself."""
    office = frame.pack.office
    head = frame.letter_head(alert, at, office.issuer)
    return replace(head, issuer=office.name, mark=(office.name,)) if alert.scope is Scope.PROVINCE else head


def report_up(frame: Frame, alert: Alert) -> ReportUp:
    """Plan 3.2: every field of the message upwards; what the consultation did not settle is empty and will be named."""
    held = alert.consultations[-1]
    c = held.consultation
    figures = {f.place: f for f in c.figures}
    pollutants = tuple(dict.fromkeys(f.pollutant for f in c.figures)) or tuple(
        dict.fromkeys(d.pollutant for d in c.forecast)
    )
    extent = "、".join(frame.names(c.places))
    dispersion = _clause(c.meteorology)
    publication = Publication(c.starts_at, c.ends_at, extent, dispersion, "、".join(pollutants), _clause(c.conclusion))
    rows = tuple(_row(frame, c, place, figures.get(place)) for place in frame.places.in_order(c.places))
    proposal = f"建议发布重污染天气{frame.level(c.level).name}，启动{frame.level(c.level).response}级应急响应"
    return ReportUp(
        _upwards(frame, alert, held.at),
        frame.pack_note("3.1", "3.2"),
        frame.facts(alert, publication, c.level),
        held.at,
        frame.consulted_by(c),
        rows,
        _clause(c.conclusion),
        proposal,
    )


def _row(frame: Frame, c: Consultation, place: str, figures: ExpectedFigures | None) -> MessageRow:
    grade = next((g for g in c.grades if g.place == place), None)
    level = frame.level(grade.level if grade else Level.NONE).name
    begin = grade.starts_at if grade and grade.starts_at else c.starts_at
    end = grade.ends_at if grade and grade.ends_at else c.ends_at
    if figures is None:
        return MessageRow(frame.places[place].short, begin, end, level, "—", "—", "—", "—", "—")
    f = figures
    return MessageRow(
        frame.places[place].short,
        begin,
        end,
        level,
        f"{f.aqi_low}～{f.aqi_high}",
        str(f.aqi_mean),
        f.pollutant,
        f"{f.low_ugm3}～{f.high_ugm3}",
        str(f.mean_ugm3),
    )


def bulletin(frame: Frame, alert: Alert, notice: Notice, edition: AqiEdition) -> Bulletin:
    """Plan 3.3.1, 3.4, 5.3: the alert in plain words, with advice by group of people."""
    highest = max((d.aqi_high for d in alert.consultation.forecast), default=300)
    return Bulletin(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("3.3.1", "3.4"),
        frame.facts(alert, notice.publication, notice.level),
        advice_lines(edition, min(highest, 500)),
        frame.pack.office.hotline,
    )


def advice_lines(edition: AqiEdition, aqi: int) -> tuple[AdviceLine, ...]:
    """HJ 633 table 2: advice at this index, by group of people."""
    found = advice_for(edition, aqi)
    lines = [AdviceLine(*_split(text)) for text in found.measures]
    if found.groups:
        lines.append(AdviceLine("敏感人群", "、".join(found.groups) + "请格外留意"))
    return tuple(lines)


def _split(text: str) -> tuple[str, str]:
    """儿童、老年人…留在室内 → who, and what they should do; the verb decides where."""
    for verb in ("不做", "留在", "适当", "少做", "避免", "减少", "可以"):
        who, found, what = text.partition(verb)
        if found and who:
            return who, found + what.rstrip("。")
    return "公众", text.rstrip("。")


def response_notice(frame: Frame, alert: Alert, notice: Notice) -> ResponseNotice:
    """Plan 2.4, 5.2, under a number of its own, with the sheet of every unit and prefecture annexed."""
    units = dict.fromkeys(laid.task.unit for laid in alert.tasks)
    return ResponseNotice(
        frame.head(alert, notice.at, notice.response_number),
        frame.pack_note("5.1", "5.2"),
        frame.level(notice.level),
        frame.named(alert, notice.number),
        notice.publication.starts_at,
        frame.names(alert.places),
        tuple(duty_sheet(frame, alert, notice.number, unit) for unit in units),
        frame.pack.office.reply_hours,
        notice.level is Level.RED and alert.scope is Scope.PROVINCE,
    )
