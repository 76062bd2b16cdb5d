"""The health hint, frozen from the latest consultation: it waits for no cause and no level."""

from __future__ import annotations

from qh_console.documents.office_snapshots import HealthHint
from qh_console.domain.advice import advice_for
from qh_console.domain.alerts import Alert
from qh_console.domain.aqi_editions import AqiEdition
from qh_console.domain.particulars import Cause, Consultation
from qh_console.services.frozen_messages import advice_lines
from qh_console.services.frozen_parts import Frame
from qh_console.services.terms import term


def health_hint(frame: Frame, alert: Alert, edition: AqiEdition) -> HealthHint:
    """Plan 3.1, 3.4: whatever the consultation settled. With no index foretold, advice for heavy air."""
    held = alert.consultations[-1]
    c = held.consultation
    foretold = [d.aqi_high for d in c.forecast] + [f.aqi_high for f in c.figures]
    highest = min(max(foretold, default=frame.pack.grading.heavy_above + 1), edition.top)
    found = advice_for(edition, highest)
    name = found.aqi_class.name
    return HealthHint(
        frame.head(alert, held.at, addressee=""),
        frame.pack_note("3.1", "3.4"),
        frame.pack.office.name,
        c.starts_at,
        c.ends_at,
        frame.names(c.places),
        f"空气质量指数最高可到{highest}（{name}）" if foretold else f"可能达到{name}",
        _cause(c),
        found.effect,
        advice_lines(edition, highest),
        frame.pack.office.hotline,
    )


def _cause(c: Consultation) -> str:
    return "污染成因尚在研判" if c.cause is Cause.UNDECIDED else f"污染成因为{term(c.cause)}"
