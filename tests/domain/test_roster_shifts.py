"""A shift names a person a post."""

from __future__ import annotations

import pytest

from qh_console.domain.roster_shifts import DutyPost
from tests.roster_builders import shift


@pytest.mark.parametrize("post", DutyPost)
def test_one_post_changes_hands_and_no_other(post: DutyPost) -> None:
    before = shift()
    after = before.with_post(post, "样本丁")
    assert after.holder(post) == "样本丁"
    assert [after.holder(p) for p in DutyPost if p is not post] == [before.holder(p) for p in DutyPost if p is not post]
    assert post.label in ("带班领导", "主班", "副班")
