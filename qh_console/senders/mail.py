"""Texts by e-mail (SMTP, RFC 5321): encrypted where the server offers it, and clear about what is uncertain."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from threading import Timer

from qh_console.senders.parcel import Delivery, Parcel, later, refused, sent, unknown

_NOT_TAKEN = "对方没有收下"


@dataclass(frozen=True)
class MailServer:
    """`password` is sent only over an encrypted line. Seconds for any next answer, and for a whole delivery."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    implicit_tls: bool = False
    step_seconds: float = 15.0
    whole_seconds: float = 60.0


class MailSender:
    """One message a parcel, one connection a message; its Message-ID is the same at every attempt."""

    def __init__(self, server: MailServer, context: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> None:
        self._server = server
        self._context = context

    def send(self, parcel: Parcel) -> Delivery:
        try:
            content = self.message(parcel).as_bytes(policy=SMTP)
            parcel.address.encode("ascii")
        except ValueError:
            content = b""
        if not content or "@" not in parcel.address:
            return refused(f"收件地址“{parcel.address}”不能用")
        try:
            with self._connected() as line:
                return self._delivered(line, parcel.address, content)
        except smtplib.SMTPAuthenticationError as error:
            return later(f"邮件服务器不认账号口令（{error.smtp_code}）")
        except smtplib.SMTPResponseException as error:
            return later(f"邮件服务器拒绝（{error.smtp_code}）")
        except ssl.SSLError:
            return later("与邮件服务器的加密没有谈成，请核对证书")
        except (smtplib.SMTPException, OSError) as error:
            return later(f"邮件服务器连不上（{_named(error)}）")

    def message(self, parcel: Parcel) -> EmailMessage:
        """Raises ValueError for an address or subject that would break a header."""
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = parcel.address
        message["Subject"] = parcel.subject
        message["Date"] = parcel.made_at
        message["Message-ID"] = f"<{parcel.idempotency_key}@{self._server.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(parcel.body + "\n", cte="base64")
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A line that has been greeted and, where wanted, encrypted and logged in; cut when its time is up."""
        here = self._server
        line = self._dialled()
        cut = Timer(here.whole_seconds, _cut, [line])
        cut.daemon = True
        cut.start()
        try:
            line.ehlo_or_helo_if_needed()
            is_private = here.implicit_tls
            if not is_private and line.has_extn("starttls"):
                line.starttls(context=self._context())
                line.ehlo()
                is_private = True
            if here.user:
                if not is_private:
                    raise smtplib.SMTPNotSupportedError("no TLS")
                line.login(here.user, here.password)
            yield line
            with suppress(OSError, smtplib.SMTPException):
                line.putcmd("quit")
        finally:
            cut.cancel()
            line.close()

    def _dialled(self) -> smtplib.SMTP:
        here, name = self._server, self._server.sender.rpartition("@")[2]
        if here.implicit_tls:
            context = self._context()
            return smtplib.SMTP_SSL(here.host, here.port, name, timeout=here.step_seconds, context=context)
        return smtplib.SMTP(here.host, here.port, name, timeout=here.step_seconds)

    def _delivered(self, line: smtplib.SMTP, address: str, content: bytes) -> Delivery:
        code, _ = line.mail(self._server.sender)
        if code != 250:
            return _turned_down(code, "发件人")
        code, _ = line.rcpt(address)
        if code not in (250, 251):
            return _turned_down(code, "收件人")
        try:
            code, text = line.data(content)
        except smtplib.SMTPDataError as error:
            return _turned_down(error.smtp_code, "正文")
        except (smtplib.SMTPException, OSError) as error:
            return unknown(f"正文发到一半或发完后断开（{_named(error)}）")
        if code == 250:
            return sent(f"邮件服务器已收下（{_shown(text)}）")
        return _turned_down(code, "正文")


def _turned_down(code: int, what: str) -> Delivery:
    """RFC 5321 4.2.1: 4yz may work later, 5yz will not; neither has taken the message."""
    answer = f"{_NOT_TAKEN}（{what}，{code}）"
    return refused(answer) if 500 <= code <= 599 else later(answer)


def _cut(line: smtplib.SMTP) -> None:
    with suppress(OSError):
        if line.sock is not None:
            line.sock.shutdown(socket.SHUT_RDWR)


def _named(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "对方不提供加密，没有登录"
    if isinstance(error, TimeoutError):
        return "没有答复"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "连接断开"
    return getattr(error, "strerror", None) or type(error).__name__


def _shown(text: bytes) -> str:
    """What a server says, as one short line without control characters."""
    return "".join(c if c.isprintable() else " " for c in text.decode("utf-8", "replace"))[:120]
