"""A roster painted: names in bold, gaps and overlaps hatched so that they show without colour, the hour marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from qh_console.ui.theme import Theme
from qh_console.ui.widgets.hatching import diagonal
from qh_console.ui.widgets.roster_spans import A_WEEK, HEAD_PX, SCALE_PX, RosterBlock, RosterDay, RosterSpans

DAYS = "一二三四五六日"
HATCH_PX = 6
HOURS = (0, 6, 12, 18, 24)


class RosterDrawing:
    def __init__(self, theme: Theme, spans: RosterSpans, key: str, has_focus: bool, ratio: float) -> None:
        self._theme, self._spans, self._key = theme, spans, key
        self._has_focus, self._ratio = has_focus, ratio

    def draw(self, painter: QPainter) -> None:
        self._paint_scale(painter)
        for place, day in enumerate(self._spans.days):
            self._paint_day(painter, day, self._spans.day_box(place))
        for place, block, box in self._spans.boxes():
            self._paint_block(painter, block, box, self._spans.days[place].is_asked)
        if not self._spans.is_month:
            self._paint_now(painter)

    def _paint_scale(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        height = theme.px(SCALE_PX - 4)
        if self._spans.is_month:
            width = self._spans.width / A_WEEK
            for k, name in enumerate(DAYS):
                painter.drawText(QRectF(k * width, 0, width, height), Qt.AlignmentFlag.AlignCenter, f"周{name}")
            return
        left = theme.px(HEAD_PX)
        width = self._spans.width - 1 - left
        for hour in HOURS:
            x = left + width * hour / 24
            box = QRectF(min(max(x - 30, left), self._spans.width - 61), 0, 60, height)
            side = {0: Qt.AlignmentFlag.AlignLeft, 24: Qt.AlignmentFlag.AlignRight}.get(
                hour, Qt.AlignmentFlag.AlignHCenter
            )
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, f"{hour}时")

    def _paint_day(self, painter: QPainter, day: RosterDay, box: QRectF) -> None:
        theme, is_today = self._theme, day.now is not None
        painter.fillRect(box, theme.colour("accent_soft" if is_today else "surface" if day.is_asked else "window"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        if self._spans.is_month:
            painter.drawRect(box)
        else:
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(theme.font("body", bold=is_today))
        painter.setPen(theme.colour("accent" if is_today else "text" if day.is_asked else "faint"))
        if self._spans.is_month:
            words = f"{day.on.month}月{day.on.day}日" if day.on.day == 1 else str(day.on.day)
            painter.drawText(box.adjusted(theme.px(6), theme.px(2), 0, 0), Qt.AlignmentFlag.AlignLeft, words)
            return
        head = QRectF(box.left() + theme.px(6), box.top(), theme.px(HEAD_PX - 10), box.height())
        words = f"周{DAYS[day.on.weekday()]}\n{day.on.month}月{day.on.day}日"
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_block(self, painter: QPainter, block: RosterBlock, box: QRectF, is_asked: bool) -> None:
        theme = self._theme
        if block.is_gap:
            ink, fill = ("faint", "surface") if block.is_quiet else ("fault", "fault_soft")
        else:
            ink = "muted" if block.is_quiet or not is_asked else "warn" if block.overlaps else "accent"
            fill = "sunken" if block.is_quiet else "warn_soft" if block.overlaps else "surface"
        painter.fillRect(box, theme.colour(fill))
        if block.is_gap or block.overlaps:
            hatch = theme.colour(ink, 0.3)
            painter.fillRect(box, diagonal(hatch, theme.px(HATCH_PX), 1, self._ratio, block.overlaps))
        is_chosen = block.key == self._key
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 3 if is_chosen and self._has_focus else 2 if is_chosen else 1
        style = Qt.PenStyle.DashLine if block.is_gap and not is_chosen else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.colour("accent" if is_chosen else ink if block.is_gap else "edge"), width, style))
        painter.drawRect(box)
        if not block.is_gap and not self._spans.is_month:
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(4), box.height()), theme.colour(ink))
        self._paint_words(painter, block, box, "fault" if block.is_gap and not block.is_quiet else "text")

    def _paint_words(self, painter: QPainter, block: RosterBlock, box: QRectF, ink: str) -> None:
        theme = self._theme
        inner = box.adjusted(theme.px(10), theme.px(3), -theme.px(4), -theme.px(3))
        bold, small = theme.font("body", bold=not block.is_gap), theme.font("caption")
        painter.setPen(theme.colour("muted" if block.is_quiet else ink))
        painter.setClipRect(box)
        if self._spans.is_month:
            begin = "全天" if block.is_gap and block.end - block.begin == 1 else block.hours.partition("—")[0]
            painter.setFont(small)
            painter.drawText(box.adjusted(theme.px(4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{begin} {block.name}")
        else:
            painter.setFont(bold)
            is_low = inner.height() < theme.px(38)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter if is_low else Qt.AlignmentFlag.AlignTop, block.name)
            painter.setFont(small)
            painter.setPen(theme.colour("muted"))
            if not is_low:
                told = "续" if block.goes_on else block.hours
                whole = f"{told}　{block.company}"
                fits = QFontMetricsF(small).horizontalAdvance(whole) <= inner.width()
                painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, whole if fits else told)
        painter.setClipping(False)

    def _paint_now(self, painter: QPainter) -> None:
        theme = self._theme
        for place, day in enumerate(self._spans.days):
            if day.now is None:
                continue
            box = self._spans.day_box(place)
            x = box.left() + theme.px(HEAD_PX) + day.now * (box.width() - theme.px(HEAD_PX))
            painter.setPen(QPen(theme.colour("fault"), 2))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
