"""What the feeds' tests share: the eight places, a moment, and where the reference data may be."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from qh_console.domain.clock import from_beijing
from qh_console.domain.places import Place, Places
from qh_console.feeds.intake import Intake


@pytest.fixture(scope="session")
def places() -> Places:
    return Places((
        Place("630100", "西宁市", "西宁"),
        Place("630200", "海东市", "海东", ("海东地区",)),
        Place("632200", "海北藏族自治州", "海北", ("海北州",)),
        Place("632300", "黄南藏族自治州", "黄南", ("黄南州",)),
        Place("632500", "海南藏族自治州", "海南州", ("海南",)),
        Place("632600", "果洛藏族自治州", "果洛", ("果洛州",)),
        Place("632700", "玉树藏族自治州", "玉树", ("玉树州",)),
        Place("632800", "海西蒙古族藏族自治州", "海西", ("海西州",)),
    ))  # fmt: skip


@pytest.fixture
def now() -> datetime:
    return from_beijing(2026, 1, 9, 12)


@pytest.fixture
def intake(places: Places, now: datetime) -> Intake:
    return Intake(places, "测试", now)


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder of real data, which is not part of the project."""
    folder = os.environ.get("QH_REFERENCE_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("QH_REFERENCE_DATA is not set")
    return Path(folder)
