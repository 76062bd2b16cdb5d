"""A faulty TOML file names file, key and line, and what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from qh_console.problems import BadInput, Fault
from qh_console.toml_files import Section, checked, key_text, read_toml


class Shelf(Section):
    name: Annotated[str, Field(pattern="^[a-z]+$")]
    boards: Annotated[int, Field(ge=1)] = 1
    kind: Literal["wall", "floor"] = "wall"


class Room(Section):
    title: Annotated[str, Field(min_length=1)]
    height_m: float
    shelves: Annotated[list[Shelf], Field(min_length=1, max_length=2)]
    lamps: dict[str, int] = Field(default_factory=dict)


GOOD = """title = "store"
height_m = 3

[[shelves]]
name = "left"

[[shelves]]
name = "right"
boards = 2

[lamps]
hall = 1
"""


def write(folder: Path, text: str, name: str = "room.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        checked(Room, read_toml(path))
    return caught.value.faults


def test_a_good_file_comes_back_as_values(tmp_path: Path) -> None:
    file = read_toml(write(tmp_path, GOOD))
    room = checked(Room, file)
    assert (room.title, room.height_m, [s.boards for s in room.shelves]) == ("store", 3.0, [1, 2])
    assert len(file.digest) == 64


@pytest.mark.parametrize(
    ("old", "new", "key", "row", "what"),
    [
        ("height_m = 3", 'height_m = "3"', "height_m", 2, "应为数值"),
        ("boards = 2", "boards = 0", "shelves[2].boards", 9, "不小于1"),
        ("boards = 2", "boards = 2.5", "shelves[2].boards", 9, "整数"),
        ("boards = 2", "boards = true", "shelves[2].boards", 9, "应为整数"),
        ("boards = 2", "colour = 2", "shelves[2].colour", 9, "不认识这一项"),
        ("boards = 2", 'kind = "loft"', "shelves[2].kind", 9, "不能是'loft'"),
        ('name = "left"', "boards = 1", "shelves[1].name", 4, "缺少这一项"),
        ('name = "left"', 'name = "Left"', "shelves[1].name", 5, "写法不对"),
        ('title = "store"', 'title = ""', "title", 1, "不能为空"),
        ('title = "store"', "", "title", 1, "缺少这一项"),
        ("hall = 1", "hall = []", "lamps.hall", 12, "应为整数"),
        ("[lamps]\nhall = 1", "", "", 0, ""),
    ],
)
def test_a_fault_names_key_line_and_mend(tmp_path: Path, old: str, new: str, key: str, row: int, what: str) -> None:
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))
    if not key:
        assert checked(Room, read_toml(path)).lamps == {}
        return
    (fault,) = faults(path)
    assert (fault.file, fault.key, fault.row) == ("room.toml", key, row)
    assert what in fault.what
    assert str(fault).startswith(f"room.toml 第{row}行 “{key}”项：")


def test_too_few_and_too_many_items(tmp_path: Path) -> None:
    none = 'title = "t"\nheight_m = 1\nshelves = []\n'
    assert "至少要有1个" in faults(write(tmp_path, none))[0].what
    many = GOOD.replace("[lamps]", '[[shelves]]\nname = "third"\n[lamps]')
    assert "最多2个" in faults(write(tmp_path, many))[0].what


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    found = faults(write(tmp_path, GOOD.replace("boards = 2", "boards = 0").replace("height_m = 3", "")))
    assert {f.key for f in found} == {"height_m", "shelves[2].boards"}


@pytest.mark.parametrize(
    ("text", "row", "key"),
    [
        ('a = 1\nb = "open\nc = 2\n', 2, "b"),
        ("a = 1\na = 2\n", 2, "a"),
        ("a = [1,\n2\n", 3, None),
        ("a = 1\n[t\nb = 1\n", 2, None),
    ],
)
def test_broken_syntax_names_the_line(tmp_path: Path, text: str, row: int, key: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        read_toml(write(tmp_path, text))
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.key) == ("room.toml", row, key)
    assert "TOML语法不对" in fault.what


def test_windows_line_ends_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "room.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").replace("boards = 2", "boards = 0").encode())
    assert faults(path)[0].row == 9


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "room.toml"
    path.write_bytes("a = 1\nb = '西宁'\n".encode("gb18030"))
    with pytest.raises(BadInput, match="UTF-8") as caught:
        read_toml(path)
    assert caught.value.faults[0].row == 2


def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.toml：读不到"):
        read_toml(tmp_path / "none.toml")


def test_extending_takes_what_is_lacking_and_blames_the_file_that_holds_it(tmp_path: Path) -> None:
    parent = read_toml(write(tmp_path, GOOD.replace("boards = 2", "boards = 0"), "parent.toml"))
    own = read_toml(write(tmp_path, 'title = "own"\nheight_m = "x"\n\n[lamps]\nstair = 1\ndoor = "two"\n', "own.toml"))
    file = own.extending(parent, frozenset({"shelves", "lamps"}), frozenset({"lamps"}))
    assert file.data["lamps"] == {"hall": 1, "stair": 1, "door": "two"}
    with pytest.raises(BadInput) as caught:
        checked(Room, file)
    blamed = {(f.file, f.key, f.row) for f in caught.value.faults}
    assert blamed == {
        ("own.toml", "height_m", 2),
        ("own.toml", "lamps.door", 6),
        ("parent.toml", "shelves[2].boards", 9),
    }
    assert file.fault(("lamps", "hall"), "x").file == "parent.toml"
    assert file.digest not in (own.digest, parent.digest)


def test_a_key_is_spelt_as_people_count() -> None:
    assert key_text(("duties", 2, "units", 0)) == "duties[3].units[1]"
