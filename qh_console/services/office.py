"""The one door for change: a command is decided, its acts made durable, and the board folded on."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from qh_console.domain.acts import ChangeProposed, Entry
from qh_console.domain.board import Board, fold
from qh_console.domain.clock import Clock
from qh_console.domain.commands import (
    PRIVILEGED,
    SIGNED,
    ChangePassword,
    Command,
    EnrolOfficer,
    ProposeChange,
    StartShift,
)
from qh_console.domain.decisions import PERMISSIONS, decide
from qh_console.domain.office_commands import ResetPassword
from qh_console.domain.pack import PlanPack
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict
from qh_console.services.verifying import RecordCheck, check_journal
from qh_console.store.credentials import Credentials
from qh_console.store.journal import Journal

LEAST_PASSWORD = 8


class Bodies(Protocol):
    """The words of notices, as a proposal freezes them (notice_bodies.py)."""

    def drafted(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> str:
        """The body of the notice a proposal asks for, in the words of the template as it stands."""
        ...

    def astray(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> tuple[str, ...]:
        """Where words of one's own say another level, place, time or figure than what is proposed."""
        ...


SETS_PASSWORD = EnrolOfficer | ChangePassword | ResetPassword


@dataclass(frozen=True)
class Changed:
    """What a command became, and the board that now holds."""

    board: Board
    entries: tuple[Entry, ...]


Answer = Changed | Refused


class Office:
    """Decides and records, one command at a time whoever asks; `board` is swapped whole and read from anywhere."""

    def __init__(
        self,
        journal: Journal,
        credentials: Credentials,
        pack: PlanPack,
        clock: Clock,
        packs: Mapping[str, PlanPack] | None = None,
        bodies: Bodies | None = None,
    ) -> None:
        self._journal = journal
        self._credentials = credentials
        self._clock = clock
        self._turn = threading.Lock()
        self._packs = packs or {}
        self._bodies = bodies
        self.pack = pack
        """The edition new alerts are opened under."""
        self.board = fold(journal.entries())

    def submit(self, command: Command, password: str = "", new_password: str = "", second_password: str = "") -> Answer:
        """Decide `command` and, where lawful, make it durable before it is seen.

        `password` is asked again for every signature and every change of an account; `new_password` goes with
        enrolling and with changing it; `second_password` is that of the administrator who confirms a reset.
        Raises KnownProblem where the disk does not take it; then nothing has changed.
        """
        now = self._clock()
        unproven = self._unproven(command, password, new_password, second_password)
        if unproven is not None:
            return Refused((unproven,))
        along = None
        if isinstance(command, SETS_PASSWORD):
            along = self._credentials.setting(command.officer, new_password, now)
        with self._turn:
            verdict = self._decided(command, now)
            if isinstance(verdict, Refused):
                return verdict
            entries = self._journal.append(verdict.acts, command.by, now, along)
            self.board = self.board.with_(entries)
            return Changed(self.board, entries)

    def _decided(self, command: Command, now: datetime) -> Verdict:
        """A lawful proposal without words of its own takes the template's as they are now, and is decided with them.

        Words of its own are held to what is proposed before anybody signs them.
        """
        pack = self.pack_of(getattr(command, "alert", ""))
        verdict = decide(self.board, command, pack, now)
        if self._bodies is None or not isinstance(verdict, Accepted) or not isinstance(command, ProposeChange):
            return verdict
        (proposed,) = (act for act in verdict.acts if isinstance(act, ChangeProposed))
        if command.body:
            astray = self._bodies.astray(proposed, self.board, pack, now)
            return Refused(tuple(Reason(text, "3.3.1", "body") for text in astray)) if astray else verdict
        words = self._bodies.drafted(proposed, self.board, pack, now)
        return decide(self.board, replace(command, template_body=words), pack, now)

    def astray(self, act: ChangeProposed) -> tuple[str, ...]:
        """Where the words of a proposal that is still being written would be refused (`submit`)."""
        if self._bodies is None:
            return ()
        return self._bodies.astray(act, self.board, self.pack_of(act.alert), self._clock())

    def pack_of(self, alert: str) -> PlanPack:
        """The edition an alert was opened under stays its own to the end, whatever the office uses by then."""
        known = self.board.alerts.get(alert)
        return self.pack if known is None else self._packs.get(known.pack, self.pack)

    def sign_in(self, officer: str, password: str) -> Answer:
        """Open a session: the password is proven and the shift begins, for whoever may be on one and is not yet."""
        known = self.board.officers.get(officer)
        if known is None or not known.active:
            return Refused((Reason("账号或口令不对", field="password"),))
        unproven = self._checked(officer, password)
        if unproven is not None:
            return Refused((unproven,))
        is_on_shift = self.board.shift is not None and self.board.shift.officer == officer
        if is_on_shift or not known.roles & PERMISSIONS[StartShift]:
            return Changed(self.board, ())
        return self.submit(StartShift(officer))

    def without_password(self) -> tuple[str, ...]:
        """Officers another desk enrolled: passwords never travel, so two administrators give them one here."""
        known = (o.id for o in self.board.officers.values() if o.active)
        return tuple(officer for officer in known if not self._credentials.has(officer))

    def reload(self) -> Board:
        """Fold the journal from nothing, as after a merge; by construction the same board."""
        with self._turn:
            self.board = fold(self._journal.entries())
            return self.board

    def entries(self) -> tuple[Entry, ...]:
        """The whole journal, oldest first, for the logbook."""
        return tuple(self._journal.entries())

    def verify(self) -> RecordCheck:
        """Every chain and the fold, from the disk."""
        return check_journal(self._journal)

    def _unproven(self, command: Command, password: str, new_password: str, second_password: str) -> Reason | None:
        if isinstance(command, SETS_PASSWORD) and len(new_password) < LEAST_PASSWORD:
            return Reason(f"口令至少{LEAST_PASSWORD}位", field="new_password")
        is_own_change = isinstance(command, ChangePassword) and command.by == command.officer
        is_privileged = isinstance(command, PRIVILEGED) and bool(self.board.officers)
        if isinstance(command, SIGNED) or is_own_change or is_privileged:
            return self._checked(command.by, password)
        if isinstance(command, ResetPassword):
            second = self._checked(command.confirmed_by, second_password)
            confirming = None if second is None else replace(second, field="second_password")
            return self._checked(command.by, password) or confirming
        return None

    def _checked(self, officer: str, password: str) -> Reason | None:
        return self._credentials.refusal(officer, password, self._clock())


def mint_id() -> str:
    """A new id for an alert or a desk: short enough to read out, never the same on two desks."""
    return secrets.token_hex(4)
