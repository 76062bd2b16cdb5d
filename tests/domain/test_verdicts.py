"""A refusal reads as one line, with the clause it rests on."""

from __future__ import annotations

import pytest

from qh_console.domain.verdicts import Reason


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        (Reason("请选择地区", "1.3", "places"), "请选择地区（预案1.3）"),
        (Reason("账号已经存在", "账号规则", "officer"), "账号已经存在（账号规则）"),
        (Reason("请写明有什么出入"), "请写明有什么出入"),
    ],
)
def test_a_reason_names_its_clause_where_it_has_one(reason: Reason, line: str) -> None:
    assert str(reason) == line
