"""How far the page runs behind the typing: the real alert screen, real papers, the documents' own thread."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from qh_console.editions import load_editions
from qh_console.packs import load_places, load_shapes
from qh_console.paths import resources_folder
from qh_console.services.freezing import Freezer
from qh_console.services.paperwork import Paperwork
from qh_console.services.watch import Watch
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.immortals import keep_constants_alive
from qh_console.ui.jobs import WorkerThread
from qh_console.ui.theme import Look, register_fonts
from tests.builders import to_standing
from tests.ui.airs import HAZE, air_of
from tests.ui.seats import Seat, seat_at

EDITS, LONGEST_S, KEY_S = 24, 5.0, 0.09


def seat_with_papers(folder: Path) -> Seat:
    """A desk after a consultation, with papers set for real on a thread of their own."""
    seat = seat_at(folder / "desk", to_standing()[0])
    resources, record = resources_folder(), seat.journal._database
    editions, places = load_editions(resources / "aqi"), load_places(resources / "places" / "qinghai.toml")
    watch = Watch(ReadingStore(record), ForecastStore(record), places, editions, seat.desk.pack)
    seat.desk.paperwork = Paperwork(
        office=seat.office,
        archive=seat.archive,
        freezer=Freezer(watch, editions, load_shapes(resources / "geo" / "qinghai_prefectures.geojson")),
        places=places,
        clock=seat.clock,
        desk="d1",
        fonts=resources / "fonts",
        font_search=(),
        templates=(resources / "templates",),
        drill=False,
    )
    seat.desk.runners["documents"]._execute = WorkerThread("documents")
    seat.desk.show_air(air_of(folder / "air", *HAZE))
    return seat


def wait(until: Callable[[], bool]) -> bool:
    """Let the window live until it is so; False where it never is."""
    loop, timer = QEventLoop(), QTimer()
    end = time.perf_counter() + LONGEST_S
    timer.timeout.connect(lambda: loop.quit() if until() or time.perf_counter() > end else None)
    timer.start(1)
    loop.exec()
    return until()


def behind_ms(screen: AlertScreen) -> list[float]:
    """From one keystroke to the page that holds it, one after the other."""
    spent = []
    for number in range(EDITS):
        before, begin = screen.paper.pdf.digest, time.perf_counter()
        type_one(screen, number)
        if not wait(lambda before=before: screen.paper.pdf.digest not in ("", before)):  # type: ignore[misc]
            raise SystemExit("the page never followed")
        spent.append(1000 * (time.perf_counter() - begin))
    return spent


def typed_on_ms(screen: AlertScreen) -> list[float]:
    """Typing without a pause: the time between one page on the screen and the next."""
    came: list[float] = [time.perf_counter()]
    digest = screen.paper.pdf.digest
    for number in range(2 * EDITS):
        type_one(screen, number)
        end = time.perf_counter() + KEY_S
        while not wait(lambda end=end: time.perf_counter() >= end):  # type: ignore[misc]
            pass
        if screen.paper.pdf.digest != digest:
            digest = screen.paper.pdf.digest
            came.append(time.perf_counter())
    return [1000 * (b - a) for a, b in pairwise(came)]


def type_one(screen: AlertScreen, number: int) -> None:
    editor = screen.pane.form.form.editor("extent")  # type: ignore[union-attr]
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    letter = "区" if number % 2 else "县"
    if isinstance(editor, QLineEdit):
        editor.insert(letter)
    else:
        editor.insertPlainText(letter)


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    keep_constants_alive()
    resources = resources_folder()
    look = Look(resources / "styles", resources / "icons", register_fonts(resources / "fonts"))
    look.dress(app)
    with tempfile.TemporaryDirectory() as folder:
        seat = seat_with_papers(Path(folder))
        screen = AlertScreen(look, seat.desk)
        screen.resize(1366, 768)
        screen.show()
        screen.open_step("propose-issue")
        wait(lambda: bool(screen.paper.pdf.digest))
        spent = behind_ms(screen)
        gaps = typed_on_ms(screen)
        execute = seat.desk.runners["documents"]._execute
        assert isinstance(execute, WorkerThread)
        execute.close()
        screen.deleteLater()
    show("what", "measured", "goal")
    show("a keystroke to the page that holds it, median", f"{statistics.median(spent):.0f} ms", "300 ms")
    show(f"the slowest of {EDITS}", f"{max(spent):.0f} ms", "")
    show(f"a key every {1000 * KEY_S:.0f} ms: from page to page, median", f"{statistics.median(gaps):.0f} ms", "300 ms")


def show(what: str, measured: str, goal: str) -> None:
    print(f"{what:<58}{measured:>12}{goal:>10}")


if __name__ == "__main__":
    main()
