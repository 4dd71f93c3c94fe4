"""What goes down: matters handed to a township, configuration for all of them, and what became of the matters."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from app.county.assigning import Assigned
from app.county.assignment_table import write_empty_table
from app.county.desk import CountyDesk
from app.county.handed import NOT_HEARD_OF, HandedDown
from app.errors import AppError, ValidationError
from app.ui.context import Context
from app.ui.county.assign_panel import MOST_SHOWN, SEALED, AssignPanel
from app.ui.county.configure_panel import ConfigurePanel
from app.ui.county.words import ANSWERS, ASSIGNED
from app.ui.long_work import LongWork
from app.ui.prompts import TABLES, XLSX, ending_in
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import EmptyState, Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel

HEADS = ("事项", "上级编号", "乡镇", "下发日期", "反馈期限", "办理情况", "乡镇编号")
PANEL_WIDTH = 980
TEMPLATE = "交办表.xlsx"
NO_TOWNSHIP = "还没有登记乡镇，先在“报送”页登记"
NEXT = "请他们在“报送”页点“接收县局文件”，看过以后再接收"
NOT_READ = "已取消，什么也没有写出。"
NOT_ALL = "已停下。停下以前写出的文件可以用，其余乡镇没有写出。"


class DownPage(Screen):
    """The list of what was handed down; the two deeds slide in from the right."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self._source: Path | None = None
        self.notice = Notice("", Tone.DONE)
        self.notice.hide()
        self.assign_button = primary("下发交办", icon_name="exchange", tip="从表格交办、转送给一个乡镇")
        self.configure_button = quiet(
            "下发配置", icon_name="settings", tip="文书模板、单位、村、内容分类、规则、放假安排"
        )
        self.township_box = QComboBox()
        self.township_box.setAccessibleName("看哪个乡镇")
        self.count_label = PlainLabel("", Type.LEAD, strong=True, wrap=True)
        self.table = FiguresTable(context.theme, name="下发的交办、转送")
        self.empty = EmptyState(
            "还没有下发过交办、转送",
            "点“下发交办”，从表格写出一个文件，用U盘交给乡镇；办到哪一步，乡镇下次报送就看得到",
            icon_name="exchange",
        )
        self.work = LongWork(context.tasks, self)
        self._build()
        self.panel = SidePanel(self, context.theme)
        self.assign_button.clicked.connect(lambda: self.hand_down())
        self.configure_button.clicked.connect(self.configure)
        self.township_box.currentIndexChanged.connect(self._show)

    def refresh(self) -> None:
        """Read the store again."""
        townships = self._desk.townships()
        for button in (self.assign_button, self.configure_button):
            button.set_allowed(bool(townships), NO_TOWNSHIP)
        kept = self.township_box.currentData()
        self.township_box.blockSignals(True)
        self.township_box.clear()
        self.township_box.addItem("全部乡镇", "")
        for one in townships:
            self.township_box.addItem(one.name, one.code)
        self.township_box.setCurrentIndex(max(self.township_box.findData(kept), 0))
        self.township_box.blockSignals(False)
        self._show()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"back": self.panel.close_panel} if self.panel.is_open() else {}

    def enter(self) -> None:
        (self.assign_button if self.assign_button.isEnabled() else self).setFocus()

    def hand_down(self, code: str = "") -> None:
        """The sheet for matters, with this township chosen."""
        townships = self._desk.townships()
        if not townships:
            self.notice.say(f"{NO_TOWNSHIP}。", Tone.SOON)
            return
        panel = AssignPanel(self._context.theme, townships, code)
        panel.table_wanted.connect(lambda: self._choose_table(panel))
        panel.again_wanted.connect(lambda: self._look_at_table(panel))
        panel.template_wanted.connect(lambda: self._save_template(panel))
        panel.submitted.connect(lambda: self._assign(panel))
        panel.cancelled.connect(self.panel.close_panel)
        self._source = None
        self.panel.open_panel("下发交办", panel, width=PANEL_WIDTH)

    def configure(self) -> None:
        """The sheet for configuration."""
        panel = ConfigurePanel(self._context.theme, self._desk.townships(), self._desk.latest_configuration())
        panel.folder_wanted.connect(lambda: self._choose_folder(panel))
        panel.submitted.connect(lambda: self._configure(panel))
        panel.cancelled.connect(self.panel.close_panel)
        self.panel.open_panel("下发配置", panel, width=PANEL_WIDTH)

    def _choose_table(self, panel: AssignPanel) -> None:
        path = self._context.prompts.choose_open_path("选交办表", TABLES)
        if path:
            self._source = path
            self._look_at_table(panel)

    def _look_at_table(self, panel: AssignPanel) -> None:
        source = self._source
        if source is None:
            self._choose_table(panel)
            return
        self.work.run(
            f"正在核对“{source.name}”，还不写出",
            lambda _progress: self._desk.look_at_assignments(source),
            panel.show_assignments, panel.refuse, lambda: panel.refuse(NOT_READ),
        )  # fmt: skip

    def _save_template(self, panel: AssignPanel) -> None:
        path = self._context.prompts.choose_save_path("另存空白表", TEMPLATE, XLSX)
        if not path:
            return
        target = ending_in(path, ".xlsx")
        try:
            write_empty_table(target)
        except AppError as error:
            panel.refuse(str(error))
        else:
            panel.notice.say(f"已另存空白表：{target}。填好以后点“选交办表”。", Tone.DONE)

    def _assign(self, panel: AssignPanel) -> None:
        found, code, name = panel.found, panel.township(), panel.township_box.currentText()
        folder = self._context.prompts.choose_folder("交办写到哪里？请选U盘或文件夹") if found else None
        if found is None or folder is None:
            return
        self.work.run(
            f"正在写出给{name}的交办",
            lambda progress: self._desk.assign(code, found, folder, progress=progress),
            lambda done: self._on_assigned(done, name), panel.refuse, lambda: panel.refuse(NOT_READ),
        )  # fmt: skip

    def _on_assigned(self, done: Assigned, name: str) -> None:
        said = f"已写出{done.count}件并读回核对：{done.path.name}，可以拔出U盘。交给{name}，{NEXT}。"
        tone = Tone.SOON if done.sentences else Tone.DONE
        self._on_written(said + "".join(done.sentences[:3]), tone)

    def _choose_folder(self, panel: ConfigurePanel) -> None:
        folder = self._context.prompts.choose_folder("配置放在哪个文件夹？")
        if folder:
            self.work.run(
                f"正在核对“{folder.name}”，还不写出",
                lambda _progress: self._desk.look_at_configuration(folder),
                panel.show_configuration, panel.refuse, lambda: panel.refuse(NOT_READ),
            )  # fmt: skip

    def _configure(self, panel: ConfigurePanel) -> None:
        try:
            issue, codes = panel.issue(), panel.townships()
        except ValidationError as error:
            panel.show_problems(error.problems)
            return
        folder = self._context.prompts.choose_folder("配置写到哪里？请选U盘或文件夹")
        if folder:
            self.work.run(
                f"正在写出{len(codes)}个乡镇的配置",
                lambda progress: self._desk.configure(codes, issue, folder, progress=progress),
                self._on_configured, panel.refuse, lambda: panel.refuse(NOT_ALL),
            )  # fmt: skip

    def _on_configured(self, paths: tuple[Path, ...]) -> None:
        names = f"：{paths[0].name}" if len(paths) == 1 else "，每个乡镇一个，文件名里有乡镇代码"
        said = f"已写出{len(paths)}个配置文件并读回核对{names}，可以拔出U盘。交给乡镇，{NEXT}。"
        self._on_written(said, Tone.DONE)

    def _on_written(self, sentence: str, tone: Tone) -> None:
        self.panel.close_panel()
        self._context.changes.exchange_changed.emit()
        self.notice.say(sentence, tone)
        self.refresh()
        self.enter()

    def _show(self) -> None:
        found = self._desk.handed_down(str(self.township_box.currentData() or ""))
        today = self._desk.today()
        lines = [_line(one, late=one.is_late(today)) for one in found[:MOST_SHOWN]]
        self.table.show_table(HEADS, lines)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        late = sum(one.is_late(today) for one in found)
        self.count_label.setText(_counts(found, late))

    def _build(self) -> None:
        self.setProperty("ground", "page")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("下发交办和配置", Type.TITLE), 1)
        head.addWidget(self.township_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addWidget(FlowRow(self.assign_button, self.configure_button))
        column.addWidget(self.notice)
        column.addWidget(self.count_label)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)


def _line(one: HandedDown, *, late: bool) -> list[Cell]:
    """What it is about, with the reason of an objection below."""
    about = one.title or (SEALED if one.sent_on else "（下发时没有记下主题）")
    word, tone = ANSWERS.get(one.answer, (one.answer, None))
    due = f"{one.due_on}　已过" if late else one.due_on
    return [
        Cell(f"{about}\n异议理由：{one.reason}" if one.reason else about),
        Cell(" ".join((ASSIGNED.get(one.kind, ""), one.county_number)).strip()),
        Cell(one.township_name), Cell(one.sent_on), Cell(due, tone=Tone.LATE if late else None),
        Cell(word, strong=True, tone=tone), Cell(one.number),
    ]  # fmt: skip


def _counts(found: tuple[HandedDown, ...], late: int) -> str:
    """共5件：还没有报来2件，提出异议1件，已过反馈期限1件。"""
    if not found:
        return ""
    parts = (
        ("还没有报来", sum(one.answer == NOT_HEARD_OF for one in found)),
        ("提出异议", sum(one.answer == "objected_up" for one in found)),
        ("已过反馈期限", late),
    )
    told = "，".join(f"{word}{count}件" for word, count in parts if count)
    rest = f"（下面是最近的{MOST_SHOWN}件，可以按乡镇看）" if len(found) > MOST_SHOWN else ""
    return f"共{len(found)}件" + (f"：{told}" if told else "") + rest
