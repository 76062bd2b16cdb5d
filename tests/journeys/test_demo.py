"""The bundled drill from the shell: every paper for real, a record that proves itself and betrays a changed byte."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from qh_console.cli import cli
from qh_console.services.paper_requests import PaperKind
from qh_console.store.database import FILE
from qh_console.windowed import DEMO_SIZE
from tests.documents.measured import fonts, plain, sides
from tests.source_tree import ROOT

RUNNER = CliRunner()
FIRST_BYTES = {".pdf": b"%PDF-", ".png": b"\x89PNG"}


@dataclass(frozen=True)
class Demo:
    """What one run of the command left, and what it said."""

    out: Path
    told: Any
    messages: str

    @property
    def manifest(self) -> Any:
        return json.loads((self.out / "manifest.json").read_text(encoding="utf-8"))

    @property
    def documents(self) -> list[dict[str, Any]]:
        return list(self.manifest["documents"])

    def of_kind(self, kind: PaperKind) -> list[dict[str, Any]]:
        return [d for d in self.documents if d["kind"] == kind.value]

    def words(self, paper: dict[str, Any]) -> str:
        return "".join(plain(page.extract_text()) for page in PdfReader(self.out / paper["file"]).pages)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Run once, as a process without any display."""
    out = tmp_path_factory.mktemp("demo") / "out"
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "qh_console", "demo", "--out", str(out), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return Demo(out, json.loads(done.stdout.decode()), done.stderr.decode())


def verify(*arguments: object) -> Result:
    return RUNNER.invoke(cli, ["verify", *map(str, arguments)])


def test_the_manifest_is_what_was_said_and_what_lies_there(demo: Demo) -> None:
    assert demo.told == demo.manifest
    assert (demo.manifest["drill"], demo.manifest["complete"]) == ("winter-haze", True)
    listed = {d["file"] for d in demo.documents} | set(demo.manifest["pictures"])
    found = {
        p.relative_to(demo.out).as_posix() for folder in ("documents", "pictures") for p in demo.out.glob(f"{folder}/*")
    }
    assert listed == found
    for name in listed:
        content = (demo.out / name).read_bytes()
        assert content.startswith(FIRST_BYTES[Path(name).suffix])
    for paper in demo.documents:
        content = (demo.out / paper["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == paper["sha256"]
        assert re.fullmatch(r"[0-9a-f]{64}", paper["sha256"])
    assert f"文书{len(demo.documents)}份" in demo.messages
    assert "Traceback" not in demo.messages


def test_every_stop_of_the_plan_left_its_papers(demo: Demo) -> None:
    count = Counter(d["kind"] for d in demo.documents)
    for kind in (
        PaperKind.MINUTES,
        PaperKind.REPORT_UP,
        PaperKind.APPROVAL_SHEET,
        PaperKind.ISSUE_NOTICE,
        PaperKind.BULLETIN,
        PaperKind.RESPONSE_NOTICE,
        PaperKind.ADJUST_NOTICE,
        PaperKind.LIFT_NOTICE,
        PaperKind.ASSESSMENT,
    ):
        assert count[kind.value] >= 1, kind
    assert count["duty-sheet"] >= 20
    sheets = {(d["number"], d["subject"]) for d in demo.of_kind(PaperKind.DUTY_SHEET)}
    assert len(sheets) == count["duty-sheet"]
    numbers = [d["number"] for d in demo.documents if d["kind"].endswith("-notice")]
    assert all(re.search(r"〔2026〕\d+号$", n) for n in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_timeline_goes_from_consultation_to_assessment_and_two_people_stand_behind_each_notice(demo: Demo) -> None:
    timeline = demo.manifest["timeline"]
    assert [m["at"] for m in timeline] == sorted(m["at"] for m in timeline)
    assert all(m["text"] and m["by"] and m["kind"] for m in timeline)
    journal = demo.manifest["journal"]
    assert journal["entries"] > len(timeline)
    assert re.fullmatch(r"[0-9a-f]{64}", journal["head"])
    kinds = [m["kind"] for m in timeline]
    assert kinds.index("会商") < kinds.index("提请") < kinds.index("批准") < kinds.index("发布") < kinds.index("调整")
    assert kinds.index("调整") < kinds.index("解除") < kinds.index("评估")
    proposed = {m["by"] for m in timeline if m["kind"] == "提请"}
    approvals = [m for m in timeline if m["kind"] == "批准"]
    assert len(approvals) >= 4
    assert all(m["by"] not in proposed or "电话" in m["text"] for m in approvals)
    assert any("电话" in m["text"] for m in approvals)


def test_papers_carry_their_faces_real_words_and_the_mark_of_a_drill(demo: Demo) -> None:
    for kind in PaperKind:
        for paper in demo.of_kind(kind)[:1]:
            content = (demo.out / paper["file"]).read_bytes()
            assert b"/FontFile" in content, paper
            pages = sides(content)
            assert len(pages) == paper["pages"], paper
            assert all(re.match(r"[A-Z]{6}\+", font) for font in fonts(content)), fonts(content)
            words = plain("".join(c.text for page in pages for c in page.chars if c.size_pt < 40))
            assert plain(paper["title"]) in words, paper
            assert paper["number"] in words or kind is PaperKind.BULLETIN
            assert all(sum(c.text in "演练" and c.size_pt > 40 for c in page.chars) >= 2 for page in pages), paper
            assert "None" not in words
            assert "{{" not in words


def test_the_first_page_says_what_it_is_about(demo: Demo) -> None:
    for kind in ("issue-notice", "lift-notice", "approval-sheet", "duty-sheet", "assessment"):
        paper = next(d for d in demo.documents if d["kind"] == kind)
        pages = PdfReader(demo.out / paper["file"]).pages
        assert len(pages) == paper["pages"]
        assert "重污染天气" in plain(pages[0].extract_text()), kind


def test_pictures_show_the_main_screens(demo: Demo) -> None:
    pictures = demo.manifest["pictures"]
    assert len(pictures) >= 6
    for picture in pictures:
        head = (demo.out / picture).read_bytes()[:24]
        assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == DEMO_SIZE, picture


def test_notice_bulletin_and_response_agree(demo: Demo) -> None:
    for notice in demo.of_kind(PaperKind.ISSUE_NOTICE):
        issued = demo.words(notice)
        level = re.search(r"(黄色|橙色|红色)预警，对应", issued)
        span = re.search(r"（二）发生时间。(\S+?)至", issued)
        assert level is not None
        assert span is not None
        (bulletin,) = [b for b in demo.of_kind(PaperKind.BULLETIN) if b["number"] == notice["number"]]
        (response,) = [
            r
            for r in demo.of_kind(PaperKind.RESPONSE_NOTICE)
            if r["alert"] == notice["alert"] and r["at"] == notice["at"]
        ]
        for other in (demo.words(bulletin), demo.words(response)):
            assert f"{level[1]}预警" in other
            assert span[1] in other
        assert notice["number"] in demo.words(response)


def test_the_assessment_is_a_report_of_many_pages_with_its_figures(demo: Demo) -> None:
    longest = max(demo.of_kind(PaperKind.ASSESSMENT), key=lambda d: d["pages"])
    words = demo.words(longest)
    assert longest["pages"] >= 8
    for part in ("目录", "命中", "减排", "经验", "µg/m", "会商，商定"):
        assert part in words, part


# --- the record proves itself ---------------------------------------------------------------------------------------


def test_the_record_of_the_demo_is_sound(demo: Demo) -> None:
    found = verify("--data", demo.out / "data", "--json")
    told = json.loads(found.stdout)
    assert (found.exit_code, told["sound"], told["bad"]) == (0, True, None)
    assert told["entries"] == demo.manifest["journal"]["entries"]
    assert demo.manifest["journal"]["head"] in {head["digest"] for head in told["heads"]}
    assert told["papers"] == len(demo.documents)


def test_every_printed_paper_is_known_and_a_changed_copy_is_not(demo: Demo, tmp_path: Path) -> None:
    files = [demo.out / d["file"] for d in demo.documents]
    found = verify(*files, "--data", demo.out / "data")
    assert found.exit_code == 0
    assert found.stdout.count("：与档案一致（") == len(files)
    changed = tmp_path / "改过.pdf"
    content = bytearray(files[0].read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    found = verify(files[0], changed, "--data", demo.out / "data")
    assert found.exit_code == 1
    first, second = found.stdout.splitlines()
    assert "与档案一致" in first
    assert second.startswith("改过.pdf：不是档案中的原件，内容被改过或")


def copy_of(demo: Demo, folder: Path) -> Path:
    return Path(shutil.copytree(demo.out / "data", folder / "data"))


def tampered(data: Path, statement: str, *values: object) -> None:
    """A statement run past the program, by somebody who can open the file."""
    with closing(sqlite3.connect(data / FILE)) as connection, connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f'drop trigger "{name}"')
        assert connection.execute(statement, values).rowcount == 1


@pytest.mark.parametrize("seq", [1, 700])
def test_one_changed_byte_in_one_line_is_named_by_desk_and_number(demo: Demo, tmp_path: Path, seq: int) -> None:
    data = copy_of(demo, tmp_path)
    desk = demo.manifest["journal"]["desk"]
    with closing(sqlite3.connect(data / FILE)) as connection:
        ((payload,),) = connection.execute("select payload from entries where seq = ?", (seq,)).fetchall()
    at = next(k for k in range(len(payload) - 2, 0, -1) if payload[k].isalnum() and payload[k].isascii())
    changed = payload[:at] + chr(ord(payload[at]) ^ 1) + payload[at + 1 :]
    tampered(data, "update entries set payload = ? where seq = ?", changed, seq)
    found = verify("--data", data)
    assert found.exit_code == 1
    (line,) = found.stdout.splitlines()
    assert desk in line
    assert f"第{seq}条" in line


def test_a_backup_of_a_changed_record_says_so_when_it_comes_back(demo: Demo, tmp_path: Path) -> None:
    data, file = copy_of(demo, tmp_path), tmp_path / "b.zip"
    tampered(data, "update entries set payload = replace(payload, ':', ': ') where seq = ?", 700)
    assert RUNNER.invoke(cli, ["backup", str(file), "--data", str(data)]).exit_code == 0
    found = RUNNER.invoke(cli, ["restore", str(file), "--data", str(tmp_path / "back")])
    assert found.exit_code == 1
    assert "第700条" in found.stderr


def test_a_line_taken_out_is_missed(demo: Demo, tmp_path: Path) -> None:
    data = copy_of(demo, tmp_path)
    tampered(data, "delete from entries where seq = ?", 700)
    found = verify("--data", data)
    assert found.exit_code == 1
    assert "第70" in found.stdout


def test_the_record_forbids_what_a_stranger_did_above(demo: Demo, tmp_path: Path) -> None:
    data = copy_of(demo, tmp_path)
    with closing(sqlite3.connect(data / FILE)) as connection:
        for statement in ("update entries set at = '' where seq = 1", "delete from entries where seq = 1"):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)


def test_a_paper_changed_or_gone_from_the_archive_is_named(demo: Demo, tmp_path: Path) -> None:
    data = copy_of(demo, tmp_path)
    first, second, *_ = sorted((data / "archive").rglob("*.pdf"))
    first.write_bytes(first.read_bytes() + b" ")
    second.unlink()
    found = verify("--data", data)
    assert found.exit_code == 1
    assert "被改动过" in found.stdout
    assert "不见了" in found.stdout


def test_a_backup_of_it_comes_back_whole(demo: Demo, tmp_path: Path) -> None:
    file, data = tmp_path / "b.zip", tmp_path / "back"
    assert RUNNER.invoke(cli, ["backup", str(file), "--data", str(demo.out / "data")]).exit_code == 0
    assert RUNNER.invoke(cli, ["restore", str(file), "--data", str(data)]).exit_code == 0
    told = json.loads(verify("--data", data, "--json").stdout)
    assert (told["sound"], told["entries"]) == (True, demo.manifest["journal"]["entries"])
    assert told["papers"] == len(demo.documents)
