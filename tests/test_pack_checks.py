"""What must agree within a pack or a places file: each disagreement is named with file, key and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from qh_console.packs import load_pack, load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput, Fault

PACK = resources_folder() / "packs" / "qh-2020.toml"
PLACES = resources_folder() / "places" / "qinghai.toml"


def faults_in(source: Path, folder: Path, old: str, new: str) -> tuple[str, tuple[Fault, ...]]:
    """The broken text, and what loading it complains of."""
    text = source.read_text(encoding="utf-8")
    assert old in text
    broken = text.replace(old, new, 1)
    path = folder / "broken.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        (load_pack if source == PACK else load_places)(path)
    return broken, caught.value.faults


def numbered(key: str) -> str:
    """`duties[reduce-10].id` as a fault spells it: with the duty's number in the shipped pack."""
    ids = [d["id"] for d in tomllib.loads(PACK.read_text(encoding="utf-8"))["duties"]]
    return re.sub(r"^duties\[([a-z][a-z0-9-]*)\]", lambda m: f"duties[{ids.index(m[1]) + 1}]", key)


@pytest.mark.parametrize(
    ("old", "new", "key", "what", "shown"),
    [
        (
            'units = ["industry", "ecology"]',
            'units = ["industry", "ecologie"]',
            "duties[reduce-10].units[2]",
            "没有“ecologie”",
            "ecologie",
        ),
        (
            'units = ["industry", "ecology"]',
            'units = ["ecology", "ecology"]',
            "duties[reduce-10].units[2]",
            "重复",
            "ecology",
        ),
        (
            'units = ["ecology", "met"]\nduty',
            'units = ["ecology", "mett"]\nduty',
            "groups[1].units[2]",
            "没有“mett”",
            "mett",
        ),
        (
            'id = "low-sulphur-coal"',
            'id = "reduce-10"',
            "duties[low-sulphur-coal].id",
            "“reduce-10”已用过",
            "reduce-10",
        ),
        ('id = "cac"', 'id = "publicity"', "units[2].id", "“publicity”已用过", "publicity"),
        ('id = "hq-630200"', 'id = "hq-630100"', "headquarters[2].id", "已用过", "hq-630100"),
        ('place = "630200"', 'place = "630100"', "headquarters[2].place", "已用过", "630100"),
        ('id = "medical"', 'id = "response"', "groups[3].id", "已用过", "response"),
        (
            'supersedes = ["reduce-10"]',
            'supersedes = ["reduce-11"]',
            "duties[reduce-20].supersedes[1]",
            "没有“reduce-11”",
            "reduce-11",
        ),
        (
            'supersedes = ["reduce-10"]',
            'supersedes = ["reduce-30"]',
            "duties[reduce-20].supersedes[1]",
            "并不更低",
            "reduce-30",
        ),
        (
            'clause = "5.3.1-1(1)"\ncategory',
            'clause = "5.3.9"\ncategory',
            "duties[reduce-10].clause",
            "“5.3.9”不在",
            "5.3.9",
        ),
        ('dust = "1.3"', 'dust = "1.9"', "grading.clauses.dust", "“1.9”不在", "1.9"),
        ('"3.1", reaches = 500 }', '"3.1" }', "levels[4].any_of[2]", "runs或reaches", '{ clause = "3.1" }'),
        ('level = "orange"\nname', 'level = "red"\nname', "levels[4].level", "由低到高", "red"),
        ('colour = "黄色"\n', "", "levels[2].colour", "须填", "[[levels]]"),
        (
            'any_of = [{ clause = "3.1", runs = [{ above = 200, days = 2 }] }]',
            "any_of = []",
            "levels[2].any_of",
            "至少要有一个条件",
            "any_of",
        ),
        ('[[approvals]]\nlevel = "red"\nsignatory = "组长"\n', "", "approvals", "缺少red级", "approvals"),
        ('level = "orange"\nsignatory', 'level = "yellow"\nsignatory', "approvals[2].level", "已用过", "yellow"),
        ("[reductions.red]\nso2 = 30\nnox = 30\npm = 30\nvocs = 20\n", "", "reductions", "缺少red级", "reductions"),
        ("severe_above = 300", "severe_above = 200", "grading.severe_above", "应大于", "severe_above"),
        (
            "window_valid_hours = 20",
            "window_valid_hours = 25",
            "grading.window_valid_hours",
            "不能多于",
            "window_valid",
        ),
        (
            "effective_from = 2020-08-18",
            "effective_from = 2020-08-18\neffective_to = 2020-01-01",
            "effective_to",
            "早于",
            "effective_to",
        ),
        ('phase = "ready"\n', "", "duties[monitoring-mechanism].level", "none只用于", "none"),
        (
            'units = []\nby_place = true\ndue_hours = 2\ntext = "市州预警',
            'units = []\ndue_hours = 2\ntext = "市州预警',
            "duties[file-city-alert].units",
            "没有责任单位",
            "units",
        ),
        (
            'due_hours = 2\ntext = "市州预警',
            'text = "市州预警',
            "duties[file-city-alert].due_hours",
            "反馈时限",
            "[[duties]]",
        ),
    ],
)
def test_a_disagreement_in_a_pack(tmp_path: Path, old: str, new: str, key: str, what: str, shown: str) -> None:
    broken, faults = faults_in(PACK, tmp_path, old, new)
    fault = next((f for f in faults if f.key == numbered(key)), None)
    assert fault is not None, [str(f) for f in faults]
    assert fault.file == "broken.toml"
    assert what in fault.what
    assert shown in broken.splitlines()[(fault.row or 0) - 1]


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ('["630100", "630200"]', '["630100", "639900"]', "borders[1][2]", "没有代码为“639900”的地区"),
        ('["630100", "630200"]', '["630100", "630100"]', "borders[1]", "不能与自己相邻"),
        ('["630100", "632200"]', '["630200", "630100"]', "borders[2]", "这一对已列过"),
        ('aliases = ["海东地区"]', 'aliases = ["西宁"]', "places[2].aliases[1]", "“西宁”已指别的地区"),
        ('short = "海东"', 'short = "西宁"', "places[2].short", "已指别的地区"),
        ('code = "630103"', 'code = "630102"', "places[1].counties[2].code", "“630102”已用过"),
    ],
)
def test_a_disagreement_in_the_places(tmp_path: Path, old: str, new: str, key: str, what: str) -> None:
    broken, faults = faults_in(PLACES, tmp_path, old, new)
    assert [(f.key, f.what) for f in faults] == [(key, faults[0].what)]
    assert what in faults[0].what
    assert new in broken.splitlines()[(faults[0].row or 0) - 1]


def test_all_disagreements_are_told_at_once(tmp_path: Path) -> None:
    _, faults = faults_in(PACK, tmp_path, '[[units]]\nid = "grid"', '[[units]]\nid = "power"')
    assert len(faults) > 5
    assert {f.what for f in faults} == {"没有“grid”这个单位"}
