"""The paper beside the form: its panel with what can be done with it, and what it is to show."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.dissemination import not_queued
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Publication
from qh_console.services.paper_requests import OF_THE_CONSULTATION, PaperKind, PaperRequest
from qh_console.ui.alert.drafts import BODY, StepDraft, Unresolved, as_previewed, publication_of
from qh_console.ui.alert.paper_panel import PaperPanel
from qh_console.ui.alert.print_bar import PrintBar
from qh_console.ui.alert.steps_table import PROPOSALS, change_of
from qh_console.ui.desk import Desk
from qh_console.ui.printing import ChoosePrinter
from qh_console.ui.theme import Look

LIST_PX, PAPER_PX = 248, 400


class PaperSide(QWidget):
    """The page, what is to be done with it now, and the line of what was printed or filed."""

    sending_wanted = Signal(str)
    """The number of a notice that nobody has sent on its way."""

    def __init__(self, look: Look, desk: Desk, choose: ChoosePrinter) -> None:
        super().__init__()
        self.paper, self.print_bar = PaperPanel(look, desk), PrintBar(look, desk, choose)
        self.hint = QPushButton("健康提示")
        self.hint.setToolTip("按最近一次会商出健康提示并存档，不等成因和级别（Ctrl+Shift+H）")
        self.send = QPushButton()
        self.send.hide()
        self._unsent = ""
        self.send.clicked.connect(self.send_unsent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.paper, 1)
        column.addWidget(self.send)
        column.addWidget(self.hint)
        column.addWidget(self.print_bar)

    def send_unsent(self) -> None:
        """To the list of what goes to whom; of the latest notice where all are on their way."""
        self.sending_wanted.emit(self._unsent)

    def show_unsent(self, board: Board, alert: Alert) -> None:
        """Plan 3.4.1: after every release, the way to whoever holds the notice it changes."""
        self._unsent = next((n.number for n in not_queued(board) if n.number == alert.latest_number), "")
        told = {(d.key.channel, d.key.recipient) for d in board.dispatches.values() if d.alert == alert.id}
        whom = f"给先前收到通知的{len(told)}个对象" if told else "通知"
        self.send.setText(f"去排发{whom}　Ctrl+T")
        self.send.setVisible(bool(self._unsent))


def side_by_side(look: Look, processes: QWidget, pane: QWidget, side: QWidget) -> QSplitter:
    px = look.theme.px
    inside = QSplitter()
    inside.setChildrenCollapsible(False)
    for part, width, stretch in ((processes, LIST_PX, 0), (pane, 560, 1), (side, PAPER_PX, 0)):
        inside.addWidget(part)
        inside.setStretchFactor(inside.count() - 1, stretch)
        part.setMinimumWidth(px(width * 3 // 4))
    inside.setSizes([px(LIST_PX), px(600), px(PAPER_PX)])
    return inside


def publication_shown(alert: Alert, step: str, draft: StepDraft | None) -> tuple[Publication | None, Level]:
    """What the form says, else what is proposed, else what stands."""
    if step in PROPOSALS and draft is not None and draft.step == step:
        published = publication_of(draft)
        level = Level.of(draft.text("level") or "none")
        return (None if isinstance(published, Unresolved) else published), level
    if alert.proposal is not None:
        return alert.proposal.act.publication, alert.proposal.act.level
    if alert.notices:
        return alert.notices[-1].publication, alert.notices[-1].level
    return None, alert.consultation.level


def request_shown(
    alert: Alert, step: str, kind: PaperKind, publication: Publication | None, draft: StepDraft | None
) -> PaperRequest:
    is_coming = step in PROPOSALS or alert.proposal is not None
    number = "" if is_coming or kind in OF_THE_CONSULTATION else alert.latest_number
    if step not in PROPOSALS or draft is None or kind is PaperKind.APPROVAL_SHEET:
        return PaperRequest(kind, alert.id, number)
    level, reason = Level.of(draft.text("level") or "none"), draft.text("reason") or "〔理由待填〕"
    shown = None if publication is None else as_previewed(publication)
    return PaperRequest(kind, alert.id, number, "", shown, change_of(step), level, reason, body=draft.text(BODY))
