"""The words a proposal freezes: the template's of that moment, or an officer's own held to the facts proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qh_console.documents.machine_notice import Notice as Snapshot
from qh_console.documents.notice_drafts import drafted_body
from qh_console.documents.wording import Wording
from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Notice, Proposal
from qh_console.domain.board import Board
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change
from qh_console.domain.places import Places
from qh_console.services.agreement import wrong_words
from qh_console.services.freezing import KIND_OF_CHANGE, frozen_notice
from qh_console.services.frozen_parts import Frame
from qh_console.services.stated_facts import everything_said


class NoticeBodies:
    """Called under the office's lock: it reads one small file and nothing else."""

    def __init__(self, templates: Sequence[Path], places: Places, drill: bool) -> None:
        self._wording = Wording(templates)
        self._places = places
        self._drill = drill

    def drafted(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> str:
        """Raises KnownProblem naming template, line and variable where the template cannot word it."""
        return drafted_body(self._coming(act, board, pack, now), self._wording)

    def astray(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> tuple[str, ...]:
        """What the words of `act` say that the notice does not, or leave out; the last look before release, earlier."""
        alert = board.alerts[act.alert]
        frame = Frame(board, pack, self._places, self._drill)
        over = replace(alert, places=alert.intended_places)
        facts = frame.facts(over, act.publication, act.level) if act.change is Change.CORRECT else None
        also = everything_said(act.publication)
        wrong = wrong_words(self._coming(act, board, pack, now), act.body, self._places, facts, also)
        return tuple(dict.fromkeys(map(str, wrong)))

    def _coming(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> Snapshot:
        """The notice `act` would become."""
        alert = board.alerts[act.alert]
        proposal = Proposal(act, "", now)
        coming = Notice("", act.change, act.level, act.publication, now, "", proposal, alert.latest_number)
        frame = Frame(board, pack, self._places, self._drill)
        over = replace(alert, places=alert.intended_places)
        return frozen_notice(KIND_OF_CHANGE[act.change], frame, over, coming)
