"""Faces by role, official ones first, a fallback for each character, and no silent box."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from qh_console.documents.faces import LOWERED, Faces, MissingGlyph, _register, load_faces
from qh_console.documents.installed import find_official
from qh_console.documents.model import Role
from qh_console.documents.press import make
from qh_console.problems import KnownProblem
from tests.documents.samples import ISSUE, RESOURCES, faces, wording
from tests.documents.test_installed import copy_named

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
    copy_named(FONTS / "QHKai-Regular.ttf", installed / "anything.ttf", "QH Kai", "FangSong")
    found = find_official([tmp_path])
    assert [path.name for path, _ in found.roles[Role.FANG]] == ["anything.ttf"]
    assert load_faces(FONTS, [tmp_path]).face(Role.FANG, "青").startswith("anything")


def test_a_spare_face_is_read_only_for_a_character_no_other_has() -> None:
    latin = _register(FONTS / "QHSerif-Regular.ttf", 0)
    chains = {role: [latin] for role in Role}
    spared = Faces(chains, [(FONTS / "absent.ttf", 0), (FONTS / "QHKai-Regular.ttf", 0)])
    assert spared.face(Role.FANG, "8").startswith("QHSerif")
    assert spared.face(Role.FANG, "㛃").startswith("QHKai")
    with pytest.raises(MissingGlyph):
        Faces(chains).face(Role.FANG, "㛃")


@pytest.mark.parametrize("char", ["\u200b", "\ufeff", "\u00ad", "\t", "\u2028", "\x0b"])
def test_a_character_nobody_sees_is_never_set(char: str) -> None:
    """A soft hyphen has a sign in some faces; text that was copied brings it along."""
    with pytest.raises(MissingGlyph) as missing:
        faces().face(Role.FANG, char)
    assert missing.value.told == f"有一个看不见的字符（U+{ord(char):04X}）"


@pytest.mark.parametrize("char", ["😀", "ཀ", "𠮷", "\u0301", "ｱ"])
def test_what_no_face_has_is_told_by_sign_and_code(char: str) -> None:
    with pytest.raises(MissingGlyph) as missing:
        faces().face(Role.FANG, char)
    assert missing.value.told == f"没有一种字体有“{char}”（U+{ord(char):04X}）"


def test_a_missing_shipped_face_says_which(tmp_path: Path) -> None:
    for file in FONTS.glob("*.ttf"):
        if file.name != "NotoSerifSC-Bold.ttf":
            shutil.copy(file, tmp_path)
    with pytest.raises(KnownProblem, match=r"NotoSerifSC-Bold\.ttf"):
        load_faces(tmp_path)


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
