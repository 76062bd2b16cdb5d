"""The console: one desk, its rooms and its feeds in one window, and what the clock makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from qh_console.domain.commands import RecordImport
from qh_console.domain.places import Shapes
from qh_console.problems import KnownProblem
from qh_console.services.feeding import DataAges, Feeding
from qh_console.services.importing import Importing, ImportResult
from qh_console.services.watch import Watch
from qh_console.ui.air_round import AirRound
from qh_console.ui.calls import Calls
from qh_console.ui.desk import Desk
from qh_console.ui.entry.sheet import EntrySheet
from qh_console.ui.entry.state import Page
from qh_console.ui.idle import IdleLock
from qh_console.ui.jobs import Job
from qh_console.ui.outward import Outward
from qh_console.ui.palette_items import PALETTE_ROOMS, derive_palette
from qh_console.ui.rooms import NEED_AN_OFFICER, Rooms, Screen
from qh_console.ui.sending_round import SENDING, SendingRound, left_to_send
from qh_console.ui.standing import derive_problems
from qh_console.ui.strip_state import derive_strip
from qh_console.ui.theme import Look
from qh_console.ui.ticker import Ticker
from qh_console.ui.unfinished import CALLS, ENTRY, kind_of, latest_form
from qh_console.ui.widgets.problem_line import ProblemView
from qh_console.ui.window import ConsoleWindow

SIGN_IN_FIRST = "请先登录"
ChooseFiles = Callable[[QWidget], list[Path]]


def choose_data_files(parent: QWidget) -> list[Path]:
    """The system's own dialog; nothing where the officer changed his mind."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, "导入监测或预报数据", "", "表格 (*.csv *.xlsx *.xls)")
    return [Path(name) for name in chosen]


class Console(QObject):
    """Joins what the screens share; `tick` is the only thing that moves it besides clicks."""

    def __init__(
        self,
        look: Look,
        desk: Desk,
        watch: Watch,
        feedings: Sequence[Feeding],
        importing: Importing,
        shapes: Shapes,
        preferences: Path,
        outward: Outward,
        ages: DataAges | None = None,
        drill: str = "",
        idle_minutes: int = 0,
        choose: ChooseFiles = choose_data_files,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._importing, self._choose = importing, choose
        self._ages = ages or DataAges()
        self._failed: dict[str, KnownProblem] = {}
        self._preparing = ""
        self._is_locked = False
        self._minute: datetime | None = None
        self._palette_of: object = None
        self.round = AirRound(desk, watch, feedings, self)
        self.sending = SendingRound(desk, outward.dissemination, self)
        self.rooms = Rooms(look, desk, shapes, self._ages, drill, outward, self.sending)
        self.rooms.feed_reports = lambda: self.round.reports(desk.clock())
        self.rooms.preferences = preferences
        self.window = ConsoleWindow(look, self.rooms.table(), preferences)
        self.window.set_drill(drill)
        self.sheet = EntrySheet(look, desk, self.window.centralWidget() or self.window)
        self.calls = Calls(desk, self.window.nags, self.window.reason, outward.dissemination.channels)
        self.rooms.clocks = lambda: self.calls.clocks
        self.idle = IdleLock(desk, idle_minutes, parent=self.window)
        self.ticker = Ticker(desk.clock, self.tick, parent=self)
        self._wired: set[str] = set()
        self._connect()
        self._wire(self.window.room)
        self._on_officer(None)

    def start(self) -> None:
        """Show the window, then begin to tick; what the record already holds is on the screen at the first paint."""
        self.sending.look()
        self.idle.watch(QApplication.instance())
        self.round.look_now()
        self.tick(self.desk.clock())
        self.window.show()
        self.ticker.start()
        if not self.desk.board.officers and not self._preparing:
            self.sheet.open(Page.FIRST)
        drafting = self.desk.drafting
        self.desk.runners["drafts"].run(lambda job: drafting.keys(), lambda keys: self.reopen(latest_form(keys)))

    def tick(self, now: datetime) -> None:
        """One beat: feeds that are due, the strip, and once a minute whatever depends on the time."""
        self.round.ask_due(now)
        self.sending.work_due(now)
        self.idle.look()
        self._show_frame(now)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._refresh_room(now)
            self.round.look()

    def prepare(self, text: str, work: Callable[[Job], None], done: Callable[[], None]) -> None:
        """Work on the record before the console is ready for use, told in a standing line."""

        def quiet(is_quiet: bool) -> None:
            self._preparing = text if is_quiet else ""
            self.calls.is_quiet = is_quiet
            self.rooms.set_quiet(is_quiet)

        def finished(_: None) -> None:
            quiet(False)
            self.desk.catch_up()
            done()
            self.round.look()

        def progressed(count: int, total: int) -> None:
            self._preparing = f"{text}（第{count}步，共{total}步）"
            self._show_lines(self.desk.clock())

        def failed(error: Exception) -> None:
            quiet(False)
            if not isinstance(error, KnownProblem):
                raise error
            self.desk.problem_arose.emit("prepare", error)

        quiet(True)
        self.desk.runners["journal"].run(work, finished, failed, progressed)

    def go(self, room: str, subject: str = "") -> None:
        """Enter a room, and there the place, alert, unit, paper or unfinished form meant."""
        if not room:
            return
        self.window.enter(room)
        if subject:
            self.rooms.reach(self.window.room, subject)

    def reopen(self, draft: str) -> None:
        """A form left unfinished, by the key of its draft."""
        kind = kind_of(draft)
        if kind == ENTRY:
            self.sheet.reopen(draft)
        elif kind == CALLS:
            self.calls.reopen(draft)
        else:
            self.go(kind, draft)

    def import_data(self) -> None:
        """Files into the record on the officer's word; what is wrong with one is said and keeps it out."""
        if self.desk.officer is None:
            self.sheet.open()
            return
        clock, importing = self.desk.clock, self._importing
        for file in self._choose(self.window):
            self.desk.runners["readings"].run(
                lambda job, file=file: importing.take(file, clock()),  # type: ignore[misc]
                self._on_imported,
                lambda error: self._on_failed("import", error),
            )

    # --- inside -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        desk, window = self.desk, self.window
        desk.changed.connect(lambda _: self._on_changed())
        desk.air_changed.connect(lambda _: self._show_frame(desk.clock()))
        desk.officer_changed.connect(self._on_officer)
        desk.problem_arose.connect(self._on_problem)
        desk.problem_solved.connect(self._on_solved)
        self.round.reports_changed.connect(lambda: self._show_frame(desk.clock()))
        self.calls.asked_for_officer.connect(self.sheet.open)
        self.sending.changed.connect(lambda: self._show_frame(desk.clock()))
        self.idle.locked.connect(self._on_locked)
        window.room_entered.connect(self._on_room)
        window.strip.alert_clicked.connect(lambda alert: self.go("alert", alert))
        window.strip.data_clicked.connect(lambda: self.go("watch"))
        window.strip.sending_clicked.connect(lambda: self.go("papers", SENDING))
        window.strip.officer_clicked.connect(self.sheet.open)
        window.problems.act_clicked.connect(self._on_problem_act)
        window.palette_chosen.connect(self._on_palette)
        window.actions_table["window.log_in"].triggered.connect(lambda: self.sheet.open())
        window.actions_table["window.acknowledge"].triggered.connect(lambda: self.calls.acknowledge_first())
        window.actions_table["watch.import_data"].triggered.connect(lambda: self.import_data())
        self.rooms.wanted = self.go
        self.rooms.import_wanted = self.import_data

    def _on_room(self, room: str) -> None:
        self._wire(room)
        self._refresh_room(self.desk.clock())

    def _wire(self, room: str) -> None:
        """Let the acts of a screen do what the table of actions offers, once it is built."""
        screen = self.window.room_screen(room)
        if room in self._wired or not isinstance(screen, Screen):
            return
        self._wired.add(room)
        for key, act in screen.acts.items():
            self.window.actions_table[key].triggered.connect(lambda _=False, act=act: act())

    def _refresh_room(self, now: datetime) -> None:
        screen = self.window.room_screen(self.window.room)
        if isinstance(screen, Screen):
            screen.refresh(now)

    def _on_changed(self) -> None:
        self._show_frame(self.desk.clock())
        self.round.look()

    def _on_officer(self, officer: object) -> None:
        why_not = "" if officer is not None else SIGN_IN_FIRST
        if officer is not None and self._is_locked:
            self._is_locked = False
            self.sheet.sign_in.set_hint("")
        for key in NEED_AN_OFFICER:
            self.window.actions_table.allow(key, why_not)
        self._show_frame(self.desk.clock())

    def _on_locked(self, officer: str) -> None:
        """What was being filled in stays as it is; whoever signs in goes on with it."""
        self._is_locked = True
        name = self.desk.board.name_of(officer)
        self.sheet.sign_in.set_hint(f"{name}长时间没有操作，已锁定。填写的内容都在，登录后继续")
        self.sheet.remember(officer)
        self.sheet.open()

    def _on_problem(self, key: str, problem: KnownProblem) -> None:
        self._failed[key] = problem
        self._show_lines(self.desk.clock())

    def _on_solved(self, key: str) -> None:
        if self._failed.pop(key, None) is not None:
            self._show_lines(self.desk.clock())

    def _on_failed(self, key: str, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self._on_problem(key, error)

    def _on_problem_act(self, key: str) -> None:
        kind, _, rest = key.partition(":")
        if kind == "feed":
            self.round.ask(rest)
        elif kind == "file":
            if self.desk.officer is None:
                self.sheet.open()
                return
            name, _, file = rest.partition(":")
            self.round.confirm(name, file, self._on_imported)
        elif kind == "dispute":
            self.go("alert", rest.partition("|")[0])
        elif kind == "irregular":
            self.go("logbook")

    def _on_imported(self, result: ImportResult) -> None:
        if result.new + result.unchanged + result.changed:
            self.desk.problem_solved.emit("import")
            command = RecordImport(
                self.desk.by,
                result.file,
                result.sha256,
                result.new,
                result.unchanged,
                result.changed,
                result.refused,
            )
            self.desk.submit(command)
            self.round.look()
        elif result.faults:
            more = f"（另有{len(result.faults) - 1}处）" if len(result.faults) > 1 else ""
            self._on_problem("import", KnownProblem(f"没有导入：{result.faults[0]}{more}", "请改好后再导入"))

    def _on_palette(self, key: str) -> None:
        kind, _, subject = key.partition(":")
        self.go(PALETTE_ROOMS[kind], subject)

    def _show_frame(self, now: datetime) -> None:
        desk = self.desk
        reports = self.round.reports(now)
        self.window.show_strip(
            derive_strip(
                desk.board,
                desk.air,
                self._ages,
                reports,
                desk.officer,
                desk.pack,
                desk.places,
                now,
                left_to_send(desk.board, self.sending.dispatches),
            )
        )
        self.window.show_badges({} if self._preparing else self.rooms.badges(now))
        self.calls.show(desk.board, desk.air)
        self._show_lines(now)
        if self._palette_of is not desk.board:
            self._palette_of = desk.board
            self.window.set_palette_items(derive_palette(desk.board, desk.pack, desk.places))

    def _show_lines(self, now: datetime) -> None:
        desk, reports = self.desk, self.round.reports(now)
        problems = derive_problems(desk.board, desk.packs, desk.places, reports, self._failed, now)
        if self._preparing:
            problems = (*problems, ProblemView("preparing", self._preparing, "已经可以查看"))
        self.window.show_problems(problems)
