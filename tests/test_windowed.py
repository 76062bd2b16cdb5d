"""What the commands with a window do: one window a folder, feeds as the office set them, drills kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from qh_console.app import House, build, system_clock
from qh_console.config import CnemcSettings, Config
from qh_console.problems import KnownProblem
from qh_console.services.demonstration import MANIFEST
from qh_console.store.lock import DataFolderLock, FolderInUse
from qh_console.ui.messages import CrashMessage
from qh_console.ui.window import ConsoleWindow
from qh_console.windowed import (
    named_drill,
    office_feedings,
    open_console,
    open_drill,
    play_demo,
    tell_until_opening,
)
from tests.builders import XINING
from tests.drills_in_short import OPENS_AT, first_alert


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = build(Config(tmp_path / "data", drop_folder=tmp_path / "inbox"), system_clock)
    yield made
    made.database.close()


def windows() -> list[ConsoleWindow]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ConsoleWindow) and w.isVisible()]


def forget_windows() -> None:
    """A process ends with its window; here it would be drawn anew at every change of look in the tests after."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, ConsoleWindow | CrashMessage):
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not any(isinstance(window, ConsoleWindow) for window in QApplication.topLevelWidgets())


def close_soon(seen: list[str]) -> None:
    """Once the event loop runs, note what is open and close it."""

    def close() -> None:
        for window in windows():
            seen.append(window.windowTitle())
            window.close()

    QTimer.singleShot(0, close)


def test_the_window_opens_on_the_record_and_lets_it_go(qapp: QApplication, tmp_path: Path) -> None:
    config, seen = Config(tmp_path / "data"), list[str]()
    close_soon(seen)
    assert open_console(config) == 0
    assert seen == ["青海省重污染天气应急值守台"]
    assert (config.data / "console.db").exists()
    with DataFolderLock(config.data):
        pass
    forget_windows()


def test_a_second_window_on_the_folder_is_refused(qapp: QApplication, tmp_path: Path) -> None:
    with DataFolderLock(tmp_path), pytest.raises(FolderInUse, match="已由另一个控制台打开"):
        open_console(Config(tmp_path))
    assert windows() == []


def test_an_unknown_drill_names_those_there_are() -> None:
    with pytest.raises(KnownProblem, match="winter-haze"):
        named_drill("summer-haze")


def test_a_drill_never_mixes_with_a_record(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "console.db").write_bytes(b"")
    with pytest.raises(KnownProblem, match="不是空文件夹"):
        open_drill("winter-haze", tmp_path)


def test_the_office_s_feeds_are_those_it_set_up(house: House, tmp_path: Path) -> None:
    assert [feeding.name for feeding in office_feedings(house)] == ["收件夹"]
    assert (tmp_path / "inbox").is_dir()


def test_the_national_platform_is_asked_where_the_office_wants_it(tmp_path: Path) -> None:
    config = Config(tmp_path / "data", cnemc=CnemcSettings("http://127.0.0.1:9/", 10))
    house = build(config, system_clock)
    (feeding,) = office_feedings(house)
    report = feeding.report(system_clock())
    house.database.close()
    assert (report.name, report.is_remote) == ("国家平台", True)


def test_the_air_of_a_drill_is_there_before_its_acts(house: House) -> None:
    tell_until_opening(house, first_alert())
    air = house.watch.look(house.office.board, OPENS_AT)
    seen = air.places[XINING]
    assert seen.now is not None
    assert seen.data_at is not None
    assert seen.data_at <= OPENS_AT
    assert seen.days


def test_a_demonstration_overwrites_nobody_s_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(KnownProblem, match="别的文件"):
        play_demo("winter-haze", tmp_path, None, lambda text: None)
    assert not (tmp_path / MANIFEST).exists()
