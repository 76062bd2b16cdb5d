"""预警发布通知 (plan 3.3.1): the seven fields a published alert must carry, and the measures it starts."""

from __future__ import annotations

from typing import Any

from qh_console.documents.model import Format, Paper
from qh_console.documents.notice_body import body_blocks
from qh_console.documents.official import basis, facts_of, measures_of, official
from qh_console.documents.snapshots import IssueNotice
from qh_console.documents.wording import Wording

TEMPLATE = "issue_notice.txt"


def facts(snapshot: IssueNotice) -> dict[str, Any]:
    return facts_of(snapshot, basis=basis(snapshot.pack))


def paper(snapshot: IssueNotice, wording: Wording) -> Paper:
    """Plan 3.3.1: raises KnownProblem naming any required field that is empty."""
    measures, annexes = measures_of(snapshot.measures, f"{snapshot.facts.level.response}级应急响应措施清单")
    blocks = body_blocks(TEMPLATE, snapshot, facts(snapshot), wording, {"measures": measures})
    title = f"{snapshot.head.issuer}|关于发布|重污染天气|{snapshot.facts.level.name}的|通知"
    return official(snapshot.head, Format.FILE, title, blocks, "文件", annexes)
