"""Invented sources and lists of a prefecture; nothing here stands for a real enterprise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qh_console.domain.emission_commands import EnterEmissionBase, EnterEmissionList
from qh_console.domain.emissions import (
    ALERT_LEVELS,
    DailyGrams,
    EmissionBase,
    EmissionList,
    EmissionSource,
    LevelMeasures,
    SourceKind,
)
from tests.builders import DUTY, XINING

CODES = ("99990000000000001F", "99990000000000002J", "99990000000000003M")
"""Of an area that does not exist, their last signs right."""
BASE = EmissionBase(XINING, 2025, DailyGrams(100_000, 200_000, 300_000, 50_000))


def responses(*tenths: int, of: DailyGrams) -> tuple[LevelMeasures, ...]:
    """Yellow, orange, red: so many tenths of the normal day."""
    return tuple(
        LevelMeasures(
            level,
            f"{number}号示例线停产" if share > 1 else "",
            f"降低负荷{share}成",
            "停用国四及以下柴油货车",
            DailyGrams(*(grams * share // 10 for grams in (of.so2, of.nox, of.pm, of.vocs))),
        )
        for number, (level, share) in enumerate(zip(ALERT_LEVELS, tenths, strict=True), start=1)
    )


PLANT_DAY = DailyGrams(60_000, 120_000, 150_000, 30_000)
PLANT = EmissionSource(
    kind=SourceKind.INDUSTRIAL,
    name="虚构水泥一厂",
    credit_code=CODES[0],
    county="城东区",
    address="示例路1号",
    industry="水泥",
    grade="C",
    is_livelihood=False,
    is_ultra_low=False,
    is_mandatory=True,
    process="生料制备—熟料煅烧—水泥粉磨",
    steps="破碎、窑尾、窑头、包装",
    person="样本甲",
    phone="0971-0000001",
    supervisor="示例区生态环境局",
    emissions=PLANT_DAY,
    responses=responses(2, 4, 6, of=PLANT_DAY),
)
HEATING_DAY = DailyGrams(30_000, 50_000, 20_000, 1_000)
HEATING = replace(
    PLANT,
    name="虚构供热二厂",
    credit_code=CODES[1],
    industry="集中供热",
    grade="A",
    is_livelihood=True,
    is_ultra_low=True,
    is_mandatory=False,
    emissions=HEATING_DAY,
    responses=tuple(replace(r, lines="") for r in responses(1, 1, 2, of=HEATING_DAY)),
)
SITE_DAY = DailyGrams(pm=90_000)
SITE = replace(
    PLANT,
    kind=SourceKind.DUST,
    name="虚构房建三号工地",
    credit_code="",
    county="城中区",
    industry="房屋建筑工地",
    grade="",
    process="",
    steps="",
    person="",
    phone="",
    supervisor="示例区住房和城乡建设局",
    emissions=SITE_DAY,
    responses=responses(5, 8, 10, of=SITE_DAY),
)
TRUCKS_DAY = DailyGrams(so2=200, nox=25_500, pm=1_250, vocs=4_000)
TRUCKS = replace(
    SITE,
    kind=SourceKind.MOBILE,
    name="虚构重型柴油货车",
    county="城西区",
    industry="国四及以下柴油货车",
    supervisor="示例市公安局交警支队",
    emissions=TRUCKS_DAY,
    responses=responses(1, 5, 8, of=TRUCKS_DAY),
)
SOURCES = (PLANT, HEATING, SITE, TRUCKS)


def emission_list(*sources: EmissionSource, place: str = XINING, on: date = date(2025, 10, 15)) -> EmissionList:
    return EmissionList(place, on, "虚构清单.xlsx", "ab" * 32, sources or SOURCES)


def to_register() -> tuple[EnterEmissionList | EnterEmissionBase, ...]:
    """A list and a base of the capital."""
    return EnterEmissionList(DUTY, emission_list()), EnterEmissionBase(DUTY, BASE)
