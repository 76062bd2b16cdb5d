"""The channels file: what it ships with, held against the plan and the pack; and each fault by key and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.channels import load_channels
from qh_console.domain.channels import Audience, Carrier, Reach
from qh_console.domain.pack import Level
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from tests.builders import plan

SHIPPED = resources_folder() / "channels.toml"


def test_every_way_the_plan_names_is_there() -> None:
    """Plan 3.4.1: radio, television, press, network, mobile; 6.2: mobile clients; and the office's fax and phone."""
    names = {c.name for c in load_channels(SHIPPED).items}
    assert names >= {"广播", "电视", "报刊", "网站", "移动客户端", "短信", "预警信息发布平台", "传真", "电话"}


def test_crowded_places_receive_from_orange_up() -> None:
    """Plan 3.4.2."""
    channels = load_channels(SHIPPED)
    assert {s.name for s in channels.sites} == {"学校", "医院", "体育场（馆）", "机场", "车站", "旅游景区（点）"}
    assert [c.from_level for c in channels.items if c.audience is Audience.SITES] == [Level.ORANGE]
    hours = channels.bulletin_hours
    assert hours[Level.YELLOW] > hours[Level.ORANGE] > hours[Level.RED]
    assert set(channels.advice) == {Level.YELLOW, Level.ORANGE, Level.RED}


def test_units_named_in_it_are_units_of_the_plan() -> None:
    channels = load_channels(SHIPPED)
    known = {u.id for u in plan().units}
    assert {r.through for r in channels.recipients.values()} - {""} <= known
    assert not channels.recipients.keys() & known


def test_a_clause_named_in_it_is_a_clause_of_the_plan() -> None:
    assert {c.clause for c in load_channels(SHIPPED).items} <= {"3.3.1", "3.4.1", "3.4.2", "6.2", "7.5"}


def test_only_what_has_an_address_is_mailed() -> None:
    for channel in load_channels(SHIPPED).items:
        if Carrier.SMTP in channel.carriers:
            assert channel.reach is Reach.EMAIL


FAULTS = (
    ('id = "tv"\n', 'id = "radio-1"\nid2 = 3\n', "不认识这一项"),
    ('id = "tv"', 'id = "broadcast"', "“broadcast”重复"),
    ('recipients = [{ id = "radio", name = "广播电台" }]', "", "须列出对象"),
    ('form = "fax"\naudience = "units"\nreach = "fax"', 'form = "fax"\naudience = "units"', "哪个号码"),
    (
        'carriers = ["smtp"]\naudience = "units"\nreach = "email"',
        'carriers = ["smtp"]\naudience = "units"\nreach = "fax"',
        "邮箱",
    ),
    ('carriers = ["smtp"]', 'carriers = ["smtp", "hand"]', "人工不必列出"),
    ("sms_long = 140", "sms_long = 60", "不应小于"),
    ("red = 6", "red = 30", "3.4.2"),
    ("red = 6", "", "缺red"),
    ('red = "尽量', 'hint = "尽量', "hint"),
    ('red = "尽量留在室内并关好门窗，中小学、幼儿园按当地通知执行，外出戴口罩，不开车"', "", "缺red"),
    ('form = "broadcast"', 'form = "song"', "form"),
)


@pytest.mark.parametrize(("was", "now", "said"), FAULTS)
def test_a_fault_is_named_with_its_line(tmp_path: Path, was: str, now: str, said: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert was in text
    file = tmp_path / "channels.toml"
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        load_channels(file)
    told = "\n".join(map(str, caught.value.faults))
    assert said in told
    assert "channels.toml 第" in told
