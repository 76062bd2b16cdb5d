"""The senders' round: what is due is carried once, a refusal reaches who asked, a dead record is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qh_console.domain.channels import Carrier
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.senders.parcel import Delivery, Parcel, later, sent
from qh_console.ui.sending_round import SendingRound, runner_name
from tests.builders import to_standing
from tests.ui.seats import Seat, outward_of, seat_at


@dataclass
class Hook:
    answers: list[Delivery] = field(default_factory=list)
    given: list[Parcel] = field(default_factory=list)
    broken: bool = False

    def send(self, parcel: Parcel) -> Delivery:
        self.given.append(parcel)
        return self.answers.pop(0) if self.answers else sent("收到")


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return seat_at(tmp_path, *to_standing())


def round_of(seat: Seat, hook: Hook) -> SendingRound:
    return SendingRound(seat.desk, outward_of(seat, {Carrier.WEBHOOK: hook}).dissemination)


def fail(refused: Refused) -> None:
    pytest.fail(str(refused))


def test_what_is_due_is_carried_once_and_retried_in_time(seat: Seat) -> None:
    hook = Hook([later("忙")])
    sending = round_of(seat, hook)
    told: list[int] = []
    sending.changed.connect(lambda: told.append(len(sending.dispatches)))
    sending.queue(seat.desk.board.alerts["a1"].latest_number, refused=fail)
    assert told
    for _ in range(3):
        sending.work_due(seat.clock())
    once = len(hook.given)
    assert once == len({parcel.key for parcel in hook.given})
    seat.clock.move(hours=1)
    for _ in range(3):
        sending.work_due(seat.clock())
    assert len(hook.given) == once + 1


def test_a_refusal_reaches_who_asked(seat: Seat) -> None:
    sending = round_of(seat, Hook())
    found: list[Refused] = []
    sending.queue("没有这一号", refused=found.append)
    number = seat.desk.board.alerts["a1"].latest_number
    sending.queue(number, refused=fail)
    sending.send_again(sending.of_notice(number)[0].key, refused=found.append)
    assert len(found) == 2


def test_a_channel_whose_record_is_gone_is_told_and_the_others_go_on(seat: Seat) -> None:
    sending = round_of(seat, Hook())
    problems: list[str] = []
    seat.desk.problem_arose.connect(lambda key, problem: problems.append(key))
    sending._on_channel_failed("platform", KnownProblem("磁盘满", ""))
    sending._on_failed(KnownProblem("磁盘满", ""))
    assert problems == [runner_name("platform"), "outbox"]
    with pytest.raises(ValueError, match="ours"):
        sending._on_failed(ValueError("ours"))
