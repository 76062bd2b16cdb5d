"""The emission register's papers, frozen from the record: a list's summary with its ratios, boards for the gates."""

from __future__ import annotations

from datetime import datetime

from qh_console.documents.emission_snapshots import EmissionBoard, EmissionSummary, RatioRow
from qh_console.documents.snapshots import LevelFacts
from qh_console.domain.clock import chinese_date
from qh_console.domain.emission_ratios import (
    RatioLine,
    RatioVerdict,
    check_ratios,
    mandatory_at,
)
from qh_console.domain.emission_register import HeldEmissionList
from qh_console.domain.emissions import (
    ALERT_LEVELS,
    EmissionSource,
    Pollutant,
    SourceKind,
    kilograms,
    percent_down,
    percent_up,
)
from qh_console.domain.pack import Level
from qh_console.problems import KnownProblem
from qh_console.services.emission_wording import daily_words
from qh_console.services.frozen_office import office_head
from qh_console.services.frozen_parts import Frame

NOTHING = "—"


def emission_summary(frame: Frame, edition: str, now: datetime) -> EmissionSummary:
    """Plan 4.1, 4.3: an edition held against the latest base. Raises KnownProblem where it is not on record."""
    held = _edition(frame, edition)
    told = held.list
    base = frame.board.emissions.base_of(told.place)
    lines = check_ratios(told.sources, base.base.grams if base else None, frame.pack.reductions)
    return EmissionSummary(
        office_head(frame, now),
        frame.pack_note("4.1", "4.3"),
        frame.places[told.place].name,
        told.dated_on,
        held.id,
        _levels(frame),
        base.base.year if base else None,
        told.sources,
        tuple(mandatory_at(told.sources, level) for level in ALERT_LEVELS),
        tuple(_ratio(frame, line) for line in lines),
        sum(line.verdict is RatioVerdict.SHORT for line in lines),
    )


def emission_board(frame: Frame, edition: str, number: int, on_a3: bool, now: datetime) -> EmissionBoard:
    """Plan 4.2: of the source at this place in the edition. Raises KnownProblem where there is no such enterprise."""
    held = _edition(frame, edition)
    told = held.list
    source = told.sources[number] if 0 <= number < len(told.sources) else None
    if source is None or source.kind is not SourceKind.INDUSTRIAL:
        raise KnownProblem("这一行不是工业企业，不出公示牌", "请在清单里选一家工业企业")
    return EmissionBoard(
        office_head(frame, now),
        frame.pack_note("4.2"),
        frame.places[told.place].name,
        told.dated_on,
        held.id,
        source,
        _levels(frame),
        source.supervisor or frame.pack.headquarters(told.place).name,
        frame.pack.office.hotline,
        on_a3,
    )


def board_numbers(sources: tuple[EmissionSource, ...]) -> tuple[int, ...]:
    """Which rows of a list have a board: its enterprises."""
    return tuple(k for k, source in enumerate(sources) if source.kind is SourceKind.INDUSTRIAL)


def _edition(frame: Frame, edition: str) -> HeldEmissionList:
    held = frame.board.emissions.edition(edition)
    if held is None:
        raise KnownProblem("没有这一版减排清单", "请先导入清单")
    return held


def _levels(frame: Frame) -> tuple[LevelFacts, ...]:
    return tuple(frame.level(level) for level in ALERT_LEVELS)


def _ratio(frame: Frame, line: RatioLine) -> RatioRow:
    short = line.verdict is RatioVerdict.SHORT
    return RatioRow(
        frame.level(line.level),
        line.pollutant.label,
        kilograms(line.base_g) if line.base_g else NOTHING,
        kilograms(line.reduction_g),
        NOTHING if line.percent is None else percent_down(line.percent),
        str(line.required_percent),
        line.verdict.label,
        f"{kilograms(line.short_g)}千克/日\n{percent_up(line.short_percent)}个百分点" if short else NOTHING,
    )


def planned_words(frame: Frame, place: str, level: Level, at: datetime) -> str:
    """Plan 4.1, 4.3, for a duty sheet: the list in force then, and what it takes off a day; empty without one."""
    held = frame.board.emissions.until(at).current(place)
    if held is None or level not in ALERT_LEVELS:
        return ""
    obliged = mandatory_at(held.list.sources, level)
    edition = f"{frame.places[place].short}{chinese_date(held.list.dated_on)}版减排清单"
    return f"{frame.level(level).colour}级别按{edition}，计划日减排{daily_words(obliged)}"


def planned_percents(frame: Frame, place: str, level: Level, at: datetime) -> dict[Pollutant, float]:
    """Plan 4.3, for an assessment: the ratios the list and the base in force then came to; none without them."""
    register = frame.board.emissions.until(at)
    held, base = register.current(place), register.base_of(place)
    if held is None or base is None:
        return {}
    lines = check_ratios(held.list.sources, base.base.grams, frame.pack.reductions)
    return {
        line.pollutant: float(percent_down(line.percent))
        for line in lines
        if line.level is level and line.percent is not None
    }
