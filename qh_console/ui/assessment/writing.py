"""What a person writes of an assessment (plan 5.5): its fields, the text as it is being written, and the act."""

from __future__ import annotations

from dataclasses import dataclass, fields

from qh_console.domain.alerts import Alert
from qh_console.domain.particulars import Assessment
from qh_console.ui.widgets.field_form import FieldSpec

KEY_HEAD = "assessment/"

FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("causes", "成因", "text", True, "本地排放、静稳逆温、区域传输各起什么作用", clause="5.5", lines=4),
    FieldSpec(
        "later_effects", "后续影响", "text", True, "对健康、生产、交通的影响，哪些还会延续", clause="5.5", lines=3
    ),
    FieldSpec("problems", "存在问题", "text", True, "哪一步慢了、漏了，哪些任务没有落实", clause="5.5", lines=3),
    FieldSpec("lessons", "经验教训", "text", True, "下次照做什么，不再做什么", clause="5.5", lines=3),
    FieldSpec("proposals", "改进建议", "text", True, "谁、改什么、何时改完", clause="5.5", lines=3),
    FieldSpec("meteorology", "气象条件", "text", False, "不填则用会商时的气象意见", lines=3),
    FieldSpec("reductions", "减排效果", "text", False, "不填则写明减排量正在核算", lines=3),
    FieldSpec("publicity", "信息公开", "text", False, "不填则写按预案发布预警和健康提示", lines=3),
)
"""What the plan asks for first; what the record can stand in for after it."""
REQUIRED = tuple(spec.key for spec in FIELDS if spec.is_required)
_LABELS = {spec.key: spec.label for spec in FIELDS}


@dataclass(frozen=True)
class AssessmentDraft:
    """One report as written so far, kept until it is submitted."""

    alert: str
    text: Assessment

    @property
    def key(self) -> str:
        return f"{KEY_HEAD}{self.alert}"

    def with_(self, field: str, text: str) -> AssessmentDraft:
        return AssessmentDraft(self.alert, Assessment(**{**vars(self.text), field: text}))


def begun(alert: Alert) -> AssessmentDraft:
    """The report on record where there is one, to be written again; else an empty one."""
    return AssessmentDraft(alert.id, alert.assessment or Assessment(*("" for _ in fields(Assessment))))


def as_previewed(text: Assessment) -> Assessment:
    """Every empty part the plan asks for named, so that the page shows where something is still to be written."""
    shown = {name: f"〔{_LABELS[name]}待填〕" for name in REQUIRED if not getattr(text, name).strip()}
    return Assessment(**{**vars(text), **shown})
