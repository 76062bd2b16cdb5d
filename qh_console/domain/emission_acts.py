"""What officers did to keep the emission lists and their bases (plan 4.1, 4.3); part of `Act`, kept for ever."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.emissions import EmissionBase, EmissionList


@dataclass(frozen=True)
class EmissionListEntered:
    """A prefecture's whole list. `replaces` is the edition it follows, empty for the first."""

    list: EmissionList
    replaces: str


@dataclass(frozen=True)
class EmissionBaseEntered:
    """`replaces` is the base of the same prefecture that was the latest before, empty for the first."""

    base: EmissionBase
    replaces: str


EmissionAct = EmissionListEntered | EmissionBaseEntered
