"""Times and spans as screens write them: Beijing time, no longer than anybody needs."""

from __future__ import annotations

from datetime import datetime, timedelta

from qh_console.domain.clock import beijing


def clock_words(at: datetime, now: datetime | None = None) -> str:
    """Beijing time without the year, 1-09 22:00; of today's instants the hour alone."""
    local = beijing(at)
    if now is not None and local.date() == beijing(now).date():
        return f"{local:%H:%M}"
    return f"{local.month}-{local:%d %H:%M}"


def span_words(span: timedelta) -> str:
    """As long as anybody needs to know: 45分, 2时05分, 3天4时."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24}天{hours % 24}时"
    return f"{hours}时{minutes:02}分" if hours else f"{minutes}分"
