"""Places that nobody filled in: X件, ××镇, 20XX年, 上升*%, ____, （略）, ……, 率为 %, 【请填写…】.

Masked names (张某某, 李××) and telephone numbers (138****1234) are no gaps.
"""

import re
from collections.abc import Iterator

from app.core.report_checks.characters import Cleaned, clean
from app.core.report_checks.reports import Finding, Paragraph

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金"
    "陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_PLACE = "[镇乡村县市区省局办所组站厅委]|街道|社区|单位|年|月|日|部门"
_COUNT = "件|批|人|起|个|条|场|期|次|户|份|案|宗|万|%|名|封|项"
_CROSS = "[XxＸｘ×✕╳*＊]"
_GAPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (
            rf"(?<![0-9])(?:19|20){_CROSS}{{2}}(?:年|\.|-|(?=[^0-9A-Za-z]|$))|(?<![0-9])20[0-9]{_CROSS}年",
            "“{}”没有换成实际年份",
        ),
        (rf"(?<![A-Za-z0-9.-])[Xx×✕╳*]{{1,12}}(?=(?:{_COUNT}|{_PLACE}|条|[(]))", "“{}”没有换成实际内容"),
        (rf"(?<![A-Za-z0-9.{_SURNAMES}-])[XxＸ×✕╳]{{2,12}}(?![A-Za-z0-9])", "“{}”没有换成实际内容"),
        (r"(?<=[一-鿿，、：“(])\*{1,12}(?=[一-鿿，、。；”)])", "“{}”没有换成实际内容"),
        (
            rf"(?<![{_SURNAMES}])某某(?!人)|某某(?=(?:[镇乡县市区]|街道|社区|局|单位|村(?!民)))",
            "“某某”没有换成实际名称",
        ),
        (r"(?<![一二三四五六七八九〇○0-9])[○〇]{2,}(?=[镇乡村县市区局街])", "名称没有填写"),
        (r"_{2,}|﹍{2,}|＿{2,}", "横线处没有填写"),
        (r"\((?:此处|以下|内容|具体)?略\)|〔略〕|\[略\]", "“（略）”没有换成实际内容"),
        (r"…{2,}|\.{6,}|。{3,}|·{6,}", "省略号处没有填写"),
        (rf"[?？]{{1,6}}(?=(?:{_COUNT}))", "问号处没有填写"),
        (r"【(?:请|待|此处|填写|补充|这里|插入)[^】]{0,80}】|【\s*】", "这一处留给经办人填写，还没有填"),
        (r"(?:待|请|此处)(?:补充|填写|填报|核实后填)(?=[)】。，；]|$)|\(待填\)|\(待定\)", "这一处还没有填写"),
    )
)
_EMPTY_PERCENT = re.compile(r"(?:(?<=[占为达升降增长减少到至是率比约的])|(?<=%[和与及、，]))%")
_EMPTY_COUNT = re.compile(
    "(?:来信|来访|网信|网上信访|来电|登记|共|共计|合计|受理|接待|办结|化解|增加|减少|集体访|个访|计)[ \t\u3000\xa0]+(?:件次|件(?![数均])|批次|批(?!次)|人次|起)"
    "|20[ \t\u3000\xa0]+年[ \t\u3000\xa0]*[0-9]*[ \t\u3000\xa0]*月(?![ \t\u3000\xa0]*日)"
)
_FOR_A_PEN = re.compile(
    "(?:签字|签名|签章|盖章|填表人|填报人|审核人|负责人|经办人|联系人|电话|日期|年|月|签发人?|制表人?)[：(]?$"
)
_TITLES = re.compile("[镇乡村县市区局所站组]长|村民|部长|委员|书记|主任|主席|同志|居民|信访人")
_PAGE_NUMBER = re.compile(r"\s*[0-9]{1,4}")
_EMPTY_CELL = re.compile(r"[Xx]{1,6}|×{2,6}|\*{1,6}|[?？]{1,6}")
_SHORT = 40  # a line to sign and date on, not a sentence
_UNIT_NOTE = re.compile("单位[：]")


def check_placeholders(paragraph: Paragraph) -> Iterator[Finding]:
    """Every gap of a paragraph; a contents page's dots and lines to sign on are none."""
    source = clean(paragraph.text)
    taken: list[tuple[int, int]] = []
    for start, end, what in _gaps(source.text):
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        taken.append((start, end))
        yield _finding(paragraph.place, source, start, end, what)
    for found in _EMPTY_COUNT.finditer(paragraph.text):
        yield Finding("placeholder", paragraph.place, found[0], f"“{found[0]}”中间没有填数字。")


def check_cell(cell: str, place: str) -> Iterator[Finding]:
    """A cell that holds nothing but the sign of a gap, or the gaps of its words."""
    if _EMPTY_CELL.fullmatch(clean(cell).text):
        yield Finding("placeholder", place, cell.strip(), f"“{cell.strip()}”没有换成实际内容。")
    else:
        yield from check_placeholders(Paragraph(cell, place))


def _gaps(text: str) -> Iterator[tuple[int, int, str]]:
    for pattern, what in _GAPS:
        for found in pattern.finditer(text):
            if not _is_meant(text, *found.span()):
                yield found.start(), found.end(), what
    if not _UNIT_NOTE.search(text):
        for found in _EMPTY_PERCENT.finditer(text):
            yield found.start(), found.end(), "百分号前没有填数字"


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether what looks like a gap belongs there: leaders, a quotation cut short, 3×5, a line to sign on."""
    gap, before = text[start:end], text[:start]
    if gap[0] in "….·":
        return bool(_PAGE_NUMBER.fullmatch(text[end:])) or before.count("“") > before.count("”")
    if gap[0] in "_﹍＿":
        return bool(_FOR_A_PEN.search(before)) or (
            text[end : end + 1] in set("年月日") and len(text) < _SHORT
        )
    if gap[0] in "XxＸ×✕╳*" and before[-1:] in set(_SURNAMES) and _TITLES.match(text, end):
        return True
    if gap[0] in "*×":
        return before[-1:].isdigit() or bool(
            re.fullmatch(r"\*[一-鿿].*", text[start : start + 2]) and not before
        )
    return False


def _finding(place: str, source: Cleaned, start: int, end: int, what: str) -> Finding:
    """The gap with a few words around it, so that it is found on the page."""
    around = source.quote(max(0, start - 8), min(len(source.text), end + 8))
    return Finding("placeholder", place, around, f"{what.replace('{}', source.quote(start, end))}。")
