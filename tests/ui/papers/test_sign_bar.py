"""Signing from the papers room: only where a certificate is set, the password asked for and never kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.signatures import Signatures
from qh_console.ui.papers.screen import PapersScreen
from qh_console.ui.theme import Look
from tests.builders import to_standing
from tests.documents.certificates import OFFICE, PASSWORD, certificate
from tests.ui.seats import PlainPaperwork, Seat, seat_at

SIGN = "所选文书，数字签名…"


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    made = seat_at(tmp_path / "seat", *to_standing())
    made.file(PaperRequest(PaperKind.ISSUE_NOTICE, "a1", made.desk.board.alerts["a1"].latest_number))
    return made


@pytest.fixture
def signing(seat: Seat, look: Look, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PapersScreen:
    """A papers room whose office has a certificate, and an officer who always picks the folder `out`."""
    own, root = tmp_path / "office.p12", tmp_path / "root.pem"
    own.write_bytes(certificate()[0])
    root.write_bytes(certificate()[1])
    paperwork = PlainPaperwork(seat.office, seat.archive, seat.clock, Signatures(seat.clock, own, (root,)))
    seat.desk.paperwork = paperwork
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    made = PapersScreen(look, seat.desk)
    qtbot.addWidget(made)
    made.show()
    return made


def offered(screen: PapersScreen) -> list[str]:
    return [action.text() for menu in screen.findChildren(QMenu) for action in menu.actions()]


def test_an_office_without_a_certificate_is_offered_nothing(seat: Seat, look: Look, qtbot: QtBot) -> None:
    screen = PapersScreen(look, seat.desk)
    qtbot.addWidget(screen)
    assert "所选文书，PDF…" in offered(screen)
    assert SIGN not in offered(screen)


def test_a_paper_is_signed_by_password_and_known_again(signing: PapersScreen, seat: Seat, tmp_path: Path) -> None:
    assert SIGN in offered(signing)
    signing.sign_chosen()
    bar = signing.sign_bar
    assert bar.what.text() == "用本单位证书签名1份文书，存档件不变"
    assert not bar.go.isEnabled()
    QTest.keyClicks(bar.password, "x")
    bar.password.setText(PASSWORD)
    QTest.keyClick(bar.password, Qt.Key.Key_Return)
    assert (bar.isHidden(), bar.password.text()) == (True, "")
    assert signing.job_line.text == f"已签名1份文书，存在{tmp_path / 'out'}"
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.name.endswith("（已签名）.pdf")
    (key,) = signing.chosen()
    assert seat.desk.board.papers[key].exports == 1
    signing.verify_bar.check_files([copy])
    said = signing.verify_bar.verdict
    assert said.property("role") == "ok"
    assert f"加有签名；签名有效：{OFFICE}" in said.text()


def test_a_wrong_password_signs_nothing_and_says_so(signing: PapersScreen, seat: Seat, tmp_path: Path) -> None:
    signing.sign_chosen()
    signing.sign_bar.password.setText("错")
    QTest.mouseClick(signing.sign_bar.go, Qt.MouseButton.LeftButton)
    assert signing.job_line.text.startswith("签名没有完成：证书office.p12打不开")
    assert list((tmp_path / "out").iterdir()) == []
    assert seat.desk.board.papers[signing.chosen()[0]].exports == 0


def test_escape_leaves_and_forgets_the_password(signing: PapersScreen) -> None:
    signing.sign_chosen()
    signing.sign_bar.password.setText(PASSWORD)
    QTest.keyClick(signing.sign_bar, Qt.Key.Key_Escape)
    assert (signing.sign_bar.isHidden(), signing.sign_bar.password.text()) == (True, "")
