"""The body of a notice: as it was proposed, with what only the release gives; else as the template words it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from qh_console.documents.machine_notice import Notice
from qh_console.documents.model import Block
from qh_console.documents.wording import Awaited, Wording, parse
from qh_console.domain.clock import beijing, chinese_date, chinese_time

APPROVED_BY, NUMBER = "〔批准人〕", "〔文号〕"
SIGNED_ON = Awaited("〔印发日期〕", "〔印发时间〕")
MOMENTS = {
    "takes_effect_at": Awaited("〔生效日期〕", "〔生效时间〕"),
    "lifted_at": Awaited("〔解除日期〕", "〔解除时间〕"),
}
"""Fields of notices that are the moment of the release."""


def awaiting(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a notice with a mark wherever only approval and release know."""
    head = {field.name: getattr(facts["head"], field.name) for field in fields(facts["head"])}
    head |= {"number": NUMBER, "signed_on": SIGNED_ON, "created_at": SIGNED_ON}
    late = {"head": head, "approved_by": APPROVED_BY, **MOMENTS}
    return {name: late.get(name, value) for name, value in facts.items()}


def body_blocks(
    template: str, snapshot: Notice, facts: Mapping[str, Any], wording: Wording, inserts: Mapping[str, Sequence[Block]]
) -> tuple[Block, ...]:
    """Raises KnownProblem naming what cannot be worded."""
    if not snapshot.body:
        return wording.blocks(template, facts, inserts)
    return parse(_filled(snapshot.body, snapshot, facts), inserts, template)


def _filled(body: str, snapshot: Notice, facts: Mapping[str, Any]) -> str:
    head = snapshot.head
    marks = {
        NUMBER: head.number,
        SIGNED_ON.day: chinese_date(head.signed_on),
        SIGNED_ON.time: chinese_time(head.created_at),
        APPROVED_BY: facts.get("approved_by", ""),
    }
    for name, moment in MOMENTS.items():
        if at := facts.get(name):
            marks |= {moment.day: chinese_date(beijing(at).date()), moment.time: chinese_time(at)}
    for mark, said in marks.items():
        body = body.replace(mark, said)
    return body
