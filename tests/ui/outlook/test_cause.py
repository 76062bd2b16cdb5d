"""Haze or dust: the evidence, and an officer's finding made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import FindCause
from qh_console.domain.particulars import Cause
from qh_console.domain.verdicts import Accepted, Refused
from qh_console.services.watch import PlaceAir
from qh_console.ui.outlook.cause import CauseDraft, derive_cause, finding_of, prefilled_cause
from tests.builders import DUTY, NOW, XINING, office
from tests.services.air_builders import CLEAN, measured
from tests.ui.airs import HAZE, Told, air_of

DUST: tuple[Told, ...] = (
    measured(NOW - timedelta(hours=6), (CLEAN, 48), pm10=1.5),
    measured(NOW, (CLEAN, 6), pm10=12.0),
)


def seen(folder: Path, *told: Told) -> PlaceAir:
    return air_of(folder, *told).places[XINING]


def test_without_signs(tmp_path: Path) -> None:
    view = derive_cause(Board(), seen(tmp_path, *HAZE), "西宁市", NOW)
    assert (view.ratio, view.hints, view.findings) == ("0.71", (), ())
    draft = prefilled_cause(seen(tmp_path, *HAZE), NOW)
    assert draft == CauseDraft(XINING, "2026-01-08 20:00", "2026-01-09 20:00", "", "PM2.5/PM10为0.71（1-09 20:00）", "")


def test_dust_brings_its_hours_and_reasons_into_the_form(tmp_path: Path) -> None:
    air = seen(tmp_path, *DUST)
    view = derive_cause(Board(), air, "西宁市", NOW)
    assert len(view.hints) == 1
    assert view.hints[0].is_open
    draft = prefilled_cause(air, NOW)
    assert (draft.cause, draft.from_at) == ("dust", "2026-01-09 14:00")
    assert "PM10由前" in draft.evidence
    assert draft.reason == "", "what it means is for the officer to say"
    command = finding_of(replace(draft, reason="上游起沙"), DUTY)
    assert isinstance(command, FindCause)
    ledger = office()
    assert isinstance(ledger.submit(command), Accepted)
    found = derive_cause(ledger.board, air, "西宁市", NOW).findings
    assert found[0].startswith("1-09 14:00—1-09 20:00 沙尘：上游起沙；证据：PM10由前")
    assert found[0].endswith("（值班员甲，1-09 20:00）")


@pytest.mark.parametrize(("change", "field"), [({"cause": ""}, "cause"), ({"from_at": "早上"}, "from_at")])
def test_what_is_missing_is_said(change: dict[str, str], field: str) -> None:
    whole = CauseDraft(XINING, "2026-01-09 08:00", "2026-01-09 20:00", Cause.HAZE.value, "比值高", "静稳")
    answer = finding_of(replace(whole, **change), DUTY)
    assert isinstance(answer, Refused)
    assert answer.reasons[0].field == field
