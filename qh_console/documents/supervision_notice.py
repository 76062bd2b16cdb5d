"""督查通知 (plan 5.2): where teams go when the province responds at Ⅰ, in letter form."""

from __future__ import annotations

from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.official import basis, facts_of, official
from qh_console.documents.reported import SupervisionNotice
from qh_console.documents.wording import Wording

TEMPLATE = "supervision_notice.txt"
COLUMNS = (Column("组别", 1), Column("督查地区", 2, Align.LEFT), Column("带队", 2))


def paper(snapshot: SupervisionNotice, wording: Wording) -> Paper:
    teams = Table(COLUMNS, snapshot.teams, "督查安排", size_pt=12)
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"teams": (teams,)})
    title = f"{snapshot.head.issuer}|关于开展|重污染天气|应急响应|督查的|通知"
    return official(snapshot.head, Format.LETTER, title, blocks)
