"""The words a proposal freezes: the template's of that moment, over the facts that are proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qh_console.documents.notice_drafts import drafted_body
from qh_console.documents.wording import Wording
from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Notice, Proposal
from qh_console.domain.board import Board
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.freezing import KIND_OF_CHANGE, frozen_notice
from qh_console.services.frozen_parts import Frame


class NoticeBodies:
    """Called under the office's lock: it reads one small file and nothing else."""

    def __init__(self, templates: Sequence[Path], places: Places, drill: bool) -> None:
        self._wording = Wording(templates)
        self._places = places
        self._drill = drill

    def drafted(self, act: ChangeProposed, board: Board, pack: PlanPack, now: datetime) -> str:
        """Raises KnownProblem naming template, line and variable where the template cannot word it."""
        alert = board.alerts[act.alert]
        proposal = Proposal(act, "", now)
        coming = Notice("", act.change, act.level, act.publication, now, "", proposal, alert.latest_number)
        frame = Frame(board, pack, self._places, self._drill)
        over = replace(alert, places=alert.intended_places)
        return drafted_body(frozen_notice(KIND_OF_CHANGE[act.change], frame, over, coming), self._wording)
