"""One sample of each paper, with invented people; a test changes what it is about."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from io import BytesIO

import pypdf
import pytest

from app.paper import (
    acceptance_notice,
    assignment_notice,
    cover_sheet,
    enrolment_sheet,
    explained_sheet,
    handover_list,
    month_table,
    receipt,
)
from app.paper.acceptance_notice import AcceptanceNotice
from app.paper.assignment_notice import AssignmentNotice
from app.paper.cover_sheet import CoverSheet
from app.paper.enrolment_sheet import EnrolmentSheet
from app.paper.explained_sheet import ExplainedClock, ExplainedSheet
from app.paper.handover_list import HandedOver, HandoverList
from app.paper.month_table import Figure, MonthTable, Section
from app.paper.receipt import Material, Receipt

SUBJECT = "柳树湾村土地征收补偿款未足额发放"

_RECEIPT = Receipt(
    office="青山镇人民政府", number="青信收〔2026〕3号", matter_number="2026-0012", names=("张三", "李四"),
    head_count=2, channel="来访", subject=SUBJECT, received_at=datetime(2026, 11, 21, 9, 10),
    received_by="赵六", notice_due=date(2026, 12, 6), query_number="4827", phone="0000-0000001",
    materials=(Material("土地承包经营权证", 1, 4, "复印件"), Material("申诉信", 1, 3, "原件")),
)  # fmt: skip

_ACCEPTANCE = AcceptanceNotice(
    office="青山镇人民政府", number="青信受〔2026〕12号", matter_number="2026-0012", names=("张三",),
    head_count=1, channel="走访", subject=SUBJECT, received_on=date(2026, 3, 2), accepted_on=date(2026, 3, 5),
    due_on=date(2026, 5, 4), unit="青山镇自然资源所", contact="钱七", phone="0000-0000002",
    issued_on=date(2026, 3, 5), query_number="4827",
)  # fmt: skip

_ASSIGNMENT = AssignmentNotice(
    office="青山镇人民政府", number="青信交〔2026〕7号", unit="青山镇自然资源所", matter_number="2026-0012",
    names=("张三",), head_count=40, petitioner_phone="13000000000", address="柳树湾村三组12号",
    channel="走访", subject=SUBJECT, request="要求足额发放补偿款，并公开分配明细。",
    received_on=date(2026, 3, 2), basis="镇长周八2026年3月4日批示",
    requirements=("7日内约见信访人，听取意见", "逐项提出处理意见"), feedback=("办结报告", "处理意见书", "送达回证"),
    due_on=date(2026, 4, 20), contact="赵六", phone="0000-0000001", issued_on=date(2026, 3, 5),
    case_leader="周八（镇长）", attachments=("信访事项登记表", "信访材料复印件"),
)  # fmt: skip

_HANDOVER = HandoverList(
    giver="青山镇人民政府", receiver="青山镇自然资源所", number="青信移〔2026〕2号", reason="交办张三等40人反映的信访事项",
    petitioner="张三等40人", matter_number="2026-0012", handed_over_on=date(2026, 3, 5), giver_person="赵六",
    papers=(
        HandedOver("申诉信", "", 3, 1, "原件"),
        HandedOver("征地补偿协议书", "青征〔2024〕8号", 6, 2, "复印件", "无骑缝章"),
    ),
)  # fmt: skip

_MONTH = MonthTable(
    title="信访工作月报表", office="青山镇人民政府", period="2026年10月21日至2026年11月20日",
    sections=(
        Section("登记", (Figure("信访总量", "23", "件次"), Figure("来信", "0", "件次"))),
        Section("比率", (Figure("及时受理率", "92.9%（13/14）", ""),)),
    ),
    guards="合计相符", head="4821903377120564", filled_by="赵六", filled_on=date(2026, 11, 21),
)  # fmt: skip

_COVER = CoverSheet(
    sender="青山镇人民政府", sender_code="999999101000", receiver="某县信访局", kind="月报", period="2026年11月",
    file_name="青山镇-2026-11.xfb", sequence=7, epoch="3f9a01c2", counts=(("登记", 23), ("信访事项", 21)),
    head="4821903377120564", sha256="0123456789abcdef" * 4, made_on=date(2026, 11, 21),
)  # fmt: skip

_ENROLMENT = EnrolmentSheet(
    office="青山镇人民政府", office_code="999999101000", role="乡镇（街道）", receiver="某县信访局",
    enrolment='{"office":"青山镇人民政府"}', check_number="123456789012345678901234567890", made_on=date(2026, 11, 21),
)  # fmt: skip

_EXPLAINED = ExplainedSheet(
    office="青山镇信访工作办公室", number="2026-0012", subject=SUBJECT, as_of=date(2026, 9, 20), contact="赵六",
    phone="0000-0000001",
    clocks=(
        ExplainedClock(
            "书面告知", date(2026, 7, 17), "已于2026年7月8日办理", "本机关", date(2026, 7, 17), date(2026, 7, 17),
            (("依据", "《信访工作条例》第二十三条第二款"), ("起算", "登记，2026年7月2日"),
             ("计算", "自登记之日2026年7月2日起15日，开始当日不计算在内（《民法典》第二百零一条）")),
        ),
        ExplainedClock(
            "办结答复", date(2026, 10, 6), "还有16天", "本机关", date(2026, 10, 6), date(2026, 10, 8),
            (("依据", "《信访工作条例》第三十四条"), ("起算", "受理，2026年7月8日"),
             ("计算", "自受理之日2026年7月8日起60日，开始当日不计算在内（《民法典》第二百零一条）"),
             ("原定最后一日", "2026年9月6日"),
             ("延长", "2026年8月20日经周八批准，延长30日，理由：涉及多年账目，情况复杂（《信访工作条例》第三十四条）"),),
            (("判定", "本机关按未顺延的日期提醒和判定超期"),),
            (("2026年10月6日至7日", "国庆节", False),),
            "自受理之日起60日内办结；情况复杂的，经本机关、单位负责人批准可以延长不超过30日，并告知信访人延期理由。",
        ),
    ),
)  # fmt: skip

SAMPLES = {
    "receipt": (receipt.draw, _RECEIPT),
    "acceptance_notice": (acceptance_notice.draw, _ACCEPTANCE),
    "assignment_notice": (assignment_notice.draw, _ASSIGNMENT),
    "handover_list": (handover_list.draw, _HANDOVER),
    "month_table": (month_table.draw, _MONTH),
    "cover_sheet": (cover_sheet.draw, _COVER),
    "enrolment_sheet": (enrolment_sheet.draw, _ENROLMENT),
    "explained_sheet": (explained_sheet.draw, _EXPLAINED),
}


@pytest.fixture(params=SAMPLES)
def paper(request):
    """Each paper in turn: how it is drawn, and its sample."""
    return SAMPLES[request.param]


@pytest.fixture
def pdf(paper) -> bytes:
    """The sample of the paper as it is printed."""
    return _drawn(*paper)


@pytest.fixture
def sample():
    """The sample of a named paper."""
    return lambda name: SAMPLES[name][1]


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The text of each page as a reader copies it."""
    return _pages


@cache
def _drawn(draw, data) -> bytes:
    return draw(data)


@cache
def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
