"""Makes a paper from a snapshot and reads its words back, white space taken out."""

from __future__ import annotations

from qh_console.documents.press import Snapshot, make
from tests.documents.measured import Side, plain, sides
from tests.documents.samples import faces, wording


def pages_of(snapshot: Snapshot) -> list[Side]:
    return sides(make(snapshot, wording(), faces()).pdf)


def words_of(snapshot: Snapshot) -> str:
    """The whole paper's words; page numbers and stamps stand between the pages."""
    return "".join(plain(page.text) for page in pages_of(snapshot))
