"""What lpstat says of a queue, asked of a program of that name that answers as CUPS does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qh_console.services.spooler import Spooler

ACCEPTING = "Office accepting requests since Fri 27 Nov 2026"
REJECTING = "Office not accepting requests since Fri 27 Nov 2026 -\n\tRejecting Jobs"
JOBS = "Office-9   root  9216   Fri 27 Nov\nOffice-12  root  3072   Fri 27 Nov"


@pytest.fixture
def answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What lpstat will say: the state of the queue to -a, its jobs otherwise."""
    program = tmp_path / "lpstat"
    program.write_text(f'#!/bin/sh\n[ "$1" = -a ] && cat {tmp_path}/state || cat {tmp_path}/jobs\n', encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "state").write_text(ACCEPTING, encoding="utf-8")
    (tmp_path / "jobs").write_text(JOBS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("told", "why"), [(ACCEPTING, ""), (REJECTING, "停止接收"), ("", "没有这台打印机")])
def test_a_queue_that_takes_nothing_says_why(answer: Path, told: str, why: str) -> None:
    (answer / "state").write_text(told, encoding="utf-8")
    assert (Spooler("Office").why_not() == "") == (why == "")
    assert why in Spooler("Office").why_not()


def test_a_job_was_taken_when_a_newer_one_is_known(answer: Path) -> None:
    spooler = Spooler("Office")
    before = spooler.newest_job()
    assert before == "12"
    assert not spooler.has_taken(before)
    (answer / "jobs").write_text(f"{JOBS}\nOffice-13 root 1024 Fri 27 Nov", encoding="utf-8")
    assert spooler.has_taken(before)


def test_a_file_has_no_queue_to_ask(answer: Path) -> None:
    (answer / "state").write_text("", encoding="utf-8")
    assert Spooler("").why_not() == ""
    assert Spooler("").has_taken("0")


def test_without_cups_it_is_taken_on_trust(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Spooler("Office").why_not() == ""
    assert Spooler("Office").has_taken(Spooler("Office").newest_job())
