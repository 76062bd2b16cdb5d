"""The shipped editions, places and outlines against the plan, clause by clause; and how a faulty set is refused."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from qh_console.domain.pack import Category, Condition, Level, Phase, PlanPack
from qh_console.packs import load_pack, load_packs, load_places, load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import BadInput

PACKS = resources_folder() / "packs"
PLACES = resources_folder() / "places" / "qinghai.toml"
SHAPES = resources_folder() / "geo" / "qinghai_prefectures.geojson"

MEASURES = [
    *("5.3.1-1(1)", "5.3.1-1(2)", "5.3.1-1(3)", "5.3.1-1(4)"),
    *("5.3.1-2(1)", "5.3.1-2(2)", "5.3.1-2(3)", "5.3.1-2(4)"),
    *("5.3.1-3(1)", "5.3.1-3(2)", "5.3.1-3(3)"),
    *("5.3.2-1(1)", "5.3.2-1(2)", "5.3.2-1(3)", "5.3.2-1(4)", "5.3.2-1(5)"),
    *("5.3.2-2(1)", "5.3.2-2(2)", "5.3.2-2(3)", "5.3.2-2(4)"),
    *("5.3.2-3(1)", "5.3.2-3(2)"),
    *("5.3.3(1)", "5.3.3(2)", "5.3.3(3)", "5.3.3(4)"),
]

MEMBERS = [
    *("省委宣传部", "省委网信办", "省发展改革委（省能源局）", "省教育厅", "省工业和信息化厅", "省公安厅"),
    *("省财政厅", "省生态环境厅", "省住房城乡建设厅", "省交通运输厅", "省农业农村厅", "省卫生健康委"),
    *("省应急厅", "省广电局", "省气象局", "省通信管理局", "国网青海省电力公司"),
]

HEAVIER = {
    "reduce-30": "reduce-20",
    "reduce-20": "reduce-10",
    "official-cars-50": "official-cars-30",
    "close-schools": "schools-no-outdoor",
    "schools-no-outdoor": "schools-less-outdoor",
    "ban-trucks": "limit-trucks",
}


@pytest.fixture(scope="module")
def plan() -> PlanPack:
    return load_pack(PACKS / "qh-2020.toml")


@pytest.fixture(scope="module")
def plan_text() -> str:
    """The plan as published, which stays out of the repository."""
    named = os.environ.get("QH_REFERENCE_PLAN", "")
    if not named or not Path(named).is_file():
        pytest.skip("QH_REFERENCE_PLAN names no file")
    return Path(named).read_text(encoding="utf-8")


# --- 2: who ---------------------------------------------------------------------------------------------------------


def test_2_1_members_in_the_plans_order_then_one_headquarters_a_prefecture(plan: PlanPack) -> None:
    members = [u for u in plan.units if u.kind == "province"]
    assert [u.name for u in members] == MEMBERS
    headquarters = [u for u in plan.units if u.kind == "prefecture"]
    assert [u.place for u in headquarters] == [p.code for p in load_places(PLACES).items]
    assert plan.headquarters("630100").name == "西宁市重污染天气应急指挥部"


def test_2_3_five_groups_and_their_members(plan: PlanPack) -> None:
    assert [(g.name, len(g.units)) for g in plan.groups] == [
        ("监测预警组", 2),
        ("应急响应组", 11),
        ("医疗防护组", 2),
        ("信息公开和宣传组", 6),
        ("专家咨询组", 2),
    ]
    assert plan.unit("ecology").groups == ("monitoring", "response", "publicity", "experts")
    assert plan.unit("cac").groups == ()


def test_2_4_every_member_and_every_headquarters_has_its_own_duty(plan: PlanPack) -> None:
    for unit in plan.units[: len(MEMBERS)]:
        own = [d for d in plan.duties if d.clause == "2.4" and d.units[:1] == (unit.id,)]
        assert len(own) >= 2, unit.name
        in_response = [
            d for d in plan.duties_at(Level.YELLOW) if unit.id in d.units and d.category is Category.STANDING
        ]
        assert len(in_response) >= 2, unit.name
    assert len([d for d in plan.duties_at(Level.YELLOW) if d.by_place]) > 20


# --- 3: levels ------------------------------------------------------------------------------------------------------


def test_3_1_and_5_1_levels_conditions_and_responses(plan: PlanPack) -> None:
    assert [(r.level, r.name, r.response, r.severity) for r in plan.levels] == [
        (Level.HINT, "健康防护提示", "", ""),
        (Level.YELLOW, "黄色预警", "Ⅲ", "较重"),
        (Level.ORANGE, "橙色预警", "Ⅱ", "严重"),
        (Level.RED, "红色预警", "Ⅰ", "特别严重"),
    ]
    days = {r.level: r.any_of[0].runs for r in plan.levels}
    assert days == {
        Level.HINT: ((200, 1, False),),
        Level.YELLOW: ((200, 2, False),),
        Level.ORANGE: ((200, 3, False),),
        Level.RED: ((200, 4, False), (300, 2, True)),
    }
    assert plan.rule(Level.RED).any_of[1] == Condition("3.1", reaches=500)


def test_3_3_2_the_settings_are_those_of_the_plan_and_every_reading_is_worded(plan: PlanPack) -> None:
    grading = plan.grading
    assert (grading.window_hours, grading.window_valid_hours) == (24, 20)
    assert (grading.heavy_above, grading.severe_above) == (200, 300)
    assert (grading.merge_gap_hours, grading.clear_hours) == (36, 36)
    assert (grading.improvement_hours, grading.no_improvement_mean) == (24, 300)
    assert not grading.cause_split
    worded = {"window_hours", "heavy_days", "severe_days", "short_heavy", "province_level", "due_hours", "approvals"}
    assert worded <= grading.readings.keys()
    assert grading.cited("process", "lift", "dust") == ("3.3.2", "1.3")


def test_1_3_the_dust_thresholds_are_marked_as_unconfirmed(plan: PlanPack) -> None:
    assert not plan.dust.confirmed
    assert (plan.dust.jump_ratio, plan.dust.jump_over_ugm3, plan.dust.before_hours) == (2.0, 150.0, 6)


def test_4_3_least_reductions(plan: PlanPack) -> None:
    shares = {level: (r["so2"], r["nox"], r["pm"], r["vocs"]) for level, r in plan.reductions.items()}
    assert shares == {Level.YELLOW: (10, 10, 10, 10), Level.ORANGE: (20, 20, 20, 15), Level.RED: (30, 30, 30, 20)}


def test_each_alert_level_has_a_signatory(plan: PlanPack) -> None:
    assert [(a.level, a.signatory) for a in plan.approvals] == [
        (Level.YELLOW, "办公室主任"),
        (Level.ORANGE, "副组长"),
        (Level.RED, "组长"),
    ]


# --- 5.3: measures --------------------------------------------------------------------------------------------------


def test_5_3_every_numbered_measure_is_a_duty_at_its_level(plan: PlanPack) -> None:
    starts = {"5.3.1": Level.YELLOW, "5.3.2": Level.ORANGE, "5.3.3": Level.RED}
    kinds = {"1": Category.MANDATORY, "2": Category.SUGGESTED, "3": Category.HEALTH}
    measures = [d for d in plan.duties if d.clause.startswith("5.3")]
    assert list(dict.fromkeys(d.clause for d in measures)) == MEASURES
    for duty in measures:
        assert duty.level is starts[duty.clause[:5]], duty.id
        assert duty.by_place, duty.id
        assert duty.units, duty.id
        if "-" in duty.clause:
            assert duty.category is kinds[duty.clause[6]], duty.id


@pytest.mark.parametrize(
    ("level", "present", "gone"),
    [
        (Level.YELLOW, {"reduce-10", "schools-less-outdoor", "limit-trucks"}, {"reduce-20", "official-cars-30"}),
        (Level.ORANGE, {"reduce-20", "schools-no-outdoor", "official-cars-30", "ban-trucks", "cover-piles"}, set()),
        (Level.RED, {"reduce-30", "close-schools", "official-cars-50", "odd-even", "ban-trucks", "cover-piles"}, set()),
    ],
)
def test_5_3_a_higher_level_keeps_the_lower_ones_but_what_it_tightens(
    plan: PlanPack, level: Level, present: set[str], gone: set[str]
) -> None:
    at = {d.id for d in plan.duties_at(level)}
    assert present <= at
    assert not gone & at
    for heavier, lighter in HEAVIER.items():
        assert not {heavier, lighter} <= at


def test_the_hint_asks_for_health_advice_only(plan: PlanPack) -> None:
    assert [d.id for d in plan.duties_at(Level.HINT)] == ["hint-health-tip"]


def test_5_2_on_site_teams_only_for_a_provincial_red_alert(plan: PlanPack) -> None:
    teams = plan.duty("on-site-teams")
    assert (teams.clause, teams.level, teams.provincial_only) == ("5.2", Level.RED, True)


def test_what_binds_before_and_after_a_response_is_kept_apart(plan: PlanPack) -> None:
    ready, after = plan.duties_of(Phase.READY), plan.duties_of(Phase.AFTER)
    assert {"4.1", "4.2", "4.3", "4.4", "2.4"} <= {d.clause for d in ready}
    assert {"5.5", "7.4", "2.4"} <= {d.clause for d in after}
    summed_up = {d.units[0] for d in after if d.clause == "2.4"}
    assert {"education", "police", "ecology", "housing", "transport", "agriculture"} <= summed_up
    assert not {d.id for d in (*ready, *after)} & {d.id for d in plan.duties_at(Level.RED)}


def test_information_duties_of_chapter_6_bind_during_a_response(plan: PlanPack) -> None:
    assert {"6.1", "6.2", "6.3", "3.4.1", "7.5"} <= {d.clause for d in plan.duties_at(Level.YELLOW)}


def test_every_duty_is_short_enough_for_one_line_of_a_duty_sheet(plan: PlanPack) -> None:
    assert [d.id for d in plan.duties if len(d.text) > 45] == []


# --- against the plan as published ----------------------------------------------------------------------------------


def numbers_in(text: str) -> Iterator[str]:
    """Clause numbers of the plan; within 5.3 with item and sub-item, as the pack spells them."""
    clause = item = ""
    for line in text.splitlines():
        if heading := re.match(r"(\d(?:\.\d+)+|\d)\s*[\u4e00-\u9fffIⅠⅡⅢ ]", line):
            clause, item = heading[1], ""
            yield clause
        elif clause.startswith("5.3.") and (number := re.match(r"(\d)\. ", line)):
            item = f"-{number[1]}"
        elif clause.startswith("5.3.") and (sub := re.match(r"\((\d)\)", line)):
            yield f"{clause}{item}({sub[1]})"


def test_every_clause_the_pack_cites_is_in_the_plan(plan: PlanPack, plan_text: str) -> None:
    numbers = set(numbers_in(plan_text))
    assert {n for n in numbers if n.startswith("5.3.") and n.endswith(")")} == set(MEASURES)
    assert plan.clauses.keys() <= numbers
    assert {d.clause for d in plan.duties} <= numbers


def test_the_wording_is_our_own(plan: PlanPack, plan_text: str) -> None:
    def chinese(text: str) -> str:
        return re.sub(r"[^\u4e00-\u9fff0-9]", "", text)

    published = chinese(plan_text)
    assert len(published) > 8000
    ours = [*(d.text for d in plan.duties), *(g.duty for g in plan.groups), *plan.clauses.values()]
    for text in map(chinese, (*ours, *plan.grading.readings.values())):
        copied = [text[i : i + 13] for i in range(len(text) - 12) if text[i : i + 13] in published]
        assert not copied, copied


# --- several editions -----------------------------------------------------------------------------------------------


def test_the_plan_of_2020_is_the_default_and_stands_for_every_day() -> None:
    packs = load_packs(PACKS)
    assert packs.default.id == "qh-2020"
    assert packs.in_force(date(2020, 8, 18)).id == "qh-2020"
    assert packs.in_force(date(2026, 1, 10)).id == "qh-2020"
    assert packs.in_force(date(2019, 1, 1)) is packs.default
    assert "mee-2024" in packs
    assert "none" not in packs


def test_the_guidance_of_2024_grades_by_itself_and_shares_the_rest(plan: PlanPack) -> None:
    guidance = load_packs(PACKS)["mee-2024"]
    assert not guidance.confirmed
    assert not guidance.is_provincial
    assert guidance.grading.cause_split
    runs = {r.level: [c.runs for c in r.any_of] for r in guidance.levels}
    assert runs[Level.YELLOW] == [((200, 1, False),), ((150, 2, False),)]
    assert runs[Level.ORANGE] == [((200, 2, False),), ((150, 3, False),)]
    assert runs[Level.RED] == [((200, 3, False), (300, 1, True))]
    assert guidance.duties == plan.duties
    assert guidance.units == plan.units
    assert guidance.clauses.keys() > plan.clauses.keys()


def edited(folder: Path, name: str, old: str = "", new: str = "") -> Path:
    """A copy of the shipped packs with one passage of one file changed."""
    shutil.copytree(PACKS, folder, dirs_exist_ok=True)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_the_digest_follows_every_byte_of_either_file(tmp_path: Path) -> None:
    before = load_packs(PACKS)
    after = load_packs(edited(tmp_path, "qh-2020.toml", "# The plan", "# the plan"))
    assert {p.id for p in after.items if p.digest != before[p.id].digest} == {"qh-2020", "mee-2024"}
    own = load_packs(edited(tmp_path / "own", "mee-2024.toml", "# The", "# the"))
    assert {p.id for p in own.items if p.digest != before[p.id].digest} == {"mee-2024"}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("mee-2024.toml", 'extends = "qh-2020"', 'extends = "qh-1999"', "mee-2024.toml 第5行 “extends”项"),
        ("mee-2024.toml", 'extends = "qh-2020"', "extends = 3", "mee-2024.toml 第5行 “extends”项"),
        ("mee-2024.toml", 'id = "mee-2024"', 'id = "qh-2020"', "另有文件"),
        ("qh-2020.toml", "default = true", "default = false", "default = true"),
        ("qh-2020.toml", 'id = "qh-2020"', 'id = "qh-2020"\nextends = "mee-2024"', "沿用"),
    ],
)
def test_a_set_of_editions_that_does_not_fit_is_refused(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    folder = edited(tmp_path, name, old, new)
    with pytest.raises(BadInput) as caught:
        load_packs(folder)
    assert any(said in str(fault) for fault in caught.value.faults)


def test_one_fault_in_a_shared_file_is_told_once(tmp_path: Path) -> None:
    folder = edited(tmp_path, "qh-2020.toml", 'id = "reduce-10"', 'id = "Reduce 10"')
    with pytest.raises(BadInput) as caught:
        load_packs(folder)
    told = [f for f in caught.value.faults if f.key and f.key.endswith(".id")]
    assert [f.file for f in told] == ["qh-2020.toml"]


# --- places and outlines --------------------------------------------------------------------------------------------


def test_eight_prefectures_fifteen_borders_and_names_as_people_write_them() -> None:
    places = load_places(PLACES)
    assert [p.short for p in places.items] == [
        "西宁",
        "海东",
        "海北州",
        "黄南州",
        "海南州",
        "果洛州",
        "玉树州",
        "海西州",
    ]
    assert len(places.borders) == 15
    assert not places.adjacent("630100", "632300")
    assert places.adjacent("630200", "632500")
    wanted = {"西宁": "630100", "海东地区": "630200", "海东市": "630200", "海北": "632200", "海北州": "632200"}
    wanted |= {"海北藏族自治州": "632200", "海南": "632500", "海西": "632800", "海西蒙古族藏族自治州": "632800"}
    assert {name: places.find(name).code for name in wanted} == wanted
    counties = [c.code for p in places.items for c in p.counties]
    assert len(counties) == len(set(counties)) == 44
    assert all(c.code[:4] == p.code[:4] for p in places.items for c in p.counties)


def test_borders_agree_with_the_measured_ones(reference_data: Path) -> None:
    rows = (reference_data / "adjacency.csv").read_text(encoding="utf-8").splitlines()[1:]
    measured = frozenset(frozenset((row.split(",")[0], row.split(",")[2])) for row in rows)
    assert load_places(PLACES).borders == measured


def test_every_prefecture_has_a_closed_outline_around_its_label() -> None:
    places, shapes = load_places(PLACES), load_shapes(SHAPES)
    assert set(shapes) == {p.code for p in places.items}
    for place in places.items:
        for ring in shapes[place.code]:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
        assert inside(place.seat, shapes[place.code]), place.name


def inside(point: tuple[float, float], rings: tuple[tuple[tuple[float, float], ...], ...]) -> bool:
    """Odd-even rule over all rings."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"features": [\n', "shapes.geojson 第2行：不是完整的GeoJSON"),
        ('{"features": [{"id": "630100"}]}', "不是面要素"),
        ('{"features": [{"id": "630100", "geometry": {"type": "Point", "coordinates": [1, 2]}}]}', "不是面要素"),
        ("[]", "不是面要素"),
    ],
)
def test_a_broken_outline_file_is_one_clear_fault(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "shapes.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=re.escape(said)):
        load_shapes(path)


def test_a_missing_outline_file_is_a_known_problem(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="读不到"):
        load_shapes(tmp_path / "none.geojson")
