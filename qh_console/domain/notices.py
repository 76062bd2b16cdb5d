"""The fields each message must carry before it can leave (plan 3.2, 3.3.1)."""

from __future__ import annotations

from qh_console.domain.particulars import Publication
from qh_console.domain.verdicts import Reason


def missing_in_publication(publication: Publication) -> tuple[Reason, ...]:
    """Plan 3.3.1: time, extent, dispersion, pollutants and outlook; each empty one is named with its field."""
    wanted = (
        ("extent", "影响范围没有填写"),
        ("dispersion", "不利扩散的气象条件没有填写"),
        ("pollutants", "主要污染物没有填写"),
        ("outlook", "后期趋势没有填写"),
    )
    missing = [Reason(text, "3.3.1", name) for name, text in wanted if not getattr(publication, name).strip()]
    if publication.ends_at is not None and publication.ends_at <= publication.starts_at:
        missing.append(Reason("结束时间不晚于开始时间", "3.3.1", "ends_at"))
    return tuple(missing)
