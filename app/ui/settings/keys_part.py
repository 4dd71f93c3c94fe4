"""Who can open the register (密码、恢复码、第二负责人), and changing that; one form at a time, below the words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError, ValidationError
from app.services.keys import Holder
from app.services.paper_drills import PaperStanding
from app.services.progress import Progress
from app.ui.context import Context
from app.ui.long_work import LongWork
from app.ui.settings.paper_drill_form import KEPT_SAFE, PaperDrillForm, PaperDrillsService
from app.ui.start.recovery import RecoveryPart
from app.ui.theme import Tone, space
from app.ui.widgets.buttons import Button, danger, primary, quiet
from app.ui.widgets.card import Card, Notice
from app.ui.widgets.field import Field, show_problems
from app.ui.widgets.form import Form
from app.ui.widgets.lines import Flow, Lines
from app.ui.widgets.plain import PlainLabel

ABOUT = "密码每天用；恢复码在纸上，忘记密码或换电脑时用；第二负责人用自己的密码，在经办人不在时打开。"
REKEYED = (
    "已更换数据密钥，数据和附件都已重新加密。此前的备份仍用旧密钥和旧密码，请做好新备份后销毁；"
    "第二负责人要重新设置。"
)
ABOUT_REKEY = "数据和附件全部用新的密钥重新加密，旧密码、旧恢复码和第二负责人都不能再打开。密码可能泄露、U盘丢失时使用，用时较长。"
DIFFERENT = "两次输入的密码不一样，请再输入一次"
_LAID_OUT = 50  # milliseconds after which the form has its place
CHECKING = "正在核对密码并保存"
NOT_CHANGED = "已取消，没有更换，数据仍按原来的密钥保存。"


class KeysService(Protocol):
    """What is asked of the register here."""

    def holders(self) -> tuple[Holder, ...]: ...
    def check(self, password: str) -> None: ...
    def change_password(self, old: str, new: str) -> None: ...
    def keep_recovery_code(self, password: str, secret: bytes) -> None: ...
    def keep_official(self, password: str, name: str, official_password: str) -> None: ...
    def remove_official(self, password: str) -> None: ...


@runtime_checkable
class Rekeying(KeysService, Protocol):
    """A store whose data key can be changed, too."""

    def change_data_key(
        self, password: str, recovery: bytes = b"", *, progress: Progress = ...
    ) -> object: ...


class KeysPart(QWidget):
    """The card and its forms.

    Signals:
        changed: Somebody's way in was changed; the journal has an entry of it.
    """

    changed = Signal()

    def __init__(
        self, keys: KeysService, context: Context, print_code: Callable[[bytes], None],
        paper: PaperDrillsService | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._keys, self._print_code, self._paper = keys, print_code, paper
        self.paper_form: PaperDrillForm | None = None
        self.work = LongWork(context.tasks, self)
        self.who, self.notice = Lines(), Notice("", Tone.DONE)
        self.notice.hide()
        self.form: KeyForm | None = None
        self._card = Card("密码和恢复码")
        self.buttons = {
            "password": quiet("修改密码", icon_name="lock"),
            "code": quiet("生成恢复码", icon_name="print"),
            "paper": quiet("核对恢复码", icon_name="check"),
            "official": quiet("第二负责人", icon_name="people"),
            "rekey": quiet("更换数据密钥", icon_name="shield"),
        }
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Who can open the register now."""
        held = self._paper.standing() if self._paper else None
        self.buttons["paper"].setVisible(held is not None)
        self.who.say([*_holder_words(self._keys.holders()), *_paper_words(held)])

    def open_form(self, kind: str) -> None:
        """One of the four; another one that was open is let go."""
        self._close_form()
        self.notice.say("", Tone.DONE)
        if kind == "paper":
            self._open_paper_form()
            return
        self.form = {
            "password": self._password_form, "code": self._code_form,
            "official": self._official_form, "rekey": self._rekey_form,
        }[kind]()  # fmt: skip
        self._card.column.addWidget(self.form)
        self.form.edits["old"].setFocus()

    def _open_paper_form(self) -> None:
        held = self._paper.standing() if self._paper else None
        if self._paper is None or held is None:
            return
        try:
            self.paper_form = PaperDrillForm(self._paper, held.number)
        except AppError as refusal:
            self.notice.say(str(refusal), Tone.SOON)
            return
        self.paper_form.done.connect(lambda: self._done(KEPT_SAFE))
        self._card.column.addWidget(self.paper_form)
        self.paper_form.enter()
        QTimer.singleShot(_LAID_OUT, self.paper_form, self._show_paper_form)

    def _show_paper_form(self) -> None:
        """The form stands below the fold of a small screen; the clerk was led here for it."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.paper_form is not None:
            above.ensureWidgetVisible(self.paper_form, 0, space(6))

    def _password_form(self) -> "KeyForm":
        form = KeyForm("修改密码", (("old", "现在的密码"), ("new", "新密码"), ("again", "再输入一次")))
        form.on_submit(lambda: self._do(
            form, lambda: partial(self._keys.change_password, form.text("old"), form.new_password()),
            "密码已修改。以前做的备份仍用以前的密码打开。",
        ))  # fmt: skip
        return form

    def _code_form(self) -> "KeyForm":
        form = KeyForm("启用恢复码", (("old", "现在的密码"),), RecoveryPart(self._print_code))
        form.on_submit(lambda: self._do(
            form, lambda: partial(self._keys.keep_recovery_code, form.text("old"), form.secret()),
            "新的恢复码已启用，旧的纸作废，请销毁。",
        ))  # fmt: skip
        return form

    def _official_form(self) -> "KeyForm":
        asked = (
            ("old", "现在的密码"), ("name", "第二负责人姓名"), ("new", "第二负责人的密码"), ("again", "再输入一次"),
        )  # fmt: skip
        form = KeyForm("保存第二负责人", asked)
        form.on_submit(lambda: self._do(
            form,
            lambda: partial(
                self._keys.keep_official, form.text("old"), form.text("name"), form.new_password()
            ),
            "第二负责人已保存，其可以用自己的密码打开。",
        ))  # fmt: skip
        if any(holder.kind == "official" for holder in self._keys.holders()):
            form.offer("撤销第二负责人", lambda: self._do(
                form, lambda: partial(self._keys.remove_official, form.text("old")), "第二负责人已撤销。",
            ))  # fmt: skip
        return form

    def _rekey_form(self) -> "KeyForm":
        form = KeyForm("更换数据密钥", (("old", "现在的密码"),), RecoveryPart(self._print_code), ABOUT_REKEY)
        form.on_submit(lambda: self._rekey(form))
        return form

    def _rekey(self, form: "KeyForm") -> None:
        keys = self._keys
        if not isinstance(keys, Rekeying):
            return
        try:
            keys.check(form.text("old"))
            secret = form.secret()
        except AppError as error:
            form.show_error(error)
            return
        password = form.text("old")
        self.work.run(
            "正在更换数据密钥并核对",
            lambda progress: keys.change_data_key(password, secret, progress=progress),
            lambda _: self._done(REKEYED), lambda sentence: self.notice.say(sentence, Tone.LATE),
            lambda: self.notice.say(NOT_CHANGED, Tone.SOON),
        )  # fmt: skip

    def _do(self, form: "KeyForm", deed: Callable[[], Callable[[], object]], done: str) -> None:
        """What is typed is read here; a password costs its time on purpose, so it is tried beside the window."""
        try:
            act = deed()
        except AppError as error:
            form.show_error(error)
            return

        def tell(error: AppError | None) -> None:
            if error:
                form.show_error(error)
            else:
                self._done(done)

        never = lambda *_: None  # noqa: E731  (it raises nothing, and is over before anyone could stop it)
        self.work.run(CHECKING, lambda _told: _refusal(act), tell, never, never)

    def _done(self, sentence: str) -> None:
        self._close_form()
        self.refresh()
        self.notice.say(sentence, Tone.DONE)
        self.changed.emit()

    def _close_form(self) -> None:
        for form in (self.form, self.paper_form):
            if form is not None:
                self._card.column.removeWidget(form)
                form.hide()
                form.deleteLater()
        self.form = self.paper_form = None

    def _build(self) -> None:
        for kind, button in self.buttons.items():
            button.clicked.connect(lambda _=False, kind=kind: self.open_form(kind))
        self._card.column.addWidget(PlainLabel(ABOUT, soft=True, wrap=True))
        self._card.column.addWidget(self.who)
        self._card.column.addWidget(Flow(tuple(self.buttons.values())))
        self.buttons["rekey"].setVisible(
            isinstance(self._keys, Rekeying)
        )  # before it has a parent it is a window
        self._card.column.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)


class KeyForm(Form):
    """Passwords, and for some forms a new code that must be on paper first."""

    def __init__(
        self, verb: str, asked: Sequence[tuple[str, str]], code: RecoveryPart | None = None, about: str = ""
    ) -> None:
        super().__init__()
        self._code = code
        self.edits = {name: QLineEdit() for name, _ in asked}
        self.fields = {name: Field(title, self.edits[name]) for name, title in asked}
        self.submit_button = danger(verb) if about else primary(verb)
        self._notice = Notice(about, Tone.SOON)
        self._notice.setVisible(bool(about))
        self._row = QHBoxLayout()
        self._row.addWidget(self.submit_button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(space(3))
        column.addWidget(self._notice)
        for name, field in self.fields.items():
            if name != "name":
                self.edits[name].setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaximumWidth(space(100))
            column.addWidget(field)
        if code:
            column.addWidget(code)
        column.addLayout(self._row)

    def on_submit(self, deed: Callable[[], None]) -> None:
        self.submit_button.clicked.connect(deed)

    def offer(self, verb: str, deed: Callable[[], None]) -> Button:
        """Another deed beside the main one."""
        button = danger(verb)
        button.clicked.connect(deed)
        self._row.insertWidget(1, button)
        return button

    def text(self, name: str) -> str:
        return self.edits[name].text()

    def new_password(self) -> str:
        """The new one, if it was typed twice alike."""
        if self.text("new") != self.text("again"):
            raise ValidationError({"again": DIFFERENT})
        return self.text("new")

    def secret(self) -> bytes:
        """The new code's secret, once both questions are answered."""
        if self._code is None or not self._code.is_on_paper():
            raise ValidationError({"code": "请看着纸填好两组恢复码，再点下面的按钮"})
        return self._code.secret

    def show_error(self, error: AppError) -> None:
        """Under its field where it has one; a wrong password under the first."""
        self._notice.set_tone(Tone.LATE)
        if isinstance(error, ValidationError):
            self._notice.set_sentence(show_problems(self.fields, error.problems))
        else:
            self.fields["old"].set_problem(str(error))
            self.edits["old"].setFocus()


def _refusal(act: Callable[[], object]) -> AppError | None:
    """What was wrong, if anything was."""
    try:
        act()
    except AppError as error:
        return error
    return None


def _paper_words(held: PaperStanding | None) -> list[str]:
    if held is None or held.last_on is None:
        return []
    due = "，请再找出来核对一次" if held.due else ""
    return [f"最近一次看着纸核对恢复码：{held.last_on.isoformat()}{due}。"]


def _holder_words(holders: Sequence[Holder]) -> list[str]:
    since = {holder.kind: f"，{holder.since}设置" if holder.since else "" for holder in holders}
    words = [f"经办人密码{since.get('password', '')}"]
    for holder in holders:
        if holder.kind == "official":
            words.append(f"第二负责人：{holder.label}{since['official']}")
    code = next((holder for holder in holders if holder.kind == "recovery"), None)
    words.append(
        f"恢复码：编号 {code.label}{since['recovery']}" if code
        else "恢复码：还没有。忘记密码就没有人能打开数据，请现在生成一张。"
    )  # fmt: skip
    return words
