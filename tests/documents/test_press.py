"""Every kind of paper through one door: alike each time, nothing outside the sheet, nothing in the wrong face."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.press import Snapshot, make, worded
from tests.documents.assessed_sample import REPORT
from tests.documents.measured import fonts, sides
from tests.documents.office_samples import EXTRACT, HANDOVER, HINT, ROSTER
from tests.documents.samples import (
    ADJUST,
    APPROVAL,
    BRIEF,
    BULLETIN,
    CORRECTION,
    DUTY,
    FILING,
    ISSUE,
    LIFT,
    MINUTES,
    REPORT_UP,
    RESPONSE,
    SUPERVISION,
    faces,
    wording,
)

ALL: tuple[Snapshot, ...] = (
    ADJUST, APPROVAL, BRIEF, BULLETIN, CORRECTION, DUTY, FILING, ISSUE, LIFT, MINUTES, REPORT, REPORT_UP, RESPONSE,
    SUPERVISION, HANDOVER, EXTRACT, HINT, ROSTER,
)  # fmt: skip


@pytest.mark.parametrize("snapshot", ALL, ids=lambda s: type(s).__name__)
def test_same_snapshot_same_bytes_all_on_the_sheet_in_embedded_faces(snapshot: Snapshot) -> None:
    rendered = make(snapshot, wording(), faces())
    assert make(snapshot, wording(), faces()).pdf == rendered.pdf
    assert all("+" in name for name in fonts(rendered.pdf))
    pages = sides(rendered.pdf)
    assert len(pages) == rendered.pages
    for page in pages:
        wide = 297 if any(c.right > 211 for c in page.chars) else 210
        assert all(c.left > 5 and c.right < wide - 5 and c.top > 5 and c.bottom < 510 - wide for c in page.chars)


@pytest.mark.parametrize("snapshot", ALL, ids=lambda s: type(s).__name__)
def test_a_drill_marks_every_page_of_every_paper(snapshot: Snapshot) -> None:
    drill = replace(snapshot, head=replace(snapshot.head, drill=True))
    for page in sides(make(drill, wording(), faces()).pdf):
        assert sum(1 for c in page.chars if c.size_pt > 100 and c.text.strip()) == 2


def test_a_paper_can_be_had_before_it_is_set() -> None:
    assert worded(ISSUE, wording()).plain_title == "青海省重污染天气应急领导小组关于发布重污染天气橙色预警的通知"
