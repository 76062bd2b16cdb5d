"""What the commands do with a record when no window is open, and what they answer."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.app import build
from qh_console.config import Config, SigningSettings
from qh_console.documents.signing import LOGGERS
from qh_console.domain.commands import EnrolOfficer
from qh_console.domain.particulars import Role
from qh_console.headless import back_up, export, import_files, put_back, verify_papers, verify_record
from qh_console.problems import KnownProblem
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.paperwork import EVERYTHING, LISTING
from qh_console.store.database import FILE
from tests.builders import ADMIN, DUTY, ENROLMENTS, NOW, to_standing
from tests.documents.certificates import OFFICE, PASSWORD, certificate
from tests.services.offices import must, password_of

GOOD = "place,time,pm25\n西宁,2026-01-09T05:00,38\n"
FIRST = EnrolOfficer(ADMIN, ADMIN, "管理员丁", "系统管理", (Role.ADMINISTRATOR,))
SECOND = EnrolOfficer(ADMIN, DUTY, "值班员甲", "值班员", (Role.DUTY_OFFICER,))


def kept(config: Config) -> tuple[str, ...]:
    """A record with two acts; the digests of its lines."""
    house = build(config, lambda: NOW)
    must(house.office, FIRST, SECOND)
    digests = tuple(e.digest for e in house.office.entries())
    house.database.close()
    return digests


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path / "data", is_drill=True)


def test_files_go_in_one_by_one_and_every_fault_is_counted(config: Config, tmp_path: Path) -> None:
    good, bad = tmp_path / "好.csv", tmp_path / "坏.csv"
    good.write_text(GOOD.replace("pm25", "pm25,湿度").replace("38", "38,4"), encoding="utf-8")
    bad.write_text(GOOD.replace("38", "-1"), encoding="utf-8")
    notes: list[str] = []
    result, faults = import_files(config, [bad, good], notes.append)
    assert result["files"] == [
        {"file": "坏.csv", "new": 0, "unchanged": 0, "changed": 0, "refused": 1},
        {"file": "好.csv", "new": 1, "unchanged": 0, "changed": 0, "refused": 0},
    ]
    (fault,) = faults
    assert result["faults"] == [
        {"file": "坏.csv", "row": 2, "column": "pm25", "what": fault.what, "what_to_do": fault.what_to_do}
    ]
    assert notes == ["好.csv：没有用到“湿度”列"]


def test_a_sound_record_tells_its_length_and_head(config: Config) -> None:
    digests = kept(config)
    found = verify_record(config)
    assert (found["sound"], found["entries"], found["bad"]) == (True, 2, None)
    (head,) = found["heads"]
    assert (head["seq"], head["digest"]) == (2, digests[-1])
    assert found["messages"][0] == "记录2条，逐条核对无误"


def tampered(config: Config) -> None:
    """The name in the second line changed by somebody who can open the file."""
    with closing(sqlite3.connect(config.data / FILE)) as connection, connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f'drop trigger "{name}"')
        connection.execute("update entries set payload = replace(payload, '值班员甲', '值班员乙') where seq = 2")


def test_a_changed_line_is_named(config: Config) -> None:
    kept(config)
    tampered(config)
    found = verify_record(config)
    assert (found["sound"], found["bad"]["seq"]) == (False, 2)
    assert "第2条" in found["messages"][0]


def test_checking_makes_no_record_and_changes_none(config: Config, tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="没有本系统的记录"):
        verify_record(config)
    with pytest.raises(KnownProblem, match="没有本系统的记录"):
        verify_papers(config, [tmp_path])
    assert not config.data.exists()
    kept(config)
    before = (config.data / FILE).read_bytes()
    verify_record(config)
    assert (config.data / FILE).read_bytes() == before


def test_a_file_is_on_record_or_not(config: Config, tmp_path: Path) -> None:
    kept(config)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    found = verify_papers(config, [tmp_path / "a.pdf"])
    assert (found["sound"], found["papers"][0]["on_record"]) == (False, False)
    assert found["messages"] == ["a.pdf：不是完好的PDF，内容缺损或被改过"]


def test_every_file_of_an_export_is_known_again(config: Config, tmp_path: Path) -> None:
    house = build(config, lambda: NOW)
    must(house.office, *ENROLMENTS, *to_standing())
    number = house.office.board.alerts["a1"].latest_number
    requests = [PaperRequest(kind, "a1", number) for kind in (PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN)]
    house.paperwork.file(requests, house.office.board, DUTY, lambda done, total: None)
    papers = list(house.office.board.papers)
    files = house.paperwork.export(papers, tmp_path / "out", DUTY, lambda done, total: None, EVERYTHING)
    house.database.close()
    found = verify_papers(config, [file for file in files if file.name != LISTING])
    assert (found["sound"], len(found["papers"])) == (True, 5)
    (cap,) = [file for file in files if file.name.endswith("-CAP.xml")]
    cap.write_bytes(
        cap.read_bytes().replace("橙色".encode(), "红色".encode()).replace("黄色".encode(), "红色".encode())
    )
    assert verify_papers(config, [cap])["sound"] is False
    assert verify_record(config)["sound"] is True


def test_a_restored_record_goes_on_under_a_desk_of_its_own(config: Config, tmp_path: Path) -> None:
    digests = kept(config)
    (desk,) = {head["desk"] for head in verify_record(config)["heads"]}
    made = back_up(config, tmp_path / "b.zip")
    assert made["files"] >= 1
    back = put_back(config, tmp_path / "b.zip")
    assert (back["data"], back["entries"]) == (str(config.data), 2)
    assert back["desk"] != desk
    assert Path(back["kept"]).is_dir()
    house = build(config, lambda: NOW)
    assert tuple(e.digest for e in house.office.entries()) == digests
    answer = house.office.submit(
        EnrolOfficer(ADMIN, "x", "值班员戊", "", (Role.DUTY_OFFICER,)), password_of(ADMIN), password_of("x")
    )
    assert isinstance(answer, Changed)
    assert (answer.entries[0].desk, answer.entries[0].seq) == (back["desk"], 1)
    house.database.close()


def test_a_backup_of_a_changed_record_comes_back_with_a_warning(config: Config, tmp_path: Path) -> None:
    kept(config)
    assert put_back(config, Path(back_up(config, tmp_path / "a.zip")["file"]))["sound"]
    tampered(config)
    back = put_back(config, Path(back_up(config, tmp_path / "b.zip")["file"]))
    assert not back["sound"]
    assert "第2条" in back["messages"][0]
    assert Path(back["kept"]).is_dir()


def test_the_record_goes_out_and_stays_as_it_was(config: Config, tmp_path: Path) -> None:
    digests = kept(config)
    manifest = export(config, tmp_path / "out", lambda _: None)
    assert (manifest["entries"], manifest["heads"][0]["digest"]) == (len(digests), digests[-1])
    assert verify_record(config)["entries"] == len(digests)


def test_a_copy_signed_in_the_papers_room_is_known_on_the_command_line(tmp_path: Path) -> None:
    own, root = tmp_path / "office.p12", tmp_path / "root.pem"
    own.write_bytes(certificate()[0])
    root.write_bytes(certificate()[1])
    config = Config(tmp_path / "data", is_drill=True, signing=SigningSettings(own, (root,)))
    house = build(config, lambda: NOW)
    must(house.office, *ENROLMENTS, *to_standing())
    request = PaperRequest(PaperKind.ISSUE_NOTICE, "a1", house.office.board.alerts["a1"].latest_number)
    house.paperwork.file([request], house.office.board, DUTY, lambda done, total: None)
    papers = list(house.office.board.papers)
    (copy,) = house.paperwork.export_signed(papers, tmp_path / "out", PASSWORD, DUTY, lambda done, total: None)
    house.database.close()
    found = verify_papers(config, [copy])
    assert (found["sound"], found["papers"][0]["sha256"]) == (True, papers[0])
    assert f"加有签名；签名有效：{OFFICE}" in found["messages"][0]
    told = verify_papers(replace(config, signing=SigningSettings()), [copy])
    assert (told["sound"], "其证书不在信任名单里" in told["messages"][0]) == (True, True)
    assert all(logging.getLogger(name).handlers for name in LOGGERS)
