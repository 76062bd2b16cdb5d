"""预警公告 (plan 3.3.1, 3.4): one plain page for the media, with advice by group of people."""

from __future__ import annotations

from qh_console.documents.model import Format, Paper, Signature
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.snapshots import Bulletin
from qh_console.documents.wording import Wording

TEMPLATE = "bulletin.txt"


def paper(snapshot: Bulletin, wording: Wording) -> Paper:
    head = snapshot.head
    return Paper(
        Format.PLAIN,
        f"{head.issuer}|关于重污染天气|{snapshot.facts.level.name}的|公告",
        wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack))),
        meta(head),
        signature=Signature((head.issuer,), head.signed_on, sealed=False),
        numbered=False,
    )
