"""The office's certificate as it is set: used when there, named when not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qh_console.problems import KnownProblem
from qh_console.services.signatures import Signatures
from tests.documents.certificates import AT, OFFICE, PASSWORD, certificate, unsigned


def test_signed_and_read_by_the_same_settings(tmp_path: Path) -> None:
    own, root = tmp_path / "office.p12", tmp_path / "root.pem"
    own.write_bytes(certificate()[0])
    root.write_bytes(certificate()[1])
    signatures = Signatures(lambda: AT, own, (root,))
    (found,) = signatures.read(signatures.sign(unsigned(), PASSWORD), "通知.pdf")
    assert (found.is_good, found.signer) == (True, OFFICE)


def test_an_unsigned_file_needs_no_certificate_at_all(tmp_path: Path) -> None:
    assert Signatures(lambda: AT, None, (tmp_path / "lost.pem",)).read(unsigned(), "通知.pdf") == ()


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="没有设置签名证书"):
        Signatures(lambda: AT).sign(unsigned(), PASSWORD)
    with pytest.raises(KnownProblem, match=r"没有证书文件stick\.p12"):
        Signatures(lambda: AT, tmp_path / "stick.p12").sign(unsigned(), PASSWORD)
    with pytest.raises(KnownProblem, match=r"没有信任的证书文件lost\.pem"):
        Signatures(lambda: AT, None, (tmp_path / "lost.pem",)).read(b"%PDF-1.7 /ByteRange", "通知.pdf")


def test_a_desk_without_the_part_says_so_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    signatures = Signatures(lambda: AT, tmp_path / "office.p12")
    with pytest.raises(KnownProblem, match="本机没有装数字签名部件"):
        signatures.sign(unsigned(), PASSWORD)
    with pytest.raises(KnownProblem, match="本机没有装数字签名部件"):
        signatures.read(b"%PDF-1.7 /ByteRange", "通知.pdf")
    assert signatures.read(unsigned(), "通知.pdf") == ()
