"""卷宗: what a matter's file still lacks, what lies in it and in which order, its PDF, putting it away."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.dossiers import DossierItem
from app.core.matters import Matter
from app.core.steps import Ask
from app.errors import AppError
from app.services.dossiers import Dossier, Dossiers
from app.services.papers import Papers
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.matters.panel_form import about_matter
from app.ui.matters.paper_fields import PaperField, paper_field
from app.ui.matters.paper_order import BY_ID
from app.ui.reception.fold import Folds
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import primary, quiet
from app.ui.widgets.card import Notice, SectionHeader, scrolling
from app.ui.widgets.form import Form
from app.ui.widgets.plain import PlainLabel

DOSSIER_WIDTH = 560
BOUND_WITH = ("dossier_cover", "dossier_note")
COUNTED = frozenset({"件数", "页数"})  # by the program, when it is bound
WHOLE = "按这件事项办到现在的情况，应当入卷的都在"
EMPTY = "卷内还没有东西：先制作文书，或者在“材料”里添加附件。"
FILE_NOTE = "归档以后，文书仍可以查看和补打。"


class DossierPanel(Form):
    """Ctrl+Enter binds the PDF; nothing but its making is noted, and it can be made again at any time.

    Signals:
        cancelled: Back to the matter.
    """

    cancelled = Signal()

    def __init__(self, dossiers: Dossiers, papers: Papers, matter: Matter, context: Context) -> None:
        super().__init__()
        self._dossiers, self._matter, self._context = dossiers, matter, context
        self.contents = dossiers.contents(matter.id)
        self.fields = self._fields(papers)
        self.refusal = Notice("", Tone.LATE)
        self.work = LongWork(context.tasks, self)
        self.bind_button = primary("生成卷宗 PDF", icon_name="print", tip="先看，再打印或保存（Ctrl+Enter）")
        self.file_button = quiet("归档", tip="卷内的文书都记为已归档")
        self.cancel_button = quiet("返回", tip="Esc")
        self._build()
        self.bind_button.clicked.connect(self.bind)
        self.file_button.clicked.connect(self.file)
        self.cancel_button.clicked.connect(self.cancelled)

    def bind(self) -> None:
        """The whole file as one PDF, to look at, print or save."""
        said = {name: field.read() for name, field in self.fields.items()}
        fields = {name: value for name, value in said.items() if value}
        matter_id = self._matter.id
        self.refusal.set_sentence("")
        self.work.run(
            "正在生成卷宗", lambda told: self._dossiers.pdf(matter_id, fields, told),
            self._show, self.refusal.set_sentence, partial(self._context.toast, "已取消，没有生成卷宗"),
        )  # fmt: skip

    def file(self) -> None:
        """归档: what is missing is said once more before."""
        lacks = self.contents.missing
        detail = (
            f"卷内还缺{len(lacks)}样：{'；'.join(it.removeprefix('缺：') for it in lacks)}" if lacks else ""
        )
        question = f"把{self._matter.number}的文书都记为已归档吗？"
        if not self._context.prompts.confirm(question, "归档", detail=detail):
            return
        try:
            filed = self._dossiers.file(self._matter.id)
        except AppError as error:
            self.refusal.set_sentence(str(error))
            return
        self.cancelled.emit()
        self._context.toast(f"{self._matter.number} {len(filed)}份文书已归档")
        self._context.changes.matters_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.bind()
        else:
            super().keyPressEvent(event)

    def _show(self, dossier: Dossier) -> None:
        number = self._matter.number
        self._context.preview(f"卷宗　{number}", dossier.content, f"{number} 卷宗.pdf")
        left = f"；{len(dossier.remarks)}件没有印入，见卷内目录" if dossier.remarks else ""
        self._context.toast(f"卷宗已生成，卷内{dossier.pages}页{left}")
        self._context.changes.matters_changed.emit()

    def _fields(self, papers: Papers) -> dict[str, PaperField]:
        """What only the clerk can say on cover and note, each asked once."""
        asks: dict[str, Ask] = {}
        known: dict[str, str] = {}
        for form_id in BOUND_WITH:
            known |= papers.prefilled(form_id, self._matter.id)
            asks |= {ask.name: ask for ask in BY_ID[form_id].asks if ask.name not in COUNTED}
        return {
            name: paper_field(ask, known.get(name, ""), self._context.today) for name, ask in asks.items()
        }

    def _build(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, space(3), 0)
        column.setSpacing(space(3))
        column.addWidget(PlainLabel(about_matter(self._matter), soft=True, wrap=True))
        column.addWidget(self.refusal)
        self.refusal.hide()
        for widget in (
            *self._lacking(),
            *self._lying(),
            SectionHeader("封面和备考表另写（选填）"),
            self._told(),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space(3))
        whole.addWidget(scrolling(sheet), 1)
        whole.addLayout(self._foot())

    def _lacking(self) -> Iterator[QWidget]:
        """First what is missing, because that is still to be mended."""
        missing = self.contents.missing
        if not missing:
            yield Notice(WHOLE, Tone.DONE)
            return
        yield SectionHeader("还缺", count=f"{len(missing)}样")
        yield Notice("\n".join(it.removeprefix("缺：") for it in missing), Tone.SOON)

    def _lying(self) -> Iterator[QWidget]:
        items = self.contents.items
        yield SectionHeader("卷内", count=f"{len(items)}件")
        if not items:
            yield PlainLabel(EMPTY, soft=True, wrap=True)
            return
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        for at, item in enumerate(items, start=1):
            column.addWidget(PlainLabel(_line(at, item), wrap=True))
        yield rows

    def _told(self) -> QWidget:
        """What cover and note say beside the register; most files need none of it."""
        return Folds({name: (name, field.field) for name, field in self.fields.items()})

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space(2))
        row.addStretch(1)
        for button in (self.cancel_button, self.file_button, self.bind_button):
            row.addWidget(button)
        standing = any(it.document and not it.document.filed_on for it in self.contents.items)
        self.file_button.set_allowed(standing, "卷内没有还没归档的文书")
        self.bind_button.set_allowed(bool(self.contents.items), "卷内还没有东西")
        foot = QVBoxLayout()
        foot.setSpacing(space(1))
        foot.addWidget(PlainLabel(FILE_NOTE, Type.CAPTION))
        foot.addLayout(row)
        return foot


def _line(at: int, item: DossierItem) -> str:
    return f"{at}．{item.title}　{item.number}".strip("　")
