"""考核计分: what the period comes to under the office's own scheme, item by item, and where the scheme comes from."""

from decimal import Decimal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.assessment import MANUAL, RULES, Scored
from app.core.figures import BY_ID, Rate
from app.core.periods import Period
from app.errors import AppError
from app.services.assessments import Assessment
from app.services.desk import Desk
from app.ui.context import Context
from app.ui.matters.sheet import Sheet
from app.ui.month.rows import value_text
from app.ui.month.text_files import TOML, read_words, save_words
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link, quiet
from app.ui.widgets.card import Notice
from app.ui.widgets.plain import Badge, PlainLabel

ASSESSMENT_TITLE, ASSESSMENT_WIDTH = "考核计分", 560
FILE_NAME = "考核办法.toml"
BY_HAND, NOTHING_YET = "人工评分", "本期无可计"
_RESET = "恢复程序自带的考核样式吗？"
_RESET_DETAIL = "现在的考核办法不再使用；还要用的，请先“另存办法…”。"


class AssessmentPanel(QWidget):
    """Reads the score and keeps the scheme; nothing here scores how many people come."""

    def __init__(self, desk: Desk, context: Context, period: Period) -> None:
        super().__init__()
        self._desk, self._context, self._period = desk, context, period
        self.name = PlainLabel("", Type.BODY, strong=True, wrap=True)
        self.badge = Badge("", Tone.CLOSED)
        self.sum = PlainLabel("", Type.TITLE)
        self.best = PlainLabel("", soft=True, wrap=True)
        self.by_hand = PlainLabel("", soft=True, wrap=True)
        self.notice = Notice("", Tone.LATE)
        self.import_button = quiet("导入考核办法…", icon_name="folder", tip="上级下发的办法，写成TOML文件")
        self.save_button = link("另存办法…", tip="存成文件，改好以后再导入")
        self.reset_button = link("恢复样式", tip="用程序自带的三率考核样式")
        self.items = Sheet()
        self.rows: list[ItemRow] = []
        self._build()
        self.import_button.clicked.connect(self.take_scheme)
        self.save_button.clicked.connect(self.save_scheme)
        self.reset_button.clicked.connect(self.reset)
        self.notice.hide()
        self.refresh()

    def refresh(self) -> None:
        """Score the period by the scheme in force."""
        try:
            found = self._desk.assessments.assess(self._period)
        except AppError as error:
            self.notice.say(str(error), Tone.LATE)
            return
        self._show(found)

    def take_scheme(self) -> None:
        """A scheme from a file; one that cannot be used leaves the old one in force."""
        path = self._context.prompts.choose_open_path("导入考核办法", TOML)
        if path is None:
            return
        try:
            scheme = self._desk.assessments.keep(read_words(path, "考核办法没有改动"))
        except AppError as error:
            self.notice.say(str(error), Tone.LATE)
            return
        self.notice.say(f"已采用“{scheme.name}”，满分{_points(scheme.points)}分", Tone.DONE)
        self.refresh()

    def save_scheme(self) -> None:
        """The scheme in force as a file, to be rewritten and taken in again."""
        path = save_words(self._desk, self._context, FILE_NAME, self._desk.assessments.text())
        if path is not None:
            self.notice.say(f"已保存：{path}", Tone.DONE)

    def reset(self) -> None:
        """Back to the shipped sample, asked once: the office's own scheme goes out of use."""
        if not self._context.prompts.confirm(_RESET, "恢复样式", detail=_RESET_DETAIL):
            return
        self._desk.assessments.reset()
        self.notice.say("已恢复程序自带的考核样式", Tone.DONE)
        self.refresh()

    def _show(self, found: Assessment) -> None:
        own = self._desk.assessments.is_own()
        self.name.setText(found.scheme.name)
        self.badge.show_word("本机关导入" if own else "程序自带样式", Tone.DONE if own else Tone.CLOSED)
        self.reset_button.setVisible(own)
        judged = "" if found.judged == found.scheme.points else f"（可计{_points(found.judged)}分）"
        self.sum.setText(f"{_points(found.score)}分　满分{_points(found.scheme.points)}分{judged}")
        more = found.best - found.score
        saved = f"能挽回的都按期办到，可到{_points(found.best)}分，多{_points(more)}分"
        self.best.setText(saved if more > 0 else "没有还能挽回的失分")
        self.by_hand.setText(f"由人工评分，不计入上面的得分：{'、'.join(found.by_hand)}")
        self.by_hand.setVisible(bool(found.by_hand))
        self._show_items(found)

    def _show_items(self, found: Assessment) -> None:
        self.rows = [ItemRow(one) for one in found.items]
        self.items.begin()
        for row in self.rows:
            self.items.column.addWidget(row)
        self.items.finish()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(self.name, 1)
        head.addWidget(self.badge)
        buttons = QHBoxLayout()
        buttons.setSpacing(space(2))
        for button in (self.import_button, self.save_button, self.reset_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        column.addWidget(PlainLabel(self._period.name, soft=True))
        column.addLayout(head)
        for label in (self.sum, self.best, self.by_hand):
            column.addWidget(label)
        column.addWidget(self.items, 1)
        column.addWidget(self.notice)
        column.addLayout(buttons)


class ItemRow(QFrame):
    """One item: how it is scored, what the figure says, what it comes to and what it lost."""

    def __init__(self, one: Scored) -> None:
        super().__init__()
        self.setProperty("part", "row")
        score, lost = score_text(one), lost_text(one)
        self.setAccessibleName("，".join(it for it in (one.item.name, value_said(one), score, lost) if it))
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(PlainLabel(one.item.name, strong=True, wrap=True), 1)
        if lost:
            head.addWidget(Badge(lost, Tone.SOON))
        head.addWidget(PlainLabel(score, strong=one.score is not None, soft=one.score is None))
        column = QVBoxLayout(self)
        column.setContentsMargins(space(1), space(1), space(1), space(1))
        column.setSpacing(space(1))
        column.addLayout(head)
        said = "　".join(it for it in (value_said(one), rule_text(one)) if it)
        column.addWidget(PlainLabel(said, Type.CAPTION, wrap=True))


def value_said(one: Scored) -> str:
    """及时受理率 95.24%（20/21）: the figure that the item is scored by."""
    if one.value is None:
        return ""
    name = BY_ID[one.item.figure].name.removeprefix("其中：")
    value = value_text(one.value)
    parts = f"（{one.value.n}/{one.value.d}）" if isinstance(one.value, Rate) else one.value.unit
    return f"{name} {value}{parts}"


def rule_text(one: Scored) -> str:
    """How the item is scored, with its own numbers."""
    item, take = one.item, _points(one.item.take)
    if item.rule == "below":
        return f"低于{_points(item.target)}%的，每低1个百分点扣{take}分"
    if item.rule == "each":
        free = f"超过{item.free}件的，" if item.free else ""
        return f"{free}每件扣{take}分"
    return RULES[item.rule]


def score_text(one: Scored) -> str:
    """23.5 / 25分, or why there is none."""
    points = _points(one.item.points)
    if one.score is None:
        return f"{BY_HAND if one.item.rule == MANUAL else NOTHING_YET}　{points}分"
    return f"{_points(one.score)} / {points}分"


def lost_text(one: Scored) -> str:
    return f"失{_points(one.lost)}分" if one.lost > 0 else ""


def _points(number: Decimal) -> str:
    """Without zeros that say nothing: 25, 23.5, 20.24."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
