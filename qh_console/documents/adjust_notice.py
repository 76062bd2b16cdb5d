"""预警级别调整通知 (plan 3.3.2): raised or lowered, naming the notice it changes."""

from __future__ import annotations

from typing import Any

from qh_console.documents.model import Format, Paper
from qh_console.documents.notice_body import body_blocks
from qh_console.documents.official import basis, facts_of, measures_of, official
from qh_console.documents.snapshots import AdjustNotice
from qh_console.documents.wording import Wording

TEMPLATE = "adjust_notice.txt"


def facts(snapshot: AdjustNotice) -> dict[str, Any]:
    verb = "升级" if snapshot.raised else "降级"
    return facts_of(snapshot, basis=basis(snapshot.pack), verb=verb)


def paper(snapshot: AdjustNotice, wording: Wording) -> Paper:
    """Plan 3.3.2: the same fields and road as issuing, and the number and name of the notice changed."""
    measures, annexes = measures_of(snapshot.measures, f"调整为{snapshot.facts.level.response}级应急响应的措施清单")
    blocks = body_blocks(TEMPLATE, snapshot, facts(snapshot), wording, {"measures": measures})
    before, after = snapshot.changes.level.name, snapshot.facts.level.name
    title = f"{snapshot.head.issuer}|关于将|重污染天气|{before}|调整为|{after}的|通知"
    return official(snapshot.head, Format.FILE, title, blocks, "文件", annexes)
