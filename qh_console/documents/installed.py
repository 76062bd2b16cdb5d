"""Which official and spare faces a workstation has, known by the names inside their files."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qh_console.documents.model import Role

XIAOBIAOSONG = (
    *("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    *("FZXBSJW--GB1-0", "FZXBSK--GBK1-0"),
)
OFFICIAL: Mapping[Role, tuple[str, ...]] = {
    Role.FANG: (
        *("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GB2312", "仿宋", "FangSong"),
        *("方正仿宋_GBK", "方正仿宋简体", "FZFangSong-Z02", "FZFangSong-Z02S", "FZFSK--GBK1-0", "FZFSJW--GB1-0"),
    ),
    Role.KAI: (
        *("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GB2312", "楷体", "KaiTi"),
        *("方正楷体_GBK", "方正楷体简体", "FZKai-Z03", "FZKai-Z03S", "FZKTK--GBK1-0", "FZKTJW--GB1-0"),
    ),
    Role.HEI: (
        *("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"),
        *("FZHei-B01", "FZHei-B01S", "FZHTK--GBK1-0", "FZHTJW--GB1-0"),
    ),
    Role.BIAO: XIAOBIAOSONG,
    Role.MARK: XIAOBIAOSONG,
    Role.SERIF: ("Times New Roman",),
    Role.SERIF_BOLD: ("Times New Roman Bold",),
}
"""Names official faces go by on Windows, Kylin, UOS and Linux, the best first."""

SPARE = (
    *("宋体", "SimSun", "方正书宋_GBK", "FZSSK--GBK1-0", "宋体-ExtB", "SimSun-ExtB", "SimSun-ExtG"),
    *("遍黑体 P1", "Plangothic P1", "遍黑体 P2", "Plangothic P2", "花園明朝A", "HanaMinA", "花園明朝B", "HanaMinB"),
    *("Microsoft Himalaya", "Noto Serif Tibetan", "Noto Sans Tibetan"),
)
"""Installed faces that have what no other has: rare characters of names, Tibetan. Read only when one is asked for."""


@dataclass(frozen=True)
class Installed:
    """Files of official faces by role and of spare ones, the best name first, each with its place in its file."""

    roles: Mapping[Role, Sequence[tuple[Path, int]]]
    spare: Sequence[tuple[Path, int]]


def find_official(search: Iterable[Path]) -> Installed:
    """What is installed under some folders; a file is known by the names inside it, not by its own."""
    wanted: list[tuple[Role | None, Sequence[str]]] = [*OFFICIAL.items(), (None, SPARE)]
    found: dict[Role | None, list[tuple[int, str, int]]] = {key: [] for key, _ in wanted}
    for folder in search:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in (".ttf", ".ttc"):
                continue
            for index, names in enumerate(_names_in(path)):
                for key, known in wanted:
                    ranks = [rank for rank, name in enumerate(known) if name in names]
                    if ranks:
                        found[key].append((ranks[0], str(path), index))
    best = {key: [(Path(path), index) for _, path, index in sorted(hits)] for key, hits in found.items()}
    spare = best.pop(None)
    return Installed({role: files for role, files in best.items() if role and files}, spare)


def _names_in(path: Path) -> list[set[str]]:
    """Full and family names of each face in a TrueType file or collection; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            offsets = [0]
            if head[:4] == b"ttcf":
                count = struct.unpack(">L", head[8:12])[0]
                offsets = list(struct.unpack(f">{count}L", file.read(4 * count)))
            return [_names_at(file, offset) for offset in offsets]
    except (OSError, struct.error):
        return []


def _names_at(file: Any, offset: int) -> set[str]:
    file.seek(offset)
    version, tables = struct.unpack(">LH6x", file.read(12))
    if version not in (0x00010000, 0x74727565):
        return set()
    directory = {r[0]: r[2] for r in struct.iter_unpack(">4sLLL", file.read(16 * tables))}
    if b"name" not in directory:
        return set()
    start = directory[b"name"]
    file.seek(start)
    _, count, strings = struct.unpack(">HHH", file.read(6))
    records = list(struct.iter_unpack(">HHHHHH", file.read(12 * count)))
    names: dict[int, set[str]] = {1: set(), 2: set(), 4: set()}
    for platform, _, _, name_id, length, at in records:
        if name_id in names and platform in (0, 3):
            file.seek(start + strings + at)
            names[name_id].add(file.read(length).decode("utf-16-be", "replace").strip())
    plain = not names[2] or bool(names[2] & {"Regular", "Normal", "常规", "標準", "Standard"})
    return names[4] | (names[1] if plain else set())
