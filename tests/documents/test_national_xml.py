"""The national system's XML says what the snapshot said, and that its shape is 待核."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.machine_notice import Notice
from qh_console.documents.national_xml import national_xml, read_national
from qh_console.problems import BadInput
from tests.documents.machine_samples import AREAS, EARLIER, NOTICES, machine
from tests.documents.samples import ADJUST, ISSUE


@pytest.mark.parametrize("snapshot", NOTICES, ids=lambda s: type(s).__name__)
def test_read_back_it_says_what_the_snapshot_said(snapshot: Notice) -> None:
    said = machine(snapshot)
    message = read_national(national_xml(said))
    assert (message.identifier, message.kind, message.sent_at) == (said.identifier, said.kind.value, said.sent_at)
    assert (message.onset_at, message.expires_at, message.effective_at) == (
        said.starts_at,
        said.ends_at,
        said.effective_at,
    )
    assert message.description == said.description
    assert message.places == tuple((a.name, f"{a.code}000000") for a in AREAS)
    assert message.references == tuple(r.identifier for r in said.references)


def test_the_colour_is_the_severity_and_the_headline_ends_in_its_words() -> None:
    message = read_national(national_xml(machine(ADJUST)))
    assert message.severity == "Red"
    assert message.headline.endswith("调整为红色预警[Ⅰ级/特别严重]") or message.headline.endswith(
        "升级为红色预警[Ⅰ级/特别严重]"
    )
    assert message.references == (EARLIER.identifier,)


def test_it_says_that_its_shape_awaits_confirmation() -> None:
    text = national_xml(machine(ISSUE)).decode()
    assert "待核" in text.split("<identifier>")[0]
    assert "待核" in read_national(text.encode()).note


def test_times_are_written_with_a_space_and_the_offset() -> None:
    assert "<sendTime>2026-01-12 09:30:00+08:00</sendTime>" in national_xml(machine(ISSUE)).decode()


def test_a_drill_is_an_exercise() -> None:
    message = read_national(national_xml(replace(machine(ISSUE), is_drill=True)))
    assert message.status == "Exercise"
    assert message.headline.startswith("【演练】")


def test_what_is_missing_is_named() -> None:
    text = national_xml(machine(ISSUE)).decode().replace("<msgType>Alert</msgType>", "<msgType/>")
    text = text.replace("<effective>2026", "<effective>坏")
    with pytest.raises(BadInput) as refused:
        read_national(text.encode(), "上报件")
    assert {f.key for f in refused.value.faults} == {"msgType", "info/effective"}
