"""The health hint as the record froze it: no cause and no level stands in its way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.health_hint import paper
from qh_console.documents.wording import Wording
from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause
from qh_console.paths import resources_folder
from qh_console.services.frozen_hint import health_hint
from tests.builders import DUTY, consultation, office
from tests.services.framing import EDITIONS, alert_of, framed

WORDING = Wording((resources_folder() / "templates",))


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("level", [Level.NONE, Level.HINT, Level.ORANGE])
def test_any_consultation_can_be_made_a_hint(cause: Cause, level: Level) -> None:
    """Plan 3.1, 1.3: an undecided cause blocks issuing, never the health hint."""
    held = replace(consultation(level, cause=cause), reason="专家意见")
    ledger = office(HoldConsultation(DUTY, "a1", held))
    alert = alert_of(ledger)
    hint = health_hint(framed(ledger), alert, EDITIONS.by_id(alert.consultation.aqi_edition))
    assert ("研判" in hint.cause) is (cause is Cause.UNDECIDED)
    assert (hint.starts_at, hint.ends_at) == (held.starts_at, held.ends_at)
    assert hint.head.number == ""
    assert len(hint.advice) >= 2
    assert paper(hint, WORDING).plain_title.endswith("空气污染健康提示")


def test_without_a_forecast_it_advises_for_heavy_air() -> None:
    bare = replace(consultation(Level.HINT), forecast=(), figures=(), reason="专家意见")
    ledger = office(HoldConsultation(DUTY, "a1", bare))
    alert = alert_of(ledger)
    hint = health_hint(framed(ledger), alert, EDITIONS.by_id(alert.consultation.aqi_edition))
    assert hint.peak == "可能达到重度污染"
