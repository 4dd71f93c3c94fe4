"""A period's table: every township and all together, and where a township's own figures differ."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout

from app.core.periods import parse_period
from app.county.counting import COUNTED
from app.county.desk import CountyDesk
from app.county.reporting import Reported
from app.county.tables import NAMES, CountyTable, TableRow, last_month, waiting_sentence
from app.county.upward import PROCESSED, City
from app.errors import AppError
from app.ui.context import Context
from app.ui.county.report_panel import ReportPanel, Wish
from app.ui.county.words import UNVERIFIED
from app.ui.exchange.copying import read_small
from app.ui.long_work import LongWork
from app.ui.prompts import XLSX, ending_in
from app.ui.screen import Screen
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import quiet
from app.ui.widgets.card import Notice
from app.ui.widgets.figures_table import Cell, FiguresTable
from app.ui.widgets.plain import PlainLabel
from app.ui.widgets.side_panel import SidePanel

ENROLMENT = "市局登记文件 (*.xfe)"
OFFERED = 24
_RATES = tuple(name for name in NAMES if name not in COUNTED)


class TablesPage(Screen):
    """Counted from the records; what a township said itself is only compared."""

    def __init__(self, desk: CountyDesk, context: Context) -> None:
        super().__init__()
        self._desk, self._context = desk, context
        self.period_box = QComboBox()
        self.period_box.setAccessibleName("统计期")
        self.table = FiguresTable(context.theme, name="汇总表")
        self.notice = Notice("", Tone.DONE)
        self.reported = Notice("", Tone.DONE)
        self.reported.hide()
        self.sheet_button = quiet("导出Excel", icon_name="table")
        self.package_button = quiet("导出全部数据", icon_name="folder", tip="Data Package，供其他系统读取")
        self.report_button = quiet("上报市局", icon_name="exchange", tip="把一个月的合计报给市局，只有数字")
        self.work = LongWork(context.tasks, self)
        self._build()
        self._fill()
        self.panel = SidePanel(self, context.theme)
        self.report_button.clicked.connect(self.report)
        self.period_box.currentIndexChanged.connect(self.refresh)
        self.sheet_button.clicked.connect(self.export_sheet)
        self.package_button.clicked.connect(self.export_package)

    def refresh(self) -> None:
        """Count again."""
        found = self._desk.table(self.period())
        heads = ("乡镇", *(NAMES[name] for name in (*COUNTED, *_RATES)))
        lines = [_line(row, strong=row is found.merged) for row in (found.merged, *found.rows)]
        self.table.show_table(heads, lines)
        self._say_what_differs(found)
        self._say_what_went_up()

    def enter(self) -> None:
        self.period_box.setFocus()

    def period(self) -> str:
        return str(self.period_box.currentData())

    def export_sheet(self) -> None:
        name = f"{self.period_box.currentText()}信访情况汇总表.xlsx"
        path = self._context.prompts.choose_save_path("导出Excel", name, XLSX)
        if path:
            target = ending_in(path, ".xlsx")
            self._try(lambda: self._desk.export(target, self.period()), f"已导出：{target}")

    def export_package(self) -> None:
        folder = self._context.prompts.choose_folder("全部数据导出到哪个空文件夹？")
        if folder:
            self._try(lambda: self._desk.export(folder), f"已导出全部数据：{folder}")

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"back": self.panel.close_panel} if self.panel.is_open() else {}

    def report(self) -> None:
        """The sheet for the way up, with the period that is shown."""
        periods = [
            (str(self.period_box.itemData(at)), self.period_box.itemText(at))
            for at in range(self.period_box.count())
        ]
        panel = ReportPanel(periods, self.period(), self._desk.table, self._desk.known_city())
        panel.city_wanted.connect(lambda: self._choose_city(panel))
        panel.submitted.connect(lambda wish: self._report(panel, wish))
        panel.cancelled.connect(self.panel.close_panel)
        self.panel.open_panel("上报市局", panel)

    def _choose_city(self, panel: ReportPanel) -> None:
        path = self._context.prompts.choose_open_path("市局登记文件", ENROLMENT)
        if not path:
            return
        try:
            city = self._desk.city(read_small(path))
        except AppError as error:
            panel.show_problems({"city": str(error)})
        else:
            panel.show_city(path, f"{city.name}（{city.code}）")

    def _report(self, panel: ReportPanel, wish: Wish) -> None:
        folder = self._context.prompts.choose_folder("上报文件写到哪里？请选U盘或文件夹")
        if not folder:
            return

        def write() -> tuple[Reported, City]:
            file = read_small(wish.city) if wish.city else b""
            return self._desk.report_up(wish.period, folder, file, wish.check)

        self.work.run(
            "正在写出上报文件",
            lambda _progress: write(),
            lambda answer: self._on_reported(*answer),
            panel.refuse,
            lambda: panel.refuse("已取消，什么也没有写出。"),
        )

    def _on_reported(self, done: Reported, above: City) -> None:
        self.panel.close_panel()
        city, sure = above.enrolment, above.verified
        unsure = "" if sure else f"市局的校验码没有核对：{city.printed_check_number}，请打电话核对。"
        tail = f"交给{city.name}。{unsure}"
        names = f"没有报送的{len(done.missing)}个不在里面。" if done.missing else ""
        names += f"{waiting_sentence(done.waiting)}。" if done.waiting else ""
        said = f"已写出{done.townships}个乡镇的合计并读回核对：{done.path.name}，可以拔出U盘，{tail}{names}"
        self.reported.say(said, Tone.DONE if sure and not (done.missing or done.waiting) else Tone.SOON)

    def _try(self, act: Callable[[], object], done: str) -> None:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._context.toast(done)

    def _say_what_differs(self, found: CountyTable) -> None:
        differing = [row for row in found.rows if row.differences]
        names = "、".join(
            f"{row.name}（{'、'.join(NAMES[one.figure] for one in row.differences)}）"
            for row in differing[:5]
        )
        said = (
            [f"{len(differing)}个乡镇的报数与核数不符：{names}{'等' if len(differing) > 5 else ''}"]
            if differing
            else []
        )
        said += [f"{len(found.missing)}个乡镇没有报，合计不含它们"] if found.missing else []
        said += [waiting_sentence(found.waiting)] if found.waiting else []
        self.notice.set_tone(Tone.SOON if said else Tone.DONE)
        self.notice.set_sentence("；".join(said) + "。" if said else "各乡镇报数与县局核数相符。")

    def _say_what_went_up(self) -> None:
        """The latest report of the period that is shown, and what the city answered."""
        newest = next((row for row in self._desk.reports() if row.period == self.period()), None)
        self.reported.setVisible(newest is not None)
        if newest:
            tone = Tone.DONE if newest.state == PROCESSED else Tone.ACTION
            self.reported.say(f"{self.period_box.currentText()}已上报市局：{newest.sentence}", tone)

    def _fill(self) -> None:
        period = parse_period(last_month(self._desk.today()))
        for _ in range(OFFERED):
            self.period_box.addItem(period.name, period.id)
            period = period.previous()
        self.period_box.setMaxVisibleItems(14)

    def _build(self) -> None:
        self.setProperty("ground", "page")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("汇总表", Type.TITLE))
        head.addSpacing(space(3))
        head.addWidget(self.period_box)
        head.addStretch(1)
        head.addWidget(self.report_button)
        head.addWidget(self.sheet_button)
        head.addWidget(self.package_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(head)
        column.addWidget(self.reported)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)


def _line(row: TableRow, *, strong: bool) -> list[Cell]:
    """A township without a bundle has no figures; a figure that differs says so beside its number."""
    wrong = {one.figure for one in row.differences}
    first = Cell(row.name, strong=True)
    if not row.sent:
        return [
            first,
            Cell(*UNVERIFIED[:1], tone=UNVERIFIED[1]) if row.waits else Cell("缺报", tone=Tone.LATE),
            *(Cell("", number=True) for _ in (*COUNTED, *_RATES)[1:]),
        ]
    counts = [
        Cell(
            f"{row.counts.get(name, 0)}{' ≠' if name in wrong else ''}",
            number=True, strong=strong, tone=Tone.LATE if name in wrong else None,
        )
        for name in COUNTED
    ]  # fmt: skip
    rates = [
        Cell(row.rates[name].text if name in row.rates else "", number=True, strong=strong) for name in _RATES
    ]
    return [first, *counts, *rates]
