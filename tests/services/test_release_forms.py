"""One call makes every form of a notice, and none of them where one disagrees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.cap import read_cap
from qh_console.message_senders import load_message_sender
from qh_console.packs import load_places, load_shapes
from qh_console.paths import resources_folder
from qh_console.problems import BadInput, KnownProblem
from qh_console.services.release_forms import FormMaker
from tests.documents.samples import ADJUST, BULLETIN, HEAD, ISSUE, PLACES, faces, wording
from tests.services.test_agreement import texts

RESOURCES = resources_folder()


@pytest.fixture(scope="module")
def maker() -> FormMaker:
    return FormMaker(
        wording(),
        faces(),
        load_places(RESOURCES / "places" / "qinghai.toml"),
        load_shapes(RESOURCES / "geo" / "qinghai_prefectures.geojson"),
        load_message_sender(RESOURCES / "message_sender.toml"),
    )


def test_all_forms_come_from_one_snapshot(maker: FormMaker) -> None:
    forms = maker.make(ISSUE, PLACES, (), BULLETIN, texts(ISSUE))
    assert forms.bulletin_pdf is not None
    assert forms.notice_docx is not None
    assert forms.national is not None
    assert forms.cap is not None
    areas = read_cap(forms.cap).infos[0].areas
    assert [a.description for a in areas] == ["西宁市", "海东市"]
    assert all(a.polygons for a in areas)


def test_a_change_refers_to_the_notice_before_it(maker: FormMaker) -> None:
    forms = maker.make(ADJUST, PLACES, (HEAD.created_at,))
    assert forms.cap is not None
    (before,) = read_cap(forms.cap).references
    issued = maker.make(ISSUE, PLACES)
    assert issued.cap is not None
    assert before.identifier == read_cap(issued.cap).identifier


def test_places_may_be_named_as_people_name_them(maker: FormMaker) -> None:
    assert [a.name for a in maker.areas(("海东", "630100"))] == ["西宁市", "海东市"]


def test_one_text_that_disagrees_keeps_all_forms_back(maker: FormMaker) -> None:
    wrong = {"短信（一条）": texts(ISSUE)["短信（一条）"].replace("海东", "海北")}
    with pytest.raises(BadInput, match=r"短信（一条）.*地点应为“西宁市、海东市”"):
        maker.make(ISSUE, PLACES, texts=wrong)


def test_a_change_without_what_it_changes_is_refused(maker: FormMaker) -> None:
    with pytest.raises(KnownProblem, match="前一份"):
        maker.make(replace(ADJUST, head=HEAD), PLACES)
