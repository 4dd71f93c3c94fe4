"""The columns of a township's register: which header means what.

Registers are kept by hand, so headers come in any order, with line breaks, brackets and other
names for the same thing. What is not understood is listed, never dropped unseen.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.register_cells import Cell
from app.errors import BundleError

REQUIRED = ("信访形式", "信访日期", "姓名", "主题")

_OTHER_NAMES: dict[str, str] = {
    "信访形式": "形式 信访方式 信访渠道 渠道",
    "信访日期": "来访日期 来信日期 收信日期 来电日期 日期 时间 留言时间",
    "登记日期": "录入日期",
    "姓名": "来访人 信访人 来信人 来访人姓名 信访人姓名 来信人姓名 当事人 留言用户",
    "人数": "信访人数 来访人数 反映人数 人次",
    "电话": "联系电话 电话号码 手机 手机号 手机号码 联系方式",
    "证件号码": "身份证 身份证号 身份证号码 公民身份号码 公民身份证号 证件号",
    "住址": "地址 家庭住址 家庭地址 现住址 现住地址 居住地址 联系地址 常住地址 信访人住址",
    "村": "村社区 社区 村居 村/社区 村名 所在村 行政村 所属村 问题发生地 问题属地",
    "主题": "标题 信访主题 事由 信访事由 反映主题 留言主题",
    "内容": "反映内容 信访内容 主要内容 反映问题 反映情况 反映事项 信访事项 内容摘要 概况 留言详情",
    "诉求": "信访诉求 主要诉求 信访人诉求 信访请求 请求",
    "一级分类": "内容分类 一级内容分类 问题分类 问题类别",
    "二级分类": "二级内容分类",
    "三级分类": "三级内容分类",
    "信访目的": "目的",
    "来源": "信访来源 事项来源 信件来源",
    "走访层级": "信访层级 上访层级 走访去向 接访层级",
    "初重": "初重件 初/重 初访重访 初信重信 初重情况",
    "责任单位": "承办单位 办理单位 责任部门 承办部门 办理部门",
    "包案领导": "包案责任人 包案领导姓名",
    "受理日期": "",
    "不予受理日期": "不受理日期",
    "转送日期": "转办日期",
    "交办日期": "",
    "答复日期": "答复意见日期 处理意见日期",
    "送达日期": "",
    "办结日期": "结案日期",
    "化解日期": "",
    "部门评价": "信访部门评价 对信访部门评价 信访部门满意度",
    "单位评价": "责任单位评价 对责任单位评价 责任单位满意度",
    "信访件编号": "信访编号 系统编号 信访系统编号 留言编号",
}


ANONYMOUS = frozenset({"匿名", "匿名信", "不具名", "佚名"})
"""What a register writes for a name that was not given."""


def _meanings() -> dict[str, str]:
    named = {other: column for column, others in _OTHER_NAMES.items() for other in others.split()}
    return named | {column: column for column in _OTHER_NAMES}


_MEANINGS = _meanings()


@dataclass(frozen=True)
class Layout:
    """Which column of a sheet is which.

    `columns` has a place for each column of the sheet, empty where it is not understood;
    `titles` gives back the sheet's own header; `channel` is set where the whole sheet is of one
    channel (an export of web messages); `ignored` names the headers that are not taken over.
    """

    columns: tuple[str, ...]
    titles: Mapping[str, str]
    channel: Literal["web"] | None
    ignored: tuple[str, ...]

    def cells(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """One row of the sheet under the names this program knows."""
        return {column: cell for column, cell in zip(self.columns, row, strict=False) if column}


def recognise(headers: Sequence[Cell]) -> Layout:
    """Find out what each column means.

    Of two headers for the same thing the exact one wins, else the left one. Raises
    `BundleError` naming what is missing or there twice.
    """
    titles = [_title(header) for header in headers]
    _refuse_twins(titles)
    columns: list[str] = []
    for position, title in enumerate(titles):
        column = _meaning(title)
        taken = column in columns or (title != column and column in titles[position + 1 :])
        columns.append("" if taken else column)
    is_messages = "信访形式" not in columns and any(title.startswith("留言") for title in titles)
    channel: Literal["web"] | None = "web" if is_messages else None
    _refuse_missing(columns, channel)
    named = {column: title for column, title in zip(columns, titles, strict=True) if column}
    ignored = (title for column, title in zip(columns, titles, strict=True) if title and not column)
    return Layout(tuple(columns), named, channel, tuple(ignored))


def count_known(headers: Sequence[Cell]) -> int:
    """How many different columns of a register these cells name: what tells a header row from others."""
    return len({_meaning(_title(header)) for header in headers} - {""})


def _refuse_twins(titles: Sequence[str]) -> None:
    if twins := sorted({title for title in titles if title in _OTHER_NAMES and titles.count(title) > 1}):
        raise BundleError(
            f"表头中有重复的列：{'、'.join(twins)}。请删去或改名后重新导入，本次没有登记任何一行。"
        )


def _refuse_missing(columns: Sequence[str], channel: str | None) -> None:
    needed = [column for column in REQUIRED if not (channel and column == "信访形式")]
    if missing := [column for column in needed if column not in columns]:
        raise BundleError(
            f"表中缺少这些列：{'、'.join(missing)}。请补上表头后重新导入，本次没有登记任何一行。"
        )


def _meaning(title: str) -> str:
    """The column a header names, or nothing."""
    bare = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", title)
    for name in (title, bare, re.sub(r"[()\[\]【】]", "", title)):
        for spelling in (name, re.sub("时间$", "日期", name)):
            if spelling in _MEANINGS:
                return _MEANINGS[spelling]
    return ""


def _title(header: Cell) -> str:
    """A header without blanks, line breaks, marks of obligation and full-width forms."""
    plain = unicodedata.normalize("NFKC", header if isinstance(header, str) else "")
    return re.sub(r"[\s*:\u200b\ufeff\x00-\x1f]", "", plain)[:50]
