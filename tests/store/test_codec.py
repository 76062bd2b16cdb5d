"""Acts become text and come back, today's and every older shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from qh_console.domain.acts import Act, AlertIssued, ProposalApproved, ShiftStarted
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Publication, Task
from qh_console.store.codec import (
    KINDS,
    NewerRecord,
    act_kinds,
    decode,
    encode,
    entry_digest,
    entry_of,
    from_json_text,
    instant_text,
    json_text,
    line_of,
)

EXAMPLES = Path(__file__).parent.parent / "data" / "acts"
"""Every shape ever written, one file each: `<kind>.v<version>.json`. Once released they are never edited."""

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)


def examples() -> list[tuple[str, int, str]]:
    found = []
    for path in sorted(EXAMPLES.glob("*.json")):
        kind, version, _ = path.name.rsplit(".", 2)
        found.append((kind, int(version.removeprefix("v")), path.read_text("utf-8").removesuffix("\n")))
    return found


def empty_spots(value: Any, path: str = "") -> Iterator[str]:
    if value in (None, "", [], {}):
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from empty_spots(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from empty_spots(inner, f"{path}[{number}]")


@pytest.mark.parametrize(("kind", "version", "payload"), examples(), ids=lambda part: str(part)[:30])
def test_every_stored_shape_still_reads_as_its_act(kind: str, version: int, payload: str) -> None:
    act = decode(kind, version, payload)
    assert type(act) is KINDS[kind][0]
    again = decode(*encode(act))
    assert again == act
    if version == KINDS[kind][1]:
        assert encode(act) == (kind, version, payload), "the shape has changed: raise its version, store an example"


def test_every_kind_has_an_example_of_every_version_and_every_act_a_kind() -> None:
    stored = {(kind, version) for kind, version, _ in examples()}
    assert stored == {(kind, v) for kind, (_, newest) in KINDS.items() for v in range(1, newest + 1)}
    assert {cls for cls, _ in KINDS.values()} == set(act_kinds())
    assert len(KINDS) == len(set(act_kinds()))


@pytest.mark.parametrize(("kind", "version", "payload"), examples(), ids=lambda part: str(part)[:30])
def test_an_example_fills_every_field_so_that_nothing_goes_untried(kind: str, version: int, payload: str) -> None:
    assert not list(empty_spots(json.loads(payload)))


def issued() -> AlertIssued:
    publication = Publication(AT, None, "西宁市", "静稳", "PM2.5", "好转")
    return AlertIssued("a1", "青〔2026〕1号", Level.ORANGE, publication, (Task("t", "5.3.2", "EMO", None, 24),))


def test_payload_is_canonical() -> None:
    kind, version, payload = encode(issued())
    assert (kind, version) == ("alert-issued", 1)
    assert payload == (
        '{"alert":"a1","level":"orange","number":"青〔2026〕1号","publication":{"dispersion":"静稳","ends_at":null,'
        '"extent":"西宁市","outlook":"好转","pollutants":"PM2.5","starts_at":"2026-01-09T12:00:00.000000Z"},'
        '"response_number":"","tasks":[{"due_hours":24,"duty":"5.3.2","id":"t","place":null,"unit":"EMO"}]}'
    )


def test_an_instant_is_kept_to_the_microsecond_whatever_its_zone() -> None:
    at = datetime(2026, 1, 9, 20, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
    assert instant_text(at) == "2026-01-09T12:00:00.000001Z"
    assert datetime.fromisoformat(instant_text(at)) == at


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        instant_text(datetime(2026, 1, 9))  # noqa: DTZ001


def test_fields_added_since_take_their_defaults() -> None:
    act = decode("proposal-approved", 1, '{"alert":"a1","approval":"signature","signatory":"主任"}')
    assert act == ProposalApproved("a1", Approval.SIGNATURE, "主任", None)


@pytest.mark.parametrize(
    ("kind", "version", "payload"),
    [
        ("alert-sung", 1, "{}"),
        ("shift-started", 2, '{"note":""}'),
        ("shift-started", 1, '{"note":"","weather":"晴"}'),
        ("proposal-approved", 1, '{"alert":"a","approval":"thought","signatory":"s"}'),
    ],
)
def test_what_a_newer_console_wrote_is_refused_in_plain_words(kind: str, version: int, payload: str) -> None:
    with pytest.raises(NewerRecord) as caught:
        decode(kind, version, payload)
    assert kind in caught.value.what
    assert "新版本" in caught.value.what_to_do


@pytest.mark.parametrize("payload", ['{"note":"', '{"note":""}{}', "", '{"note":""} '])
def test_a_damaged_payload_is_not_taken_for_a_newer_one(payload: str) -> None:
    with pytest.raises(ValueError):
        decode("shift-started", 1, payload)


def test_line_and_entry_carry_the_same_facts() -> None:
    line = line_of(AT, "desk-a", 7, 9, "wang", issued(), "ab" * 32)
    entry = entry_of(line)
    assert (entry.desk, entry.seq, entry.lamport, entry.at, entry.by) == ("desk-a", 7, 9, AT, "wang")
    assert entry.act == issued()
    assert (entry.previous, entry.digest) == ("ab" * 32, line.digest)


def test_the_digest_is_for_ever_the_same() -> None:
    digest = entry_digest(
        "desk-a", 1, 1, "2026-01-09T12:00:00.000000Z", "wang", "shift-started", 1, '{"note":"夜"}', ""
    )
    assert digest == "8e3ab5b354578a3e7c2423d63b36234e2e04676d6f179ed708be1942c1778ba5"


@pytest.mark.parametrize(("desk", "by"), [("a\nb", "wang"), ("a", "wang\n")])
def test_a_line_feed_cannot_blur_where_one_column_ends(desk: str, by: str) -> None:
    with pytest.raises(ValueError, match="line feed"):
        line_of(AT, desk, 1, 1, by, ShiftStarted(), "")


@dataclass(frozen=True)
class Pair:
    left: tuple[int, str]
    on: date
    many: tuple[tuple[float, bool], ...] = ()


def test_any_frozen_value_travels_as_text() -> None:
    pair = Pair((1, "一"), date(2026, 1, 9), ((1.5, True),))
    assert from_json_text(Pair, json_text(pair)) == pair
    assert from_json_text(Pair, '{"left":[1,"一"],"on":"2026-01-09"}') == Pair((1, "一"), date(2026, 1, 9))


@dataclass(frozen=True)
class Loose:
    found: dict[str, int]


def test_a_shape_without_a_stored_form_is_our_fault_and_said_at_once() -> None:
    with pytest.raises(TypeError, match="no stored form"):
        json_text(Loose({}))
    with pytest.raises(TypeError, match="no stored form"):
        from_json_text(Loose, "{}")


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_figures_that_json_does_not_know_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(Pair((1, ""), date(2026, 1, 9), ((bad, True),)))


def test_kinds_are_words_that_outlive_a_renaming() -> None:
    act: Act = ShiftStarted("夜班")
    assert encode(act) == ("shift-started", 1, '{"note":"夜班"}')
