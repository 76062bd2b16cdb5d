"""The register of contacts as rows: two a unit, who is missing, what the form becomes."""

from __future__ import annotations

import pytest

from qh_console.channels import load_channels
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.paths import resources_folder
from qh_console.services.contacts import ContactImport
from qh_console.ui.registers.contacts_state import (
    ContactsFilter,
    ContactsState,
    Who,
    contact_of,
    derive_contacts,
    import_words,
)
from tests.builders import DUTY, NOW, office, plan

CHANNELS = load_channels(resources_folder() / "channels.toml")
LIAISON = Contact("ecology", Post.LIAISON, "李工", "大气处", "0971-8000003")
BOARD = office(EnterContact(DUTY, LIAISON)).board


def derive(wanted: ContactsFilter | None = None) -> ContactsState:
    return derive_contacts(BOARD, plan(), CHANNELS, wanted or ContactsFilter(), NOW)


def test_every_unit_has_two_lines() -> None:
    state = derive()
    units = [row for row in state.rows if row.key[0] == "ecology"]
    assert [(row.post, row.name, row.is_missing) for row in units] == [("负责人", "", True), ("联络员", "李工", False)]
    assert units[1].changed == "20:00 值班员甲"
    assert state.summary == f"应登记{2 * len(plan().units)}人，已登记1人"
    assert not state.is_first


def test_an_empty_register_says_so() -> None:
    assert derive_contacts(office().board, plan(), CHANNELS, ContactsFilter(), NOW).is_first


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (ContactsFilter(text="李工"), 1),
        (ContactsFilter(text="8000003"), 1),
        (ContactsFilter(text="nobody"), 0),
        (ContactsFilter(Who.MISSING), 2 * len(plan().units) - 1),
        (ContactsFilter(Who.OTHERS), len(CHANNELS.recipients)),
    ],
)
def test_filters(wanted: ContactsFilter, count: int) -> None:
    assert len(derive(wanted).rows) == count


def test_the_form_becomes_a_contact_without_spaces() -> None:
    values = {"name": " 李工 ", "title": "大气处", "phone": "0971-8000003", "mobile": "", "fax": "", "email": ""}
    assert contact_of(("ecology", "liaison"), {**values, "note": ""}) == LIAISON


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (ContactImport("a.csv", 2, 1, 3, 0), "a.csv：新增2人，改动1人，相同3人"),
        (ContactImport("a.csv", 0, 0, 0, 2), "a.csv：有错未收2行"),
        (
            ContactImport("a.csv", 1, 0, 0, 1, (), ("生日",)),
            "a.csv：新增1人，改动0人，相同0人；有错未收1行；没有用到的列：生日",
        ),
        (ContactImport("a.csv", 0, 0, 0, 0), "a.csv：没有可以登记的行"),
    ],
)
def test_what_became_of_a_file(result: ContactImport, words: str) -> None:
    assert import_words(result) == words
