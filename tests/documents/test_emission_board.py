"""“一厂一策”公示牌: one sheet, each level by word, numeral and ground, in type as large as the words allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.emission_snapshots import EmissionBoard
from qh_console.documents.press import make
from tests.documents.emission_samples import BOARD, LONG_BOARD
from tests.documents.made import pages_of, words_of
from tests.documents.measured import plain, sides
from tests.documents.samples import faces, wording


@pytest.mark.parametrize("board", [BOARD, LONG_BOARD, replace(BOARD, on_a3=True)])
def test_all_of_an_enterprise_stands_on_one_sheet(board: EmissionBoard) -> None:
    (side,) = pages_of(board)
    words = plain(side.text)
    source = board.source
    for text in (source.name, source.credit_code, source.industry, source.person, source.phone, board.supervisor):
        assert text in words
    for level, doing in zip(board.levels, source.responses, strict=True):
        assert f"{level.response}级" in words
        assert level.name in words
        assert doing.lines in words
    assert board.hotline in words
    assert "2025-10-15" in words


def test_a3_is_the_a4_sheet_as_much_larger() -> None:
    (small,) = sides(make(BOARD, wording(), faces()).pdf)
    (large,) = sides(make(replace(BOARD, on_a3=True), wording(), faces()).pdf)
    assert plain(small.text) == plain(large.text)
    for before, after in zip(small.chars, large.chars, strict=True):
        assert after.size_pt == pytest.approx(before.size_pt * 2**0.5, abs=0.01)
        assert after.left == pytest.approx(before.left * 2**0.5, abs=0.05)
    assert max(c.right for c in large.chars) > 210


def test_words_can_be_read_at_a_gate() -> None:
    """From two metres: seven millimetres a character on A3, five on A4."""
    (small,) = pages_of(BOARD)
    told = small.found("减排措施")
    assert min(c.size_pt for c in told) >= 14
    assert min(c.size_pt for c in pages_of(replace(BOARD, on_a3=True))[0].found("减排措施")) >= 19.5


def test_each_level_has_a_ground_of_its_own_and_nothing_leaves_the_frame() -> None:
    for board in (BOARD, LONG_BOARD):
        (side,) = pages_of(board)
        grounds = [rule for rule in side.rules if rule.size_pt > 20]
        assert len({rule.colour for rule in grounds}) == len(grounds) == 3
        greys = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (rule.colour for rule in grounds)]
        assert greys == sorted(greys, reverse=True)
        assert min(greys) > 0.5, "black words stay readable on it in greyscale"
        frame = max(rule.right for rule in side.rules)
        inside = [c for c in side.chars if c.text not in "，。、；：）"]
        assert all(c.right <= frame + 0.1 for c in inside if c.top > 60)


def test_what_was_not_entered_is_a_dash() -> None:
    bare = replace(BOARD, source=replace(BOARD.source, grade="", process="", steps=""))
    assert words_of(bare).count("—") >= 3
