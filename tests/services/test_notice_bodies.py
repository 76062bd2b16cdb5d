"""A notice says what was proposed: the template's words of that moment, or the officer's own, whatever comes later."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from qh_console.channels import load_channels
from qh_console.domain.acts import ChangeProposed, PaperFiled
from qh_console.domain.commands import ApproveProposal, ProposeChange, ReturnProposal
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.domain.verdicts import Refused
from qh_console.packs import load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.drill import HandClock
from qh_console.services.freezing import Freezer
from qh_console.services.machine_forms import MachineForms
from qh_console.services.notice_bodies import NoticeBodies
from qh_console.services.office import Changed, Office
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.paperwork import Paperwork
from qh_console.services.watch import Watch
from qh_console.store.archive import Archive
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import Journal
from qh_console.store.readings import ReadingStore
from tests.builders import CHIEF, DUTY, propose, to_standing
from tests.documents.measured import plain
from tests.services.framing import EDITIONS, PLACES
from tests.services.offices import CHEAP, PACK, must, password_of, staffed

RESOURCES = resources_folder()
HELD, PROPOSED, SIGNED, RELEASED = to_standing()
NOTICE = PaperRequest(PaperKind.ISSUE_NOTICE, "a1", "宁重污应急〔2026〕1号")
OWN = "各地昼夜值守，不得松懈。"


class Desk:
    """A real office whose proposals freeze their words, its templates in a folder, its papers in an archive."""

    def __init__(self, record: Database, clock: HandClock, templates: Path) -> None:
        templates.mkdir()
        self.template = templates / "issue_notice.txt"
        folders = (templates, RESOURCES / "templates")
        self.bodies = NoticeBodies(folders, PLACES, False)
        journal, credentials = Journal(record, "d1"), Credentials(record, CHEAP)
        self.office = staffed(Office(journal, credentials, PACK, clock, None, self.bodies))
        watch = Watch(ReadingStore(record), ForecastStore(record), PLACES, EDITIONS, PACK)
        shapes = load_shapes(RESOURCES / "geo" / "qinghai_prefectures.geojson")
        self.paperwork = Paperwork(
            self.office,
            Archive(record),
            Freezer(watch, EDITIONS, shapes),
            PLACES,
            clock,
            "d1",
            RESOURCES / "fonts",
            (),
            folders,
            False,
            MachineForms(load_channels(RESOURCES / "channels.toml"), shapes, PLACES),
        )

    @property
    def proposed(self) -> ChangeProposed:
        proposal = self.office.board.alerts["a1"].proposal
        assert proposal is not None
        return proposal.act

    def propose(self, command: ProposeChange) -> Changed | Refused:
        return self.office.submit(command, password_of(command.by))

    def release(self) -> bytes:
        """Signed, released, filed: the bytes that leave."""
        must(self.office, SIGNED, RELEASED)
        (filed,) = self.paperwork.file([NOTICE], self.office.board, DUTY, lambda done, total: None)
        assert isinstance(filed, Changed)
        act = filed.entries[0].act
        assert isinstance(act, PaperFiled)
        return self.paperwork.pdf(act.paper.sha256)

    def drafted(self) -> str:
        """The template's words over the proposal as the office would freeze them now."""
        must(self.office, HELD)
        act = ChangeProposed(
            "a1", Change.ISSUE, Level.ORANGE, propose(Change.ISSUE, Level.ORANGE).publication, "", (),
            propose(Change.ISSUE, Level.ORANGE).evidence, True, True,
        )  # fmt: skip
        return self.bodies.drafted(act, self.office.board, PACK, act.publication.starts_at)


@pytest.fixture
def desk(record: Database, clock: HandClock, tmp_path: Path) -> Desk:
    return Desk(record, clock, tmp_path / "templates")


def words_of(pdf: bytes) -> str:
    return "".join(plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages)


def own(body: str) -> ProposeChange:
    return replace(propose(Change.ISSUE, Level.ORANGE), body=body)


def test_a_proposal_freezes_the_templates_words_with_a_mark_for_what_only_the_release_gives(desk: Desk) -> None:
    must(desk.office, HELD, PROPOSED)
    assert "经〔批准人〕批准，现发布重污染天气橙色预警" in desk.proposed.body
    assert "[[measures]]" in desk.proposed.body
    assert not desk.proposed.own_words


def test_a_template_changed_after_the_proposal_changes_nothing_that_was_proposed(desk: Desk) -> None:
    must(desk.office, HELD, PROPOSED)
    request = PaperRequest(PaperKind.ISSUE_NOTICE, "a1")
    before = desk.paperwork.preview(request, desk.office.board)
    desk.template.write_text("另一种写法。", encoding="utf-8")
    assert desk.paperwork.preview(request, desk.office.board) == before
    said = words_of(desk.release())
    assert "另一种写法" not in said
    assert "〔批准人〕" not in said
    signatory = desk.office.board.alerts["a1"].notices[0].proposal.signatory
    assert signatory
    assert f"经{signatory}批准" in said


def test_an_officers_own_words_are_proposed_approved_and_printed_and_the_copy_is_known(
    desk: Desk, tmp_path: Path
) -> None:
    body = f"{desk.drafted()}\n{OWN}"
    assert isinstance(desk.propose(own(body)), Changed)
    assert (desk.proposed.body, desk.proposed.own_words) == (body, True)
    desk.template.write_text("另一种写法。", encoding="utf-8")
    pdf = desk.release()
    assert plain(OWN) in words_of(pdf)
    assert "另一种写法" not in words_of(pdf)
    copy, changed = tmp_path / "copy.pdf", tmp_path / "changed.pdf"
    copy.write_bytes(pdf)
    changed.write_bytes(pdf[:-20] + b"%" + pdf[-20:])
    assert [check.on_record for check in desk.paperwork.check([copy, changed])] == [True, False]


@pytest.mark.parametrize(
    ("lost", "field"),
    [("橙色预警", "level"), ("静稳、逆温", "dispersion"), ("PM2.5", "pollutants"), ("[[measures]]", "body")],
)
def test_words_that_no_longer_say_what_is_published_are_refused_at_their_field(
    desk: Desk, lost: str, field: str
) -> None:
    answer = desk.propose(own(desk.drafted().replace(lost, "")))
    assert isinstance(answer, Refused)
    assert (answer.reasons[0].field, answer.reasons[0].clause) == (field, "3.3.1")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("20时", "21时", "正文的开始时间应为"),
        ("西宁市", "海东市", "正文的地点应为“西宁市”"),
        ("对应Ⅱ级应急响应", "对应Ⅱ级应急响应（原红色预警）", "正文的预警级别应为"),
    ],
)
def test_words_of_ones_own_that_say_another_thing_are_told_before_anybody_signs(
    desk: Desk, was: str, now: str, told: str
) -> None:
    body = desk.drafted().replace("西宁市全域", "〔范围〕").replace(was, now).replace("〔范围〕", "西宁市全域")
    answer = desk.propose(own(body))
    assert isinstance(answer, Refused)
    assert any(reason.text.startswith(told) for reason in answer.reasons), answer.reasons
    assert {(reason.field, reason.clause) for reason in answer.reasons} == {("body", "3.3.1")}
    assert desk.office.board.alerts["a1"].proposal is None
    assert isinstance(desk.propose(own(desk.drafted())), Changed)


def test_the_form_offers_the_words_that_would_be_frozen_and_shows_the_ones_written(desk: Desk) -> None:
    words = desk.drafted()
    publication = propose(Change.ISSUE, Level.ORANGE).publication
    form = PaperRequest(PaperKind.ISSUE_NOTICE, "a1", publication=publication, change=Change.ISSUE, body=OWN)
    assert desk.paperwork.body(form, desk.office.board) == words
    assert plain(OWN) in words_of(desk.paperwork.preview(form, desk.office.board))


def test_words_that_came_back_may_be_written_again(desk: Desk) -> None:
    body = desk.drafted()
    assert isinstance(desk.propose(own(body)), Changed)
    assert isinstance(desk.propose(own(f"{body}\n{OWN}")), Refused)
    must(desk.office, ReturnProposal(CHIEF, "a1", "语气要重"))
    assert isinstance(desk.propose(own(f"{body}\n{OWN}")), Changed)
    assert desk.proposed.body.endswith(OWN)


def test_a_template_that_cannot_be_worded_is_named_and_nothing_is_proposed(desk: Desk) -> None:
    must(desk.office, HELD)
    desk.template.write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(KnownProblem, match=r"issue_notice\.txt.*nothing"):
        desk.propose(propose(Change.ISSUE, Level.ORANGE))
    assert desk.office.board.alerts["a1"].proposal is None


@pytest.mark.parametrize(
    ("change", "level", "kind"),
    [
        (Change.RAISE, Level.RED, PaperKind.ADJUST_NOTICE),
        (Change.LOWER, Level.YELLOW, PaperKind.ADJUST_NOTICE),
        (Change.LIFT, Level.NONE, PaperKind.LIFT_NOTICE),
        (Change.CORRECT, Level.ORANGE, PaperKind.CORRECTION),
        (Change.WITHDRAW, Level.ORANGE, PaperKind.CORRECTION),
    ],
)
def test_every_later_change_freezes_its_words_and_they_pass_its_own_check(
    desk: Desk, change: Change, level: Level, kind: PaperKind
) -> None:
    must(desk.office, *to_standing(), propose(change, level), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    assert "宁重污应急〔2026〕1号" in desk.proposed.body
    said = words_of(desk.paperwork.preview(PaperRequest(kind, "a1"), desk.office.board))
    assert not any(mark in said for mark in ("〔批准人〕", "〔生效时间〕", "〔解除时间〕"))
