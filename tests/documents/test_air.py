"""White beside Latin runs: how many cells, and who makes room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.documents.air import (
    CENTRED_MARK,
    CHINESE,
    EDGE,
    EVEN,
    INK_AFTER,
    INK_BEFORE,
    LENT_BY_STOPS,
    WHITE,
    WHITE_TOWARDS,
    Side,
    after_run,
    before_run,
    closer,
    fit,
)

CELL = 15.79 / 16
SIDES = (EDGE, CHINESE, WHITE_TOWARDS, INK_BEFORE, INK_AFTER, CENTRED_MARK)


@pytest.mark.parametrize(
    ("width", "left", "right", "cells"),
    [
        (0.5, CHINESE, CHINESE, 1),  # 为8和
        (1.0, CHINESE, CHINESE, 1),  # 为12和
        (1.25, CHINESE, CHINESE, 2),  # 第3.1条
        (0.5, WHITE_TOWARDS, CHINESE, 0),  # 〕3号
        (1.5, WHITE_TOWARDS, CHINESE, 1),  # 〕138号
        (0.5, before_run("，"), CHINESE, 1),  # ，1个
        (1.25, before_run("、"), after_run("。"), 1),  # 、3.1。
        (2.0, before_run("、"), after_run("。"), 2),  # 、3.3.1。
        (1.0, CHINESE, after_run("，"), 1),  # 为24，
        (0.5, CHINESE, after_run("，"), 0),  # 为8，
        (1.5, CHINESE, after_run("，"), 1),  # 为243，
        (2.5, EDGE, after_run("。"), 2),  # 12369。
        (0.5, CHINESE, INK_AFTER, 0),  # 表1）
        (0.5, CHINESE, WHITE_TOWARDS, 0),  # 表1（
        (1.5, INK_BEFORE, CHINESE, 2),  # （138吨
    ],
)
def test_a_run_takes_the_cells_that_leave_no_hole_beside_it(width: float, left: Side, right: Side, cells: int) -> None:
    assert fit(width, 2, left, right, CELL).cells == cells


def test_between_chinese_the_white_is_shared() -> None:
    alone = fit(0.5, 1, CHINESE, CHINESE, CELL)
    assert alone.lead == pytest.approx((CELL - 0.5) / 2)
    assert alone.track == 0


def test_more_than_a_quarter_beside_goes_between_the_signs_first() -> None:
    fitted = fit(1.25, 3, CHINESE, CHINESE, CELL)
    assert fitted.track == pytest.approx(0.15)
    assert fitted.lead == pytest.approx((2 * CELL - 1.25 - 0.15) / 2)


def test_a_number_stands_in_the_white_of_the_mark_before_it() -> None:
    fitted = fit(1.5, 3, WHITE_TOWARDS, CHINESE, CELL)
    assert fitted.lead + fitted.track == pytest.approx(CELL - 1.5)
    assert fitted.lead <= -0.9 * WHITE + 1e-9
    assert fit(0.5, 1, WHITE_TOWARDS, CHINESE, CELL).lead == pytest.approx(-WHITE)


def test_what_is_drawn_together_a_little_takes_nothing_of_the_marks_beside_it() -> None:
    fitted = fit(2.0, 4, INK_BEFORE, INK_AFTER, CELL)
    assert (fitted.lead, fitted.moved) == (0.0, 0.0)
    assert fitted.track == pytest.approx(2 * CELL - 2)


def test_a_date_takes_its_white_between_its_signs() -> None:
    fitted = fit(5.5, 9, CHINESE, CHINESE, CELL, even=True)
    assert fitted.track == pytest.approx(6 * CELL - 5.5)
    assert fitted.lead == 0


def test_a_mark_after_a_number_moves_on_and_its_white_is_spent_once() -> None:
    fitted = fit(0.5, 1, CHINESE, INK_AFTER, CELL)
    assert fitted.lead == 0
    assert fitted.moved == pytest.approx(WHITE)
    assert before_run("）", fitted.moved).gives == pytest.approx(0.0)
    assert before_run("）", fitted.moved).bears == CHINESE.bears


def test_a_stop_keeps_some_of_its_pause() -> None:
    assert before_run("，").gives == LENT_BY_STOPS


def test_at_the_edge_there_is_white_after_a_run_only() -> None:
    fitted = fit(1.5, 3, EDGE, CHINESE, CELL)
    assert fitted.track == pytest.approx(0.15)
    assert fitted.lead == 0


def test_an_opening_mark_stays_and_only_gives() -> None:
    assert fit(0.5, 1, CHINESE, after_run("（"), CELL).moved == 0


@pytest.mark.parametrize(
    ("sign", "before", "after"),
    [
        ("）", WHITE_TOWARDS, INK_AFTER),
        ("（", INK_BEFORE, WHITE_TOWARDS),
        ("—", CENTRED_MARK, CENTRED_MARK),
        ("重", CHINESE, CHINESE),
    ],
)
def test_marks_have_white_on_one_side(sign: str, before: Side, after: Side) -> None:
    assert (before_run(sign), after_run(sign)) == (before, after)


@given(st.floats(0.2, 12), st.integers(1, 30), st.sampled_from(SIDES), st.sampled_from(SIDES))
def test_nothing_overlaps_and_all_white_is_accounted_for(width: float, signs: int, left: Side, right: Side) -> None:
    fitted = fit(width, signs, left, right, CELL)
    assert fitted.lead >= -left.gives - 1e-9
    assert 0 <= fitted.moved <= right.gives + 1e-9
    assert fitted.track >= -closer(signs) - 1e-9
    after = fitted.cells * CELL - fitted.lead - width - fitted.track
    assert after >= -right.gives - 1e-9
    if right.moves:
        assert after + fitted.moved >= -1e-9
    if EDGE not in (left, right):
        assert after <= 2 * EVEN + CELL / 2 + 1e-9
