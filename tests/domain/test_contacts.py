"""Plan 7.5: one responsible person and one liaison a unit, each reachable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.contacts import Contact, Post, faults_in, posts_missing

GOOD = Contact(
    "police", Post.LIAISON, "联络员甲", "", "0971-0000001", "10000000001", "0971-0000002", "a@example.invalid"
)


def test_a_full_contact_has_no_fault_and_the_rest_may_be_empty() -> None:
    assert faults_in(GOOD) == ()
    assert faults_in(replace(GOOD, mobile="", fax="", email="")) == ()
    assert GOOD.key == ("police", "liaison")


@pytest.mark.parametrize("phone", ["0971-0000001", "09710000001转12", "+86 971 0000001", "12345"])
def test_telephones_as_people_write_them(phone: str) -> None:
    assert faults_in(replace(GOOD, phone=phone)) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", " "),
        ("name", ""),
        ("phone", ""),
        ("phone", "打给我"),
        ("phone", "0971-0000001\r\nBcc"),
        ("mobile", "1000000000"),
        ("mobile", "20000000001"),
        ("fax", "没有"),
        ("email", "a@b\nBcc: c@d"),
        ("email", "甲@example.invalid"),
        ("email", "a@-"),
    ],
)
def test_a_fault_names_its_field(field: str, value: str) -> None:
    bent = replace(GOOD, **{field: value})  # type: ignore[arg-type]
    assert [f.field for f in faults_in(bent)] == [field]


def test_posts_nobody_holds() -> None:
    assert posts_missing(["police", "met"], [GOOD.key]) == (
        ("police", "responsible"),
        ("met", "responsible"),
        ("met", "liaison"),
    )
    assert (Post.LIAISON.label, Post.RESPONSIBLE.label) == ("联络员", "负责人")
