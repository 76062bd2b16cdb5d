"""The office's signature on copies that leave it, and whose signature a file bears; nothing is asked of a network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qh_console.documents.signed_copies import is_signed
from qh_console.documents.signing import SignatureCheck, check_signatures, sign_pdf
from qh_console.domain.clock import Clock
from qh_console.problems import KnownProblem


@dataclass(frozen=True)
class Signatures:
    """`certificate` is the office's PKCS#12, None where it has none; `trusted` are the roots it knows."""

    clock: Clock
    certificate: Path | None = None
    trusted: tuple[Path, ...] = ()

    def sign(self, pdf: bytes, password: str) -> bytes:
        """The same pages, signed. Raises KnownProblem: no certificate, wrong password, out of date, part not there."""
        if self.certificate is None:
            raise KnownProblem("没有设置签名证书", "在office.toml的[signing]里写明certificate")
        return sign_pdf(pdf, self.certificate, password, self.clock())

    def read(self, content: bytes, file: str) -> tuple[SignatureCheck, ...]:
        """Every signature in a file; none where it is unsigned. Raises KnownProblem, BadInput."""
        if not is_signed(content):
            return ()
        lost = [path.name for path in self.trusted if not path.is_file()]
        if lost:
            raise KnownProblem(f"没有信任的证书文件{'、'.join(lost)}", "请核对office.toml的[signing]里的trusted")
        return check_signatures(content, [path.read_bytes() for path in self.trusted], self.clock(), file)
