"""应急减排项目清单汇总表 (plan 4.1, 4.3): ratios level by level, totals by kind, then every source on lying pages."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from qh_console.documents.emission_snapshots import EmissionSummary
from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording
from qh_console.domain.emission_ratios import emissions_of
from qh_console.domain.emissions import DailyGrams, EmissionSource, Pollutant, SourceKind, kilograms, percent_down

TEMPLATE = "emission_summary.txt"
RATIO_COLUMNS = (
    Column("响应级别", 1.5), Column("污染物", 2.0), Column("减排基数\n（千克/日）", 1.6),
    Column("强制性措施\n日减排（千克）", 2.1), Column("比例\n（%）", 1.0), Column("要求\n（%）", 1.0),
    Column("是否达标", 1.4), Column("还差", 2.0),
)  # fmt: skip
KIND_COLUMNS = (
    Column("源类", 1.0), Column("数量", 0.7),
    *(Column(f"{p.symbol}日排放\n（千克，占比）", 1.7) for p in Pollutant),
)  # fmt: skip
SOURCE_COLUMNS = (
    Column("序号", 0.85), Column("源类", 1.0), Column("名称", 3.0, Align.LEFT), Column("区县", 1.5),
    Column("行业（类型）", 1.7), Column("绩效\n等级", 0.8), Column("性质", 0.9),
    *(Column(f"{p.symbol}\n日排放", 1.15) for p in Pollutant), Column("级别", 0.9),
    *(Column(f"{p.symbol}\n日减排", 1.15) for p in Pollutant),
)  # fmt: skip
RATIO_SIZE_PT, SOURCE_SIZE_PT = 9.5, 8.0
NOTHING = "—"


def paper(snapshot: EmissionSummary, wording: Wording) -> Paper:
    facts = facts_of(snapshot, basis=basis(snapshot.pack), count=len(snapshot.sources))
    ratios = tuple(
        (f"{r.level.response}级（{r.level.colour[:1]}）" if index % len(Pollutant) == 0 else "〃", r.pollutant, r.base,
         r.reduction, r.percent, r.required, r.verdict, r.short)
        for index, r in enumerate(snapshot.ratios)
    )  # fmt: skip
    inserts = {
        "ratios": (Table(RATIO_COLUMNS, ratios, "各级应急减排比例", size_pt=RATIO_SIZE_PT),),
        "kinds": (Table(KIND_COLUMNS, tuple(_kinds(snapshot.sources)), "分源类基础排放量", landscape=True),),
        "sources": (
            Table(
                SOURCE_COLUMNS,
                (*(_source(n, s, snapshot) for n, s in enumerate(snapshot.sources, 1)), *_totals(snapshot)),
                "应急减排项目清单（单位：千克）",
                landscape=True,
                size_pt=SOURCE_SIZE_PT,
            ),
        ),
    }
    title = f"{snapshot.place}|重污染天气|应急减排项目清单|汇总表"
    subject = f"应急减排项目清单汇总（{snapshot.place}{snapshot.dated_on}版）"
    return Paper(Format.PLAIN, title, wording.blocks(TEMPLATE, facts, inserts), meta(snapshot.head, subject))


def _kinds(sources: tuple[EmissionSource, ...]) -> Iterable[tuple[str, ...]]:
    whole = emissions_of(sources)
    for kind in SourceKind:
        count = sum(source.kind is kind for source in sources)
        yield (kind.label, str(count), *_shares(emissions_of(sources, kind), whole))
    yield ("合计", str(len(sources)), *_shares(whole, whole))


def _shares(grams: DailyGrams, whole: DailyGrams) -> tuple[str, ...]:
    return tuple(
        kilograms(grams.of(p))
        + (f"（{percent_down(Fraction(100 * grams.of(p), whole.of(p)))}%）" if whole.of(p) else "")
        for p in Pollutant
    )


def _source(number: int, source: EmissionSource, snapshot: EmissionSummary) -> tuple[str, ...]:
    marks = [
        word
        for word, holds in (
            ("民生", source.is_livelihood),
            ("超低", source.is_ultra_low),
            ("自主", not source.is_mandatory),
        )
        if holds
    ]
    return (
        str(number), source.kind.label, source.name, source.county, source.industry or NOTHING,
        source.grade or NOTHING, "\n".join(marks) or "强制", *_amounts(source.emissions), *_by_level(
            snapshot, tuple(r.reductions for r in source.responses)),
    )  # fmt: skip


def _totals(snapshot: EmissionSummary) -> Iterable[tuple[str, ...]]:
    every = tuple(
        sum((source.responses[k].reductions for source in snapshot.sources), DailyGrams())
        for k in range(len(snapshot.levels))
    )
    obliged = [source for source in snapshot.sources if source.is_mandatory]
    for name, emitted, less in (
        ("合计", emissions_of(snapshot.sources), every),
        ("其中强制性措施", emissions_of(obliged), snapshot.mandatory),
    ):
        yield ("", "", name, "", "", "", "", *_amounts(emitted), *_by_level(snapshot, less))


def _by_level(snapshot: EmissionSummary, grams: tuple[DailyGrams, ...]) -> tuple[str, ...]:
    """The levels under one another, and what each takes off beside them."""
    words = "\n".join(f"{level.colour[:1]} {level.response}" for level in snapshot.levels)
    return (words, *("\n".join(kilograms(one.of(p)) for one in grams) for p in Pollutant))


def _amounts(grams: DailyGrams) -> tuple[str, ...]:
    return tuple(kilograms(grams.of(p)) for p in Pollutant)
