"""A pack's keys: unknown ones, missing ones and values of another kind are named with file, key and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.domain.pack import Level
from qh_console.pack_schema import DutySection
from qh_console.packs import load_pack, load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput

PACK = resources_folder() / "packs" / "qh-2020.toml"
PLACES = resources_folder() / "places" / "qinghai.toml"


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("window_hours = 24", 'window_hours = "24"', "grading.window_hours", "应为整数"),
        ("window_hours = 24", "window_hours = 0", "grading.window_hours", "不小于1"),
        ("cause_split = false", "cause_split = 0", "grading.cause_split", "应为true或false"),
        ("effective_from = 2020-08-18", 'effective_from = "2020-08-18"', "effective_from", "应为日期"),
        ("least_completeness = 0.75", "least_completeness = 75", "grading.least_completeness", "不大于1"),
        ('raise = "3.3.2"', 'rise = "3.3.2"', "grading.clauses.rise", ""),
        ('level = "yellow"\nname', 'level = "blue"\nname', "levels[2].level", "不能是'blue'"),
        (
            "runs = [{ above = 200, days = 3 }]",
            "runs = [{ over = 200, days = 3 }]",
            "levels[3].any_of[1].runs[1].over",
            "",
        ),
        ('category = "health"', 'category = "strict"', "duties[1].category", "不能是'strict'"),
        ('id = "hint-health-tip"', 'id = "hint-health-tip"\ncolour = "x"', "duties[1].colour", "不认识这一项"),
        ('id = "hint-health-tip"', "", "duties[1].id", "缺少这一项"),
        ("vocs = 15", "voc = 15", "reductions.orange.voc", ""),
        ('place = "630100"', 'place = "6301"', "headquarters[1].place", "写法不对"),
        ('signatory = "组长"', 'signatory = ""', "approvals[3].signatory", "不能为空"),
    ],
)
def test_a_key_of_the_wrong_kind_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, key: str, what: str
) -> None:
    text = PACK.read_text(encoding="utf-8")
    broken = text.replace(old, new, 1)
    assert broken != text
    path = tmp_path / "broken.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    fault = next(f for f in caught.value.faults if f.key == key)
    assert fault.file == "broken.toml"
    assert what in fault.what
    last = key.rpartition(".")[2].partition("[")[0]
    row = fault.row or 0
    if "缺少" in fault.what:
        assert row == line_of(broken, 'clause = "3.1"\ncategory') - 2
    else:
        assert last in broken.splitlines()[row - 1]
        assert line_of(text, old) <= row <= line_of(text, old) + 1


def test_syntax_is_named_with_its_line(tmp_path: Path) -> None:
    text = PACK.read_text(encoding="utf-8")
    path = tmp_path / "broken.toml"
    path.write_text(text.replace('name = "橙色预警"', 'name = "橙色预警'), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_pack(path)
    (fault,) = caught.value.faults
    assert (fault.key, fault.row) == ("name", line_of(text, 'name = "橙色预警"'))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("seat = [101.474, 36.855]", "seat = [101.474]", "places[1].seat"),
        ('code = "630200"', "code = 630200", "places[2].code"),
        ('["630100", "630200"]', '["630100", "630200", "632200"]', "borders[1]"),
    ],
)
def test_a_places_file_is_checked_too(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = PLACES.read_text(encoding="utf-8")
    path = tmp_path / "places.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_places(path)
    fault = next(f for f in caught.value.faults if f.key == key)
    assert fault.row == line_of(text, old)


def test_what_a_duty_may_leave_out() -> None:
    duty = DutySection(id="a", clause="2.4", category="standing", level="none", units=["ecology"], text="x")
    assert (duty.at_level, duty.phase, duty.by_place, duty.supersedes) == (Level.NONE, "response", False, [])
