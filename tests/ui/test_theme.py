"""The look: every colour readable, every size on the grid, faults in the files named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qh_console.problems import KnownProblem
from qh_console.ui.theme import MODES, Look, make_theme, read_tokens, register_fonts

RESOURCES = Path(__file__).parents[2] / "resources"
INK_ON_GROUND = [
    ("text", "surface"), ("text", "window"), ("muted", "surface"), ("muted", "window"), ("accent", "surface"),
    ("accent", "accent_soft"), ("accent_text", "accent"), ("ok", "surface"), ("warn", "surface"), ("warn", "warn_soft"),
    ("fault", "surface"), ("fault", "fault_soft"), ("surface", "fault"), ("surface", "drill"), ("text", "accent_soft"),
]  # fmt: skip


def _luminance(colour: QColor) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground"), INK_ON_GROUND)
def test_words_are_readable(mode: str, ink: str, ground: str) -> None:
    theme = make_theme(read_tokens(RESOURCES / "styles" / "tokens.toml"), mode, "any")
    assert _contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize("level", ["yellow", "orange", "red"])
def test_a_numeral_is_readable_on_its_shape(look: Look, level: str) -> None:
    colours = look.theme.alert[level]
    assert _contrast(colours.fill, colours.ink) >= 4.5


def test_both_modes_know_the_same_colours() -> None:
    tokens = read_tokens(RESOURCES / "styles" / "tokens.toml")
    assert tokens["light"].keys() == tokens["dark"].keys()
    assert list(tokens["type"].values()) == [12, 14, 16, 20, 28, 44]


def test_digits_are_tabular(look: Look) -> None:
    for bold in (False, True):
        metrics = QFontMetricsF(look.theme.font("body", bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_dressing_sets_fonts_and_sizes(dressed: Look, qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("海东市")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert (label.font().family(), label.font().pixelSize()) == (dressed.theme.family, 20)
    dressed.set_scale(1.5)
    label.ensurePolished()
    assert label.font().pixelSize() == 30


def test_a_switch_tells_once_and_an_equal_one_not_at_all(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed, timeout=100):
        look.set_mode("dark")
    assert look.theme.is_dark
    assert not look.themed("light").is_dark
    with qtbot.assertNotEmitted(look.changed):
        look.set_mode("dark")
        look.set_scale(1.0)


def test_no_fonts_is_a_known_problem(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(KnownProblem, match="界面字体缺失"):
        register_fonts(tmp_path, "No Such Family")


def test_unreadable_tokens_name_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "tokens.toml"
    broken.write_text("[light\n", encoding="utf-8")
    with pytest.raises(KnownProblem, match=r"tokens\.toml"):
        read_tokens(broken)
    with pytest.raises(KnownProblem, match=r"nowhere\.toml"):
        read_tokens(tmp_path / "nowhere.toml")


def test_a_missing_style_sheet_names_the_file(tmp_path: Path, qapp: QApplication) -> None:
    shutil.copy(RESOURCES / "styles" / "tokens.toml", tmp_path)
    with pytest.raises(KnownProblem, match=r"console\.qss"):
        Look(tmp_path, RESOURCES / "icons", "any").dress(qapp)
