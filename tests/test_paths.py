"""Resources are found from a checkout, an installed wheel and a frozen build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qh_console import paths
from qh_console.problems import KnownProblem

ROOT = Path(__file__).resolve().parents[1]


def test_in_a_checkout_the_folders_beside_the_package_are_used() -> None:
    assert paths.resources_folder() == ROOT / "resources"
    assert paths.db_folder() == ROOT / "db"
    assert (paths.resources_folder() / "packs").is_dir()


def test_the_first_parent_that_has_the_folder_wins(tmp_path: Path) -> None:
    wheel, checkout = tmp_path / "qh_console", tmp_path
    (wheel / "resources").mkdir(parents=True)
    (checkout / "resources").mkdir()
    (checkout / "db").mkdir()
    assert paths.find("resources", (wheel, checkout)) == wheel / "resources"
    assert paths.find("db", (wheel, checkout)) == checkout / "db"


def test_a_missing_folder_is_a_known_problem(tmp_path: Path) -> None:
    (tmp_path / "resources").write_text("not a folder")
    with pytest.raises(KnownProblem, match="resources"):
        paths.find("resources", (tmp_path,))


def test_a_frozen_build_looks_where_it_was_unpacked_and_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "unpacked"), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "program" / "qh-console"))
    looked = paths.places_to_look()
    assert tmp_path / "unpacked" in looked
    assert tmp_path / "program" in looked


def test_the_wheel_carries_every_resource_and_migration(tmp_path: Path) -> None:
    pytest.importorskip("setuptools")
    subprocess.run(
        [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    built = tmp_path / "qh_console"
    for folder in ("resources", "db"):
        wanted = {
            f.relative_to(ROOT)
            for f in (ROOT / folder).rglob("*")
            if f.is_file() and "__pycache__" not in f.parts and not f.name.startswith(".")
        }
        missing = {f for f in wanted if not (built / f).is_file()}
        assert not missing, f"not in the wheel: {sorted(map(str, missing))}"
    found = subprocess.run(
        [sys.executable, "-c", "from qh_console import paths; print(paths.resources_folder())"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert Path(found.stdout.strip()) == built / "resources"
