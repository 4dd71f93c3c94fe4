"""A small invented office for the page tests: fakes for the window around, and matters in every state."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.receptions import ReceptionDraft
from app.core.steps import StepCommand
from app.errors import PaperError
from app.services.receptions import Visitor
from app.ui.changes import Changes
from app.ui.context import Context
from app.ui.print_queue import AS_SET, Wishes
from app.ui.tasks import InlineTasks
from app.ui.theme import Theme

TODAY = date(2026, 11, 20)


@dataclass
class FakePrompts:
    """Remembers what was said; answers what it was told to."""

    answer: bool = True
    errors: list = field(default_factory=list)
    path: object = None

    def confirm(self, question, verb, *, detail="", danger=False):
        return self.answer

    def show_error(self, sentence):
        self.errors.append(sentence)

    def choose_save_path(self, title, suggestion, kind=""):
        return self.path

    def choose_open_path(self, title, kind=""):
        return self.path

    def choose_folder(self, title):
        return self.path


@dataclass
class FakeDesktop:
    """Prints into a list; without paper it refuses as a printer does."""

    printed: list = field(default_factory=list)
    out_of_paper: bool = False
    wishes: Wishes = AS_SET
    wished: list = field(default_factory=list)

    def open_file(self, path): ...

    def show_folder(self, path): ...

    def printers(self):
        return ("假打印机",)

    def print_pdf(self, pdf, title):
        if self.out_of_paper:
            raise PaperError("打印机没有纸，没有打印。请加纸再试。")
        self.printed.append((title, pdf))
        return "假打印机"

    def print_as(self, pdf, title, wishes):
        name = self.print_pdf(pdf, title)
        self.wished.append(wishes)
        return name


@dataclass
class Around:
    """The window around a page, as far as the page can ask of it."""

    context: Context
    prompts: FakePrompts
    desktop: FakeDesktop
    toasts: list
    previews: list
    opened: list

    def undo(self):
        self.toasts[-1][1]()


def surroundings(today=lambda: TODAY, theme=None):
    prompts, desktop, toasts, previews, opened = FakePrompts(), FakeDesktop(), [], [], []
    context = Context(
        prompts=prompts,
        desktop=desktop,
        tasks=InlineTasks(),
        changes=Changes(),
        theme=theme or Theme(motion=False),
        today=today,
        toast=lambda sentence, undo=None: toasts.append((sentence, undo)),
        preview=lambda title, pdf, file_name, printed=None: previews.append((title, pdf, file_name, printed)),
        open_matter=lambda matter_id, step="": opened.append((matter_id, step)),
        open_page=lambda key: opened.append((key, "")),
    )
    return Around(context, prompts, desktop, toasts, previews, opened)


def draft(title="反映村道路灯长期不亮", *, days_ago=0, **changes):
    day = TODAY - timedelta(days=days_ago)
    given = {"channel": "visit", "occurred_on": day, "registered_on": day, "title": title}
    return ReceptionDraft(**given | changes)


def register(desk, who="张三", title="反映村道路灯长期不亮", *, days_ago=0, **changes):
    """One matter of one person; returns what the registration gave."""
    names = [who] if isinstance(who, str) else list(who)
    visitors = [Visitor(name, phone=f"1300000{abs(hash_of(name)) % 10_000:04d}") for name in names if name]
    return desk.receptions.register(
        draft(title, days_ago=days_ago, anonymous=not visitors, **changes), visitors
    )


def hash_of(name):
    """The same number for the same name in every run."""
    return sum(ord(letter) * 31**at for at, letter in enumerate(name))


def step(desk, matter_id, kind, *, days_ago=0, unit="", **changes):
    command = StepCommand(kind, TODAY - timedelta(days=days_ago), **changes)
    return desk.matters.take_step(matter_id, command, unit)


STORIES = (
    ("张甲", "反映征地补偿款未足额发放，要求公布测算依据", "appeal", "国土资源"),
    ("李乙", "反映邻居改建堵住排水沟，雨天倒灌", "appeal", "城乡建设"),
    ("王丙", "反映二组通组路灯长期不亮", "appeal", "城乡建设"),
    ("赵丁", "申请低保未获批准，要求说明理由", "appeal", "民政"),
    ("钱戊", "建议在村口增设公交停靠点", "suggestion", "交通运输"),
    ("孙己", "反映施工队拖欠三个月工资", "appeal", "劳动和社会保障"),
    ("周庚", "反映养猪场气味扰民", "appeal", "环境保护"),
    ("吴辛", "要求更正土地承包合同面积", "appeal", "农村农业"),
    ("郑壬", "反映自来水水压不足", "appeal", "城乡建设"),
    ("冯癸", "反映合作医疗报销比例计算有误", "appeal", "卫生计生"),
)


def fill(desk):
    """About thirty matters in every state, some late, some silent, one sealed."""
    opened = [_story(desk, at) for at in range(30)]
    _move_on(desk, opened)
    register(desk, "陈甲", "反映某干部违规领取补贴", purpose="report", days_ago=3)
    desk.receptions.register(
        draft("反映征地补偿款至今没有到账", text="今天再次来访，询问进展。"),
        [Visitor("张甲", phone="13000000001")],
    )
    return opened


def _story(desk, at):
    who, title, purpose, _ = STORIES[at % len(STORIES)]
    days_ago = (33, 14, 15, 17, 2, 40, 55, 9, 5, 12)[at % 10] + at // 10 * 3
    channel = ("visit", "letter", "visit", "web", "call")[at % 5]
    heads = (3, 1, 1, 1, 1, 6, 1)[at % 7]
    villages = [item.id for item in desk.offices.roster("village")]
    phone = f"130000{at:05d}" if at >= 10 else f"1300000000{at + 1:d}"[:11]
    given = draft(
        title, days_ago=days_ago, channel=channel, purpose=purpose, head_count=heads,
        village_id=villages[at % len(villages)],
        text=f"{title}。信访人称此事已拖了一段时间，曾向村委会反映，没有结果。希望镇里派人到现场看一看。",
        request="请有关单位调查核实，并书面答复处理结果。",
    )  # fmt: skip
    person = Visitor(who if at < 10 else who + "乙丙"[at // 10 - 1], phone=phone, address="青山镇青山村一组")
    return desk.receptions.register(given, [person])


def _move_on(desk, opened):
    for at, registered in enumerate(opened):
        case = at % 10
        age = (TODAY - desk.matters.matter(registered.matter_id).registered_on).days
        if case in {0, 5, 6, 9}:
            step(desk, registered.matter_id, "accept", days_ago=age - 2)
        if case in {0, 5}:
            step(
                desk, registered.matter_id, "assign", days_ago=age - 3, unit="自然资源所", text="请核实后答复"
            )
        if case == 6:
            step(
                desk,
                registered.matter_id,
                "answer",
                days_ago=6,
                text="经现场核实，养殖场距离不足，已责令限期整改并复查。",
            )
        if case == 6 and at > 10:
            step(desk, registered.matter_id, "deliver", days_ago=4, way="direct")
            step(desk, registered.matter_id, "close", days_ago=1)
        if case == 4:
            step(desk, registered.matter_id, "refer", days_ago=age - 1, unit="农业农村服务中心")


def type_text(text, widget=None):
    """Key by key into whatever has the keyboard, as an input method commits it."""
    for letter in text:
        target = widget or QApplication.focusWidget()
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    """One key, to whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def reach(widget):
    """Tab until the widget has the keyboard, as somebody without a mouse does."""
    for _ in range(120):
        if widget.hasFocus():
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"the keyboard cannot come to {widget.accessibleName() or widget}")


def retype(text):
    """Other words in place of what stands under the keyboard."""
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(text)
