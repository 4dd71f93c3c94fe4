"""总结的文字和模板: what a work summary says, and the sheet it is written on."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AppError
from app.services.desk import Desk
from app.ui.context import Context
from app.ui.month.text_files import TOML, read_bytes, read_words, save_words
from app.ui.prompts import DOCX
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, link, quiet
from app.ui.widgets.card import Notice, SectionHeader, rule
from app.ui.widgets.flow_layout import FlowRow
from app.ui.widgets.plain import PlainLabel

WORDS_TITLE = "总结的文字和模板"
FILE_NAME = "工作总结文字.toml"
_WORDS = "总结的每一句都可以改。先存成文件，用记事本改好，再导入；数字的位置写在{ }里，不要改动。"
_TEMPLATE = (
    "选一份本机关的Word文件，{{标题}}{{正文}}处填入总结；其他位置可以写{{receptions:unit}}这样的数字。"
)
_RESET = "恢复程序自带的总结文字吗？"
_RESET_DETAIL = "现在的文字不再使用；还要用的，请先“另存文字…”。"


class SummaryWords(QWidget):
    """Two things an office may bring of its own; each can be given back."""

    def __init__(self, desk: Desk, context: Context) -> None:
        super().__init__()
        self._desk, self._context, self._summaries = desk, context, desk.summaries
        self.import_button = quiet("导入文字…", icon_name="folder")
        self.save_button = quiet("另存文字…")
        self.reset_button = link("恢复原文字")
        self.template_button = quiet("选择模板…", icon_name="folder")
        self.remove_button = link("撤下模板")
        self.standing = PlainLabel("", strong=True, wrap=True)
        self.notice = Notice("", Tone.DONE)
        self.notice.hide()
        self._build()
        for button, press in self._presses():
            button.clicked.connect(press)
        self._show()

    def take_words(self) -> None:
        """Other words; a place that does not exist is said, and the old words stay."""
        path = self._context.prompts.choose_open_path("导入总结文字", TOML)
        if path is not None:
            self._try(
                lambda: self._summaries.keep_words(read_words(path, "总结的文字没有改动")),
                "已采用，以后的总结用这份文字",
            )

    def save_words(self) -> None:
        path = save_words(self._desk, self._context, FILE_NAME, self._summaries.words())
        if path is not None:
            self.notice.say(f"已保存：{path}", Tone.DONE)

    def reset_words(self) -> None:
        """Asked once: the office's own words go out of use."""
        if self._context.prompts.confirm(_RESET, "恢复原文字", detail=_RESET_DETAIL):
            self._try(self._summaries.reset_words, "已恢复程序自带的文字")

    def take_template(self) -> None:
        """The office's own sheet from now on."""
        path = self._context.prompts.choose_open_path("选择总结模板", DOCX)
        if path is not None:
            self._try(
                lambda: self._summaries.keep_template(read_bytes(path, "模板没有改动")),
                f"已采用“{path.name}”，以后的总结（Word）写在它上面",
            )

    def remove_template(self) -> None:
        self._try(self._summaries.remove_template, "已撤下模板，用程序自带的版式")

    def _try(self, act: Callable[[], object], done: str) -> None:
        try:
            act()
        except AppError as error:
            self.notice.say(str(error), Tone.LATE)
        else:
            self.notice.say(done, Tone.DONE)
        self._show()

    def _show(self) -> None:
        own = self._summaries.has_template()
        self.standing.setText("现在用的是本机关的模板" if own else "现在用的是程序自带的版式")
        self.remove_button.setVisible(own)

    def _presses(self) -> tuple[tuple[Button, Callable[[], None]], ...]:
        return (
            (self.import_button, self.take_words), (self.save_button, self.save_words),
            (self.reset_button, self.reset_words), (self.template_button, self.take_template),
            (self.remove_button, self.remove_template),
        )  # fmt: skip

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(SectionHeader("文字"))
        column.addWidget(PlainLabel(_WORDS, soft=True, wrap=True))
        column.addWidget(FlowRow(self.save_button, self.import_button, self.reset_button))
        column.addSpacing(space(2))
        column.addWidget(rule())
        column.addWidget(SectionHeader("Word模板"))
        column.addWidget(self.standing)
        column.addWidget(PlainLabel(_TEMPLATE, soft=True, wrap=True))
        column.addWidget(FlowRow(self.template_button, self.remove_button))
        column.addWidget(PlainLabel("PDF总结总用程序自带的版式。", Type.CAPTION, wrap=True))
        column.addWidget(self.notice)
        column.addStretch(1)
