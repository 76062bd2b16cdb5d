"""The template's words before a release, filled in, are the words of the notice: nothing is worded twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.documents.machine_notice import Notice
from qh_console.documents.notice_drafts import drafted_body
from qh_console.documents.wording import Wording
from qh_console.paths import resources_folder
from tests.documents.made import words_of
from tests.documents.samples import ADJUST, CORRECTION, ISSUE, LIFT

OURS = resources_folder() / "templates"


@pytest.mark.parametrize("snapshot", [ISSUE, ADJUST, LIFT, CORRECTION], ids=lambda s: type(s).__name__)
def test_a_drafted_body_prints_as_the_template_does(snapshot: Notice) -> None:
    assert words_of(replace(snapshot, body=drafted_body(snapshot, Wording([OURS])))) == words_of(snapshot)


def test_an_offices_template_may_name_the_number_the_day_and_the_moment_too(tmp_path: Path) -> None:
    head, moment = "{{ head.number }}于{{ head.signed_on|day }}印发", "{{ takes_effect_at|ranged(None) }}"
    template = f"{head}，{moment}，{{{{ takes_effect_at|day }}}}。"
    (tmp_path / "adjust_notice.txt").write_text(template, encoding="utf-8")
    drafted = drafted_body(ADJUST, Wording([tmp_path]))
    assert drafted == "〔文号〕于〔印发日期〕印发，〔生效时间〕起，〔生效日期〕。"
