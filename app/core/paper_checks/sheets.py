"""What the law demands of particular sheets."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import DateError, chinese_date, parse_full_date
from app.core.paper_checks.finding import Check, Finding, PaperCase
from app.core.paper_occasions import latest_reception
from app.core.receptions import MOST_REPRESENTATIVES

EXTENSION = "《信访工作条例》第三十四条"
MOST_DAYS = 30


def _extension_days(case: PaperCase) -> Iterator[Finding]:
    """30 days at most, all extensions together (Art 34)."""
    days = case.said("延长天数")
    used = sum(step.days for step in case.matter.all("extended"))
    if days and not (days.isdecimal() and 1 <= int(days) <= MOST_DAYS):
        yield Finding(f"延长期限不得超过{MOST_DAYS}日，请核对", "延长天数", blocks=True, article=EXTENSION)
    elif days and used and used != int(days) and used + int(days) > MOST_DAYS:
        yield Finding(
            f"已经延长{used}日，合计不得超过{MOST_DAYS}日，请核对", "延长天数", blocks=True, article=EXTENSION
        )


def _extension_in_time(case: PaperCase) -> Iterator[Finding]:
    """Approved before the last day has gone; a sheet made afterwards stands only for an approval in time."""
    last = _day(case.said("原办结期限"))
    step = case.matter.last("extended")
    approved = step.on if step else case.issued_on
    if last and approved > last:
        yield Finding(
            f"原办结期限{chinese_date(last)}已过，延期应当在期限届满前批准，请尽快答复并如实记录超期",
            "原办结期限", blocks=True, article=EXTENSION, page="steps",
        )  # fmt: skip


def _extension_agreed(case: PaperCase) -> Iterator[Finding]:
    if (
        case.office.choices.extension_needs_assigner
        and case.said("上级交办")
        and not case.said("交办机关意见")
    ):
        yield Finding("上级交办事项延期须经交办机关同意（本机关设置），请填写交办机关意见", "交办机关意见")


def _day(text: str) -> date | None:
    try:
        return parse_full_date(text)
    except DateError:
        return None


def _registered_whole(case: PaperCase) -> Iterator[Finding]:
    """姓名（名称）、住址 and 请求、事实、理由 (Art 19 ¶1); the form is kept whatever is missing."""
    article = "《信访工作条例》第十九条第一款"
    if not case.matter.anonymous and not case.said("住址"):
        yield Finding(
            "没有填写信访人住址，书面告知无法送达，请问清后补填", "住址", article=article, page="people"
        )
    if not latest_reception(case.matter).text.strip():
        yield Finding("没有记录事实和理由，请如实记录后再打印", "本次内容", article=article, page="reception")


def _representatives(case: PaperCase) -> Iterator[Finding]:
    part = latest_reception(case.matter)
    speaking = sum(it.representative for it in part.attendances)
    article = "《信访工作条例》第二十条第三款"
    if part.head_count >= case.office.group_visit_threshold and not speaking:
        yield Finding(
            "多人来访应当推选代表，名单里还没有写明代表", "代表人数", article=article, page="reception"
        )
    if speaking > MOST_REPRESENTATIVES:
        yield Finding(
            f"代表人数不得超过{MOST_REPRESENTATIVES}人，请核对", "代表人数", article=article, page="reception"
        )


def _served_known(case: PaperCase) -> Iterator[Finding]:
    if case.said("文书") and not case.said("文书名称"):
        yield Finding("这件事项没有所选的文书，请重新选择要送达的文书", "文书", blocks=True)


def _served_by_leaving(case: PaperCase) -> Iterator[Finding]:
    """留置: why and when it was refused, and somebody who saw it (by analogy with 民事诉讼法)."""
    if "■留置" not in case.said("送达方式选项"):
        return
    for place, sentence in (
        ("拒收情况", "留置送达要写明拒收的事由和日期"),
        ("见证人", "留置送达要有见证人签名"),
    ):
        if not case.said(place):
            yield Finding(f"{sentence}，可以打印后用笔补写", place)


def _agreement_whole(case: PaperCase) -> Iterator[Finding]:
    """What 人民调解法 Art 29 lists; it says 可以, so nothing here forbids the paper."""
    article = (
        "《人民调解法》第二十九条" if case.form.id == "mediation_agreement" else "《信访工作条例》第三十三条"
    )
    for place, what in (
        ("甲方", "当事人的基本情况"), ("乙方", "另一方当事人的基本情况"), ("争议事项", "主要事实、争议事项"),
        ("协议内容", "协议内容"), ("履行方式和期限", "履行的方式和期限"),
    ):  # fmt: skip
        if not case.said(place):
            yield Finding(f"没有写明{what}，协议书上会留空", place, article=article)


def _case_led(case: PaperCase) -> Iterator[Finding]:
    if not case.said("包案领导"):
        yield Finding("没有写明包案领导，表上会留空", "包案领导", article=case.form.article)


def _urgent_told(case: PaperCase) -> Iterator[Finding]:
    for place in ("发生地点", "已采取措施"):
        if not case.said(place):
            yield Finding(
                f"没有写明{place}，请核实后补填；情况紧急的可以先报后补", place, article=case.form.article
            )


SHEET_CHECKS: dict[str, tuple[Check, ...]] = {
    "registration_form": (_registered_whole, _representatives),
    "visitor_list": (_representatives,),
    "service_return": (_served_known, _served_by_leaving),
    "extension_approval": (_extension_days, _extension_in_time, _extension_agreed),
    "mediation_agreement": (_agreement_whole,),
    "settlement_agreement": (_agreement_whole,),
    "case_responsibility": (_case_led,),
    "urgent_report": (_urgent_told,),
}
