"""The one door: each layout is known by its columns, and no table whatever makes it raise."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qh_console.feeds.intake import Intake
from qh_console.feeds.parsing import parse_forecast_table, parse_table
from qh_console.feeds.tables import Table, TableRow, table_of_bytes

HEADERS = ["place", "city", "site", "time", "date", "hour", "type", "aqi", "aqi_low", "aqi_high", "pm25", "co", "dust",
           "issued_at", "source", "西宁", "备注"]  # fmt: skip
CELLS = st.sampled_from(
    ["", "西宁", "630200", "2026-01-09T05:00", "2026-01-09", "5", "24", "-1", "600", "0.8", "AQI", "x"]
)


def test_layouts_are_known_by_their_columns(intake: Intake) -> None:
    def kinds(text: str) -> tuple[int, int]:
        parsed = parse_table(table_of_bytes("a.csv", text.encode()), intake)
        return len(parsed.readings), len(parsed.forecasts)

    assert kinds("place,time,aqi\n西宁,2026-01-09T05:00,50\n") == (1, 0)
    assert kinds("date,hour,type,西宁\n20260109,5,AQI,50\n") == (1, 0)
    assert kinds("place,time,aqi,issued_at\n西宁,2026-01-09T05:00,50,2026-01-08T16:00\n") == (0, 1)
    assert kinds("place,date,aqi,issued_at\n西宁,2026-01-09,50,2026-01-08T16:00\n") == (0, 1)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_table_makes_it_raise(data: st.DataObject, intake: Intake) -> None:
    columns = data.draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=8, unique=True))
    rows = data.draw(st.lists(st.tuples(*[CELLS for _ in columns]), min_size=1, max_size=6))
    table = Table(
        "t.csv", tuple(columns), tuple(TableRow(n, dict(zip(columns, r, strict=True))) for n, r in enumerate(rows, 2))
    )
    for parsed in (parse_table(table, intake), parse_forecast_table(table, intake)):
        bad_rows = {f.row for f in parsed.faults if f.row is not None}
        assert len(parsed.readings) <= len(rows) * len(columns)
        assert bad_rows <= {r.number for r in table.rows}
