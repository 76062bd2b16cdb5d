"""What crossed a line calls until a named officer answers; the answer outlives a restart."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from qh_console.domain.board import Board
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.watch import Air
from qh_console.ui.desk import Desk
from qh_console.ui.standing import Acknowledged, derive_nags
from qh_console.ui.watch.state import waiting_lines
from qh_console.ui.widgets.problem_line import NagLines

DRAFT = "calls.acknowledged"


def crossings(board: Board, air: Air, pack: PlanPack, places: Places) -> Mapping[str, str]:
    """Places, and the province, whose forecast meets a level that no alert covers yet."""
    lines = waiting_lines(board, air, pack, places, air.at)
    return {line.key: line.text for line in lines if line.key.startswith("rise:")}


class Calls(QObject):
    """Joins the nag lines with what is remembered of their answers."""

    asked_for_officer = Signal()

    def __init__(self, desk: Desk, lines: NagLines) -> None:
        super().__init__(lines)
        self._desk = desk
        self._lines = lines
        self._acknowledged: Acknowledged | None = None
        self._calling: Mapping[str, str] = {}
        self.is_quiet = False
        """True while the record is being prepared."""
        lines.acknowledged.connect(self.acknowledge)

    @property
    def answered(self) -> Acknowledged:
        return self._acknowledged or Acknowledged()

    def restore(self) -> None:
        """Fetch what was answered before this start; until then nothing calls."""
        drafting = self._desk.drafting
        self._desk.runners["drafts"].run(lambda job: drafting.load(DRAFT, Acknowledged), self._on_restored)

    def show(self, board: Board, air: Air | None) -> None:
        if air is None or self._acknowledged is None or self.is_quiet:
            return
        self._calling = crossings(board, air, self._desk.pack, self._desk.places)
        self._keep(self._acknowledged.still(self._calling))
        self._lines.show_nags(derive_nags(self._calling, self._acknowledged))

    def acknowledge(self, key: str) -> None:
        """An officer answers by name; nobody else can make it quiet."""
        if self._desk.officer is None:
            self.asked_for_officer.emit()
            return
        self._keep(self.answered.with_(key))
        self._lines.show_nags(derive_nags(self._calling, self.answered))

    def _keep(self, acknowledged: Acknowledged) -> None:
        if acknowledged == self._acknowledged:
            return
        self._acknowledged = acknowledged
        drafting, by = self._desk.drafting, self._desk.by
        self._desk.runners["drafts"].run(lambda job: drafting.save(DRAFT, by, acknowledged), lambda _: None)

    def _on_restored(self, found: Acknowledged | None) -> None:
        self._acknowledged = found or Acknowledged()
        self.show(self._desk.board, self._desk.air)
