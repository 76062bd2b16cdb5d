"""One shift of the duty roster (plan 7.5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class DutyPost(StrEnum):
    """What a person does on a shift; the word is the field of `DutyShift` that names the person."""

    LEADER = "leader"
    MAIN = "main"
    DEPUTY = "deputy"

    @property
    def label(self) -> str:
        return {DutyPost.LEADER: "带班领导", DutyPost.MAIN: "主班", DutyPost.DEPUTY: "副班"}[self]


@dataclass(frozen=True)
class DutyShift:
    """Up to but not including `ends_at`; a deputy is not always there."""

    starts_at: datetime
    ends_at: datetime
    leader: str
    """On call."""
    main: str
    deputy: str
    phone: str
    """Answered round the clock (7.5)."""
    note: str = ""

    def holder(self, post: DutyPost) -> str:
        return {DutyPost.LEADER: self.leader, DutyPost.MAIN: self.main, DutyPost.DEPUTY: self.deputy}[post]

    def with_post(self, post: DutyPost, name: str) -> DutyShift:
        match post:
            case DutyPost.LEADER:
                return replace(self, leader=name)
            case DutyPost.MAIN:
                return replace(self, main=name)
            case DutyPost.DEPUTY:
                return replace(self, deputy=name)
