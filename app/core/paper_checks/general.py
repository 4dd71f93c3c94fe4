"""What is true of every paper: it names whom it is for, who answers, and nothing is a box."""

from collections.abc import Iterator

from app.core.dates import chinese_date
from app.core.forms.form import PETITIONER
from app.core.paper_checks.finding import Check, Finding, PaperCase


def _asked(case: PaperCase) -> Iterator[Finding]:
    for ask in case.form.asks:
        if ask.required and not case.said(ask.name):
            yield Finding(ask.required, ask.name, blocks=True, article=case.form.article)


def _printable(case: PaperCase) -> Iterator[Finding]:
    if case.unprintable:
        shown = "、".join(dict.fromkeys(case.unprintable))
        yield Finding(f"“{shown}”没有可用的字形，打印出来是“〓”，请用笔补写或者换用通行的字", page="people")


def _contact(case: PaperCase) -> Iterator[Finding]:
    if "电话" in case.wanted and not case.office.phone:
        yield Finding("没有填写本机关联系电话，文书上会留空", "电话", page="office")
    if "联系人" in case.wanted and not case.office.clerk:
        yield Finding("没有填写本机关联系人，文书上会留空", "联系人", page="office")


def _known_petitioner(case: PaperCase) -> Iterator[Finding]:
    if case.form.to == PETITIONER and case.matter.anonymous:
        yield Finding(
            "这件事项没有姓名和联系方式，文书无法送达，制作后请附卷",
            article="《信访工作条例》第二十三条第二款",
            page="people",
        )


def _dates(case: PaperCase) -> Iterator[Finding]:
    if case.issued_on < case.matter.registered_on:
        first = chinese_date(case.matter.registered_on)
        yield Finding(f"文书日期早于登记日期{first}，请核对电脑日期", blocks=True)


GENERAL: tuple[Check, ...] = (_asked, _dates, _known_petitioner, _contact, _printable)
