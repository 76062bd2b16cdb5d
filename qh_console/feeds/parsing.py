"""Which layout a table has, and what it holds: the one door from tables to readings and forecasts."""

from __future__ import annotations

from datetime import datetime

from qh_console.feeds.forecasts import parse_forecasts
from qh_console.feeds.intake import Columns, Intake, Parsed
from qh_console.feeds.observations import parse_observations
from qh_console.feeds.tables import Table
from qh_console.feeds.wide import is_wide, parse_wide
from qh_console.problems import Fault


def parse_table(table: Table, intake: Intake) -> Parsed:
    """Observations, or forecasts where the table tells `issued_at`; never raises, every fault is listed."""
    columns = Columns.of(table)
    if is_wide(table):
        return parse_wide(table, intake)
    if "issued_at" in columns:
        return parse_forecast_table(table, intake)
    missing = _missing(columns, table.file, daily=False)
    if not missing:
        return parse_observations(table, columns, intake)
    if "date" in columns and "time" not in columns and "hour" not in columns:
        missing = (Fault(table.file, "日值表缺少 issued_at 列", "按日的表作为预报接收，请补上发布时间"),)
    return Parsed(faults=missing, ignored_columns=columns.unused)


def parse_forecast_table(table: Table, intake: Intake, issued_at: datetime | None = None) -> Parsed:
    """Forecasts by day or by hour, whether or not the table says when they were issued; never raises."""
    columns = Columns.of(table)
    missing = _missing(columns, table.file, daily=True)
    if missing:
        return Parsed(faults=missing, ignored_columns=columns.unused)
    return parse_forecasts(table, columns, intake, issued_at)


def _missing(columns: Columns, file: str, *, daily: bool) -> tuple[Fault, ...]:
    """What the long layout cannot do without, one fault a missing column."""
    faults: list[Fault] = []
    by_day = daily and "date" in columns and "time" not in columns and "hour" not in columns
    if "place" not in columns:
        faults.append(Fault(file, "缺少地区列", "请加一列 place（或 city、site）"))
    if not by_day and "time" not in columns and not ("date" in columns and "hour" in columns):
        faults.append(Fault(file, "缺少时刻列", "请加一列 time（小时末），或 date 和 hour 两列"))
    if by_day and "aqi" not in columns and not ("aqi_low" in columns and "aqi_high" in columns):
        faults.append(Fault(file, "缺少数值列", "请加一列 aqi，或 aqi_low 和 aqi_high 两列"))
    if not by_day and "aqi" not in columns and not columns.indicators:
        faults.append(Fault(file, "缺少数值列", "请至少加一列 aqi、pm25、pm10、so2、no2、co、o3"))
    return tuple(faults)
