"""Places by any usual name, their order and their borders."""

from __future__ import annotations

import pytest

from qh_console.domain.places import Place, Places, UnknownPlace

XINING = Place("630100", "西宁市", "西宁")
HAIDONG = Place("630200", "海东市", "海东", ("海东地区",))
HAINAN = Place("632500", "海南藏族自治州", "海南州", ("海南",))
OURS = Places((XINING, HAIDONG, HAINAN), frozenset({frozenset(("630100", "630200")), frozenset(("630200", "632500"))}))


@pytest.mark.parametrize("name", ["海南", "海南州", "海南藏族自治州", "632500", " 海南州 "])
def test_a_place_goes_by_code_name_short_name_and_alias(name: str) -> None:
    assert OURS.find(name) is HAINAN


def test_an_unknown_name_tells_the_nearest_and_never_a_code() -> None:
    with pytest.raises(UnknownPlace) as caught:
        OURS.find("海东州")
    assert caught.value.nearest[0] in {"海东", "海东市"}
    assert not any(name.isdigit() for name in caught.value.nearest)
    assert "海东州" in str(caught.value)
    with pytest.raises(UnknownPlace) as far:
        OURS.find("兰州")
    assert "西宁市" not in far.value.nearest


def test_borders_hold_both_ways_and_no_place_touches_itself() -> None:
    assert OURS.adjacent("630100", "630200")
    assert OURS.adjacent("630200", "630100")
    assert not OURS.adjacent("630100", "632500")
    assert not OURS.adjacent("630100", "630100")
    assert OURS.neighbours("630200") == ("630100", "632500")


def test_places_are_listed_in_the_order_of_papers() -> None:
    assert OURS.in_order(["632500", "620100", "630100"]) == ("630100", "632500")
    assert OURS.names({"632500", "630100"}) == "西宁市、海南藏族自治州"


def test_membership_and_lookup() -> None:
    assert OURS["630100"] is XINING
    assert "海东地区" in OURS
    assert "620100" not in OURS
    with pytest.raises(KeyError):
        OURS["620100"]
