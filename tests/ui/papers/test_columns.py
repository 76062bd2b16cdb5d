"""What was printed and copied stands in one narrow column, in words at the pointer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.papers.columns import COLUMNS
from qh_console.ui.papers.state import PapersFilter, derive_papers
from tests.builders import NOW, to_standing
from tests.ui.seats import seat_at


def test_use_in_figures_and_in_words(tmp_path: Path) -> None:
    seat = seat_at(tmp_path, *to_standing())
    seat.file(PaperRequest(PaperKind.BULLETIN, "a1", "1号"))
    desk = seat.desk
    (fresh,) = derive_papers(desk.board, desk.pack, desk.places, PapersFilter(), NOW).rows
    columns = {column.title: column for column in COLUMNS}
    used, filed = columns["印/导"], columns["归档"]
    assert used.text(fresh) == "—"
    printed = replace(fresh, prints=2, exports=1)
    assert used.text(printed) == "2/1"
    assert used.tip is not None
    assert used.tip(printed) == "打印2份，导出1次"
    assert filed.tip is not None
    assert filed.tip(fresh) == f"经办{fresh.by}"
    assert {"文号", "状态", "发送", "位置", "摘要"} <= set(columns)
