"""Faces by role, official ones first, a fallback for each character, and no silent box."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from qh_console.documents.faces import LOWERED, MissingGlyph, find_official, load_faces
from qh_console.documents.model import Role
from qh_console.documents.press import make
from qh_console.problems import KnownProblem
from tests.documents.samples import ISSUE, RESOURCES, faces, wording

FONTS = RESOURCES / "fonts"


def test_every_role_has_a_shipped_face() -> None:
    assert set(faces().chosen()) == {role.value for role in Role}
    assert faces().face(Role.FANG, "青").startswith("QHFang")
    assert faces().face(Role.SERIF, "8").startswith("QHSerif-Regular")


def test_two_digits_are_as_wide_as_one_character() -> None:
    assert 2 * faces().advance(Role.SERIF, "0") == pytest.approx(faces().advance(Role.FANG, "青"))


def test_a_rarer_character_falls_back_to_a_face_that_has_it() -> None:
    assert not faces().face(Role.FANG, "垚").startswith("QHFang")


def test_a_character_no_face_has_is_named() -> None:
    with pytest.raises(MissingGlyph) as missing:
        faces().face(Role.FANG, "\U00020bb7")
    assert missing.value.char == "\U00020bb7"


def test_lowered_figures_come_from_the_shipped_latin_face() -> None:
    sign = chr(LOWERED["5"])
    assert faces().face(Role.SERIF, sign).startswith("QHSerif-Regular")
    assert faces().face(Role.SERIF_BOLD, sign).startswith("QHSerif-Bold")
    assert faces().face(Role.KAI, sign).startswith("QHSerif-Regular")


def test_ink_of_a_dash_and_a_character() -> None:
    assert faces().top(Role.SERIF, "—") == pytest.approx(0.258, abs=0.01)
    assert 0.75 < faces().top(Role.MARK, "青") < 0.9


def test_an_installed_official_face_leads_its_role(tmp_path: Path) -> None:
    installed = tmp_path / "fonts" / "truetype"
    installed.mkdir(parents=True)
    _copy_named(FONTS / "QHKai-Regular.ttf", installed / "anything.ttf", "QH Kai", "FangSong")
    found = find_official([tmp_path])
    assert [path.name for path, _ in found[Role.FANG]] == ["anything.ttf"]
    assert load_faces(FONTS, [tmp_path]).face(Role.FANG, "青").startswith("anything")


def test_a_broken_file_among_installed_fonts_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"\x00\x01\x00\x00 not a font")
    (tmp_path / "empty.ttc").write_bytes(b"")
    assert find_official([tmp_path]) == {}
    assert find_official([tmp_path / "absent"]) == {}


def test_a_missing_shipped_face_says_which(tmp_path: Path) -> None:
    for file in FONTS.glob("*.ttf"):
        if file.name != "NotoSerifSC-Bold.ttf":
            shutil.copy(file, tmp_path)
    with pytest.raises(KnownProblem, match=r"NotoSerifSC-Bold\.ttf"):
        load_faces(tmp_path)


def _copy_named(source: Path, target: Path, old: str, new: str) -> None:
    """The same font under another family name: the names are padded so that no offset moves."""
    data = source.read_bytes()
    regular = f"{old} Regular".encode("utf-16-be")
    wanted = new.encode("utf-16-be")
    assert data.count(regular) == 1
    data = data.replace(regular, wanted + " ".encode("utf-16-be") * ((len(regular) - len(wanted)) // 2))
    target.write_bytes(data)


def test_every_sign_of_a_paper_reads_as_text_and_no_place_as_nothing() -> None:
    """ISO 19005-2 6.2.11.7: lowered and padded figures read as plain ones; tables of at most 100 signs."""
    read: dict[str, str] = {}
    for page in PdfReader(BytesIO(make(ISSUE, wording(), faces()).pdf)).pages:
        resources: Any = page["/Resources"]
        for name, font in resources["/Font"].items():
            read[name] = font.get_object()["/ToUnicode"].get_object().get_data().decode("ascii")
    texts = [
        bytes.fromhex(code).decode("utf-16-be") for map_ in read.values() for code in re.findall("> <(.{4,})>", map_)
    ]
    assert {"重", "。", "5"} <= set(texts)
    assert not any("\ue000" <= text <= "\uf8ff" or text == "\0" for text in texts)
    counts = [int(n) for map_ in read.values() for n in re.findall(r"(\d+) beginbfchar", map_)]
    assert max(counts) == 100
    assert sum(counts) == len(texts)
