"""A signature by the office's certificate holds while nothing changes, and says so with no network."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from qh_console.documents.reading_back import pdf_words
from qh_console.documents.signing import can_sign, check_signatures, sign_pdf
from qh_console.problems import BadInput, KnownProblem
from tests.documents.certificates import AT, OFFICE, PASSWORD, certificate, unsigned


@pytest.fixture
def pkcs12_file(tmp_path: Path) -> Path:
    path = tmp_path / "office.p12"
    path.write_bytes(certificate()[0])
    return path


def test_signed_by_the_office_it_is_good_where_the_office_is_trusted(pkcs12_file: Path) -> None:
    signed = sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)
    (found,) = check_signatures(signed, [certificate()[1]], AT)
    assert found.is_good
    assert found.signer == OFFICE
    assert found.signed_at == AT
    assert found.message == f"签名有效：{OFFICE}，2026年1月12日9时30分签"


def test_the_pages_stay_what_they_were(pkcs12_file: Path) -> None:
    signed = sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)
    assert signed.startswith(unsigned())
    assert pdf_words(signed) == pdf_words(unsigned())


def test_the_signature_s_field_has_the_appearance_an_archive_asks_for(pkcs12_file: Path) -> None:
    """ISO 19005-1 6.5.3: a widget without one makes the paper unfit to keep."""
    signed: Any = PdfReader(BytesIO(sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)))
    (field,) = signed.root_object["/AcroForm"]["/Fields"]
    assert field.get_object()["/AP"]["/N"].get_object()["/Subtype"] == "/Form"


def test_a_changed_byte_shows(pkcs12_file: Path) -> None:
    signed = bytearray(sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT))
    at = signed.find(b"/Title")
    signed[at + 12] ^= 1
    (found,) = check_signatures(bytes(signed), [certificate()[1]], AT)
    assert not found.is_intact
    assert "被改过" in found.message


def test_something_added_later_shows(pkcs12_file: Path) -> None:
    signed = sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)
    (found,) = check_signatures(signed + b"\n% more\n", [certificate()[1]], AT)
    assert found.is_intact
    assert not found.is_whole
    assert not found.is_good


def test_a_stranger_s_certificate_is_intact_and_not_trusted(pkcs12_file: Path) -> None:
    signed = sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)
    (found,) = check_signatures(signed, [certificate("别的单位")[1]], AT)
    assert (found.is_intact, found.is_trusted) == (True, False)
    assert "信任名单" in found.message


def test_an_expired_certificate_is_not_trusted(pkcs12_file: Path) -> None:
    signed = sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT)
    (found,) = check_signatures(signed, [certificate()[1]], datetime(2030, 1, 1, tzinfo=UTC))
    assert (found.is_intact, found.is_good) == (True, False)
    assert found.message.endswith("其证书已于2027年1月12日到期")


def test_a_certificate_out_of_date_does_not_sign(pkcs12_file: Path) -> None:
    with pytest.raises(KnownProblem, match=r"office\.p12不在有效期内（2025年12月13日至2027年1月12日）"):
        sign_pdf(unsigned(), pkcs12_file, PASSWORD, datetime(2030, 1, 1, tzinfo=UTC))


def test_an_unsigned_paper_has_no_signature() -> None:
    assert check_signatures(unsigned(), [], AT) == ()


def test_trouble_is_named(pkcs12_file: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match=r"office\.p12打不开.*口令"):
        sign_pdf(unsigned(), pkcs12_file, "错", AT)
    with pytest.raises(KnownProblem, match=r"没有证书文件none\.p12"):
        sign_pdf(unsigned(), tmp_path / "none.p12", PASSWORD, AT)
    with pytest.raises(KnownProblem, match="签不了名"):
        sign_pdf(b"%PDF-1.4", pkcs12_file, PASSWORD, AT)
    with pytest.raises(KnownProblem, match="签不了名"):
        sign_pdf(sign_pdf(unsigned(), pkcs12_file, PASSWORD, AT), pkcs12_file, PASSWORD, AT)
    with pytest.raises(BadInput, match="来件"):
        check_signatures(b"nothing", [], AT, "来件.pdf")
    with pytest.raises(KnownProblem, match="信任的证书"):
        check_signatures(unsigned(), [b"-----BEGIN CERTIFICATE-----\nxx"], AT)


def test_the_tests_have_the_optional_part() -> None:
    assert can_sign()
