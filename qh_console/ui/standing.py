"""What stands in the lines under the strip until it is solved, and what calls until an officer answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.pack_list import Packs
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem
from qh_console.services.feeding import FeedReport
from qh_console.ui.instants import clock_words, span_words
from qh_console.ui.widgets.problem_line import NagView, ProblemView

MOST_FAULTS_NAMED = 1
MOST_CALLING = 2
"""Lines that call at once; the next follow as these are answered."""
SEE = "查看"


def derive_problems(
    board: Board,
    packs: Packs,
    places: Places,
    feeds: Iterable[FeedReport],
    failed: Mapping[str, KnownProblem],
    now: datetime,
) -> tuple[ProblemView, ...]:
    """Every standing problem; its key says what a click on its button is about."""
    found = [ProblemView(f"failed:{key}", p.what, p.what_to_do, tone="fault") for key, p in failed.items()]
    for report in feeds:
        found += _feed_problems(report, now)
    found += changed_packs(board, packs)
    for dispute in board.disputes:
        what = f"{places.names(dispute.places)}有两份预警同时生效，两台工作站各发了一份"
        found.append(ProblemView(f"dispute:{dispute.id}", what, "请由复核员裁定保留哪一份", SEE, "fault"))
    if board.irregular:
        what = f"记录中有{len(board.irregular)}条与先前的记录冲突，没有生效"
        found.append(ProblemView("irregular", what, "请在日志中核对", SEE))
    return tuple(found)


def changed_packs(board: Board, packs: Packs) -> tuple[ProblemView, ...]:
    """Editions the record was decided under whose file now reads otherwise, or is gone."""
    used = dict.fromkeys((a.pack, a.pack_digest) for a in board.alerts.values())
    found: dict[str, ProblemView] = {}
    for pack, digest in used:
        if pack not in packs:
            found[pack] = ProblemView(
                f"pack:{pack}", f"记录用过的预案版本“{pack}”不见了", "请重新安装本程序，不要删除版本文件", tone="fault"
            )
        elif packs[pack].digest != digest:
            what = f"预案版本“{packs[pack].title}”的文件与记录时不一样"
            found[pack] = ProblemView(f"pack:{pack}", what, "先前的预警仍按当时的内容；请核对版本文件是否被改动")
    return tuple(found.values())


def derive_nags(texts: Mapping[str, str]) -> tuple[NagView, ...]:
    """`texts`: what nobody has answered yet, by key."""
    calling = [NagView(key, text) for key, text in texts.items()]
    if len(calling) > MOST_CALLING:
        last = calling[MOST_CALLING - 1]
        calling[MOST_CALLING - 1] = NagView(last.key, f"{last.what}（另有{len(calling) - MOST_CALLING}项）")
    return tuple(calling[:MOST_CALLING])


def _feed_problems(report: FeedReport, now: datetime) -> Iterable[ProblemView]:
    if report.problem or report.freshness != "live":
        yield from _silence(report, now)
    for file in report.waiting_files:
        what = f"{report.name}中的“{file}”有错误的行，有效部分等待确认"
        yield ProblemView(f"file:{report.name}:{file}", what, "改好后重新放入，或先导入有效部分", "导入有效部分")
    named = [fault for fault in report.faults if fault.file not in report.waiting_files]
    for fault in named[:MOST_FAULTS_NAMED]:
        more = f"（另有{len(named) - 1}处）" if len(named) > 1 else ""
        yield ProblemView(f"fault:{report.name}", f"{fault}{more}")


def _silence(report: FeedReport, now: datetime) -> Iterable[ProblemView]:
    """A feed that fails, or whose data is old; how old is always a number."""
    since = report.newest_at or report.answered_at
    age = "从未收到数据" if since is None else f"最近一次是{clock_words(since, now)}（{span_words(now - since)}前）"
    what, _, to_do = report.problem.partition("；")
    if not what:
        if report.answered_at is None:
            return
        what = f"{report.name}没有新数据"
    tone = "fault" if report.freshness == "lost" else "warn"
    yield ProblemView(f"feed:{report.name}", f"{what}，{age}", to_do, "现在重试", tone)
