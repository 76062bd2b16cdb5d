"""The fields of each step's form, in the order an officer fills them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qh_console.domain.board import Board
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Approval, Change, Role
from qh_console.services.terms import term
from qh_console.ui.alert.drafts import BODY, StepDraft
from qh_console.ui.alert.steps_table import PROPOSALS, change_of
from qh_console.ui.widgets.field_form import Choice, FieldSpec

PASSWORD = "password"
FIRST_FIELD = {"propose-correct": "extent", "propose-withdraw": "reason"}
"""Where the cursor goes in a form whose fields are all filled in already: what is most often wrong."""
ON_THE_SPOT = frozenset(FIRST_FIELD)
"""Proposals that may be signed by both and released in one go, since a wrong notice is already out."""
_SIGN = FieldSpec(PASSWORD, "本人口令", "secret", True, "签字用，输入后不保存")

_MARKUP = "# 标题，**黑体**，__楷体__；〔…〕和[[…]]由系统填入"
_BODY = FieldSpec(BODY, "正文", "text", False, _MARKUP, (), "3.3.1", 18)
_ABSENCE = FieldSpec("absence", "代签原因", hint="由他人代签时，写明本人不在岗的原因")


def fields_of(step: str, board: Board, pack: PlanPack, has_own_words: bool = False) -> tuple[FieldSpec, ...]:
    """The form of one step; none for a step that only asks once more."""
    if step in PROPOSALS:
        words = (_BODY,) if has_own_words else ()
        return (*_proposal(change_of(step), pack), *words, _SIGN)
    match step:
        case "close":
            return (FieldSpec("outcome", "结论", "text", True, clause="3.1", lines=2),)
        case "return":
            who = _account(board, (Role.REVIEWER, Role.APPROVER), "退回人")
            return (who, _reason("退回理由", "3.3.1"), replace(_SIGN, label="退回人口令"))
        case "countersign":
            return (_account(board, (Role.APPROVER,), "补签人"), FieldSpec("number", "文书", is_required=True), _SIGN)
    return ()


def form_of(draft: StepDraft, board: Board, pack: PlanPack) -> tuple[FieldSpec, ...]:
    """The form of a step as far as it is filled in: how one approves, and whether one words, changes its fields."""
    if draft.step == "approve":
        return approval_fields(board, draft.text("approval") == Approval.TELEPHONE.value)
    return fields_of(draft.step, board, pack, bool(draft.text(BODY)))


def approval_fields(board: Board, is_telephone: bool) -> tuple[FieldSpec, ...]:
    """By hand the approver signs with his own account; by telephone the caller writes down the talk."""
    how = FieldSpec(
        "approval", "方式", "choice", True, choices=tuple(Choice(a.value, f"{term(a)}批准") for a in Approval)
    )
    if not is_telephone:
        who = _account(board, (Role.APPROVER,), "批准人")
        return (how, who, _ABSENCE, FieldSpec(PASSWORD, "批准人口令", "secret", True, "由批准人本人输入"))
    return (
        how,
        FieldSpec("spoke_to", "通话人", "choice", True, "有签批权限的人", approvers(board), "3.3.1"),
        FieldSpec("number", "对方号码", "line", True),
        _ABSENCE,
        FieldSpec("called_at", "通话时间", "time", True),
        FieldSpec("read_back", "复述", "check", True, "已把级别、范围和时间复述一遍，对方确认无误"),
        FieldSpec(PASSWORD, "记录人口令", "secret", True, "由通话的值班员输入；批准人事后补签"),
    )


def _proposal(change: Change, pack: PlanPack) -> tuple[FieldSpec, ...]:
    fields = []
    if change in (Change.RAISE, Change.LOWER):
        levels = tuple(Choice(r.level.word, r.name) for r in pack.levels if r.level >= Level.YELLOW)
        fields.append(FieldSpec("level", "级别", "choice", True, choices=levels, clause="3.3.2"))
    fields.append(FieldSpec("starts_at", "解除时间" if change is Change.LIFT else "开始时间", "time", True))
    if change is not Change.LIFT:
        fields.append(FieldSpec("ends_at", "预计结束", "time", True))
    fields += [
        FieldSpec("extent", "影响范围", "line", True, "到县区或地段"),
        FieldSpec("dispersion", "不利扩散条件", "text", True, "风、逆温、混合层", lines=2),
        FieldSpec("pollutants", "主要污染物", "line", True, "PM2.5"),
        FieldSpec("outlook", "后期趋势", "text", True, lines=2),
    ]
    if change is not Change.ISSUE:
        fields.append(_reason("理由", "3.3.2", change in (Change.CORRECT, Change.WITHDRAW)))
    if change is Change.LIFT:
        fields.append(FieldSpec("ecology_agrees", "生态环境", "check", True, "生态环境部门同意解除", clause="3.3.2"))
        fields.append(FieldSpec("meteorology_agrees", "气象", "check", True, "气象部门同意解除", clause="3.3.2"))
    return tuple(fields)


def with_only_choices(draft: StepDraft, specs: Iterable[FieldSpec]) -> StepDraft:
    """Where only one entry can be chosen, such as the one officer who may sign, it is chosen."""
    for spec in specs:
        if spec.kind == "choice" and spec.is_required and len(spec.choices) == 1 and not draft.text(spec.key):
            draft = draft.with_(spec.key, spec.choices[0].key)
    return draft


def _reason(label: str, clause: str, is_required: bool = True) -> FieldSpec:
    return FieldSpec("reason", label, "text", is_required, clause=clause, lines=2)


def _account(board: Board, roles: Iterable[Role], label: str) -> FieldSpec:
    return FieldSpec("by", label, "choice", True, "请选择", _officers(board, roles))


def approvers(board: Board) -> tuple[Choice, ...]:
    """Who may sign at all; which level takes whom, `decide` says."""
    return _officers(board, (Role.APPROVER,))


def _officers(board: Board, roles: Iterable[Role]) -> tuple[Choice, ...]:
    wanted = frozenset(roles)
    able = [o for o in board.officers.values() if o.active and o.roles & wanted]
    return tuple(Choice(o.id, f"{o.name}（{o.title}）") for o in able)
