"""The red mark fits the width whatever the name."""

from __future__ import annotations

import pytest

from qh_console.documents.flow import Flow
from qh_console.documents.marks import mark
from qh_console.documents.model import Format, Paper, PaperMeta
from qh_console.documents.page import AREA_WIDTH, RED, Text
from qh_console.domain.clock import from_beijing
from tests.documents.samples import faces

META = PaperMeta("办公室", from_beijing(2026, 1, 12))


@pytest.mark.parametrize(
    "name", ["青海省生态环境厅", "青海省重污染天气应急领导小组", "海西蒙古族藏族自治州重污染天气应急指挥部办公室"]
)
def test_a_mark_fits_and_is_as_large_as_it_can_be(name: str) -> None:
    flow = Flow(faces())
    reach = mark(Paper(Format.FILE, "", (), META, mark=(name,), mark_suffix="文件"), flow, 100.0)
    (item,) = flow.page.items
    assert isinstance(item, Text)
    assert item.colour == RED
    assert reach == pytest.approx(100 + item.size)
    assert 24 <= item.size <= 44
    width = (len(name) + 2) * item.size * item.squeeze
    assert width <= AREA_WIDTH + 0.5
    assert item.x >= -0.5
