"""Where resources/ and db/ are, whether we run from a checkout, an installed wheel or a frozen build."""

from __future__ import annotations

import sys
from pathlib import Path

from qh_console.problems import KnownProblem

PACKAGE = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """Packs, places, outlines, fonts, icons, styles, templates and drills; raises KnownProblem when incomplete."""
    return find("resources", places_to_look())


def db_folder() -> Path:
    """The Alembic scripts (`migrations/`); the running database lives in the data folder, not here."""
    return find("db", places_to_look())


def places_to_look() -> tuple[Path, ...]:
    """A wheel carries the folders inside the package, a checkout beside it, a frozen build where it was unpacked."""
    frozen = getattr(sys, "_MEIPASS", None)
    beside_program = (Path(sys.executable).resolve().parent,) if getattr(sys, "frozen", False) else ()
    unpacked = () if frozen is None else (Path(frozen),)
    return (PACKAGE, PACKAGE.parent, *unpacked, *beside_program)


def find(name: str, parents: tuple[Path, ...]) -> Path:
    for parent in parents:
        folder = parent / name
        if folder.is_dir():
            return folder
    raise KnownProblem(f"安装不完整，缺少{name}文件夹", "请重新安装本程序")
