"""Every kind has its word, and no two kinds of one sort share one."""

from __future__ import annotations

from enum import Enum

import pytest

from qh_console.domain.pack import Category, Level
from qh_console.domain.particulars import Approval, Cause, Change, MarkState, Means, Role, Scope
from qh_console.services.terms import term


@pytest.mark.parametrize("sort", [Approval, Category, Cause, Change, Level, MarkState, Means, Role, Scope])
def test_every_kind_has_a_word_of_its_own(sort: type[Enum]) -> None:
    words = [term(kind) for kind in sort]  # type: ignore[arg-type]
    assert all(words)
    assert len(words) == len(set(words))


def test_a_level_is_not_taken_for_another_kind() -> None:
    assert (term(Level.ORANGE), term(MarkState.DONE), term(Role.REVIEWER)) == ("橙色", "已完成", "复核员")
