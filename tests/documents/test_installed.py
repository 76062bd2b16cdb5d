"""Installed faces are known by the names they bear, whatever their files are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.documents.installed import OFFICIAL, SPARE, Installed, find_official
from tests.documents.samples import RESOURCES

FONTS = RESOURCES / "fonts"


@pytest.mark.parametrize("name", ["SimSun", "FZFSK--GBK1-0", "KaiTi", "FZXBSJW--GB1-0", "SimHei"])
def test_faces_are_known_by_the_names_they_bear_on_windows_kylin_and_uos(tmp_path: Path, name: str) -> None:
    copy_named(FONTS / "QHKai-Regular.ttf", tmp_path / "f.ttf", "QH Kai", name)
    found = find_official([tmp_path])
    known = {known for role in found.roles for known in OFFICIAL[role]} | set(SPARE if found.spare else ())
    assert name in known


def test_a_broken_file_among_installed_fonts_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"\x00\x01\x00\x00 not a font")
    (tmp_path / "empty.ttc").write_bytes(b"")
    assert find_official([tmp_path]) == Installed({}, [])
    assert find_official([tmp_path / "absent"]) == Installed({}, [])


def copy_named(source: Path, target: Path, old: str, new: str) -> None:
    """The same font under another family name: the names are padded so that no offset moves."""
    data = source.read_bytes()
    regular = f"{old} Regular".encode("utf-16-be")
    wanted = new.encode("utf-16-be")
    assert data.count(regular) == 1
    data = data.replace(regular, wanted + " ".encode("utf-16-be") * ((len(regular) - len(wanted)) // 2))
    target.write_bytes(data)
