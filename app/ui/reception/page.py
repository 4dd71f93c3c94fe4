"""The reception page (登记): ask, recognise, register, print, and be ready for the next one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.receptions import ReceptionDraft
from app.core.similarity import About
from app.errors import AppError, ValidationError
from app.services.desk import Desk
from app.services.receptions import Registered
from app.ui.attaching import Incoming
from app.ui.context import Context
from app.ui.input_method import is_composing
from app.ui.reception.attachment_field import AttachmentField
from app.ui.reception.earlier_panel import EarlierPanel
from app.ui.reception.keeping import DRAFT, Keeper
from app.ui.reception.kept_files import KeptFiles
from app.ui.reception.questions import Questions
from app.ui.reception.restored_bar import RestoredBar
from app.ui.reception.starts_bar import StartsBar
from app.ui.reception.typed import Typed, body_of, typed_from
from app.ui.screen import Screen
from app.ui.theme import CONTENT_WIDTH, space, standing_on
from app.ui.widgets.card import WideCard, scrolling
from app.ui.widgets.field import Field

EARLIER_WIDTH = 372
RECEIPT = "receipt"
AFTER_A_PAUSE = 300


class ReceptionPage(Screen):
    """One reception after the other. What was typed stays until it is registered."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context, self._joined = desk, context, ""
        self._is_kept = False
        self._turns = context.tasks.turns(self)
        self.questions = Questions(desk, context.theme, context.today)
        self.earlier = EarlierPanel(self._turns)
        self.attachments = AttachmentField(desk.attachments, context)
        self.bar, self.restored = StartsBar(), RestoredBar()
        self.keeper = Keeper(self, self._keep)
        self.kept_files = KeptFiles(desk.drafts, context.tasks, self.restored.show_not_kept)
        self._look = QTimer(self, singleShot=True, interval=AFTER_A_PAUSE)
        self.setAutoFillBackground(True)
        self._build()
        self._connect()
        self._start_anew()
        self._restore()

    def parts(self) -> Sequence[QWidget]:
        """Each question by itself: together they hold more fields than any other page."""
        beside = standing_on(self, but=self._area)
        asked = [*standing_on(self.questions), *standing_on(self._sheet, but=self.questions)]
        return (*beside, self._area.verticalScrollBar(), *asked)

    def refresh(self) -> None:
        """Rosters anew; an untouched form takes today's date, a touched one is left alone."""
        self.questions.read_rosters()
        if self.questions.is_blank():
            self.questions.date_today()
        if self.focusWidget() is None:
            self.questions.enter()

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.save, "submit": self.save_and_print}

    def may_leave(self) -> bool:
        """Always: what stands here is kept and comes back, and a receipt that was asked for is printed."""
        self._turns.finish()
        self.keeper.keep_now()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self.keeper.keep_now()
        super().hideEvent(event)

    def look_again(self, joined: str = "") -> None:
        """Who typed pauses: which earlier matter and which class may it be; `joined` is what it was said to be."""
        self._look.stop()
        self._show_earlier(joined)
        self._turns.put("classes", self._offer_classes)

    def _offer_classes(self) -> None:
        about = self.questions.about()
        report = self.questions.purpose.is_report()
        self.questions.offer_classes(
            () if report else self._desk.suggestions.suggest(f"{about.title} {about.text}")
        )

    def save(self) -> None:
        """先登记."""
        self._register(print_receipt=False)

    def save_and_print(self) -> None:
        """登记并打印回执."""
        self._register(print_receipt=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F8:
            self.earlier.join_first()
        elif control and event.key() == Qt.Key.Key_E:
            self.questions.switch_envelope()
        elif control and event.key() == Qt.Key.Key_S:
            self.save()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save_and_print()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        sheet = self._sheet = WideCard(margin=5)
        sheet.column.addWidget(self.questions)
        sheet.column.addWidget(Field("附件", self.attachments, optional=True))
        sheet.setMaximumWidth(CONTENT_WIDTH + space(60))
        self._area = scrolling(sheet)
        self.earlier.setFixedWidth(EARLIER_WIDTH)
        row = QHBoxLayout()
        row.setContentsMargins(space(5), space(4), space(4), space(3))
        row.setSpacing(space(5))
        left = QVBoxLayout()
        left.setSpacing(space(2))
        left.addWidget(self.restored)
        left.addWidget(self._area, 1)
        row.addLayout(left, 1)
        row.addWidget(self.earlier)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.questions.visitors_changed.connect(lambda: self._show_earlier())
        self.questions.changed.connect(self._show_starts)
        self.questions.about_changed.connect(self._look.start)
        self.questions.edited.connect(self.keeper.touch)
        self.questions.visitors.settled.connect(self._reveal_people)
        self.attachments.changed.connect(lambda: self.kept_files.keep(self.attachments.waiting()))
        self._look.timeout.connect(lambda: self.look_again())
        self.restored.thrown_away.connect(self._throw_away)
        self.earlier.joined.connect(self._on_joined)
        self.earlier.parted.connect(self._on_parted)
        self.earlier.opened.connect(self._context.open_matter)
        self.bar.save_button.clicked.connect(self.save)
        self.bar.print_button.clicked.connect(self.save_and_print)

    def _register(self, *, print_receipt: bool) -> None:
        typed = self._typed()
        try:
            draft = self.questions.draft()
            registered = self._desk.receptions.register(
                draft,
                self.questions.people(),
                matter_id=self._joined,
                not_same=self.earlier.refused(),
                kept=DRAFT,
            )
        except ValidationError as error:
            self._show_problems(error.problems)
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._finish(registered, typed, print_receipt=print_receipt)

    def _finish(self, registered: Registered, typed: Typed, *, print_receipt: bool) -> None:
        self._is_kept, files = False, self.attachments.waiting()  # the draft went with the registration
        self.attachments.attach_to(registered.matter_id, registered.number, registered.reception_id)
        self._start_anew()
        self.questions.enter()
        self._context.changes.matters_changed.emit()
        said = f"{registered.number} 已登记" + (
            f"（第{registered.ordinal}次）" if registered.ordinal > 1 else ""
        )

        def take_back() -> None:
            self._take_back(registered, typed, files)

        self._context.toast(said, take_back)
        if print_receipt:
            self._turns.put(f"print {registered.number}", lambda: self._print(registered, said, take_back))

    def _print(self, registered: Registered, said: str, take_back: Callable[[], None]) -> None:
        """The receipt, in a turn of its own; the registration stands even if the printer does not answer."""
        try:
            paper = self._desk.papers.issue(RECEIPT, registered.matter_id)
            self._context.desktop.print_pdf(paper.content, f"{paper.document.title} {registered.number}")
            self._desk.papers.printed(paper.document.id, self._context.desktop.wishes.copies)
        except AppError as error:
            self._context.prompts.show_error(f"{registered.number}已经登记，回执没有打印。{error}")
        else:
            self._context.toast(f"{said}，回执已送打印机", take_back)

    def _take_back(self, registered: Registered, typed: Typed, files: tuple[Incoming, ...]) -> None:
        """撤销: the number stays as voided; what was typed stands again, unless something new does."""
        try:
            self._desk.receptions.undo(registered)
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._context.changes.matters_changed.emit()
        self._turns.put("put back", lambda: self._put_back(typed, files))

    def _put_back(self, typed: Typed, files: tuple[Incoming, ...]) -> None:
        if self.questions.is_blank():
            self._put(typed)
            self.attachments.put(files)

    def _show_problems(self, problems: dict[str, str]) -> None:
        left = self.questions.show_problems(problems)
        if left:
            self._context.prompts.show_error(left)
        self._reveal_focus()

    def _reveal_focus(self) -> None:
        """Scroll to where the keyboard is."""
        if focused := self.questions.focusWidget():
            self._area.ensureWidgetVisible(focused, 0, space(15))

    def _reveal_people(self) -> None:
        """The card of the person chosen stays in view while the keyboard goes on below it."""
        self._area.widget().layout().activate()  # type: ignore[union-attr]
        self._area.ensureWidgetVisible(self.questions.visitors, 0, space(4))

    def _keep(self) -> None:
        """Put what stands here on the disk; a disk that does not take it never stops the clerk."""
        try:
            if not self.questions.is_blank():
                self._desk.drafts.save(DRAFT, body_of(self._typed()))
                self._is_kept = True
            elif self._is_kept:
                self._forget()
        except AppError as error:
            self.restored.show_not_kept(str(error))

    def _forget(self) -> None:
        self._desk.drafts.clear(DRAFT)
        self._is_kept = False

    def _typed(self) -> Typed:
        return replace(self.questions.typed(), joined=self._joined)

    def _put(self, typed: Typed) -> None:
        """Let it stand again, and with it what was found for it, which is looked for once."""
        with QSignalBlocker(self.questions):
            self.questions.put(typed)
        self.keeper.touch()
        self._show_starts()
        self.look_again(typed.joined)

    def _restore(self) -> None:
        """What stood here when the program ended without it being registered."""
        kept, found = self._desk.drafts.load(DRAFT), self.kept_files.load()
        typed = typed_from(kept.body) if kept else None
        if kept is not None and typed is not None:
            self._put(typed)
            self.keeper.rest()
            self._is_kept = True
            self.restored.show_restored(kept.saved_at)
        if found is not None:
            self.attachments.put(found.files)
            self.attachments.notice.set_sentence("\n".join(found.lost))
            self.restored.show_restored((kept or found).saved_at)

    def _throw_away(self) -> None:
        typed, files = self._typed(), self.attachments.waiting()
        self._forget()
        self._start_anew()
        self.questions.enter()

        def put_back() -> None:
            self._put(typed)
            self.attachments.put(files)

        self._context.toast("已放弃没有登记完的内容", put_back)

    def _start_anew(self) -> None:
        self._joined = ""
        self.restored.hide()
        self.earlier.start_anew()
        self.questions.clear()
        self.attachments.clear()
        self._look.stop()
        self._turns.drop("classes")
        self.questions.offer_classes(())
        self._area.verticalScrollBar().setValue(0)
        self._show_starts()
        self.keeper.rest()

    def _show_earlier(self, joined: str = "") -> None:
        visitors = self.questions.visitors.visitors()
        about = self.questions.about()
        found = self._desk.receptions.earlier(
            visitors, About() if self.questions.purpose.is_report() else about
        )
        named = bool(about.title) or any(len(it.name) > 1 for it in visitors)
        self.earlier.show_found(found, self._context.today(), named=named, joined=joined)

    def _show_starts(self) -> None:
        if self._joined:
            return
        try:
            draft = self.questions.draft()
        except ValidationError:
            return
        starts = self._desk.receptions.starts(draft)
        self.bar.show_starts(starts, self._context.today(), anonymous=_nobody(draft))

    def _on_joined(self, matter_id: str, number: str, title: str) -> None:
        self._joined = matter_id
        self.bar.show_joined(number)
        edit = self.questions.title_edit
        if not (edit.text().strip() or is_composing(edit)):
            edit.setText(title)
        self.questions.text_edit.setFocus()
        self._reveal_focus()

    def _on_parted(self) -> None:
        self._joined = ""
        self._show_starts()


def _nobody(draft: ReceptionDraft) -> bool:
    return draft.anonymous
