"""The office's copy of the plan as it comes: text in its encodings, Word; and what is no text, named."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from qh_console.feeds.plan_file import LIMIT_BYTES, read_plan_file
from qh_console.problems import BadInput

TEXT = "3 监测\n3.1 分级。\n分三级。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "预案.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_plan_file(path) == TEXT


def test_word_is_read_paragraph_by_paragraph_and_tables_where_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("3.1 分级。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "黄色", "橙色"
    document.add_paragraph("3.2 会商。")
    path = tmp_path / "预案.docx"
    document.save(str(path))
    assert read_plan_file(path).split("\n") == ["3.1 分级。", "黄色", "橙色", "3.2 会商。"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b" \r\n ", "文件是空的"),
        (b"\x00\x01\x02\xff", "不是文本文件"),
        (b"PK\x03\x04 not a zip", "不是完好的 .docx"),
        (b"\xd0\xcf\x11\xe0 old word", "旧版 Word"),
        (b"%PDF-1.7", "是 PDF"),
        (b"3.1 " * (LIMIT_BYTES // 4 + 1), "文件过大"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "预案"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=told) as refused:
        read_plan_file(path)
    assert refused.value.faults[0].file == "预案"


def test_a_word_file_of_pictures_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "扫描.docx"
    docx.Document().save(str(path))
    with pytest.raises(BadInput, match="没有文字"):
        read_plan_file(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有这个文件"):
        read_plan_file(tmp_path / "none.txt")
    with pytest.raises(BadInput, match="是文件夹"):
        read_plan_file(tmp_path)
