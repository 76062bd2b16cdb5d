"""The working of the chosen place: level, windows, bars of hours, clauses, the record of forecasts, other editions."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from qh_console.domain.pack import Level, PlanPack
from qh_console.ui.levels import level_view
from qh_console.ui.outlook.record import RecordView
from qh_console.ui.outlook.working import DayBar, WorkingView
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
from qh_console.ui.widgets.level_badge import LevelBadge

BAR_ROW_PX = 24
BAR_PX = 8


class DayBars(QWidget):
    """Hours of heavy air toward each level's condition; a met one says so in words too."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._bars: tuple[DayBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[DayBar, ...]) -> None:
        if bars != self._bars:
            self._bars = bars
            self.setAccessibleName("；".join(f"{b.label} {b.have}/{b.need}{b.unit}" for b in bars))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(280), px(BAR_ROW_PX) * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        row, label_px, end_px = theme.px(BAR_ROW_PX), theme.px(104), theme.px(92)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for i, bar in enumerate(self._bars):
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, i * row, label_px, row), left, bar.label)
            track = QRectF(label_px, i * row + (row - theme.px(BAR_PX)) / 2, self.width() - label_px - end_px, 0)
            track.setHeight(theme.px(BAR_PX))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(track, 3, 3)
            if bar.have:
                track.setWidth(track.width() * min(bar.have / bar.need, 1.0))
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(track, 3, 3)
            painter.setPen(theme.colour("text" if bar.is_met else "muted"))
            words = f"{bar.have}/{bar.need}{bar.unit}{' ✓' if bar.is_met else ''}"
            painter.drawText(QRectF(self.width() - end_px, i * row, end_px, row), right, words)


class WorkingPanel(QFrame):
    """Scrolls within its card."""

    def __init__(self, look: Look, pack: PlanPack) -> None:
        super().__init__()
        self._look, self._pack = look, pack
        self.setProperty("role", "card")
        self._view: WorkingView | None = None
        self._name = _label("lead")
        self._badge = LevelBadge(look, None, "lead", "")
        self.headline = _label("")
        self.bars = DayBars(look)
        self.facts, self.record, self.foot = FactGrid(), FactGrid(), FactGrid()
        self._record_title = _label("caption")
        self._record_title.setText("预报以往误差（仅供参考，不参与分级）")
        self._others_title = _label("caption")
        self._others_title.setText("其他版本（只供比较）")
        self.others = _label("")
        self._lay_out()

    def show_working(self, view: WorkingView | None) -> None:
        if view == self._view or view is None:
            return
        self._view = view
        self._name.setText(view.name)
        self._badge.show_level(level_view(view.level, self._pack))
        self.headline.setText(view.headline)
        self.bars.show_bars(view.bars)
        self.facts.show_lines(_facts(view))
        self.foot.show_lines(
            [FactLine("本系统取法" if i == 0 else "", text, "muted") for i, text in enumerate(view.readings)]
        )
        self.others.setText("\n".join(f"《{o.title}》：{o.note}" for o in view.others))
        self._others_title.setVisible(bool(view.others))

    def show_record(self, view: RecordView | None) -> None:
        self.record.show_lines([] if view is None else record_facts(view))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addStretch()
        head.addWidget(self._badge)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(10)
        column.addLayout(head)
        for part in (
            self.headline,
            self.bars,
            self.facts,
            _line(),
            self._others_title,
            self.others,
            _line(),
            self._record_title,
            self.record,
            _line(),
            self.foot,
        ):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(area)


def _facts(view: WorkingView) -> list[FactLine]:
    facts = [FactLine("过程", view.spell)] if view.spell else []
    facts += [FactLine("计入时段" if i == 0 else "", text) for i, text in enumerate(view.windows)]
    if view.nearest:
        is_top = view.level is Level.RED
        facts.append(FactLine("最接近", view.nearest, "" if is_top else "warn", "\n".join(view.misses)))
    facts += [
        FactLine("依据" if i == 0 else "", f"预案{c.number}　{c.gist}", "", c.gist) for i, c in enumerate(view.clauses)
    ]
    facts.append(FactLine("数据", view.data, "warn" if view.is_data_poor else ""))
    return facts


def record_facts(view: RecordView) -> list[FactLine]:
    """What is missing is said; how the sources did comes after what follows from it."""
    facts = [FactLine("最新预报", view.newest)] if view.newest else []
    facts += [FactLine(line.label, line.text, "", line.tip) for line in view.bands]
    if view.too_few:
        facts.append(FactLine("误差范围" if not view.bands else "", view.too_few, "muted"))
    if view.nothing:
        facts.append(FactLine(view.period, view.nothing, "muted"))
    for i, line in enumerate(view.sources):
        facts.append(FactLine("" if i else view.period, f"{line.label}\n{line.text}", "", line.tip))
    return facts


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
