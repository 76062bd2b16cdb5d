"""The palette reaches places, units, alerts and papers."""

from __future__ import annotations

from pathlib import Path

from qh_console.domain.pack import Level
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.palette_items import PALETTE_ROOMS, derive_palette
from tests.builders import to_standing
from tests.emission_builders import to_register
from tests.ui.seats import seat_at


def test_everything_with_a_name_can_be_reached(tmp_path: Path) -> None:
    seat = seat_at(tmp_path, *to_standing(Level.ORANGE), *to_register())
    sha256, of_unit = seat.file(
        PaperRequest(PaperKind.ISSUE_NOTICE, "a1", "1号"), PaperRequest(PaperKind.DUTY_SHEET, "a1", "1号", "ecology")
    )
    items = {item.key: item for item in derive_palette(seat.desk.board, seat.desk.pack, seat.desk.places)}
    assert items["place:630100"].text == "西宁市"
    assert "橙色" in items["alert:a1"].text
    assert items["unit:ecology"].group == "单位"
    assert items[f"paper:{sha256}"].hint == "1号"
    assert items[f"paper:{sha256}"].icon
    sheet = next(item.text for key, item in items.items() if key == f"paper:{of_unit}")
    assert sheet.count("省生态环境厅") == 1
    kinds = {key.partition(":")[0] for key in items}
    assert kinds == {"place", "alert", "unit", "source", "paper"} == set(PALETTE_ROOMS)
    enterprises = {key: item for key, item in items.items() if item.group == "企业"}
    assert enterprises.keys() == {"source:source/630100/0", "source:source/630100/1"}
    assert enterprises["source:source/630100/1"].text == "虚构供热二厂"
    assert enterprises["source:source/630100/1"].hint == "城东区"
