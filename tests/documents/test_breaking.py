"""Lines break by Chinese rules, on the grid, and lose nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.documents.breaking import NO_END, NO_START, break_text, is_wide
from qh_console.documents.lines import Line, Setting
from qh_console.documents.model import Role, Span
from qh_console.documents.page import AREA_WIDTH, CELLS, CHAR_PITCH, SIZE_3
from tests.documents.samples import faces

BODY = Setting(SIZE_3, CHAR_PITCH, AREA_WIDTH, first_pt=2 * CHAR_PITCH)

WORDS = st.sampled_from(
    [
        "重污染天气", "空气质量", "预警", "应急响应", "西宁市", "海东市", "海西蒙古族藏族自治州", "省生态环境厅",
        "大通回族土族自治县", "的", "和", "将", "出现", "PM2.5", "PM10", "SO2", "NOx", "O3", "AQI", "HJ 633—2026",
        "250 µg/m3", "12日20时", "2026年1月12日", "36小时", "1.5 m/s", "30%", "第3号", "Ⅱ级", "〔2026〕3号", "m³",
        "CALPUFF", "WRF-Chem", "qh-console verify", "马某某、李某某", "卓玛才让多杰", "12～15天", "-8.5℃", "“强冷空气”",
        "《青海省重污染天气应急预案》", "（以下简称《预案》）", "——", "……",
    ]
)  # fmt: skip
MARKS = st.sampled_from(["，", "。", "；", "：", "、", "！", "？", ""])
BODIES = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=90).map(lambda pairs: "".join(w + m for w, m in pairs))


def lines_of(text: str, setting: Setting = BODY) -> tuple[Line, ...]:
    return break_text([Span(text)], setting, faces().advance)


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_no_rule_is_broken_and_no_character_lost(body: str) -> None:
    lines = lines_of(body)
    assert "".join(line.text for line in lines) == body
    for before, after in pairwise(lines):
        last, first = before.text.rstrip(" "), after.text
        assert first[0] not in NO_START, (before.text, after.text)
        assert last[-1] not in NO_END, (before.text, after.text)
        assert not (last[-1].isascii() and last[-1].isalnum() and before.text[-1] != " " and first[0].isascii())
        assert not re.search(r"\d$", last) or not re.match(r"[年月日时小%级℃号天]", first)
        assert not (last[-1] == "第" and first[0].isdigit())


@settings(max_examples=200, deadline=None)
@given(BODIES)
def test_nothing_passes_the_edge_but_one_hanging_mark(body: str) -> None:
    for line in lines_of(body):
        assert line.x_pt + line.width_pt <= AREA_WIDTH + 0.01
        for stretch in line.stretches:
            shown = sum(faces().advance(stretch.role, s) * SIZE_3 + stretch.spacing_pt for s in stretch.signs)
            assert stretch.x_pt >= -0.5
            assert stretch.x_pt + shown <= AREA_WIDTH + CHAR_PITCH + 0.5


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="，。（）《》、PM2.5 重污染ab—…“”12年", min_size=1, max_size=200))
def test_even_nonsense_loses_nothing(body: str) -> None:
    assert "".join(line.text for line in lines_of(body)) == body


def test_plain_chinese_fills_28_cells_a_line() -> None:
    lines = lines_of("重" * (26 + 28 + 5))
    assert [len(line.text) for line in lines] == [26, 28, 5]
    for line in lines:
        (stretch,) = line.stretches
        assert stretch.spacing_pt == pytest.approx(CHAR_PITCH - SIZE_3)


def test_chinese_after_a_latin_run_stands_on_the_grid_again() -> None:
    text = "浓度PM2.5为8和35和243，达标〔2020〕138号）3.1、记"
    (line,) = lines_of(text)
    chinese = [s for s in line.stretches if s.role is Role.FANG and s.signs[0] not in NO_START | NO_END]
    assert "".join(s.signs for s in chinese) == "浓度为和和达标〔号）记"
    for stretch in chinese:
        cells = (stretch.x_pt - (CHAR_PITCH - SIZE_3) / 2) / CHAR_PITCH
        assert cells == pytest.approx(round(cells), abs=0.001)


def test_the_characters_inside_a_date_keep_close_to_its_digits() -> None:
    (line,) = lines_of("自2026年1月12日20时起")
    ends = [s.x_pt + faces().width(s.role, s.signs, SIZE_3) + len(s.signs) * s.spacing_pt for s in line.stretches]
    gaps = [after.x_pt - end for end, after in zip(ends, line.stretches[1:], strict=False)]
    assert all(abs(gap) < 0.1 * SIZE_3 for gap in gaps)
    assert (line.stretches[-1].x_pt - (CHAR_PITCH - SIZE_3) / 2) % CHAR_PITCH == pytest.approx(0, abs=0.01)


def test_a_full_stop_hangs_past_the_edge() -> None:
    first, second = lines_of("重" * 26 + "。" + "后")
    assert first.text == "重" * 26 + "。"
    assert first.x_pt + first.width_pt == pytest.approx(AREA_WIDTH)
    assert second.text == "后"


def test_a_bracket_does_not_hang() -> None:
    first, second = lines_of("重" * 26 + "）后")
    assert (first.text, second.text) == ("重" * 25, "重）后")


def test_off_the_grid_only_the_white_of_a_mark_passes_the_edge() -> None:
    cell = Setting(10.0, 10.0, 55.0, on_grid=False, justify=False)
    assert [line.text for line in lines_of("重重重重重，后", cell)] == ["重重重重重，", "后"]
    assert [line.text for line in lines_of("重重重重重）后", cell)] == ["重重重重重）", "后"]
    assert [line.text for line in lines_of("重重重重重，后", replace(cell, measure_pt=54.0))] == ["重重重重", "重，后"]


def test_a_number_before_a_hanging_mark_ends_at_the_edge() -> None:
    first, _ = lines_of("重" * 25 + "38，后文")
    assert first.text.endswith("38，")
    number, mark = first.stretches[1:]
    shown = faces().width(Role.SERIF, "38", SIZE_3) + number.spacing_pt
    assert number.x_pt + shown == pytest.approx(AREA_WIDTH, abs=0.01)
    assert mark.x_pt == pytest.approx(AREA_WIDTH, abs=0.2)


def test_two_closing_marks_take_a_character_along() -> None:
    first, second = lines_of("重" * 26 + "）。" + "后")
    assert first.text == "重" * 25
    assert second.text == "重）。后"


def test_a_line_left_short_is_spread_to_the_edge() -> None:
    first, _ = lines_of("重" * 25 + "（附件）后文")
    assert first.text == "重" * 25
    assert first.x_pt + first.width_pt == pytest.approx(AREA_WIDTH)


@pytest.mark.parametrize(
    "joined",
    [
        *("36小时", "250 µg/m3", "30%", "12～15天", "2026年", "PM2.5", "8.5‰", "1234567吨"),
        *("HJ 633—2026", "GB/T 9704—2012", "第3号", "Ⅱ级"),
    ],
)
def test_a_number_stays_with_its_unit(joined: str) -> None:
    for lead in range(22, 28):
        lines = lines_of("重" * lead + joined + "后文")
        assert any(joined in line.text for line in lines), lead


def test_the_number_of_a_document_parts_after_its_year_rather_than_tear_a_line_apart() -> None:
    body = Setting(SIZE_3, CHAR_PITCH, AREA_WIDTH)
    kept = lines_of("重" * 25 + "〔2020〕138号）。后文", body)
    parted = lines_of("重" * 22 + "〔2020〕138号）。后文", body)
    assert [line.text[-1] for line in kept][:1] == ["重"]
    assert [line.text[-1] for line in parted][:1] == ["〕"]
    assert parted[0].x_pt + parted[0].width_pt == pytest.approx(AREA_WIDTH)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("PM2.5", "PM\ue002\ue00a\ue005"), ("PM₂.₅", "PM\ue002\ue00a\ue005"), ("PM10", "PM\ue001\ue000"),
        ("SO2", "SO\ue002"),
        ("NOx", "NO\ue00b"), ("O3", "O\ue003"), ("µg/m3", "µg/m\ue013"), ("m³", "m³"),
        ("PM25", "PM25"), ("PM10.5", "PM10.5"),
    ],
)  # fmt: skip
def test_formulae_are_drawn_with_lowered_and_raised_figures(typed: str, drawn: str) -> None:
    (line,) = lines_of(typed)
    assert "".join(s.signs for s in line.stretches) == drawn


def test_an_endless_word_is_cut_rather_than_lost() -> None:
    lines = lines_of("x" * 300)
    assert "".join(line.text for line in lines) == "x" * 300
    assert all(line.x_pt + line.width_pt <= AREA_WIDTH + 0.01 for line in lines)


def test_faces_are_kept_across_spans() -> None:
    spans = [Span("（一）预警等级。", Role.KAI), Span("橙色预警"), Span("Level 2", Role.HEI)]
    (line,) = break_text(spans, BODY, faces().advance)
    assert [s.role for s in line.stretches] == [Role.KAI, Role.FANG, Role.SERIF_BOLD]


def test_what_counts_as_wide() -> None:
    assert all(is_wide(c) for c in "重，。“”—…·①ⅡＡ℃→")
    assert not any(is_wide(c) for c in "a1.%µ°–³ ")
    assert CELLS == 28
