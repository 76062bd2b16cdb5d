"""What must agree within a pack or a places file beyond the shape of each key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from qh_console.domain.pack import Level
from qh_console.pack_schema import DutySection, LevelSection, PackSection, PlacesSection
from qh_console.toml_lines import Loc

Wrong = tuple[Loc, str]
"""Where it stands, and what is wrong."""


def pack_disagreements(pack: PackSection) -> Iterator[Wrong]:
    """Everything in a pack that names what is not there, is there twice, or is out of order."""
    yield from _dates(pack.effective_from, pack.effective_to)
    yield from _repeated("units", [u.id for u in (*pack.units, *pack.headquarters)], len(pack.units))
    yield from _repeated("groups", [g.id for g in pack.groups])
    yield from _repeated("duties", [d.id for d in pack.duties])
    yield from _repeated("headquarters", [h.place for h in pack.headquarters], key="place")
    yield from _levels(pack.levels)
    yield from _alert_levels(pack)
    yield from _clauses(pack)
    yield from _units(pack)
    yield from _duties(pack.duties)
    if pack.grading.severe_above <= pack.grading.heavy_above:
        yield ("grading", "severe_above"), "应大于heavy_above"
    if pack.grading.window_valid_hours > pack.grading.window_hours:
        yield ("grading", "window_valid_hours"), "不能多于window_hours"


def _dates(effective_from: date, effective_to: date | None) -> Iterator[Wrong]:
    if effective_to is not None and effective_to < effective_from:
        yield ("effective_to",), "早于effective_from"


def _repeated(table: str, ids: Sequence[str], own: int | None = None, key: str = "id") -> Iterator[Wrong]:
    """Ids from the second on that are taken; those past `own` belong to headquarters, named with units."""
    for i, each in enumerate(ids):
        if each in ids[:i]:
            past = own is not None and i >= own
            at: Loc = ("headquarters", i - (own or 0), key) if past else (table, i, key)
            yield at, f"“{each}”已用过"


def _levels(levels: Sequence[LevelSection]) -> Iterator[Wrong]:
    order = [Level.of(rule.level) for rule in levels]
    for i, (lower, upper) in enumerate(pairwise(order)):
        if upper <= lower:
            yield ("levels", i + 1, "level"), "级别应由低到高、不重复"
    for i, rule in enumerate(levels):
        if Level.of(rule.level).is_alert:
            for key in ("colour", "response", "severity"):
                if not getattr(rule, key):
                    yield ("levels", i, key), "预警级别须填这一项"
            if not rule.any_of:
                yield ("levels", i, "any_of"), "预警级别至少要有一个条件"
        for j, condition in enumerate(rule.any_of):
            if not condition.runs and condition.reaches is None:
                yield ("levels", i, "any_of", j), "条件须有runs或reaches"


def _alert_levels(pack: PackSection) -> Iterator[Wrong]:
    """Every alert level must have a signatory and least reductions."""
    alerts: set[str] = {rule.level for rule in pack.levels if Level.of(rule.level).is_alert}
    signed = [a.level for a in pack.approvals]
    for i, level in enumerate(signed):
        if level in signed[:i]:
            yield ("approvals", i, "level"), f"“{level}”已用过"
    for missing in sorted(alerts - set(signed)):
        yield ("approvals",), f"缺少{missing}级的签发人"
    for missing in sorted(alerts - pack.reductions.keys()):
        yield ("reductions",), f"缺少{missing}级的减排比例"


def _clauses(pack: PackSection) -> Iterator[Wrong]:
    cited: list[tuple[Loc, str]] = []
    cited += [(("grading", "clauses", topic), clause) for topic, clause in pack.grading.clauses.items()]
    cited += [
        (("levels", i, "any_of", j, "clause"), condition.clause)
        for i, rule in enumerate(pack.levels)
        for j, condition in enumerate(rule.any_of)
    ]
    cited += [(("groups", i, "clause"), group.clause) for i, group in enumerate(pack.groups)]
    cited += [(("duties", i, "clause"), duty.clause) for i, duty in enumerate(pack.duties)]
    for at, clause in cited:
        if clause not in pack.clauses:
            yield at, f"条款“{clause}”不在clauses中"


def _units(pack: PackSection) -> Iterator[Wrong]:
    known = {u.id for u in pack.units}
    named: list[tuple[Loc, list[str]]] = [(("groups", i, "units"), g.units) for i, g in enumerate(pack.groups)]
    named += [(("duties", i, "units"), d.units) for i, d in enumerate(pack.duties)]
    for at, units in named:
        for j, unit in enumerate(units):
            if unit not in known:
                yield (*at, j), f"没有“{unit}”这个单位"
            elif unit in units[:j]:
                yield (*at, j), f"单位“{unit}”重复"


def _duties(duties: Sequence[DutySection]) -> Iterator[Wrong]:
    by_id = {d.id: d for d in duties}
    for i, duty in enumerate(duties):
        if not duty.units and not duty.by_place:
            yield ("duties", i, "units"), "没有责任单位，又不由市州负责"
        if (duty.level == "none") != (duty.phase == "ready"):
            yield ("duties", i, "level"), "none只用于phase为ready的职责"
        if duty.phase != "ready" and duty.due_hours == 0:
            yield ("duties", i, "due_hours"), "须填反馈时限（小时）"
        for j, old in enumerate(duty.supersedes):
            if old not in by_id:
                yield ("duties", i, "supersedes", j), f"没有“{old}”这条职责"
            elif by_id[old].at_level >= duty.at_level:
                yield ("duties", i, "supersedes", j), f"“{old}”的级别并不更低"


def place_disagreements(file: PlacesSection) -> Iterator[Wrong]:
    """Codes and names that are there twice, and borders of places that are not there."""
    taken: dict[str, int] = {}
    for i, place in enumerate(file.places):
        named: list[tuple[Loc, str]] = [(("places", i, key), getattr(place, key)) for key in ("code", "name", "short")]
        named += [(("places", i, "aliases", j), alias) for j, alias in enumerate(place.aliases)]
        for at, name in named:
            if taken.setdefault(name, i) != i:
                yield at, f"“{name}”已指别的地区"
        counties = [c.code for c in place.counties]
        for j, code in enumerate(counties):
            if code in counties[:j]:
                yield ("places", i, "counties", j, "code"), f"“{code}”已用过"
    codes = {p.code for p in file.places}
    pairs: set[frozenset[str]] = set()
    for i, pair in enumerate(file.borders):
        for j, code in enumerate(pair):
            if code not in codes:
                yield ("borders", i, j), f"没有代码为“{code}”的地区"
        if len(set(pair)) == 1:
            yield ("borders", i), "一个地区不能与自己相邻"
        elif frozenset(pair) in pairs:
            yield ("borders", i), "这一对已列过"
        pairs.add(frozenset(pair))
