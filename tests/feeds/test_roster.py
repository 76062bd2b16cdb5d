"""A roster as offices keep it: a row a shift, each fault at its cell."""

from __future__ import annotations

from qh_console.feeds.roster import RosterRows, parse_roster
from qh_console.feeds.tables import table_of_bytes
from tests.roster_builders import FIRST, TWELVE, shift

HEAD = "起,止,带班领导,主班,副班,值班电话,备注\n"
GOOD = "2026-01-09 08:00,2026-01-09 20:00,样本甲,样本乙,样本丙,0971-0000001,\n"


def parsed(text: str) -> RosterRows:
    return parse_roster(table_of_bytes("值班表.csv", text.encode()))


def test_a_row_is_one_shift_in_beijing_time() -> None:
    night = "2026/1/9 20:00,2026-01-10T08:00,样本甲,样本丁,样本丙,0971-0000001,\n"
    found = parsed(HEAD + GOOD + night)
    assert (found.faults, found.shifts) == ((), (shift(), shift(FIRST + TWELVE, "样本丁")))


def test_a_bad_row_is_named_by_its_cell_and_the_good_ones_stay() -> None:
    bad = "昨晚,2026-01-10 08:00,样本甲,,,保密,\n"
    found = parsed(HEAD + GOOD + bad + GOOD)
    assert found.shifts == (shift(),)
    told = [str(fault) for fault in found.faults]
    assert [fault.column for fault in found.faults] == ["起", "主班", "值班电话", None]
    assert "第3行" in told[0]
    assert "“昨晚”不是时刻" in told[0]
    assert "已有一行" in told[3]


def test_an_end_before_its_beginning_is_at_its_cell() -> None:
    (fault,) = parsed(HEAD + GOOD.replace("09 20:00", "08 20:00")).faults
    assert (fault.column, fault.row) == ("止", 2)


def test_a_missing_column_and_an_unused_one_are_named() -> None:
    (fault,) = parsed("起,止,主班\nx,y,样本乙\n").faults
    assert fault.what == "缺“带班领导”“值班电话”列"
    assert parsed("班长," + HEAD + "x," + GOOD).ignored_columns == ("班长",)
