"""The buttons of the dissemination list: only what may be said of the row, and nothing before a release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from qh_console.domain.dispatches import Said
from qh_console.ui.papers.report_keys import ReportKeys
from qh_console.ui.papers.sending_state import SendingFilter, derive_sending
from qh_console.ui.theme import Look
from tests.builders import NOW, to_standing
from tests.ui.seats import outward_of, seat_at


def test_only_what_may_be_said_of_a_row_can_be_pressed(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat = seat_at(tmp_path, *to_standing())
    foreseen = outward_of(seat).dissemination.foreseen()
    state = derive_sending(seat.office.board, (), foreseen, seat.desk.places, SendingFilter(), NOW)
    keys = ReportKeys(look)
    qtbot.addWidget(keys)
    keys.show_row(replace(state.rows[0], lawful=(Said.SENT, Said.FAILED), may_send_again=True))
    assert {said for said, button in keys.buttons.items() if button.isEnabled()} == {Said.SENT, Said.FAILED}
    assert keys.again.isEnabled()
    keys.show_row(None)
    assert not any(button.isEnabled() for button in (*keys.buttons.values(), keys.again))
    keys.show_summary(state.summary, is_queued=False)
    assert keys.summary == state.summary
    assert all(button.isHidden() for button in (*keys.buttons.values(), keys.again))
