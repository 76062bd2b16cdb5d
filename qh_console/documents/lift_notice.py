"""预警解除通知 (plan 3.3.2, 5.4): the alert ends, and with it the response."""

from __future__ import annotations

from typing import Any

from qh_console.documents.model import Format, Paper
from qh_console.documents.notice_body import body_blocks
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.snapshots import LiftNotice
from qh_console.documents.wording import Wording

TEMPLATE = "lift_notice.txt"


def facts(snapshot: LiftNotice) -> dict[str, Any]:
    return facts_of(snapshot, basis=basis(snapshot.pack))


def paper(snapshot: LiftNotice, wording: Wording) -> Paper:
    """Plan 3.3.2: proposed by ecology and meteorology, approved by whoever issued; names the notice it ends."""
    blocks = body_blocks(TEMPLATE, snapshot, facts(snapshot), wording, {})
    title = f"{snapshot.head.issuer}|关于解除|重污染天气|{snapshot.changes.level.name}的|通知"
    return official(snapshot.head, Format.FILE, title, blocks, "文件")
