"""CAP 1.2 of our notices: valid by the OASIS schema, read alike by a stranger's parser, and read back by our own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema
from cap_tools import AlertState
from cap_tools.models import Alert
from xsdata.formats.dataclass.parsers import XmlParser

from qh_console.documents.cap import cap_time, cap_xml, check_cap, outer_rings, read_cap, reference_to
from qh_console.documents.machine_notice import Area, Notice, machine_notice
from qh_console.packs import load_places, load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import BadInput, KnownProblem
from tests.documents.machine_samples import AREAS, HOLE, ISLAND, NOTICES, SENDER, SQUARE, machine
from tests.documents.samples import ADJUST, FACTS, HEAD, ISSUE, LIFT

SOUND = cap_xml(machine(ISSUE)).decode()


def changed(old: str, new: str) -> bytes:
    assert old in SOUND
    return SOUND.replace(old, new, 1).encode()


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    folder = os.environ.get("QH_REFERENCE_DATA", "")
    path = Path(folder, "cap12.xsd")
    if not folder or not path.is_file():
        pytest.skip("QH_REFERENCE_DATA has no cap12.xsd")
    return xmlschema.XMLSchema(str(path))


@pytest.mark.parametrize("snapshot", NOTICES, ids=lambda s: type(s).__name__)
@pytest.mark.parametrize("drill", [False, True])
def test_every_kind_is_valid_by_the_schema_of_oasis(snapshot: Notice, drill: bool, schema: xmlschema.XMLSchema) -> None:
    content = cap_xml(machine(snapshot) if not drill else replace(machine(snapshot), is_drill=True))
    assert [e.reason for e in schema.iter_errors(content.decode())] == []


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert cap_xml(machine(ISSUE)) == cap_xml(machine(ISSUE))


def test_a_stranger_s_parser_reads_the_same_facts() -> None:
    alert = XmlParser().from_bytes(cap_xml(machine(ADJUST)), Alert)
    info = alert.infos[0]
    parameters = {p.value_name.value: p.value.value for p in info.parameters}
    assert alert.identifier == machine(ADJUST).identifier
    assert (alert.status.value, alert.msg_type.value, alert.scope.value) == ("Actual", "Update", "Public")
    assert (str(info.onset), str(info.expires)) == ("2026-01-12T20:00:00+08:00", "2026-01-15T20:00:00+08:00")
    assert info.severity.value == "Extreme"
    assert parameters == {"ColorCode": "Red", "NoticeNumber": ADJUST.head.number, "ResponseLevel": "Ⅰ"}
    assert [a.area_desc for a in info.areas] == ["西宁市", "海东市"]
    assert [g.value.value for a in info.areas for g in a.geocodes] == ["630100", "630200"]
    assert info.areas[1].polygons == ["36.5,102.5 36.4,102.5 36.4,102.4 36.5,102.4 36.5,102.5"]
    assert FACTS.outlook in (info.description or "")


def test_a_stranger_s_board_holds_nothing_once_the_alert_is_lifted() -> None:
    board = AlertState()
    issued = read_cap(cap_xml(machine(ISSUE)))
    raised = replace(machine(ADJUST), references=(reference_to(issued),))
    lifted = replace(machine(LIFT), references=(reference_to(read_cap(cap_xml(raised))),))
    held = []
    for said in (machine(ISSUE), raised, lifted):
        board.ingest(XmlParser().from_bytes(cap_xml(said), Alert))
        held.append([alert.msg_type.value for alert in board])
    assert held == [["Alert"], ["Update"], ["Cancel"]]


@pytest.mark.parametrize("snapshot", NOTICES, ids=lambda s: type(s).__name__)
def test_read_back_it_says_what_the_snapshot_said(snapshot: Notice) -> None:
    said = machine(snapshot)
    alert = read_cap(cap_xml(said))
    info = alert.infos[0]
    assert (alert.identifier, alert.sent_at, alert.kind) == (said.identifier, said.sent_at, said.kind.value)
    assert alert.references == said.references
    assert (info.onset_at, info.expires_at, info.effective_at) == (said.starts_at, said.ends_at, said.effective_at)
    assert (info.headline, info.description) == (said.headline, said.description)
    assert [a.description for a in info.areas] == [a.name for a in AREAS]
    assert info.areas[0].polygons == (SQUARE,)
    assert reference_to(alert).identifier == said.identifier


def test_a_drill_is_an_exercise_and_says_so_where_people_look() -> None:
    alert = read_cap(cap_xml(replace(machine(ISSUE), is_drill=True)))
    assert alert.status == "Exercise"
    assert "演练" in alert.note
    assert alert.infos[0].headline.startswith("【演练】")
    assert alert.infos[0].description.startswith("【演练】")


def test_the_end_of_an_alert_is_all_clear() -> None:
    text = cap_xml(machine(LIFT)).decode()
    assert "<responseType>AllClear</responseType>" in text
    assert "<urgency>Past</urgency>" in text
    assert "<expires>" not in text


def test_a_hole_is_covered_and_an_island_kept() -> None:
    assert outer_rings((SQUARE, HOLE, ISLAND)) == (SQUARE, ISLAND)
    touching = ((101.1, 36.5), (101.1, 36.4), (100.9, 36.4), (101.1, 36.5))
    assert outer_rings((SQUARE, touching)) == (SQUARE, touching)


def test_times_carry_their_offset() -> None:
    assert cap_time(HEAD.created_at) == "2026-01-12T09:30:00+08:00"
    assert "Z<" not in SOUND


@pytest.mark.parametrize(
    ("content", "path", "why"),
    [
        (changed("+08:00</sent>", "Z</sent>"), "alert/sent", "Z"),
        (changed("2026-01-12T09:30:00+08:00</sent>", "2026-13-12T09:30:00+08:00</sent>"), "alert/sent", "没有"),
        (changed("<identifier>", "<identifier>a b"), "alert/identifier", "空格"),
        (changed("<sender>", "<sender>a,b"), "alert/sender", "逗号"),
        (changed("<status>Actual", "<status>Real"), "alert/status", "Real"),
        (changed("<scope>Public</scope>", ""), "alert/scope", "缺"),
        (changed("<severity>Severe", "<severity>Orange"), "alert/info[1]/severity", "Orange"),
        (changed("<msgType>Alert", "<msgType>Update"), "alert/references", "前一份"),
        (changed("<scope>Public", "<scope>Private"), "alert/addresses", "不能缺"),
        (changed("<language>", "<colour>红</colour><language>"), "alert/info[1]/colour", "没有这个元素"),
        (changed("<category>Env</category>", ""), "", ""),
        (changed("36.3,101.9", "36.3"), "alert/info[1]/area[1]/polygon[1]", "36.3"),
        (changed("36.5,102.5 36.4", "36.6,102.5 36.4"), "alert/info[1]/area[2]/polygon[1]", "闭合"),
        (changed("36.4,102.5", "96.4,102.5"), "alert/info[1]/area[2]/polygon[1]", "范围"),
        (changed("urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1"), "", "CAP 1.2"),
        (changed("<event>重污染天气</event>", "<event/>"), "alert/info[1]/event", "空"),
    ],
)
def test_each_fault_is_named_with_its_place(content: bytes, path: str, why: str) -> None:
    faults = check_cap(content)
    if not why:
        assert faults == ()
        return
    assert any(why in f.what and (not path or f.key == path) for f in faults), faults
    with pytest.raises(BadInput, match="海东来件"):
        read_cap(content, "海东来件")


def test_an_element_out_of_order_is_a_fault() -> None:
    moved = changed("    <urgency>Future</urgency>\n", "").decode()
    moved = moved.replace("</certainty>\n", "</certainty>\n    <urgency>Future</urgency>\n", 1)
    assert [(f.key, f.what) for f in check_cap(moved.encode())] == [
        ("alert/info[1]/urgency", "次序不对，应在certainty之前")
    ]


def test_a_sender_no_machine_could_read_is_refused_before_it_leaves() -> None:
    said = machine(ISSUE)
    with pytest.raises(KnownProblem, match="sender"):
        cap_xml(replace(said, sender=replace(said.sender, address="青海 省厅")))


def test_a_bare_cancel_from_elsewhere_can_be_filed() -> None:
    content = (
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>X-2</identifier><sender>hd@x</sender>'
        "<sent>2026-01-13T08:00:00+08:00</sent><status>Actual</status><msgType>Cancel</msgType>"
        "<scope>Public</scope><references>hd@x,X-1,2026-01-12T08:00:00+08:00</references></alert>"
    )
    alert = read_cap(content.encode(), "海东来件")
    assert alert.infos == ()
    assert alert.references[0].identifier == "X-1"


def test_our_check_and_the_schema_agree_on_what_is_broken(schema: xmlschema.XMLSchema) -> None:
    for old, new in (
        ("<scope>Public</scope>", ""),
        ("<severity>Severe", "<severity>Orange"),
        ("+08:00</sent>", "Z</sent>"),
    ):
        content = changed(old, new)
        assert check_cap(content)
        assert not schema.is_valid(content.decode())


def test_the_province_s_own_outlines_make_a_sound_message(schema: xmlschema.XMLSchema) -> None:
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    shapes = load_shapes(resources_folder() / "geo" / "qinghai_prefectures.geojson")
    areas = [Area(p.name, p.code, shapes[p.code]) for p in places.items]
    facts = replace(FACTS, places=tuple(p.name for p in places.items))
    content = cap_xml(machine_notice(replace(ISSUE, facts=facts), areas, SENDER))
    assert schema.is_valid(content.decode())
    read = {area.description: area.polygons for area in read_cap(content).infos[0].areas}
    assert len(read) == 8
    assert all(polygons[0] in shapes[places.find(name).code] for name, polygons in read.items())
    assert [len(read[p.name]) for p in places.items] == [1, 1, 1, 1, 2, 1, 1, 2]
