"""Every field of every shape has a name, and what an entry holds is readable to the bottom."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_type_hints

from qh_console.domain import acts
from qh_console.domain.contacts import Post
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.entry_facts import FIELD_WORDS, MOST_ITEMS, Fact, Facts, entry_facts
from tests.builders import office, plan, to_standing

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def shapes_in(shape: Any, known: set[Any]) -> set[Any]:
    """A shape and all that its fields may hold."""
    if is_dataclass(shape) and shape not in known:
        known.add(shape)
        for hint in get_type_hints(shape).values():
            shapes_in(hint, known)
    for part in get_args(shape):
        shapes_in(part, known)
    return known


def test_every_field_has_a_name() -> None:
    names = {field.name for shape in shapes_in(acts.Act, set()) for field in fields(shape)}
    assert len(names) > 80
    assert names - set(FIELD_WORDS) == set()


class Unworded(Enum):
    WEB = "web"


@dataclass(frozen=True)
class Strange:
    form: Unworded
    nobody_named_this: str
    post: Post


def test_what_nobody_has_worded_yet_is_shown_as_it_is_kept() -> None:
    act = Strange(Unworded.WEB, "x", Post.LIAISON)
    facts = tuple(Facts(plan(), PLACES).of(act))
    assert facts == (Fact("文本形式", "web"), Fact("nobody_named_this", "x"), Fact("岗位", "联络员"))


def test_a_consultation_is_readable_to_the_bottom() -> None:
    ledger = office(*to_standing())
    entry = next(e for e in ledger.entries if isinstance(e.act, acts.ConsultationHeld))
    facts = entry_facts(entry, ledger.board, ledger.pack, PLACES)
    assert facts[0] == Fact("事项", "会商")
    assert Fact("级别", "橙色", 1) in facts
    assert Fact("地区", "西宁市", 1) in facts
    assert Fact("参会", "2项", 1) in facts
    assert Fact("", "sthj，甲，同意", 2) in facts
    assert Fact("开始", "2026-01-09 20:00:00", 1) in facts
    assert Fact("理由", "—", 1) in facts
    assert facts[-1] == Fact("本条摘要", entry.digest)
    assert Fact("经办", "值班员甲（zhiban）") in facts


def test_long_lists_say_how_much_more_there_is() -> None:
    ledger = office(*to_standing())
    entry = next(e for e in ledger.entries if isinstance(e.act, acts.AlertIssued))
    facts = entry_facts(entry, ledger.board, ledger.pack, PLACES)
    count = len(ledger.board.alerts["a1"].tasks)
    assert count > MOST_ITEMS
    assert Fact("交办任务", f"{count}项") in facts
    assert Fact("", f"另有{count - MOST_ITEMS}项", 1) in facts


def test_yes_no_and_the_first_line_of_a_desk() -> None:
    ledger = office(*to_standing())
    entry = next(e for e in ledger.entries if isinstance(e.act, acts.ChangeProposed))
    assert Fact("生态环境部门同意", "是") in entry_facts(entry, ledger.board, ledger.pack, PLACES)
    first = acts.Entry("d2", 1, 1, entry.at, "x", acts.ShiftStarted(), "", "e" * 64)
    assert Fact("上条摘要", "（本席位第一条）") in entry_facts(first, ledger.board, ledger.pack, PLACES)


def test_ids_are_named_only_where_they_are_ids() -> None:
    ledger = office(*to_standing())
    laid = ledger.board.alerts["a1"].tasks[0].task
    mark = acts.MarkCorrected("a1", laid.id, "630100")
    words = f"{ledger.pack.unit(laid.unit).short}“{ledger.pack.duty(laid.duty).text}”"
    facts = tuple(Facts(ledger.pack, PLACES).of(mark))
    assert facts == (Fact(FIELD_WORDS["alert"], "a1"), Fact("任务", words), Fact(FIELD_WORDS["reason"], "630100"))
    issued = next(e.act for e in ledger.entries if isinstance(e.act, acts.AlertIssued))
    where = f"，{PLACES[laid.place].name}" if laid.place else ""
    assert Fact("", f"{words}{where}，{laid.due_hours}小时内", 1) in tuple(Facts(ledger.pack, PLACES).of(issued))
