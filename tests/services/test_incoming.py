"""A prefecture's CAP becomes the form an officer would have typed; what it lacks is named, strangers are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.documents.cap import cap_xml
from qh_console.documents.machine_notice import Area, MachineNotice, Notice, machine_notice
from qh_console.domain.board import Board
from qh_console.domain.decisions import decide
from qh_console.domain.office_commands import FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Means
from qh_console.domain.verdicts import Accepted
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from qh_console.services.incoming import IncomingFiling, incoming_filing
from tests.builders import DUTY, XINING, Ledger, office
from tests.documents.machine_samples import ADVICE, EARLIER, SENDER, SQUARE
from tests.documents.samples import ADJUST, FACTS, HEAD, ISSUE, LIFT, RED, YELLOW

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
AREA = Area("西宁市", "630100", (SQUARE,))
NOW = HEAD.created_at + timedelta(days=9)
ONE = replace(FACTS, places=("西宁市",))


def message(snapshot: Notice, **facts: object) -> MachineNotice:
    if isinstance(snapshot, LIFT.__class__):
        snapshot = replace(snapshot, places=("西宁市",))
    else:
        snapshot = replace(snapshot, facts=replace(ONE, **facts))  # type: ignore[arg-type]
    days = {"IssueNotice": 0, "AdjustNotice": 1, "LiftNotice": 2}[type(snapshot).__name__]
    head = replace(
        snapshot.head, issuer="西宁市重污染天气应急指挥部", created_at=HEAD.created_at + timedelta(days=days)
    )
    earlier = () if days == 0 else (EARLIER,)
    return machine_notice(replace(snapshot, head=head), (AREA,), SENDER, earlier, ADVICE)


def read(content: bytes, board: Board) -> IncomingFiling:
    ledger = office()
    return incoming_filing(content, "西宁.xml", board, ledger.pack, PLACES, DUTY, NOW)


def filed(ledger: Ledger, command: FileCityAlert) -> None:
    answer = decide(ledger.board, command, ledger.pack, NOW)
    assert isinstance(answer, Accepted), answer
    for act in answer.acts:
        ledger.record(act, DUTY)


def test_the_whole_road_of_a_prefectures_alert_is_filed_from_its_messages() -> None:
    ledger = office()
    said = message(ISSUE)
    found = read(cap_xml(said), ledger.board)
    filing = found.command.filing
    assert found.faults == ()
    assert (filing.place, filing.number, filing.change) == (XINING, HEAD.number, Change.ISSUE)
    assert filing.level is Level.ORANGE
    assert (filing.means, filing.sender) == (Means.SYSTEM, "西宁市重污染天气应急指挥部")
    assert (filing.issued_at, filing.received_at) == (said.sent_at, NOW)
    told = filing.publication
    assert (told.starts_at, told.ends_at) == (FACTS.starts_at, FACTS.ends_at)
    assert told.extent == FACTS.extent.rstrip("。")
    assert told.dispersion == FACTS.dispersion.rstrip("。")
    assert told.pollutants == FACTS.pollutants.rstrip("。")
    assert told.outlook == FACTS.outlook.rstrip("。")
    filed(ledger, found.command)

    raised = read(cap_xml(replace(message(ADJUST, level=RED), number="青重〔2026〕7号")), ledger.board)
    assert (raised.command.filing.change, raised.command.filing.level) == (Change.RAISE, Level.RED)
    assert raised.command.filing.changes_number == HEAD.number
    filed(ledger, raised.command)

    lowered = read(cap_xml(message(ADJUST, level=YELLOW)), ledger.board).command.filing
    assert (lowered.change, lowered.level) == (Change.LOWER, Level.YELLOW)
    same = read(cap_xml(message(ADJUST, level=RED)), ledger.board).command.filing
    assert same.change is Change.CORRECT

    lifted = read(cap_xml(replace(message(LIFT), number="青重〔2026〕8号")), ledger.board)
    assert (lifted.command.filing.change, lifted.command.filing.level) == (Change.LIFT, Level.NONE)
    assert lifted.faults == ()
    filed(ledger, lifted.command)


def test_what_a_stranger_leaves_out_is_named_field_by_field() -> None:
    said = cap_xml(message(ISSUE)).decode()
    bare = said.replace(said[said.index("<description>") : said.index("</description>")], "<description>请注意防护")
    bare = bare.replace("NoticeNumber", "Other").replace("ColorCode", "Shade")
    bare = bare.replace("发布重污染天气橙色预警", "发布重污染天气提醒")
    found = read(bare.encode(), office().board)
    assert {reason.field for reason in found.faults} == {"number", "level", "dispersion", "pollutants", "outlook"}
    assert found.command.filing.publication.extent == "西宁市"


def test_a_colour_in_words_will_do_and_a_county_counts_for_its_prefecture() -> None:
    said = cap_xml(message(ISSUE)).decode().replace("ColorCode", "Shade").replace("630100", "630122")
    filing = read(said.encode(), office().board).command.filing
    assert (filing.level, filing.place) == (Level.ORANGE, XINING)


def test_a_drill_is_told_from_the_real_thing() -> None:
    found = read(cap_xml(replace(message(ISSUE), is_drill=True)), office().board)
    assert any("演练" in str(reason) for reason in found.faults)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("630100", "110000", "没有写明是哪个市州"),
        ("<alert", "<alarm", "西宁.xml"),
        ("+08:00</sent>", "Z</sent>", "sent"),
    ],
)
def test_what_cannot_be_filed_is_refused_by_name(old: str, new: str, match: str) -> None:
    with pytest.raises(BadInput, match=match):
        read(cap_xml(message(ISSUE)).decode().replace(old, new).encode(), office().board)
