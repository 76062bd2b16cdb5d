"""健康提示 (plan 3.1, 3.4): one plain page for the public after any consultation, with advice by group of people."""

from __future__ import annotations

from qh_console.documents.model import Format, Paper, Signature
from qh_console.documents.office_snapshots import HealthHint
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording

TEMPLATE = "health_hint.txt"


def paper(snapshot: HealthHint, wording: Wording) -> Paper:
    head = snapshot.head
    return Paper(
        Format.PLAIN,
        f"{snapshot.office}|空气污染|健康提示",
        wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack))),
        meta(head),
        signature=Signature((snapshot.office,), head.signed_on, sealed=False),
        numbered=False,
    )
