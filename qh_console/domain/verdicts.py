"""The answer to a command: the acts it becomes, or the reasons why it may not be done."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.acts import Act


@dataclass(frozen=True)
class Reason:
    """One thing that stands in the way, worded for the officer, with its clause and the field it belongs to."""

    text: str
    clause: str = ""
    field: str = ""

    def __str__(self) -> str:
        return f"{self.text}（{cited(self.clause)}）" if self.clause else self.text


def cited(clause: str) -> str:
    """Only a clause of the plan is called one; a rule the office made is named by its own word."""
    return f"预案{clause}" if clause[:1].isdigit() else clause


@dataclass(frozen=True)
class Accepted:
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Refused:
    reasons: tuple[Reason, ...]


Verdict = Accepted | Refused
