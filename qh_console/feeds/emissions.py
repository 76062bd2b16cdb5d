"""An emission list as a table (plan 4.1, 4.2): one row a source, each fault at its cell."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from qh_console.domain.emissions import (
    ALERT_LEVELS,
    DailyGrams,
    EmissionSource,
    LevelMeasures,
    Pollutant,
    SourceKind,
    faults_in,
)
from qh_console.domain.pack import Level
from qh_console.domain.places import Place, Places
from qh_console.feeds.cells import BadCell, day, place_code
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import Fault

T = TypeVar("T")

LEVEL_WORDS = {Level.YELLOW: "黄色", Level.ORANGE: "橙色", Level.RED: "红色"}
_SYMBOLS = {
    Pollutant.SO2: ("SO2", "二氧化硫"),
    Pollutant.NOX: ("NOx", "氮氧化物"),
    Pollutant.PM: ("颗粒物", "PM"),
    Pollutant.VOCS: ("VOCs", "挥发性有机物"),
}


def _amount_headers(before: str, after: str) -> dict[Pollutant, tuple[str, ...]]:
    return {
        pollutant: (f"{before}{names[0]}{after}（千克）", *(f"{before}{name}{after}" for name in names))
        for pollutant, names in _SYMBOLS.items()
    }


HEADERS: Mapping[str, tuple[str, ...]] = {
    "place": ("市州", "地区"),
    "kind": ("源类", "源类型", "污染源类型"),
    "name": ("名称", "企业名称", "污染源名称"),
    "credit_code": ("统一社会信用代码", "信用代码"),
    "county": ("区县", "县区", "县（市、区）"),
    "address": ("地址",),
    "industry": ("行业类型", "类型", "行业"),
    "grade": ("绩效等级", "绩效分级"),
    "is_livelihood": ("民生保障", "是否民生保障"),
    "is_ultra_low": ("超低排放", "是否超低排放"),
    "is_mandatory": ("措施性质",),
    "process": ("主要生产工艺", "生产工艺"),
    "steps": ("产污环节", "主要产污环节"),
    "person": ("责任人", "联系人"),
    "phone": ("联系电话", "电话"),
    "supervisor": ("监管部门", "监督单位"),
    "dated_on": ("清单日期",),
    **{p.value: names for p, names in _amount_headers("", "日排放").items()},
    **{
        f"{level.word}_{what}": names
        for level, word in LEVEL_WORDS.items()
        for what, names in {
            "lines": (f"{word}停产限产生产线", f"{word}停限产"),
            "measures": (f"{word}措施", f"{word}减排措施"),
            "transport": (f"{word}运输措施",),
            **{p.value: names for p, names in _amount_headers(word, "日减排").items()},
        }.items()
    },
}
"""Headers a meaning goes by, ours first; what stands in brackets does not matter."""

_AMOUNTS = frozenset(before + p.value for p in Pollutant for before in ("", *(f"{lv.word}_" for lv in ALERT_LEVELS)))
_NEEDED = ("name", "county", "is_mandatory", *(p.value for p in Pollutant))
_FLAGS = {"是": True, "1": True, "否": False, "0": False, "": False}
_DUTIES = {"强制": True, "强制性": True, "自主": False, "建议": False, "建议性": False}
_KINDS = {name: kind for kind in SourceKind for name in (kind.label, kind.value)}
_AMOUNT = re.compile(r"\d+(\.\d+)?")
MOST_KG = Decimal(10_000_000)
"""No source of the province emits ten thousand tons a day; above it the cell is in another unit."""


@dataclass
class EmissionRows:
    """The sound rows by prefecture, in the file's order; the good part waits for someone to confirm it."""

    sources: dict[str, list[EmissionSource]] = field(default_factory=dict)
    dated_on: dict[str, date] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()
    seen: set[tuple[str, ...]] = field(default_factory=set)
    """Prefecture and key of each sound row."""


def parse_emissions(tables: Sequence[Table], places: Places, place: str) -> EmissionRows:
    """Rows without a prefecture of their own belong to `place`; a sheet named after a kind of source says its rows'."""
    found = EmissionRows()
    ignored: dict[str, None] = {}
    for table in tables:
        headers = _headers(table)
        ignored |= dict.fromkeys(c for c in table.columns if c not in headers.values())
        kind = next((kind for kind in SourceKind if kind.label in table.sheet), None)
        needed = (*_NEEDED, *(() if kind else ("kind",)), *(() if place else ("place",)))
        missing = [HEADERS[meaning][0] for meaning in needed if meaning not in headers]
        if missing:
            what = f"缺“{'”“'.join(missing)}”列"
            found.faults.append(Fault(table.file, what, "请补上这些列，可先导出一份照表头填", row=1))
            continue
        for row in table.rows:
            _Row(table.file, row, headers, places).into(found, place, kind)
    found.ignored_columns = tuple(ignored)
    return found


def _headers(table: Table) -> dict[str, str]:
    """The column of each meaning, brackets and spaces aside."""
    columns = {_plain(column): column for column in table.columns}
    return {
        meaning: next(columns[_plain(name)] for name in names if _plain(name) in columns)
        for meaning, names in HEADERS.items()
        if any(_plain(name) in columns for name in names)
    }


def _plain(header: str) -> str:
    return re.sub(r"[（(][^（()）]*(千克|kg)[^（()）]*[）)]|\s", "", header.lower())


class _Row:
    """One row being read; every cell that cannot be read leaves a fault."""

    def __init__(self, file: str, row: TableRow, headers: Mapping[str, str], places: Places) -> None:
        self._file, self._row, self._headers, self._places = file, row, headers, places
        self._faults: list[Fault] = []
        self._unread: set[str] = set()

    def into(self, found: EmissionRows, place: str, kind: SourceKind | None) -> None:
        code = self._place(place)
        county = self._county(self._places[code] if code else None)
        source = self._source(kind, county)
        self._check(source)
        if not self._faults and (code, *source.key) in found.seen:
            self._fault("name", f"“{source.name}”（{county}）前面已有一行", "一个源一行，请只留一行")
        on = self._date()
        if on is not None and found.dated_on.setdefault(code, on) != on:
            self._fault("dated_on", f"清单日期{on}与前面的{found.dated_on[code]}不同", "一版清单一个日期")
        if self._faults:
            found.faults += self._faults
        else:
            found.seen.add((code, *source.key))
            found.sources.setdefault(code, []).append(source)

    def _check(self, source: EmissionSource) -> None:
        """What the cells that could be read say together; nothing is concluded from one that could not."""
        is_known = self._unread.isdisjoint({"kind", "is_ultra_low", "is_mandatory"})
        amounts_known = self._unread.isdisjoint(_AMOUNTS)
        for wrong in faults_in(source) if is_known else ():
            if amounts_known or wrong.field not in _AMOUNTS:
                self._fault(wrong.field, wrong.what, wrong.mend)

    def _source(self, kind: SourceKind | None, county: str) -> EmissionSource:
        told = self._told
        emissions = self._amounts("")
        return EmissionSource(
            kind=self._one_of("kind", _KINDS, "请填工业源、移动源或扬尘源") if told("kind") or not kind else kind,
            name=told("name"),
            credit_code=told("credit_code").upper(),
            county=county,
            address=told("address"),
            industry=told("industry"),
            grade=told("grade"),
            is_livelihood=self._one_of("is_livelihood", _FLAGS, "请填是或否"),
            is_ultra_low=self._one_of("is_ultra_low", _FLAGS, "请填是或否"),
            is_mandatory=self._one_of("is_mandatory", _DUTIES, "请填强制或自主"),
            process=told("process"),
            steps=told("steps"),
            person=told("person"),
            phone=told("phone"),
            supervisor=told("supervisor"),
            emissions=emissions,
            responses=tuple(
                LevelMeasures(
                    level,
                    told(f"{level.word}_lines"),
                    told(f"{level.word}_measures"),
                    told(f"{level.word}_transport"),
                    self._amounts(f"{level.word}_"),
                )
                for level in ALERT_LEVELS
            ),
        )

    def _told(self, meaning: str) -> str:
        return self._row.cells[self._headers[meaning]] if meaning in self._headers else ""

    def _fault(self, meaning: str, what: str, mend: str = "") -> None:
        self._unread.add(meaning)
        told = self._headers.get(meaning, HEADERS[meaning][0])
        column = next((name for name in HEADERS[meaning] if name.lower() == told), told)
        self._faults.append(Fault(self._file, what, mend, row=self._row.number, column=column))

    def _one_of(self, meaning: str, known: Mapping[str, T], mend: str) -> T:
        text = self._told(meaning)
        if text not in known:
            self._fault(meaning, f"“{text}”不对", mend)
            return next(iter(known.values()))
        return known[text]

    def _place(self, place: str) -> str:
        text = self._told("place")
        if not text and not place:
            self._fault("place", "市州没有填写", "请填写，或先选定市州再导入")
            return ""
        try:
            return place_code(self._places, False, text) if text else place
        except BadCell as bad:
            self._fault("place", bad.what, bad.what_to_do)
            return ""

    def _county(self, place: Place | None) -> str:
        """The county's full name; a beginning that only one has is enough."""
        text = self._told("county")
        if place is None or not text:
            return text
        names = [county.name for county in place.counties]
        begun = [name for name in names if name.startswith(text)]
        if len(begun) == 1:
            return begun[0]
        near = difflib.get_close_matches(text, names, n=2, cutoff=0.3)
        mend = f"是否指{'、'.join(near)}？" if near else f"请填{'、'.join(names)}之一"
        self._fault("county", f"{place.name}没有“{text}”", mend)
        return text

    def _amounts(self, before: str) -> DailyGrams:
        return DailyGrams(*(self._grams(before + p.value) for p in Pollutant))

    def _grams(self, meaning: str) -> int:
        """A cell in kilograms; empty is nothing."""
        text = self._told(meaning) or "0"
        if not _AMOUNT.fullmatch(text):
            self._fault(meaning, f"“{text}”不是数", "请填每日千克数，不带单位和逗号，没有时留空")
            return 0
        value = Decimal(text)
        grams = value * 1000
        if value > MOST_KG:
            self._fault(meaning, f"{text}高得不可能", "单位是千克/日，请核对")
            return 0
        if grams != grams.to_integral_value():
            self._fault(meaning, f"{text}多于三位小数", "千克数最多三位小数（到克）")
            return 0
        return int(grams)

    def _date(self) -> date | None:
        text = self._told("dated_on")
        try:
            return day(text) if text else None
        except BadCell as bad:
            self._fault("dated_on", bad.what, bad.what_to_do)
            return None
