"""What the last question repeats before a notice leaves: the words that will be published, no others."""

from __future__ import annotations

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Alert
from qh_console.domain.commands import ProposeChange
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change
from qh_console.domain.places import Places
from qh_console.services.terms import term
from qh_console.services.wording import where_words
from qh_console.ui.alert.confirm import ReleaseView
from qh_console.ui.instants import clock_words
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.fact_grid import FactLine


def release_view(
    alert: Alert, act: ChangeProposed | ProposeChange, pack: PlanPack, places: Places, officer: str, drill: str
) -> ReleaseView:
    """Of the proposal that was approved, or of one that is proposed, approved and released at once."""
    published = act.publication
    ends = clock_words(published.ends_at) if published.ends_at else "另行通知"
    lines = [FactLine("时间", f"{clock_words(published.starts_at)} 至 {ends}")]
    lines += [
        FactLine("地区", places.names(alert.places)),
        FactLine("影响范围", published.extent),
        FactLine("扩散条件", published.dispersion),
        FactLine("主要污染物", published.pollutants),
        FactLine("后期趋势", published.outlook),
    ]
    if act.reason:
        lines.append(FactLine("理由", act.reason))
    if act.change is not Change.ISSUE:
        lines.append(FactLine("针对", alert.latest_number))
    what = "发布预警" if act.change is Change.ISSUE else f"发布{term(act.change)}"
    if act.change in (Change.RAISE, Change.LOWER):
        what = f"{term(act.change)}为{term(act.level)}"
    return ReleaseView(what, where_words(alert, places), level_view(act.level, pack), tuple(lines), officer, drill)
