"""Nothing leaves unless every finished form, read back, says what the notice says."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from qh_console.channels import load_channels
from qh_console.documents.cap import cap_xml
from qh_console.documents.machine_notice import Notice
from qh_console.documents.national_xml import national_xml
from qh_console.documents.press import make, worded
from qh_console.documents.snapshots import (
    AdjustNotice,
    Bulletin,
    CorrectionNotice,
    IssueNotice,
    LiftNotice,
    PublicationFacts,
)
from qh_console.documents.word import word_file
from qh_console.domain.channels import TextForm
from qh_console.domain.notice_texts import FORM_WORDS, NoticeFacts, texts_of
from qh_console.domain.particulars import Change
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from qh_console.services.agreement import FinishedForms, disagreements, require_agreement
from tests.documents.machine_samples import machine
from tests.documents.samples import ADJUST, BULLETIN, CORRECTION, FACTS, HEAD, ISSUE, LIFT, RED, faces, wording

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
CHANNELS = load_channels(resources_folder() / "channels.toml")
SAMPLES: tuple[Notice, ...] = (ISSUE, ADJUST, LIFT, CORRECTION)
CHANGES = {"IssueNotice": Change.ISSUE, "AdjustNotice": Change.RAISE, "LiftNotice": Change.LIFT,
           "CorrectionNotice": Change.CORRECT}  # fmt: skip


def facts_for(snapshot: Notice) -> PublicationFacts | None:
    return FACTS if isinstance(snapshot, CorrectionNotice) else None


def said_in(snapshot: Notice) -> PublicationFacts:
    return snapshot.facts if isinstance(snapshot, IssueNotice | AdjustNotice) else FACTS


def texts(snapshot: Notice) -> dict[str, str]:
    said = said_in(snapshot)
    is_lift = isinstance(snapshot, LiftNotice)
    changes = None if isinstance(snapshot, IssueNotice) else snapshot.changes
    level = changes.level if changes and not isinstance(snapshot, AdjustNotice) else said.level
    facts = NoticeFacts(
        number=snapshot.head.number,
        changes_number=changes.number if changes else "",
        issuer=snapshot.head.issuer,
        change=CHANGES[type(snapshot).__name__],
        level=level.name,
        response=level.response,
        places=tuple(PLACES.find(name) for name in FACTS.places),
        is_whole_province=False,
        starts_at=snapshot.lifted_at if isinstance(snapshot, LiftNotice) else said.starts_at,
        ends_at=None if is_lift else said.ends_at,
        extent=said.extent,
        dispersion=said.dispersion,
        pollutants=said.pollutants,
        outlook=snapshot.outlook if isinstance(snapshot, LiftNotice) else said.outlook,
        advice="儿童、老人减少外出",
        issued_at=snapshot.head.created_at,
    )
    return {FORM_WORDS[form]: text for form, text in texts_of(facts, CHANNELS).items()}


@cache
def pdf_of(snapshot: object) -> bytes:
    return make(snapshot, wording(), faces()).pdf  # type: ignore[arg-type]


def finished(snapshot: Notice) -> FinishedForms:
    said = machine(snapshot)
    return FinishedForms(
        pdf_of(snapshot),
        None if isinstance(snapshot, LiftNotice) else pdf_of(bulletin_of(snapshot)),
        word_file(worded(snapshot, wording())),
        cap_xml(said),
        national_xml(said),
        texts(snapshot),
    )


def bulletin_of(snapshot: Notice) -> Bulletin:
    return replace(BULLETIN, head=snapshot.head, facts=said_in(snapshot))


@pytest.mark.parametrize("snapshot", SAMPLES, ids=lambda s: type(s).__name__)
def test_all_forms_of_one_snapshot_agree(snapshot: Notice) -> None:
    assert disagreements(snapshot, finished(snapshot), PLACES, facts_for(snapshot)) == ()


def test_a_form_of_another_level_is_refused_with_both_values() -> None:
    raised = replace(ISSUE, facts=replace(FACTS, level=RED))
    forms = replace(finished(ISSUE), cap=cap_xml(machine(raised)))
    with pytest.raises(BadInput) as refused:
        require_agreement(ISSUE, forms, PLACES)
    words = [str(f) for f in refused.value.faults]
    assert "CAP：预警级别应为“Orange”，写的是“Red”；不予发布，请重新生成" in words
    assert {f.file for f in refused.value.faults} == {"CAP"}


LATER = replace(FACTS, ends_at=FACTS.ends_at.replace(day=16) if FACTS.ends_at else None)
WRONG: tuple[tuple[str, PublicationFacts, str, str], ...] = (
    ("预警级别", replace(FACTS, level=RED), "橙色预警", "红色预警"),
    ("结束时间", LATER, "2026年1月15日20时", "2026年1月16日20时"),
    ("潜势分析", replace(FACTS, outlook="15日夜间好转"), FACTS.outlook, ""),
    ("影响范围", replace(FACTS, extent="湟水谷地沿线农区"), FACTS.extent, "湟水谷地沿线农区"),
    ("数值", replace(FACTS, outlook=FACTS.outlook.replace("300", "400")), "", "400"),
)


@pytest.mark.parametrize(("field", "facts", "expected", "found"), WRONG, ids=[row[0] for row in WRONG])
@pytest.mark.parametrize("form", ["通知（PDF）", "公告（PDF）", "通知（Word）"])
def test_a_paper_that_says_otherwise_is_named(
    form: str, field: str, facts: PublicationFacts, expected: str, found: str
) -> None:
    other = replace(ISSUE, facts=facts)
    forms = {
        "通知（PDF）": lambda: FinishedForms(pdf_of(other)),
        "公告（PDF）": lambda: FinishedForms(pdf_of(ISSUE), pdf_of(replace(BULLETIN, facts=facts))),
        "通知（Word）": lambda: FinishedForms(pdf_of(ISSUE), None, word_file(worded(other, wording()))),
    }[form]()
    said = [d for d in disagreements(ISSUE, forms, PLACES) if d.field == field]
    assert said
    assert {d.form for d in said} == {form}
    assert any(expected in d.expected and found in d.found for d in said), said


@pytest.mark.parametrize(
    ("old", "new", "field", "found"),
    [
        ("橙色", "黄色", "预警级别", "黄色预警"),
        ("1月12日20时", "1月12日21时", "开始时间", "21时"),
        ("15日20时", "16日20时", "结束时间", "1月16日20时"),
        ("海东", "海北", "地点", "海北"),
        ("〔2026〕3号", "〔2026〕4号", "文号", "〔2026〕4号"),
        ("西宁", "【演练】西宁", "演练标记", "有"),
    ],
)
@pytest.mark.parametrize("form", [FORM_WORDS[TextForm.SMS_SHORT], FORM_WORDS[TextForm.FAX]])
def test_a_message_that_says_otherwise_is_named(form: str, old: str, new: str, field: str, found: str) -> None:
    said = texts(ISSUE)
    assert old in said[form]
    forms = FinishedForms(pdf_of(ISSUE), texts={**said, form: said[form].replace(old, new)})
    wrong = [d for d in disagreements(ISSUE, forms, PLACES) if d.field == field]
    assert {d.form for d in wrong} == {form}
    assert any(found in d.found for d in wrong), wrong


def test_a_machine_form_that_lost_a_place_is_named() -> None:
    xml = national_xml(machine(ISSUE)).decode().replace("630200000000", "632200000000")
    found = disagreements(ISSUE, FinishedForms(pdf_of(ISSUE), national=xml.encode()), PLACES)
    assert [(d.field, d.expected, d.found) for d in found] == [("地点", "西宁市、海东市", "西宁市、海北藏族自治州")]


def test_a_drill_s_cap_must_not_look_actual() -> None:
    drill = replace(ISSUE, head=replace(HEAD, drill=True))
    found = disagreements(drill, FinishedForms(pdf_of(ISSUE), cap=cap_xml(machine(ISSUE))), PLACES)
    assert ("状态", "Exercise", "Actual") in [(d.field, d.expected, d.found) for d in found]


def test_a_damaged_form_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="CAP"):
        require_agreement(ISSUE, FinishedForms(pdf_of(ISSUE), cap=b"<alert/>"), PLACES)
    with pytest.raises(BadInput, match="通知"):
        require_agreement(ISSUE, FinishedForms(b"%PDF-"), PLACES)
