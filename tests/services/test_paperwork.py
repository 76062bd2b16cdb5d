"""Papers set, archived and journaled for real, then read back: one record, the same words on every page."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from qh_console.domain.acts import PaperExported, PaperFiled
from qh_console.domain.board import Board
from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation, IssueAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Scope
from qh_console.packs import load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import BadInput, KnownProblem
from qh_console.services.drill import HandClock
from qh_console.services.freezing import Freezer, stamped
from qh_console.services.frozen_parts import Frame
from qh_console.services.office import Changed, Office
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_called_for
from qh_console.services.paperwork import Paperwork, file_name
from qh_console.services.verifying import check_code
from qh_console.services.watch import Watch
from qh_console.store.archive import Archive
from qh_console.store.codec import json_text
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, consultation, propose, publication, to_standing
from tests.documents.measured import fonts, information, plain, sides
from tests.services.framing import EDITIONS, PLACES, for_the_province
from tests.services.offices import PACK, must, open_office, staffed

RESOURCES = resources_folder()
EXTENT = "湟水河谷及两侧浅山地区"


def silent(done: int, total: int) -> None:
    """Nobody watches the progress."""


@dataclass(frozen=True, eq=False)
class Desk:
    """A real office, its archive and its paperwork."""

    office: Office
    archive: Archive
    freezer: Freezer
    paperwork: Paperwork
    templates: Path

    @property
    def board(self) -> Board:
        return self.office.board

    def do(self, *commands: Command) -> Changed:
        return must(self.office, *commands)

    def file(self, *requests: PaperRequest) -> list[str]:
        """The digests that were filed, in order."""
        answers = self.paperwork.file(requests, self.board, DUTY, silent)
        acts = [e.act for answer in answers if isinstance(answer, Changed) for e in answer.entries]
        return [act.paper.sha256 for act in acts if isinstance(act, PaperFiled)]

    def words(self, sha256: str) -> str:
        reader = PdfReader(BytesIO(self.paperwork.pdf(sha256)))
        return "".join(plain(page.extract_text()) for page in reader.pages)


def desk_of(record: Database, clock: HandClock, templates: Path, drill: bool = False) -> Desk:
    office = staffed(open_office(record, clock))
    watch = Watch(ReadingStore(record), ForecastStore(record), PLACES, EDITIONS, PACK)
    freezer = Freezer(watch, EDITIONS, load_shapes(RESOURCES / "geo" / "qinghai_prefectures.geojson"))
    archive = Archive(record)
    folders = (templates, RESOURCES / "templates")
    paperwork = Paperwork(office, archive, freezer, PLACES, clock, "d1", RESOURCES / "fonts", (), folders, drill)
    return Desk(office, archive, freezer, paperwork, templates)


@pytest.fixture
def desk(record: Database, clock: HandClock, tmp_path: Path) -> Desk:
    return desk_of(record, clock, tmp_path / "templates")


def asked(kind: PaperKind, number: str = "", unit: str = "") -> PaperRequest:
    return PaperRequest(kind, "a1", number, unit)


NUMBER = "宁重污应急〔2026〕1号"
PROVINCES = "青重污应急〔2026〕1号"
NOTICE = asked(PaperKind.ISSUE_NOTICE, NUMBER)


# --- previews -------------------------------------------------------------------------------------------------------


def test_a_notice_can_be_read_before_anybody_proposed_it(desk: Desk) -> None:
    desk.do(to_standing()[0])
    form = replace(asked(PaperKind.ISSUE_NOTICE), publication=replace(publication(), extent=EXTENT))
    pages = sides(desk.paperwork.preview(form, desk.board))
    words = "".join(plain(page.text) for page in pages)
    assert EXTENT in words
    assert NUMBER in words
    assert "橙色预警" in words
    assert desk.archive.list() == ()
    assert desk.board.papers == {}
    assert "d1-" not in words


def test_an_empty_field_names_its_variable(desk: Desk) -> None:
    desk.do(to_standing()[0])
    form = replace(asked(PaperKind.ISSUE_NOTICE), publication=replace(publication(), extent=" "))
    with pytest.raises(KnownProblem, match=r"issue_notice\.txt.*“extent”是空的"):
        desk.paperwork.preview(form, desk.board)


def test_the_offices_own_template_comes_first(desk: Desk) -> None:
    desk.do(*to_standing())
    desk.templates.mkdir()
    (desk.templates / "bulletin.txt").write_text("本台自拟：{{ facts.extent }}。", encoding="utf-8")
    assert "本台自拟：西宁市全域。" in plain(
        sides(desk.paperwork.preview(asked(PaperKind.BULLETIN, NUMBER), desk.board))[0].text
    )


# --- filing ---------------------------------------------------------------------------------------------------------


def test_filing_archives_and_journals_each_paper_once(desk: Desk) -> None:
    desk.do(*to_standing())
    seen: list[tuple[int, int]] = []
    before = desk.board
    requests = (NOTICE, asked(PaperKind.BULLETIN, NUMBER))
    first = desk.paperwork.file(requests, before, DUTY, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
    assert len(first) == len(desk.board.papers) == len(desk.archive.list()) == 2
    length = desk.board.length
    assert desk.paperwork.file(requests, before, DUTY, silent) == []
    assert (desk.board.length, len(desk.archive.list())) == (length, 2)
    for sha256, filed in desk.board.papers.items():
        content = desk.paperwork.pdf(sha256)
        assert hashlib.sha256(content).hexdigest() == sha256
        assert (filed.paper.pages, filed.by) == (len(sides(content)), DUTY)


def test_a_paper_on_a_longer_record_is_another_paper(desk: Desk) -> None:
    desk.do(*to_standing())
    (first,), (second,) = desk.file(NOTICE), desk.file(NOTICE)
    assert first != second
    assert [f.paper.number for f in desk.board.papers.values()] == [NUMBER, NUMBER]


def test_the_foot_tells_the_place_in_the_record_and_the_digest_of_what_the_page_says(
    desk: Desk, clock: HandClock
) -> None:
    desk.do(*to_standing())
    board = desk.board
    (sha256,) = desk.file(NOTICE)
    seq, head = board.heads["d1"]
    frame = Frame(board, desk.office.pack, PLACES, drill=False)
    snapshot = desk.freezer.freeze(NOTICE, frame, clock())
    digest = hashlib.sha256(json_text(snapshot).encode()).hexdigest()
    footer = stamped(snapshot, "d1", seq, head).head.footer
    assert footer is not None
    assert footer.digest == digest
    pages = sides(desk.paperwork.pdf(sha256))
    assert len(pages) > 1
    for page in pages:
        assert f"d1-{seq:06d}" in page.text
        assert head[:8] in plain(page.text).lower()
        assert digest[:8] in plain(page.text).lower()
    found = check_code(footer.code, desk.board, desk.office.entries())
    assert (found.on_record, found.papers) == (True, (sha256,))


def test_a_drill_says_so_on_every_page_and_the_real_thing_never(
    record: Database, clock: HandClock, tmp_path: Path
) -> None:
    exercise = desk_of(record, clock, tmp_path, drill=True)
    exercise.do(*to_standing())
    for request in (NOTICE, asked(PaperKind.BULLETIN, NUMBER), asked(PaperKind.APPROVAL_SHEET, NUMBER)):
        pages = sides(exercise.paperwork.preview(request, exercise.board))
        assert all("演" in page.text and "练" in page.text for page in pages)
        assert all(sum(c.text in "演练" and c.size_pt > 40 for c in page.chars) >= 2 for page in pages)
    real = replace(exercise, paperwork=paperwork_for_real(exercise, clock))
    for page in sides(real.paperwork.preview(NOTICE, real.board)):
        assert "演练" not in plain(page.text)


def paperwork_for_real(desk: Desk, clock: HandClock) -> Paperwork:
    """Other paperwork on the same office."""
    folders = (RESOURCES / "templates",)
    return Paperwork(
        desk.office, desk.archive, desk.freezer, PLACES, clock, "d1", RESOURCES / "fonts", (), folders, False
    )


def test_letters_are_embedded_and_the_file_says_who_made_it_when(desk: Desk) -> None:
    desk.do(*to_standing())
    (sha256,) = desk.file(NOTICE)
    content = desk.paperwork.pdf(sha256)
    assert all(re.match(r"[A-Z]{6}\+", font) for font in fonts(content))
    about = information(content)
    assert about["Author"] == PACK.headquarters(XINING).name
    assert "预警" in about["Title"]


# --- one snapshot, every paper --------------------------------------------------------------------------------------


def province() -> tuple[Command, ...]:
    held = consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))
    proposal = propose(Change.ISSUE, Level.ORANGE)
    told = replace(proposal, publication=replace(proposal.publication, extent=EXTENT))
    return (HoldConsultation(DUTY, "a1", held), told, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))


def test_every_paper_of_one_alert_says_the_same_level_places_hours_and_number(desk: Desk) -> None:
    desk.do(*province())
    (approval,) = desk.file(asked(PaperKind.APPROVAL_SHEET))
    issued = desk.do(IssueAlert(DUTY, "a1"))
    filed = desk.file(*papers_called_for(desk.board, issued.entries))
    by_kind: dict[str, list[str]] = {}
    for sha256 in (approval, *filed):
        by_kind.setdefault(desk.board.papers[sha256].paper.kind, []).append(desk.words(sha256))
    assert {kind: len(words) for kind, words in by_kind.items() if kind != "duty-sheet"} == {
        "approval-sheet": 1,
        "issue-notice": 1,
        "bulletin": 1,
        "response-notice": 1,
    }
    assert len(by_kind["duty-sheet"]) == len({laid.task.unit for laid in desk.board.alerts["a1"].tasks}) > 15
    for kind, papers in by_kind.items():
        for words in papers:
            assert "橙色预警" in words, kind
            assert re.search("西宁市、?海东市", words), kind
            assert "2026年1月9日20时" in words, kind
            assert not re.search("黄色预警(的|，|。)|红色预警(的|，|。)", words.replace("低于黄色预警", "")), kind
    for kind in ("issue-notice", "bulletin", "approval-sheet"):
        assert "2026年1月12日20时" in by_kind[kind][0]
        assert EXTENT in by_kind[kind][0]
    for kind in ("issue-notice", "response-notice", "duty-sheet"):
        assert all(PROVINCES in words for words in by_kind[kind]), kind
    assert "青重污应急〔2026〕2号" in by_kind["response-notice"][0]
    assert {desk.board.papers[s].paper.number for s in filed} == {PROVINCES, "青重污应急〔2026〕2号"}
    names = {desk.board.papers[s].paper.subject for s in filed} - {""}
    assert names == {PACK.unit(laid.task.unit).name for laid in desk.board.alerts["a1"].tasks}


# --- copies ---------------------------------------------------------------------------------------------------------


def test_copies_are_named_for_people_and_the_export_is_an_act(desk: Desk, tmp_path: Path) -> None:
    desk.do(*to_standing())
    unit = PACK.headquarters(XINING)
    shas = desk.file(NOTICE, asked(PaperKind.DUTY_SHEET, NUMBER, unit.id))
    out = tmp_path / "给" / "市州"
    seen: list[int] = []
    paths = desk.paperwork.export(shas, out, DUTY, lambda done, total: seen.append(done))
    assert [p.name for p in paths] == [
        "20260109-宁重污应急〔2026〕1号-预警发布通知.pdf",
        f"20260109-宁重污应急〔2026〕1号-任务清单-{unit.name}.pdf",
    ]
    assert [p.read_bytes() for p in paths] == [desk.paperwork.pdf(s) for s in shas]
    acts = [e.act for e in desk.office.entries()]
    assert [a for a in acts if isinstance(a, PaperExported)] == [
        PaperExported(s, p.name) for s, p in zip(shas, paths, strict=True)
    ]
    assert [desk.board.papers[s].exports for s in shas] == [1, 1]
    assert seen == [1, 2]
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in paths)


def test_a_copy_never_overwrites_another_paper_and_is_not_made_twice(desk: Desk, tmp_path: Path) -> None:
    desk.do(*to_standing())
    (first,), (second,), (third,) = desk.file(NOTICE), desk.file(NOTICE), desk.file(NOTICE)
    stem = file_name(desk.board.papers[first])
    (tmp_path / f"{stem}-2.pdf").write_bytes("别人的文件".encode())
    made = [desk.paperwork.export([s], tmp_path, "", silent)[0] for s in (first, second, first, third, second)]
    assert [p.name.removeprefix(stem) for p in made] == [".pdf", "-3.pdf", ".pdf", "-4.pdf", "-3.pdf"]
    assert (tmp_path / f"{stem}-2.pdf").read_bytes() == "别人的文件".encode()
    assert not any(isinstance(e.act, PaperExported) for e in desk.office.entries())


def test_a_name_holds_nothing_that_a_file_system_refuses(desk: Desk) -> None:
    desk.do(*to_standing())
    (sha256,) = desk.file(NOTICE)
    filed = desk.board.papers[sha256]
    odd = replace(filed, paper=replace(filed.paper, number='a/b\\c:d*e?f"g<h>i|j k'))
    assert file_name(odd) == "20260109-a_b_c_d_e_f_g_h_i_j_k-预警发布通知"
    late = replace(filed, at=NOW.replace(hour=16))
    assert file_name(late).startswith("20260110-")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses")
def test_a_folder_that_cannot_be_written_is_named(desk: Desk, tmp_path: Path) -> None:
    desk.do(*to_standing())
    (sha256,) = desk.file(NOTICE)
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(KnownProblem, match="shut"):
        desk.paperwork.export([sha256], tmp_path / "shut", DUTY, silent)


def test_a_file_where_the_folder_should_be_is_named_and_nothing_is_recorded(desk: Desk, tmp_path: Path) -> None:
    desk.do(*to_standing())
    (sha256,) = desk.file(NOTICE)
    (tmp_path / "taken").write_bytes(b"")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "below"):
        with pytest.raises(KnownProblem, match="taken"):
            desk.paperwork.export([sha256], folder, DUTY, silent)
    assert desk.board.papers[sha256].exports == 0


# --- checks ---------------------------------------------------------------------------------------------------------


def test_papers_are_told_from_what_they_are_not(desk: Desk, tmp_path: Path) -> None:
    desk.do(*to_standing())
    (sha256,) = desk.file(NOTICE)
    (copy,) = desk.paperwork.export([sha256], tmp_path, DUTY, silent)
    altered = tmp_path / "改过.pdf"
    altered.write_bytes(copy.read_bytes()[:-1] + b"\x00")
    same, other = desk.paperwork.check([copy, altered])
    assert (same.on_record, other.on_record) == (True, False)
    with pytest.raises(BadInput, match="没有这个文件"):
        desk.paperwork.check([tmp_path / "无.pdf"])
    with pytest.raises(KnownProblem, match="不在本机档案里"):
        desk.paperwork.pdf("0" * 64)
    assert desk.paperwork.check_archive().sound


def test_papers_of_the_office_itself_are_filed_under_no_alert_with_what_tells_them_apart(desk: Desk) -> None:
    desk.do(*to_standing())
    keys = tuple((e.desk, e.seq) for e in desk.office.entries())[-3:]
    asked_for = PaperRequest(PaperKind.LOGBOOK_EXTRACT, "", subject="d1-6至d1-8，3条", entries=keys)
    (sha256,) = desk.file(asked_for)
    paper = desk.board.papers[sha256].paper
    assert (paper.alert, paper.subject, paper.number) == (None, "d1-6至d1-8，3条", "")
    assert plain("摘录2026年1月9日") in desk.words(sha256)
    with pytest.raises(KnownProblem, match="还没有交班"):
        desk.file(PaperRequest(PaperKind.HANDOVER, "", subject="d1-9"))


def test_a_brief_and_the_teams_are_set_from_the_record(desk: Desk) -> None:
    desk.do(*for_the_province(Level.RED))
    brief, teams = desk.file(
        PaperRequest(PaperKind.DAILY_BRIEF, "a1", subject="1月9日20时"), asked(PaperKind.SUPERVISION, PROVINCES)
    )
    assert "（第1期）" in desk.words(brief)
    assert "没有当前数据" in desk.words(brief)
    assert desk.board.papers[brief].paper.subject == "1月9日20时"
    assert "第二组海东市" in desk.words(teams)
