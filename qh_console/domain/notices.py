"""The fields each message must carry before it can leave (plan 3.2, 3.3.1)."""

from __future__ import annotations

from typing import assert_never

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change, Publication
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


def missing_in_body(act: ChangeProposed, pack: PlanPack) -> tuple[Reason, ...]:
    """Plan 3.3.1: a body of one's own words still says all that is published, and keeps the list it must carry."""
    if not act.body:
        return ()
    said, published = _plain(act.body), act.publication
    level = next((rule.name for rule in pack.levels if rule.level is act.level), "")
    outlook = ("outlook", "后期趋势", published.outlook)
    wanted: tuple[tuple[str, str, str], ...]
    match act.change:
        case Change.ISSUE | Change.RAISE | Change.LOWER:
            wanted = (
                ("level", "预警级别", level),
                ("extent", "影响范围", published.extent),
                ("dispersion", "不利扩散的气象条件", published.dispersion),
                ("pollutants", "主要污染物", published.pollutants),
                outlook,
                ("body", "响应措施的位置", "[[measures]]"),
            )
        case Change.LIFT:
            wanted = (("level", "预警级别", level), outlook)
        case Change.CORRECT:
            wanted = (("reason", "理由", act.reason), ("body", "更正内容的位置", "[[corrections]]"))
        case Change.WITHDRAW:
            wanted = (("reason", "理由", act.reason),)
        case _:
            assert_never(act.change)
    missing = [(field, name, words) for field, name, words in wanted if _plain(words) not in said]
    open_spots = (Reason("正文还有待填的内容", "3.3.1", "body"),) if "待填〕" in said else ()
    return (*(Reason(f"正文没有写明{name}：{words}", "3.3.1", field) for field, name, words in missing), *open_spots)


def _plain(words: str) -> str:
    """Without layout, faces and the last full stop, which belongs to the sentence around."""
    return "".join(words.replace("**", "").replace("__", "").split()).rstrip("。")
