"""预警备案表: one page with every field, a box to stamp and a box to receive."""

from __future__ import annotations

from dataclasses import replace

from qh_console.domain.clock import from_beijing
from tests.documents.made import pages_of, words_of
from tests.documents.samples import FILING


def test_one_page_with_every_field() -> None:
    assert len(pages_of(FILING)) == 1
    words = words_of(FILING)
    for wanted in (FILING.notice.number, "2026年1月12日10时", "橙色预警（Ⅱ级应急响应）", "PM2.5", "冶某某", "3.3.1"):
        assert wanted in words, wanted


def test_the_office_signs_when_it_has_received_it() -> None:
    received = replace(FILING, received_by="马某某", received_at=from_beijing(2026, 1, 12, 11))
    assert "收件人：马某某2026年1月12日11时" in words_of(received)
