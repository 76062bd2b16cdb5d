"""Every paper at every level, signed or not, before a stranger's validator: PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import page as validator
import pytest

from qh_console.documents.press import make
from qh_console.documents.signing import sign_pdf
from tests.documents.certificates import AT, PASSWORD, certificate
from tests.documents.reference_set import reference_set
from tests.documents.samples import faces, wording

PAPERS = reference_set()
PROFILES = ("2a", "ua1")


@cache
def pdf(name: str) -> bytes:
    return make(PAPERS[name], wording(), faces()).pdf


def faults(content: bytes, profile: str) -> set[str]:
    return {f"{f.rule_id}: {f.message}" for f in validator.validate_pdf_bytes(content, profile=profile).failures}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_paper_conforms(name: str, profile: str) -> None:
    assert faults(pdf(name), profile) == set()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_signed_paper_still_conforms(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "office.p12"
    path.write_bytes(certificate()[0])
    assert faults(sign_pdf(pdf("issue-notice-red"), path, PASSWORD, AT), profile) == set()


@pytest.mark.parametrize(
    ("was", "becomes", "profile", "rule"),
    [
        (b"/Marked true", b"/Marked null", "2a", "TAGGED-DOCUMENT"),
        (b"<pdfaid:part>2<", b"<pdfaid:part>1<", "2a", "ID-PART"),
        (b"<pdfuaid:part>1<", b"<pdfuaid:part>2<", "ua1", "ID-PART"),
        (b"/S /GTS_PDFA1", b"/S /GTS_PDFA9", "2a", "DEVICE-RGB"),
        (b"/S /H3", b"/S /H6", "ua1", "HEADING-NESTING"),
    ],
)
def test_the_validator_is_awake(was: bytes, becomes: bytes, profile: str, rule: str) -> None:
    content = pdf("issue-notice-red")
    assert was in content
    assert any(rule in fault for fault in faults(content.replace(was, becomes), profile))
