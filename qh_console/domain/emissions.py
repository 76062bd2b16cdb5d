"""The emergency-reduction list of a prefecture (plan 4.1, 4.2): what each source emits and what it does at each level.

Amounts are whole grams a day, so that sums and ratios are exact; people write and read kilograms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from qh_console.domain.contacts import is_telephone
from qh_console.domain.pack import Level

ALERT_LEVELS = (Level.YELLOW, Level.ORANGE, Level.RED)
_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_LENGTH = 18


class SourceKind(StrEnum):
    """Plan 4.1: 工业源, 移动源, 扬尘源."""

    INDUSTRIAL = "industrial"
    MOBILE = "mobile"
    DUST = "dust"

    @property
    def label(self) -> str:
        return {"industrial": "工业源", "mobile": "移动源", "dust": "扬尘源"}[self.value]


class Pollutant(StrEnum):
    """What plan 4.3 counts; `symbol` for narrow columns."""

    SO2 = "so2"
    NOX = "nox"
    PM = "pm"
    VOCS = "vocs"

    @property
    def label(self) -> str:
        return {"so2": "二氧化硫", "nox": "氮氧化物", "pm": "颗粒物", "vocs": "挥发性有机物"}[self.value]

    @property
    def symbol(self) -> str:
        return {"so2": "SO₂", "nox": "NOx", "pm": "颗粒物", "vocs": "VOCs"}[self.value]


@dataclass(frozen=True)
class DailyGrams:
    """Grams a day of each pollutant."""

    so2: int = 0
    nox: int = 0
    pm: int = 0
    vocs: int = 0

    def of(self, pollutant: Pollutant) -> int:
        return int(getattr(self, pollutant.value))

    def __add__(self, other: DailyGrams) -> DailyGrams:
        return DailyGrams(*(self.of(p) + other.of(p) for p in Pollutant))


@dataclass(frozen=True)
class LevelMeasures:
    """What a source does at one level, counted from its normal running (not on top of the level below)."""

    level: Level
    lines: str
    """生产线停产、限产; empty where none is."""
    measures: str
    transport: str
    reductions: DailyGrams


@dataclass(frozen=True)
class EmissionSource:
    """One row of the list (plan 4.1); what a board at the gate says of an enterprise comes from here (4.2)."""

    kind: SourceKind
    name: str
    credit_code: str
    county: str
    address: str
    industry: str
    """For a mobile source the kind of vehicle, for dust the kind of site."""
    grade: str
    """绩效等级 as entered."""
    is_livelihood: bool
    is_ultra_low: bool
    is_mandatory: bool
    """Mandatory measures count toward 4.3; what a source does of its own accord (4.4) does not."""
    process: str
    steps: str
    """产污环节."""
    person: str
    phone: str
    supervisor: str
    emissions: DailyGrams
    """On a normal day."""
    responses: tuple[LevelMeasures, ...]
    """Yellow, orange and red, in this order."""

    @property
    def key(self) -> tuple[str, str, str]:
        """One row each: a firm with plants in two counties has two."""
        return (self.kind.value, self.name, self.county)

    def at(self, level: Level) -> LevelMeasures:
        return next(r for r in self.responses if r.level is level)


@dataclass(frozen=True)
class EmissionList:
    """One prefecture's list as a whole, dated; a later one replaces it and it stays readable."""

    place: str
    dated_on: date
    file: str
    sha256: str
    """Of the file it came from."""
    sources: tuple[EmissionSource, ...]


@dataclass(frozen=True)
class EmissionBase:
    """应急减排基数 (plan 4.3), worked out by the prefecture once a year."""

    place: str
    year: int
    grams: DailyGrams


@dataclass(frozen=True)
class SourceFault:
    """What is wrong with one field of a source, and what would be right."""

    field: str
    what: str
    mend: str = ""


def faults_in(source: EmissionSource) -> tuple[SourceFault, ...]:
    """Plan 4.1, 4.2, 4.4: what the list must say of a source, and what cannot be true."""
    found = []
    if not source.name.strip():
        found.append(SourceFault("name", "名称没有填写"))
    if not source.county.strip():
        found.append(SourceFault("county", "区县没有填写"))
    found += _faults_of_identity(source)
    below = DailyGrams()
    for response in source.responses:
        found += _faults_of_response(source, response, below)
        below = response.reductions
    return tuple(found)


def _faults_of_identity(source: EmissionSource) -> Iterable[SourceFault]:
    is_industrial = source.kind is SourceKind.INDUSTRIAL
    if is_industrial and not source.credit_code:
        yield SourceFault("credit_code", "工业源没有统一社会信用代码", "照营业执照填写18位")
    elif source.credit_code and not is_credit_code(source.credit_code):
        yield SourceFault(
            "credit_code", f"“{source.credit_code}”不是统一社会信用代码", "应为18位且校验位相符，请照执照核对"
        )
    if is_industrial and not source.person.strip():
        yield SourceFault("person", "工业源没有责任人", "公示牌须写明")
    if is_industrial and not source.phone:
        yield SourceFault("phone", "工业源没有联系电话", "公示牌须写明")
    elif source.phone and not is_telephone(source.phone):
        yield SourceFault("phone", f"电话“{source.phone}”写法不对", "写成 0971-0000000 或11位手机号")


def _faults_of_response(source: EmissionSource, response: LevelMeasures, below: DailyGrams) -> Iterable[SourceFault]:
    word = response.level.word
    told = response.lines.strip() or response.measures.strip()
    if not told and source.kind is SourceKind.INDUSTRIAL:
        yield SourceFault(f"{word}_measures", "工业源没有写这一级的措施", "各级都要写，不停限产的写实际措施")
    elif not told and response.reductions != DailyGrams():
        yield SourceFault(f"{word}_measures", "有减排量而没有写措施", "请写明措施")
    if response.lines.strip() and source.is_ultra_low and source.is_mandatory:
        yield SourceFault(
            f"{word}_lines", "已完成超低排放改造，不强制停产限产（4.4）", "措施性质改填“自主”，或不列停限产的生产线"
        )
    for pollutant in Pollutant:
        less, emitted = response.reductions.of(pollutant), source.emissions.of(pollutant)
        if less > emitted:
            what = f"日减排{kilograms(less)}千克，多于日排放{kilograms(emitted)}千克"
            yield SourceFault(f"{word}_{pollutant.value}", what, "减排量不能超过正常排放")
        elif less < below.of(pollutant):
            what = f"日减排{kilograms(less)}千克，少于低一级的{kilograms(below.of(pollutant))}千克"
            yield SourceFault(f"{word}_{pollutant.value}", what, "各级都从正常排放算起，级别越高不会越少")


def is_credit_code(text: str) -> bool:
    """GB 32100—2015: 18 signs of which the last checks the others."""
    if len(text) != _CODE_LENGTH or any(sign not in _CODE_SIGNS for sign in text):
        return False
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(text[:-1]))
    return _CODE_SIGNS.index(text[-1]) == (31 - total % 31) % 31


def kilograms(grams: int) -> str:
    """12500 → 12.5, exact."""
    whole, rest = divmod(grams, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


def percent_down(percent: Fraction) -> str:
    """Two decimals at most, never more than is there: what is short never reads as reached."""
    return _hundredths(int(percent * 100))


def percent_up(percent: Fraction) -> str:
    """Two decimals at most, never less than is wanting."""
    return _hundredths(-int(-percent * 100 // 1))


def _hundredths(count: int) -> str:
    whole, rest = divmod(count, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
