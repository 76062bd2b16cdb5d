"""The rows model: checked by Qt's own tester at every step, with the fewest changes that lead to the new rows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from qh_console.ui.widgets.table import MARK_ROLE, TONE_ROLE, Column, RowsModel, Swatch

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Line:
    key: str
    aqi: int


COLUMNS = (
    Column[Line]("地区", lambda line: line.key, tip=lambda line: f"{line.key}：{line.aqi}"),
    Column[Line](
        "AQI",
        lambda line: str(line.aqi),
        is_number=True,
        sort_key=lambda line: line.aqi,
        mark=lambda line: Swatch("#00E400") if line.aqi <= 50 else None,
        tone=lambda line: "fault" if line.aqi > 300 else "",
    ),
)


def make() -> tuple[RowsModel[Line], QAbstractItemModelTester]:
    model = RowsModel(COLUMNS, lambda line: line.key)
    return model, QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def changes(model: QAbstractItemModel) -> list[str]:
    told: list[str] = []
    model.rowsInserted.connect(lambda _, first, last: told.append(f"+{first}–{last}"))
    model.rowsRemoved.connect(lambda _, first, last: told.append(f"-{first}–{last}"))
    model.layoutChanged.connect(lambda *_: told.append("moved"))
    model.dataChanged.connect(lambda first, last, *_: told.append(f"~{first.row()}–{last.row()}"))
    model.modelReset.connect(lambda: told.append("reset"))
    return told


def test_what_a_cell_says(qapp: QApplication) -> None:
    model, _tester = make()
    model.show_rows([Line("海东", 312), Line("玉树", 38)])
    aqi = model.index(0, 1)
    assert (aqi.data(), aqi.data(TONE_ROLE), aqi.data(MARK_ROLE)) == ("312", "fault", None)
    assert Qt.AlignmentFlag(aqi.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert model.index(1, 1).data(MARK_ROLE) == Swatch("#00E400")
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "海东：312"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "AQI"


def test_only_what_changed_is_told(qapp: QApplication) -> None:
    model, _tester = make()
    rows = [Line("a", 1), Line("b", 2), Line("c", 3)]
    model.show_rows(rows)
    told = changes(model)
    model.show_rows(list(rows))
    assert told == []
    model.show_rows([Line("a", 1), Line("b", 20), Line("c", 3)])
    assert told == ["~1–1"]
    told.clear()
    model.show_rows([Line("a", 1), Line("c", 3), Line("d", 4), Line("e", 5)])
    assert told == ["-1–1", "+2–3"]
    told.clear()
    model.show_rows([Line("e", 5), Line("d", 4), Line("c", 3), Line("a", 1)])
    assert told == ["moved"]


def test_sorting_and_the_clicks_that_lead_there(qapp: QApplication) -> None:
    model, _tester = make()
    model.show_rows([Line("b", 9), Line("a", 100), Line("c", 20)])
    assert model.next_sort(1) == (1, DOWN)
    model.sort(1, DOWN)
    assert [line.aqi for line in model.rows] == [100, 20, 9]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "AQI ↓"
    assert model.next_sort(1) == (1, UP)
    model.show_rows([Line("b", 50), Line("a", 100), Line("c", 20)])
    assert [line.key for line in model.rows] == ["a", "b", "c"]
    model.sort(1, UP)
    assert model.next_sort(1) == (-1, DOWN)
    model.sort(-1)
    assert [line.key for line in model.rows] == ["b", "a", "c"]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3)), unique_by=lambda pair: pair[0]), max_size=6
    ),
    st.sampled_from([None, 0, 1]),
)
def test_any_sequence_of_rows_keeps_the_model_whole(
    qapp: QApplication, states: list[list[tuple[str, int]]], sort: int | None
) -> None:
    model, _tester = make()
    if sort is not None:
        model.sort(sort)
    for state in states:
        held = {line.key: QPersistentModelIndex(model.index(i, 0)) for i, line in enumerate(model.rows)}
        rows = [Line(key, aqi) for key, aqi in state]
        model.show_rows(rows)
        assert sorted(line.key for line in model.rows) == sorted(line.key for line in rows)
        assert set(model.rows) == set(rows)
        for key, index in held.items():
            place = model.position(key)
            assert index.isValid() == (place is not None)
            assert place is None or index.row() == place
    if sort is None:
        assert list(model.rows) == [Line(*pair) for pair in (states[-1] if states else [])]


def test_an_invalid_index_holds_nothing(qapp: QApplication) -> None:
    model, _tester = make()
    assert model.row_at(model.index(5, 0)) is None
    assert model.position("nobody") is None
    assert model.data(model.index(5, 0)) is None


@pytest.mark.parametrize("section", [-1, 2])
def test_a_header_beyond_the_columns_is_empty(qapp: QApplication, section: int) -> None:
    model, _tester = make()
    assert model.headerData(section, Qt.Orientation.Horizontal) is None
