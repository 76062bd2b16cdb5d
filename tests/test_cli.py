"""The command line as a shell sees it: one document on stdout, words on stderr, and what the exit code says."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from qh_console.cli import cli
from qh_console.store.database import FILE
from tests.source_tree import ROOT

RUNNER = CliRunner()
Write = Callable[[str, str | bytes], Path]


def run(*arguments: object) -> Result:
    found = RUNNER.invoke(cli, [str(a) for a in arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def document(*arguments: object) -> Any:
    """What a good command with --json says: one document, and nothing besides on stdout."""
    found = run(*arguments, "--json")
    assert found.exit_code == 0, found.stderr
    return json.loads(found.stdout)


def complaint(*arguments: object) -> str:
    """The one line of a command that ends with 1 and puts nothing on stdout."""
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (1, "")
    (line,) = found.stderr.splitlines()
    return line


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def hours(aqi: int, count: int, place: str = "西宁") -> str:
    first = datetime(2026, 1, 9, 1, tzinfo=UTC)
    rows = (f"{place},{first + timedelta(hours=k):%Y-%m-%dT%H:%M},{aqi}\n" for k in range(count))
    return "place,time,aqi\n" + "".join(rows)


OBSERVED = "place,time,pm25,so2,no2,co,o3,pm10\n"
OBSERVED += "".join(f"西宁,2026-01-09T{h:02}:00,{100 + h},10,20,0.5,40,150\n" for h in range(1, 11))


# --- aqi ------------------------------------------------------------------------------------------------------------


def test_aqi_as_document_as_table_and_as_csv(write: Write) -> None:
    file = write("a.csv", "place,time,so2,no2,co,o3,pm10,pm25\n西宁市,2026-03-10T05:00,15,24,0.5,30,250,115\n")
    (row,) = document("aqi", file)["rows"]
    assert (row["aqi"], row["primary"], row["edition"]) == (150, ["PM10", "PM2.5"], "hj633-2026")
    table = run("aqi", file)
    assert re.search(r"^2 .*西宁市.*150.*轻度污染.*PM10\|PM2\.5", table.stdout, re.MULTILINE)
    head, line = csv.reader(run("aqi", file, "--csv").stdout.splitlines())
    assert dict(zip(head, line, strict=True))["aqi"] == "150"
    (old,) = document("aqi", file, "--edition", "hj633-2012")["rows"]
    assert (old["edition"], old["aqi"]) == ("hj633-2012", 150)
    (daily,) = document("aqi", file, "--report", "daily")["rows"]
    assert daily["date"] == "2026-03-10"


def test_unknown_columns_are_told_beside_the_document(write: Write) -> None:
    file = write("a.csv", "place,time,pm25,湿度\n西宁,2026-03-10T05:00,115,40\n")
    found = run("aqi", file, "--json")
    assert found.exit_code == 0
    assert len(json.loads(found.stdout)["rows"]) == 1
    assert found.stderr == "a.csv：没有用到“湿度”列\n"


def test_an_office_may_keep_its_files_in_any_of_its_encodings(write: Write) -> None:
    text = "place,time,pm25\n西宁,2026-03-10T05:00,115\n"
    files = [write("u.csv", text), write("b.csv", b"\xef\xbb\xbf" + text.encode()), write("g.csv", text.encode("gbk"))]
    first, *others = (document("aqi", file)["rows"] for file in files)
    assert others == [first, first]


def test_published_vectors_agree_on_the_command_line(reference_data: Path, write: Write) -> None:
    source = reference_data / "iaqi_vectors_2012_2026.csv"
    if not source.exists():
        pytest.skip("no published vectors")
    with source.open(encoding="utf-8", newline="") as file:
        vectors = list(csv.DictReader(file))
    columns = {"o3_8": "o3_8h"}
    checked = 0
    for standard, report in {(v["standard"], _report(v["kind"])) for v in vectors}:
        mine = [v for v in vectors if (v["standard"], _report(v["kind"])) == (standard, report)]
        names = ["so2", "no2", "co", "o3", "o3_8h", "pm10", "pm25"]
        lines = []
        for v in mine:
            column = columns.get(v["kind"], v["kind"].split("_")[0])
            told = ",".join(v["conc"] if n == column else "" for n in names)
            lines.append(f"西宁,2026-03-10T05:00,{told}\n")
        table = write("v.csv", f"place,time,{','.join(names)}\n" + "".join(lines))
        rows = document("aqi", table, "--edition", f"hj633-{standard}", "--report", report)["rows"]
        for vector, row in zip(mine, rows, strict=True):
            found = [index for index in row["iaqi"].values() if index is not None]
            assert found == ([int(vector["iaqi"])] if vector["iaqi"] else []), vector
            checked += 1
    assert checked == len(vectors) == 570


def _report(kind: str) -> str:
    return "daily" if kind.endswith(("_24", "_8")) else "hourly"


# --- grade ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aqi", "count", "level"),
    [
        (201, 48, "yellow"),
        (201, 47, "hint"),
        (201, 24, "hint"),
        (201, 23, "none"),
        (201, 72, "orange"),
        (201, 96, "orange"),
        (301, 96, "red"),
        (500, 24, "red"),
        (499, 24, "hint"),
        (200, 96, "none"),
    ],
)
def test_constant_air_is_graded_by_its_hours(write: Write, aqi: int, count: int, level: str) -> None:
    found = document("grade", write("f.csv", hours(aqi, count)))
    assert found["pack"] == "qh-2020"
    place = found["places"]["西宁市"]
    assert (place["code"], place["level"]) == ("630100", level)
    assert found["province"]["level"] == "none"


def test_neighbours_together_call_the_province(write: Write) -> None:
    both = hours(201, 48) + hours(201, 48, "海东").partition("\n")[2]
    found = document("grade", write("f.csv", both))["province"]
    assert (found["level"], found["places"], found["clauses"]) == ("yellow", ["西宁市", "海东市"], ["3.3.1"])
    said = run("grade", write("f.csv", both)).stdout
    assert "西宁市：黄色预警" in said
    assert "全省：黄色预警" in said


def test_a_workbook_grades_like_its_csv(write: Write, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in hours(301, 96).splitlines():
        sheet.append(line.split(","))
    book.save(tmp_path / "f.xlsx")
    assert (
        document("grade", tmp_path / "f.xlsx")["places"] == document("grade", write("f.csv", hours(301, 96)))["places"]
    )


def test_another_edition_and_one_that_is_not_there(write: Write) -> None:
    file = write("f.csv", hours(201, 48))
    assert document("grade", file, "--pack", "mee-2024")["pack"] == "mee-2024"
    assert complaint("grade", file, "--pack", "qh-1999") == "没有预案版本“qh-1999”；可用：qh-2020、mee-2024"


def test_a_place_outside_the_province_only_on_demand(write: Write) -> None:
    file = write("f.csv", hours(201, 48, "兰州"))
    assert "第2行 “place”列：没有叫“兰州”的地区" in run("grade", file).stderr
    found = document("grade", file, "--other-places")
    assert (found["places"]["兰州"]["level"], found["places"]["兰州"]["code"]) == ("yellow", None)


# --- bad files ------------------------------------------------------------------------------------------------------


def cut_workbook(folder: Path) -> bytes:
    book = Workbook()
    book.save(folder / "whole.xlsx")
    content = (folder / "whole.xlsx").read_bytes()
    return content[: len(content) // 2]


BAD = {
    "bad-row.csv": (OBSERVED.replace(",101,", ",x,"), "bad-row.csv 第2行 “pm25”列：“x”不是数"),
    "no-place.csv": (OBSERVED.replace("place,", "").replace("西宁,", ""), "no-place.csv.*缺少地区列"),
    "nowhere.csv": (
        OBSERVED.replace("西宁,2026-01-09T03", "西宁区,2026-01-09T03"),
        "第4行 “place”列：没有叫“西宁区”.*西宁市",
    ),
    "empty.csv": ("", "empty.csv：文件是空的"),
    "missing.csv": (None, "missing.csv：没有这个文件"),
    "cut.xlsx": (cut_workbook, "cut.xlsx：不是有效的 XLSX 文件"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line_and_nothing_enters_the_record(name: str, tmp_path: Path, write: Write) -> None:
    content, said = BAD[name]
    if content is not None:
        write(name, content(tmp_path) if callable(content) else content)
    data = tmp_path / "data"
    assert document("import-data", write("good.csv", OBSERVED), "--data", data)["files"][0]["new"] == 10
    before = counts(data)
    found = run("import-data", tmp_path / name, "--data", data)
    assert found.exit_code == 1
    (line,) = found.stderr.splitlines()
    assert re.search(said, line)
    assert counts(data) == before
    assert run("verify", "--data", data).exit_code == 0


@pytest.mark.parametrize("command", ["aqi", "grade"])
@pytest.mark.parametrize("name", [n for n in BAD if n != "nowhere.csv"])
def test_a_bad_file_is_one_clear_line_for_whoever_reads_it(
    command: str, name: str, tmp_path: Path, write: Write
) -> None:
    content, said = BAD[name]
    if content is not None:
        write(name, content(tmp_path) if callable(content) else content)
    assert re.search(said, complaint(command, tmp_path / name))
    assert re.search(said, complaint(command, tmp_path / name, "--json"))


def counts(data: Path) -> dict[str, int]:
    """Rows of every table of the record."""
    with closing(sqlite3.connect(data / FILE)) as connection:
        return {
            table: connection.execute(f"select count(*) from {table}").fetchone()[0]
            for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        }


# --- import-data ----------------------------------------------------------------------------------------------------


def test_importing_twice_changes_nothing_and_a_correction_is_told(write: Write, tmp_path: Path) -> None:
    data, file = tmp_path / "data", write("o.csv", OBSERVED)
    told = [document("import-data", file, "--data", data)["files"][0] for _ in range(2)]
    assert [(t["new"], t["unchanged"], t["changed"], t["refused"]) for t in told] == [(10, 0, 0, 0), (0, 10, 0, 0)]
    corrected = write("o.csv", OBSERVED.replace(",101,", ",99,"))
    told = document("import-data", corrected, "--data", data)["files"][0]
    assert (told["new"], told["unchanged"], told["changed"]) == (0, 9, 1)
    assert run("import-data", corrected, "--data", data).stdout.splitlines()[1].split() == [
        "o.csv",
        "0",
        "10",
        "0",
        "0",
    ]


def test_a_bad_file_delays_none_of_the_others(write: Write, tmp_path: Path) -> None:
    bad, good = write("bad.csv", OBSERVED.replace(",101,", ",x,")), write("good.csv", OBSERVED)
    found = run("import-data", bad, tmp_path / "none.csv", good, "--data", tmp_path / "data", "--json")
    assert found.exit_code == 1
    told = json.loads(found.stdout)
    assert [(f["file"], f["new"]) for f in told["files"]] == [("bad.csv", 0), ("none.csv", 0), ("good.csv", 10)]
    assert [(f["file"], f["row"], f["column"]) for f in told["faults"]] == [
        ("bad.csv", 2, "pm25"),
        ("none.csv", None, None),
    ]
    assert len(found.stderr.splitlines()) == 2


def test_data_may_stand_before_the_command(write: Write, tmp_path: Path) -> None:
    document("--data", tmp_path / "here", "import-data", write("o.csv", OBSERVED))
    assert (tmp_path / "here" / FILE).exists()
    other = document("--data", tmp_path / "here", "import-data", tmp_path / "o.csv", "--data", tmp_path / "there")
    assert other["files"][0]["new"] == 10


def test_without_data_the_folder_of_this_machine_is_taken(write: Write) -> None:
    assert "里没有本系统的记录" in complaint("verify")
    assert os.environ["XDG_DATA_HOME"] in complaint("verify") or sys.platform != "linux"


# --- verify, backup, restore ----------------------------------------------------------------------------------------


def test_a_folder_without_a_record_is_not_made_by_checking_it(tmp_path: Path) -> None:
    assert (
        complaint("verify", "--data", tmp_path / "none")
        == f"{tmp_path / 'none'}里没有本系统的记录；请检查 --data 指向的文件夹"
    )
    assert "里没有本系统的记录" in complaint("backup", tmp_path / "b.zip", "--data", tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_record_goes_into_a_backup_and_comes_back(write: Write, tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "b.zip"
    document("import-data", write("o.csv", OBSERVED), "--data", data)
    made = document("backup", file, "--data", data)
    assert (made["file"], file.exists()) == (str(file), True)
    assert "已经存在" in complaint("backup", file, "--data", data)
    back = document("restore", file, "--data", tmp_path / "new")
    assert (back["data"], back["kept"], back["entries"]) == (str(tmp_path / "new"), None, 0)
    told = document("import-data", tmp_path / "o.csv", "--data", tmp_path / "new")["files"][0]
    assert (told["new"], told["unchanged"]) == (0, 10)
    said = run("restore", file, "--data", tmp_path / "new").stdout
    kept = re.search("原有数据留存在 (.+)", said)
    assert kept is not None
    assert (Path(kept[1]) / FILE).exists()
    assert run("verify", "--data", kept[1]).exit_code == 0


def test_what_is_no_backup_leaves_the_record_alone(write: Write, tmp_path: Path) -> None:
    data = tmp_path / "data"
    document("import-data", write("o.csv", OBSERVED), "--data", data)
    before = counts(data)
    for wrong in (tmp_path / "o.csv", tmp_path / "none.zip"):
        assert "不是完好的备份" in complaint("restore", wrong, "--data", data)
    assert counts(data) == before


def test_office_settings_that_cannot_be_read_stop_every_command_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text("pack = \n", encoding="utf-8")
    for command in (("verify",), ("backup", tmp_path / "b.zip"), ("import-data", tmp_path / "o.csv")):
        assert complaint(*command, "--data", tmp_path).startswith("office.toml 第1行")


# --- usage ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("aqi",),
        ("grade", "--json"),
        ("import-data",),
        ("demo",),
        ("backup",),
        ("no-such-command",),
        ("aqi", "f.csv", "--edition", "hj633-1996"),
        ("aqi", "f.csv", "--json", "--csv"),
        ("tour", "--out", "out", "--size", "1366"),
        ("tour", "--out", "out", "--theme", "sepia"),
    ],
)
def test_wrong_usage_is_2_and_says_nothing_on_stdout(arguments: tuple[str, ...]) -> None:
    found = run(*arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr


def test_every_command_of_the_readme_is_there_and_in_the_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.partition("| command |")[2].partition("\n\n")[0]
    written = set(re.findall(r"(?:qh-console |/ `)([a-z][a-z-]+)", table))
    known = {command.name or command.callback.__name__ for command in cli.registered_commands if command.callback}
    assert len(written) >= 9
    assert written <= known
    said = run("--help").stdout
    assert all(name in said for name in known)


@pytest.mark.parametrize(
    "name", ["aqi", "grade", "demo", "tour", "import-data", "verify", "backup", "restore", "drill"]
)
def test_every_command_takes_a_data_folder_and_explains_itself(name: str) -> None:
    found = run(name, "--help")
    assert found.exit_code == 0
    assert "--data" in found.stdout


# --- as a process ---------------------------------------------------------------------------------------------------


def process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "qh_console", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=bare | environment, capture_output=True, timeout=60, check=False)


def test_the_program_speaks_utf_8_whatever_the_locale(write: Write) -> None:
    found = process("grade", write("f.csv", hours(201, 48)), "--json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout.decode())["places"]["西宁市"]["level"] == "yellow"


@pytest.mark.skipif(sys.platform != "linux", reason="other desks always have a screen")
@pytest.mark.parametrize("command", [(), ("drill",)])
def test_a_window_without_a_screen_is_refused_in_words(command: tuple[str, ...], tmp_path: Path) -> None:
    found = process(*command, "--data", tmp_path / "data")
    assert (found.returncode, found.stdout) == (1, b"")
    assert found.stderr.decode().startswith("没有显示器")
    assert not (tmp_path / "data").exists()


def test_output_goes_nowhere_but_into_a_folder_of_its_own(write: Write, tmp_path: Path) -> None:
    mine = write("mine.txt", "不许动")
    for arguments, said in (
        (("demo", "--out", tmp_path), "里有别的文件"),
        (("demo", "--out", mine), "打不开"),
        (("tour", "--out", mine), "打不开"),
        (("demo", "--out", tmp_path / "new", "--drill", "summer"), "没有叫“summer”的演练；可用：winter-haze"),
    ):
        found = process(*arguments)
        assert (found.returncode, found.stdout) == (1, b"")
        (line,) = found.stderr.decode().splitlines()
        assert said in line
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("mine.txt", "不许动")]
