"""Is this file the paper on record, a signed copy of it, or another? And who signed it, unchanged since?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qh_console.documents.reading_back import pdf_text
from qh_console.documents.signed_copies import is_only_signed, is_signed, revisions
from qh_console.domain.particulars import Paper
from qh_console.problems import BadInput, Fault, KnownProblem
from qh_console.services.signatures import Signatures
from qh_console.store.archive import Archive

STAMPED = re.compile(r"记录位置\s*([0-9A-Za-z]+-\d+)")


@dataclass(frozen=True)
class PaperCheck:
    """`sha256` is the digest of the paper on record, or of the file itself where it is none."""

    file: str
    on_record: bool
    sha256: str
    message: str


def check_papers(
    archive: Archive, files: Sequence[Path], signatures: Signatures, papers: Iterable[Paper] = ()
) -> tuple[PaperCheck, ...]:
    """Byte for byte against the archive and the forms beside `papers`. Raises BadInput for unreadable files."""
    faults = [Fault(str(f), "没有这个文件", "请核对路径") for f in files if not f.is_file()]
    contents: dict[Path, bytes] = {}
    for file in files if not faults else ():
        try:
            contents[file] = file.read_bytes()
        except OSError:
            faults.append(Fault(str(file), "读不出来", "请核对权限，或换一份拷贝"))
    if faults:
        raise BadInput(faults)
    beside = {form.sha256: paper for paper in papers for form in paper.forms}
    return tuple(_check(archive, beside, file.name, contents[file], signatures) for file in files)


def _check(
    archive: Archive, beside: Mapping[str, Paper], name: str, content: bytes, signatures: Signatures
) -> PaperCheck:
    sha256 = _sha256(content)
    if (paper := _on_file(archive, sha256)) is not None or (paper := beside.get(sha256)) is not None:
        return PaperCheck(name, True, sha256, f"{name}：与档案一致（{paper.title}{paper.number}）")
    for earlier in revisions(content):
        if (paper := _on_file(archive, _sha256(earlier))) is not None:
            return _grown(name, content, earlier, paper, signatures)
    said = _signed(name, content, signatures)[1]
    return PaperCheck(name, False, sha256, f"{name}：{_stranger(content)}" + (f"；{said}" if said else ""))


def _grown(name: str, content: bytes, earlier: bytes, paper: Paper, signatures: Signatures) -> PaperCheck:
    """The paper on record with something behind it."""
    title = f"{paper.title}{paper.number}"
    if not is_signed(content) or not is_only_signed(content, earlier):
        message = f"{name}：档案中的“{title}”之后又添了内容，不是原件"
        return PaperCheck(name, False, _sha256(content), message)
    is_sound, said = _signed(name, content, signatures)
    what = f"与档案一致（{title}），加有签名" if is_sound else f"由档案中的“{title}”签出，已不是原样"
    return PaperCheck(name, is_sound, _sha256(earlier), f"{name}：{what}；{said}")


def _signed(name: str, content: bytes, signatures: Signatures) -> tuple[bool, str]:
    """Whether every signature holds, and what to say of them; what cannot be looked at is said and doubts nothing."""
    try:
        checks = signatures.read(content, name)
    except (KnownProblem, BadInput) as problem:
        return not isinstance(problem, BadInput), f"签名没有核对：{problem}"
    if not checks:
        return False, "里面没有签名" if is_signed(content) else ""
    return all(c.is_intact and c.is_whole for c in checks), "；".join(c.message for c in checks)


def _stranger(content: bytes) -> str:
    """Why a file is not one of ours, as far as it tells by itself."""
    if not content:
        return "空文件"
    if not content.startswith(b"%PDF-"):
        return "不是PDF，也不是档案中的文件"
    try:
        found = STAMPED.search(pdf_text(content))
    except BadInput:
        return "不是完好的PDF，内容缺损或被改过"
    if found is None:
        return "不是档案中的原件，内容被改过或不出自本台"
    return f"不是档案中的原件，内容被改过或是另行翻印；页脚自称出自{found[1]}，请与该件存档对照"


def _on_file(archive: Archive, sha256: str) -> Paper | None:
    filed = archive.find(sha256)
    return filed.paper if filed else None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
