"""Every notice is filed with CAP, national XML and Word that say the same; a form that differs files nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.channels import load_channels
from qh_console.documents.cap import cap_xml, read_cap, reference_to
from qh_console.documents.model import Paper
from qh_console.documents.national_xml import read_national
from qh_console.documents.reading_back import docx_words
from qh_console.domain.commands import Command
from qh_console.domain.pack import Level
from qh_console.packs import load_shapes
from qh_console.problems import BadInput
from qh_console.services.drill import HandClock
from qh_console.services.machine_forms import FormKind, MachineForms, Released, sender_of, serial_digit
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_called_for, papers_missing
from qh_console.services.paperwork import EVERYTHING, LISTING, Paperwork
from qh_console.services.verifying import check_code, check_record
from qh_console.store.archive import PaperAltered
from qh_console.store.database import Database
from qh_console.store.journal import Journal
from tests.builders import DUTY, to_standing
from tests.services.framing import LIFT, LOWER, PLACES, RAISE
from tests.services.offices import PACK
from tests.services.test_paperwork import RESOURCES, Desk, desk_of, silent

CHANNELS = load_channels(RESOURCES / "channels.toml")
SHAPES = load_shapes(RESOURCES / "geo" / "qinghai_prefectures.geojson")


def with_forms(desk: Desk, clock: HandClock, forms: MachineForms) -> Desk:
    folders = (RESOURCES / "templates",)
    papers = Paperwork(
        desk.office, desk.archive, desk.freezer, PLACES, clock, "d1", RESOURCES / "fonts", (), folders, False, forms
    )
    return replace(desk, paperwork=papers)


@pytest.fixture
def desk(record: Database, clock: HandClock, tmp_path: Path) -> Desk:
    return with_forms(desk_of(record, clock, tmp_path / "templates"), clock, MachineForms(CHANNELS, SHAPES, PLACES))


def released(desk: Desk, *commands: Command) -> str:
    """Does the commands, files the notice and bulletin they call for; the notice's digest."""
    entries = desk.do(*commands).entries
    wanted = [
        r for r in papers_called_for(desk.board, entries) if r.kind.value not in ("duty-sheet", "response-notice")
    ]
    return desk.file(*wanted)[0]


def form(desk: Desk, sha256: str, kind: FormKind) -> bytes:
    paper = desk.board.papers[sha256].paper
    found = next(f for f in paper.forms if f.form == kind.value)
    return desk.archive.get_form(paper, found)


def test_each_release_of_an_alert_goes_with_its_forms_and_names_the_message_before(
    desk: Desk, clock: HandClock
) -> None:
    earlier = None
    for kind, commands in (
        ("Alert", to_standing(Level.ORANGE)),
        ("Update", RAISE),
        ("Update", LOWER),
        ("Cancel", LIFT),
    ):
        sha256 = released(desk, *commands)
        paper = desk.board.papers[sha256].paper
        assert [f.form for f in paper.forms] == ["word", "cap", "national"]
        cap, national = read_cap(form(desk, sha256, FormKind.CAP)), read_national(form(desk, sha256, FormKind.NATIONAL))
        assert (cap.kind, national.kind) == (kind, kind)
        assert cap.infos[0].parameter("NoticeNumber") == paper.number
        assert cap.identifier == national.identifier
        assert paper.number in docx_words(form(desk, sha256, FormKind.WORD))
        assert cap.references == (() if earlier is None else (earlier,))
        earlier = reference_to(cap)
        clock.move(clock() + timedelta(minutes=90))
    assert check_record(Journal(desk.archive._database, "d1"), desk.archive).sound


class Saying(MachineForms):
    """Forms whose CAP says another level than the paper."""

    def files(self, told: Released, page: Paper, addressee_moved: bool = False) -> Mapping[FormKind, bytes]:
        files = dict(super().files(told, page, addressee_moved))
        said = self.said(told)
        red = replace(said.level, colour="红色", name="红色预警")
        return {**files, FormKind.CAP: cap_xml(replace(said, level=red))}


def test_a_notice_whose_form_says_otherwise_is_left_out_until_it_is_mended(
    record: Database, clock: HandClock, tmp_path: Path
) -> None:
    desk = with_forms(desk_of(record, clock, tmp_path), clock, Saying(CHANNELS, SHAPES, PLACES))
    entries = desk.do(*to_standing(Level.ORANGE)).entries
    wanted = papers_called_for(desk.board, entries)
    with pytest.raises(BadInput, match="CAP：预警级别应为“Orange”，写的是“Red”"):
        desk.file(*wanted)
    filed = [held.paper.kind for held in desk.archive.list()]
    assert len(filed) == len(wanted) - 1
    assert "issue-notice" not in filed
    left = papers_missing(desk.board, desk.office.entries(), PACK)
    never_asked = {PaperKind.MINUTES, PaperKind.REPORT_UP, PaperKind.APPROVAL_SHEET}
    assert {request.kind for request in left} - never_asked == {PaperKind.ISSUE_NOTICE}
    mended = with_forms(desk, clock, MachineForms(CHANNELS, SHAPES, PLACES))
    mended.file(*left)
    assert papers_missing(desk.board, desk.office.entries(), PACK) == ()


def test_a_bulletin_whose_template_names_another_level_is_refused(
    record: Database, clock: HandClock, tmp_path: Path
) -> None:
    plain = desk_of(record, clock, tmp_path / "templates")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "bulletin.txt").write_text(
        (RESOURCES / "templates" / "bulletin.txt").read_text("utf-8").replace("{{ facts.level.name }}", "红色预警"),
        encoding="utf-8",
    )
    folders = (tmp_path / "templates", RESOURCES / "templates")
    forms = MachineForms(CHANNELS, SHAPES, PLACES)
    papers = Paperwork(
        plain.office, plain.archive, plain.freezer, PLACES, clock, "d1", RESOURCES / "fonts", (), folders, False, forms
    )
    desk = replace(plain, paperwork=papers)
    desk.do(*to_standing(Level.ORANGE))
    number = desk.board.alerts["a1"].latest_number
    with pytest.raises(BadInput, match=r"公告（PDF）：预警级别应为“橙色预警”，写的是“红色预警”|公告（PDF）：预警级别"):
        desk.file(PaperRequest(PaperKind.BULLETIN, "a1", number))


def test_messages_are_held_to_the_notice_on_file(desk: Desk) -> None:
    sha256 = released(desk, *to_standing(Level.ORANGE))
    number = desk.board.papers[sha256].paper.number
    told = desk.paperwork.told("a1", number, desk.board)
    texts = MachineForms(CHANNELS, SHAPES, PLACES).texts(told)
    assert desk.paperwork.strays("a1", number, texts) == ()
    wrong = {name: text.replace("橙色", "红色") for name, text in texts.items()}
    found = desk.paperwork.strays("a1", number, wrong)
    assert any("短信" in line and "橙色预警" in line and "红色预警" in line for line in found)


def test_an_export_for_a_stick_holds_every_form_and_a_list_to_check_them_by(desk: Desk, tmp_path: Path) -> None:
    released(desk, *to_standing(Level.ORANGE))
    out = tmp_path / "U盘"
    files = desk.paperwork.export(list(desk.board.papers), out, DUTY, silent, EVERYTHING)
    stem = "20260109-宁重污应急〔2026〕1号-预警发布通知"
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted([
        f"{stem}.pdf", f"{stem}.docx", f"{stem}-CAP.xml", f"{stem}-国突预警（待核）.xml",
        "20260109-宁重污应急〔2026〕1号-预警公告.pdf", LISTING,
    ])  # fmt: skip
    assert sorted(path.name for path in files) == names
    for line in (out / LISTING).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    again = desk.paperwork.export(list(desk.board.papers), tmp_path / "cap", "", silent, frozenset({FormKind.CAP}))
    assert [path.name for path in again] == [f"{stem}-CAP.xml"]
    again[0].with_name("假.xml").write_bytes(again[0].read_bytes() + b" ")
    true, false = desk.paperwork.check([again[0], again[0].with_name("假.xml")])
    assert (true.on_record, false.on_record) == (True, False)
    assert "宁重污应急〔2026〕1号" in true.message


def test_a_form_that_was_touched_is_found_and_never_handed_out(desk: Desk, tmp_path: Path) -> None:
    sha256 = released(desk, *to_standing(Level.ORANGE))
    beside = next(path for path in desk.archive.folder.rglob("*-cap"))
    beside.write_bytes(beside.read_bytes().replace("橙色".encode(), "红色".encode()))
    with pytest.raises(PaperAltered):
        desk.paperwork.export([sha256], tmp_path / "out", "", silent, frozenset({FormKind.CAP}))
    found = check_record(Journal(desk.archive._database, "d1"), desk.archive)
    assert not found.sound
    assert any("cap" in line and "改动" in line for line in found.messages)


def test_the_code_on_a_page_proves_what_the_page_says(desk: Desk) -> None:
    board = desk.board
    sha256 = released(desk, *to_standing(Level.ORANGE))
    filed = desk.board.papers[sha256]
    assert len(filed.paper.content) == 64
    entries = desk.office.entries()
    at = entries[filed.seq - 2]
    code = f"qh-console:{at.desk}-{at.seq}:{at.digest[:16]}:{filed.paper.content[:16]}"
    found = check_code(code, desk.board, entries)
    assert (found.on_record, found.papers) == (True, (sha256,))
    assert "所载内容与归档" in found.message
    other = check_code(code[:-16] + "0123456789abcdef", desk.board, entries)
    assert not other.on_record
    assert "内容被改过" in other.message
    assert check_code(code[:-17], desk.board, entries).on_record
    assert board.length < desk.board.length


@pytest.mark.parametrize(("number", "digit"), [("宁重污应急〔2026〕12号", 2), ("无号", 0), ("〔2026〕", 6)])
def test_numbers_tell_messages_of_one_second_apart(number: str, digit: int) -> None:
    assert serial_digit(number) == digit


def test_who_the_office_is_comes_from_its_settings() -> None:
    sender = sender_of(PACK.office)
    assert (sender.region, sender.event_code) == ("630000", "11B29")
    assert sender.contact == PACK.office.hotline
