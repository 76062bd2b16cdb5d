"""The machine fails while somebody types: one second later every form is found again, in another window, as it was."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.domain.particulars import Scope
from qh_console.store.drafts import Draft, Drafts
from qh_console.ui.console import Console
from qh_console.ui.unfinished import kind_of
from qh_console.ui.widgets.field_form import FieldForm
from tests.builders import ADMIN, CHIEF, DUTY, HAIDONG, XINING, to_standing
from tests.journeys.console_forms import CONSULTED, PROPOSED, SHIFTS, Form, Shift, Written
from tests.journeys.house_at_night import WORDS, Night, alert_of, outlook_of, response_of
from tests.journeys.typist import METEOROLOGY, OUTLOOK, REASON
from tests.source_tree import PACKAGE, ROOT, Source, dotted_name, python_files
from tests.ui.airs import HAZE
from tests.ui.hands import Hands, write

ONE_SECOND_MS = 1000
WORDS_TYPED = "值班员正在写的一段话"


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot, is_drill=True)
    yield made
    made.close()


def signed_in(console: Console) -> Console:
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    return console


def after_a_crash(night: Night) -> Console:
    """A second passes, the machine goes; nobody closed a window or left a form."""
    night.qtbot.wait(ONE_SECOND_MS)
    night.crash()
    return night.open()


def step_form(console: Console) -> FieldForm:
    form = alert_of(console).pane.form.form
    assert form is not None
    return form


@pytest.mark.parametrize("shift", SHIFTS, ids=lambda shift: shift.name)
def test_every_word_of_every_form_is_found_where_it_was(night: Night, shift: Shift) -> None:
    house = night.bare() if shift.is_first else night.begin(*shift.before, told=shift.told)
    shift.prepare(night)
    console = night.open(house)
    if not shift.is_first:
        console.desk.sign_in(shift.by, WORDS[shift.by], refused=lambda no: pytest.fail(str(no)))
    typed: dict[str, tuple[Form, list[str]]] = {}
    for form in shift.forms:
        night.clock.move(seconds=1)
        form.open(night, console)
        words = [f"{form.name}写到一半{i}" for i in range(len(form.written(console)))]
        assert words, form.name
        for word, widget in zip(words, form.written(console), strict=True):
            Hands().fill(word, widget)
        night.qtbot.wait(ONE_SECOND_MS)
        kept = written_last(house.drafts)
        assert all(word in json.dumps(json.loads(kept.body), ensure_ascii=False) for word in words), form.name
        typed[kept.key] = form, words
    assert len(typed) == len(shift.forms)

    night.crash()
    again = night.open()
    if shift.by == ADMIN:  # accounts are for an administrator's eyes
        again.sheet.sign_in.form.set_values({"officer": ADMIN, "password": WORDS[ADMIN]})
        again.sheet.sign_in.submit()
    for key, (form, words) in reversed(typed.items()):
        if form is not shift.forms[-1]:
            again.reopen(key)
        assert [text_of(widget) for widget in form.written(again)] == words, form.name


def written_last(drafts: Drafts) -> Draft:
    """What is on the disk of the form written in last."""
    return next(draft for draft in drafts.list() if kind_of(draft.key))


def text_of(widget: Written) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def inputs_made(source: Source) -> int:
    """How many widgets to write or choose in a module makes."""
    calls = [node.func for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    return sum(dotted_name(call).rpartition(".")[2] in INPUTS for call in calls)


INPUTS = frozenset(
    {"QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QCheckBox", "QRadioButton", "QSpinBox"}
    | {"QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "FieldForm", "ReasonLine"}
)
NO_FORMS: Mapping[str, tuple[int, str]] = {
    "alert/confirm.py": (2, "a password and who gives it"),
    "alert/paper_panel.py": (1, "which paper is on view"),
    "checklist/screen.py": (1, "a filter"),
    "logbook/screen.py": (1, "a filter"),
    "messages.py": (1, "shows a fault, takes no words"),
    "papers/dispatch_text.py": (1, "shows a text, takes no words"),
    "papers/screen.py": (1, "a filter"),
    "papers/sending_page.py": (1, "a filter"),
    "papers/sign_bar.py": (1, "a password"),
    "papers/verify_bar.py": (1, "a code held against the record; nothing comes of it"),
    "registers/contacts_page.py": (1, "a filter"),
    "registers/emissions_layout.py": (2, "a filter, and which edition is on view"),
    "registers/import_faults.py": (1, "shows what is wrong with a file, takes no words"),
    "widgets/command_palette.py": (1, "a search"),
    "widgets/field_form.py": (6, "the parts of which forms are made"),
    "widgets/find_bar.py": (1, "a search"),
    "widgets/reason_line.py": (1, "the part of which forms are made"),
}
"""Modules of qh_console/ui that make inputs of which nothing need be kept: how many, and why not."""


def test_no_form_is_left_out() -> None:
    """A module that takes words stands among the forms tried here, or is no form and says why."""
    ui = f"{PACKAGE}/ui/"
    made = {s.path.removeprefix(ui): count for s in python_files(f"{PACKAGE}/ui") if (count := inputs_made(s))}
    tried = {module for shift in SHIFTS for form in shift.forms for module in form.modules}
    unknown = set(made) - tried - set(NO_FORMS)
    assert not unknown, f"keep a draft (ui/drafts.py) and add to console_forms.py: {sorted(unknown)}"
    assert {module: count for module, (count, _) in NO_FORMS.items()} == {m: made.get(m, 0) for m in NO_FORMS}


def test_typing_without_a_pause_is_kept_as_it_goes(night: Night) -> None:
    console = signed_in(night.open(night.begin(CONSULTED)))
    console.go("alert", "a1")
    form, typed = step_form(console), ""
    Hands().fill("", form.editor("outlook"))
    for k in range(12):
        typed += f"{k}，"
        write(f"{k}，")
        night.qtbot.wait(100)
    night.crash()
    kept = step_form(night.open()).values()["outlook"]
    assert kept
    assert typed.startswith(kept)
    assert len(typed) - len(kept) <= len("9，") * 8, "at most what was typed within the last moment"


def test_several_consultations_a_finding_and_a_step_at_once(night: Night) -> None:
    console = signed_in(night.open(night.begin(*to_standing(Level.YELLOW), told=HAZE)))
    screen, hands = outlook_of(console), Hands()
    console.go("outlook", HAIDONG)
    screen.consult_on_place()
    hands.fill("海东静稳", screen.form.texts.editor("meteorology"))
    screen.consult_on_province()
    hands.fill("全省静稳", screen.form.texts.editor("meteorology"))
    console.go("outlook", "a1")
    hands.fill("西宁又逆温", screen.form.texts.editor("meteorology"))
    console.go("outlook", HAIDONG)
    screen.find_cause()
    hands.fill("卫星见沙尘", screen.cause_form.form.editor("reason"))
    console.go("alert", "a1")
    alert_of(console).open_step("propose-lift")
    hands.fill("冷空气已到", step_form(console).editor("outlook"))

    again = after_a_crash(night)
    assert step_form(again).values()["outlook"] == "冷空气已到"
    screen = outlook_of(again)
    again.go("outlook", HAIDONG)
    screen.consult_on_place()
    assert screen.form.texts.values()["meteorology"] == "海东静稳"
    screen.consult_on_province()
    assert screen.form.draft is not None
    assert screen.form.draft.scope == Scope.PROVINCE.value
    assert screen.form.texts.values()["meteorology"] == "全省静稳"
    again.go("outlook", "a1")
    assert screen.form.texts.values()["meteorology"] == "西宁又逆温"
    again.go("outlook", HAIDONG)
    screen.find_cause()
    assert screen.cause_form.form.values()["reason"] == "卫星见沙尘"


@pytest.mark.parametrize("kind", ["consult", "cause"])
def test_the_outlooks_forms_open_again_by_themselves(night: Night, kind: str) -> None:
    console = signed_in(night.open(night.begin(told=HAZE)))
    screen, hands = outlook_of(console), Hands()
    console.go("outlook", XINING)
    if kind == "consult":
        screen.consult_on_place()
        hands.fill("马晓明", screen.form.participants.name_field(0))
    else:
        screen.find_cause()
        hands.fill(WORDS_TYPED, screen.cause_form.form.editor("reason"))
    again = after_a_crash(night)
    assert again.window.room == "outlook"
    screen = outlook_of(again)
    if kind == "consult":
        assert screen.pages.key == "consult"
        assert screen.form.participants.name_field(0).text() == "马晓明"
    else:
        assert screen.side.currentWidget() is screen.cause_form
        assert screen.cause_form.form.values()["reason"] == WORDS_TYPED


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_unit_said_is_found_with_its_duties(night: Night, count: int) -> None:
    console = signed_in(night.open(night.begin(*to_standing(Level.YELLOW))))
    console.go("response", "a1")
    screen = response_of(console)
    tasks = [row.task for row in screen.table.rows_model.rows[:count]]
    screen.table.select(tasks[0])
    for task in tasks[1:]:
        screen.table.also_select(task)
    screen.open_panel()
    Hands().fill("王科长", screen.panel.forms[0].editor("spoke_to"))
    Hands().fill("已安排洒水", screen.panel.forms[0].editor("says"))
    again = after_a_crash(night)
    assert again.window.room == "response"
    screen = response_of(again)
    assert sorted(screen.panel.tasks) == sorted(tasks)
    assert screen.panel.forms[0].values() == {"spoke_to": "王科长", "says": "已安排洒水"}


def test_a_form_that_is_done_is_not_opened_again(night: Night) -> None:
    console = signed_in(night.open(night.begin(*to_standing(Level.YELLOW))))
    console.go("response", "a1")
    screen = response_of(console)
    screen.open_panel()
    Hands().fill("王科长", screen.panel.forms[0].editor("spoke_to"))
    Hands().fill("已办", screen.panel.forms[0].editor("says"), send=True)
    again = after_a_crash(night)
    assert again.window.room == "watch"


def test_a_password_is_never_among_what_is_kept(night: Night) -> None:
    console = signed_in(night.open(night.begin(*PROPOSED)))
    console.go("alert", "a1")
    Hands().fill(WORDS[CHIEF], step_form(console).editor("password"))
    Hands().fill("主任出差", step_form(console).editor("absence"))
    again = after_a_crash(night)
    assert step_form(again).values()["password"] == ""
    assert step_form(again).values()["absence"] == "主任出差"
    raw = b"".join(file.read_bytes() for file in (night.folder / "data").glob("*.db*"))
    assert "主任出差".encode() in raw or rb"\u4e3b\u4efb" in raw
    assert WORDS[CHIEF].encode() not in raw


def test_the_process_is_killed_within_a_second_of_the_last_word(night: Night) -> None:
    house = night.begin(*to_standing(Level.YELLOW), told=HAZE)
    command = [sys.executable, "-m", "tests.journeys.typist", str(night.folder / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as at:
        assert at.stdout is not None
        assert at.stdout.readline() == b"written\n"
        night.qtbot.wait(ONE_SECOND_MS)
        at.kill()
    house.database.close()
    again = night.open()
    assert step_form(again).values()["outlook"] == OUTLOOK
    outlook = outlook_of(again)
    again.reopen(f"outlook/cause/{XINING}")
    assert outlook.cause_form.form.values()["reason"] == REASON
    again.go("outlook", "a1")
    assert outlook.form.texts.values()["meteorology"] == METEOROLOGY
