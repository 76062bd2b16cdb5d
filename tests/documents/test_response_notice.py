"""应急响应启动通知 with a duty sheet for every unit as its annex."""

from __future__ import annotations

from tests.documents.made import pages_of, words_of
from tests.documents.samples import ISSUED, RESPONSE


def test_it_names_its_basis_and_lists_the_sheets() -> None:
    words = words_of(RESPONSE)
    assert f"《{ISSUED.title}》（{ISSUED.number}）" in words
    assert "附件：1.省住房城乡建设厅任务单2.省公安厅任务单" in words


def test_each_sheet_begins_a_page() -> None:
    starts = [p.text.split("\n")[0] for p in pages_of(RESPONSE) if p.text.startswith("附件")]
    assert starts == ["附件1", "附件2"]
