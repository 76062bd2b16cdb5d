"""A drill as data: the air of some days, the forecasts as they were issued, and what its officers do when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.alerts import Alert, LaidTask
from qh_console.domain.checklists import FINISHED
from qh_console.domain.commands import Command, EnrolOfficer, MarkDuty
from qh_console.domain.particulars import Mark, MarkState
from qh_console.domain.readings import Forecast, Reading


@dataclass(frozen=True)
class MarkDuties:
    """One word about many tasks: `by` marks all tasks of these units and duties, save `besides`.

    An empty `units` or `duties` means all; `besides` holds ids of duties, units or tasks.
    """

    by: str
    alert: str
    mark: Mark
    units: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    def commands(self, alert: Alert) -> tuple[MarkDuty, ...]:
        """One mark for each task of `alert` this step speaks of, in their order.

        A finished task stays as it is, and one that was heard of before is not notified again.
        """
        return tuple(
            MarkDuty(self.by, self.alert, laid.task.id, self.mark)
            for laid in alert.tasks
            if self._speaks_of(laid, alert)
        )

    def _speaks_of(self, laid: LaidTask, alert: Alert) -> bool:
        task, given = laid.task, alert.mark_of(laid.task.id)
        if given is not None and (given.mark.state in FINISHED or self.mark.state is MarkState.NOTIFIED):
            return False
        if {task.id, task.duty, task.unit} & set(self.besides):
            return False
        return (not self.units or task.unit in self.units) and (not self.duties or task.duty in self.duties)


@dataclass(frozen=True)
class Step:
    """What an officer does at `at`. Alerts go by the drill's own short names.

    What the record alone knows stays open for whoever plays the step: a consultation's grades, province level and
    edition, a proposal's evidence, and the number of the notice to countersign.
    """

    at: datetime
    does: Command | MarkDuties


@dataclass(frozen=True)
class Drill:
    """One drill. Readings stand in the order they arrive, forecasts in the order they were issued, steps in time."""

    id: str
    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    """Where a window opens on it: everything up to here has happened."""
    officers: tuple[EnrolOfficer, ...]
    readings: tuple[Reading, ...]
    forecasts: tuple[Forecast, ...]
    steps: tuple[Step, ...]
