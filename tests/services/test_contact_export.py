"""The exported register is read back in without a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.channels import load_channels
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.feeds.contacts import parse_contacts
from qh_console.feeds.tables import read_table
from qh_console.paths import resources_folder
from qh_console.services.contact_export import write_contacts
from qh_console.services.contacts import derive_contact_rows, unit_names
from tests.builders import DUTY, office, plan

CHANNELS = load_channels(resources_folder() / "channels.toml")
LIAISON = Contact(
    "ecology", Post.LIAISON, "李工", "大气处", "0971-8000003", "13900000002", "", "li@example.invalid", "夜"
)
TV = Contact("tv", Post.LIAISON, "台值班", "", "0971-8000009")


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_what_goes_out_comes_back_in(tmp_path: Path, name: str) -> None:
    board = office(EnterContact(DUTY, LIAISON), EnterContact(DUTY, TV)).board
    rows = derive_contact_rows(board, plan(), CHANNELS)
    file = tmp_path / name
    assert write_contacts(file, rows) == len(rows)
    found = parse_contacts(read_table(file), unit_names(plan(), CHANNELS))
    assert set(found.contacts) == {LIAISON, TV}
