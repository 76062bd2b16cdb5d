"""Office settings are read once, checked, and never reach the thresholds of the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.config import Config, read_config
from qh_console.domain.pack import Level
from qh_console.problems import BadInput
from tests.builders import plan


def written(folder: Path, text: str) -> Config:
    (folder / "office.toml").write_text(text, encoding="utf-8")
    return read_config(folder)


def test_no_file_means_defaults(tmp_path: Path) -> None:
    config = read_config(tmp_path)
    assert config == Config(tmp_path, drop_folder=tmp_path / "inbox")
    assert config.applied_to(plan()) == plan()


def test_the_office_signs_its_own_way_and_touches_nothing_else(tmp_path: Path) -> None:
    config = written(tmp_path, '[office]\nnumber_prefix = "青应急"\n[signatories]\nred = "省长"\n')
    pack = config.applied_to(plan())
    assert pack.office.number_prefix == "青应急"
    assert {a.level: a.signatory for a in pack.approvals}[Level.RED] == "省长"
    same = replace(pack, office=plan().office, approvals=plan().approvals)
    assert same == plan()


@pytest.mark.parametrize("url", ["ftp://x", "file:///etc/passwd", "air.example", "http://"])
def test_only_http_hosts_are_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput) as caught:
        written(tmp_path, f'\n[feeds.cnemc]\nurl = "{url}"\n')
    assert "office.toml 第3行" in str(caught.value)


def test_a_feed_and_a_drop_folder(tmp_path: Path) -> None:
    text = '[feeds.cnemc]\nurl = "http://127.0.0.1:1"\n[feeds.drop_folder]\npath = "in"\n'
    config = written(tmp_path, text)
    assert config.cnemc is not None
    assert config.cnemc.every_minutes == 10
    assert config.drop_folder == Path("in")


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="thema"):
        written(tmp_path, 'thema = "dark"\n')
