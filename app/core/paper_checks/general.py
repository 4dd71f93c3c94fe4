"""What is true of every paper: it names whom it is for, who answers, and nothing is a box."""

import re
from collections.abc import Iterator

from app.core.dates import chinese_date
from app.core.forms.form import PAPER, PETITIONER, RECEPTION
from app.core.letter_occasions import latest_step
from app.core.paper_checks.finding import Check, Finding, PaperCase

REGULATION = "《信访工作条例》"
_ARTICLES = 50  # 信访工作条例, in force since 1 May 2022
_REPEALED = {
    "《信访条例》": "2022年5月1日起由《信访工作条例》取代",
    **dict.fromkeys(
        (
            "《民法通则》",
            "《民法总则》",
            "《物权法》",
            "《合同法》",
            "《担保法》",
            "《婚姻法》",
            "《继承法》",
            "《收养法》",
            "《侵权责任法》",
        ),
        "2021年1月1日《民法典》施行时废止",
    ),
}
_CITED = re.compile(r"《信访工作条例》第([一二三四五六七八九十]+)条")
_FIGURES = {figure: value for value, figure in enumerate("一二三四五六七八九", start=1)}
_DECIDES = (
    "依据",
    "处理意见",
    "理由",
)  # what the office itself says; a petitioner may cite whatever they like


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


def _after_its_step(case: PaperCase) -> Iterator[Finding]:
    """A paper cannot be older than what it tells of."""
    entries = [entry for entry in case.form.tells_of if entry not in {RECEPTION, PAPER}]
    step = latest_step(case.matter, *entries) if entries else None
    if step and case.issued_on < step.on:
        yield Finding(
            f"文书日期早于所依据的办理环节（{chinese_date(step.on)}），请核对日期", blocks=True, page="steps"
        )


def _in_force(case: PaperCase) -> Iterator[Finding]:
    """A decision rests on law that is in force, and on articles that there are."""
    for ask in case.form.asks:
        said = case.said(ask.name)
        if not any(word in ask.name for word in _DECIDES) or ask.name == "事实和理由":
            continue
        for law, since in _REPEALED.items():
            if law in said:
                yield Finding(f"{law}已经失效（{since}），请改引现行有效的规定", ask.name)
        for cited in _CITED.findall(said):
            if not 1 <= _value(cited) <= _ARTICLES:
                yield Finding(f"{REGULATION}没有第{cited}条，请核对", ask.name)


def _value(figure: str) -> int:
    """三十一 is 31; what is no number is 0."""
    tens, ten, ones = figure.rpartition("十")
    if not ten:
        return _FIGURES.get(ones, 0)
    return (_FIGURES.get(tens, 0) if tens else 1) * 10 + (_FIGURES.get(ones, 0) if ones else 0)


GENERAL: tuple[Check, ...] = (
    _asked,
    _dates,
    _after_its_step,
    _in_force,
    _known_petitioner,
    _contact,
    _printable,
)
