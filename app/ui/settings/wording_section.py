"""文书模板: the office's own words for its papers, with the paper beside them; every version is kept."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.wordings import ORIGINS, WordingVersion
from app.errors import AppError, PaperError, ValidationError
from app.services.paper_drafts import Drawing, sample_paper
from app.services.papers import FORMS, Form
from app.services.shipped import pinyin
from app.services.wordings import Wordings
from app.ui.context import Context
from app.ui.settings.wording_editor import WordingEditor
from app.ui.theme import Tone, Type, space, standing_on
from app.ui.widgets.buttons import link, primary
from app.ui.widgets.card import scrolling
from app.ui.widgets.live_paper import LivePaper
from app.ui.widgets.plain import Badge, ElidedLabel, PlainLabel
from app.ui.widgets.two_line_list import Line, TwoLineList

LIST_WIDTH, PREVIEW_WIDTH = 248, 470
ROOM = 60  # letters wide: what list, words and sample need beside one another
CHANGED = "本机关已修改"
NOT_DRAWN = "改好标出的地方，预览才会更新。"
BY_ID: dict[str, Form] = {form.id: form for form in FORMS}


class WordingSection(QWidget):
    """Shows a form's words, saves a new version, goes back to an old one.

    Signals:
        saved: A form is printed with other words from now on.
    """

    saved = Signal()

    def __init__(self, wordings: Wordings, context: Context) -> None:
        super().__init__()
        self._wordings, self._context = wordings, context
        self._form: Form = FORMS[0]
        self.filter_edit = QLineEdit()
        self.filter_edit.setPlaceholderText("名称或拼音首字母")
        self.filter_edit.setAccessibleName("找文书模板")
        self.forms = TwoLineList(context.theme, name="文书模板")
        self.heading, self.badge = ElidedLabel("", Type.LEAD, strong=True), Badge(CHANGED, Tone.ACTION)
        self.editor, self.live = WordingEditor(), LivePaper(context.tasks)
        self.note_edit = QLineEdit()
        self.note_edit.setPlaceholderText("修改说明（选填），例如“按县局要求增加一句”")
        self.note_edit.setAccessibleName("修改说明")
        self.save_button, self.restore_button = primary("保存修改", tip="Ctrl+S"), link("恢复原有模板…")
        self.versions_button = link("历次版本")
        self.versions = QWidget()
        self._build()
        self._connect()

    def parts(self) -> list[QWidget]:
        """What is clothed in a turn of its own."""
        return [part for part in standing_on(self) if part is not self.editor] + standing_on(self.editor)

    def refresh(self) -> None:
        """What the register holds now; what is being written stays. A section just made is empty."""
        self._show_forms()
        if not self.forms.current_key():
            self.forms.choose(self._form.id)
        if not self.changes():
            self._show_form(self._form)

    def changes(self) -> bool:
        """Whether something is written that is not saved."""
        return self.editor.is_changed()

    def drop_changes(self) -> None:
        """Back to what the register holds."""
        self._show_form(self._form)

    def save(self) -> None:
        """Use this text from now on, or say which place it cannot fill."""
        source = self.editor.source()
        try:
            self._wordings.save(self._form.id, source, self.note_edit.text().strip())
        except ValidationError as error:
            self.editor.show_problem(error.problems.get("source", str(error)))
            return
        except AppError as error:
            self._context.prompts.show_error(str(error))
            return
        self._settled(f"{self._form.title}的模板已保存，以后制作的文书按它印；已经制作的不变")

    def restore(self) -> None:
        """Back to the shipped words; the office's versions stay in the list."""
        question = f"“{self._form.title}”恢复原有模板吗？"
        detail = "本机关改过的版本都保留在“历次版本”里，可以再用。"
        if self._context.prompts.confirm(question, "恢复原有模板", detail=detail):
            self._try(lambda: self._wordings.restore(self._form.id), "已恢复原有模板")

    def use_version(self, version: WordingVersion) -> None:
        """A version of the list is in use again."""
        self._try(
            lambda: self._wordings.save(self._form.id, version.source, version.note, origin=version.origin),
            f"已恢复{version.kept_on.isoformat()}的版本",
        )

    def look_at(self, version: WordingVersion) -> None:
        """How a version looks, without using it."""
        self.live.draw_soon(lambda: partial(sample_paper, self._form.id, version.source))
        self.live.draw_now()

    def open_versions(self, *, shown: bool) -> None:
        """The list of versions in place of the editor."""
        if shown:
            self._show_versions()
        self._versions_area.setVisible(shown)
        for widget in (self.editor, self.editor.modes, self.note_edit, self.save_button):
            widget.setVisible(not shown)
        self.restore_button.setVisible(shown and self._form.id in self._wordings.changed())
        self.versions_button.set_verb("返回修改" if shown else "历次版本")
        if not shown:
            self._draw()

    def _try(self, act: Callable[[], object], said: str) -> None:
        try:
            act()
        except AppError as error:
            self._context.prompts.show_error(str(error))
        else:
            self._settled(f"{self._form.title}：{said}")

    def _settled(self, sentence: str) -> None:
        self._show_form(self._form)
        self._show_forms()
        self._context.toast(sentence)
        self.saved.emit()

    def _on_form_chosen(self, form_id: str) -> None:
        if form_id == self._form.id:
            return
        question = f"{self._form.title}的修改还没有保存，要放弃吗？"
        if self.changes() and not self._context.prompts.confirm(question, "放弃修改", danger=True):
            self.forms.choose(self._form.id)
            return
        self._show_form(BY_ID[form_id])

    def _show_form(self, form: Form) -> None:
        self._form = form
        self.heading.setText(form.title)
        self.badge.setVisible(form.id in self._wordings.changed())
        self.note_edit.clear()
        self.editor.show_source(self._wordings.in_use(form).source, self._wordings.offered(form))
        self.open_versions(shown=False)
        self._count()

    def _show_forms(self) -> None:
        changed, text = self._wordings.changed(), self.filter_edit.text().strip()
        self.forms.show_lines(
            [
                Line(form.id, form.title, form.group, word=CHANGED, tone=Tone.ACTION)
                if form.id in changed
                else Line(form.id, form.title, form.group)
                for form in FORMS
                if _matches(form, text)
            ]
        )

    def _show_versions(self) -> None:
        """Every version the register keeps of this form, the latest first."""
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, space(3), 0)
        column.setSpacing(space(3))
        versions = self._wordings.versions(self._form.id)
        for version in versions:
            column.addWidget(self._version_row(version))
        if not versions:
            column.addWidget(PlainLabel("还没有保存过版本，印的是原有模板", soft=True))
        column.addStretch(1)
        self.versions = ground
        self._versions_area.setWidget(ground)
        ground.setAutoFillBackground(False)

    def _version_row(self, version: WordingVersion) -> QWidget:
        row_ground = QWidget()
        row = QHBoxLayout(row_ground)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(
            PlainLabel(f"{version.kept_on.isoformat()}　{ORIGINS.get(version.origin, '')}", strong=True)
        )
        words.addWidget(PlainLabel(version.note or "没有写修改说明", Type.CAPTION, wrap=True))
        row.addLayout(words, 1)
        if version.in_use:
            row.addWidget(Badge("在用", Tone.DONE))
        look, use = link("查看"), link("恢复此版本")
        look.clicked.connect(lambda: self.look_at(version))
        use.clicked.connect(lambda: self.use_version(version))
        row.addWidget(look)
        row.addWidget(use)
        use.setVisible(not version.in_use)
        return row_ground

    def _on_edited(self) -> None:
        self.editor.show_problem("")
        self._count()
        self._draw()

    def _count(self) -> None:
        self.save_button.set_allowed(self.changes(), "没有改动")

    def _draw(self) -> None:
        self.live.draw_soon(self._prepare)

    def _prepare(self) -> Drawing:
        """Checked first, so that what cannot be filled is said and not drawn."""
        source = self.editor.source()
        try:
            self._wordings.check(self._form, source)
        except ValidationError as error:
            self.editor.show_problem(error.problems["source"])
            raise PaperError(NOT_DRAWN) from error
        return partial(sample_paper, self._form.id, source)

    def _connect(self) -> None:
        self._context.theme.changed.connect(self._fit)
        self.forms.chosen.connect(self._on_form_chosen)
        self.filter_edit.textChanged.connect(self._show_forms)
        self.editor.edited.connect(self._on_edited)
        self.save_button.clicked.connect(self.save)
        self.restore_button.clicked.connect(self.restore)
        self.versions_button.clicked.connect(lambda: self.open_versions(shown=self._versions_area.isHidden()))

    def _build(self) -> None:
        self._versions_area = scrolling(QWidget())
        self._versions_area.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, space(1), space(3), space(4))
        row.setSpacing(space(4))
        left = QVBoxLayout()
        left.setSpacing(space(2))
        left.addWidget(self.filter_edit)
        left.addWidget(self.forms, 1)
        self.forms.setFixedWidth(LIST_WIDTH)
        self.filter_edit.setFixedWidth(LIST_WIDTH)
        self.live.setMinimumWidth(PREVIEW_WIDTH // 2)  # large letters need the room for the words
        self.live.setMaximumWidth(PREVIEW_WIDTH)
        row.addLayout(left)
        row.addLayout(self._middle(), 1)
        row.addWidget(self.live, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Very large letters need the whole width for the words; the sample comes back with the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.live.setVisible(self.width() >= ROOM * self._context.theme.pixels(Type.BODY))

    def _middle(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(self.heading, 1)
        head.addWidget(self.badge)
        head.addWidget(self.editor.modes)
        back = QHBoxLayout()
        back.setSpacing(space(2))
        back.addStretch(1)
        back.addWidget(self.restore_button)
        back.addWidget(self.versions_button)
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self.note_edit, 1)
        foot.addWidget(self.save_button)
        middle = QVBoxLayout()
        middle.setSpacing(space(2))
        middle.addLayout(head)
        middle.addWidget(self.editor, 1)
        middle.addWidget(self._versions_area, 1)
        middle.addLayout(foot)
        middle.addLayout(back)
        return middle


def _matches(form: Form, text: str) -> bool:
    words = form.title + form.group
    if all(letter in words for letter in text):
        return True
    return text.isascii() and text.lower() in pinyin().initials(form.title)
