"""The sender's codes are read whole or refused by key and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.documents.machine_notice import identifier_of
from qh_console.message_senders import load_message_sender
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from tests.documents.samples import HEAD

SHIPPED = resources_folder() / "message_sender.toml"


def test_the_shipped_sender_makes_identifiers_of_the_national_length() -> None:
    sender = load_message_sender(SHIPPED)
    assert (sender.region, sender.event_code) == ("630000", "11B29")
    assert len(identifier_of(sender, HEAD.created_at)) == 31


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("duty@", "duty officer@", "address"),
        ('"630000"', '"63"', "region"),
        ('"000"', "0", "organ"),
        ('web = ""', 'web = "qinghai"', "web"),
        ('contact = ""', 'phone = ""', "phone"),
    ],
)
def test_a_wrong_value_is_named_by_its_key(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "message_sender.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_message_sender(tmp_path / "message_sender.toml")
    assert [f.key for f in refused.value.faults] == [key]
