"""The excerpt as a spreadsheet reads it: one line an entry, oldest first, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from qh_console.domain.acts import ProposalReturned, ShiftEnded
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.log_excerpt import HEADER, excerpt_csv, write_excerpt
from tests.builders import ADMIN, DUTY, Ledger, office, plan

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def _rows(ledger: Ledger) -> list[list[str]]:
    text = excerpt_csv(list(reversed(ledger.entries)), ledger.board, plan(), PLACES)
    return list(csv.reader(io.StringIO(text)))


def test_oldest_first_with_both_digests() -> None:
    rows = _rows(office())
    assert rows[0] == list(HEADER)
    assert [row[2] for row in rows[1:]] == ["1", "2", "3", "4"]
    assert rows[1][:7] == ["2026-01-09 20:00:00", "d1", "1", "1", "管理员丁", ADMIN, "开户"]
    assert rows[1][-2:] == ["p1", "d1"]


@pytest.mark.parametrize("note", ["=1+1", "+8697", "-1", "@x"])
def test_what_looks_like_a_formula_stays_a_text(note: str) -> None:
    ledger = office()
    ledger.record(ProposalReturned("gone", note), note)
    row = _rows(ledger)[-1]
    assert row[4] == row[5] == f"'{note}"
    assert row[7] == f"退回过程gone的提请：{note}"


def test_lines_and_commas_inside_a_note_are_kept() -> None:
    ledger = office()
    ledger.record(ShiftEnded('一，"二"\n三,四'), DUTY)
    assert _rows(ledger)[-1][7] == '交班：一，"二"\n三,四'


def test_the_file_opens_in_excel_and_a_full_disk_is_told(tmp_path: Path) -> None:
    write_excerpt(tmp_path / "a.csv", "时间\r\n")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + "时间\r\n".encode()
    with pytest.raises(KnownProblem, match="写不进"):
        write_excerpt(tmp_path / "gone" / "a.csv", "x")
