"""The tables that travel, column by column, so that a county can rebuild every figure.

The wire format is a contract: its words stay what they are even if the program inside
changes. A column is only ever added, never renamed or given another meaning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as quoted

from app.core.canonical import names_in_order
from app.exchange.columns import Cell, Field, Row, Table

__all__ = ["TABLES", "Cell", "Field", "Row", "Table"]

CHANNELS = ("letter", "visit", "web", "call", "other")
PURPOSES = ("suggestion", "report", "appeal")
TRAVELS = ("included", "listed", "missing", "too_large")
CONFIGURED = ("wording", "unit", "village", "class", "setting", "calendar", "rule_pack")
RESULTS = ("accepted", "duplicate", "held", "conflict", "stale", "voided", "rejected")

_RECORD = (
    Field("id", "uuid", "标识", required=True),
    Field("revision", "integer", "版次", required=True, least=1),
    Field("base_revision", "integer", "县局已收版次", required=True, least=0),
    Field("content_hash", "hash", "内容校验值", required=True),
    Field("void", "flag", "已作废", required=True),
    Field("sealed", "flag", "已密封", required=True),
)
OPENED = "opened"  # on a row: sealed, but handed over by an explicit act; never a column
BESIDE_CONTENT = frozenset({"revision", "base_revision", "content_hash"})


def _fields(*lines: str) -> Iterable[Field]:
    """Read `name kind title [! required] [* confidential] [>=n] [a|b|c]` lines: a table one can see whole."""
    for line in lines:
        name, kind, title, *marks = line.split()
        least = next((int(mark[2:]) for mark in marks if mark.startswith(">=")), None)
        values = next((tuple(mark.split("|")) for mark in marks if "|" in mark), ())
        yield Field(name, kind, title, "!" in marks, values, least, "*" in marks)


def _table(name: str, title: str, *lines: str, record: bool = True) -> Table:
    return Table(name, title, (*(_RECORD if record else ()), *_fields(*lines)), record)


_TABLES = (
    _table(
        "receptions", "登记",
        "matter_id uuid 信访事项标识 !",
        "ordinal integer 第几次登记 >=1",
        "channel code 信访形式 ! " + "|".join(CHANNELS),
        "visit_kind code 个访或集体访 individual|group",
        "occurred_on date 信访日期 !",
        "registered_on date 登记日期 !",
        "recorded_at moment 录入时间",
        "head_count integer 人数 ! >=1",
        "repeat flag 重复信访",
        "anonymous flag 匿名",
        "external_number text 信访信息系统编号",
        "envelope_number text 信封编号 *",
        "agent text 代理人 *",
        "text text 内容 *",
        "request text 诉求 *",
        "note text 备注 *",
        "level code 走访层级",
    ),
    _table(
        "matters", "信访事项",
        "number text 编号 !",
        "title text 主题 *",
        "purpose code 信访目的 " + "|".join(PURPOSES),
        "category_code text 内容分类代码 *",
        "category_name text 内容分类 *",
        "village_id uuid 村（社区）标识 *",
        "village_code text 村（社区）代码 *",
        "village_name text 村（社区） *",
        "unit_id uuid 责任单位标识 *",
        "unit_code text 责任单位代码 *",
        "unit_name text 责任单位 *",
        "leader text 包案领导 *",
        "source text 来源",
        "external_number text 信访信息系统编号",
        "state code 办理状态 !",
        "registered_on date 登记日期 !",
        "decided_on date 首次作出决定日期",
        "accepted_on date 受理日期",
        "declined_on date 不予受理日期",
        "referred_on date 转送日期",
        "assigned_on date 交办日期",
        "answered_on date 答复日期",
        "delivered_on date 送达日期",
        "closed_on date 办结日期",
        "settled_on date 化解日期",
        "notice_due date 书面告知期限",
        "answer_due date 办结答复期限",
        "void_reason text 作废原因 *",
        "route code 办理途径",
        "merged_into uuid 并入的事项标识",
        "split_from uuid 拆分自的事项标识",
    ),
    _table(
        "people", "信访人",
        "name text 姓名 *",
        "sex text 性别 *",
        "born text 出生日期 *",
        "id_number text 证件号码 *",
        "phone text 电话 *",
        "address text 住址 *",
        "village_id uuid 村（社区）标识 *",
    ),
    _table(
        "reception_people", "登记与信访人",
        "reception_id uuid 登记标识 !",
        "person_id uuid 信访人标识 *",
        "representative flag 代表",
    ),
    _table(
        "steps", "办理环节",
        "matter_id uuid 信访事项标识 !",
        "kind code 环节 !",
        "occurred_on date 日期 !",
        "recorded_at moment 录入时间",
        "unit_id uuid 单位标识 *",
        "unit_name text 单位 *",
        "due_on date 要求完成日期",
        "way text 送达方式",
        "paper text 文书",
        "value text 结果 *",
        "leader text 领导 *",
        "text text 内容 *",
        "reason code 理由、评价对象代码 *",
    ),
    _table("units", "单位", "code text 代码", "name text 名称 !", "retired_on date 停用日期"),
    _table("villages", "村（社区）", "code text 代码", "name text 名称 !", "retired_on date 停用日期"),
    _table(
        "attachments", "附件",
        "matter_id uuid 信访事项标识 !",
        "reception_id uuid 登记标识",
        "sha256 hash 内容校验值 *",
        "size integer 字节数 ! >=0",
        "name text 名称 *",
        "kind code 种类 *",
        "note text 说明 *",
        "travels code 是否随包 ! " + "|".join(TRAVELS),
    ),
    _table(
        "assignments", "交办转送",
        "county_number text 上级编号 !",
        "kind code 交办或转送 ! assigned|referred",
        "issued_on date 交办日期 !",
        "due_on date 反馈期限",
        "basis text 文号",
        "instruction text 办理要求 *",
        "channel code 信访形式 ! " + "|".join(CHANNELS),
        "occurred_on date 信访日期 !",
        "title text 主题 ! *",
        "text text 内容 *",
        "request text 诉求 *",
        "purpose code 信访目的 " + "|".join(PURPOSES),
        "category_code text 内容分类代码 *",
        "head_count integer 人数 ! >=1",
        "anonymous flag 匿名",
        "petitioner text 信访人 *",
        "phone text 电话 *",
        "id_number text 证件号码 *",
        "address text 住址 *",
    ),
    _table(
        "assignment_answers", "交办转送的办理",
        "matter_id uuid 信访事项标识 !",
        "number text 编号 !",
        "county_number text 上级编号 !",
        "matter_state code 办理状态 !",
        "answer code 答复",
        "answered_on date 日期",
        "reason text 异议理由 *",
    ),
    _table(
        "corrections", "数字更正",
        "figure code 指标 !",
        "name text 名称",
        "original text 原数 !",
        "corrected text 更正后 !",
        "reason text 更正原因 !",
        "approved_by text 批准人 !",
        record=False,
    ),
    _table(
        "configuration", "下发配置",
        "version integer 版本 ! >=1",
        "name text 名称 !",
        "kind code 种类 ! " + "|".join(CONFIGURED),
        "key text 代码",
        "title text 名目 !",
        "value text 内容",
        "retired_on date 停用日期",
        "note text 说明",
        record=False,
    ),
    _table(
        "figures", "统计指标",
        "figure code 指标 !",
        "name text 名称",
        "unit text 计量单位",
        "value integer 数值",
        "numerator integer 分子",
        "denominator integer 分母",
        "text text 打印文字",
        record=False,
    ),
    _table(
        "office_figures", "各单位指标",
        "code text 单位代码 !",
        "name text 单位 !",
        "figure code 指标 !",
        "value integer 数值",
        "numerator integer 分子",
        "denominator integer 分母",
        record=False,
    ),
    _table(
        "entries", "记录链",
        "seq integer 序号 ! >=1",
        "id uuid 标识 !",
        "kind code 种类 !",
        "subject text 所属 !",
        "occurred_on date 发生日期 !",
        "recorded_at moment 记录时间 !",
        "actor text 经办人",
        "payload_hash hash 内容校验值 !",
        "prev hash 前一条校验值 !",
        "hash hash 校验值 !",
        record=False,
    ),
    _table(
        "withheld", "未报送的内容",
        "table code 表 !",
        "record_id uuid 标识 !",
        "field code 字段 !",
        "reason text 原因 !",
        record=False,
    ),
    _table(
        "acknowledged", "已收报送包",
        "epoch text 登记簿期次 !",
        "sequence integer 序号 ! >=1",
        "hash hash 报送包校验值 !",
        "kind code 种类 !",
        "period text 统计期",
        "taken_at moment 接收时间 !",
        "sentence text 说明",
        "state code 状态 received|processed",
        record=False,
    ),
    _table(
        "answers", "逐条回执",
        "bundle_sequence integer 报送包序号 ! >=1",
        "record_table code 表 !",
        "record_id uuid 标识 !",
        "revision integer 版次 ! >=0",
        "result code 结果 ! " + "|".join(RESULTS),
        "county_number text 县局编号",
        "field text 字段",
        "sentence text 说明",
        record=False,
    ),
    _table(
        "totals", "合计核对",
        "period text 统计期 !",
        "figure code 指标 !",
        "township_value integer 乡镇报数 !",
        "county_value integer 县局核数 !",
        "difference integer 相差 !",
        record=False,
    ),
)  # fmt: skip
TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}


def cell_text(value: Cell) -> str:
    """A value as it stands in the file: a blank for nothing, digits for a number."""
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def content_hash(row: Mapping[str, Cell]) -> str:
    """SHA-256 that says whether two copies of a record say the same.

    Over the canonical JSON of the cells as written, blank ones left out: a column that is added later and stays
    blank changes nothing, and nobody needs to know a column's type to check the hash.
    """
    parts = [
        mark + quoted(text)
        for name, mark in _content(tuple(row))
        if (text := value if type(value := row[name]) is str else cell_text(value))
    ]
    return sha256(f"{{{','.join(parts)}}}".encode()).hexdigest()


@lru_cache(maxsize=256)
def _content(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The columns that count, in canonical order."""
    return tuple(pair for pair in names_in_order(names) if pair[0] not in BESIDE_CONTENT)


def withholding(name: str, rows: Iterable[Row], kept_back: Callable[[Row], object]) -> Iterator[Row]:
    """Blank the confidential columns of sealed rows and tell `kept_back` of each (条例 Art 30 ¶3).

    The receiver must not read "kept back" as "there was none" (ideas.md §4.2-20). A row that
    does not say whether it is sealed raises `KeyError`: forgetting must not become leaking.
    A row that somebody decided to hand over as it is says so by `OPENED`.
    """
    secret = [field.name for field in TABLES[name].fields if field.confidential]
    for row in rows:
        if not (secret and row["sealed"]):
            yield row
            continue
        if OPENED in row:
            yield {column: cell for column, cell in row.items() if column != OPENED}
            continue
        for column in secret:
            if cell_text(row.get(column)):
                kept_back(_kept_back(name, row, column))
        yield row | dict.fromkeys(secret, "")


def _kept_back(table: str, row: Row, column: str) -> Row:
    return {"table": table, "record_id": row["id"], "field": column, "reason": "检举控告事项，内容已密封"}
