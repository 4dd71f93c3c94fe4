"""What is checked of a sheet that belongs to no matter (条例 Art 13, 14, 18; 个人信息保护法 Art 25)."""

import re
from collections.abc import Iterator, Mapping

from app.core.forms import Form
from app.core.paper_checks.finding import Finding

_PERSONAL = re.compile(r"(?<![0-9])(?:[0-9]{17}[0-9Xx]|1[3-9][0-9]{9})(?![0-9])")
_PUBLISHED = {
    "public_notice": {
        "网络信访渠道": "应当公布网络信访渠道", "机关地址": "应当公布通信地址", "咨询投诉电话": "应当公布咨询投诉电话",
        "接待时间": "应当公布信访接待的时间", "接待地点": "应当公布信访接待的地点", "查询方式": "应当公布查询办理进展和结果的方式",
    },
    "privacy_notice": {
        "机关地址": "应当告知联系地址", "咨询投诉电话": "应当告知联系电话", "保存期限": "应当告知个人信息的保存期限",
    },
}  # fmt: skip


def check_office_sheet(form: Form, values: Mapping[str, str], unprintable: str) -> tuple[Finding, ...]:
    """Everything that is wrong with the sheet, what blocks it first."""
    found = [*_asked(form, values), *_public(form, values), *_private(form, values), *_printable(unprintable)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _asked(form: Form, values: Mapping[str, str]) -> Iterator[Finding]:
    for ask in form.asks:
        if ask.required and not values.get(ask.name, "").strip():
            yield Finding(ask.required, ask.name, blocks=True, article=form.article)


def _public(form: Form, values: Mapping[str, str]) -> Iterator[Finding]:
    """What the law has every organ tell (条例 Art 18 ¶1, 个人信息保护法 Art 17); the pen may still add it."""
    for place, sentence in _PUBLISHED.get(form.id, {}).items():
        if not values.get(place, "").strip():
            yield Finding(
                f"{sentence}，现在还没有填写，打印出来留空待填", place, article=form.article, page="office"
            )


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
