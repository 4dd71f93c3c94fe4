"""Townships as rows, months as columns, one mark each; everything else behind a click."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout

from app.county.calendar_grid import LATE, MISSING, MOST_DUE_DAYS, TAKEN, WAITING, Grid, GridRow
from app.county.desk import CountyDesk
from app.errors import AppError
from app.ui.context import Context
from app.ui.county.enrolling import EnrolForm
from app.ui.county.township_sheet import TownshipSheet
from app.ui.county.words import LEVELS, UNVERIFIED, mark_cell
from app.ui.exchange.copying import copy_to, read_small
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import EmptyState, Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel

ENROLMENT = "乡镇登记文件 (*.xfe)"
MONTHS = 6
SHEET_WIDTH = 720


class TownshipsPage(Screen):
    """Who has sent, who is late, who is missing; enrolling a township; answering all of them."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self.notice = Notice("", Tone.DONE)
        self.notice.hide()
        self.count_label = PlainLabel("", Type.LEAD, strong=True, wrap=True)
        self.intake_button = primary("接收报送包", icon_name="usb")
        self.ack_button = quiet("下发回执", icon_name="exchange", tip="给每个乡镇写一个回执文件")
        self.enrol_button = quiet("登记乡镇", icon_name="add", tip="乡镇交来的 township-….xfe 文件")
        self.copy_button = quiet("复制县局登记文件", icon_name="folder", tip="乡镇要先接收它，才能加密报送")
        self.table = FiguresTable(context.theme, name="各乡镇逐月报送情况")
        self.empty = EmptyState(
            "还没有登记乡镇",
            "请乡镇交来登记文件，点“登记乡镇”；再把县局登记文件复制给他们",
            icon_name="village",
        )
        self.days_box = QSpinBox()
        self.days_box.setRange(0, MOST_DUE_DAYS)
        self.days_box.setAccessibleName("月末后几天以内算按时")
        self._build()
        self._connect()
        self.panel = SidePanel(self, context.theme)

    def refresh(self) -> None:
        """Read the store again."""
        self.days_box.blockSignals(True)
        self.days_box.setValue(self._desk.due_days())
        self.days_box.blockSignals(False)
        found = self._desk.grid(MONTHS)
        heads = ("乡镇", "参与", "密钥", *(column.name for column in found.columns))
        self.table.show_table(heads, [_row(row) for row in found.rows])
        self.table.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)
        self.count_label.setText(_counts(found))

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"back": self.panel.close_panel} if self.panel.is_open() else {}

    def enter(self) -> None:
        self.intake_button.setFocus()

    def answer_all(self) -> None:
        """Acknowledgements for everybody who has not had one, into a folder."""
        folder = self._context.prompts.choose_folder("回执写到哪里？请选U盘或文件夹")
        if folder:
            self._try(lambda: self._on_answered(self._desk.ack(folder)))

    def enrol(self) -> None:
        """A township's file, then the digits of its sealed sheet."""
        path = self._context.prompts.choose_open_path("登记乡镇", ENROLMENT)
        if path:
            self._try(lambda: self._compare(read_small(path)))

    def copy_own_file(self) -> None:
        folder = self._context.prompts.choose_folder("县局登记文件复制到哪里？请选U盘")
        if folder:
            self._try(lambda: self._on_copied(copy_to(self._desk.enrolment_file, folder)))

    def open_township(self, code: str) -> None:
        """One township's months, in a sheet at the right."""
        self._try(lambda: self._show_township(code))

    def _show_township(self, code: str) -> None:
        township, rows = self._desk.township_table(code)
        sheet = TownshipSheet(self._context.theme, township, rows, sees_waiting=self._desk.store.may_take_in)
        sheet.assign_wanted.connect(lambda: self._hand_down(code))
        self.panel.open_panel(township.name, sheet, width=SHEET_WIDTH)

    def _hand_down(self, code: str) -> None:
        """The page of what goes down, with this township chosen."""
        from app.ui.county.down_page import DownPage

        self.panel.close_panel()
        page = self._context.open_page("county_down")
        if isinstance(page, DownPage):
            page.hand_down(code)

    def _compare(self, content: bytes) -> None:
        form = EnrolForm(self._desk, content)
        form.enrolled.connect(self._on_enrolled)
        self.panel.open_panel("登记乡镇", form)

    def _on_enrolled(self, sentence: str, verified: bool) -> None:
        self.panel.close_panel()
        self._context.changes.exchange_changed.emit()
        self.notice.say(sentence, Tone.DONE if verified else Tone.SOON)
        self.refresh()

    def _on_answered(self, paths: tuple[Path, ...]) -> None:
        self._context.changes.exchange_changed.emit()
        if paths:
            self.notice.say(f"已写出{len(paths)}个回执文件，可以拔出U盘，分别交给各乡镇", Tone.DONE)
        else:
            self.notice.say("没有待回执的报送包", Tone.ACTION)
        self.refresh()

    def _on_copied(self, path: Path) -> None:
        self.notice.say(f"县局登记文件已复制并读回核对：{path.name}，可以拔出U盘", Tone.DONE)

    def _on_days_changed(self, days: int) -> None:
        self._try(lambda: self._desk.choose_due_days(days))
        self.refresh()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(str(error))

    def _connect(self) -> None:
        self.intake_button.clicked.connect(lambda: self._context.open_page("county_intake"))
        self.ack_button.clicked.connect(self.answer_all)
        self.enrol_button.clicked.connect(self.enrol)
        self.copy_button.clicked.connect(self.copy_own_file)
        self.table.opened.connect(self.open_township)
        self.days_box.valueChanged.connect(self._on_days_changed)

    def _build(self) -> None:
        self.setProperty("ground", "page")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("各乡镇报送情况", Type.TITLE), 1)
        head.addWidget(PlainLabel("月末后"))
        head.addWidget(self.days_box)
        head.addWidget(PlainLabel("天以内算按时"))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addWidget(FlowRow(self.intake_button, self.ack_button, self.enrol_button, self.copy_button))
        column.addWidget(self.notice)
        column.addWidget(self.count_label)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)


def _row(row: GridRow) -> list[Cell]:
    word, tone = UNVERIFIED
    checked = Cell("已核对", tone=Tone.DONE) if row.verified else Cell(word, tone=tone)
    marks = (mark_cell(mark, row.code) for mark in row.marks)
    return [Cell(row.name, key=row.code, strong=True), Cell(LEVELS[row.level]), checked, *marks]


def _counts(found: Grid) -> str:
    """The latest month in one line: who is there, who was late, who is missing by name."""
    if not (found.columns and found.rows):
        return ""
    missing = [row.name for row in found.rows if row.marks[0].state == MISSING]
    here = found.count(TAKEN) + found.count(LATE)
    late = f"，其中迟报{found.count(LATE)}个" if found.count(LATE) else ""
    names = "、".join(missing[:4]) + ("等" if len(missing) > 4 else "")
    waiting = f"；待核对印章{found.count(WAITING)}个，不计入合计" if found.count(WAITING) else ""
    absent = f"；缺报{len(missing)}个：{names}" if missing else ""
    due = f"（{found.columns[0].due_on.month}月{found.columns[0].due_on.day}日前报送）"
    return f"{found.columns[0].name}{due}：{len(found.rows)}个乡镇已收{here}个{late}{waiting}{absent}"
