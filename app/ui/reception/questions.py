"""The questions of one reception, in the order people tell things."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.classification import SEPARATOR
from app.core.envelopes import ENVELOPE_ONLY
from app.core.receptions import CHANNELS, ReceptionDraft
from app.core.rosters import UNIT, VILLAGE
from app.core.similarity import About
from app.errors import ValidationError
from app.services.desk import Desk
from app.services.receptions import Visitor
from app.ui.input_method import is_composing
from app.ui.reception.category_part import CategoryPart
from app.ui.reception.channel_chips import ChannelChips
from app.ui.reception.envelope_part import EnvelopePart
from app.ui.reception.fold import Folds
from app.ui.reception.head_count import HeadCount
from app.ui.reception.purpose_part import PurposePart
from app.ui.reception.roster_field import RosterField
from app.ui.reception.source_field import SourceField
from app.ui.reception.texts import TextEditor, set_text, several_lines, text_of
from app.ui.reception.typed import Typed
from app.ui.reception.visitor_list import VisitorListField
from app.ui.reception.visitors import VisitorsEditor
from app.ui.theme import Theme, space
from app.ui.widgets.buttons import Button
from app.ui.widgets.chips import Chip
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST_LINKS = 12


class Questions(Form):
    """One column of questions; `draft` is what they come to.

    Signals:
        changed: Something that the dates or the earlier matters hang on is different.
        visitors_changed: Other people.
        about_changed: Other words, another place or class: it may be another earlier matter.
        edited: Anything at all is different from before.
    """

    changed = Signal()
    visitors_changed = Signal()
    about_changed = Signal()
    edited = Signal()

    def __init__(self, desk: Desk, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._today = desk, today
        self.channel, self.envelope = ChannelChips(), EnvelopePart()
        self.visitors = VisitorsEditor(desk.people, theme)
        self.head_count = HeadCount()
        self.occurred_on, self.registered_on = DateEdit(today), DateEdit(today)
        self.village = RosterField(desk.offices, VILLAGE, theme, "问题发生在哪个村（社区）")
        self.title_edit = QLineEdit()
        self.title_edit.setPlaceholderText("一句话，例如：反映征地补偿款未足额发放")
        self.text_edit, self.request_edit = several_lines(96), several_lines(56)
        self.category_part = CategoryPart(theme)
        self.category = self.category_part.box
        self.purpose = PurposePart(desk.offices, theme)
        self.agent_edit, self.external_edit = QLineEdit(), QLineEdit()
        self.source, self.visitor_list = SourceField(theme, today), VisitorListField()
        self.fields = self._make_fields()
        self.folds = Folds({
            "visitor_list": ("随行名单", self.visitor_list),
            "agent": ("代理人", self.fields["agent"]),
            "source": ("来源", self.source),
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
            source=self.source.source(),
            accused_unit_id=names["unit"] if report else "",
            accused=self.purpose.accused_edit.text().strip() if report else "",
            envelope_number=self.envelope.edit.text().strip() if self.is_letter() else "",
            anonymous=self.visitors.anonymous(),
            agent=self.agent_edit.text().strip(),
            external_number=self.external_edit.text().strip(),
            superior_due_on=self.source.due(),
            level=self.source.level() if self.channel.value() == "visit" else "",
            note=ENVELOPE_ONLY if self.envelope.only() else "",
        )

    def people(self) -> tuple[Visitor, ...]:
        """Everybody who gave a name: those of the blocks, then those of the list, each once."""
        if self.visitors.anonymous():
            return ()
        named = self.visitors.visitors()
        known = {(visitor.name, visitor.id_number) for visitor in named}
        known |= {(visitor.name, "") for visitor in named}
        listed = self.visitor_list.visitors()
        return (*named, *(it for it in listed if (it.name, it.id_number) not in known))

    def about(self) -> About:
        """What it is about, as far as it has been typed."""
        return About(
            self.title_edit.text().strip(), self.text_edit.toPlainText().strip(),
            self.village.box.key(), self.category.key(),
        )  # fmt: skip

    def is_letter(self) -> bool:
        return self.channel.value() == "letter"

    def typed(self) -> Typed:
        """All of it, as it stands."""
        return Typed(
            self.channel.value(), self.purpose.value(), self.visitors.typed(), self.visitors.anonymous(),
            self.head_count.value(), self.occurred_on.value(), self.registered_on.value(),
            self.source.due_on.value(), self.envelope.only(),
            texts={name: text_of(editor) for name, editor in self._texts().items()},
        )  # fmt: skip

    def put(self, typed: Typed) -> None:
        """Let it stand again."""
        self.channel.choose(typed.channel)
        self.purpose.put(typed.purpose)
        self.visitors.put(typed.visitors, anonymous=typed.anonymous)
        self.head_count.set_value(typed.head_count)
        self.occurred_on.set_value(typed.occurred_on)
        self.registered_on.set_value(typed.registered_on)
        self.source.due_on.set_value(typed.superior_due_on)
        self.envelope.put(only=typed.envelope_only)
        for name, editor in self._texts().items():
            set_text(editor, typed.texts.get(name, ""))
        for name in self.folds.words:
            self.folds.unfold(name, opened=bool(typed.texts.get(name, "")))
        self.show_problems({})
        self._fit_channel()
        self.visitors_changed.emit()

    def clear(self) -> None:
        """Everything empty, both dates today."""
        today = self._today()
        self.put(Typed(occurred_on=today, registered_on=today))

    def date_today(self) -> None:
        """Both dates are today's, which may be another day than when the page was left."""
        self.occurred_on.set_value(self._today())
        self.registered_on.set_value(self._today())

    def is_blank(self) -> bool:
        """Whether nothing was typed that would be missed."""
        written = self.visitors.typed() or any(text_of(editor) for editor in self._texts().values())
        return not (written or is_composing(self.focusWidget()))

    def read_rosters(self) -> None:
        """Offer the villages, units and classes in use now."""
        self.village.read_roster()
        self.purpose.accused_unit.read_roster()
        tree = self._desk.offices.classes()
        self.category.set_options(
            tree.offered(self._today()),
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

    def _texts(self) -> dict[str, TextEditor]:
        return {
            "title": self.title_edit, "text": self.text_edit, "request": self.request_edit,
            "village": self.village.box, "category": self.category, "accused_unit": self.purpose.accused_unit.box,
            "accused": self.purpose.accused_edit, "agent": self.agent_edit, "source": self.source.box, "level": self.source.level_box,
            "envelope_number": self.envelope.edit, "external_number": self.external_edit,
            "visitor_list": self.visitor_list.edit,
        }  # fmt: skip

    def _make_fields(self) -> dict[str, Field]:
        return {
            "channel": Field("信访形式", self.channel), "head_count": Field("人数", self.head_count),
            "occurred_on": Field("信访日期", self.occurred_on), "registered_on": Field("登记日期", self.registered_on),
            VILLAGE: self.village.field, "title": Field("反映什么问题", self.title_edit),
            "text": Field("内容", self.text_edit, optional=True), "request": Field("诉求", self.request_edit, optional=True),
            "category": self.category_part.field, "purpose": self.purpose.field,
            UNIT: self.purpose.accused_unit.field, "agent": Field("代理人", self.agent_edit),
            "envelope_number": self.envelope.field, "source": self.source, "visitor_list": self.visitor_list,
            "superior_due_on": self.source.due_field, "external_number": Field("官方系统编号", self.external_edit),
        }  # fmt: skip

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        self._counts = self._build_counts()
        for part in (
            self._build_channel(), self.envelope, self.visitors, self._counts, self.village, self.fields["title"],
            self.fields["text"], self.fields["request"], self.category_part, self.purpose, self.folds,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)

    def _build_channel(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.fields["channel"], 1)
        row.addWidget(self.envelope.only_chip, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    def _build_counts(self) -> QWidget:
        counts = QWidget()
        row = QHBoxLayout(counts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(3))
        for name, stretch in (("head_count", 2), ("occurred_on", 3), ("registered_on", 3)):
            row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        return counts

    def _connect(self) -> None:
        self.channel.answered.connect(self._on_channel_answered)
        self.envelope.switched.connect(self._on_envelope_switched)
        self.visitors.changed.connect(self._on_visitors_changed)
        self.visitors.settled.connect(lambda: self.head_count.setFocus())
        self.visitors.rearranged.connect(self._order_tabs)
        self.visitor_list.edit.textChanged.connect(self._count_people)
        self.head_count.changed.connect(self._show_heads)
        for edit in (self.occurred_on, self.registered_on, self.source.due_on):
            edit.date_changed.connect(self.changed)
        self.purpose.changed.connect(self.changed)
        self.source.box.textChanged.connect(self.changed)
        for part in (self.title_edit, self.text_edit, self.village.box, self.category):
            part.textChanged.connect(self.about_changed)
        for editor in self._texts().values():
            editor.textChanged.connect(self.edited)
        for signal in (self.changed, self.visitors_changed):
            signal.connect(self.edited)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab and Enter go down the page, whatever was made when."""
        order: list[QWidget] = [self.channel.chip(key) for key in CHANNELS]
        order += [*self.envelope.tab_chain(), *self.visitors.tab_chain()]
        order += [
            self.head_count,
            self.occurred_on,
            self.registered_on,
            self.village.box,
            self.village.add_link,
        ]
        order += [self.title_edit, self.text_edit, self.request_edit, *self.category_part.tab_chain()]
        order += [*self.purpose.tab_chain(), self.visitor_list.edit, self.agent_edit]
        order += [self.source.box, self.source.due_on, self.external_edit, *self.folds.words.values()]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def offer_classes(self, suggested: Sequence[tuple[str, str]]) -> None:
        """Show what the category may be; the keyboard's order takes the chips in."""
        before = self.category.suggested
        self.category_part.offer(suggested)
        if before != self.category.suggested:
            self._order_tabs()

    def switch_envelope(self) -> None:
        """先登记信封, by key: a letter, and of it the envelope alone; or the whole letter again."""
        only = not self.envelope.only()
        self.channel.choose("letter")
        self.envelope.put(only=only)
        self._on_channel_changed()
        self._on_envelope_switched()

    def _on_visitors_changed(self) -> None:
        self._count_people()
        self.visitors_changed.emit()
        self.changed.emit()

    def _count_people(self) -> None:
        self.head_count.set_least(len(self.people()))
        self._show_heads()

    def _show_heads(self) -> None:
        """Many visitors speak through representatives (条例 Art 20 ¶3); stated and listed heads may differ."""
        threshold, heads = self._desk.offices.office().group_visit_threshold, self.head_count.value()
        many = self.channel.value() == "visit" and heads >= threshold
        listed = len(self.people())
        said = [f"共{heads}人，留下姓名的{listed}人"] if heads > listed > 1 else []
        most = self._desk.receptions.most_representatives(heads)
        said += [f"集体访：请推选代表，不超过{most}人"] if many else []
        self.fields["head_count"].set_hint("；".join(said))
        self.changed.emit()

    def _on_channel_changed(self) -> None:
        self._fit_channel()
        self._show_heads()

    def _on_channel_answered(self) -> None:
        """An office that numbers its envelopes starts with the number."""
        self._on_channel_changed()
        numbered = self.is_letter() and (self.envelope.only() or self.envelope.edit.has_next())
        self.envelope.edit.setFocus() if numbered else self.visitors.enter()

    def _on_envelope_switched(self) -> None:
        self._fit_channel()
        if self.envelope.only():
            self.envelope.edit.take_next()
        self.envelope.edit.setFocus()
        self.edited.emit()

    def _fit_channel(self) -> None:
        """A letter has an envelope; of an envelope taken in alone nothing else is asked."""
        self.envelope.show_for(letter=self.is_letter())
        if self.is_letter():
            self.envelope.edit.offer(self._desk.receptions.next_envelope())
        only = self.envelope.only()
        self.visitors.fit(letter=self.is_letter(), names_only=only)
        for part in (
            self._counts, self.village, self.fields["text"], self.fields["request"], self.category_part,
            self.purpose, self.folds,
        ):  # fmt: skip
            part.setVisible(not only)


def _is_link(widget: QWidget) -> bool:
    return isinstance(widget, Button) and not isinstance(widget, Chip)


def _day(edit: DateEdit, name: str, missing: str) -> date:
    day = edit.value()
    if day is None:
        raise ValidationError({name: edit.problem() or missing})
    return day
