"""Makes register.xlsx again: the rows of rows.csv, what follows from each row, and every figure as a formula.

    .venv/bin/python tests/data/year/make.py

XlsxWriter writes the formulas, LibreOffice calculates them and keeps their values in the file, so that the
test needs neither. The formulas are our own reading of law.md §3 and §5; no line of the program has a part in
them. README.md says how they read.
"""

import csv
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

HERE = Path(__file__).resolve().parent
ROWS = HERE / "rows.csv"
PERIODS = {
    "2025-01": ("2025-01-01", "2025-01-31"), "2025-03": ("2025-03-01", "2025-03-31"), "2025-06": ("2025-06-01", "2025-06-30"),
    "2025-12": ("2025-12-01", "2025-12-31"), "2025-Q1": ("2025-01-01", "2025-03-31"), "2025-Q2": ("2025-04-01", "2025-06-30"),
    "2025-H1": ("2025-01-01", "2025-06-30"), "2025": ("2025-01-01", "2025-12-31"),
}  # fmt: skip
DATES = {
    "信访日期",
    "登记日期",
    "受理日期",
    "不予受理日期",
    "转送日期",
    "交办日期",
    "答复日期",
    "送达日期",
    "办结日期",
    "化解日期",
}
LEVELS = {
    "进京": "进京", "赴省": "赴省", "到市": "到市", "到县": "到县（区）", "来镇": "来镇（街道）", "到村": "到村（社区）",
}  # fmt: skip
CHANNELS = {"来信": "来信", "来访": "来访", "网上": "网上", "来电": "来电", "传真": "其他"}
ABOVE = ("上级转送", "上级交办", "巡视组、督导组交办")
OWN_UNIT, NO_VILLAGE, NO_CLASS, ABOVE_LEVEL = (
    "本办办理或未转出",
    "未填村（社区）",
    "未分类",
    "上级（未注明层级）",
)

# What follows from one row; {r} is its own row, 名 in braces a column of either sheet in that row.
DERIVED = {
    "键": '={姓名}&"|"&{电话}&"|"&{主题}',
    "起行": '=IF(AND({初重}="重",{电话}<>"",COUNTIF({键^},{键})>0),MATCH({键},{键^},0),{r})',
    "立件": "=IF({起行}={r},1,0)",
    "告知到期": '=IF(OR({立件}=0,AND({姓名}="匿名",{目的*}<>"检举控告")),"",{登记日期}+15)',
    "告知办理": '=IF(COUNT({受理日期}:{答复日期},{办结日期})=0,"",MIN({受理日期}:{答复日期},{办结日期}))',
    "告知及时": '=IF(OR({告知到期}="",{告知办理}=""),0,IF({告知办理}<={告知到期},1,0))',
    "答复到期": '=IF(AND({立件}=1,{受理日期}<>"",{目的*}="申诉求决"),{受理日期}+60,"")',
    "答复办理": '=IF(COUNT({答复日期},{办结日期})=0,"",MIN({答复日期},{办结日期}))',
    "答复及时": '=IF(OR({答复到期}="",{答复办理}=""),0,IF({答复办理}<={答复到期},1,0))',
    "首次决定": '=IF(COUNT({受理日期}:{交办日期})=0,"",MIN({受理日期}:{交办日期}))',
    "了结": '=IF(COUNT({不予受理日期},{办结日期})=0,"",MIN({不予受理日期},{办结日期}))',
    "评价日": "=MAX({登记日期},{受理日期}:{化解日期})",
    "可评": '=IF(AND({立件}=1,{姓名}<>"匿名",{目的*}<>"检举控告"),1,0)',
    "部门评价日": '=IF(AND({可评}=1,{部门评价}<>""),{评价日},"")',
    "部门逾期日": '=IF(AND({可评}=1,{部门评价}="",{首次决定}<>""),{首次决定}+30,"")',
    "单位评价日": '=IF(AND({可评}=1,{单位评价}<>""),{评价日},"")',
    "单位逾期日": '=IF(AND({可评}=1,{单位评价}="",{答复日期}<>"",{送达日期}<>""),{送达日期}+30,"")',
    "一年后": "=EDATE({登记日期},12)",
    "目的*": "=INDEX({#信访目的},{起行})",
    "一级*": f'=IF(INDEX({{#一级分类}},{{起行}})="","{NO_CLASS}",INDEX({{#一级分类}},{{起行}}))',
    "二级*": '={一级*}&IF(INDEX({#二级分类},{起行})="","","／"&INDEX({#二级分类},{起行}))',
    "三级*": '={二级*}&IF(INDEX({#三级分类},{起行})="","","／"&INDEX({#三级分类},{起行}))',
    "村*": f'=IF(INDEX({{#村}},{{起行}})="","{NO_VILLAGE}",INDEX({{#村}},{{起行}}))',
    "单位*": (
        "=IF(OR(COUNT(INDEX({#转送日期},{起行}),INDEX({#交办日期},{起行}))=0,INDEX({#责任单位},{起行})=\"\"),"
        f'"{OWN_UNIT}",INDEX({{#责任单位}},{{起行}}))'
    ),
    "来源*": "=INDEX({#来源},{起行})",
    "层级*": (
        '=IF({信访形式}<>"来访","",' + "".join(f'IF({{走访层级}}="{word}","{told}",' for word, told in LEVELS.items())
        + "IF(OR(" + ",".join(f'{{来源*}}="{word}"' for word in ABOVE) + f'),"{ABOVE_LEVEL}","{LEVELS["来镇"]}")'
        + ")" * (len(LEVELS) + 1)
    ),
    "形式*": '=IF({信访形式}="传真","其他",{信访形式})',
}  # fmt: skip

IN = '{登记日期},">="&{s},{登记日期},"<="&{e}'
OPEN = '({立件}=1)*({登记日期}<={e})*((({了结}="")+({了结}>{e}))>0)'
LATE = (
    '((({告知到期}<={e})*((({告知办理}="")+({告知办理}>{e}))>0)+'
    '({答复到期}<={e})*((({答复办理}="")+({答复办理}>{e}))>0))>0)'
)
NEW = "({立件}=1)*({登记日期}>={s})*({登记日期}<={e})"
OVER_BY = "({了结}<={e})"


def on(column: str, *more: str) -> str:
    """How many matters have this day in the period."""
    extra = "".join(f",{part}" for part in more)
    return f'COUNTIFS({{立件}},1,{{{column}}},">="&{{s}},{{{column}}},"<="&{{e}}{extra})'


def came(*conditions: str) -> str:
    """How many registrations of the period are such."""
    return f"COUNTIFS({','.join((*conditions, IN))})"


def heads(*conditions: str) -> str:
    return f"SUMIFS({','.join(('{人数}', *conditions, IN))})"


VISIT, LETTER = '{信访形式},"来访"', '{信访形式},"来信"'
COUNTS = {
    "receptions": came(), "persons": heads(), "letters": came(LETTER), "letters.persons": heads(LETTER),
    "visits": came(VISIT), "visits.persons": heads(VISIT),
    "single_visits": came(VISIT, '{人数},"<5"'), "single_visits.persons": heads(VISIT, '{人数},"<5"'),
    "group_visits": came(VISIT, '{人数},">=5"'), "group_visits.persons": heads(VISIT, '{人数},">=5"'),
    "large_visits": came(VISIT, '{人数},">=30"'),
    "web": came('{信访形式},"网上"'), "calls": came('{信访形式},"来电"'), "others": came('{信访形式},"传真"'),
    "joint_letters": came(LETTER, '{人数},">=5"'),
    "first": came('{初重},"<>重"'), "repeat": came('{初重},"重"'), "repeat_visits": came(VISIT, '{初重},"重"'),
    "matters": (
        'SUMPRODUCT(({登记日期}>={s})*({登记日期}<={e})/(COUNTIFS({起行},{起行},' + IN + ")"
        "+1-({登记日期}>={s})*({登记日期}<={e})))"
    ),
    "carried": 'COUNTIFS({立件},1,{登记日期},"<"&{s})-COUNTIFS({立件},1,{登记日期},"<"&{s},{了结},"<"&{s})',
    "new_matters": on("登记日期"), "accepted": on("受理日期"), "declined": on("不予受理日期"), "referred": on("转送日期"),
    "assigned": on("交办日期"), "answered": on("答复日期"), "closed": on("办结日期"), "settled": on("化解日期"),
    "finished": on("了结"),
    "open": 'COUNTIFS({立件},1,{登记日期},"<="&{e})-COUNTIFS({立件},1,{登记日期},"<="&{e},{了结},"<="&{e})',
    "in_time": f"SUMPRODUCT({OPEN}*(1-{LATE}))", "overdue": f"SUMPRODUCT({OPEN}*{LATE})",
    "long_pending": f"SUMPRODUCT({OPEN}*({{一年后}}<{{e}})*((({{化解日期}}=0)+({{化解日期}}>{{e}}))>0))",
    "leader_cases": f'SUMPRODUCT({OPEN}*({{包案领导}}<>""))',
}  # fmt: skip


def _scored(party: str) -> dict[str, tuple[str, str]]:
    given, lapsed = on(f"{party}评价日"), on(f"{party}逾期日")
    content = "+".join(on(f"{party}评价日", f'{{{party}评价}},"{word}"') for word in ("满意", "基本满意"))
    key = {"部门": "office", "单位": "unit"}[party]
    return {f"rate.evaluated.{key}": (given, f"{given}+{lapsed}"), f"rate.satisfied.{key}": (content, given)}


RATES = {
    "rate.accept_in_time": (on("告知到期", "{告知及时},1"), on("告知到期")),
    "rate.answer_in_time": (on("答复到期", "{答复及时},1"), on("答复到期")),
    **_scored("部门"), **_scored("单位"),
    "rate.settled": (
        "SUMPRODUCT(({立件}=1)*({办结日期}>={s})*({办结日期}<={e})*({化解日期}>0)*({化解日期}<={e}))", on("办结日期"),
    ),
    "rate.repeat": (COUNTS["repeat"], COUNTS["receptions"]),
    "rate.web": (COUNTS["web"], COUNTS["receptions"]),
}  # fmt: skip
STATUS = {
    "待作出决定": f'SUMPRODUCT({NEW}*(1-{OVER_BY})*(1-{LATE})*((({{首次决定}}="")+({{首次决定}}>{{e}}))>0))',
    "期限内办理": f"SUMPRODUCT({NEW}*(1-{OVER_BY})*(1-{LATE})*({{首次决定}}<={{e}}))",
    "超期": f"SUMPRODUCT({NEW}*(1-{OVER_BY})*{LATE})",
    "已办结": f"SUMPRODUCT({NEW}*{OVER_BY}*({{不予受理日期}}=0))",
    "不予受理": f"SUMPRODUCT({NEW}*{OVER_BY}*({{不予受理日期}}>0))",
}
AXES = {
    "by_channel": "形式*", "by_purpose": "目的*", "by_class": "一级*", "by_class2": "二级*", "by_class3": "三级*",
    "by_village": "村*", "by_unit": "单位*", "by_source": "来源*", "by_level": "层级*",
}  # fmt: skip
"""Axes whose lines are registrations, and the column that holds their key."""


class Book:
    """The workbook while it is written: where each column of either sheet stands."""

    def __init__(self, path: Path) -> None:
        with ROWS.open(encoding="utf-8", newline="") as file:
            self.header, *self.rows = list(csv.reader(file))
        self.last = len(self.rows) + 1
        self.file = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
        self.sheets = {name: self.file.add_worksheet(name) for name in ("台账", "推算", "统计", "分类")}
        self.place = {name: ("台账", at) for at, name in enumerate(self.header)}
        self.place |= {name: ("推算", at) for at, name in enumerate(DERIVED)}

    def cell(self, name: str, row: int) -> str:
        sheet, at = self.place[name]
        return f"{sheet}!${xl_col_to_name(at)}{row}"

    def column(self, name: str, first: int = 2) -> str:
        sheet, at = self.place[name]
        letter = xl_col_to_name(at)
        return f"{sheet}!${letter}${first}:${letter}${self.last}"

    def of_row(self, formula: str, row: int) -> str:
        """A formula about one row: its own cells, those above it (^), whole columns (#)."""
        for name in self.place:
            sheet, at = self.place[name]
            above = f"{sheet}!${xl_col_to_name(at)}$1:${xl_col_to_name(at)}{row - 1}"
            formula = formula.replace(f"{{{name}^}}", above).replace(f"{{#{name}}}", self.column(name, 1))
            formula = formula.replace(f"{{{name}}}", self.cell(name, row))
        return formula.replace("{r}", str(row))

    def of_period(self, formula: str, at: int) -> str:
        """A formula about all rows and the period of one column."""
        letter = xl_col_to_name(at)
        for name in self.place:
            formula = formula.replace(f"{{{name}}}", self.column(name))
        return "=" + formula.replace("{s}", f"{letter}$2").replace("{e}", f"{letter}$3")


def write(path: Path) -> None:
    book = Book(path)
    _register(book)
    for at, (name, formula) in enumerate(DERIVED.items()):
        book.sheets["推算"].write(0, at, name)
        for row in range(2, book.last + 1):
            book.sheets["推算"].write_formula(row - 1, at, book.of_row(formula, row), None, "")
    _figures(book)
    _breakdowns(book)
    book.file.close()


def _register(book: Book) -> None:
    sheet = book.sheets["台账"]
    sheet.write_row(0, 0, book.header)
    for row, cells in enumerate(book.rows, start=1):
        for at, (name, text) in enumerate(zip(book.header, cells, strict=True)):
            if text and name in DATES:
                sheet.write_datetime(row, at, date.fromisoformat(text))
            elif text:
                sheet.write(row, at, int(text) if name == "人数" else text)


def _heading(book: Book, name: str) -> None:
    sheet = book.sheets[name]
    for row, word in enumerate(("统计期", "起", "止")):
        sheet.write(row, 1, word)
    for at, (period, ends) in enumerate(PERIODS.items(), start=2):
        sheet.write(0, at, period)
        for row, day in enumerate(ends, start=1):
            sheet.write_datetime(row, at, date.fromisoformat(day))


def _line(book: Book, name: str, row: int, words: tuple[str, str], formula: str) -> None:
    sheet = book.sheets[name]
    sheet.write_row(row, 0, words)
    for at in range(2, len(PERIODS) + 2):
        sheet.write_formula(row, at, book.of_period(formula, at), None, "")


def _figures(book: Book) -> None:
    _heading(book, "统计")
    row = 3
    for figure, formula in COUNTS.items():
        _line(book, "统计", row, (figure, "数"), formula)
        row += 1
    for figure, (n, d) in RATES.items():
        text = f'IF(({d})=0,"—",TEXT(ROUND(({n})/({d})*100,2),"0.00")&"%")'
        for word, formula in (("分子", n), ("分母", d), ("印作", text)):
            _line(book, "统计", row, (figure, word), formula)
            row += 1


def _breakdowns(book: Book) -> None:
    """Every label an axis can have by the rows; those of a period without any come to nothing."""
    _heading(book, "分类")
    lines: list[tuple[tuple[str, str], str]] = []
    for axis, column in AXES.items():
        for label in _labels(book, axis):
            lines += [((f"{axis} 件次", label), came(f'{{{column}}},"{label}"'))]
            lines += [((f"{axis} 人次", label), heads(f'{{{column}}},"{label}"'))]
    lines += [(("by_status 件", label), formula) for label, formula in STATUS.items()]
    lines += [(("by_result 件次", "未注明"), on("答复日期"))]
    leaders = sorted({row[book.header.index("包案领导")] for row in book.rows} - {""})
    lines += [(("by_leader 件", who), f'SUMPRODUCT({OPEN}*({{包案领导}}="{who}"))') for who in leaders]
    for row, (words, formula) in enumerate(lines, start=3):
        _line(book, "分类", row, words, formula)


def _labels(book: Book, axis: str) -> list[str]:
    rows = [dict(zip(book.header, row, strict=True)) for row in book.rows]
    classes = [[part for part in (row["一级分类"], row["二级分类"], row["三级分类"]) if part] for row in rows]
    told = {
        "by_channel": [CHANNELS[row["信访形式"]] for row in rows],
        "by_purpose": [row["信访目的"] for row in rows],
        "by_class": ["／".join(part[:1]) or NO_CLASS for part in classes],
        "by_class2": ["／".join(part[:2]) or NO_CLASS for part in classes],
        "by_class3": ["／".join(part) or NO_CLASS for part in classes],
        "by_village": [row["村"] or NO_VILLAGE for row in rows],
        "by_unit": [row["责任单位"] or OWN_UNIT for row in rows] + [OWN_UNIT],
        "by_source": [row["来源"] for row in rows],
        "by_level": [*LEVELS.values(), ABOVE_LEVEL],
    }
    return sorted(set(told[axis]))


def calculate(written: Path, kept: Path) -> None:
    """LibreOffice opens the file, calculates and writes it with its values."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run([*command, "--convert-to", "xlsx", "--outdir", folder, str(written)], check=True)
        kept.write_bytes((Path(folder) / written.name).read_bytes())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        formulas = Path(folder) / "register.xlsx"
        write(formulas)
        calculate(formulas, HERE / "register.xlsx")
    sys.exit(0)
