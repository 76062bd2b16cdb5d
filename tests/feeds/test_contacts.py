"""Contact lists as offices keep them: good rows by unit and post, each fault at its cell."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from qh_console.domain.contacts import Contact, Post
from qh_console.feeds.contacts import ContactList, parse_contacts
from qh_console.feeds.tables import table_of_bytes

UNITS = {"police": "police", "省公安厅": "police", "公安厅": "police", "省气象局": "met"}
HEAD = "单位,岗位,姓名,职务,24小时电话,手机,传真,邮箱\n"
GOOD = "省公安厅,联络员,联络员甲,科员,0971-0000001,10000000001,0971-0000002,a@example.invalid\n"


def parsed(text: str) -> ContactList:
    return parse_contacts(table_of_bytes("通信录.csv", text.encode()), UNITS)


def test_a_row_is_one_post_of_one_unit() -> None:
    found = parsed(HEAD + GOOD + "公安厅,负责人,负责人乙,,0971-0000003,,,\n")
    assert found.faults == ()
    assert found.contacts == (
        Contact(
            "police",
            Post.LIAISON,
            "联络员甲",
            "科员",
            "0971-0000001",
            "10000000001",
            "0971-0000002",
            "a@example.invalid",
        ),
        Contact("police", Post.RESPONSIBLE, "负责人乙", "", "0971-0000003"),
    )


def test_a_spreadsheet_with_numbers_for_telephones_reads_the_same() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Unit", "Post", "Name", "Phone", "Mobile", "城市"])
    sheet.append(["police", "liaison", "联络员甲", "0971-0000001", 10000000001, "x"])
    data = io.BytesIO()
    book.save(data)
    found = parse_contacts(table_of_bytes("通信录.xlsx", data.getvalue()), UNITS)
    assert found.contacts[0].mobile == "10000000001"
    assert found.ignored_columns == ("城市",)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("公安局,联络员,甲,,0971-0000001,,,", "单位", "是否指公安厅"),
        (",联络员,甲,,0971-0000001,,,", "单位", "单位没有填写"),
        ("省公安厅,处长,甲,,0971-0000001,,,", "岗位", "负责人或联络员"),
        ("省公安厅,联络员,,,0971-0000001,,,", "姓名", "姓名没有填写"),
        ("省公安厅,联络员,甲,,,,,", "24小时电话", "没有填写"),
        ("省公安厅,联络员,甲,,打给我,,,", "24小时电话", "写法不对"),
        ("省公安厅,联络员,甲,,0971-0000001,1000,,", "手机", "11位"),
        ("省公安厅,联络员,甲,,0971-0000001,,没有,", "传真", "写法不对"),
        ("省公安厅,联络员,甲,,0971-0000001,,,a at b", "邮箱", "写法不对"),
    ],
)
def test_a_fault_names_row_and_column_and_costs_only_its_row(row: str, column: str, said: str) -> None:
    found = parsed(HEAD + GOOD + row + "\n")
    assert len(found.contacts) == 1
    (fault,) = found.faults
    assert (fault.row, fault.column) == (3, column)
    assert said in str(fault)


def test_a_second_liaison_of_one_unit_is_a_fault() -> None:
    found = parsed(HEAD + GOOD + GOOD.replace("甲", "乙"))
    assert [c.name for c in found.contacts] == ["联络员甲"]
    assert "同一单位同一岗位" in str(found.faults[0])


def test_a_list_without_its_columns_is_refused_as_a_whole() -> None:
    found = parsed("单位,姓名\n省公安厅,甲\n")
    assert found.contacts == ()
    assert "缺“岗位”“24小时电话”列" in str(found.faults[0])
