"""The watch screen: map and table of the places now, the chosen one over time, and what waits for an officer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.places import Places, Shapes
from qh_console.services.feeding import DataAges
from qh_console.ui.desk import Desk
from qh_console.ui.theme import Look
from qh_console.ui.watch.columns import COLUMNS
from qh_console.ui.watch.state import PlaceRow, WatchState, derive_watch
from qh_console.ui.watch.waiting_row import WaitingRow
from qh_console.ui.widgets.air_plot import AirPlot
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.map_layout import MapShape
from qh_console.ui.widgets.prefecture_map import PrefectureMap
from qh_console.ui.widgets.table_view import ROW_PX, Table

HEAD_PX = 36
ChooseFile = Callable[[QWidget, str], Path | None]


def map_shapes(shapes: Shapes, places: Places) -> tuple[MapShape, ...]:
    """Outlines with the names and seats of their places."""
    known = (place for place in places.items if place.code in shapes)
    return tuple(MapShape(p.code, p.short, p.seat, shapes[p.code]) for p in known)


def choose_picture_file(parent: QWidget, name: str) -> Path | None:
    """The system's own dialog; None where the officer changed his mind."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "过程线存成图片", name, "图片 (*.png)")
    return Path(chosen) if chosen else None


class WatchScreen(QWidget):
    """Reads only: whatever it asks for is done in another room."""

    title = "值守"
    room_wanted = Signal(str, str)
    """Key of a room, and the place or alert it is about."""
    import_wanted = Signal()
    consultation_wanted = Signal(str)
    """Place whose observed air is reason enough."""

    def __init__(
        self, look: Look, desk: Desk, shapes: Shapes, ages: DataAges, choose: ChooseFile = choose_picture_file
    ) -> None:
        super().__init__()
        self._look, self._desk, self._ages, self._choose = look, desk, ages, choose
        self._selected = ""
        self._is_quiet = False
        self._shown: WatchState | None = None
        self.map = PrefectureMap(look, map_shapes(shapes, desk.places))
        self.table: Table[PlaceRow] = Table(look, COLUMNS, lambda row: row.code)
        self.table.setAccessibleName("各地空气质量")
        self.plot = AirPlot(look)
        self.job_line = JobLine(look)
        self._waiting = WaitingRow(look)
        self._fresh, self._edition = QLabel(), QLabel()
        self.consult = QPushButton()
        self.consult.hide()
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            look, "database", "还没有收到监测数据", "连上监测平台、往收件夹放表格，或者现在导入一个文件", "导入数据"
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self._on_look_changed()
        self.acts: Mapping[str, Callable[[], None]] = {
            "watch.export_plot": self.export_plot,
            "watch.consult": self.consult_on_observed,
        }
        self.refresh(desk.clock())

    @property
    def state(self) -> WatchState | None:
        return self._shown

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        self.show_state(
            derive_watch(desk.board, desk.air, self._ages, now, self._selected, desk.pack, desk.editions, desk.places)
        )

    def set_quiet(self, is_quiet: bool) -> None:
        """While the record is still being prepared, nothing is called for."""
        self._is_quiet = is_quiet
        self._shown = None
        self.refresh(self._desk.clock())

    def show_state(self, state: WatchState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._stack.setCurrentIndex(1 if state.has_air else 0)
        self.map.show_marks(state.marks)
        self.map.select(state.selected)
        self.table.show_rows(state.rows)
        self.table.select(state.selected)
        self._waiting.show_lines(() if self._is_quiet else state.waiting)
        self._edition.setText(state.edition_text)
        self.consult.setText("按实况会商")
        self.consult.setToolTip(f"{state.heavy_text}：按监测实况发起会商（Ctrl+M）")
        self.consult.setAccessibleName(f"{state.heavy_text}：会商")
        self.consult.setVisible(bool(state.heavy_text) and not self._is_quiet)
        self._fresh.setText(state.fresh_text)
        if self._fresh.property("role") != (state.fresh_tone or "muted"):
            self._fresh.setProperty("role", state.fresh_tone or "muted")
            self._fresh.style().unpolish(self._fresh)
            self._fresh.style().polish(self._fresh)
        if state.plot is not None:
            self.plot.show_view(state.plot)

    def select_place(self, code: str) -> None:
        """Show one place in table, map and plot."""
        self._selected = code
        self.refresh(self._desk.clock())

    def consult_on_observed(self) -> None:
        """Plan 3.1, 3.2: heavy air is reason enough to consult, before any forecast."""
        if self._shown is not None and self._shown.heavy_text:
            self.consultation_wanted.emit(self._shown.selected)
        else:
            self.job_line.end("所选地区实况没有重污染；要会商，到“研判”发起", "warn")

    def export_plot(self) -> None:
        state = self._shown
        if state is None or state.plot is None:
            return
        name = f"{self._desk.places[state.selected].name}过程线.png"
        file = self._choose(self, name)
        if file is not None:
            self.plot.save_picture(file)
            self.job_line.end(f"已存成图片：{file}", "ok")

    def _connect(self) -> None:
        self.map.place_selected.connect(self.select_place)
        self.map.place_opened.connect(lambda code: self.room_wanted.emit("outlook", code))
        self.table.row_selected.connect(self.select_place)
        self.table.row_opened.connect(lambda code: self.room_wanted.emit("outlook", code))
        self._waiting.chosen.connect(lambda line: self.room_wanted.emit(line.room, line.subject))
        self.consult.clicked.connect(self.consult_on_observed)
        self._empty.act_clicked.connect(self.import_wanted)
        self._look.changed.connect(self._on_look_changed)
        self._desk.changed.connect(lambda _: self.refresh(self._desk.clock()))
        self._desk.air_changed.connect(lambda _: self.refresh(self._desk.clock()))

    def _on_look_changed(self) -> None:
        """Every place stays in sight without scrolling, whatever else stands above."""
        px = self._look.theme.px
        self.table.setMinimumHeight(px(ROW_PX) * len(self._desk.places.items) + px(HEAD_PX))

    def _lay_out(self) -> None:
        px = self._look.theme.px
        for label in (self._fresh, self._edition):
            label.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(self._waiting, 1)
        head.addWidget(self.consult)
        head.addWidget(self._fresh)
        head.addWidget(self._edition)
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(_card(self.map))
        upper.addWidget(self.table)
        upper.setSizes([px(460), px(820)])
        upper.setStretchFactor(0, 2)
        upper.setStretchFactor(1, 3)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(upper)
        whole.addWidget(_card(self.plot))
        whole.setSizes([px(340), px(260)])
        whole.setStretchFactor(0, 1)
        whole.setStretchFactor(1, 2)
        for splitter in (upper, whole):
            splitter.setHandleWidth(px(8))
            splitter.setChildrenCollapsible(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(8), px(16), px(12))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(whole, 1)
        column.addWidget(self.job_line)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)


def _card(content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 4, 1, 1)
    column.addWidget(content)
    return card
