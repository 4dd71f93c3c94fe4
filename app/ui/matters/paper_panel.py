"""Making a paper: what only the clerk can say, what it lacks, and the paper itself while it is written."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError, PaperBlocked, ValidationError
from app.services.paper_drafts import Drawing, KeptPaper
from app.services.word_files import WordFiles
from app.ui.context import Context
from app.ui.matters.paper_fields import PAPER, PaperField, paper_field
from app.ui.matters.paper_findings import FindingsList
from app.ui.matters.paper_to_make import PaperToMake
from app.ui.matters.word_saving import save_word
from app.ui.reception.keeping import Keeper
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import link, primary, quiet
from app.ui.widgets.card import Notice, scrolling
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import show_problems
from app.ui.widgets.form import Form as Ground
from app.ui.widgets.live_paper import LivePaper
from app.ui.widgets.plain import ElidedLabel, PlainLabel

PANEL_WIDTH = 1080
FIELDS_WIDTH = 400
KEYS = {
    Qt.Key.Key_P: "print",
    Qt.Key.Key_Return: "make",
    Qt.Key.Key_Enter: "make",
    Qt.Key.Key_S: "keep",
}


class PaperPanel(Ground):
    """Ctrl+P makes and prints, Ctrl+Enter makes, Ctrl+S and leaving keep what was typed; nothing takes a number before.

    `given` are answers that came with the wish (which paper a 送达回证 is about); `others` are the
    matter's papers an ask may name. A form a leader writes in can be saved as a Word file before it is made.

    Signals:
        made: The paper has its number; carries the `Paper` and whether it is to be printed.
        cancelled: Back to the matter; what was typed is kept.
        page_requested: Something is to be mended elsewhere; carries the page's word.
    """

    made = Signal(object, bool)
    cancelled = Signal()
    page_requested = Signal(str)

    def __init__(
        self, paper: PaperToMake, words: WordFiles, context: Context, *,
        given: Mapping[str, str] | None = None, others: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.form, self._paper = paper.form, paper
        self._words, self._context, self._given = words, context, dict(given or {})
        self.known = paper.prefilled()
        self.fields = self._fields(others or {})
        self.findings = FindingsList(self.fields.keys())
        self.live = LivePaper(context.tasks)
        self.restored, self.restart_link = Notice("", Tone.ACTION), link("放弃，从头填")
        self.refusal = Notice("", Tone.LATE)
        self.kept = PlainLabel("", Type.CAPTION)
        self._keeper = Keeper(self, self.keep)
        self._done = False
        self._build()
        self._connect()
        self._restore(paper.kept())
        self._look_again()
        self.live.draw_now()

    def values(self) -> dict[str, str]:
        """What the paper is told: by the clerk, and by the wish it came from."""
        return self._given | self.typed()

    def typed(self) -> dict[str, str]:
        """What the clerk says otherwise than the register, by the names of the asks."""
        said = {name: field.read() for name, field in self.fields.items()}
        return {name: value for name, value in said.items() if value and value != self._usual[name]}

    def make(self, *, print_it: bool) -> None:
        """Take the number, or say why the paper cannot be made; what was typed stays."""
        if problems := self._unreadable():
            self._show_problems(problems)
            return
        try:
            paper = self._paper.issue(self.values())
        except PaperBlocked as blocked:
            self._refuse("；".join(blocked.reasons) + "。文书没有制作，没有取号。")
            self._show_findings()
        except ValidationError as error:
            self._show_problems(error.problems)
        except AppError as error:
            self._refuse(str(error))
        else:
            self._done = True
            self._keeper.rest()
            self._paper.forget()
            self.made.emit(paper, print_it)

    def save_word(self) -> None:
        """存为 Word 文件: as it stands, its number open; the paper itself is made later, or never."""
        name = f"{self.form.title}（草稿）.docx"
        try:
            save_word(self._words, self._context, name, lambda: self._paper.word_file(self.values()))
        except ValidationError as error:
            self._show_problems(error.problems)
        except AppError as error:
            self._refuse(str(error))

    def keep(self) -> None:
        """Put what was typed on the disk; a full disk is said and everything still stands here."""
        self._keeper.rest()
        if self._done:
            return
        try:
            self._paper.keep(self.typed())
        except AppError as error:
            self._refuse(f"填写的内容暂时没有存盘，请尽快制作。{error}")
        else:
            self.kept.setText("草稿已保存" if self.typed() else "")

    def start_anew(self) -> None:
        """Throw the restored answers away."""
        for name, field in self.fields.items():
            field.put(self._given.get(name, self.known.get(name, "")))
        self.restored.hide()
        self.restart_link.hide()
        self.keep()
        self._on_edited()

    def event(self, event: QEvent) -> bool:
        """The panel's own keys go before the window's, which mean the page below."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = _meant(event)
        if meant and not event.isAutoRepeat():
            {"print": lambda: self.make(print_it=True), "make": lambda: self.make(print_it=False), "keep": self.keep}[meant]()  # fmt: skip
        elif not meant:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keeper.keep_now()

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        self._reveal()
        return moved

    def _fields(self, others: Mapping[str, str]) -> dict[str, PaperField]:
        found = {}
        for ask in self.form.asks:
            whole = replace(ask, options=others) if ask.kind == PAPER else ask
            found[ask.name] = paper_field(whole, self.known.get(ask.name, ""), self._context.today)
            if ask.name in self._given:
                found[ask.name].put(self._given[ask.name])
        self._usual = {name: field.read() for name, field in found.items()}
        return found

    def _restore(self, kept: KeptPaper | None) -> None:
        self.restart_link.setVisible(kept is not None)
        if kept is None:
            self.restored.hide()
            return
        for name, value in kept.fields.items():
            if name in self.fields and name not in self._given:
                self.fields[name].put(value)
        at = kept.saved_at
        self.restored.set_sentence(f"上次没有做完的内容已恢复（{at.month}月{at.day}日 {at:%H:%M} 保存）")

    def _on_edited(self) -> None:
        self.kept.setText("")
        self.refusal.set_sentence("")
        self._keeper.touch()
        self._look_again()

    def _look_again(self) -> None:
        self.live.draw_soon(self._prepare)

    def _prepare(self) -> Drawing:
        """Checked and laid out from the same answers, so that both say the same."""
        self._show_findings()
        return self._paper.sketch(self.values())

    def _show_findings(self) -> None:
        self.findings.show_findings(self._paper.check(self.values()))

    def _unreadable(self) -> dict[str, str]:
        dates = {
            name: it.field.editor for name, it in self.fields.items() if isinstance(it.field.editor, DateEdit)
        }
        return {name: edit.problem() for name, edit in dates.items() if edit.problem()}

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        self._refuse(show_problems({name: it.field for name, it in self.fields.items()}, dict(problems)))
        self._reveal()

    def _refuse(self, sentence: str) -> None:
        self.refusal.set_sentence(sentence)
        if sentence:
            self._area.verticalScrollBar().setValue(0)

    def _reveal(self) -> None:
        focused = self.focusWidget()
        if focused and self._area.isAncestorOf(focused):
            self._area.ensureWidgetVisible(focused, 0, space(10))

    def _enter_field(self, name: str) -> None:
        self.fields[name].field.editor.setFocus()
        self._reveal()

    def _connect(self) -> None:
        for field in self.fields.values():
            field.changed.connect(self._on_edited)
        self.findings.field_requested.connect(self._enter_field)
        self.findings.page_requested.connect(self.page_requested)
        self.restart_link.clicked.connect(self.start_anew)
        self.print_button.clicked.connect(lambda: self.make(print_it=True))
        self.make_button.clicked.connect(lambda: self.make(print_it=False))
        self.cancel_button.clicked.connect(self.cancelled)
        self.word_button.clicked.connect(self.save_word)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(4))
        left = QVBoxLayout()
        left.setSpacing(space(3))
        self._area = scrolling(self._sheet())
        self._area.setFixedWidth(FIELDS_WIDTH)
        left.addWidget(self._area, 1)
        left.addLayout(self._foot())
        row.addLayout(left)
        row.addWidget(self.live, 1)

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(3), 0)
        column.setSpacing(space(3))
        column.addWidget(ElidedLabel(self._paper.about, soft=True))
        column.addWidget(PlainLabel(f"依据：{self.form.article}", Type.CAPTION, wrap=True))
        for widget in (self.refusal, self.restored, self.restart_link, self.findings):
            column.addWidget(widget)
        self.refusal.hide()
        for field in self.fields.values():
            column.addWidget(field.field)
        if not self.fields:
            column.addWidget(PlainLabel("这份文书不需要另外填写，内容都来自登记。", soft=True, wrap=True))
        column.addStretch(1)
        return sheet

    def _foot(self) -> QVBoxLayout:
        self.print_button = primary("制作并打印", icon_name="print", tip="Ctrl+P")
        self.make_button = quiet("制作", tip="取号，先不打印（Ctrl+Enter）")
        self.cancel_button = quiet("存草稿，返回" if self.fields else "返回", tip="Esc；填写的内容会保留")
        self.word_button = link("存为 Word 文件…", tip="照现在填写的内容，文号空着；不取号")
        if not self.form.word_file:
            self.word_button.hide()
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.kept, 1)
        above.addWidget(self.word_button)
        below.setSpacing(space(2))
        below.addStretch(1)
        for button in (self.cancel_button, self.make_button, self.print_button):
            below.addWidget(button)
        foot = QVBoxLayout()
        foot.addLayout(above)
        foot.addLayout(below)
        return foot


def _meant(event: QKeyEvent) -> str:
    """What a key with Ctrl means here, if anything."""
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return KEYS.get(Qt.Key(event.key()), "") if control and event.key() in KEYS else ""
