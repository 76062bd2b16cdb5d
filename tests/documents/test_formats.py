"""Pages measured against GB/T 9704—2012, read back out of the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

import pytest

from qh_console.documents.model import (
    Attachment,
    Block,
    Format,
    Heading,
    Paper,
    PaperMeta,
    Paragraph,
    Role,
    Signature,
)
from qh_console.documents.page import CELLS, LINES
from qh_console.documents.render import render
from qh_console.domain.clock import from_beijing
from qh_console.problems import KnownProblem
from tests.documents.measured import MM, Mark, Side, plain, sides
from tests.documents.samples import STAMP, faces

NEAR = 0.5
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
LINE, CHAR = 28.99, 15.79
META = PaperMeta("青海省重污染天气应急领导小组", from_beijing(2026, 1, 12, 9), footer=STAMP)
SENTENCE = "各有关单位按照职责分工落实各项响应措施并及时报告进展情况"
BODY: tuple[Block, ...] = tuple(Paragraph(SENTENCE * 6) for _ in range(8))

FILE = Paper(
    Format.FILE,
    "青海省重污染天气应急领导小组|关于发布|重污染天气|橙色预警的|通知",
    BODY,
    META,
    mark=("青海省重污染天气应急领导小组",),
    mark_suffix="文件",
    number="青重污染应急〔2026〕3号",
    addressee="各市、自治州重污染天气应急指挥部",
    signature=Signature(("青海省重污染天气应急领导小组",), date(2026, 1, 12)),
    note="联系人：马某某",
    copies_to="省委办公厅，省政府办公厅",
    printed_by="青海省生态环境厅办公室",
    printed_on=date(2026, 1, 12),
)
LETTER = replace(FILE, format=Format.LETTER, mark=("青海省生态环境厅",), mark_suffix="", printed_by="")
MINUTES = replace(
    FILE, format=Format.MINUTES, mark=("青海省重污染天气",), mark_suffix="会商纪要", signature=None, note=""
)


def set_paper(paper: Paper) -> list[Side]:
    return sides(render(paper, faces()).pdf)


def red(side: Side) -> list[Mark]:
    return [c for c in side.chars if c.colour and c.colour[0] > 0.5 and sum(c.colour) < 1.2]


def red_rules(side: Side) -> list[Mark]:
    found = [r for r in side.rules if r.colour and r.colour[0] > 0.5 and sum(r.colour) < 1.2]
    return sorted(found, key=lambda r: r.top)


def number_dash(side: Side) -> Mark:
    return next(c for c in side.chars if c.text == "—" and c.size_pt == pytest.approx(14) and c.top > BOTTOM)


def dash_top(dash: Mark) -> float:
    """Upper edge of the dash's ink: its base line less the height of the stroke over it."""
    base = dash.bottom - 0.12 * 14 / MM
    return base - faces().top(Role.SERIF, "—") * 14 / MM


@pytest.mark.parametrize("paper", [FILE, LETTER, MINUTES], ids=lambda paper: paper.format.value)
def test_the_type_area_holds_22_lines_of_28_characters(paper: Paper) -> None:
    page = set_paper(replace(paper, blocks=(Paragraph(SENTENCE * 60),)))[1]
    rows = [row for row in page.lines() if row[0].top < BOTTOM]
    assert len(rows) == LINES
    full = [row for row in rows if len(row) == CELLS]
    assert len(full) > LINES // 2
    for row in full:
        assert row[0].left == pytest.approx(LEFT, abs=NEAR)
        assert row[-1].right == pytest.approx(RIGHT, abs=NEAR)
        pitches = [(b.left - a.left) * MM for a, b in pairwise(row)]
        assert pitches == pytest.approx([CHAR] * (CELLS - 1), abs=0.02)
    steps = [(b[0].top - a[0].top) * MM for a, b in pairwise(rows)]
    assert steps == pytest.approx([LINE] * (LINES - 1), abs=0.3)
    assert rows[0][0].top == pytest.approx(TOP + (LINE - 16) / 2 / MM, abs=NEAR)


@pytest.mark.parametrize("paper", [FILE, LETTER, MINUTES], ids=lambda paper: paper.format.value)
def test_body_starts_two_cells_in_and_the_next_line_flush(paper: Paper) -> None:
    rows = set_paper(replace(paper, blocks=(Paragraph(SENTENCE * 20),) * 2))[1].lines()
    starts = sorted({round(row[0].left - LEFT, 1) for row in rows if row[0].top < BOTTOM})
    assert starts == pytest.approx([0.0, 2 * CHAR / MM], abs=NEAR)


def test_red_mark_35_mm_under_the_type_area_and_centred() -> None:
    chars = red(set_paper(FILE)[0])
    assert "".join(c.text for c in chars) == "青海省重污染天气应急领导小组文件"
    assert chars[0].top == pytest.approx(TOP + 35, abs=NEAR)
    assert (chars[0].left + chars[-1].right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)


def test_number_two_lines_under_the_mark_and_red_rule_4_mm_under_it() -> None:
    page = set_paper(FILE)[0]
    number = page.found("青重污染应急〔2026〕3号")
    (rule,) = red_rules(page)
    assert rule.left == pytest.approx(LEFT, abs=NEAR)
    assert rule.right == pytest.approx(RIGHT, abs=NEAR)
    upper_edge = (rule.top + rule.bottom) / 2 - rule.size_pt / 2 / MM
    assert upper_edge - max(c.bottom for c in number) == pytest.approx(4.0, abs=NEAR)
    assert (number[0].left + number[-1].right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)
    mark_bottom = max(c.bottom for c in red(page))
    assert (number[0].top - mark_bottom) * MM == pytest.approx(2.5 * LINE, abs=0.75 * LINE)


@pytest.mark.parametrize("paper", [FILE, LETTER, MINUTES], ids=lambda paper: paper.format.value)
def test_title_is_22_points_centred_and_shaped(paper: Paper) -> None:
    rows = set_paper(paper)[0].lines(22.0)
    assert ["".join(c.text for c in row) for row in rows] == [
        "青海省重污染天气应急领导小组", "关于发布重污染天气橙色预警的通知",
    ]  # fmt: skip
    for row in rows:
        assert (row[0].left + row[-1].right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)


def test_the_first_page_shows_body_text() -> None:
    assert SENTENCE[:20] in plain(set_paper(FILE)[0].text)


@pytest.mark.parametrize("paper", [FILE, LETTER, MINUTES], ids=lambda paper: paper.format.value)
def test_page_numbers_7_mm_under_the_area_odd_right_even_left(paper: Paper) -> None:
    """A letter's first page has none."""
    pages = list(enumerate(set_paper(replace(paper, blocks=(Paragraph(SENTENCE * 60),))), 1))
    assert len(pages) >= 3
    for index, page in pages[1:3] if paper is LETTER else pages[:3]:
        dash = number_dash(page)
        assert dash_top(dash) - BOTTOM == pytest.approx(7.0, abs=NEAR)
        row = [c for c in page.chars if abs(c.top - dash.top) < 0.2 and c.text.strip()]
        assert "".join(c.text for c in row) == f"—{index}—"
        if index % 2:
            assert RIGHT - max(c.right for c in row) == pytest.approx(14 / MM, abs=NEAR)
        else:
            assert min(c.left for c in row) - LEFT == pytest.approx(14 / MM, abs=NEAR)


def test_version_block_closes_an_even_last_page_on_the_lower_edge() -> None:
    for length in (2, 5, 8, 11, 14):
        pages = set_paper(replace(FILE, blocks=BODY[:1] * length))
        assert len(pages) % 2 == 0
        rules = sorted((r for r in pages[-1].rules if r.left < LEFT + 1), key=lambda r: r.top)
        assert [r.size_pt * 0.3528 for r in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
        assert rules[-1].top == pytest.approx(BOTTOM, abs=NEAR)
        for rule in rules:
            assert (rule.left, rule.right) == pytest.approx((LEFT, RIGHT), abs=NEAR)
        copies = pages[-1].found("抄送：")
        assert copies[0].size_pt == pytest.approx(14)
        assert copies[0].left - LEFT == pytest.approx(14 / MM, abs=NEAR)
        printed = pages[-1].found("日印发")
        assert RIGHT - printed[-1].right == pytest.approx(14 / MM, abs=NEAR)


def test_letter_mark_30_mm_from_the_page_top_with_double_lines() -> None:
    page, second = set_paper(LETTER)[:2]
    chars = red(page)
    assert chars[0].top == pytest.approx(30, abs=NEAR)
    rules = red_rules(page)
    assert len(rules) == 4
    for rule in rules:
        assert rule.right - rule.left == pytest.approx(170, abs=NEAR)
        assert rule.left == pytest.approx(20, abs=NEAR)
    thick, thin, lower_thin, lower_thick = (r.size_pt for r in rules)
    assert thick > thin
    assert lower_thin < lower_thick
    upper_edge = rules[0].top - rules[0].size_pt / 2 / MM
    assert upper_edge - max(c.bottom for c in chars) == pytest.approx(4, abs=NEAR)
    lower_edge = rules[3].top + rules[3].size_pt / 2 / MM
    assert 297 - lower_edge == pytest.approx(20, abs=NEAR)
    number = page.found("青重污染应急〔2026〕3号")
    assert number[-1].right == pytest.approx(RIGHT, abs=NEAR)
    assert not [c for c in page.chars if c.text == "—" and c.top > BOTTOM]
    assert number_dash(second)


def test_a_letters_corner_lines_begin_level_with_its_number_and_stand_over_its_title() -> None:
    """10.1: the first of them as far under the red line as the number, the title two lines under the last."""
    page = set_paper(replace(LETTER, copy_number="000123", secrecy="机密★3年", urgency="特急"))[0]
    number, urgent = page.found("青重污染应急〔2026〕3号"), page.found("特急")
    assert page.found("000123")[0].top == pytest.approx(number[0].top, abs=NEAR)
    title = page.lines(22.0)[0]
    assert (title[0].top - urgent[0].bottom) * MM > 2 * LINE - 8
    alone = set_paper(replace(LETTER, urgency="特急"))[0]
    assert alone.found("特急")[0].top == pytest.approx(alone.found("青重污染应急")[0].top, abs=NEAR)


def test_minutes_carry_their_mark_at_35_mm() -> None:
    chars = red(set_paper(MINUTES)[0])
    assert "".join(c.text for c in chars) == "青海省重污染天气会商纪要"
    assert chars[0].top == pytest.approx(TOP + 35, abs=NEAR)
    assert (chars[0].left + chars[-1].right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)


def test_a_joint_mark_stacks_the_names_with_the_suffix_beside_them() -> None:
    names = ("青海省生态环境厅", "青海省气象局")
    paper = replace(FILE, mark=names, signature=Signature(names, date(2026, 1, 12)))
    chars = red(set_paper(paper)[0])
    assert "".join(c.text for c in chars) == "青海省生态环境厅青海省气象局文件"
    first, second, suffix = chars[:8], chars[8:14], chars[14:]
    assert first[0].left == pytest.approx(second[0].left, abs=NEAR)
    assert first[-1].right == pytest.approx(second[-1].right, abs=NEAR)
    assert (first[0].top + second[0].top) / 2 == pytest.approx(suffix[0].top, abs=NEAR)


def test_attachments_begin_new_pages_with_label_and_title() -> None:
    annexes = (Attachment("措施清单", "措施清单", BODY[:1]), Attachment("联络员名单", "联络员名单", BODY[:1]))
    pages = set_paper(replace(FILE, attachments=annexes))
    listed = next(p for p in pages if "附件：" in p.text)
    assert "附件：1. 措施清单" in listed.text
    first = listed.found("措施清单")[0]
    second = listed.found("联络员名单")[0]
    assert second.left == pytest.approx(first.left, abs=NEAR)
    labelled = [p for p in pages if p.text.startswith(("附件1", "附件2"))]
    assert len(labelled) == 2
    label, title = labelled[0].lines()[0], labelled[0].lines(22.0)[0]
    assert label[0].left == pytest.approx(LEFT, abs=NEAR)
    assert label[0].font.endswith("NotoSansSC-Bold")
    assert (title[0].top - label[0].top) * MM == pytest.approx(2 * LINE, abs=6)


def test_headings_stand_in_their_faces_and_never_last_on_a_page() -> None:
    blocks: list[Block] = []
    for number in range(12):
        blocks += [Heading(1, f"一、第{number}节"), Heading(2, "（一）小节"), Paragraph(SENTENCE * (2 + number % 3))]
    pages = set_paper(replace(FILE, blocks=tuple(blocks)))
    assert pages[0].found("一、第")[0].font.endswith("NotoSansSC-Bold")
    assert pages[0].found("（一）小节")[0].font.endswith("QHKai-Regular")
    for page in pages:
        rows = [row for row in page.lines() if row[0].top < BOTTOM]
        if rows:
            assert "节" not in "".join(c.text for c in rows[-1])


def test_line_starts_never_vary_from_the_grid() -> None:
    rows = set_paper(FILE)[1].lines()
    pitch = median((b[0].top - a[0].top) * MM for a, b in pairwise(rows))
    assert pitch == pytest.approx(LINE, abs=0.05)


SEALED_BY = ("青海省生态环境厅", "青海省气象局", "青海省公安厅", "青海省教育厅")


def test_the_first_page_of_many_organs_still_shows_body_text() -> None:
    """7.2.4, 7.3.2: the joint mark becomes smaller for it, then a long addressee goes to the version block."""
    crowd = replace(
        FILE,
        mark=("青海省重污染天气应急领导小组", *SEALED_BY),
        addressee="、".join(f"第{number}重污染天气应急指挥部" for number in range(20)),
    )
    pages = set_paper(crowd)
    assert SENTENCE[:20] in plain(pages[0].text)
    assert "主送：第0重污染" in plain(pages[-1].text)
    assert all(c.bottom < BOTTOM + 2 for c in pages[0].chars if c.size_pt == pytest.approx(16))
    few = set_paper(replace(crowd, addressee="各市、自治州"))
    assert SENTENCE[:20] in plain(few[0].text)
    assert "各市、自治州：" in plain(few[0].text)


def test_a_text_too_long_for_its_one_line_is_refused_rather_than_cut() -> None:
    with pytest.raises(KnownProblem, match="一行排不下"):
        render(replace(FILE, number="青重污染应急〔2026〕3号" * 4), faces())
