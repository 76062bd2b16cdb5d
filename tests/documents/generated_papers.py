"""Papers no office would write, of every format: bodies out of all that is hard to set, on pages of all shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from hypothesis import strategies as st

from qh_console.documents.model import (
    Align,
    Attachment,
    Attendance,
    Block,
    Cell,
    Column,
    Contents,
    Figure,
    Form,
    Format,
    FormRow,
    Gap,
    Heading,
    PageBreak,
    Paper,
    PaperMeta,
    Paragraph,
    Role,
    Signature,
    Span,
    Table,
)
from qh_console.domain.clock import chinese_date, from_beijing
from tests.documents.samples import STAMP

WORDS = st.sampled_from(
    [
        "重污染天气", "空气质量", "预警", "应急响应", "西宁市", "海东市", "海西蒙古族藏族自治州", "省生态环境厅",
        "大通回族土族自治县", "河南蒙古族自治县", "的", "和", "将", "出现", "一", "PM2.5", "PM₂.₅", "PM₁₀", "PM10",
        "SO2", "SO₂", "NOx", "NOₓ", "O3", "AQI", "HJ 633—2026", "GB/T 9704—2012", "250 µg/m3", "35μg/m³",
        "12日20时", "2026年1月12日", "36小时", "1.5 m/s", "30%", "第3号", "Ⅱ级", "〔2026〕3号", "m³", "8.5‰",
        "1234567吨", "CALPUFF", "WRF-Chem", "qh-console verify", "（NATIONALAMBIENTAIRQUALITY）", "马某某、李某某",
        "卓玛才让多杰", "更桑·多杰才让·卓玛措", "垚", "12～15天", "-8.5℃", "0971—6100000", "“强冷空气”", "（一）", "1.",
        "《青海省重污染天气应急预案》", "（以下简称《预案》）", "——", "……", "“‘", "’”", "）》", "10万吨", "3个百分点",
    ]
)  # fmt: skip
MARKS = st.sampled_from(["，", "。", "；", "：", "、", "！", "？", "", ""])
PAIRS = st.tuples(WORDS, MARKS)


def bodies(least: int = 1, most: int = 60) -> st.SearchStrategy[str]:
    return st.lists(PAIRS, min_size=least, max_size=most).map(lambda pairs: "重" + "".join(w + m for w, m in pairs))


TEXTS = st.one_of(bodies(1, 6), bodies(4, 20), bodies(20, 60))
PARAGRAPHS = st.one_of(
    TEXTS.map(Paragraph),
    TEXTS.map(lambda text: Paragraph("1. " + text, 2, 4)),
    st.tuples(bodies(1, 3), TEXTS).map(lambda two: Paragraph((Span(two[0], Role.KAI), Span(two[1])))),
)
HEADINGS = st.tuples(st.integers(1, 4), bodies(1, 7)).map(lambda two: Heading(two[0], two[1]))
CELLS = st.lists(
    st.sampled_from(
        ["西宁市", "海西蒙古族藏族自治州", "PM2.5", "250 µg/m3", "12日20时", "30%", "HJ 633—2026", "（一）", "m³", "垚"]
    ),
    min_size=1,
    max_size=5,
).map("，".join)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(2, 4))
    columns = tuple(Column(draw(st.sampled_from(["单位", "PM2.5浓度", "措施"])), draw(st.sampled_from([1.0, 1.5])),
                           draw(st.sampled_from([Align.CENTRE, Align.LEFT]))) for _ in range(count))  # fmt: skip
    rows = draw(st.lists(st.tuples(*[CELLS] * count), min_size=1, max_size=12))
    repeats = draw(st.integers(1, 3))
    return Table(columns, tuple(rows) * repeats, draw(st.sampled_from(["", "各地浓度"])), draw(st.booleans()))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    rows = draw(st.lists(st.tuples(CELLS, bodies(1, 30)), min_size=1, max_size=6))
    signed = FormRow((Cell("签批"), Cell("", 4, foot="签名：　　年　月　日")), 15.0)
    return Form((*(FormRow((Cell(label), Cell(text, 4, Align.LEFT))) for label, text in rows), signed))


START = st.tuples(st.one_of(st.just(()), HEADINGS.map(lambda heading: (heading,))), PARAGRAPHS).map(
    lambda two: (*two[0], two[1])
)
ANY_BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS, HEADINGS, HEADINGS, tables())
BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.tuples(START, st.lists(ANY_BLOCKS, max_size=8)).map(
    lambda two: (*two[0], *two[1])
)
FORM_BLOCKS = st.lists(st.one_of(PARAGRAPHS, HEADINGS, forms()), min_size=1, max_size=6).map(tuple)
ORGANS = ("青海省重污染天气应急领导小组", "青海省生态环境厅", "青海省气象局", "青海省公安厅")
TITLES = st.sampled_from(
    [
        "关于发布橙色预警的通知",
        "青海省重污染天气应急领导小组|关于发布|西宁市、海东市|重污染天气|橙色预警的|通知",
        "关于进一步做好西宁市、海东市、海西蒙古族藏族自治州重污染天气应急响应和冬季清洁取暖工作的通知",
        "关于转发《重污染天气消除攻坚战行动方案》和印发任务分工的通知",
    ]
)


@st.composite
def papers(draw: st.DrawFn, form: Format) -> Paper:
    """One paper of a format with everything that format may carry, each thing sometimes left out."""
    maybe = st.booleans()
    official = form in (Format.FILE, Format.LETTER, Format.MINUTES)
    organs = ORGANS[: draw(st.sampled_from([1, 1, 2, 4]))] if form is Format.FILE else ORGANS[1:2]
    signed = form in (Format.FILE, Format.LETTER) or (form is Format.FORM and draw(maybe))
    annexes = draw(st.lists(st.lists(st.one_of(PARAGRAPHS, tables()), min_size=1, max_size=2), max_size=3))
    return Paper(
        format=form,
        title=draw(TITLES),
        blocks=draw(BLOCKS if official else FORM_BLOCKS),
        meta=PaperMeta(ORGANS[0], from_beijing(2026, 1, 12, 9), footer=STAMP),
        mark=organs if official else (),
        mark_suffix={Format.FILE: "文件", Format.MINUTES: "会商纪要"}.get(form, ""),
        number="青重污染应急〔2026〕3号" if official else "",
        copy_number="000123" if form is Format.FILE and draw(maybe) else "",
        urgency="特急" if official and draw(maybe) else "",
        signer="马某某" if form is Format.FILE and draw(maybe) else "",
        addressee=draw(bodies(1, 9)).rstrip("：") if official and draw(maybe) else "",
        signature=Signature(organs, date(2026, 1, 12), draw(maybe)) if signed else None,
        note="联系人：马某某，电话：0971—6100000" if signed and draw(maybe) else "",
        attachments=tuple(
            Attachment(draw(bodies(1, 8)), "任务清单", tuple(blocks)) for blocks in annexes
        ) if official else (),
        attendance=(Attendance("出席", draw(bodies(3, 20))), Attendance("列席", "李某某"))
        if form is Format.MINUTES else (),
        copies_to=draw(bodies(1, 12)).rstrip("。") if official and draw(maybe) else "",
        printed_by="青海省生态环境厅办公室" if form in (Format.FILE, Format.MINUTES) and draw(maybe) else "",
        printed_on=date(2026, 1, 12),
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A stretch of a paper as its reader reads it. `repeats` is the head of the table it is a row of."""

    kind: str
    text: str
    repeats: str = ""


def told(paper: Paper, addressee_moved: bool) -> Iterator[Told]:
    """Everything a paper says in the order it is said, page numbers and footer left out.

    An addressee the first page has no room for stands in the version block.
    """
    for corner in (paper.copy_number, paper.secrecy, paper.urgency) if paper.format is not Format.LETTER else ():
        yield Told("corner", corner)
    for name in (*paper.mark, paper.mark_suffix):
        yield Told("mark", name)
    for corner in (paper.copy_number, paper.secrecy, paper.urgency) if paper.format is Format.LETTER else ():
        yield Told("corner", corner)
    yield Told("number", paper.number)
    yield Told("signer", f"签发人：{paper.signer}" if paper.signer else "")
    yield Told("title", paper.plain_title)
    yield Told("addressee", f"{paper.addressee}：" if paper.addressee and not addressee_moved else "")
    tables = [0]
    yield from _blocks(paper.blocks, tables)
    for person in paper.attendance:
        yield Told("attendance", f"{person.label}：{person.names}")
    many = len(paper.attachments) > 1
    for index, item in enumerate(paper.attachments, 1):
        yield Told("list", ("附件：" if index == 1 else "") + (f"{index}. " if many else "") + item.name)
    if paper.signature:
        for name in paper.signature.names:
            yield Told("signature", name)
        yield Told("date", chinese_date(paper.signature.on))
    yield Told("note", f"（{paper.note}）" if paper.note else "")
    for index, item in enumerate(paper.attachments, 1):
        yield Told("label", f"附件{index}" if many else "附件")
        yield Told("title", item.title)
        yield from _blocks(item.blocks, tables)
    yield Told("copies", f"主送：{paper.addressee.rstrip('。')}。" if addressee_moved else "")
    yield Told("copies", f"抄送：{paper.copies_to}。" if paper.copies_to else "")
    if paper.printed_by:
        yield Told("printed", paper.printed_by)
        yield Told("printed", f"{chinese_date(paper.printed_on)}印发" if paper.printed_on else "印发")


def _blocks(blocks: Sequence[Block], tables: list[int]) -> Iterator[Told]:
    for block in blocks:
        match block:
            case Heading():
                yield Told("heading", block.text)
            case Paragraph():
                words = block.words if isinstance(block.words, str) else "".join(s.text for s in block.words)
                yield Told("text", words)
            case Table():
                if block.caption:
                    tables[0] += 1
                    yield Told("caption", f"表{tables[0]}　{block.caption}")
                head = "".join(column.head for column in block.columns)
                yield Told("head", head)
                for row in block.rows:
                    for index, cell in enumerate(row):
                        yield Told("cell", str(cell), head if index == 0 else "")
            case Form():
                for line in block.rows:
                    for box in line.cells:
                        yield Told("cell", str(box.words))
                        yield Told("foot", box.foot)
            case Figure() | Gap() | PageBreak() | Contents():
                continue
            case _:
                assert_never(block)
