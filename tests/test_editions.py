"""The edition files: what ships is whole, and what is wrong in one is named by file, key and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qh_console.domain.aqi_editions import Report, Rule
from qh_console.editions import load_edition, load_editions
from qh_console.problems import BadInput, Fault

SHIPPED = Path(__file__).parents[1] / "resources" / "aqi"


def _faults(folder: Path, name: str, *changes: tuple[str, str]) -> tuple[Fault, ...]:
    """What loading says after `changes` to a shipped file."""
    text = (SHIPPED / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_editions(folder)
    return caught.value.faults


def _line(name: str, start: str, nth: int = 0) -> int:
    lines = (SHIPPED / name).read_text(encoding="utf-8").splitlines()
    return [i for i, line in enumerate(lines, start=1) if line.startswith(start)][nth]


def test_shipped_editions() -> None:
    old, new = load_editions(SHIPPED)
    assert (old.id, old.effective_from, old.effective_to) == ("hj633-2012", date(2016, 1, 1), date(2026, 2, 28))
    assert (new.id, new.effective_from, new.effective_to) == ("hj633-2026", date(2026, 3, 1), None)
    assert "means.o3_day_windows_least" in old.unconfirmed
    assert [len(new.items[r, Rule.PUBLISHED]) for r in Report] == [6, 6]
    assert [len(old.items[r, Rule.PUBLISHED]) for r in Report] == [6, 7]
    assert len(old.items[Report.HOURLY, Rule.TEXT]) == 7
    assert new.items[Report.HOURLY, Rule.TEXT] == new.items[Report.HOURLY, Rule.PUBLISHED]


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "hj633-2026.toml", ("primary_above = 50", "primary_above = "))
    assert (fault.file, fault.row) == ("hj633-2026.toml", _line("hj633-2026.toml", "primary_above"))


def test_a_wrong_kind_of_value_names_key_and_line(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "hj633-2012.toml", ("primary_above = 50", 'primary_above = "50"'))
    assert (fault.file, fault.key) == ("hj633-2012.toml", "primary_above")
    assert fault.row == _line("hj633-2012.toml", "primary_above")


def test_limits_that_do_not_rise(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "hj633-2012.toml", ("0, 150, 500, 650, 800", "0, 500, 150, 650, 800"))
    assert (fault.key, fault.row) == ("columns[2].limits", _line("hj633-2012.toml", "limits", 1))
    assert "逐个增大" in fault.what


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("650, 800]", "650, 800, 900, 901, 902, 903]", "columns[2].limits"),
        ('pollutant = "SO2"', 'pollutant = "SO3"', "columns[1].pollutant"),
        ('id = "so2_1h"', 'id = "so2_24h"', "columns[2].id"),
        ('pm25 = "pm25_24h"', 'pm25 = "pm25_1h"', "reports.daily.pm25"),
        ("so2 = ", "so4 = ", "reports.daily.so4"),
        ("low = 51", "low = 52", "classes[2].low"),
        ("level = 3", "level = 4", "classes[3].level"),
        ("high = 500", "high = 499", "classes[6].high"),
    ],
)  # fmt: skip
def test_keys_that_do_not_hang_together(tmp_path: Path, old: str, new: str, key: str) -> None:
    faults = _faults(tmp_path, "hj633-2012.toml", (old, new))
    assert key in [fault.key for fault in faults]
    assert all(fault.row for fault in faults)


def test_rounding_of_an_unknown_pollutant(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, "hj633-2026.toml", ("{ SO2 = 0,", "{ SO2 = 0, NO = 0,"))
    assert fault.key == "concentration_decimals.NO"


def test_unrounded_limits_must_stand_on_hundredths(tmp_path: Path) -> None:
    fault = _faults(tmp_path, "hj633-2012.toml", ("steps = [0, 50, 100", "steps = [0, 53, 100"))[0]
    assert fault.key == "columns[1].limits"
    assert "百分之一" in fault.what


def test_two_files_of_one_id(tmp_path: Path) -> None:
    text = (SHIPPED / "hj633-2026.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="hj633-2026") as caught:
        load_editions(tmp_path)
    assert caught.value.faults[0].file == "b.toml"


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有"):
        load_editions(tmp_path)
    with pytest.raises(BadInput):
        load_edition(tmp_path / "none.toml")
