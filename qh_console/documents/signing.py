"""The office's digital signature on a finished PDF, and its check with no network; both need the extra `sign`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from qh_console.domain.clock import beijing, chinese_date, chinese_time
from qh_console.problems import BadInput, Fault, KnownProblem

FIELD = "QhConsoleSignature"
REASON = "重污染天气应急文书"
LOGGERS = ("pyhanko", "pyhanko_certvalidator")


@dataclass(frozen=True)
class SignatureCheck:
    """One signature: whose it is, whether the file is as it was signed, whether its certificate is one we trust."""

    signer: str
    signed_at: datetime | None
    """By the signing desk's own clock."""
    is_intact: bool
    is_whole: bool
    """It covers all of the file; False where something was added later."""
    is_trusted: bool
    """Its certificate was issued under one we know and held when it was used, by the signing desk's clock."""
    valid_until: datetime
    checked_at: datetime

    @property
    def is_in_force(self) -> bool:
        return self.checked_at <= self.valid_until

    @property
    def is_good(self) -> bool:
        return self.is_intact and self.is_whole and self.is_trusted and self.is_in_force

    @property
    def message(self) -> str:
        at = f"{chinese_time(self.signed_at)}签" if self.signed_at else "未注明签名时间"
        if not self.is_intact:
            return f"签名无效：文件在{self.signer}签名后被改过"
        if not self.is_whole:
            return f"{self.signer}的签名只盖住一部分：签名后又添了内容"
        if not self.is_trusted:
            return f"{self.signer}（{at}）签名后文件未变，但其证书不在信任名单里"
        if not self.is_in_force:
            return (
                f"{self.signer}（{at}）签名后文件未变，其证书已于{chinese_date(beijing(self.valid_until).date())}到期"
            )
        return f"签名有效：{self.signer}，{at}"


def can_sign() -> bool:
    """Whether this desk has the optional part."""
    return find_spec("pyhanko") is not None


def sign_pdf(pdf: bytes, certificate: Path, password: str, signed_at: datetime) -> bytes:
    """The same pages with a signature behind them, as an increment: the bytes before stay. Raises KnownProblem."""
    _require()
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.generic import DictionaryObject, NameObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder
    from pyhanko.sign.signers.pdf_signer import PdfSigningSession

    nothing = RawContent(b" ", box=BoxConstraints(width=1, height=1))
    form = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    # PDF/A-2 forbids a hidden field, PDF/UA an untagged one that is neither hidden nor off the page
    off_the_page = SigFieldSpec(
        FIELD, readable_field_name=REASON, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)
    )

    class SteadyWriter(IncrementalPdfFileWriter):
        """Leaves the paper's own dates alone; pyHanko would write the desk's, and fail in a zone without a name."""

        def _update_meta(self) -> None:
            return

    class DatedSigner(PdfSigner):
        """Takes the time from the caller's clock."""

        def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
            place = PdfCMSEmbedder(off_the_page).write_cms(FIELD, pdf_out, existing_fields_only)
            field = next(place).get_object()
            field["/AP"] = DictionaryObject({NameObject("/N"): pdf_out.add_object(nothing.as_form_xobject())})
            self._enforce_certification_constraints(pdf_out.prev)
            return PdfSigningSession(self, pdf_out, place, field, "sha256", None, form, system_time=signed_at)

    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        reason=REASON,
        subfilter=form,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _signer(certificate, password)
    first, last = signer.signing_cert.not_valid_before, signer.signing_cert.not_valid_after
    if not first <= signed_at <= last:
        held = f"{chinese_date(beijing(first).date())}至{chinese_date(beijing(last).date())}"
        raise KnownProblem(f"证书{certificate.name}不在有效期内（{held}）", "请换用有效的证书后再签")
    try:
        writer = SteadyWriter(BytesIO(pdf), strict=False)
        out = DatedSigner(metadata, signer).sign_pdf(writer)
    except (PdfError, SigningError, ValueError) as error:
        raise KnownProblem("这份PDF签不了名", "请核对它是否已签过名，或重新生成后再签") from error
    return bytes(out.getvalue())


def _signer(certificate: Path, password: str) -> Any:
    from pyhanko.sign.signers import SimpleSigner

    if not certificate.is_file():
        raise KnownProblem(f"没有证书文件{certificate.name}", "请核对签名设置里的证书位置")
    try:
        signer = SimpleSigner.load_pkcs12(str(certificate), passphrase=password.encode())
    except (OSError, ValueError):
        signer = None
    if signer is None:
        raise KnownProblem(f"证书{certificate.name}打不开", "请核对口令，或换一份PKCS#12（.p12、.pfx）证书")
    return signer


def check_signatures(
    pdf: bytes, trusted: Sequence[bytes], checked_at: datetime, file: str = "PDF"
) -> tuple[SignatureCheck, ...]:
    """Every signature in the file against `trusted` certificates (PEM or DER); nothing is fetched. Empty: unsigned.

    The chain is looked at as of the signing desk's own time, and whether the certificate has run out by `checked_at`.
    """
    _require()
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        roots = [certificate for data in trusted for certificate in load_certs_from_pemder_data(data)]
    except (ValueError, TypeError) as error:
        raise KnownProblem("信任的证书读不出来", "请换成PEM或DER格式的证书") from error
    try:
        found = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
        return tuple(_check(signature, roots, checked_at) for signature in found)
    except (PdfError, ValueError) as error:
        raise BadInput([Fault(file, "不是完好的PDF，或签名已损坏", "请向出具单位重新索取")]) from error


def _check(signature: Any, roots: Sequence[Any], checked_at: datetime) -> SignatureCheck:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    at = signature.self_reported_timestamp
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=min(at or checked_at, checked_at))
    status = validate_pdf_signature(signature, context, key_usage_settings=usage)
    certificate = status.signing_cert
    return SignatureCheck(
        signer=certificate.subject.native.get("common_name", certificate.subject.human_friendly),
        signed_at=at.astimezone(UTC) if at else None,
        is_intact=bool(status.intact and status.valid),
        is_whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        is_trusted=bool(status.trusted),
        valid_until=certificate.not_valid_after,
        checked_at=checked_at,
    )


def _require() -> None:
    """What pyHanko tells developers goes to a log, where there is one, and not before an officer's eyes."""
    if not can_sign():
        raise KnownProblem("本机没有装数字签名部件", "需要签名时安装可选部件sign；不影响文书归档和核验")
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
