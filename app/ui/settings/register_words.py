"""What is said of an old register: of its columns, its rows, and of what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.register_columns import REQUIRED
from app.core.rosters import TITLES
from app.services.refused_rows import REASON
from app.services.registers import ReadRegister, TakenRegister, TakenRow

ABOUT = (
    "原来用Excel、WPS登记的台账（.xlsx 或 .csv），可以整本搬进来，一行是一次信访。",
    f"表里至少要有{'、'.join(REQUIRED)}这{len(REQUIRED)}列，叫法不同也认得，例如“来访日期”“来信人”“事由”。",
    "选好文件先核对，什么也不写入；看清楚了再登记。同一个文件导入几次，都不会重复登记。",
)
DROP = "也可以把文件拖到这里"
LET_GO = "松开鼠标就核对"
ONE_FILE = "一次只能导入一个文件，什么也没有登记；请只拖一个表格文件过来。"
SAME_FILE = "这是原来的台账，没有保存，免得盖掉它；请换个名称再存。"
STOPPED_LOOKING = "已取消核对，什么也没有登记。"
STOPPED_BEFORE = "已取消，什么也没有登记。"
STOPPED_SAVING = "已取消，没有保存。"
MOST_NAMES = 12  # of a roster in one sentence


@dataclass(frozen=True)
class Remark:
    """One line of the table: the row of the sheet, its column if there is one, and the sentence."""

    row: int
    column: str
    sentence: str


def refused(rows: Sequence[TakenRow]) -> list[Remark]:
    """Why rows were not taken, each reason by itself."""
    return [_remark(it.row, it.column, it.sentence) for row in rows for it in row.problems]


def noted(rows: Sequence[TakenRow]) -> list[Remark]:
    """What went in with a remark."""
    return [Remark(row.row, "", note) for row in rows if not row.known for note in row.notes]


def details(read: ReadRegister, taken: TakenRegister) -> list[str]:
    """What of the sheet is taken for what, what is left out, and which names are new."""
    same = [column for title, column in read.recognised if title == column]
    other = [f"“{title}”是{column}" for title, column in read.recognised if title != column]
    lines = [f"认出的列：{'，'.join(['、'.join(same), *other] if same else other)}。"]
    if read.layout.channel:
        lines.append("没有信访形式一列，看表头是网上留言，全部按网上信访登记。")
    if read.ignored:
        lines.append(f"不导入的列：{'、'.join(read.ignored)}。")
    if taken.unread_sheets:
        lines.append(f"没有读取的工作表：{'、'.join(taken.unread_sheets)}；要导入，请各存成一个文件。")
    return lines + _names(taken)


def figures(taken: TakenRegister) -> tuple[tuple[int, str], ...]:
    """The three numbers that count."""
    first = "行可以登记" if taken.dry_run else "行已登记"
    return (taken.registered, first), (taken.known, "行此前已登记，不重复"), (taken.refused, "行不能登记")


def verdict(taken: TakenRegister) -> str:
    """What comes next after the rehearsal."""
    if taken.registered:
        rest = "不能登记的可以另存出来，改好再导入。" if taken.refused else ""
        return f"这是核对，还没有写入。要登记，点“{verb(taken)}”。{rest}"
    if taken.refused:
        rest = "其余的此前都已经登记。" if taken.known else ""
        return f"没有可以登记的行。{rest}不能登记的请按下面写的原因在Excel里改好，再选改好的文件。"
    return "这些行此前都已经登记，不用再导入。" if taken.known else "表头下面没有内容，没有可以登记的行。"


def verb(taken: TakenRegister) -> str:
    return f"登记这{taken.registered}行"


def outcome(taken: TakenRegister) -> str:
    """What became of it."""
    known = f"此前已登记的{taken.known}行没有重复登记。" if taken.known else ""
    if taken.left:
        return (
            f"已取消：已登记的{taken.registered}行留在登记库里，还有{taken.left}行没有登记。{known}"
            "再导入同一个文件，就接着登记，不会重复。"
        )
    rest = (
        f"有{taken.refused}行没有登记，原因列在下面；另存出来改好，再导入那个文件。" if taken.refused else ""
    )
    return f"已登记{taken.registered}行。{known}{rest}"


def saved(count: int, name: str) -> str:
    return (
        f"已保存{count}行：{name}。第一列“{REASON}”写着原因，改好以后导入这个文件；"
        "文件没有加密，用完请删除。"
    )  # fmt: skip


def _remark(row: int, column: str, sentence: str) -> Remark:
    bare = sentence.removeprefix(f"第{row}行").removeprefix(f"“{column}”：")
    return Remark(row, column, bare)


def _names(taken: TakenRegister) -> list[str]:
    said = "将加入" if taken.dry_run else "已加入"
    lines = []
    for kind, title in TITLES.items():
        names = [name for roster, name in taken.new_names if roster == kind]
        more = f"等{len(names)}个" if len(names) > MOST_NAMES else ""
        if names:
            lines.append(f"{said}{title}名册：{'、'.join(names[:MOST_NAMES])}{more}。")
    return lines
