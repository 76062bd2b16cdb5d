"""预警签批单 (plan 3.3.1): what is to be published and why, the opinions, a telephone approval if there was one."""

from __future__ import annotations

from qh_console.documents.model import Align, Cell, Form, Format, FormRow, Paper
from qh_console.documents.official import basis, meta, where
from qh_console.documents.snapshots import ApprovalSheet, PlaceGrade, SignatureBox, TelephoneApproval
from qh_console.documents.wording import Wording
from qh_console.domain.clock import chinese_date, chinese_time

TITLE = "重污染天气预警签批单"
LABEL_SHARE, TEXT_SHARE = 1.0, 5.2
BLANK_DATE = "　　　年　　月　　日　　时　　分"


def paper(snapshot: ApprovalSheet, wording: Wording) -> Paper:
    """One page; boxes nobody has signed yet stay open for a pen."""
    form = Form((*_facts(snapshot, wording), *_boxes(snapshot)), size_pt=11.0, one_page=True)
    return Paper(Format.FORM, TITLE, (form,), meta(snapshot.head, snapshot.facts.level.name), numbered=False)


def _facts(snapshot: ApprovalSheet, wording: Wording) -> tuple[FormRow, ...]:
    facts, head = snapshot.facts, snapshot.head
    span = f"{chinese_time(facts.starts_at)}至" + (chinese_time(facts.ends_at) if facts.ends_at else "解除时止")
    return (
        _pair("事　项", f"{snapshot.act}重污染天气{facts.level.name}", "文　号", head.number or "签批后编号"),
        _pair("发布单位", head.issuer, "拟稿日期", chinese_date(head.signed_on)),
        _pair("预警等级", facts.level.name, "响应级别", f"{facts.level.response}级"),
        _wide("依　据", basis(snapshot.pack)),
        _wide("时　间", span),
        _wide("地点范围", where(facts)),
        _wide("污染气象\n条　件", facts.dispersion),
        _wide("主要污染\n指　标", facts.pollutants),
        _wide("潜势分析", facts.outlook),
        _wide("定级推算", "\n".join(_graded(g) for g in snapshot.grades) or "—"),
        _wide("本系统取法", "".join(f"（{i}）{t}" for i, t in enumerate(snapshot.pack.readings, 1)) or "—"),
        _wide("不同于建议\n级别的理由", snapshot.overruled or "与建议级别一致"),
        _wide("拟办意见", wording.text("approval_sheet.txt", {"proposal": snapshot.proposal})),
    )


def _graded(grade: PlaceGrade) -> str:
    return (
        f"{grade.place}：建议{grade.level}，重污染{grade.heavy_days}天、严重污染{grade.severe_days}天，"
        f"AQI峰值{grade.peak}，依据{grade.clauses}；{grade.working}"
    )


def _boxes(snapshot: ApprovalSheet) -> tuple[FormRow, ...]:
    rows = [_box(box) for box in snapshot.boxes]
    return (*rows, _telephone(snapshot.telephone))


def _box(box: SignatureBox) -> FormRow:
    signed = chinese_time(box.signed_at) if box.signed_at else BLANK_DATE
    person = box.person or "　　　　　　"
    return FormRow(
        (
            _label(box.label),
            Cell(box.opinion, TEXT_SHARE, Align.JUSTIFY, foot=f"签名：{person}　　{signed}"),
        ),
        13.0,
    )


def _telephone(call: TelephoneApproval | None) -> FormRow:
    if call is None:
        text = "请示对象：　　　　　　　电话：　　　　　　　　答复：\n（未作电话请示的划去本栏）"
        return FormRow((_label("电话请示\n记　录"), _open(text, f"记录人：　　　　　　{BLANK_DATE}")), 13.0)
    text = f"请示对象：{call.approver}；电话：{call.number}；答复：{call.words}"
    foot = f"记录人：{call.recorded_by}　　{chinese_time(call.called_at)}"
    return FormRow((_label("电话请示\n记　录"), _open(text, foot)), 13.0)


def _open(text: str, foot: str) -> Cell:
    return Cell(text, TEXT_SHARE, Align.JUSTIFY, foot=foot)


def _pair(label: str, text: str, other: str, value: str) -> FormRow:
    half = (TEXT_SHARE - LABEL_SHARE) / 2
    return FormRow((_label(label), Cell(text, half + 0.3), _label(other), Cell(value, half - 0.3)), 7.0)


def _wide(label: str, text: str) -> FormRow:
    return FormRow((_label(label), Cell(text, TEXT_SHARE, Align.LEFT)), 7.0)


def _label(text: str) -> Cell:
    return Cell(text, LABEL_SHARE, is_label=True)
