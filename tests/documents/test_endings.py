"""What follows the body: signature and seals, lists of attachments, measured on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from qh_console.documents.model import Attachment, Attendance, Column, Format, Paragraph, Signature, Table
from tests.documents.measured import MM, plain
from tests.documents.test_formats import (
    BODY,
    BOTTOM,
    CHAR,
    FILE,
    LEFT,
    LINE,
    NEAR,
    RIGHT,
    SEALED_BY,
    SENTENCE,
    set_paper,
)

SEAL = 42.0


def test_sealed_date_ends_four_cells_from_the_edge_with_the_name_centred_over_it() -> None:
    page = next(p for p in set_paper(FILE) if "2026年1月12日\n" in p.text)
    name, on = page.found("青海省重污染天气应急领导小组"), page.found("2026年1月12日")
    assert RIGHT - on[-1].right == pytest.approx(4 * CHAR / MM, abs=NEAR)
    assert (name[0].left + name[-1].right) / 2 == pytest.approx((on[0].left + on[-1].right) / 2, abs=NEAR)
    assert (on[0].top - name[0].top) * MM == pytest.approx(LINE, abs=0.5)


def test_unsealed_name_two_cells_from_the_edge_and_the_date_two_cells_in() -> None:
    paper = replace(FILE, signature=Signature(("青海省重污染天气应急领导小组",), date(2026, 1, 12), sealed=False))
    page = next(p for p in set_paper(paper) if "2026年1月12日\n" in p.text)
    name, on = page.found("青海省重污染天气应急领导小组"), page.found("2026年1月12日")
    assert RIGHT - name[-1].right == pytest.approx(2 * CHAR / MM, abs=NEAR)
    assert on[0].left - name[0].left == pytest.approx(2 * CHAR / MM, abs=NEAR)


def test_no_signature_stands_on_a_page_without_body() -> None:
    for lines in range(1, 34, 2):
        pages = set_paper(replace(FILE, blocks=(Paragraph(SENTENCE * lines),)))
        page = next(p for p in pages if "联系人" in p.text)
        assert SENTENCE[-3:] in plain(page.text)


def test_attendance_never_stands_on_a_page_without_body() -> None:
    minutes = replace(
        FILE, format=Format.MINUTES, signature=None, note="", attachments=(),
        attendance=(Attendance("出席", "马某某、李某某" * 12), Attendance("列席", "王某某")),
    )  # fmt: skip
    for lines in range(1, 34, 2):
        pages = set_paper(replace(minutes, blocks=(Paragraph(SENTENCE * lines),)))
        page = next(p for p in pages if "出席" in p.text)
        assert SENTENCE[-3:] in plain(page.text)


@pytest.mark.parametrize("count", [3, 14, 16, 17, 20, 22, 26, 45])
@pytest.mark.parametrize("body", [1, 3, 4])
def test_a_long_list_of_attachments_goes_over_the_page_and_takes_the_signature_along(count: int, body: int) -> None:
    annexes = tuple(Attachment(f"第{n}号任务单", "任务单", BODY[:1]) for n in range(1, count + 1))
    paper = replace(FILE, blocks=BODY[:body], attachments=annexes, printed_by="", copies_to="")
    pages = [page for page in set_paper(paper) if not page.text.startswith("附件1\n")]
    listing = [page for page in pages if "号任务单" in page.text]
    found = [n for page in listing for n in range(1, count + 1) if f"第{n}号任务单" in page.text]
    assert found == list(range(1, count + 1))
    signed = next(page for page in pages if "2026年1月12日" in plain(page.text) and "马某某" in page.text)
    assert signed is listing[-1]
    assert sum(f"第{n}号任务单" in signed.text for n in range(1, count + 1)) >= 2
    for page in listing:
        assert all(c.bottom <= BOTTOM + 2 for c in page.chars if c.size_pt == pytest.approx(16)), page.text


def test_joint_signatures_stand_three_in_a_row_with_room_for_their_seals() -> None:
    """7.3.5.1: seals neither touch each other nor pass the area; the last covers its name and the date."""
    paper = replace(FILE, signature=Signature(SEALED_BY, date(2026, 1, 12)))
    page = next(p for p in set_paper(paper) if "联系人" in p.text)
    names = [page.found(name) for name in SEALED_BY]
    centres = [((n[0].left + n[-1].right) / 2, (n[0].top + n[0].bottom) / 2) for n in names]
    first, second, third, fourth = centres
    assert first[1] == second[1] == third[1]
    assert [b[0] - a[0] > SEAL for a, b in pairwise((first, second, third))] == [True, True]
    assert fourth[1] - third[1] > SEAL
    assert fourth[0] == pytest.approx(third[0], abs=NEAR)
    assert first[0] - SEAL / 2 >= LEFT - NEAR
    assert third[0] + SEAL / 2 <= RIGHT + NEAR
    on = page.found("2026年1月12日")
    assert (on[0].left + on[-1].right) / 2 == pytest.approx(fourth[0], abs=NEAR)
    assert on[0].top - names[3][0].top == pytest.approx(LINE / MM, abs=NEAR)


def test_long_names_of_a_joint_paper_stand_under_each_other() -> None:
    names = ("青海省重污染天气应急领导小组", "青海省重污染天气应急领导小组办公室")
    page = next(
        p for p in set_paper(replace(FILE, signature=Signature(names, date(2026, 1, 12)))) if "联系人" in p.text
    )
    text = plain(page.text)
    first = page.found(names[1])
    assert names[0] in text
    assert first[-1].right <= RIGHT + NEAR


def test_a_signature_never_stands_on_the_side_of_a_table() -> None:
    table = Table((Column("单位"), Column("措施", 3)), (("省公安厅", "限行"),) * 5, landscape=True)
    pages = set_paper(replace(FILE, blocks=(*BODY[:1], table)))
    signed = next(p for p in pages if "2026年1月12日\n" in p.text)
    assert "省公安厅" not in signed.text
    on = signed.found("2026年1月12日")
    assert RIGHT - on[-1].right == pytest.approx(4 * CHAR / MM, abs=NEAR)


def test_a_landscape_table_at_the_end_leaves_no_blank_side() -> None:
    table = Table((Column("单位"), Column("措施", 3)), (("省公安厅", "限行"),) * 5, landscape=True)
    bare = replace(FILE, blocks=(*BODY[:1], table), signature=None, note="", copies_to="", printed_by="")
    assert len(set_paper(bare)) == 2
