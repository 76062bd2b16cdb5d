"""Whether the system's print queue takes what is handed to it: Qt reports success even where CUPS refuses the job."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

PATIENCE_S = 5.0
REFUSING = "not accepting requests"


@dataclass(frozen=True)
class Spooler:
    """The queue of one printer, asked with CUPS's own lpstat. Without a queue, or without CUPS, it says nothing."""

    queue: str

    def why_not(self) -> str:
        """Why no job may be handed over now; empty where one may."""
        told = self._ask("-a", self.queue)
        if told is None:
            return ""
        if not told.strip():
            return "系统里没有这台打印机"
        return "打印队列已停止接收" if REFUSING in told else ""

    def newest_job(self) -> str:
        told = self._ask("-W", "all", "-o", self.queue) or ""
        numbers = [int(number) for line in told.splitlines() if (number := _number(line)).isdigit()]
        return str(max(numbers, default=0))

    def has_taken(self, before: str) -> bool:
        """Whether a job came to the queue after `before`; taken on trust where nobody can be asked."""
        return not self._can_ask() or self.newest_job() != before

    def _can_ask(self) -> bool:
        return bool(self.queue) and shutil.which("lpstat") is not None

    def _ask(self, *arguments: str) -> str | None:
        if not self._can_ask():
            return None
        try:
            told = subprocess.run(
                ["lpstat", *arguments],
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        return told.stdout


def _number(line: str) -> str:
    """Of a job, from a line such as `Office-12  name  1024  Fri 27 Nov`."""
    return line.split(maxsplit=1)[0].rpartition("-")[2] if line.strip() else ""
