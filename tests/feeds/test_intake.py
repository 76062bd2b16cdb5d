"""Intake: columns are known by any of their names, and faults speak of the file's own headers."""

from __future__ import annotations

from qh_console.domain.readings import Indicator
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns, Intake, RowReader
from qh_console.feeds.tables import Table, table_of_bytes


def _table(text: str) -> Table:
    return table_of_bytes("a.csv", text.encode())


def test_columns_by_any_name_in_any_order() -> None:
    columns = Columns.of(_table("备注,PM2.5,时间,城市,站点\n1,2,3,4,5\n"))
    assert columns.headers == {"place": "城市", "station": "站点", "time": "时间"}
    assert columns.indicators == {Indicator.PM25: "pm2.5"}
    assert columns.ignored() == ("备注",)
    assert columns.ignored("station", "dust") == ("备注", "站点")


def test_a_lone_site_is_the_place_beside_a_city_it_is_the_station() -> None:
    assert Columns.of(_table("site,time\n1,2\n")).headers["place"] == "site"
    both = Columns.of(_table("site,city,time\n1,2,3\n")).headers
    assert (both["place"], both["station"]) == ("city", "site")


def test_every_bad_cell_of_a_row_is_named_with_its_own_header(intake: Intake) -> None:
    table = _table("城市,时间,pm2.5,pm10\n西京,2026-01-09T05:30,abc,-3\n")
    reader = RowReader(table.file, table.rows[0], Columns.of(table), intake)
    assert reader.place() is None
    assert reader.hour_end_at() is None
    assert reader.concentrations() == {}
    assert [(f.row, f.column) for f in reader.faults] == [(2, "城市"), (2, "时间"), (2, "pm2.5"), (2, "pm10")]


def test_a_needed_cell_may_not_be_empty_another_may(intake: Intake) -> None:
    table = _table("place,time,aqi\n,2026-01-09T05:00,\n")
    reader = RowReader(table.file, table.rows[0], Columns.of(table), intake)
    assert reader.read("aqi", cells.aqi) is None
    assert reader.read("dust", cells.flag) is None
    assert reader.faults == []
    assert reader.place() is None
    assert [f.what for f in reader.faults] == ["不能为空"]
