"""Exchange with other desks: the record out to a file, another desk's file in, and what came of it line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from qh_console.domain.clock import beijing
from qh_console.problems import KnownProblem
from qh_console.services.exchange import BundleMade, Merged
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.outward import Outward
from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine

SUFFIX = "qhx"
PROBLEM = "exchange"
MOST_PAPERS = 3


@dataclass(frozen=True)
class BundleDialogs:
    """How bundles are chosen; tests put their own in. None where the officer changed his mind."""

    save: Callable[[QWidget, str], Path | None]
    open: Callable[[QWidget], Path | None]


def choose_target(parent: QWidget, name: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "交换文件存到哪里", name, f"交换文件 (*.{SUFFIX})")
    return Path(chosen) if chosen else None


def choose_bundle(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(parent, "合并哪一份交换文件", "", f"交换文件 (*.{SUFFIX})")
    return Path(chosen) if chosen else None


DIALOGS = BundleDialogs(choose_target, choose_bundle)


class ExchangeBar(QFrame):
    """The result stands until it is put away; `button` belongs in the screen's head."""

    def __init__(
        self, look: Look, desk: Desk, outward: Outward, job_line: JobLine, dialogs: BundleDialogs = DIALOGS
    ) -> None:
        super().__init__()
        self._desk, self._outward, self._job_line, self._dialogs = desk, outward, job_line, dialogs
        self.setProperty("role", "card")
        self.button = IconButton(look, "refresh", "席位交换")
        menu = QMenu(self.button)
        menu.addAction("导出本席位的记录…", self.ask_export)
        menu.addAction("合并另一席位的记录…", self.ask_import)
        self.button.setMenu(menu)
        self._title, self._body = QLabel(), QLabel()
        self._title.setProperty("role", "lead")
        self._body.setWordWrap(True)
        close = QPushButton("收起")
        close.setProperty("role", "quiet")
        close.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._body)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self._body.text().split("\n")) if self._body.text() else ()

    def ask_export(self) -> None:
        local = beijing(self._desk.clock())
        path = self._dialogs.save(self, f"值守记录-{local:%Y%m%d-%H%M}.{SUFFIX}")
        if path is not None:
            self.export(path)

    def ask_import(self) -> None:
        if not self._desk.by:
            self._job_line.end("请先登录", "warn")
            return
        path = self._dialogs.open(self)
        if path is not None:
            self.merge(path)

    def export(self, path: Path) -> None:
        self.hide()
        self._job_line.show_progress(f"正在导出到{path.name}", 0, 0, can_cancel=False)
        self._desk.runners["journal"].run(
            lambda job: self._outward.write_bundle(path), self._on_made, lambda error: self._on_failed(error, "")
        )

    def merge(self, path: Path) -> None:
        self.hide()
        self._job_line.show_progress(f"正在核对并合并{path.name}", 0, 0, can_cancel=False)
        self._desk.runners["journal"].run(
            lambda job: self._outward.merge_bundle(path),
            lambda merged: self._on_merged(path, merged),
            lambda error: self._on_failed(error, PROBLEM),
        )

    def _on_made(self, made: BundleMade) -> None:
        self._job_line.end(f"已导出到{made.file}", "warn" if made.missing else "ok")
        self._show("交换文件已导出", made_lines(made))

    def _on_merged(self, path: Path, merged: Merged) -> None:
        self._desk.problem_solved.emit(PROBLEM)
        self._desk.catch_up((Changed(merged.board, merged.entries),))
        grave = merged.disputes or merged.missing
        self._job_line.end(f"已合并{path.name}", "warn" if grave else "ok")
        self._show(f"合并{path.name}", merged_lines(merged, self._desk))

    def _on_failed(self, error: Exception, standing: str) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self._job_line.end(str(error), "fault")
        if standing:
            self._desk.problem_arose.emit(standing, error)

    def _show(self, title: str, lines: tuple[str, ...]) -> None:
        self._title.setText(title)
        self._body.setText("\n".join(lines))
        self.show()


def made_lines(made: BundleMade) -> tuple[str, ...]:
    lines = [f"记录{made.entries}条，文书{made.papers}份", f"文件摘要 {made.sha256[:16]}，交给对方核对"]
    if made.missing:
        lines.append(f"本机缺{len(made.missing)}份文书，没有带上：{_titles(made)}")
    return tuple(lines)


def merged_lines(merged: Merged, desk: Desk) -> tuple[str, ...]:
    """What came in, what two desks differ over, and which papers nobody brought."""
    desks = ", ".join(dict.fromkeys(entry.desk for entry in merged.entries))
    new = f"新增记录{len(merged.entries)}条（席位{desks}）" if merged.entries else "没有新的记录，两边一致"
    lines = [f"{new}，文书{merged.papers}份"]
    disputed = (desk.places.names(dispute.places) for dispute in merged.disputes)
    lines += [f"争议：{names}同时有两份预警，须由复核员裁定" for names in disputed]
    if merged.board.irregular:
        lines.append(f"有{len(merged.board.irregular)}条与先前的记录冲突，没有生效，见下表红字")
    if merged.missing:
        lines.append(f"有{len(merged.missing)}份文书对方没有带来：{_titles(merged)}")
    return tuple(lines)


def _titles(found: BundleMade | Merged) -> str:
    titles = [paper.title for paper in found.missing[:MOST_PAPERS]]
    return "、".join(titles) + ("等" if len(found.missing) > MOST_PAPERS else "")
