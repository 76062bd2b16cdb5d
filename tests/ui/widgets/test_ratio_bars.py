"""Ratios drawn: word and figure beside each bar, what is short hatched, all of it read out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.ratio_bars import RatioBars, RatioLevel, RatioView

YELLOW = LevelView("yellow", "黄色", "Ⅲ")


def ratio(share: float | None, is_short: bool = False, tone: str = "ok") -> RatioView:
    return RatioView("SO₂", "8%／10%", "不足" if is_short else "达标", share, is_short, tone, f"占{share}")


@pytest.fixture
def bars(look: Look, qtbot: QtBot) -> RatioBars:
    made = RatioBars(look)
    qtbot.addWidget(made)
    return made


def inked(bars: RatioBars, look: Look, tone: str) -> int:
    bars.resize(800, bars.sizeHint().height())
    image = bars.grab().toImage()
    wanted = look.theme.colour(tone).name()
    return sum(image.pixelColor(x, y).name() == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_bar_is_as_long_as_its_share_and_never_leaves_its_track(bars: RatioBars, look: Look) -> None:
    lengths = []
    for share in (0.5, 1.0, 2.0, 9.0):
        bars.show_rows((RatioLevel(YELLOW, (ratio(share),)),))
        lengths.append(inked(bars, look, "ok"))
    assert lengths[0] < lengths[1] < lengths[2] == lengths[3]


def test_what_is_short_is_hatched_so_that_it_shows_without_colour(bars: RatioBars, look: Look) -> None:
    bars.show_rows((RatioLevel(YELLOW, (ratio(0.9, tone="fault"),)),))
    plain = inked(bars, look, "fault")
    bars.show_rows((RatioLevel(YELLOW, (ratio(0.9, is_short=True, tone="fault"),)),))
    assert 0 < inked(bars, look, "fault") < plain * 0.8


def test_without_a_base_there_is_no_bar_and_every_line_is_read_out(bars: RatioBars, look: Look) -> None:
    bars.show_rows((RatioLevel(YELLOW, (ratio(None, tone="accent"),)), RatioLevel(YELLOW, (ratio(1.0),))))
    assert inked(bars, look, "accent") < 200, "the word alone"
    assert bars.accessibleDescription() == "黄色 Ⅲ级 占None；黄色 Ⅲ级 占1.0"
    assert bars.sizeHint().height() == 2 * 48
    assert bars.minimumSizeHint().width() == 480
    assert len(bars.rows) == 2
