"""应急专报 (plan 6.1): every day of a response, what is measured, how long it may last, what is done."""

from __future__ import annotations

from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.reported import DailyBrief
from qh_console.documents.wording import Wording

TEMPLATE = "daily_brief.txt"
COLUMNS = (
    Column("地区", 1.1), Column("当前\nAQI", 0.8), Column("24小时\n均值", 0.9), Column("首要\n污染物", 1.0),
    Column("后期趋势", 2.6, Align.LEFT), Column("任务\n完成", 0.9), Column("超时", 0.7),
)  # fmt: skip


def paper(snapshot: DailyBrief, wording: Wording) -> Paper:
    rows = tuple((r.place, r.aqi_now, r.aqi_mean, r.pollutant, r.outlook, r.done, r.overdue) for r in snapshot.rows)
    table = Table(COLUMNS, rows, "各地空气质量与任务进展")
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"rows": (table,)})
    title = f"重污染天气|应急专报|（第{snapshot.serial}期）"
    return official(snapshot.head, Format.LETTER, title, blocks)
