"""Settings of the senders: checked when read, and a secret is never in the file, in a fault or in a repr."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qh_console.config import read_config
from qh_console.problems import BadInput
from qh_console.sending import ChannelsSection, SendingSettings, SmtpSettings, WebhookSettings, sending_of
from qh_console.toml_files import read_toml

SMTP = '[channels.smtp]\nhost = "mail.example.invalid"\nsender = "office@example.invalid"\n'
LOGIN = SMTP + 'user = "office"\npassword = { env = "QH_MAIL" }\n'
HOOK = '[channels.webhook]\nurl = "https://example.invalid/in"\n'
SECRET = "geheim-4711"


def read(folder: Path, text: str, **environment: str) -> SendingSettings:
    path = folder / "channels.toml"
    path.write_text(text, encoding="utf-8")
    file = read_toml(path)
    raw = file.data.get("channels", {})
    return sending_of(ChannelsSection.model_validate(raw), file, folder, environment)


def test_nothing_set_up_sends_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == SendingSettings()
    assert read_config(tmp_path).sending == SendingSettings()


def test_all_three_reach_the_configuration(tmp_path: Path) -> None:
    text = SMTP + HOOK + '[channels.folder]\npath = "out"\n'
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    sending = read_config(tmp_path).sending
    assert sending.smtp == SmtpSettings("mail.example.invalid", 587, "office@example.invalid")
    assert sending.webhook == WebhookSettings("https://example.invalid/in")
    assert sending.folder == tmp_path / "out"
    assert sending.faults == ()


def test_a_secret_comes_from_the_environment(tmp_path: Path) -> None:
    settings = read(tmp_path, LOGIN, QH_MAIL=SECRET)
    assert settings.smtp is not None
    assert settings.smtp.password == SECRET
    assert SECRET not in repr(settings)


@pytest.mark.skipif(os.name == "nt", reason="modes are not enforced there")
def test_a_secret_comes_from_a_file_only_its_owner_reads(tmp_path: Path) -> None:
    text = HOOK + 'token = { file = "token" }\n'
    file = tmp_path / "token"
    file.write_text(SECRET + "\n", encoding="utf-8")
    file.chmod(0o640)
    open_to_all = read(tmp_path, text)
    assert open_to_all.webhook is None
    assert "0600" in str(open_to_all.faults[0])
    file.chmod(0o600)
    settings = read(tmp_path, text)
    assert settings.webhook is not None
    assert settings.webhook.token == SECRET
    assert SECRET not in repr(settings) + repr(open_to_all)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LOGIN, "QH_MAIL"),
        (HOOK + 'token = { file = "none" }\n', "读不到none"),
        (HOOK + 'token = { file = "empty" }\n', "empty是空的"),
    ],
)
def test_a_secret_that_is_not_there_costs_its_channel_not_the_console(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "empty").touch(mode=0o600)
    settings = read(tmp_path, text)
    assert (settings.smtp, settings.webhook) == (None, None)
    (fault,) = settings.faults
    assert said in str(fault)
    assert "channels.toml 第" in str(fault)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMTP + 'user = "office"\n', "同时写"),
        (SMTP + 'password = "geheim-4711"\n', "不要写在设置里"),
        (SMTP + 'user = "office"\npassword = { word = "geheim-4711" }\n', "word"),
        (SMTP + 'user = "office"\npassword = ["geheim-4711"]\n', "不要写在设置里"),
        (LOGIN.replace('{ env = "QH_MAIL" }', "{}"), "只写一个"),
        (SMTP.replace("office@", "office@\\n"), "写法不对"),
        ('[channels.webhook]\nurl = "ftp://x/"\n', "http://"),
        ('[channels.webhook]\nurl = "https://user:geheim-4711@x/"\n', "不要写账号口令"),
        ('[channels.webhook]\nurl = "http://example.invalid/"\ntoken = { env = "T" }\n', "https://"),
        ("[channels.telex]\n", "telex"),
        (SMTP + 'pasword = "geheim-4711"\n', "pasword"),
    ],
)
def test_a_fault_is_named_without_the_secret(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "office.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_config(tmp_path)
    told = "\n".join(map(str, caught.value.faults))
    assert said in told
    assert SECRET not in told


def test_this_machine_may_be_told_its_token_in_the_clear(tmp_path: Path) -> None:
    text = '[channels.webhook]\nurl = "http://127.0.0.1:9/"\ntoken = { env = "T" }\n'
    settings = read(tmp_path, text, T=SECRET)
    assert settings.webhook is not None
