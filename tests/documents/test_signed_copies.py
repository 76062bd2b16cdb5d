"""A signature behind a paper and nothing else; the rest of what may be added is in services/test_paper_checks.py."""

from __future__ import annotations

from pathlib import Path

from qh_console.documents.signed_copies import MOST_REVISIONS, is_only_signed, is_signed, revisions
from qh_console.documents.signing import sign_pdf
from tests.documents.certificates import AT, PASSWORD, certificate, unsigned


def test_a_signed_paper_was_the_unsigned_one(tmp_path: Path) -> None:
    path = tmp_path / "office.p12"
    path.write_bytes(certificate()[0])
    signed = sign_pdf(unsigned(), path, PASSWORD, AT)
    assert revisions(signed) == [unsigned()]
    assert (is_signed(signed), is_signed(unsigned())) == (True, False)
    assert is_only_signed(signed, unsigned())
    assert is_only_signed(unsigned(), unsigned())


def test_an_object_taken_out_is_more_than_a_signature() -> None:
    """pypdf would still find it; a stricter reader shows a page without it."""
    start = unsigned()[unsigned().rindex(b"startxref") :].split()[1]
    root = unsigned()[unsigned().rindex(b"/Info") : unsigned().rindex(b"/Size")]
    tail = b"trailer\n<<%s /Size 500 /Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (root, start, len(unsigned()))
    kept = unsigned() + b"xref\n499 1\n%010d 00000 n \n" % 15 + tail
    assert is_only_signed(kept, unsigned())
    assert not is_only_signed(kept.replace(b"\n499 1\n0000000015 00000 n", b"\n3 1\n0000000000 65535 f"), unsigned())


def test_what_cannot_be_read_is_not_only_signed() -> None:
    assert not is_only_signed(unsigned() + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n", unsigned())
    assert not is_only_signed(b"%PDF-1.7", b"%PDF")


def test_a_file_of_ends_alone_costs_no_more_than_a_few_looks() -> None:
    assert len(revisions(b"%%EOF\n" * 1000)) == MOST_REVISIONS
    assert revisions(b"no end") == []
    assert revisions(b"a%%EOF\r\nb%%EOF\rc") == [b"a%%EOF\r\n", b"a%%EOF\r\nb%%EOF\r"]
