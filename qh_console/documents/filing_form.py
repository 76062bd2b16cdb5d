"""预警备案表 (plan 3.3.1): one page that files a prefecture's alert with the provincial leading group."""

from __future__ import annotations

from qh_console.documents.model import Align, Cell, Form, Format, FormRow, Paper
from qh_console.documents.official import basis, meta, where
from qh_console.documents.reported import FilingForm
from qh_console.documents.wording import Wording
from qh_console.domain.clock import chinese_time

TITLE = "重污染天气预警备案表"
BLANK_DATE = "　　　年　　月　　日　　时"


def paper(snapshot: FilingForm, wording: Wording) -> Paper:
    """The wording is fixed: a form has no template. The filing office's box stays open until it has received it."""
    facts, notice = snapshot.facts, snapshot.notice
    end = chinese_time(facts.ends_at) if facts.ends_at else "解除时止"
    received = chinese_time(snapshot.received_at) if snapshot.received_at else BLANK_DATE
    rows = (
        _row("备案单位", snapshot.head.issuer),
        _row("文件名称", notice.title),
        _row("文　号", notice.number),
        _row("发布时间", chinese_time(snapshot.issued_at)),
        _row("预警等级", facts.level.name + (f"（{facts.level.response}级应急响应）" if facts.level.response else "")),
        _row("依　据", basis(snapshot.pack)),
        _row("起止时间", f"{chinese_time(facts.starts_at)}至{end}"),
        _row("地点范围", where(facts)),
        _row("污染气象\n条　件", facts.dispersion),
        _row("主要污染\n指　标", facts.pollutants),
        _row("潜势分析", facts.outlook),
        _row("会商单位", "、".join(snapshot.consulted_by)),
        _row("批 准 人", snapshot.approved_by),
        _row("联系方式", snapshot.contact),
        _signed("备案单位\n意　见", f"（盖章）　　{BLANK_DATE}"),
        _signed("省领导小组\n办公室收件", f"收件人：{snapshot.received_by or '　　　　'}　　{received}"),
    )
    return Paper(Format.FORM, TITLE, (Form(rows, one_page=True),), meta(snapshot.head, notice.number), numbered=False)


def _row(label: str, text: str) -> FormRow:
    return FormRow((Cell(label, 1.1, is_label=True), Cell(text or "—", 5, Align.LEFT)), 8.5)


def _signed(label: str, foot: str) -> FormRow:
    return FormRow((Cell(label, 1.1, is_label=True), Cell("", 5, Align.JUSTIFY, foot=foot)), 18.0)
