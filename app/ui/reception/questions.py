"""The questions of one reception, in the order people tell things."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.classification import SEPARATOR
from app.core.receptions import CHANNELS, ReceptionDraft
from app.core.rosters import UNIT, VILLAGE
from app.errors import ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.services.shipped import classification
from app.ui.reception.channel_chips import ChannelChips
from app.ui.reception.choice_box import ChoiceBox
from app.ui.reception.fold import Folds
from app.ui.reception.head_count import HeadCount
from app.ui.reception.purpose_part import PurposePart
from app.ui.reception.roster_field import RosterField
from app.ui.reception.visitors import VisitorsEditor
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import Chip
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form

OWN_SOURCE = "本级登记"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST_LINKS = 12
SOURCES = (OWN_SOURCE, "上级转送", "上级交办", "巡视组、督导组交办", "领导批示", "村（社区）上报", "自查排查")


@dataclass(frozen=True)
class Typed:
    """Everything that stands in the questions, so that nothing typed is ever lost."""

    channel: str
    purpose: str
    visitors: tuple[Visitor, ...]
    anonymous: bool
    head_count: int
    occurred_on: date | None
    registered_on: date | None
    texts: dict[str, str]


class Questions(Form):
    """One column of questions; `draft` is what they come to.

    Signals:
        changed: Something that the dates or the earlier matters hang on is different.
        visitors_changed: Other people.
    """

    changed = Signal()
    visitors_changed = Signal()

    def __init__(self, desk: Desk, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self.channel = ChannelChips()
        self.visitors = VisitorsEditor(desk.people, theme)
        self.head_count = HeadCount()
        self.occurred_on, self.registered_on = DateEdit(today), DateEdit(today)
        self.village = RosterField(desk.offices, VILLAGE, theme, "问题发生在哪个村（社区）")
        self.title_edit = QLineEdit()
        self.title_edit.setPlaceholderText("一句话，例如：反映征地补偿款未足额发放")
        self.text_edit, self.request_edit = _several_lines(96), _several_lines(56)
        self.category = ChoiceBox(theme, name="内容分类", placeholder="输入关键词，如“征地”；或按↓看全部")
        self.purpose = PurposePart(desk.offices, theme)
        self.agent_edit, self.envelope_edit, self.external_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.source = ChoiceBox(theme, name="来源", placeholder="从哪里来的")
        self.source.set_options([(name, name) for name in SOURCES])
        self.fields = self._make_fields()
        self.folds = Folds({
            "agent": ("代理人", self.fields["agent"]),
            "envelope_number": ("信封编号", self.fields["envelope_number"]),
            "source": ("来源", self.fields["source"]),
            "external_number": ("官方系统编号", self.fields["external_number"]),
        })  # fmt: skip
        self._build()
        self._connect()
        self.read_rosters()

    def draft(self) -> ReceptionDraft:
        """What was typed; raises `ValidationError` where a date or a name cannot be understood."""
        names = self._names()
        report = self.purpose.is_report()
        return ReceptionDraft(
            channel=self.channel.value(),
            occurred_on=_day(self.occurred_on, "occurred_on", "请填写信访日期，例如“今天”"),
            registered_on=_day(self.registered_on, "registered_on", "请填写登记日期，例如“今天”"),
            title=self.title_edit.text().strip(),
            head_count=self.head_count.value(),
            text=self.text_edit.toPlainText().strip(),
            request=self.request_edit.toPlainText().strip(),
            purpose=self.purpose.value(),
            category=names["category"],
            village_id=names["village"],
            source=self.source.text().strip() or OWN_SOURCE,
            accused_unit_id=names["unit"] if report else "",
            accused=self.purpose.accused_edit.text().strip() if report else "",
            envelope_number=self.envelope_edit.text().strip(),
            anonymous=self.visitors.anonymous(),
            agent=self.agent_edit.text().strip(),
            external_number=self.external_edit.text().strip(),
        )

    def typed(self) -> Typed:
        """All of it, as it stands."""
        return Typed(
            self.channel.value(), self.purpose.value(), self.visitors.typed(), self.visitors.anonymous(),
            self.head_count.value(), self.occurred_on.value(), self.registered_on.value(),
            {name: _text(editor) for name, editor in self._texts().items()},
        )  # fmt: skip

    def put(self, typed: Typed) -> None:
        """Let it stand again."""
        self.channel.choose(typed.channel)
        self.purpose.put(typed.purpose)
        self.visitors.put(typed.visitors, anonymous=typed.anonymous)
        self.head_count.set_value(typed.head_count)
        self.occurred_on.set_value(typed.occurred_on)
        self.registered_on.set_value(typed.registered_on)
        for name, editor in self._texts().items():
            _set_text(editor, typed.texts.get(name, ""))
        for name in self.folds.words:
            self.folds.unfold(name, opened=bool(typed.texts.get(name, "")))
        self.show_problems({})
        self.visitors_changed.emit()

    def clear(self) -> None:
        """Everything empty, both dates today."""
        today = self._today()
        self.put(Typed("", "", (), False, 1, today, today, {}))

    def date_today(self) -> None:
        """Both dates are today's, which may be another day than when the page was left."""
        self.occurred_on.set_value(self._today())
        self.registered_on.set_value(self._today())

    def is_blank(self) -> bool:
        """Whether nothing was typed that would be missed."""
        return not (self.visitors.typed() or any(_text(editor) for editor in self._texts().values()))

    def read_rosters(self) -> None:
        """Offer the villages, units and classes in use now."""
        self.village.read_roster()
        self.purpose.accused_unit.read_roster()
        tree = classification()
        self.category.set_options(
            [(code, tree.path(code)) for code in tree.classes],
            {code: SEPARATOR.join(found.aliases) for code, found in tree.classes.items()},
        )

    def show_problems(self, problems: dict[str, str]) -> str:
        """Each sentence under its field, the keyboard in the first; returns what has no field."""
        shown = self.visitors.set_problems(problems)
        for name in self.folds.words:
            if name in problems:
                self.folds.unfold(name)
        left = show_problems(self.fields, {n: s for n, s in problems.items() if n not in shown})
        if "channel" in problems:
            self.channel.enter()
        elif shown:
            self.visitors.enter()
        return left

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from field to field; the links between them are for Tab and the mouse."""
        super().keyPressEvent(event)
        forward = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        for _ in range(MOST_LINKS):
            now = self.focusWidget()
            if event.key() not in ENTER or now is None or not now.hasFocus() or not _is_link(now):
                break
            self.focusNextPrevChild(forward)

    def enter(self) -> None:
        self.channel.enter()

    def _names(self) -> dict[str, str]:
        """The chosen village, accused unit and class; raises with every one that is not known."""
        problems: dict[str, str] = {}
        chosen = {"category": self.category.key(), "village": "", "unit": ""}
        if unknown := self.category.free_text():
            problems["category"] = f"内容分类里没有“{unknown}”，请从列表里选"
        for name, place in self._roster_fields().items():
            try:
                chosen[name] = place.item_id()
            except ValidationError as error:
                problems |= error.problems
        if problems:
            raise ValidationError(problems)
        return chosen

    def _roster_fields(self) -> dict[str, RosterField]:
        fields = {VILLAGE: self.village}
        return fields | ({UNIT: self.purpose.accused_unit} if self.purpose.is_report() else {})

    def _texts(self) -> dict[str, QLineEdit | QPlainTextEdit]:
        return {
            "title": self.title_edit, "text": self.text_edit, "request": self.request_edit,
            "village": self.village.box, "category": self.category, "accused_unit": self.purpose.accused_unit.box,
            "accused": self.purpose.accused_edit, "agent": self.agent_edit, "source": self.source,
            "envelope_number": self.envelope_edit, "external_number": self.external_edit,
        }  # fmt: skip

    def _make_fields(self) -> dict[str, Field]:
        return {
            "channel": Field("信访形式", self.channel), "head_count": Field("人数", self.head_count),
            "occurred_on": Field("信访日期", self.occurred_on), "registered_on": Field("登记日期", self.registered_on),
            VILLAGE: self.village.field, "title": Field("反映什么问题", self.title_edit),
            "text": Field("内容", self.text_edit, optional=True), "request": Field("诉求", self.request_edit, optional=True),
            "category": Field("内容分类", self.category, optional=True), "purpose": self.purpose.field,
            UNIT: self.purpose.accused_unit.field, "agent": Field("代理人", self.agent_edit),
            "envelope_number": Field("信封编号", self.envelope_edit), "source": Field("来源", self.source),
            "external_number": Field("官方系统编号", self.external_edit),
        }  # fmt: skip

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        column.addWidget(self.fields["channel"])
        column.addWidget(self.visitors)
        column.addLayout(self._build_counts())
        column.addWidget(self.village)
        for name in ("title", "text", "request", "category"):
            column.addWidget(self.fields[name])
        column.addWidget(self.purpose)
        column.addWidget(self.folds)
        column.addStretch(1)

    def _build_counts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(3))
        for name, stretch in (("head_count", 2), ("occurred_on", 3), ("registered_on", 3)):
            row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.channel.answered.connect(self.visitors.enter)
        self.channel.changed.connect(self._on_channel_changed)
        self.visitors.changed.connect(self._on_visitors_changed)
        self.visitors.settled.connect(lambda: self.head_count.setFocus())
        self.visitors.rearranged.connect(self._order_tabs)
        self.head_count.changed.connect(self._on_channel_changed)
        for edit in (self.occurred_on, self.registered_on):
            edit.date_changed.connect(self.changed)
        self.purpose.changed.connect(self.changed)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab and Enter go down the page, whatever was made when."""
        order: list[QWidget] = [self.channel.chip(key) for key in CHANNELS]
        order += self.visitors.tab_chain()
        order += [
            self.head_count,
            self.occurred_on,
            self.registered_on,
            self.village.box,
            self.village.add_link,
        ]
        order += [
            self.title_edit,
            self.text_edit,
            self.request_edit,
            self.category,
            *self.purpose.tab_chain(),
        ]
        order += [
            self.agent_edit,
            self.envelope_edit,
            self.source,
            self.external_edit,
            *self.folds.words.values(),
        ]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _on_visitors_changed(self) -> None:
        self.head_count.set_least(len(self.visitors.visitors()))
        self.visitors_changed.emit()
        self.changed.emit()

    def _on_channel_changed(self) -> None:
        """A letter has an envelope; many visitors speak through representatives (条例 Art 20 ¶3)."""
        threshold = self._desk.offices.office().group_visit_threshold
        many = self.channel.value() == "visit" and self.head_count.value() >= threshold
        self.fields["head_count"].set_hint("集体访：请推选代表，不超过5人" if many else "")
        if self.channel.value() == "letter":
            self.folds.unfold("envelope_number")
        self.changed.emit()


def _is_link(widget: QWidget) -> bool:
    return isinstance(widget, Button) and not isinstance(widget, Chip)


def _several_lines(height: int) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setFixedHeight(height)
    edit.setTabChangesFocus(True)
    return edit


def _day(edit: DateEdit, name: str, missing: str) -> date:
    day = edit.value()
    if day is None:
        raise ValidationError({name: edit.problem() or missing})
    return day


def _text(editor: QLineEdit | QPlainTextEdit) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def _set_text(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    else:
        editor.setPlainText(text)
