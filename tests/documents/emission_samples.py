"""Papers of the emission register: an invented prefecture's list that is short in places, and invented boards."""

from __future__ import annotations

from dataclasses import replace

from qh_console.domain.emission_commands import EnterEmissionBase, EnterEmissionList
from qh_console.domain.emissions import DailyGrams, EmissionBase
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.frozen_emissions import emission_board, emission_summary
from qh_console.services.frozen_parts import Frame
from tests.builders import DUTY, NOW, XINING, office, plan
from tests.documents.office_samples import OFFICE_HEAD
from tests.emission_builders import CODES, HEATING, PLANT, SITE, TRUCKS, emission_list, responses

WORKS = (
    replace(HEATING, name="虚构集中供热二厂（示例热源站）"),
    SITE,
    TRUCKS,
    *(
        replace(
            PLANT,
            name=f"虚构第{k}建材厂",
            credit_code=CODES[k % 3],
            emissions=day,
            responses=responses(2, 4, 6, of=day),
        )
        for k in range(1, 26)
        for day in (DailyGrams(1_000 * k, 2_000 * k, 3_500 * k, 500 * k + 125),)
    ),
)
WHOLE = DailyGrams(900_000, 1_000_000, 1_300_000, 600_000)
"""So that at red nitrogen oxides make good for sulphur dioxide, and organics are short at every level."""

_LEDGER = office(
    EnterEmissionList(DUTY, emission_list(PLANT, *WORKS)), EnterEmissionBase(DUTY, EmissionBase(XINING, 2025, WHOLE))
)
FRAME = Frame(_LEDGER.board, plan(), load_places(resources_folder() / "places" / "qinghai.toml"), False)
EDITION = f"d1-{len(_LEDGER.entries) - 1}"

SUMMARY = replace(emission_summary(FRAME, EDITION, NOW), head=OFFICE_HEAD)
BOARD = replace(emission_board(FRAME, EDITION, 0, False, NOW), head=OFFICE_HEAD)
LONG_BOARD = replace(
    BOARD,
    source=replace(
        PLANT,
        name="虚构省虚构市示例新型建筑材料制造（集团）有限责任公司第二分公司",
        process="原料堆存、破碎、预均化、生料粉磨、预热分解、熟料煅烧、冷却、水泥粉磨、包装发运；" * 3,
        steps="堆场装卸扬尘、破碎机、生料磨、窑尾（脱硝、布袋）、窑头、煤磨、水泥磨、包装机、汽车运输；" * 2,
        responses=tuple(
            replace(
                r,
                lines="1号、3号熟料生产线停产，2号线限产50%",
                measures="停止物料破碎、筛分和露天装卸作业，厂区道路每日洒水不少于四次，除尘设施全开并留存台账；" * 2,
                transport="停止使用国四及以下重型载货车（含燃气）运输物料和产品，厂内停用国二及以下非道路移动机械",
            )
            for r in PLANT.responses
        ),
    ),
)
EMPTY = replace(
    emission_summary(replace(FRAME, board=office(EnterEmissionList(DUTY, emission_list(SITE))).board), EDITION, NOW),
    head=OFFICE_HEAD,
)
"""A list without a base."""
