"""Two cards under the matrix: the province's level and why, and what speaks for haze or dust."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qh_console.domain.pack import PlanPack
from qh_console.ui.levels import level_view
from qh_console.ui.outlook.cause import CauseView
from qh_console.ui.outlook.state import ProvinceView
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
from qh_console.ui.widgets.level_badge import LevelBadge


class Card(QFrame):
    """A titled card with facts that scroll, a badge on the right and one button under them."""

    asked = Signal()

    def __init__(self, look: Look, title: str, act: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = QLabel(title)
        self._title.setProperty("role", "lead")
        self.badge = LevelBadge(look, None, "body", "")
        self.facts = FactGrid()
        self.act = QPushButton(act)
        self.act.clicked.connect(self.asked)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.badge)
        head.addStretch()
        head.addWidget(self.act)
        inside = QWidget()
        inside.setObjectName("scrolled")
        scrolled = QVBoxLayout(inside)
        scrolled.setContentsMargins(0, 0, 8, 0)
        scrolled.addWidget(self.facts)
        scrolled.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(area, 1)

    def say(self, title: str) -> None:
        self._title.setText(title)


def province_facts(view: ProvinceView) -> tuple[FactLine, ...]:
    """Plan 3.3.1 first; the wider wording of 5.2 as its own line."""
    lines = [FactLine("3.3.1 相邻", view.text)]
    if view.affected:
        lines.append(FactLine("受影响", view.affected))
    lines.append(FactLine("5.2 任意两地", view.wider, "warn" if view.wider_level > view.level else ""))
    if view.ungraded:
        lines.append(FactLine("未分级", f"{view.ungraded}：数据不足，结论可能偏低", "warn"))
    lines += [FactLine("本系统取法" if i == 0 else "", text, "muted") for i, text in enumerate(view.readings)]
    return tuple(lines)


def cause_facts(view: CauseView) -> tuple[FactLine, ...]:
    lines = [FactLine("PM2.5/PM10", f"{view.ratio}（最近一小时，低则偏沙尘）")]
    if not view.hints:
        lines.append(FactLine("沙尘迹象", "近七天没有", "muted"))
    for hint in view.hints:
        state = "，仍在持续" if hint.is_open else ""
        lines.append(FactLine("沙尘迹象", f"{hint.span}{state}：{'；'.join(hint.evidence)}", "warn"))
    lines += [FactLine("判定", text) for text in view.findings]
    if view.hints and not view.findings:
        lines.append(FactLine("判定", "还没有人判定，迹象本身不扣除任何时段", "muted"))
    return tuple(lines)


def show_province(card: Card, view: ProvinceView, pack: PlanPack) -> None:
    card.badge.show_level(level_view(view.level, pack))
    card.facts.show_lines(province_facts(view))
