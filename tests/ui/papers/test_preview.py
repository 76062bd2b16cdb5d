"""The preview shows the paper asked for last, however late an earlier one is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from qh_console.packs import load_packs
from qh_console.paths import resources_folder
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.papers.preview import Preview
from qh_console.ui.papers.state import PapersFilter, derive_papers
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.ui.seats import seat_at


def test_the_last_choice_wins(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []
    seat = seat_at(tmp_path, *to_standing(), execute=waiting.append)
    seat.file(PaperRequest(PaperKind.BULLETIN, "a1", "1"), PaperRequest(PaperKind.ISSUE_NOTICE, "a1", "1"))
    pack = load_packs(resources_folder() / "packs").default
    first, second = derive_papers(seat.desk.board, pack, seat.desk.places, PapersFilter(), seat.clock()).rows
    preview = Preview(look, seat.desk)
    qtbot.addWidget(preview)
    preview.show_row(first)
    preview.show_row(second)
    preview.show_row(second)
    assert len(waiting) == 2
    while waiting:
        waiting.pop(0)()
    assert preview.view.digest == second.sha256
    preview.show_row(None)
    assert (preview.view.digest, preview.sha256, preview.title.text()) == ("", "", "")
