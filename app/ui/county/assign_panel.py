"""下发交办: to which township, from which table, and row by row what will go or what has to be mended first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from app.county.assignment_table import AssignmentRow, AssignmentTable
from app.county.store_townships import Township
from app.ui.county.look_panel import LookPanel
from app.ui.county.words import ASSIGNED
from app.ui.theme import Theme, Tone, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import EmptyState
from app.ui.widgets.field import Field
from app.ui.widgets.figures_table import Cell
from app.ui.widgets.plain import PlainLabel

HEADS = ("事项", "行", "结果", "上级编号", "方式", "信访人", "反馈期限", "附件")
UNVERIFIED = "这个乡镇的密钥还没有按盖章的登记表核对，交办里有信访人的信息，请先核对再下发。"
MOST_SHOWN = 200  # more at once than a township's program takes for usual; longer tables make the window wait
SEALED = "检举控告事项"


class AssignPanel(LookPanel):
    """Shows a table before it goes; while one row is wrong nothing may be written.

    Signals:
        table_wanted: The clerk wants to choose the table.
        again_wanted: The table was mended and is to be read again.
        template_wanted: The clerk wants an empty table to fill in.
    """

    table_wanted, again_wanted, template_wanted = Signal(), Signal(), Signal()

    def __init__(self, theme: Theme, townships: Sequence[Township], code: str = "") -> None:
        empty = EmptyState(
            "先选填好的交办表",
            "每件一行，附件与表放在同一个文件夹；还没有表的，点“另存空白表”。写出以前先在这里逐行列出",
            icon_name="table",
        )
        super().__init__(theme, name="将要下发的事项", empty=empty)
        self.found: AssignmentTable | None = None
        self.township_box = QComboBox()
        self._unverified = {one.code for one in townships if not one.verified}
        for one in townships:
            self.township_box.addItem(one.name, one.code)
        self.township_box.setCurrentIndex(max(self.township_box.findData(code), 0))
        self.doubt = PlainLabel(UNVERIFIED, tone=Tone.SOON, wrap=True)
        self.pick_button = quiet("选交办表", icon_name="table", tip="填好的 .xlsx 或 .csv")
        self.again_button = quiet("改好了，再看一次", icon_name="refresh")
        self.template_button = quiet("另存空白表", icon_name="save", tip="列名已经写好，照着填")
        self._lay_out()
        self._connect()
        self.again_button.hide()
        self.submit_button.set_allowed(False, "先选交办表")
        self._on_township()

    def township(self) -> str:
        return str(self.township_box.currentData())

    def show_assignments(self, found: AssignmentTable) -> None:
        """What was read; wrong rows first."""
        self.found = found
        wrong = [_wrong(problem.row, problem.sentence) for problem in found.problems]
        self.show_found(HEADS, [*wrong, *(_line(row) for row in found.rows)][:MOST_SHOWN])
        self.again_button.setVisible(bool(wrong))
        self.submit_button.set_allowed(not wrong, "表里还有要改的，改好以后再看一次")
        self.notice.say(_summary(found), _tone(found))
        (self.again_button if wrong else self.submit_button).setFocus()

    def refuse(self, sentence: str) -> None:
        """The table cannot be read, or nothing could be written; what is shown stays."""
        self.notice.say(sentence, Tone.LATE)
        self.again_button.setVisible(True)

    def _on_township(self) -> None:
        self.doubt.setVisible(self.township() in self._unverified)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addWidget(Field("下发给哪个乡镇", self.township_box), 1)
        for button in (self.pick_button, self.again_button, self.template_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        self.column.addWidget(self.doubt)
        self.finish()

    def _connect(self) -> None:
        self.township_box.currentIndexChanged.connect(self._on_township)
        self.pick_button.clicked.connect(self.table_wanted)
        self.again_button.clicked.connect(self.again_wanted)
        self.template_button.clicked.connect(self.template_wanted)


def _wrong(number: int, sentence: str) -> list[Cell]:
    return [
        Cell(sentence, tone=Tone.LATE),
        Cell(str(number), number=True),
        Cell("要改", strong=True, tone=Tone.LATE),
    ]


def _line(row: AssignmentRow) -> list[Cell]:
    """Of a report (检举控告) neither what nor who: others look at screens."""
    values = row.values
    missing = f"缺{len(row.missing)}份" if row.missing else ""
    files = "　".join(part for part in (f"{len(row.files)}份" if row.files else "", missing) if part)
    return [
        Cell(SEALED if row.sealed else values["title"]),
        Cell(str(row.number), number=True),
        Cell("将下发", strong=True, tone=Tone.DONE),
        Cell(values["county_number"]),
        Cell(ASSIGNED[values["kind"]]),
        Cell("" if row.sealed else values["petitioner"] or "匿名"),
        Cell(values["due_on"]),
        Cell(files, tone=Tone.SOON if missing else None),
    ]


def _tone(found: AssignmentTable) -> Tone:
    if found.problems:
        return Tone.LATE
    doubtful = found.unread or len(found.rows) > MOST_SHOWN or any(row.missing for row in found.rows)
    return Tone.SOON if doubtful else Tone.ACTION


def _summary(found: AssignmentTable) -> str:
    if found.problems:
        return (
            f"“{found.name}”有{len(found.problems)}处要改，现在一件也不会写出。"
            "请在表格里改好、保存，再点“改好了，再看一次”。"
        )
    files = sum(len(row.files) for row in found.rows)
    said = [f"“{found.name}”：共{len(found.rows)}件{f'，附件{files}份' if files else ''}，还没有写出。"]
    if len(found.rows) > MOST_SHOWN:
        said.append(f"一次{len(found.rows)}件，数量异常，请核对；下面只列出前{MOST_SHOWN}件。")
    if found.unread:
        said.append(f"表里的“{'”“'.join(found.unread)}”不认得，这几列不会下发。")
    for row in (row for row in found.rows if row.missing):
        names = "”“".join(row.missing)
        said.append(f"第{row.number}行的附件“{names}”没有找到或过大，事项照常下发。")
    return "".join(said[:5]) + ("……" if len(said) > 5 else "")
