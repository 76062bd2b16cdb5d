"""The office's words for the kinds the record uses: one word each, the same on screen, paper and in the logbook."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from qh_console.domain.decisions import ROLE_NAMES
from qh_console.domain.dispatches import Said
from qh_console.domain.pack import Category, Level
from qh_console.domain.particulars import Approval, BasisKind, Cause, Change, MarkState, Means, Role, Scope

Term = Approval | BasisKind | Category | Cause | Change | Level | MarkState | Means | Role | Said | Scope

_WORDS: Mapping[Enum, str] = {
    Scope.CITY: "市州级",
    Scope.PROVINCE: "省级",
    BasisKind.GRADE: "系统分级",
    BasisKind.OBSERVATION: "监测实况",
    BasisKind.BY_HAND: "人工提议",
    Cause.HAZE: "霾",
    Cause.OZONE: "臭氧",
    Cause.DUST: "沙尘",
    Cause.SMOKE: "烟尘",
    Cause.MIXED: "混合",
    Cause.UNDECIDED: "未定",
    Change.ISSUE: "发布",
    Change.RAISE: "升级",
    Change.LOWER: "降级",
    Change.LIFT: "解除",
    Change.CORRECT: "更正",
    Change.WITHDRAW: "撤回",
    Approval.SIGNATURE: "签字",
    Approval.TELEPHONE: "电话",
    MarkState.NOTIFIED: "已通知",
    MarkState.UNDER_WAY: "办理中",
    MarkState.DONE: "已完成",
    MarkState.NOT_APPLICABLE: "不适用",
    Means.PHONE: "电话",
    Means.LETTER: "来函",
    Means.FAX: "传真",
    Means.SYSTEM: "系统",
    Means.ON_SITE: "现场",
    Category.MANDATORY: "强制",
    Category.SUGGESTED: "建议",
    Category.HEALTH: "健康",
    Category.STANDING: "职责",
    Said.SENT: "已发",
    Said.CONFIRMED: "已确认收到",
    Said.READ_OUT: "已电话宣读",
    Said.FAILED: "没有发出",
    Said.TAKEN_BACK: "撤销登记",
}
_LEVELS: Mapping[Level, str] = {
    Level.NONE: "无预警",
    Level.HINT: "健康提示",
    Level.YELLOW: "黄色",
    Level.ORANGE: "橙色",
    Level.RED: "红色",
}


def term(kind: Term) -> str:
    """The word of one kind: MarkState.DONE → 已完成, Level.ORANGE → 橙色."""
    if isinstance(kind, Level):
        return _LEVELS[kind]
    return ROLE_NAMES[kind] if isinstance(kind, Role) else _WORDS[kind]
