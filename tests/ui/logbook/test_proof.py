"""The proof of the record: its heads where all is well, the place of the fault where a byte was changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qh_console.ui.logbook.proof import Proof
from qh_console.ui.theme import Look
from qh_console.ui.widgets.job_line import JobLine
from tests.builders import to_standing
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path, *to_standing())


@pytest.fixture
def line(look: Look, qtbot: QtBot) -> JobLine:
    made = JobLine(look)
    qtbot.addWidget(made)
    return made


def test_the_record_is_proved_with_its_heads(seat: Seat, line: JobLine) -> None:
    Proof(seat.desk, line).run()
    seq, digest = seat.desk.board.heads["d1"]
    assert line.text == f"记录8条，逐条核对无误；归档文书0份，逐份核对无误；链头 d1第{seq}条 {digest[:12]}"
    assert not line.is_running


def test_a_changed_byte_is_named(seat: Seat, line: JobLine) -> None:
    with closing(sqlite3.connect(seat.folder / "console.db")) as raw, raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute("UPDATE entries SET by = 'x' WHERE seq = 3")
    Proof(seat.desk, line).run()
    assert line.text == "席位d1第3条：内容与摘要不符，被改动过"
