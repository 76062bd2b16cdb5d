"""An office's certificate made for this run, and a paper to sign with it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from qh_console.documents.press import make
from tests.documents.samples import HEAD, ISSUE, faces, wording

OFFICE = "青海省重污染天气应急领导小组办公室"
AT = HEAD.created_at
PASSWORD = "测试口令"


@cache
def certificate(name: str = OFFICE) -> tuple[bytes, bytes]:
    """PKCS#12 with its key, and the certificate alone; made for this run."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT - timedelta(days=30))
        .not_valid_after(AT + timedelta(days=365))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = serialization.BestAvailableEncryption(PASSWORD.encode())
    packed = pkcs12.serialize_key_and_certificates(name.encode(), key, made, None, locked)
    return packed, made.public_bytes(serialization.Encoding.PEM)


@cache
def unsigned() -> bytes:
    return make(ISSUE, wording(), faces()).pdf
