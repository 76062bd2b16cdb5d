"""Places by days: AQI range and pollutant in each cell, the level proposed at the end of each row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qh_console.domain.pack import Level, PlanPack
from qh_console.services.terms import term
from qh_console.ui.levels import level_view
from qh_console.ui.outlook.state import DayCell, DayHead, PlaceRow
from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import draw_level

HEAD_PX, ROW_PX = 32, 44
NAME_PX, LEVEL_PX, STANDING_PX = 68, 84, 80
MARK_PX = 22
LEAST_CELL_PX = 62


class OutlookMatrix(QWidget):
    """Click or arrow keys choose a place; the AQI class is a bar at the cell's edge, apart from the level's badge."""

    place_chosen = Signal(str)

    def __init__(self, look: Look, pack: PlanPack) -> None:
        super().__init__()
        self._look, self._pack = look, pack
        self._days: tuple[DayHead, ...] = ()
        self._rows: tuple[PlaceRow, ...] = ()
        self._chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def chosen(self) -> str:
        return self._chosen

    @property
    def rows(self) -> tuple[PlaceRow, ...]:
        return self._rows

    def show_rows(self, days: tuple[DayHead, ...], rows: tuple[PlaceRow, ...], chosen: str) -> None:
        if (days, rows, chosen) == (self._days, self._rows, self._chosen):
            return
        self._days, self._rows, self._chosen = days, rows, chosen
        self._tell_accessibility()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(640), px(HEAD_PX + ROW_PX * max(len(self._rows), 1)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Ranges stay readable at the largest scale; the working beside gives way first."""
        px = self._look.theme.px
        return QSize(px(NAME_PX + LEVEL_PX + STANDING_PX + LEAST_CELL_PX * len(self._days)), self.sizeHint().height())

    def row_at(self, position: QPointF) -> PlaceRow | None:
        px = self._look.theme.px
        i = int((position.y() - px(HEAD_PX)) // px(ROW_PX))
        return self._rows[i] if position.y() >= px(HEAD_PX) and i < len(self._rows) else None

    def cell_at(self, position: QPointF) -> DayCell | None:
        row = self.row_at(position)
        i = int((position.x() - self._look.theme.px(NAME_PX)) // self._cell_px())
        return row.cells[i] if row is not None and 0 <= i < len(row.cells) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "hairline"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(frame, 6, 6)
        self._paint_head(painter)
        for i, row in enumerate(self._rows):
            self._paint_row(painter, row, theme.px(HEAD_PX) + i * theme.px(ROW_PX))

    def _paint_head(self, painter: QPainter) -> None:
        theme = self._look.theme
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        height = theme.px(HEAD_PX)
        for i, day in enumerate(self._days):
            box = QRectF(self._cell_left(i) + theme.px(12), 0, self._cell_px(), height)
            painter.setFont(theme.font("caption", bold=day.is_today))
            painter.setPen(theme.colour("text" if day.is_today else "muted"))
            painter.drawText(box, left, f"{day.word} {day.on.month}-{day.on.day:02}")
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(theme.px(12), 0, theme.px(NAME_PX), height), left, "地区")
        x = self._cell_left(len(self._days))
        painter.drawText(QRectF(x + theme.px(8), 0, theme.px(LEVEL_PX), height), left, "建议级别")
        painter.drawText(QRectF(x + theme.px(LEVEL_PX + 8), 0, theme.px(STANDING_PX), height), left, "生效预警")
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawLine(1, height, self.width() - 2, height)

    def _paint_row(self, painter: QPainter, row: PlaceRow, top: int) -> None:
        theme = self._look.theme
        height = theme.px(ROW_PX)
        box = QRectF(1, top, self.width() - 2, height)
        if row.code == self._chosen:
            painter.fillRect(box.adjusted(0, 1, 0, 0), theme.colour("accent_soft"))
            painter.fillRect(QRectF(1, top + 1, theme.px(3), height - 1), theme.colour("accent"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(theme.px(12), top, theme.px(NAME_PX), height), left, row.name)
        for i, cell in enumerate(row.cells):
            self._paint_cell(painter, cell, QRectF(self._cell_left(i), top, self._cell_px(), height))
        x = self._cell_left(len(row.cells))
        self._paint_level(
            painter, row.level, QRectF(x + theme.px(8), top, theme.px(LEVEL_PX - 8), height), row.why_none
        )
        x += theme.px(LEVEL_PX)
        self._paint_level(
            painter, row.standing or Level.NONE, QRectF(x + theme.px(8), top, theme.px(STANDING_PX), height)
        )
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(QPointF(1, top + height), QPointF(self.width() - 2, top + height))

    def _paint_cell(self, painter: QPainter, cell: DayCell | None, box: QRectF) -> None:
        theme = self._look.theme
        if cell is None:
            painter.setPen(theme.colour("faint"))
            painter.setFont(theme.font("body"))
            dash = box.adjusted(theme.px(12), 0, 0, 0)
            painter.drawText(dash, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "—")
            return
        bar = QRectF(box.left() + theme.px(3), box.top() + theme.px(8), theme.px(4), box.height() - theme.px(16))
        painter.setPen(QPen(theme.colour("edge"), 0.5))
        painter.setBrush(QColor(cell.colour))
        painter.drawRoundedRect(bar, 2, 2)
        words = box.adjusted(theme.px(12), theme.px(4), -2, -theme.px(4))
        upper = QRectF(words.left(), words.top(), words.width(), words.height() / 2)
        painter.setFont(theme.font("body", bold=cell.is_agreed))
        painter.setPen(theme.colour("muted" if cell.is_measured else "text"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, left, cell.text)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        shown = painter.fontMetrics().elidedText(cell.detail, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(upper.translated(0, upper.height()), left, shown)

    def _paint_level(self, painter: QPainter, level: Level | None, box: QRectF, why_none: str = "") -> None:
        theme = self._look.theme
        view = level_view(level, self._pack)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if view is None:
            words = "不作建议" if level is None else "健康提示" if level is Level.HINT else "—"
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("warn" if why_none else "muted"))
            painter.drawText(box, left, words)
            return
        side = theme.px(MARK_PX)
        draw_level(painter, theme, view, QRectF(box.left(), box.center().y() - side / 2, side, side))
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(box.adjusted(side + theme.px(6), 0, 0, 0), left, view.word)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell, row = self.cell_at(QPointF(event.pos())), self.row_at(QPointF(event.pos()))
            tip = cell.tip if cell else (row.why_none or row.nearest) if row else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if row is not None:
            self._choose(row.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        codes = [row.code for row in self._rows]
        now = codes.index(self._chosen) if self._chosen in codes else 0
        self._choose(codes[min(max(now + step, 0), len(codes) - 1)])

    def _choose(self, code: str) -> None:
        if code != self._chosen:
            self._chosen = code
            self._tell_accessibility()
            self.update()
            self.place_chosen.emit(code)

    def _cell_px(self) -> float:
        px = self._look.theme.px
        return (self.width() - px(NAME_PX + LEVEL_PX + STANDING_PX)) / max(len(self._days), 1)

    def _cell_left(self, i: int) -> float:
        return self._look.theme.px(NAME_PX) + i * self._cell_px()

    def _tell_accessibility(self) -> None:
        row = next((row for row in self._rows if row.code == self._chosen), None)
        self.setAccessibleName("各地区分级")
        if row is not None:
            level = "不作建议" if row.level is None else term(row.level)
            self.setAccessibleDescription(f"{row.name}，建议{level}，{row.nearest}")
