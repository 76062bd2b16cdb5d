"""What crossed a line calls until a named officer answers; the answer outlives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from qh_console.domain.board import Board
from qh_console.domain.channels import Channels
from qh_console.domain.clocks import ClockKind, ClockView, derive_clocks
from qh_console.domain.office_commands import Acknowledge
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.alert_air import air_facts
from qh_console.services.watch import Air
from qh_console.services.wording import where_words
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_reason
from qh_console.ui.standing import Acknowledged, derive_nags
from qh_console.ui.watch.state import waiting_lines
from qh_console.ui.widgets.problem_line import NagLines
from qh_console.ui.widgets.reason_line import ReasonLine

DRAFT = "calls.acknowledged"
CLOCK, REASONS = "clock:", "calls/reason/"
MOST_NAMED = 2


def crossings(board: Board, air: Air, pack: PlanPack, places: Places) -> Mapping[str, str]:
    """Places, and the province, whose forecast meets a level that no alert covers yet."""
    lines = waiting_lines(board, air, pack, places, air.at)
    return {line.key: line.text for line in lines if line.key.startswith("rise:")}


@dataclass(frozen=True)
class ClockCall:
    """One line that calls for one clock, or for all silent units of an alert at once: one talk answers them."""

    key: str
    text: str
    clocks: tuple[ClockView, ...]


def clock_calls(clocks: tuple[ClockView, ...], names: Mapping[str, str]) -> tuple[ClockCall, ...]:
    """Clocks that nobody has answered for, due longest first; silent units together, after all others.

    `names` says whom each alert is about, since several may call at once.
    """
    calling = [c for c in clocks if c.nags]
    single = [
        ClockCall(f"{CLOCK}{c.key}", f"{names[c.alert]}：{c.text}。{c.to_do}", (c,))
        for c in calling
        if not _is_silence(c)
    ]
    silent: dict[str, list[ClockView]] = {}
    for clock in filter(_is_silence, calling):
        silent.setdefault(clock.alert, []).append(clock)
    return (*single, *(_silence(alert, names[alert], tuple(found)) for alert, found in silent.items()))


def _is_silence(clock: ClockView) -> bool:
    return clock.kind is ClockKind.SILENCE


def _silence(alert: str, name: str, found: tuple[ClockView, ...]) -> ClockCall:
    named = "；".join(clock.text for clock in found[:MOST_NAMED])
    more = f"；共{len(found)}个单位" if len(found) > MOST_NAMED else ""
    return ClockCall(f"{CLOCK}{ClockKind.SILENCE.value}/{alert}", f"{name}：{named}{more}。{found[0].to_do}", found)


class Calls(QObject):
    """Joins the nag lines with what is remembered of their answers; a clock's answer is an act and needs a reason."""

    asked_for_officer = Signal()

    def __init__(self, desk: Desk, lines: NagLines, reason: ReasonLine, channels: Channels | None = None) -> None:
        super().__init__(lines)
        self._desk = desk
        self._lines, self._reason, self._channels = lines, reason, channels
        self._acknowledged: Acknowledged | None = None
        self._calling: Mapping[str, str] = {}
        self._clocks: tuple[ClockView, ...] = ()
        self._clock_calls: Mapping[str, ClockCall] = {}
        self.is_quiet = False
        """True while the record is being prepared."""
        lines.acknowledged.connect(self.acknowledge)
        reason.sent.connect(self._on_reason)
        keep_reason(desk, reason, REASONS)

    @property
    def answered(self) -> Acknowledged:
        return self._acknowledged or Acknowledged()

    @property
    def clocks(self) -> tuple[ClockView, ...]:
        """Every clock as last seen."""
        return self._clocks

    def restore(self) -> None:
        """Fetch what was answered before this start; until then nothing calls."""
        drafting = self._desk.drafting
        self._desk.runners["drafts"].run(lambda job: drafting.load(DRAFT, Acknowledged), self._on_restored)

    def show(self, board: Board, air: Air | None) -> None:
        if self._acknowledged is None or self.is_quiet:
            return
        desk = self._desk
        self._clocks = derive_clocks(
            board, desk.pack, air_facts(board, air) if air else {}, desk.clock(), self._channels
        )
        risen = crossings(board, air, desk.pack, desk.places) if air else {}
        if air is not None:
            self._keep(self._acknowledged.still(risen))
        self._clock_calls = {call.key: call for call in clock_calls(self._clocks, self._names(board))}
        self._calling = {**risen, **{call.key: call.text for call in self._clock_calls.values()}}
        self._lines.show_nags(derive_nags(self._calling, self._acknowledged))
        if self._reason.key and self._reason.key not in self._calling:
            self._reason.put_away()

    def _names(self, board: Board) -> Mapping[str, str]:
        return {alert.id: where_words(alert, self._desk.places) for alert in board.alerts.values()}

    def acknowledge(self, key: str) -> None:
        """An officer answers by name; nobody else can make it quiet."""
        if self._desk.officer is None:
            self.asked_for_officer.emit()
            return
        if key in self._clock_calls:
            self._ask(key)
            return
        self._keep(self.answered.with_(key))
        self._lines.show_nags(derive_nags(self._calling, self.answered))

    def reopen(self, draft: str) -> None:
        """A reason that was being written, while what it answers still calls."""
        key = draft.removeprefix(REASONS)
        if key in self._clock_calls:
            self._ask(key)

    def acknowledge_first(self) -> None:
        """By key: whatever stands on top."""
        top = derive_nags(self._calling, self.answered)
        if top:
            self.acknowledge(top[0].key)

    def _on_reason(self, key: str, reason: str) -> None:
        """Into the journal, so that it holds after a restart and on every desk."""
        call, by = self._clock_calls.get(key), self._desk.by
        if not by:
            self.asked_for_officer.emit()
            return
        if call is None:
            self._reason.put_away()
            return
        for clock in call.clocks:
            self._desk.submit(
                Acknowledge(by, clock.alert, clock.key, clock.cause, reason),
                refused=lambda refused: self._reason.refuse(refused.reasons),
            )

    def _ask(self, key: str) -> None:
        clocks = self._clock_calls[key].clocks
        self._reason.ask(key, clocks[0].text if len(clocks) == 1 else f"{len(clocks)}个单位没有回音")

    def _keep(self, acknowledged: Acknowledged) -> None:
        if acknowledged == self._acknowledged:
            return
        self._acknowledged = acknowledged
        drafting, by = self._desk.drafting, self._desk.by
        self._desk.runners["drafts"].run(lambda job: drafting.save(DRAFT, by, acknowledged), lambda _: None)

    def _on_restored(self, found: Acknowledged | None) -> None:
        self._acknowledged = found or Acknowledged()
        self.show(self._desk.board, self._desk.air)
