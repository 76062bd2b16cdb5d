"""The register unit by unit, and lists taken in: each change an act, a second time none."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.channels import load_channels
from qh_console.domain.contacts import Post
from qh_console.domain.sending_acts import ContactEntered
from qh_console.paths import resources_folder
from qh_console.services.contacts import ContactLists, derive_contact_rows, unit_names
from qh_console.services.drill import HandClock
from qh_console.services.office import Office
from qh_console.store.database import Database
from tests.builders import ADMIN, DUTY
from tests.services.offices import PACK, open_office, staffed

CHANNELS = load_channels(resources_folder() / "channels.toml")
LIST = "单位,岗位,姓名,电话\n省公安厅,联络员,联络员甲,0971-0000001\n电视台,联络员,联络员乙,0971-0000002\n"


@pytest.fixture
def office(record: Database, clock: HandClock) -> Office:
    return staffed(open_office(record, clock))


def written(folder: Path, text: str) -> Path:
    path = folder / "通信录.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_list_becomes_acts_once(office: Office, tmp_path: Path) -> None:
    lists = ContactLists(office, CHANNELS)
    first = lists.take(written(tmp_path, LIST), DUTY)
    assert (first.new, first.changed, first.unchanged, first.refused) == (2, 0, 0, 0)
    before = len(office.entries())
    again = lists.take(written(tmp_path, LIST), DUTY)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert len(office.entries()) == before
    moved = lists.take(written(tmp_path, LIST.replace("0000002", "0000003")), DUTY)
    assert (moved.new, moved.changed, moved.unchanged) == (0, 1, 1)
    act = office.entries()[-1].act
    assert isinstance(act, ContactEntered)
    assert (act.version, act.contact.unit) == (2, "tv")


def test_a_fault_keeps_all_out_until_the_good_part_is_confirmed(office: Office, tmp_path: Path) -> None:
    lists = ContactLists(office, CHANNELS)
    path = written(tmp_path, LIST + "省歌舞团,联络员,联络员丙,0971-0000004\n")
    kept_out = lists.take(path, DUTY)
    assert (kept_out.new, kept_out.refused) == (0, 1)
    assert office.board.contacts == {}
    confirmed = lists.take(path, DUTY, good_part=True)
    assert (confirmed.new, confirmed.refused) == (2, 1)


def test_who_may_not_keep_the_register_is_told_so(office: Office, tmp_path: Path) -> None:
    told = ContactLists(office, CHANNELS).take(written(tmp_path, LIST), ADMIN)
    assert (told.new, told.refused) == (0, 2)
    assert "须由" in str(told.faults[0])


def test_a_file_that_cannot_be_read_is_named(office: Office, tmp_path: Path) -> None:
    told = ContactLists(office, CHANNELS).take(tmp_path / "none.csv", DUTY)
    assert "没有这个文件" in str(told.faults[0])


def test_every_unit_has_its_two_posts_and_every_body_its_line(office: Office, tmp_path: Path) -> None:
    ContactLists(office, CHANNELS).take(written(tmp_path, LIST), DUTY)
    rows = derive_contact_rows(office.board, PACK, CHANNELS)
    assert [(r.unit, r.post) for r in rows if r.is_required] == [(u.id, p) for u in PACK.units for p in Post]
    held = {r.unit_name: r.held.contact.name for r in rows if r.held}
    assert held == {"省公安厅": "联络员甲", "电视台": "联络员乙"}
    assert {r.unit for r in rows if not r.is_required} == set(CHANNELS.recipients)


def test_a_unit_goes_by_id_name_and_short_name() -> None:
    names = unit_names(PACK, CHANNELS)
    assert names["police"] == names["省公安厅"] == names["公安厅"] == "police"
    assert names["电视台"] == "tv"
