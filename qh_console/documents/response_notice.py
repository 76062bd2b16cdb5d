"""应急响应启动通知 (plan 2.4, 5.2, 5.3) with the duty sheet of every unit and prefecture as annexes."""

from __future__ import annotations

from qh_console.documents import duty_sheet
from qh_console.documents.model import Attachment, Format, Paper
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.reported import (
    DutySheet,
    ResponseNotice,
)
from qh_console.documents.wording import Wording

TEMPLATE = "response_notice.txt"


def paper(snapshot: ResponseNotice, wording: Wording) -> Paper:
    facts = facts_of(snapshot, basis=basis(snapshot.pack), alert=snapshot.basis)
    blocks = wording.blocks(TEMPLATE, facts)
    title = f"{snapshot.head.issuer}|关于启动|重污染天气|{snapshot.level.response}级|应急响应的|通知"
    annexes = tuple(_annex(sheet, wording) for sheet in snapshot.sheets)
    return official(snapshot.head, Format.FILE, title, blocks, "文件", attachments=annexes)


def _annex(sheet: DutySheet, wording: Wording) -> Attachment:
    name = f"{sheet.unit}任务单"
    return Attachment(name, f"{sheet.level.response}级应急响应任务单|（{sheet.unit}）", duty_sheet.body(sheet, wording))
