"""The look: colours and sizes read from resources/styles, and the style sheet, palette, font and icons made of them."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from qh_console.problems import KnownProblem
from qh_console.ui.icons import IconFolder

MODES = ("light", "dark")
REINSTALL = "请重新安装本程序；记录不受影响"


@dataclass(frozen=True)
class AlertColours:
    """One warning level: the fill of its shape and the ink of the numeral on it."""

    fill: QColor
    ink: QColor


@dataclass(frozen=True, eq=False)
class Theme:
    """One mode at one scale. Colours and sizes go by the names in tokens.toml."""

    mode: str
    family: str
    colours: Mapping[str, str]
    type_px: Mapping[str, int]
    space_px: Mapping[str, int]
    alert: Mapping[str, AlertColours]
    scale: float = 1.0

    @property
    def is_dark(self) -> bool:
        return self.mode == "dark"

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        colour = QColor(self.colours[name])
        colour.setAlphaF(alpha)
        return colour

    def px(self, length: float) -> int:
        """A length on the 8-px grid at the present scale."""
        return round(length * self.scale)

    def font(self, size: str = "body", bold: bool = False) -> QFont:
        font = QFont(self.family)
        font.setPixelSize(self.px(self.type_px[size]))
        font.setBold(bold)
        return font

    def style_sheet(self, template: str, icons: str) -> str:
        """Fill a Qt style sheet: $name for colours, $type_name and $space_name for sizes, $icons for the folder."""
        words: dict[str, str] = {"icons": icons, "family": self.family, "mode": self.mode, **self.colours}
        words |= {f"type_{name}": f"{self.px(size)}px" for name, size in self.type_px.items()}
        words |= {f"space_{name}": f"{self.px(size)}px" for name, size in self.space_px.items()}
        return string.Template(template).substitute(words)

    def palette(self) -> QPalette:
        """For the parts Qt draws by itself: check marks, arrows, selections, tool-tips."""
        palette = QPalette()
        roles = QPalette.ColorRole
        names = {
            roles.Window: "window", roles.WindowText: "text", roles.Base: "surface", roles.AlternateBase: "surface",
            roles.Text: "text", roles.Button: "surface", roles.ButtonText: "text", roles.BrightText: "accent_text",
            roles.Highlight: "accent", roles.HighlightedText: "accent_text", roles.Accent: "accent",
            roles.Link: "accent", roles.LinkVisited: "accent", roles.PlaceholderText: "faint",
            roles.ToolTipBase: "surface", roles.ToolTipText: "text", roles.Mid: "edge", roles.Midlight: "hairline",
            roles.Light: "hover", roles.Dark: "edge", roles.Shadow: "edge",
        }  # fmt: skip
        for role, name in names.items():
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("faint"))
        return palette


def register_fonts(folder: Path, family: str = "Noto Sans SC") -> str:
    """Register every TrueType file of `folder`; return the family of the interface. Raises KnownProblem without it."""
    families: set[str] = set()
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    if family not in families:
        raise KnownProblem(f"界面字体缺失：{folder}", REINSTALL)
    return family


def read_tokens(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnownProblem(f"界面样式读不出：{file}（{error}）", REINSTALL) from error


def make_theme(tokens: Mapping[str, Any], mode: str, family: str, scale: float = 1.0) -> Theme:
    alert = {
        level: AlertColours(QColor(colours["fill"]), QColor(colours["ink"]))
        for level, colours in tokens["alert"].items()
    }
    return Theme(mode, family, tokens[mode], tokens["type"], tokens["space"], alert, scale)


class Look(QObject):
    """The present theme and the icons in its colours; painted widgets hold it and repaint on `changed`."""

    changed = Signal()

    def __init__(self, styles: Path, icons: Path, family: str, mode: str = "light", scale: float = 1.0) -> None:
        super().__init__()
        self._tokens = read_tokens(styles / "tokens.toml")
        self._template_file = styles / "console.qss"
        self._icons = IconFolder(icons)
        self._app: QApplication | None = None
        self.theme = make_theme(self._tokens, mode, family, scale)

    def themed(self, mode: str) -> Theme:
        """The other mode at the same scale, for pictures that go on white paper."""
        return make_theme(self._tokens, mode, self.theme.family, self.theme.scale)

    def dress(self, app: QApplication) -> None:
        """Give the whole application this look, now and after every change."""
        self._app = app
        app.setStyle("Fusion")
        self._apply()

    def set_mode(self, mode: str) -> None:
        self._switch(mode, self.theme.scale)

    def set_scale(self, scale: float) -> None:
        self._switch(self.theme.mode, scale)

    def icon(self, name: str, colour: str = "muted") -> QIcon:
        return self._icons.icon(name, self.theme.colour(colour), self.theme.colour("faint"))

    def pixmap(self, name: str, px: int, colour: str = "muted", ratio: float = 1.0) -> QPixmap:
        return self._icons.pixmap(name, px, self.theme.colour(colour), ratio)

    def _switch(self, mode: str, scale: float) -> None:
        if (mode, scale) == (self.theme.mode, self.theme.scale):
            return
        self.theme = make_theme(self._tokens, mode, self.theme.family, scale)
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(self.theme.palette())
        self._app.setFont(self.theme.font())
        self._app.setStyleSheet(self.theme.style_sheet(self._template(), self._icons.folder.as_posix()))

    def _template(self) -> str:
        try:
            return self._template_file.read_text(encoding="utf-8")
        except OSError as error:
            raise KnownProblem(f"界面样式读不出：{self._template_file}（{error}）", REINSTALL) from error
