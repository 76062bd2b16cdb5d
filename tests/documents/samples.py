"""Snapshots and faces that the tests of documents share: one haze process over two prefectures in January."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from qh_console.documents.faces import Faces, load_faces
from qh_console.documents.model import FooterStamp
from qh_console.documents.reported import (
    BriefRow,
    DailyBrief,
    DutyItem,
    DutySheet,
    FilingForm,
    ResponseNotice,
    SupervisionNotice,
)
from qh_console.documents.snapshots import (
    AdjustNotice,
    AdviceLine,
    ApprovalSheet,
    Bulletin,
    ConsultationMinutes,
    CorrectionNotice,
    IssueNotice,
    LevelFacts,
    LiftNotice,
    MeasureLine,
    MessageRow,
    NamedNotice,
    Opinion,
    PackNote,
    PaperHead,
    PlaceGrade,
    PublicationFacts,
    ReportUp,
    SignatureBox,
    TelephoneApproval,
)
from qh_console.documents.wording import Wording
from qh_console.domain.clock import from_beijing

RESOURCES = Path(__file__).parents[2] / "resources"

YELLOW = LevelFacts("黄色预警", "黄色", "Ⅲ")
ORANGE = LevelFacts("橙色预警", "橙色", "Ⅱ")
RED = LevelFacts("红色预警", "红色", "Ⅰ")
PLACES = ("西宁市", "海东市")
EXPERTS = ("省生态环境厅", "省气象局")
APPROVED_BY = "省应急领导小组"


@cache
def faces() -> Faces:
    return load_faces(RESOURCES / "fonts")


def wording(*office: Path) -> Wording:
    return Wording([*office, RESOURCES / "templates"])


STAMP = FooterStamp(
    "D1-000123", "3fa9c2d1e0b74c55", "a81b7cde90112233", "QH1:D1-000123:3fa9c2d1e0b74c55:a81b7cde90112233"
)

HEAD = PaperHead(
    issuer="青海省重污染天气应急领导小组",
    mark=("青海省重污染天气应急领导小组",),
    number="青重污染应急〔2026〕3号",
    addressee="西宁市、海东市重污染天气应急指挥部，省重污染天气应急领导小组各成员单位",
    signed_on=date(2026, 1, 12),
    created_at=from_beijing(2026, 1, 12, 9, 30),
    copies_to="省委办公厅，省人大常委会办公厅，省政府办公厅，省政协办公厅，生态环境部大气环境司，各新闻单位",
    printed_by="青海省重污染天气应急领导小组办公室",
    contact="联系人：马某某；联系电话：0971—6100000",
    footer=STAMP,
)

PACK = PackNote(
    "青海省重污染天气应急预案",
    "青政办函〔2020〕138号",
    ("3.1", "3.3.1", "5.1", "5.3.2"),
    readings=("任意整点起连续24小时为一窗，可跨零点。", "窗均值大于200才算重污染，恰为200不算。"),
)

FACTS = PublicationFacts(
    from_beijing(2026, 1, 12, 20),
    from_beijing(2026, 1, 15, 20),
    PLACES,
    "湟水谷地沿线城区及周边县城，西宁市主城区和海东市乐都区、平安区最重",
    ORANGE,
    "层结稳定，逆温明显，平均风速小于1.5 m/s，不利于污染物稀释、扩散和清除",
    "PM2.5，其次为PM10",
    "13日至14日污染持续累积，夜间至上午AQI可达300以上；15日后半夜起冷空气自西向东影响，扩散条件逐步好转",
)


def _measure(category: str, clause: str, text: str, *units: str) -> MeasureLine:
    return MeasureLine(category, clause, text, units)


MEASURES = (
    _measure(
        "强制性减排措施",
        "5.3.2-1(1)",
        "按清单实施Ⅱ级减排，SO2、NOx和颗粒物日减排20%以上",
        "省工业和信息化厅",
        "省生态环境厅",
    ),
    _measure(
        "强制性减排措施",
        "5.3.2-1(2)",
        "停止各类工地土石方作业和渣土清运，城区工地全面覆盖、全天洒水",
        "省住房城乡建设厅",
    ),
    _measure("强制性减排措施", "5.3.2-1(3)", "大型载货车单双号限行，全天不得进入主城区", "省公安厅", "省交通运输厅"),
    _measure("强制性减排措施", "5.3.2-1(4)", "党政机关和企事业单位公务车停驶30%", "各市州应急指挥部"),
    _measure("建议性减排措施", "5.3.2-2(1)", "关闭景观照明，缩短大型商场营业时间", "省委宣传部"),
    _measure("建议性减排措施", "5.3.2-2(4)", "加开公交班次，保障市民出行", "省交通运输厅"),
    _measure("健康防护措施", "5.3.2-3(1)", "停办户外大型会展和文体活动", "各市州应急指挥部"),
    _measure("健康防护措施", "5.3.2-3(2)", "督导中小学、幼儿园停止户外活动", "省教育厅"),
)

ISSUE = IssueNotice(HEAD, PACK, FACTS, EXPERTS, APPROVED_BY, MEASURES, 4)

ISSUED = NamedNotice(
    HEAD.number, "青海省重污染天气应急领导小组关于发布重污染天气橙色预警的通知", HEAD.signed_on, ORANGE
)

ADJUST = AdjustNotice(
    replace(HEAD, number="青重污染应急〔2026〕4号", signed_on=date(2026, 1, 13)),
    replace(PACK, clauses=("3.1", "3.3.2", "5.3.3")),
    replace(FACTS, level=RED),
    EXPERTS,
    APPROVED_BY,
    ISSUED,
    True,
    from_beijing(2026, 1, 13, 18),
    "监测空气质量已达到严重污染，预计未来24小时内不会有明显改善",
    (replace(MEASURES[0], clause="5.3.3(1)", text="按清单实施Ⅰ级减排，相关污染物日减排30%以上", is_new=True),
     replace(MEASURES[3], clause="5.3.3(3)", text="公务车停驶比例提高到50%", is_new=True)),
    4,
    supervision=True,
)  # fmt: skip

LIFT = LiftNotice(
    replace(HEAD, number="青重污染应急〔2026〕5号", signed_on=date(2026, 1, 16)),
    replace(PACK, clauses=("3.3.2", "5.4")),
    PLACES,
    NamedNotice("青重污染应急〔2026〕4号", "青海省重污染天气应急领导小组关于将重污染天气橙色预警调整为红色预警的通知",
                date(2026, 1, 13), RED),
    from_beijing(2026, 1, 16, 12),
    EXPERTS,
    APPROVED_BY,
    "16日8时起，西宁市、海东市AQI已降至100以下",
    "受冷空气影响，扩散条件明显转好",
    36,
)  # fmt: skip

CORRECTION = CorrectionNotice(
    replace(HEAD, number="青重污染应急〔2026〕6号"),
    replace(PACK, clauses=("3.3.1",)),
    ISSUED,
    False,
    "影响范围表述有误",
    (("影响范围", "西宁市主城区", "西宁市主城区和海东市乐都区、平安区"),),
)

GRADES = (
    PlaceGrade("西宁市", "橙色", 3, 1, "331", "3.1", "12日20时起三窗均值243、318、226，距红色差1天"),
    PlaceGrade("海东市", "橙色", 3, 0, "287", "3.1", "12日22时起三窗均值221、276、231，距红色差1天"),
)

APPROVAL = ApprovalSheet(
    HEAD,
    PACK,
    "发布",
    FACTS,
    GRADES,
    "拟发布省级重污染天气橙色预警，同时启动Ⅱ级应急响应",
    "",
    (
        SignatureBox("拟　稿", "韩某某", "经会商达到橙色预警条件，拟按程序报批。", from_beijing(2026, 1, 12, 8, 10)),
        SignatureBox("审　核", "李某某", "同意。", from_beijing(2026, 1, 12, 8, 35)),
        SignatureBox("省气象局\n会　签"),
        SignatureBox("签　批"),
    ),
    TelephoneApproval(from_beijing(2026, 1, 12, 9, 5), "副省长兼领导小组组长", "0971—8200000", "马某某", "同意发布。"),
)

DUTIES = tuple(
    DutyItem(m.clause, m.category, m.text, from_beijing(2026, 1, 13, 8), "西宁市" if i % 2 else "", i == 3)
    for i, m in enumerate(MEASURES)
)

DUTY = DutySheet(
    HEAD,
    PACK,
    "省住房城乡建设厅",
    HEAD.number,
    ISSUED.title,
    ORANGE,
    FACTS.starts_at,
    PLACES,
    DUTIES[:5],
    "省应急领导小组办公室（0971—6100000）",
    from_beijing(2026, 1, 12, 14),
)

REPORT_UP = ReportUp(
    replace(HEAD, number="青环函〔2026〕21号", issuer="青海省生态环境厅", mark=("青海省生态环境厅",),
            addressee="省应急领导小组", copies_to="省气象局，西宁市、海东市重污染天气应急指挥部", printed_by=""),
    replace(PACK, clauses=("3.1", "3.2")),
    FACTS,
    from_beijing(2026, 1, 12, 7, 30),
    EXPERTS,
    (
        MessageRow("西宁市", FACTS.starts_at, from_beijing(2026, 1, 15, 20), "橙色预警", "218～331", "262", "PM2.5",
                   "168～281", "212"),
        MessageRow("海东市", FACTS.starts_at, from_beijing(2026, 1, 15, 20), "橙色预警", "205～287", "243", "PM2.5",
                   "155～237", "193"),
    ),
    "污染呈先累积、后缓解的趋势，14日夜间最重，16日起明显好转",
    "建议发布省级橙色预警，同时启动Ⅱ级应急响应",
)  # fmt: skip

MINUTES = ConsultationMinutes(
    replace(HEAD, number="第2期", mark=("青海省重污染天气",), addressee="", contact=""),
    replace(PACK, clauses=("3.1", "3.2")),
    "",
    from_beijing(2026, 1, 12, 7),
    "省生态环境厅应急值班室",
    "省生态环境厅副厅长李某某",
    ("省生态环境厅李某某、马某某", "省气象局王某某", "青海省生态环境监测中心韩某某", "省气象台赵某某"),
    ("省应急厅周某某",),
    ("西宁市生态环境局冶某某",),
    "截至12日6时，西宁市、海东市24小时AQI均值分别为187和176，PM2.5浓度持续上升",
    (Opinion("生态环境部门", "本地排放叠加静稳条件，13日至14日将达到重度污染"),
     Opinion("气象部门", "15日前无明显冷空气过程"), Opinion("专家组", "同意上述判断，夜间有短时严重污染风险")),
    GRADES,
    "自12日20时起达到橙色预警条件，报请省应急领导小组批准后发布",
    "橙色预警",
    "橙色预警",
    "",
    ("省生态环境厅起草预警通知并报批", "每日8时、16时加密会商"),
)  # fmt: skip

BULLETIN = Bulletin(
    HEAD,
    PACK,
    FACTS,
    (
        AdviceLine("儿童、老年人和心脑血管、呼吸系统疾病患者", "留在室内，停止户外活动；确需外出的，佩戴防护口罩"),
        AdviceLine("一般人群", "减少户外运动和室外作业时间，外出做好防护"),
        AdviceLine("出行", "尽量乘坐公共交通工具，停车时及时熄火"),
    ),
    "12369",
)

RESPONSE = ResponseNotice(
    replace(HEAD, number="青重污染应急〔2026〕7号"),
    replace(PACK, clauses=("2.4", "5.1", "5.2", "5.3.2")),
    ORANGE,
    ISSUED,
    FACTS.starts_at,
    PLACES,
    (DUTY, replace(DUTY, unit="省公安厅", duties=DUTIES)),
    4,
)

FILING = FilingForm(
    replace(HEAD, issuer="西宁市重污染天气应急指挥部"),
    replace(PACK, clauses=("3.3.1",)),
    replace(FACTS, places=("西宁市",)),
    replace(ISSUED, number="宁重污染应急〔2026〕2号", title="西宁市重污染天气应急指挥部关于发布橙色预警的通知"),
    from_beijing(2026, 1, 12, 10),
    "西宁市重污染天气应急指挥部总指挥",
    ("西宁市生态环境局", "西宁市气象局"),
    "冶某某，0971—6130000",
)

SUPERVISION = SupervisionNotice(
    replace(HEAD, number="", number_by_hand="青重污染应急函〔2026〕　　号", printed_by=""),
    replace(PACK, clauses=("5.2",)),
    RED,
    ISSUED,
    (("第一组", "西宁市", "省生态环境厅 李某某"), ("第二组", "海东市", "省应急厅 周某某")),
    date(2026, 1, 13),
    date(2026, 1, 15),
    ("工业企业按清单减排情况", "施工工地停止土石方作业情况", "重型车辆限行情况"),
    "省应急领导小组办公室",
)

BRIEF = DailyBrief(
    replace(HEAD, number="", number_by_hand="青重污染应急函〔2026〕　　号", printed_by=""),
    replace(PACK, clauses=("6.1",)),
    2,
    ORANGE,
    ISSUED,
    from_beijing(2026, 1, 13, 16),
    (
        BriefRow("西宁市", "268", "241", "PM2.5", "夜间加重", "21/22", "1"),
        BriefRow("海东市", "233", "219", "PM2.5", "持平", "19/22", "2"),
    ),
    "今日西宁市、海东市为重度污染",
    "预计持续到15日后半夜",
    "易感人群应当留在室内，一般人群减少户外活动",
    "继续执行Ⅱ级响应措施",
    "已确认任务40项，超时3项正在催办",
    "今日20时加密会商，研判是否升级",
)
