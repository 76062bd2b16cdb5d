"""Mail to a real server: what was taken is sent, what was turned down is not, what broke off in between is unknown."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from qh_console.domain.dispatches import SendState
from qh_console.senders.mail import MailSender, MailServer
from qh_console.senders.parcel import Parcel
from tests.senders.servers import DROP, DROP_AFTER, HANG, HANG_AFTER, MailHost, certificate, silent_port


def server(port: int, **more: Any) -> MailServer:
    return MailServer("127.0.0.1", port, "office@example.invalid", **({"step_seconds": 0.3} | more))


def test_the_text_arrives_under_one_message_id(mail_host: MailHost, parcel: Parcel) -> None:
    sender = MailSender(server(mail_host.port))
    delivery = sender.send(parcel)
    assert (delivery.state, delivery.answer) == (SendState.SENT, "邮件服务器已收下（queued）")
    (taken,) = mail_host.took
    message = message_from_bytes(taken.removesuffix(b".\r\n"), policy=default)
    assert message["Message-ID"] == f"<{parcel.idempotency_key}@example.invalid>"
    assert (message["To"], message["Subject"]) == (parcel.address, parcel.subject)
    assert message.get_content().strip() == parcel.body
    assert sender.message(parcel).as_bytes() == sender.message(parcel).as_bytes()


@pytest.mark.parametrize(
    ("verb", "answer", "state"),
    [
        ("GREETING", "554 no", SendState.WAITING),
        ("GREETING", DROP, SendState.WAITING),
        ("GREETING", HANG, SendState.WAITING),
        ("MAIL", "451 busy", SendState.WAITING),
        ("MAIL", "550 no", SendState.FAILED),
        ("RCPT", "450 busy", SendState.WAITING),
        ("RCPT", "550 no such user", SendState.FAILED),
        ("RCPT", DROP, SendState.WAITING),
        ("RCPT", HANG, SendState.WAITING),
        ("DATA", "451 busy", SendState.WAITING),
        ("DATA", "554 no", SendState.FAILED),
        ("DOT", "451 busy", SendState.WAITING),
        ("DOT", "554 spam", SendState.FAILED),
        ("DOT", DROP, SendState.UNKNOWN),
        ("DOT", DROP_AFTER, SendState.UNKNOWN),
        ("DOT", HANG_AFTER, SendState.UNKNOWN),
        ("DOT", HANG, SendState.UNKNOWN),
    ],
)
def test_what_each_failure_means(mail_host: MailHost, parcel: Parcel, verb: str, answer: str, state: SendState) -> None:
    mail_host.says[verb] = answer
    delivery = MailSender(server(mail_host.port)).send(parcel)
    assert delivery.state is state
    assert delivery.answer
    if state is not SendState.UNKNOWN:
        assert mail_host.took == []


def test_nobody_there(parcel: Parcel) -> None:
    assert MailSender(server(silent_port())).send(parcel).state is SendState.WAITING


def test_a_server_that_dawdles_is_cut_off_in_the_end(mail_host: MailHost, parcel: Parcel) -> None:
    """Each answer in time, the whole too slow: the text has been taken, so nobody can tell."""
    mail_host.says["DOT"] = HANG_AFTER
    slow = server(mail_host.port, step_seconds=15.0, whole_seconds=0.3)
    assert MailSender(slow).send(parcel).state is SendState.UNKNOWN


@pytest.mark.parametrize("address", ["a@b\r\nBcc: c@d", "", "x\n@y"])
def test_an_address_cannot_smuggle_a_header_in(mail_host: MailHost, parcel: Parcel, address: str) -> None:
    delivery = MailSender(server(mail_host.port)).send(replace(parcel, address=address))
    assert delivery.state is SendState.FAILED
    assert mail_host.took == []


def test_the_password_never_travels_in_the_clear_nor_shows(mail_host: MailHost, parcel: Parcel) -> None:
    settings = server(mail_host.port, user="office", password="geheim")
    delivery = MailSender(settings).send(parcel)
    assert delivery.state is SendState.WAITING
    assert "加密" in delivery.answer
    assert "AUTH" not in mail_host.heard
    assert "geheim" not in repr(settings)


# --- encrypted ------------------------------------------------------------------------------------------------------


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[tuple[MailHost, Path]]:
    try:
        made, key = certificate(tmp_path)
    except FileNotFoundError:
        pytest.skip("needs openssl")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    host = MailHost(context)
    yield host, made
    host.close()


def test_encryption_is_used_where_it_is_offered(encrypted: tuple[MailHost, Path], parcel: Parcel) -> None:
    host, made = encrypted
    settings = server(host.port, user="office", password="geheim", step_seconds=5.0)
    sender = MailSender(settings, lambda: ssl.create_default_context(cafile=str(made)))
    assert sender.send(parcel).state is SendState.SENT
    assert host.heard.index("STARTTLS") < host.heard.index("AUTH")
    host.says["AUTH"] = "535 wrong"
    assert "535" in sender.send(parcel).answer


def test_a_certificate_nobody_vouches_for_is_not_trusted(encrypted: tuple[MailHost, Path], parcel: Parcel) -> None:
    host, _ = encrypted
    delivery = MailSender(server(host.port, step_seconds=5.0)).send(parcel)
    assert delivery.state is SendState.WAITING
    assert "证书" in delivery.answer
    assert host.took == []
