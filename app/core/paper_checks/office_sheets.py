"""What is checked of a sheet that belongs to no matter (条例 Art 13, 14, 18; 个人信息保护法 Art 25)."""

import re
from collections.abc import Iterator, Mapping

from app.core.forms import Form
from app.core.paper_checks.finding import Finding

_PERSONAL = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9])")
_PUBLISHED = {
    "网络信访渠道": "网络信访渠道", "机关地址": "通信地址", "电话": "咨询投诉电话", "接待时间": "信访接待的时间",
    "接待地点": "信访接待的地点", "查询方式": "查询办理进展和结果的方式",
}  # fmt: skip
_OFFICE_PLACES = ("机关地址", "电话")


def check_office_sheet(form: Form, values: Mapping[str, str], unprintable: str) -> tuple[Finding, ...]:
    """Everything that is wrong with the sheet, what blocks it first."""
    found = [*_asked(form, values), *_public(form, values), *_private(form, values), *_printable(unprintable)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _asked(form: Form, values: Mapping[str, str]) -> Iterator[Finding]:
    for ask in form.asks:
        if ask.required and not values.get(ask.name, "").strip():
            yield Finding(ask.required, ask.name, blocks=True, article=form.article)


def _public(form: Form, values: Mapping[str, str]) -> Iterator[Finding]:
    """What Art 18 ¶1 tells every organ to publish."""
    if form.id != "public_notice":
        return
    for place, what in _PUBLISHED.items():
        if not values.get(place, "").strip():
            page = "office" if place in _OFFICE_PLACES else ""
            yield Finding(f"应当公布{what}，现在还没有填写", place, article=form.article, page=page)


def _private(form: Form, values: Mapping[str, str]) -> Iterator[Finding]:
    """A bulletin goes to many readers: no numbers by which a petitioner could be found."""
    if form.id != "bulletin":
        return
    if _PERSONAL.search(values.get("简报内容", "")):
        yield Finding(
            "简报里像是有身份证号或者手机号，请删去；信访人的姓名写成“张某”", "简报内容",
            article="《个人信息保护法》第二十五条",
        )  # fmt: skip


def _printable(unprintable: str) -> Iterator[Finding]:
    if unprintable:
        shown = "、".join(dict.fromkeys(unprintable))
        yield Finding(f"“{shown}”没有可用的字形，打印出来是“〓”，请用笔补写或者换用通行的字")
