"""The file in which an office holds the plan's official text: plain text in its encodings, or Word, read as lines."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError
from docx.table import Table

from qh_console.problems import BadInput, Fault

LIMIT_BYTES = 16 * 2**20
UNPACKED_LIMIT_BYTES = 256 * 2**20
"""A plan is a few dozen pages; what is larger is another file, or made to fill the memory."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "请另存为纯文本（UTF-8）或 .docx 后重试"
_BROKEN = (OpcError, zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, SyntaxError)


def read_plan_file(path: Path) -> str:
    """The file's text, a paragraph a line. Raises BadInput: no file, empty, too large, not text."""
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise _bad(path, f"文件过大，预案正文不会超过{LIMIT_BYTES // 2**20}MB", "请核对是否选错了文件")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _bad(path, "没有这个文件", "请核对文件名和所在文件夹") from None
    except IsADirectoryError:
        raise _bad(path, "这是文件夹，不是文件", "请指定其中的预案正文") from None
    except OSError as error:
        raise _bad(path, f"读不出来（{error.strerror}）", "请检查权限，或另存一份后重试") from None
    text = _word_text(path, data) if data.startswith(_ZIP_MAGIC) else _plain_text(path, data)
    if not text.strip():
        raise _bad(path, "文件里没有文字", "扫描件请先识别成文字，再另存为纯文本或 .docx")
    return text


def _plain_text(path: Path, data: bytes) -> str:
    if not data.strip():
        raise _bad(path, "文件是空的", "请核对是否保存完整")
    if data.startswith(_OLE_MAGIC):
        raise _bad(path, "是旧版 Word 文件（.doc）", _SAVE_AS)
    if data.startswith(b"%PDF"):
        raise _bad(path, "是 PDF，不是纯文本或 .docx", _SAVE_AS)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise _bad(path, "不是文本文件，也不是 .docx", _SAVE_AS)


def _word_text(path: Path, data: bytes) -> str:
    """Paragraphs and cells in the order they stand. Numbers that Word counts by itself are not in the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            unpacked = sum(member.file_size for member in pack.infolist())
        if unpacked > UNPACKED_LIMIT_BYTES:
            raise _bad(path, "解开后过大", "请核对是否选错了文件")
        document = docx.Document(io.BytesIO(data))
    except _BROKEN:
        raise _bad(path, "不是完好的 .docx 文件", "请在 Word 里打开后另存一份") from None
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _bad(path: Path, what: str, what_to_do: str) -> BadInput:
    return BadInput([Fault(path.name, what, what_to_do)])
