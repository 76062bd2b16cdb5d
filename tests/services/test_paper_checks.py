"""Files as they come back to the office: the original, a signed copy, one changed, grown, foreign or broken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, TextStringObject

from qh_console.documents.press import make
from qh_console.domain.particulars import Paper, PaperForm
from qh_console.problems import BadInput
from qh_console.services.paper_checks import PaperCheck, check_papers
from qh_console.services.signatures import Signatures
from qh_console.store.archive import Archive
from qh_console.store.database import Database
from tests.builders import NOW
from tests.documents.certificates import AT, OFFICE, PASSWORD, certificate
from tests.documents.samples import BULLETIN, HEAD, ISSUE, STAMP, faces, wording

TITLE = "预警发布通知1号"


@cache
def notice() -> bytes:
    return make(replace(ISSUE, head=replace(HEAD, footer=STAMP)), wording(), faces()).pdf


@cache
def foreign() -> bytes:
    return make(replace(BULLETIN, head=replace(BULLETIN.head, footer=None)), wording(), faces()).pdf


PAPER = Paper("a1", "issue-notice", "预警发布通知", "1号", hashlib.sha256(notice()).hexdigest(), 2)


@pytest.fixture
def archive(record: Database) -> Archive:
    made = Archive(record)
    made.put(notice(), PAPER, NOW)
    return made


@pytest.fixture
def signatures(tmp_path: Path) -> Signatures:
    """The office's own certificate, which it trusts."""
    own, root = tmp_path / "office.p12", tmp_path / "root.pem"
    own.write_bytes(certificate()[0])
    root.write_bytes(certificate()[1])
    return Signatures(lambda: AT, own, (root,))


@pytest.fixture
def checked(archive: Archive, signatures: Signatures, tmp_path: Path) -> Callable[[bytes], PaperCheck]:
    def check(content: bytes) -> PaperCheck:
        file = tmp_path / "来件.pdf"
        file.write_bytes(content)
        return check_papers(archive, [file], signatures)[0]

    return check


def grown(pdf: bytes, key: str = "/Rotate") -> bytes:
    """Something added behind a file, as an editor of PDFs does it."""
    writer = PdfWriter(BytesIO(pdf), incremental=True)
    if key == "/Rotate":
        writer.pages[0][NameObject(key)] = NumberObject(90)
    else:
        writer.add_metadata({key: TextStringObject("另一个")})
    out = BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(pdf)
    return out.getvalue()


def changed(pdf: bytes, at: bytes) -> bytes:
    """One bit of the byte behind a word, turned."""
    place = pdf.index(at) + len(at)
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def test_a_true_copy_is_told_by_its_title_whatever_its_name(checked: Callable[[bytes], PaperCheck]) -> None:
    found = checked(notice())
    assert (found.on_record, found.sha256) == (True, PAPER.sha256)
    assert found.message == f"来件.pdf：与档案一致（{TITLE}）"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            lambda: changed(notice(), b"/CreationDate (D:2026"),
            "不是档案中的原件，内容被改过或是另行翻印；页脚自称出自D1-000123",
        ),
        (lambda: notice().replace(b"zh-CN", b"zh-TW"), "页脚自称出自D1-000123，请与该件存档对照"),
        (lambda: notice() + b" ", f"档案中的“{TITLE}”之后又添了内容，不是原件"),
        (lambda: grown(notice()), f"档案中的“{TITLE}”之后又添了内容，不是原件"),
        (lambda: grown(notice(), "/Author"), f"档案中的“{TITLE}”之后又添了内容，不是原件"),
        (lambda: notice() + b"\n/ByteRange [0 1 2 3]\n%%EOF\n", f"档案中的“{TITLE}”之后又添了内容，不是原件"),
        (foreign, "不是档案中的原件，内容被改过或不出自本台"),
        (lambda: notice()[:900], "不是完好的PDF，内容缺损或被改过"),
        (lambda: b"", "空文件"),
        (lambda: "通知".encode(), "不是PDF，也不是档案中的文件"),
    ],
    ids=[
        "a bit",
        "language",
        "a space",
        "a page turned",
        "author",
        "a pretended signature",
        "foreign",
        "cut",
        "empty",
        "text",
    ],
)
def test_any_other_file_is_told_apart(
    checked: Callable[[bytes], PaperCheck], content: Callable[[], bytes], said: str
) -> None:
    found = checked(content())
    assert not found.on_record
    assert found.message.startswith("来件.pdf：")
    assert said in found.message


def test_a_signed_copy_is_the_paper_on_record_and_names_who_signed(
    checked: Callable[[bytes], PaperCheck], signatures: Signatures
) -> None:
    found = checked(signatures.sign(notice(), PASSWORD))
    assert (found.on_record, found.sha256) == (True, PAPER.sha256)
    assert found.message == f"来件.pdf：与档案一致（{TITLE}），加有签名；签名有效：{OFFICE}，2026年1月12日9时30分签"


def test_a_signer_nobody_here_knows_is_said_and_the_paper_is_still_ours(
    archive: Archive, signatures: Signatures, tmp_path: Path
) -> None:
    file = tmp_path / "来件.pdf"
    file.write_bytes(signatures.sign(notice(), PASSWORD))
    (found,) = check_papers(archive, [file], replace(signatures, trusted=()))
    assert found.on_record
    assert f"{OFFICE}（2026年1月12日9时30分签）签名后文件未变，但其证书不在信任名单里" in found.message
    (found,) = check_papers(archive, [file], replace(signatures, trusted=(tmp_path / "lost.pem",)))
    assert found.on_record
    assert "签名没有核对：没有信任的证书文件lost.pem" in found.message


def test_a_signed_copy_that_grew_or_changed_is_not(
    checked: Callable[[bytes], PaperCheck], signatures: Signatures
) -> None:
    signed = signatures.sign(notice(), PASSWORD)
    assert "之后又添了内容" in checked(grown(signed)).message
    assert not checked(grown(signed)).on_record
    later = checked(signed + b"% more")
    assert not later.on_record
    assert f"由档案中的“{TITLE}”签出，已不是原样；{OFFICE}的签名只盖住一部分" in later.message
    found = checked(changed(signed, b"/CreationDate (D:2026"))
    assert not found.on_record
    assert f"签名无效：文件在{OFFICE}签名后被改过" in found.message


def test_a_foreign_paper_s_signature_is_read_too(
    checked: Callable[[bytes], PaperCheck], signatures: Signatures
) -> None:
    found = checked(signatures.sign(foreign(), PASSWORD))
    assert not found.on_record
    assert found.message.endswith(f"；签名有效：{OFFICE}，2026年1月12日9时30分签")


def test_a_signature_over_more_than_the_paper_makes_it_no_original(
    checked: Callable[[bytes], PaperCheck], signatures: Signatures
) -> None:
    """Somebody turned a page and signed that: the signature holds, the paper is not the one on record."""
    found = checked(signatures.sign(grown(notice()), PASSWORD))
    assert not found.on_record
    assert "之后又添了内容" in found.message


def test_a_signature_only_spoken_of_is_none(checked: Callable[[bytes], PaperCheck]) -> None:
    end = notice()[notice().rindex(b"startxref") :]
    found = checked(notice() + b"% /ByteRange\n" + end)
    assert not found.on_record
    assert "已不是原样；里面没有签名" in found.message


def test_other_information_behind_a_paper_is_more_than_a_signature(
    checked: Callable[[bytes], PaperCheck], signatures: Signatures
) -> None:
    """Old objects all stay; only the file's word for which of them is its information changes."""
    start = notice()[notice().rindex(b"startxref") :].split()[1]
    about = len(notice())
    table = about + len(b"400 0 obj\n<</Title (x)>>\nendobj\n")
    more = b"400 0 obj\n<</Title (x)>>\nendobj\nxref\n400 1\n%010d 00000 n \n" % about
    root = notice()[notice().rindex(b"/Root") :].split(b"\n")[0]
    more += b"trailer\n<</Size 401 %s /Info 400 0 R /Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (root, start, table)
    assert PdfReader(BytesIO(notice() + more)).metadata == {"/Title": "x"}
    found = checked(signatures.sign(notice() + more, PASSWORD))
    assert not found.on_record
    assert "之后又添了内容" in found.message


def test_a_form_beside_a_paper_is_on_record(archive: Archive, signatures: Signatures, tmp_path: Path) -> None:
    file = tmp_path / "notice.xml"
    file.write_bytes(b"<alert/>")
    form = PaperForm("cap", hashlib.sha256(b"<alert/>").hexdigest())
    (found,) = check_papers(archive, [file], signatures, [replace(PAPER, forms=(form,))])
    assert (found.on_record, found.message) == (True, f"notice.xml：与档案一致（{TITLE}）")


def test_every_file_that_is_missing_is_named_before_any_is_checked(
    archive: Archive, signatures: Signatures, tmp_path: Path
) -> None:
    there, gone, folder = tmp_path / "there.pdf", tmp_path / "gone.pdf", tmp_path / "folder.pdf"
    there.write_bytes(notice())
    folder.mkdir()
    with pytest.raises(BadInput) as caught:
        check_papers(archive, [gone, there, folder], signatures)
    assert [f.file for f in caught.value.faults] == [str(gone), str(folder)]
    assert {f.what for f in caught.value.faults} == {"没有这个文件"}
