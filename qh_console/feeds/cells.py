"""What single cells say — numbers, hours, days — each refusal worded for whoever mends the file."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

from qh_console.domain.clock import BEIJING
from qh_console.domain.places import Places, UnknownPlace
from qh_console.domain.readings import Indicator

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DAY = re.compile(r"(\d{4})(?:(\d\d)(\d\d)|[-/.年](\d{1,2})[-/.月](\d{1,2})日?)")
_CLOCK = re.compile(r"(\d{1,2})(?:[:：](\d\d)(?:[:：](\d\d)(?:\.0+)?)?|[时点](?:(\d{1,2})分)?)?")
_OFFSET = re.compile(r"(Z|z|([+-])(\d\d):?(\d\d))$")

HIGHEST_UGM3 = 10_000.0
"""No instrument of the network reads further; above it a value is a slip of unit or of pen."""
HIGHEST_CO_MGM3 = 150.0
"""The end of the CO scale; above it the figure was written in µg/m³."""


class BadCell(ValueError):
    """A cell that does not say what its column asks for."""

    def __init__(self, what: str, what_to_do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.what_to_do = what_to_do


def number(text: str) -> float:
    """A finite decimal number."""
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise BadCell(f"“{text}”不是数", "请填数字，没有数据时留空")
    return float(text)


def concentration(indicator: Indicator, text: str) -> float:
    """A concentration in the indicator's unit that an instrument could have measured."""
    value = number(text)
    if value < 0:
        raise BadCell(f"浓度{text}是负数", "请核对，没有数据时留空")
    if indicator is Indicator.CO and value > HIGHEST_CO_MGM3:
        raise BadCell(f"CO {text}高得不可能", "CO 的单位是 mg/m³，请核对是否用了 µg/m³")
    if value > HIGHEST_UGM3:
        raise BadCell(f"浓度{text}高得不可能", "单位是 µg/m³，请核对")
    return value


def aqi(text: str) -> int:
    """An index as published: a whole number from 0 to 500."""
    value = number(text)
    if not value.is_integer() or not 0 <= value <= 500:
        raise BadCell(f"AQI“{text}”不对", "AQI 是0到500的整数")
    return int(value)


def mean_aqi(text: str) -> float:
    """An index from 0 to 500 that may be a mean, so not whole."""
    value = number(text)
    if not 0 <= value <= 500:
        raise BadCell(f"AQI“{text}”不对", "AQI 在0到500之间")
    return value


def flag(text: str) -> bool:
    """0 or 1."""
    if text not in ("0", "1"):
        raise BadCell(f"“{text}”不对", "是填1，否填0")
    return text == "1"


def instant(text: str) -> datetime:
    """A date and time, Beijing unless it names an offset; 24:00 is the next day's 0:00."""
    offset, body = _offset_of(text)
    matched = _DAY.match(body)
    clock = _CLOCK.fullmatch(body[matched.end() :].lstrip("T \t")) if matched else None
    if matched is None or clock is None:
        raise BadCell(f"“{text}”不是时刻", "请写成 2026-01-09T05:00")
    hour, minute, second = int(clock[1]), int(clock[2] or clock[4] or 0), int(clock[3] or 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second > 0):
        raise BadCell(f"没有“{text}”这个时刻", "请写成 2026-01-09T05:00")
    midnight = datetime.combine(_day_of(matched, text), datetime.min.time(), offset)
    return (midnight + timedelta(hours=hour, minutes=minute, seconds=second)).astimezone(UTC)


def hour_end(text: str) -> datetime:
    """The instant an hour ends at, on the full hour."""
    at = instant(text)
    if at.minute or at.second:
        raise BadCell(f"“{text}”不是整点", "小时值以整点（小时末）标记")
    return at


def day(text: str) -> date:
    """A calendar day; a clock reading of midnight, as spreadsheets add it, does not matter."""
    matched = _DAY.match(text)
    if matched is None or text[matched.end() :].lstrip("T ") not in ("", "00:00", "00:00:00", "0:00"):
        raise BadCell(f"“{text}”不是日期", "请写成 2026-01-09")
    return _day_of(matched, text)


def hour_of_day(text: str) -> timedelta:
    """The hour a mean ends at, counted from the day's 0:00."""
    digits = text.removesuffix("时").removesuffix(":00")
    if not digits.isdecimal() or int(digits) > 24:
        raise BadCell(f"“{text}”不是钟点", "请填0到24的整数，为小时末")
    return timedelta(hours=int(digits))


def end_of(on: date, hour: timedelta) -> datetime:
    """UTC instant `hour` after the Beijing midnight that begins `on`."""
    return (datetime.combine(on, datetime.min.time(), BEIJING) + hour).astimezone(UTC)


def place_code(places: Places, others_too: bool, text: str) -> str:
    """The place's code; an unknown name is refused with the nearest ones, or kept as it is if `others_too`."""
    try:
        return places.find(text).code
    except UnknownPlace as e:
        if others_too:
            return text
        raise BadCell(str(e), f"是否指{'、'.join(e.nearest)}？" if e.nearest else "请用本省市州的名称或代码") from None


def _offset_of(text: str) -> tuple[timezone, str]:
    """The offset a time ends in (Beijing's where none) and the text before it."""
    matched = _OFFSET.search(text) if ":" in text or "T" in text else None
    if matched is None:
        return BEIJING, text
    body = text[: matched.start()]
    if matched[1] in "Zz":
        return UTC, body
    delta = timedelta(hours=int(matched[3]), minutes=int(matched[4]))
    if delta >= timedelta(days=1):
        raise BadCell(f"“{text}”的时区不对", "北京时间可以不写时区")
    return timezone(-delta if matched[2] == "-" else delta), body


def _day_of(matched: re.Match[str], text: str) -> date:
    year, month, dom = matched[1], matched[2] or matched[4], matched[3] or matched[5]
    if not 2000 <= int(year) < 2100:
        raise BadCell(f"“{text}”的年份不对", "请核对日期")
    try:
        return date(int(year), int(month), int(dom))
    except ValueError:
        raise BadCell(f"没有“{text}”这一天", "请核对日期") from None


INDICATOR_NAMES: Mapping[str, Indicator] = {
    **{i.value: i for i in Indicator},
    **{i.value.replace("pm25", alias): i for i in Indicator for alias in ("pm2.5", "pm2_5")},
    "o3_1h": Indicator.O3,
}
"""Spellings of the indicators in files, lower-cased."""
