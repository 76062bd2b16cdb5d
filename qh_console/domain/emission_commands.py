"""What an officer asks for in keeping the emission lists; `by` is the officer's id. Part of `Command`."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.emissions import EmissionBase, EmissionList


@dataclass(frozen=True)
class EnterEmissionList:
    by: str
    list: EmissionList


@dataclass(frozen=True)
class EnterEmissionBase:
    by: str
    base: EmissionBase


EmissionCommand = EnterEmissionList | EnterEmissionBase
