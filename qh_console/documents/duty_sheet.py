"""应急响应任务单: one unit's duties under one notice, with boxes to tick and a line to sign back."""

from __future__ import annotations

from qh_console.documents.model import Align, Block, Cell, Column, Form, Format, FormRow, Paper, Table
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.reported import (
    DutyItem,
    DutySheet,
)
from qh_console.documents.wording import Wording
from qh_console.domain.clock import beijing, chinese_time

TEMPLATE = "duty_sheet.txt"
TICKS = "□已落实　□在办\n□不涉及"
COLUMNS = (
    Column("序号", 0.8), Column("任务", 4.2, Align.LEFT), Column("类别", 1.2), Column("依据条款", 1.35),
    Column("完成时限", 1.5), Column("落实情况", 2.5, Align.LEFT),
)  # fmt: skip


def paper(snapshot: DutySheet, wording: Wording) -> Paper:
    """Plan 2.4, 5.3: the sheet goes out with the response notice and comes back ticked and signed."""
    title = f"重污染天气{snapshot.level.response}级应急响应任务单|（{snapshot.unit}）"
    return Paper(
        Format.PLAIN, title, body(snapshot, wording), meta(snapshot.head, snapshot.notice_number), numbered=True
    )


def body(snapshot: DutySheet, wording: Wording) -> tuple[Block, ...]:
    """The sheet without its title, as an annex of the response notice carries it."""
    facts = facts_of(snapshot, basis=basis(snapshot.pack))
    rows = tuple(_row(index, duty) for index, duty in enumerate(snapshot.duties, 1))
    blocks = wording.blocks(TEMPLATE, facts, {"duties": (Table(COLUMNS, rows),)})
    return (*blocks, _reply(snapshot))


def _row(index: int, duty: DutyItem) -> tuple[str, ...]:
    due = beijing(duty.due_at)
    text = ("【新增】" if duty.is_new else "") + duty.text + (f"（{duty.place}）" if duty.place else "")
    when = f"{due.month}月{due.day}日\n{due.hour}时" + (f"{due.minute}分" if due.minute else "")
    return (str(index), text, _in_two(duty.category.removesuffix("措施")), duty.clause, when, TICKS)


def _in_two(word: str) -> str:
    """强制性 over 减排, 工作 over 职责: a narrow column never leaves one character alone."""
    return f"{word[:-2]}\n{word[-2:]}" if len(word) > 3 else word


def _reply(snapshot: DutySheet) -> Form:
    receipt = f"已收到并按本任务单落实。请于{chinese_time(snapshot.reply_by)}前反馈至{snapshot.reply_to}。"
    seal = "（盖章）　　　　年　　月　　日　　时"
    return Form(
        (
            FormRow((_label("未落实事项\n及原因"), Cell("", 5)), 14.0),
            FormRow((_label("单位负责人\n（签字）"), Cell("", 1.9), _label("联络员及\n电　话"), Cell("", 1.9)), 12),
            FormRow((_label("回　执"), Cell(receipt, 5, Align.LEFT, foot=seal)), 18.0),
        ),
        size_pt=11.0,
    )


def _label(text: str) -> Cell:
    return Cell(text, 1.2, is_label=True)
