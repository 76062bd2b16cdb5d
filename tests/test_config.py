"""Office settings are read once, checked, and never reach the thresholds of the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.config import Config, SigningSettings, read_config
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


def test_a_prefecture_numbers_its_notices_its_own_way(tmp_path: Path) -> None:
    pack = written(tmp_path, '[number_prefixes]\n630100 = "西应急"\n').applied_to(plan())
    assert pack.headquarters("630100").number_prefix == "西应急"
    assert pack.headquarters("630200") == plan().headquarters("630200")


def test_a_prefecture_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="620100"):
        written(tmp_path, '[number_prefixes]\n620100 = "兰应急"\n')


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


TWO_FOR_RED = """
[[signatures]]
level = "red"
signatory = "副组长"
holder = "fu"
deputies = ["zhuren"]
[[signatures]]
level = "red"
signatory = "组长"
holder = "zu"
"""


def test_several_sign_in_the_order_of_the_file_and_the_other_levels_stay(tmp_path: Path) -> None:
    pack = written(tmp_path, '[signatories]\norange = "秘书长"\nred = "省长"\n' + TWO_FOR_RED).applied_to(plan())
    assert [(a.level, a.signatory, a.holder, a.deputies) for a in pack.approvals] == [
        (Level.YELLOW, "办公室主任", "", ()),
        (Level.ORANGE, "秘书长", "", ()),
        (Level.RED, "副组长", "fu", ("zhuren",)),
        (Level.RED, "组长", "zu", ()),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('holder = "zu"', 'holder = "fu"', "一人不能签两次"),
        ('["zhuren"]', '["fu"]', "不能代自己签"),
        ('holder = "fu"\n', "", "须先写明签发人"),
        ('"副组长"', '""', "signatory"),
        ('"red"', '"hint"', "level"),
    ],
)
def test_signatures_nobody_could_give_are_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        written(tmp_path, TWO_FOR_RED.replace(old, new))


def test_a_desk_has_its_own_numbers_and_the_office_its_own_clocks(tmp_path: Path) -> None:
    serials = "[office]\nfirst_serial = 501\nlast_serial = 999\n"
    clocks = "[clocks]\ncountersign_hours = 12\nreview_hours = { red = 2 }\n"
    pack = written(tmp_path, serials + clocks).applied_to(plan())
    assert (pack.office.first_serial, pack.office.last_serial) == (501, 999)
    usual = plan().clocks
    assert pack.clocks.countersign_hours == 12
    assert pack.clocks.forecast_hours == usual.forecast_hours
    assert pack.clocks.review_hours == {**usual.review_hours, Level.RED: 2}


@pytest.mark.parametrize("text", ["first_serial = 5\nlast_serial = 4", "last_serial = 0", "first_serial = 0"])
def test_a_range_without_numbers_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput):
        written(tmp_path, f"[office]\n{text}\n")


def test_the_idle_lock_is_a_setting_of_the_office(tmp_path: Path) -> None:
    assert read_config(tmp_path).idle_minutes == 15
    assert written(tmp_path, "idle_minutes = 0\n").idle_minutes == 0
    with pytest.raises(BadInput, match="idle_minutes"):
        written(tmp_path, "idle_minutes = -1\n")


def test_the_office_s_certificate_is_looked_for_in_the_data_folder(tmp_path: Path) -> None:
    assert written(tmp_path, "").signing == SigningSettings()
    text = '[signing]\ncertificate = "office.p12"\ntrusted = ["ca/root.pem", "/etc/ca.pem"]\n'
    said = written(tmp_path, text).signing
    assert said == SigningSettings(tmp_path / "office.p12", (tmp_path / "ca/root.pem", Path("/etc/ca.pem")))
