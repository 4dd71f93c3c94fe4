"""One sample of each paper, with invented people; a test changes what it is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import pypdf
import pytest

from app.core.filling import Filling
from app.core.forms import form_called
from app.paper import circular_table, cover_sheet, enrolment_sheet, explained_sheet, statistics_table
from app.paper.cover_sheet import CoverSheet
from app.paper.drawing import draw
from app.paper.enrolment_sheet import EnrolmentSheet
from app.paper.explained_sheet import ExplainedClock, ExplainedSheet
from app.paper.jobs import Job
from app.paper.templates import shipped_wording
from tests.paper.letter_samples import LETTERS
from tests.paper.sheet_samples import sheet_samples
from tests.paper.statistics_samples import CIRCULAR, MONTH

SUBJECT = "柳树湾村土地征收补偿款未足额发放"


def _job(
    form_id: str,
    organ: str,
    number: str,
    issued_on: date,
    values: dict[str, str],
    **lists: list[dict[str, str]],
) -> Job:
    form = form_called(form_id)
    words = shipped_wording(form_id)
    whole = dict.fromkeys(words.places, "") | values
    return Job(form.layout, words, Filling(whole, lists), organ, number, issued_on, stub=form.stub)


_HANDOVER = _job(
    "handover_list", "青山镇人民政府", "青信移〔2026〕2号", date(2026, 3, 5),
    {
        "移交单位": "青山镇人民政府", "接收单位": "青山镇自然资源所", "事由": "交办张三等40人反映的信访事项", "信访人": "张三等40人",
        "登记编号": "2026-0012", "移交日期": "2026年3月5日", "移交人": "赵六", "项数": "2", "份数": "3", "页数": "15",
    },
    材料=[
        {"序号": "1", "名称": "申诉信", "文号": "", "页数": "3", "份数": "1", "类型": "原件", "备注": ""},
        {"序号": "2", "名称": "征地补偿协议书", "文号": "青征〔2024〕8号", "页数": "6", "份数": "2", "类型": "复印件", "备注": "无骑缝章"},
    ],
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
    **{form_id: (draw, job) for form_id, job in LETTERS.items()},
    "handover_list": (draw, _HANDOVER),
    "statistics_table": (statistics_table.draw, MONTH),
    "circular_table": (circular_table.draw, CIRCULAR),
    "cover_sheet": (cover_sheet.draw, _COVER),
    "enrolment_sheet": (enrolment_sheet.draw, _ENROLMENT),
    "explained_sheet": (explained_sheet.draw, _EXPLAINED),
    **sheet_samples(_job),
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
def said():
    """A sample job that says something else at some places, or has other rows."""
    return _said


@pytest.fixture
def exercise():
    """A paper drawn as an exercise."""
    return lambda draw, data: (
        draw(data, practice=True) if isinstance(data, Job) else draw(replace(data, practice=True))
    )


@pytest.fixture
def pages() -> Callable[[bytes], list[str]]:
    """The text of each page as a reader copies it."""
    return _pages


def _said(job: Job, values: dict[str, str] | None = None, **lists: list[dict[str, str]]) -> Job:
    filling = Filling({**job.filling.values, **(values or {})}, {**job.filling.lists, **lists})
    return replace(job, filling=filling)


def _drawn(draw, data) -> bytes:
    return draw(data)


@cache
def _pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]
