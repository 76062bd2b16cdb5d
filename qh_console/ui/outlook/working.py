"""Why this level: the windows that counted, the days toward each level, clauses, misses and other editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from qh_console.domain.grading import Grade, Window, regrade
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.services.terms import term
from qh_console.services.watch import PlaceAir
from qh_console.ui.instants import clock_words, span_words

STALE = timedelta(hours=2)


@dataclass(frozen=True)
class DayBar:
    """Days toward one level's condition: `have` of `need`."""

    label: str
    have: int
    need: int
    unit: str

    @property
    def is_met(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True)
class Clause:
    number: str
    gist: str


@dataclass(frozen=True)
class OtherEdition:
    title: str
    level: Level | None
    is_confirmed: bool
    note: str


@dataclass(frozen=True)
class WorkingView:
    """The answer to “why this level?” in parts."""

    place: str
    name: str
    level: Level | None
    headline: str
    spell: str
    windows: tuple[str, ...]
    bars: tuple[DayBar, ...]
    clauses: tuple[Clause, ...]
    nearest: str
    misses: tuple[str, ...]
    readings: tuple[str, ...]
    data: str
    is_data_poor: bool
    others: tuple[OtherEdition, ...]


def derive_working(seen: PlaceAir, name: str, pack: PlanPack, packs: Packs) -> WorkingView:
    """Plan 3.1, of one place under the edition in force; the others beside it, never mixed in."""
    graded = seen.grade
    process = graded.process
    spell = ""
    if process is not None:
        spell = f"{clock_words(process.start_at)} — {clock_words(process.end_at)}，峰值{process.peak:.0f}"
    return WorkingView(
        seen.place,
        name,
        graded.level,
        _headline(graded, pack),
        spell,
        tuple(_window(w) for w in process.windows) if process else (),
        _bars(graded, pack),
        tuple(Clause(number, pack.clauses.get(number, "")) for number in graded.clauses),
        graded.nearest,
        tuple(m.text for m in graded.misses[1:]),
        graded.readings,
        _data(graded),
        bool(graded.why_none) or graded.age is None or graded.age > STALE,
        tuple(_other(p, g) for p, g in regrade(seen.under_way, [p for p in packs.items if p.id != pack.id])),
    )


def _headline(graded: Grade, pack: PlanPack) -> str:
    if graded.why_none:
        return graded.why_none
    if graded.level is None or graded.level is Level.NONE:
        return "没有24小时均值超过标准线的时段"
    rule = pack.rule(graded.level)
    response = f"，{rule.response}级响应" if rule.response else "，不启动响应"
    return f"达到{rule.name}条件{response}"


def _window(window: Window) -> str:
    low = "" if window.aqi_low is None or window.aqi_low == window.aqi else f"{window.aqi_low:.0f}–"
    return f"{clock_words(window.start_at)} — {clock_words(window.end_at)}　AQI {low}{window.aqi:.0f}"


def _bars(graded: Grade, pack: PlanPack) -> tuple[DayBar, ...]:
    """One bar a level and line: hours of heavy air toward 48, 72, 96; severe days toward theirs."""
    settings = pack.grading
    bars = []
    for rule in sorted((r for r in pack.levels if r.level.is_alert), key=lambda r: r.level):
        for line, need, _ in (run for condition in rule.any_of for run in condition.runs):
            is_severe = line >= settings.severe_above
            have = graded.severe_days if is_severe else graded.heavy_days
            what = f"{rule.colour}：AQI＞{line}"
            hours = settings.window_hours
            bars.append(DayBar(what, have * hours, need * hours, "小时"))
    return tuple(bars)


def _data(graded: Grade) -> str:
    age = "没有数据" if graded.age is None else f"数据{span_words(graded.age)}前"
    dust = f"，沙尘扣除{graded.dust_hours}小时" if graded.dust_hours else ""
    return f"{age}，完整率{graded.completeness:.0%}{dust}"


def _other(pack: PlanPack, graded: Grade) -> OtherEdition:
    notes = [] if pack.confirmed else ["待核"]
    if graded.level is None:
        notes.append("数据不足，不作建议")
    elif graded.level is not Level.NONE:
        notes.append(f"达到{term(graded.level)}")
    else:
        notes.append("不发预警")
    return OtherEdition(pack.title, graded.level, pack.confirmed, "，".join(notes))
