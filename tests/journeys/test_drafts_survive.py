"""The machine fails while somebody types: one second later every form is found again, in another window, as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation, IssueAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Scope, TelephoneRecord
from qh_console.ui.console import Console
from qh_console.ui.widgets.field_form import FieldForm
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, consultation, propose, to_lifted, to_standing
from tests.journeys.house_at_night import WORDS, Night, alert_of, outlook_of, response_of
from tests.ui.airs import HAZE
from tests.ui.hands import Hands

ONE_SECOND_MS = 1000
WORDS_TYPED = "值班员正在写的一段话"
CONSULTED = HoldConsultation(DUTY, "a1", consultation(Level.YELLOW))
PROPOSED = (CONSULTED, propose(Change.ISSUE, Level.YELLOW))
BY_PHONE = (
    *PROPOSED,
    ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971-8000000", NOW, True)),
    IssueAlert(DUTY, "a1"),
)


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


@pytest.mark.parametrize(
    ("before", "step", "field"),
    [
        ((CONSULTED,), "propose-issue", "outlook"),
        ((CONSULTED,), "close", "outcome"),
        (PROPOSED, "return", "reason"),
        (PROPOSED, "approve", "absence"),
        (BY_PHONE, "countersign", "number"),
        (to_standing(Level.YELLOW), "propose-raise", "dispersion"),
        (to_standing(Level.ORANGE), "propose-lower", "reason"),
        (to_standing(Level.YELLOW), "propose-lift", "outlook"),
        (to_standing(Level.YELLOW), "propose-correct", "extent"),
        (to_standing(Level.YELLOW), "propose-withdraw", "reason"),
        (to_lifted(Level.YELLOW), "assess", "lessons"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_form_of_the_road_opens_again_where_it_was(
    night: Night, before: tuple[Command, ...], step: str, field: str
) -> None:
    console = signed_in(night.open(night.begin(*before)))
    console.go("alert", "a1")
    alert_of(console).open_step(step)
    Hands().fill(WORDS_TYPED, step_form(console).editor(field))
    again = after_a_crash(night)
    assert again.window.room == "alert"
    draft = alert_of(again).pane.form.draft
    assert draft is not None
    assert (draft.step, step_form(again).values()[field]) == (step, WORDS_TYPED)


def test_typing_without_a_pause_is_kept_as_it_goes(night: Night) -> None:
    console = signed_in(night.open(night.begin(CONSULTED)))
    console.go("alert", "a1")
    form, typed = step_form(console), ""
    hands = Hands()
    for k in range(12):
        typed += f"{k}，"
        hands.fill(typed, form.editor("outlook"))
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
