"""交接班记录 names who hands to whom, what stands open with its time, and leaves room for two pens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.office_snapshots import HandoverRecord
from qh_console.documents.press import make
from qh_console.documents.reading_back import pdf_words
from qh_console.problems import KnownProblem
from tests.documents.made import pages_of
from tests.documents.office_samples import HANDOVER
from tests.documents.samples import faces, wording


def words_of(snapshot: HandoverRecord) -> str:
    """Cell by cell, as the paper is drawn."""
    return pdf_words(make(snapshot, wording(), faces()).pdf)


def test_it_names_both_shifts_the_alert_and_every_open_matter() -> None:
    words = words_of(HANDOVER)
    assert "马某某、韩某某于2026年1月13日20时5分向李某某交班，交班时段自2026年1月13日8时起。" in words
    assert "自1月12日20时起生效" in words
    for item in HANDOVER.items:
        assert item.text in words
    assert "2026年1月13日22时" in words
    assert HANDOVER.remarks in words


def test_quiet_shifts_say_so() -> None:
    words = words_of(replace(HANDOVER, alerts=(), items=(), remarks=""))
    assert "目前没有生效的预警。" in words
    assert "没有待办事项。" in words
    assert "四、其他" not in words


def test_it_stands_on_one_page_inside_the_type_area_with_two_lines_to_sign() -> None:
    (page,) = pages_of(HANDOVER)
    assert page.text.count("签名：") == 2
    table = [r for r in page.rules if r.top > 30]
    assert min(r.left for r in table) == pytest.approx(28, abs=0.5)
    assert max(r.right for r in table) == pytest.approx(184, abs=0.5)


def test_nobody_can_take_over_from_nobody() -> None:
    with pytest.raises(KnownProblem, match="equipment"):
        words_of(replace(HANDOVER, equipment=""))
