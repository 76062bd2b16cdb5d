"""预警信息报送 (plan 3.2): the message upwards, in letter form, with every field the clause names."""

from __future__ import annotations

from datetime import datetime

from qh_console.documents.model import Column, Format, Paper, Table
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.snapshots import ReportUp
from qh_console.documents.wording import Wording
from qh_console.domain.clock import beijing

TEMPLATE = "report_up.txt"
COLUMNS = (
    Column("地区", 1.1), Column("起止时间", 2.1), Column("等级", 0.9), Column("AQI\n范围", 1.2),
    Column("AQI\n均值", 0.8),
    Column("主要\n指标", 0.9), Column("浓度范围\n(µg/m³)", 1.3), Column("浓度均值\n(µg/m³)", 1.2),
)  # fmt: skip


def paper(snapshot: ReportUp, wording: Wording) -> Paper:
    """Plan 3.2: time, place, extent, level, dispersion, AQI and concentrations with means, pollutants, trend."""
    rows = tuple(
        (
            r.place,
            f"{_when(r.starts_at)}至\n{_when(r.ends_at)}",
            r.level.removesuffix("预警"),
            r.aqi_range,
            r.aqi_mean,
            r.pollutant,
            r.concentration_range,
            r.concentration_mean,
        )
        for r in snapshot.rows
    )
    table = Table(COLUMNS, rows, "各地预测结果")
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"rows": (table,)})
    title = f"{snapshot.head.issuer}|关于报送|重污染天气|{snapshot.facts.level.name}|信息的函"
    return official(snapshot.head, Format.LETTER, title, blocks)


def _when(at: datetime) -> str:
    local = beijing(at)
    return f"{local.month}月{local.day}日{local.hour}时"
