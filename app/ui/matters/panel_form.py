"""What every form in the side panel is: what it rests on, fields that scroll, and two buttons that stay."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.matters import Matter
from app.errors import AppError, ValidationError
from app.ui.theme import Tone, Type, space
from app.ui.widgets.buttons import Button, Kind, quiet
from app.ui.widgets.card import Notice, scrolling
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import SubmitForm
from app.ui.widgets.plain import ElidedLabel, PlainLabel


class PanelForm(SubmitForm):
    """Ctrl+Enter submits, Esc goes back; mistakes are said under their field and nothing is lost.

    `about` says which matter it is, `basis` the article it rests on.

    Signals:
        submitted: The clerk wants it so; carries what the form asks for.
        cancelled: The clerk thought better of it.
    """

    submitted = Signal(object)
    cancelled = Signal()

    def __init__(self, verb: str, about: str, *, kind: Kind = Kind.PRIMARY, basis: str = "") -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.refusal = Notice("", Tone.LATE)
        self.refusal.hide()
        self.question = Notice("", Tone.SOON)
        self.question.hide()
        self.submit_button = Button("", kind)
        self.cancel_button = quiet("返回", tip="Esc")
        self.say_verb(verb)
        sheet = _Fields()
        self.column = QVBoxLayout(sheet)
        self.column.setContentsMargins(0, 0, space(3), 0)
        self.column.setSpacing(space(4))
        self.column.addWidget(ElidedLabel(about, soft=True))
        if basis:
            self.column.addWidget(PlainLabel(basis, Type.CAPTION, wrap=True))
        self.column.addWidget(self.refusal)
        self._area = scrolling(sheet)
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.cancelled)

    def say_verb(self, verb: str) -> None:
        """What the button will do."""
        self.submit_button.set_verb(f"{verb}　Ctrl+Enter")
        self.submit_button.setAccessibleName(verb)

    def put(self, name: str, field: Field) -> None:
        """One more field; `name` is what the rules call it."""
        self.fields[name] = field
        self.column.addWidget(field)

    def finish(self) -> None:
        """The buttons come after the fields, on the page and for the keyboard."""
        self.column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.submit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(self._area, 1)
        column.addWidget(self.question)
        column.addLayout(foot)

    def show_problems(self, problems: dict[str, str]) -> None:
        """Each sentence under its field; what has no field here stands above."""
        left = show_problems(self.fields, problems)
        self.refuse(left)
        if not left:
            self.reveal_focus()

    def refuse(self, sentence: str) -> None:
        """The rules do not let it happen: say so above the fields."""
        self.refusal.set_sentence(sentence)
        if sentence:
            self._area.verticalScrollBar().setValue(0)

    def reveal_focus(self) -> None:
        """Scroll to where the keyboard is."""
        if focused := self.focusWidget():
            self._area.ensureWidgetVisible(focused, 0, space(10))

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = super().focusNextPrevChild(forward)
        self.reveal_focus()
        return moved


class _Fields(QWidget):
    """As high as its fields are at this width; Qt guesses broken lines too high and shows a bar for nothing."""

    def minimumSizeHint(self) -> QSize:
        column, least = self.layout(), super().minimumSizeHint()
        if column is None or not column.hasHeightForWidth():
            return least
        return QSize(0, column.heightForWidth(max(self.width(), 1)))


def titled(label: str, *, required: bool = False, expected: bool = False) -> str:
    """The word above a field, with what is asked of it."""
    return label + ("（必填）" if required else "（应当填写）" if expected else "（选填）")


def about_matter(matter: Matter) -> str:
    """Which matter a form is about: its number and what it says."""
    return f"{matter.number}　{matter.title}"


def attempt(form: PanelForm, act: Callable[[], object]) -> bool:
    """Do it, or let the form say why not; whether it was done."""
    try:
        act()
    except ValidationError as error:
        form.show_problems(error.problems)
    except AppError as error:
        form.refuse(str(error))
    else:
        return True
    return False
