"""更正、撤回通知: puts right or takes back a notice already issued, naming it."""

from __future__ import annotations

from typing import Any

from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.notice_body import body_blocks
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.snapshots import CorrectionNotice
from qh_console.documents.wording import Wording

TEMPLATE = "correction.txt"


def facts(snapshot: CorrectionNotice) -> dict[str, Any]:
    return facts_of(snapshot, basis=basis(snapshot.pack), verb=_verb(snapshot))


def paper(snapshot: CorrectionNotice, wording: Wording) -> Paper:
    columns = (Column("内容", 1), Column("原文", 2, Align.LEFT), Column("更正为", 2, Align.LEFT))
    table = Table(columns, snapshot.corrections, size_pt=12)
    inserts = {"corrections": (table,) if snapshot.corrections else ()}
    blocks = body_blocks(TEMPLATE, snapshot, facts(snapshot), wording, inserts)
    title = f"{snapshot.head.issuer}|关于{_verb(snapshot)}|{snapshot.changes.number}|文件的|通知"
    return official(snapshot.head, Format.FILE, title, blocks, "文件")


def _verb(snapshot: CorrectionNotice) -> str:
    return "撤回" if snapshot.withdraws else "更正"
