"""Every page, panel, sheet and act of the window as deeds with a name, in the order a clerk may do them."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services.desk import Desk
from app.ui.main_window import MainWindow
from app.ui.practice_day.hands import CONTROL, Hands
from app.ui.settings.page import TITLES, WORDINGS
from app.ui.tour.stops import STOPS

Deed = tuple[str, Callable[[], object]]
PAGES = ("matters", "reception", "ledgers", "month", "exchange", "settings", "today")
STEPS = ("accept", "assign", "answer", "deliver", "decline", "void")
TABS = ("经过", "材料", "文书", "人员")


class Deeds:
    """The deeds over one open window; finding out what a deed needs is not part of it."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk, self._window, self._hands = desk, window, Hands()

    def all(self) -> Iterator[Deed]:
        """First openings come first."""
        for parts in (
            self._pages("第一次打开"), self._pages("再打开"), self._reception(), self._matters(), self._papers(),
            self._list(), self._others(), self._settings(), self._frame(), self._looks(),
        ):  # fmt: skip
            yield from parts

    def _page(self, key: str):  # type: ignore[no-untyped-def]
        return self._window._screens[key]

    def _open(self, key: str) -> Callable[[], object]:
        return lambda: self._window.open_page(key)

    def _pages(self, how: str) -> Iterator[Deed]:
        for key in PAGES:
            yield f"{key}：{how}", self._open(key)

    def _reception(self) -> Iterator[Deed]:
        hands = self._hands
        yield "登记：打开", self._open("reception")
        page = self._page("reception")
        row = next(it for it in self._desk.matters.page(which="closed", limit=40) if "等" not in it.people)
        page.questions.visitors.enter()
        for at, letter in enumerate(row.people, start=1):
            yield f"登记：姓名第{at}字", lambda letter=letter: hands.write(letter)
        yield "登记：选定这个人", lambda: (hands.press(Qt.Key.Key_Down), hands.press(Qt.Key.Key_Return))
        yield (
            "登记：写事由",
            lambda: (page.questions.title_edit.setFocus(), hands.write("反映水渠淤塞影响灌溉")),
        )
        yield (
            "登记：写内容",
            lambda: (page.questions.text_edit.setFocus(), hands.write("下游三十多户用不上水。")),
        )
        yield "登记：先登记（不全）", page.save
        yield "登记：换成信封", page.questions.switch_envelope
        yield "登记：换回", page.questions.switch_envelope
        for part in (page.questions.purpose,):
            yield "登记：检举控告", part.chips.chip("report").click
            yield "登记：申诉求决", part.chips.chip("appeal").click
        yield "登记：日历", page.questions.occurred_on.open_calendar
        yield (
            "登记：收起日历",
            lambda: (
                (QApplication.activePopupWidget() or page).hide()
                if QApplication.activePopupWidget()
                else None
            ),
        )
        yield "登记：并入以前的事项", page.earlier.join_first
        yield "登记：登记并打印回执", page.save_and_print
        yield "登记：撤销", lambda: self._window.run("undo")
        yield "登记：清空", page.questions.clear

    def _for(self, kind: str) -> str:
        for row in self._desk.matters.page(which="open", limit=60):
            view = self._desk.matters.view(row.id)
            if not view.hidden and any(offer.kind == kind and offer.allowed for offer in view.offers):
                return row.id
        raise LookupError(kind)

    def _matters(self) -> Iterator[Deed]:
        yield "事项：打开", self._open("matters")
        page = self._page("matters")
        for chip in ("overdue", "closed", "open", "all"):
            yield f"事项：筛选{chip}", page.list.filters.chip(chip).click
        for at in range(3):
            yield f"事项：下一件（{at + 1}）", lambda: self._hands.press(Qt.Key.Key_Down)
        for number, tab in enumerate(TABS):
            yield f"事项：{tab}", lambda number=number: page.detail.tabs.setCurrentIndex(number)
        page.list.filters.chip("closed").click()
        view = page.detail.view
        yield "事项：办结的一件", page.refresh
        yield "事项：时限说明", lambda: page.detail.explain(view.deadlines[0])
        for kind in STEPS:
            found = self._for(kind)
            page.panel.close_panel()
            yield f"事项：打开一件并开始{kind}", lambda found=found, kind=kind: page.open_matter(found, kind)
        page.panel.close_panel()
        yield "事项：更正", page.open_classification
        yield "事项：收起面板", page.panel.close_panel
        found = self._for("accept")
        yield "事项：跳到一件", lambda: page.open_matter(found, "accept")
        yield "事项：受理", page.submit
        yield "事项：撤销受理", lambda: self._window.run("undo")
        sealed = next(
            it.id for it in self._desk.matters.page(which="all", limit=400) if it.purpose == "report"
        )
        yield "事项：检举控告", lambda: page.open_matter(sealed)

    def _papers(self) -> Iterator[Deed]:
        page = self._page("matters")
        row = next(
            it for it in self._desk.matters.page(which="open", limit=200)
            if it.state == "assigned" and it.purpose != "report"
        )  # fmt: skip
        page.open_matter(row.id)
        tab = page.detail.papers
        yield "文书：打开", lambda: page.detail.tabs.setCurrentIndex(2)
        yield "文书：展开其余", lambda: tab.open_rest(shown=True)
        yield "文书：收起其余", lambda: tab.open_rest(shown=False)
        yield "文书：查找", lambda: tab.find_forms("sd")
        yield "文书：不找了", lambda: tab.find_forms("")
        yield "文书：制作接收回执", lambda: tab.print_paper("receipt")
        yield "文书：补打", lambda: tab.print_paper("receipt")
        made = next(iter(tab.made.values()), None)
        if made:
            yield "文书：看样", made.preview_button.click
            yield "文书：收起看样", self._window.panel.close_panel
            yield "文书：登记送达", lambda: tab.deeds.open_delivery(next(iter(tab.made.values())).document)
            yield "文书：作废", lambda: tab.deeds.open_void(next(iter(tab.made.values())).document)
        asking = [key for key, row in tab.rows.items() if row.__class__.__name__ == "FormCell"]
        for form in asking[:3]:
            page.panel.close_panel()
            yield f"文书：填写{form}", lambda form=form: tab.deeds.open_making(form)
        panel = page.panel.content()
        field = panel.findChild(QLineEdit)
        if field is not None:
            yield "文书：填一个字", lambda: (field.setFocus(), self._hands.write("字"))
        page.panel.close_panel()
        yield "卷宗：打开", page.detail.open_dossier
        yield "卷宗：装订", page.submit
        yield "卷宗：收起", self._window.panel.close_panel
        page.panel.close_panel()

    def _list(self) -> Iterator[Deed]:
        page = self._page("matters")
        yield "列表：筛选面板", page.open_filters
        yield "列表：筛选", page.submit
        yield "列表：存为常用", lambda: page.open_view_name("")
        page.panel.close_panel()
        yield "列表：表格", page.list.head.table_button.click
        yield "列表：两行", page.list.head.table_button.click
        bar = page.list.lines.verticalScrollBar()
        yield "列表：滚动一屏", lambda: bar.setValue(bar.value() + 600)
        yield "列表：滚到底", lambda: bar.setValue(bar.maximum())

    def _others(self) -> Iterator[Deed]:
        window = self._window
        yield "今日：打开", self._open("today")
        today = self._page("today")
        if today.must.rows:
            yield "今日：为什么", today.must.rows[0].date_button.click
        yield "今日：本周文书", today.batch.open
        today.panel.close_panel()
        yield "今日：打印清单", today.print_sheet
        yield "今日：收起", window.panel.close_panel
        yield "台账：打开", self._open("ledgers")
        ledgers = self._page("ledgers")
        yield "台账：下一种", lambda: self._hands.press(Qt.Key.Key_Down)
        yield "台账：制作", ledgers.make
        ledgers.panel.close_panel()
        yield "月结：打开", self._open("month")
        month = self._page("month")
        yield "月结：一个数字", lambda: month.show_figure("rate.answer_in_time")
        yield "月结：校核", month.check
        yield "月结：结账", month.close_period
        yield "月结：打印", month.print_table
        yield "月结：收起", window.panel.close_panel
        yield "月结：季度", month.stepper.lengths.chip("quarter").click
        yield "月结：年度", month.stepper.lengths.chip("year").click
        yield "报送：打开", self._open("exchange")
        exchange = self._page("exchange")
        yield "报送：公钥登记表", exchange.print_own_sheet
        yield "报送：收起", window.panel.close_panel

    def _settings(self) -> Iterator[Deed]:
        yield "设置：打开", self._open("settings")
        page = self._page("settings")
        for title in TITLES:
            yield f"设置：{title}", lambda title=title: page.open_section(title)
        page.open_section(WORDINGS)
        yield "设置：另一份模板", lambda: page.wordings.forms.choose("acceptance_notice")
        yield "设置：模板源文件", page.wordings.editor.modes.chip("source").click
        page.wordings.drop_changes()

    def _frame(self) -> Iterator[Deed]:
        window, hands = self._window, self._hands
        yield "窗口：回今日", self._open("today")
        yield "搜索：打开", window.search.enter
        for text in ("水渠", "zs", "2026-0001", "月结", "没有这个人"):  # a key at a time, as they come
            yield f"搜索：{text[0]}", lambda text=text: hands.rewrite(text[0])
            for at, letter in enumerate(text[1:], start=2):
                yield f"搜索：{text[:at]}", lambda letter=letter: hands.write(letter)
        yield "搜索：离开", lambda: hands.press(Qt.Key.Key_Escape)
        yield "快捷键", lambda: window.run("shortcuts")
        window.panel.close_panel()
        yield "帮助", lambda: window.run("help")
        yield "帮助目录", lambda: window.run("contents")
        window.aside.close_panel()
        yield "引导：开始", lambda: window.run("tour")
        for at in range(len(STOPS)):
            yield f"引导：第{at + 1}步以后", lambda: hands.press(Qt.Key.Key_Return)
        yield "锁定", window.lock
        yield "开锁", self._unlock
        yield "刷新（F5）", lambda: window.run("refresh")

    def _unlock(self) -> None:
        from tests.bench.offices import PASSWORD

        self._hands.write(PASSWORD)
        self._hands.press(Qt.Key.Key_Return)

    def _looks(self) -> Iterator[Deed]:
        window = self._window
        for key in PAGES:
            window.open_page(key)
            yield f"{key}：换成深色", lambda: window.look_requested.emit(0)
            yield f"{key}：换回浅色", lambda: window.look_requested.emit(0)
        yield "放大文字", lambda: window.look_requested.emit(1)
        yield "缩小文字", lambda: window.look_requested.emit(-1)
        for key in PAGES:
            window.look_requested.emit(0)
            yield f"{key}：换了明暗后打开", self._open(key)
        assert CONTROL
