"""The parts of the emission register's page and how they stand; what they do is the page's."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.emissions import Pollutant, SourceKind
from qh_console.ui.desk import Desk
from qh_console.ui.registers.emissions_state import EmissionsState, PlaceLine, SourceLine
from qh_console.ui.registers.filing_forms import SideForm
from qh_console.ui.registers.import_faults import ImportFaults
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.field_form import FieldSpec
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.ratio_bars import RatioBars
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

LEFT_PX, DETAIL_LINES = 288, 3
KIND_WORDS = {"": "全部", **{kind.value: kind.label for kind in SourceKind}}
PLACE_COLUMNS: tuple[Column[PlaceLine], ...] = (
    Column("市州", lambda row: row.name, width_px=-1),
    Column("源数", lambda row: row.sources, is_number=True, width_px=52),
    Column("比例", lambda row: row.standing, tone=lambda row: row.tone, width_px=76),
)
SOURCE_COLUMNS: tuple[Column[SourceLine], ...] = (
    Column("名称", lambda row: row.name, sort_key=lambda row: row.number, tip=lambda row: row.name, width_px=-1),
    Column("源类", lambda row: row.kind, width_px=72),
    Column("区县", lambda row: row.county, tip=lambda row: row.county, width_px=112),
    Column("行业（类型）", lambda row: row.industry, tip=lambda row: row.industry, width_px=112),
    Column("绩效", lambda row: row.grade or "—", width_px=56),
    Column("性质", lambda row: row.marks or "强制", width_px=108),
    *(
        Column(
            pollutant.symbol,
            lambda row, k=place: row.emissions[k],  # type: ignore[misc]
            is_number=True,
            sort_key=lambda row, k=place: float(row.emissions[k]),  # type: ignore[misc]
            tip=lambda row: "正常日排放，千克",
            width_px=72,
        )
        for place, pollutant in enumerate(Pollutant)
    ),
)


def base_fields() -> tuple[FieldSpec, ...]:
    """Plan 4.3: worked out by the prefecture, once a year."""
    amounts = (FieldSpec(p.value, f"{p.label}", is_required=True, hint="千克/日") for p in Pollutant)
    return (FieldSpec("year", "核算年度", is_required=True, clause="4.3"), *amounts)


class EmissionsLayout(QWidget):
    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self.places: Table[PlaceLine] = Table(look, PLACE_COLUMNS, lambda row: row.code)
        self.places.setAccessibleName("各市州减排清单")
        self.base = SideForm(look, desk, base_fields(), "登记基数")
        self.bars = RatioBars(look)
        self.table: Table[SourceLine] = Table(look, SOURCE_COLUMNS, lambda row: row.number)
        self.table.setAccessibleName("减排清单")
        self.title, self.note, self.detail = QLabel(), QLabel(), QLabel()
        self.editions = QComboBox()
        self.editions.setAccessibleName("清单版本")
        self.kinds = ChoiceBar(list(KIND_WORDS.items()), "哪一类源")
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找名称、区县、行业")
        self.search.setAccessibleName("查找污染源")
        self.sheets = ChoiceBar((("A4", "A4"), ("A3", "A3")), "公示牌的纸张")
        self.import_button = IconButton(look, "import", "导入")
        self.export_button = IconButton(look, "export", "导出")
        self.base_button = IconButton(look, "pen", "登记基数")
        self.summary_button = IconButton(look, "print", "打印汇总")
        self.board_button = IconButton(look, "print", "公示牌")
        self.boards_button = IconButton(look, "print", "全部公示牌")
        self.empty = EmptyState(look, "registers", "还没有清单", "先导入市州报送的清单", "导入清单")
        self.faults = ImportFaults(look)
        self.job_line = JobLine(look)
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._base_card = QFrame()
        self._lay_out()

    def show_list(self, state: EmissionsState) -> None:
        self.title.setText(state.title)
        self._say(state.note, state.note_tone)
        self.bars.show_rows(state.ratios)
        with QSignalBlocker(self.editions):
            self.editions.clear()
            for id, words in state.editions:
                self.editions.addItem(words, id)
            self.editions.setCurrentIndex(max(self.editions.findData(state.edition), 0))
        self.editions.setVisible(bool(state.editions))
        for key, count in (state.counts or {}).items():
            self.kinds.set_text(key, f"{KIND_WORDS[key]} {count}")
        self.table.show_rows(state.rows)
        if self.table.selected_key is None and state.rows:
            self.table.select(state.rows[0].number)
        self._right.setCurrentIndex(0 if state.edition else 1)
        self.note.setVisible(bool(state.edition))
        if not state.edition:
            self.empty.say("还没有清单", state.note, "导入清单")
        self.summary_button.setEnabled(bool(state.edition))

    def show_source(self, row: SourceLine | None) -> None:
        self.detail.setText("\n".join(row.measures) if row else "")
        self.detail.setToolTip(self.detail.text())
        self.board_button.setEnabled(row is not None and row.is_enterprise)

    def open_base(self, draft: str, title: str, values: Mapping[str, str]) -> None:
        self._left.setCurrentWidget(self._base_card)
        self.base.open(draft, title, "由市州自行核算，每年一次；更正同一年的，照样再登记一次", values, "so2")

    def close_base(self) -> None:
        if self._left.currentWidget() is self._base_card:
            self._left.setCurrentWidget(self.places)
            self.places.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, tone: str) -> None:
        self.note.setText(text)
        self.note.setToolTip(text)
        if self.note.property("role") != tone:
            self.note.setProperty("role", tone)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.title.setProperty("role", "lead")
        self.note.setWordWrap(True)
        self.detail.setProperty("role", "caption")
        self.detail.setWordWrap(True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(px(20 * DETAIL_LINES))
        self.search.setMinimumWidth(px(96))
        self.search.setMaximumWidth(px(220))
        inside = QVBoxLayout(self._base_card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.base)
        self._base_card.setProperty("role", "card")
        self._left.addWidget(self.places)
        self._left.addWidget(self._base_card)
        self._left.setMinimumWidth(px(LEFT_PX))
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(8))
        inner.addWidget(self._ratio_card())
        inner.addLayout(self._row((self.kinds, self.search), (self.sheets, self.board_button, self.boards_button)))
        inner.addWidget(self.table, 1)
        inner.addWidget(self.detail)
        self._right.addWidget(listed)
        self._right.addWidget(self.empty)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(8))
        right.addLayout(
            self._row(
                (self.title, self.editions),
                (self.import_button, self.export_button, self.base_button, self.summary_button),
            )
        )
        right.addWidget(self.faults)
        right.addWidget(self._right, 1)
        right.addWidget(self.job_line)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self._left)
        body.addWidget(side)
        body.setStretchFactor(0, 0)
        body.setStretchFactor(1, 1)
        body.setSizes([px(LEFT_PX), px(920)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(body)

    def _ratio_card(self) -> QFrame:
        px = self._look.theme.px
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(px(12), px(8), px(0), px(8))
        inner.setSpacing(px(4))
        inner.addWidget(self.bars)
        inner.addWidget(self.note)
        return card

    def _row(self, left: tuple[QWidget, ...], right: tuple[QWidget, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.theme.px(8))
        for part in left:
            row.addWidget(part)
        row.addStretch()
        for part in right:
            row.addWidget(part)
        return row
