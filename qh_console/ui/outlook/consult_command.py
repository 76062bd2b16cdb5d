"""From the form of a consultation to the command it asks for; whether that is lawful is not decided here."""

from __future__ import annotations

import re
from datetime import datetime

from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    BasisKind,
    Cause,
    Consultation,
    ConsultationBasis,
    ExpectedFigures,
    Scope,
)
from qh_console.domain.verdicts import Reason
from qh_console.services.watch import Air
from qh_console.ui.form_times import read_time
from qh_console.ui.outlook.consult_draft import (
    ConsultDraft,
    Unresolved,
    agreed_day,
    agreed_in,
    is_within,
    observed_in,
)


def resolved(
    draft: ConsultDraft, officer: str, air: Air, editions: AqiEditions, now: datetime, new_id: str
) -> HoldConsultation | Unresolved:
    """The command this form asks for. Whether it is lawful is not decided here."""
    starts_at, ends_at = read_time(draft.starts_at), read_time(draft.ends_at)
    days = [agreed_day(d) for d in draft.days if d.low or d.high]
    missing = [] if draft.codes else [Reason("请选择地区", "3.2", "places")]
    if starts_at is None or ends_at is None:
        missing.append(Reason("请填起止时间", "3.2", "starts_at"))
    if draft.concentrations.strip() and len(re.findall(r"\d+", draft.concentrations)) != 3:
        missing.append(Reason("请写三个整数：下限、上限、均值", "3.2", "concentrations"))
    if None in days:
        missing.append(Reason("商定预报须是0到500的整数，下限不高于上限", "3.2", "days"))
    if any(not p.name.strip() for p in draft.participants):
        missing.append(Reason("请填参加人姓名，或删去空行", "3.2", "participants"))
    if missing or starts_at is None or ends_at is None:
        return Unresolved(tuple(missing))
    consultation = Consultation(
        Scope(draft.scope),
        draft.codes,
        Cause(draft.cause or Cause.UNDECIDED.value),
        Level.of(draft.level or "none"),
        draft.reason.strip(),
        starts_at,
        ends_at,
        draft.participants,
        draft.ecology,
        draft.meteorology,
        draft.experts,
        draft.conclusion,
        tuple(day for day in days if day is not None),
        air.grades(draft.codes, agreed_in(draft.days)),
        air.province_level(agreed_in(draft.days)),
        editions.at(now).id,
        figures_of(draft, air, starts_at, ends_at),
        basis_of(draft, air),
    )
    return HoldConsultation(officer, draft.alert or new_id, consultation)


def basis_of(draft: ConsultDraft, air: Air) -> ConsultationBasis:
    """On what it was opened; of a place chosen since, what is seen now."""
    kind = BasisKind(draft.basis)
    seen = {o.place: o for o in (*observed_in(draft.codes, air), *draft.observed) if o.place in draft.codes}
    return ConsultationBasis(kind, tuple(seen.values()) if kind is BasisKind.OBSERVATION else ())


def figures_of(draft: ConsultDraft, air: Air, from_at: datetime, to_at: datetime) -> tuple[ExpectedFigures, ...]:
    """Plan 3.2: what the air tells by the hour; of a place it is silent on, the agreed days and what was typed."""
    told = {f.place: f for f in air.figures(draft.codes, from_at, to_at)}
    typed = (told.get(code) or _typed_figures(draft, code, from_at, to_at) for code in draft.codes)
    return tuple(f for f in typed if f is not None)


def _typed_figures(draft: ConsultDraft, code: str, from_at: datetime, to_at: datetime) -> ExpectedFigures | None:
    numbers = [int(n) for n in re.findall(r"\d+", draft.concentrations)]
    here = [d for d in draft.days if d.place == code and is_within(d, from_at, to_at)]
    days = [d for d in map(agreed_day, here) if d is not None]
    if len(numbers) != 3 or not days:
        return None
    mean = round(sum(d.aqi_low + d.aqi_high for d in days) / (2 * len(days)))
    worst = max(days, key=lambda d: d.aqi_high)
    low = min(d.aqi_low for d in days)
    return ExpectedFigures(code, worst.pollutant, low, worst.aqi_high, mean, numbers[0], numbers[1], numbers[2])
