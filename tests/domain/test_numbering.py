"""发文字号 run gapless within a Beijing year and start again in the next."""

from __future__ import annotations

from datetime import UTC, datetime

from qh_console.domain.numbering import next_number
from tests.builders import office, to_standing


def test_numbers_follow_each_other_and_start_again_with_the_year() -> None:
    board = office(*to_standing()).board
    alerts = board.alerts.values()
    assert next_number(alerts, "青重污应急", datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "青重污应急〔2026〕3号"
    assert next_number(alerts, "青重污应急", datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "青重污应急〔2027〕1号"
    assert next_number(alerts, "别的代字", datetime(2026, 6, 1, tzinfo=UTC)) == "别的代字〔2026〕1号"
