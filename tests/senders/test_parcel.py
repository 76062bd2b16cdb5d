"""A second attempt is byte for byte the first, and two dispatches never share a key."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.dispatches import DispatchKey
from qh_console.senders.parcel import Parcel
from tests.builders import NOW

WORDS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=8)
KEYS = st.builds(DispatchKey, WORDS, WORDS, WORDS)


def _parcel(key: DispatchKey) -> Parcel:
    return Parcel(key, "a1", "", "题", "文", NOW)


@given(KEYS, KEYS)
def test_a_key_belongs_to_one_dispatch(one: DispatchKey, other: DispatchKey) -> None:
    same = _parcel(one).idempotency_key == _parcel(other).idempotency_key
    assert same == (one == other)


def test_the_key_does_not_hang_on_the_text_and_is_for_ever_the_same(parcel: Parcel) -> None:
    assert replace(parcel, body="改").idempotency_key == parcel.idempotency_key
    assert parcel.idempotency_key == "83d3d8e9f5fa1b2047105cd824afe207aa215599"


def test_the_interface_reads_plain_json(parcel: Parcel) -> None:
    told = json.loads(parcel.as_json)
    assert told["text"] == parcel.body
    assert (told["id"], told["number"]) == (parcel.idempotency_key, parcel.key.number)
    assert told["queued_at"] == "2026-01-09T12:00:00+00:00"
